// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/pagekind.h"

#include <QCoreApplication>

namespace Gui {

std::vector<PageKind> pageKinds(const Scope & /*scope*/)
{
    return {PageKind::Live};
}

QString pageTitle(PageKind kind)
{
    switch (kind) {
    case PageKind::Live:
        return QCoreApplication::translate("Gui::Page", "Live");
    }
    return {};
}

QString pageWord(PageKind kind)
{
    switch (kind) {
    case PageKind::Live:
        return QStringLiteral("live");
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
