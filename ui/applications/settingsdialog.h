// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QDialog>

namespace Models {
class DeviceActivity;
}

namespace Gui {

class ApplicationSettingsPage;
class ConsoleContext;
class Theme;

/// The settings of an application that need not be watched, over the list of applications. Closing asks first when
/// something was typed.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme,
                   const Scope &scope, QWidget *parent);

    [[nodiscard]] ApplicationSettingsPage *page() const { return m_page; }
    void reject() override;

private:
    ApplicationSettingsPage *m_page = nullptr;
};

} // namespace Gui
