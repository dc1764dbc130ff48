// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/managementcommand.h"

#include <memory>

namespace Models {
class DeviceMove;
} // namespace Models

namespace App {

class BackupFile;

/// `ttnc devices move`: into another application of the same network, each with a backup in a file before it is
/// deleted. A line for each device. Ctrl+C ends after the one that is under way.
class MoveCommand : public ManagementCommand
{
    Q_OBJECT

public:
    explicit MoveCommand(ManagementOptions options);
    ~MoveCommand() override;

    void start() override;
    void interrupt() override;

private:
    void move();
    void lookNext();
    void looked(const QString &id, const Domain::Problem &problem);
    bool tell(const QString &id, const Domain::Problem &problem);
    void onFinished();

    std::unique_ptr<Domain::NetworkApi> m_target;
    std::unique_ptr<BackupFile> m_backups;
    std::unique_ptr<Models::DeviceMove> m_move;
    qsizetype m_told = 0;
    bool m_failed = false;
    // A dry run
    QStringList m_toLookAt;
    Domain::Call<Domain::Result<Domain::Device>> m_device;
};

} // namespace App
