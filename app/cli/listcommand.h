// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/managementcommand.h"

#include <QSet>

namespace App {

/// `ttnc applications|devices list|get`: prints what the network has, one line of JSON each.
class ListCommand : public ManagementCommand
{
    Q_OBJECT

public:
    explicit ListCommand(ManagementOptions options);

    void start() override;

private:
    void askForApplications();
    void take(const Domain::Result<Domain::ApplicationPage> &answer);
    void askForDevices();
    void take(const Domain::Result<Domain::DevicePage> &answer);
    void askForApplication();
    void askForDevice();

    qsizetype m_key = 0; ///< the one in use
    int m_page = 1;
    qint64 m_seen = 0; ///< of the pages until now
    QSet<QString> m_printed; ///< ids of applications: several keys may see one
    Domain::Call<Domain::Result<Domain::ApplicationPage>> m_applications;
    Domain::Call<Domain::Result<Domain::Application>> m_application;
    Domain::Call<Domain::Result<Domain::DevicePage>> m_devices;
    Domain::Call<Domain::Result<Domain::Device>> m_device;
};

} // namespace App
