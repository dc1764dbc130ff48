// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "ui/applications/settingssection.h"

class QPushButton;

namespace Gui {

class DeviceClearance;

/// Deleting an application: what goes with it, and its devices before.
class DangerSection : public SettingsSection
{
    Q_OBJECT

public:
    DangerSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);

    [[nodiscard]] QString title() const override { return tr("Delete"); }
    void load(bool anew) override;

Q_SIGNALS:
    /// The table of its devices is to be shown.
    void devicesWanted();

private:
    void count();
    void updateTexts();
    void askToDelete();
    void askToDeleteDevices();
    [[nodiscard]] QString lossText() const;

    QLabel *m_text = nullptr;
    QLabel *m_devicesText = nullptr;
    QLabel *m_reason = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_clear = nullptr;
    QPushButton *m_delete = nullptr;
    DeviceClearance *m_clearance = nullptr; ///< while it runs
    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<Domain::DevicePage>> m_devices;
    Domain::Call<Domain::Result<Domain::ListPage<Domain::ApiKey>>> m_keys;
    qint64 m_deviceCount = -1; ///< -1: not known
    qint64 m_keyCount = -1;
    bool m_asked = false;
};

} // namespace Gui
