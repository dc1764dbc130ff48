// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

namespace Gui {

class ConsoleContext;
class Theme;

/// The page *Settings* of an application: overview, API keys, collaborators, general settings.
class ApplicationSettingsPage : public Page
{
    Q_OBJECT

public:
    /// All must outlive the page.
    ApplicationSettingsPage(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent = nullptr);

private:
    const Scope m_scope;
};

} // namespace Gui
