// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/device/devicesection.h"

namespace Gui {

class FactList;

/// What there is to read of a device, and, where it is registered by half, what can be done about it.
class DeviceOverviewSection : public DeviceSectionView
{
    Q_OBJECT

public:
    explicit DeviceOverviewSection(const DevicePageParts *parts, QWidget *parent = nullptr);

    void refresh() override;

private:
    void buildHalfMade();
    void finish();

    QWidget *m_half = nullptr;
    QLabel *m_halfText = nullptr;
    QPushButton *m_finish = nullptr;
    FactList *m_facts = nullptr;
};

} // namespace Gui
