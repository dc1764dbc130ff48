// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/device/devicesection.h"

namespace Gui {

class LivePage;

/// The live log of one device.
class LiveSection : public DeviceSectionView
{
    Q_OBJECT

public:
    explicit LiveSection(const DevicePageParts *parts, QWidget *parent = nullptr);

    void refresh() override { }
    void setUtc(bool utc) override;
    [[nodiscard]] bool fills() const override { return true; }

private:
    LivePage *m_page = nullptr;
};

} // namespace Gui
