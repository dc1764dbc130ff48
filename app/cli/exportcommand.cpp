// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exportcommand.h"

#include "app/cli/managementlines.h"
#include "backend/import/deviceimporter.h"

#include <utility>

namespace App {

using namespace Domain;

ExportCommand::ExportCommand(ManagementOptions options)
    : ManagementCommand(std::move(options))
{
}

ExportCommand::~ExportCommand() = default;

void ExportCommand::start()
{
    DeviceApi *api = devices();
    if (!api)
        return;
    m_imports = std::make_unique<Backend::DeviceImporter>(options().folder);
    DeviceExportRequest request;
    request.path = options().item;
    request.format = options().format;
    request.application = options().application;
    request.ids = options().devices;
    request.withKeys = options().withKeys;
    m_export = m_imports->exportDevices(api, request, nullptr);
    m_export.then(this, [this](const Result<DeviceExportResult> &answer) {
        if (!answer) {
            fail(answer.problem);
            return;
        }
        const DeviceExportResult &result = answer.value;
        if (!result.vanished.isEmpty())
            say(tr("Deleted meanwhile: %1.").arg(result.vanished.join(QLatin1String(", "))));
        if (!result.withoutKeys.isEmpty())
            say(tr("Their keys could not be read: %1.").arg(result.withoutKeys.join(QLatin1String(", "))));
        if (!result.partlyEmptyKeys.isEmpty())
            say(tr("Not every device has these keys, and The Things Stack reads their empty cells as zeros: %1.")
                    .arg(result.partlyEmptyKeys.join(QLatin1String(", "))));
        if (print(exportedLine(options().item, result)))
            end(result.withoutKeys.isEmpty() ? Done : Failed);
    });
}

} // namespace App
