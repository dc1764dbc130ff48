// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/registrationwizard.h"

namespace Gui {

RegistrationWizard::RegistrationWizard(ConsoleContext * /*context*/, const Theme * /*theme*/, const Scope &scope,
                                       QWidget *parent, const QString & /*copyOf*/)
    : QDialog(parent)
    , m_scope(scope)
{
    setObjectName(QStringLiteral("registrationWizard"));
    setAttribute(Qt::WA_DeleteOnClose);
}

} // namespace Gui
