// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

/// Makes Excel files for tests: a ZIP archive of the given parts, and the parts that nearly every file has.
namespace XlsxMaker {

using Part = std::pair<QString, QByteArray>;

QByteArray zipped(const QList<Part> &parts);

/// A workbook with these sheets (name, XML within `sheetData`); `strings`: shared ones; `styles`: XML within
/// `styleSheet`; `workbook`: XML in front of the sheets.
QByteArray workbook(const QList<Part> &sheets, const QList<QByteArray> &strings = {}, const QByteArray &styles = {},
                    const QByteArray &workbook = {});

} // namespace XlsxMaker
