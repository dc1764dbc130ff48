// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"

#include <QHash>
#include <QStringList>

#include <functional>
#include <vector>

namespace Backend {

/// Makes ids of devices: `{prefix}-{serial}`, `eui-{deveui}`, `node-{n:000}`. A name in braces is one of the device's
/// own words (deveui, joineui, devaddr, name, serial), `prefix`, the counting `n` (with its least digits), or the head
/// of a column. Pure; any thread.
class IdTemplate
{
public:
    /// Of one row: its value for the lower-case name, which one of `known` is.
    using Values = std::function<QString(const QString &name)>;

    IdTemplate() = default;
    explicit IdTemplate(const QString &pattern);

    [[nodiscard]] bool isEmpty() const { return m_parts.empty(); }
    /// Names besides `n`, in lower case.
    [[nodiscard]] QStringList names() const;
    /// True when it counts.
    [[nodiscard]] bool counts() const;
    [[nodiscard]] QString apply(const Values &values, qint64 number) const;

private:
    struct Part
    {
        QString text; ///< as it is, or a name
        bool isName = false;
        int digits = 0; ///< of the counting name
    };
    std::vector<Part> m_parts;
};

/// What servers take as an id: lower case, letters without their marks (`ä` as `ae`), and one dash for any run of other
/// characters, none at the ends. v2 keeps single underscores. Not cut: what would be cut is what tells ids apart.
[[nodiscard]] QString idFrom(QStringView text, Domain::Generation generation);

} // namespace Backend
