// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QAction;

namespace Gui {

/// JSON text with line breaks and indentation; every number and string stays as it was sent, the order of members too.
/// What is not JSON comes back as it is. At most `limit` bytes are shown, with a line that says how many follow.
QString indentedJson(const QByteArray &json, qsizetype limit = 512 * 1024);

/// The same text as received, with the same limit; bytes that are not UTF-8 are shown as replacement characters.
QString receivedText(const QByteArray &text, qsizetype limit = 512 * 1024);

/// Plain text as a tool tip: text from a network must not be read as HTML.
QString plainToolTip(const QString &text);

/// The text of an action without mnemonic and without what follows a tab.
[[nodiscard]] QString plainActionText(const QAction *action);

/// Digits in groups with thin spaces, for reading.
QString groupedNumber(quint64 value);
/// `14 MB`, in units of 1,000.
QString byteSize(quint64 bytes);

} // namespace Gui
