// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/devicespage.h"

namespace Gui {

DevicesPage::DevicesPage(ConsoleContext * /*context*/, Models::DeviceActivity * /*activity*/, const Theme * /*theme*/,
                         const Scope &scope, QWidget *parent)
    : Page(parent)
    , m_scope(scope)
{
    setObjectName(QStringLiteral("devicesPage"));
}

void DevicesPage::refresh() { }

void DevicesPage::showDevice(const QString & /*id*/) { }

} // namespace Gui
