// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/application.h"
#include "backend/domain/device.h"

#include <QJsonObject>
#include <QString>

namespace App {

/// Reads what `get` prints, as input of `create` and `update`. A key that is not known, cannot be changed or has a
/// value of another kind is an error: a sentence that names it. Keys that are left out stay as they are; null empties.
/// Pure but for readJson(); any thread.

/// One object from a file, or from standard input for "-". At most 1 MiB. Empty with an error.
[[nodiscard]] QJsonObject readJson(const QString &path, QString *error);

/// `json` may be what `get` printed: ids must then be those of the command, times and addresses are passed over.
[[nodiscard]] Domain::Application newApplication(const QString &id, const QJsonObject &json, QString *error);
[[nodiscard]] Domain::ApplicationChange applicationChange(const QString &id, const QJsonObject &json, QString *error);
[[nodiscard]] Domain::Device newDevice(const QString &application, const QJsonObject &json, QString *error);
[[nodiscard]] Domain::DeviceChange deviceChange(const QString &application, const QString &id, const QJsonObject &json,
                                                QString *error);
/// The device as it is after the change, for a dry run.
[[nodiscard]] Domain::Device changed(Domain::Device device, const Domain::DeviceChange &change);
[[nodiscard]] Domain::Application changed(Domain::Application application, const Domain::ApplicationChange &change);

} // namespace App
