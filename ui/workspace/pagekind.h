// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QString>

#include <vector>

namespace Gui {

/// The pages that there are, in the order of their tabs; the n-th opens with Ctrl+n.
enum class PageKind : quint8 { Live, Heard, Devices, Applications, Settings, Connections };
constexpr int PageKindCount = 6;

/// Which pages a scope has.
std::vector<PageKind> pageKinds(const Scope &scope);
/// The word on the tab.
QString pageTitle(PageKind kind);
/// In settings and object names: ASCII, never translated.
QString pageWord(PageKind kind);
/// Live for a word that is none.
PageKind pageKind(const QString &word);

} // namespace Gui
