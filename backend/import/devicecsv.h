// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"

#include <QByteArray>
#include <QStringList>

#include <map>
#include <vector>

namespace Backend {

/// Devices in the CSV of The Things Stack. Columns that no device has anything in are left out, because there an empty
/// cell is a value: an empty key would become one of zeros. Value type.
class DeviceCsv
{
public:
    /// In the order of `number`. Keys only when the device has them.
    void add(qint64 number, const Domain::Device &device);
    [[nodiscard]] QByteArray toBytes() const;
    /// Columns with keys that only some devices have: read there, the others would get zeros.
    [[nodiscard]] QStringList partlyEmptyKeys() const;

private:
    std::map<qint64, std::vector<QByteArray>> m_rows; ///< all columns
};

} // namespace Backend
