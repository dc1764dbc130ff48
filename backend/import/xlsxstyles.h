// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>
#include <QString>

#include <vector>

namespace Backend {

/// Which cell formats of an Excel file show numbers as dates or with exponents. Pure.
class XlsxStyles
{
public:
    /// What cannot be read leaves numbers being numbers.
    void read(QIODevice &styles);

    /// Traits of ImportSheet that the format with this index gives to a number.
    [[nodiscard]] quint8 traits(int format) const;

private:
    std::vector<quint8> m_formats;
};

/// How Excel shows a day count as a date: `2026-11-20`, with the time when there is one. Empty outside of its calendar.
[[nodiscard]] QString xlsxDate(double days, bool since1904);

} // namespace Backend
