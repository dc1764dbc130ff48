// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/pagekind.h"

#include <QCoreApplication>

namespace Gui {

std::vector<PageKind> pageKinds(const Scope &scope)
{
    // Connections are those of the program, whatever is chosen: they stand where everything does.
    if (scope == Scope{})
        return {PageKind::Live, PageKind::Heard, PageKind::Connections};
    return {PageKind::Live, PageKind::Heard};
}

QString pageTitle(PageKind kind)
{
    switch (kind) {
    case PageKind::Live:
        return QCoreApplication::translate("Gui::Page", "Live");
    case PageKind::Heard:
        return QCoreApplication::translate("Gui::Page", "Heard");
    case PageKind::Connections:
        return QCoreApplication::translate("Gui::Page", "Connections");
    }
    return {};
}

QString pageWord(PageKind kind)
{
    switch (kind) {
    case PageKind::Live:
        return QStringLiteral("live");
    case PageKind::Heard:
        return QStringLiteral("heard");
    case PageKind::Connections:
        return QStringLiteral("connections");
    }
    return {};
}

PageKind pageKind(const QString &word)
{
    for (int i = 0; i < PageKindCount; ++i) {
        if (pageWord(PageKind(i)) == word)
            return PageKind(i);
    }
    return PageKind::Live;
}

} // namespace Gui
