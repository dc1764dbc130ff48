// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/pagekind.h"

#include <QCoreApplication>

namespace Gui {

std::vector<PageKind> pageKinds(const Scope & /*scope*/)
{
    return {PageKind::Live, PageKind::Heard};
}

QString pageTitle(PageKind kind)
{
    switch (kind) {
    case PageKind::Live:
        return QCoreApplication::translate("Gui::Page", "Live");
    case PageKind::Heard:
        return QCoreApplication::translate("Gui::Page", "Heard");
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
