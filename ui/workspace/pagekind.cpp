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
    if (scope.application.isEmpty())
        return {PageKind::Live, PageKind::Heard, PageKind::Applications};
    return {PageKind::Live, PageKind::Heard, PageKind::Devices, PageKind::Settings};
}

QString pageTitle(PageKind kind)
{
    switch (kind) {
    case PageKind::Live:
        return QCoreApplication::translate("Gui::Page", "Live");
    case PageKind::Heard:
        return QCoreApplication::translate("Gui::Page", "Heard");
    case PageKind::Devices:
        return QCoreApplication::translate("Gui::Page", "Devices");
    case PageKind::Applications:
        return QCoreApplication::translate("Gui::Page", "Applications");
    case PageKind::Settings:
        return QCoreApplication::translate("Gui::Page", "Settings");
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
    case PageKind::Devices:
        return QStringLiteral("devices");
    case PageKind::Applications:
        return QStringLiteral("applications");
    case PageKind::Settings:
        return QStringLiteral("settings");
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
