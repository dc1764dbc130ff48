// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace Backend {

/// Text of which nobody says how its letters are encoded. Pure; any thread.
struct DecodedText
{
    QString text; ///< without a byte order mark
    QString encoding; ///< "UTF-8", "UTF-16", "Windows-1252"
};

/// By the byte order mark, else by what the bytes can be: UTF-16 where every other one is zero, UTF-8 where they are
/// valid, else Windows-1252, which has Latin-1 in it. Any bytes give some text.
[[nodiscard]] DecodedText decodeText(QByteArrayView bytes);

} // namespace Backend
