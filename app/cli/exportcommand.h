// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/managementcommand.h"

#include <memory>

namespace App {

/// `ttnc devices export`: writes devices into a file that The Things Stack and ttn-lw-cli read, and this program.
class ExportCommand : public ManagementCommand
{
    Q_OBJECT

public:
    explicit ExportCommand(ManagementOptions options);
    ~ExportCommand() override;

    void start() override;

private:
    std::unique_ptr<Domain::DeviceImports> m_imports;
    Domain::Call<Domain::Result<Domain::DeviceExportResult>> m_export;
};

} // namespace App
