// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

namespace Gui {

class ConsoleContext;
class Theme;

/// The page *Applications* of a network: those that the key sees, and new ones.
class ApplicationsPage : public Page
{
    Q_OBJECT

public:
    /// All must outlive the page.
    ApplicationsPage(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent = nullptr);

private:
    const Scope m_scope;
};

} // namespace Gui
