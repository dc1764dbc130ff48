// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QDialog>

namespace Gui {

class ConsoleContext;
class Theme;

/// Registers devices one by one: by hand, from the Device Repository, as a copy, or scanned.
class RegistrationWizard : public QDialog
{
    Q_OBJECT

public:
    /// All must outlive the wizard. `copyOf`: begin with the settings of this device.
    RegistrationWizard(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent = nullptr,
                       const QString &copyOf = {});

Q_SIGNALS:
    void registered(const QString &device);
    /// The page of this device is to be shown.
    void detailsRequested(const QString &device);

private:
    const Scope m_scope;
};

} // namespace Gui
