// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <vector>

namespace Backend {

/// Takes decoded fields apart for a table: one name and one value per leaf, `gps.lat` and `52.1`. One object per thread
/// (it keeps its parser's memory).
class FlatFields
{
public:
    struct Field
    {
        QByteArray name; ///< UTF-8, names of nested objects with dots; empty: the value is no object
        QByteArray value; ///< texts without quotes and escapes, everything else as JSON text, exactly as sent
        QByteArray json; ///< the value as JSON text
    };

    FlatFields();
    ~FlatFields();

    /// In the order as sent; null is left out. Arrays, and objects that are nested too deep or under too long names,
    /// are JSON text. Valid until the next call.
    [[nodiscard]] const std::vector<Field> &read(QByteArrayView json);

private:
    class Walker;
    std::unique_ptr<Walker> m_walker;
};

} // namespace Backend
