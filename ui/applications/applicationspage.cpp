// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/applicationspage.h"

namespace Gui {

ApplicationsPage::ApplicationsPage(ConsoleContext * /*context*/, const Theme * /*theme*/, const Scope &scope,
                                   QWidget *parent)
    : Page(parent)
    , m_scope(scope)
{
    setObjectName(QStringLiteral("applicationsPage"));
}

} // namespace Gui
