// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/applicationsettingspage.h"

namespace Gui {

ApplicationSettingsPage::ApplicationSettingsPage(ConsoleContext * /*context*/, const Theme * /*theme*/,
                                                 const Scope &scope, QWidget *parent)
    : Page(parent)
    , m_scope(scope)
{
    setObjectName(QStringLiteral("applicationSettingsPage"));
}

} // namespace Gui
