// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "backend/domain/application.h"
#include "backend/domain/deviceimports.h"

#include <QByteArray>

namespace App {

/// One line of JSON, without its end, always with the same keys in the same order: null is what is not set, or was not
/// read. Pure; any thread.
[[nodiscard]] QByteArray applicationLine(const Domain::Application &application);
/// `withKeys` false: root and session keys are left out altogether.
[[nodiscard]] QByteArray deviceLine(const Domain::Device &device, bool withKeys);

/// `secret` empty: the key "key" is left out.
[[nodiscard]] QByteArray keyLine(const Domain::ApiKey &key, const QByteArray &secret);
/// What was, or would be, deleted; `problem`: it was not.
[[nodiscard]] QByteArray deletedLine(const char *idKey, const QString &id, const Domain::Problem &problem, bool dryRun);
/// What was, or would be, moved to this application; `problem`: it was not.
[[nodiscard]] QByteArray movedLine(const QString &id, const QString &target, const Domain::Problem &problem,
                                   bool dryRun);
/// What became of a row of an import.
[[nodiscard]] QByteArray importedLine(const Domain::ImportedRow &row);
[[nodiscard]] QByteArray exportedLine(const QString &path, const Domain::DeviceExportResult &result);
/// What would become of it, with the remarks on it.
[[nodiscard]] QByteArray checkedLine(const Domain::ImportSheet &sheet, const Domain::ImportCheck &check, int row,
                                     const QStringList &remarks);

} // namespace App
