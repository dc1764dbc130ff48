// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/managementcommand.h"

namespace App {

/// `ttnc applications|devices create|update|delete`. What was made or changed is read again and printed, so that a
/// script sees what the network made of it; what was deleted is a line with its id.
class ChangeCommand : public ManagementCommand
{
    Q_OBJECT

public:
    explicit ChangeCommand(ManagementOptions options);

    void start() override;
    void interrupt() override;

private:
    void createApplication();
    void updateApplication();
    void deleteApplication();
    void createDevice();
    void updateDevice();
    void backUpNext();
    void writeBackup();
    void findNext(int code);
    void deleteDevices();
    void showApplication(const QString &id);
    void showDevice(const QString &id);
    /// Handles the answer of a change: `next` after success.
    void await(Domain::Call<Domain::Result<Domain::Done>> call, std::function<void()> next);
    void wrongInput(const QString &sentence);

    Domain::Call<Domain::Result<Domain::Done>> m_done;
    Domain::Call<Domain::Result<Domain::Application>> m_application;
    Domain::Call<Domain::Result<Domain::Device>> m_device;
    Domain::Call<Domain::Result<Domain::DeviceBackup>> m_backup;
    Domain::Call<Domain::Result<QList<Domain::DeviceOutcome>>> m_outcomes;
    QStringList m_toBackUp;
    QStringList m_toFind;
    QByteArray m_backups;
    bool m_changing = false; ///< something may have been done already
};

} // namespace App
