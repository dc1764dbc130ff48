// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/domain/importsheet.h"

#include <QJsonObject>

/// Devices in the JSON of The Things Stack, as `ttn-lw-cli` reads and writes them. Pure; any thread.
namespace Backend::DeviceJson {

/// The columns that addRow() fills, named as in the CSV of The Things Stack.
void addHead(Domain::ImportSheet &sheet);
/// A device as one row with the most important of it, and as a whole in ImportSheet::json. The session of a device that
/// joins is only in the latter.
void addRow(Domain::ImportSheet &sheet, quint32 number, const QJsonObject &device);

/// A device of the sheet with what it lacks taken from `device`, which was made of its row and the plan: id,
/// application, frequency plan and versions. Server addresses are left out: they are those of where it came from.
[[nodiscard]] QByteArray completed(const QByteArray &json, const Domain::Device &device);

/// A device as far as the program knows it. Without keys it has no session either, which would be of no use.
[[nodiscard]] QByteArray fromDevice(const Domain::Device &device, bool withKeys);

/// A device as a server told it, without everything that is secret or of no use without it.
[[nodiscard]] QByteArray withoutSecrets(const QByteArray &json);

} // namespace Backend::DeviceJson
