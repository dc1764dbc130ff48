// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"

#include <QDataStream>

/// Devices in binary form, keys included, for files that are sealed. What servers have seen of a device is left out.
namespace Backend::DeviceStream {

void write(QDataStream &out, const Domain::Device &device);
/// Leaves the stream's status bad where the bytes are none of write().
[[nodiscard]] Domain::Device read(QDataStream &in);

} // namespace Backend::DeviceStream
