// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/devicepage.h"

namespace Gui {

DevicePage::DevicePage(ConsoleContext * /*context*/, Models::DeviceActivity * /*activity*/, const Theme * /*theme*/,
                       const Scope & /*scope*/, const QString &id, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
{
    setObjectName(QStringLiteral("devicePage"));
}

void DevicePage::setUtc(bool /*utc*/) { }

void DevicePage::refresh() { }

void DevicePage::takeFocus()
{
    setFocus();
}

} // namespace Gui
