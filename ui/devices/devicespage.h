// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

namespace Models {
class DeviceActivity;
} // namespace Models

namespace Gui {

class ConsoleContext;
class Theme;

/// The page *Devices*: what is registered in an application. Opening a device shows its page in place of the table.
class DevicesPage : public Page
{
    Q_OBJECT

public:
    /// All must outlive the page.
    DevicesPage(ConsoleContext *context, Models::DeviceActivity *activity, const Theme *theme, const Scope &scope,
                QWidget *parent = nullptr);

    /// Asks the network again.
    void refresh();
    /// The page of this device, in place of the table.
    void showDevice(const QString &id);

private:
    const Scope m_scope;
};

} // namespace Gui
