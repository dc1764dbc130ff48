// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consolecontext.h"
#include "ui/inspector/inspector.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

namespace Gui {

namespace {

Inspector *inspector(MainWindow *window)
{
    return window->livePage()->findChild<Inspector *>();
}

/// Selects the newest `count` rows, the last of them `fromEnd` rows before the end.
void select(MainWindow *window, int fromEnd, int count)
{
    LiveLogView *view = window->livePage()->view();
    const int last = view->model()->rowCount() - 1 - fromEnd;
    const int first = std::max(0, last - count + 1);
    if (last < 0)
        return;
    view->setCurrentIndex(view->model()->index(last, 0));
    QItemSelection selection(view->model()->index(first, 0), view->model()->index(last, 0));
    view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

} // namespace

void addInspectorScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    const auto tab = [&walk, window](const char *name, Inspector::Tab which, const char *filter) {
        walk.add(name, [window, which, filter] {
            window->showScope(0, {});
            window->livePage()->setPaused(true);
            window->livePage()->setFilterText(QString::fromLatin1(filter));
            inspector(window)->setTab(which);
            select(window, 0, 1);
        });
    };
    tab("inspector-summary", Inspector::Tab::Summary, "kind:uplink decoded:yes");
    tab("inspector-decoded", Inspector::Tab::Decoded, "kind:uplink decoded:yes");
    tab("inspector-raw", Inspector::Tab::Raw, "kind:uplink decoded:yes");
    tab("inspector-bytes", Inspector::Tab::Bytes, "kind:uplink decoded:yes");
    tab("inspector-gateways", Inspector::Tab::Gateways, "kind:uplink gws>1");
    tab("inspector-related", Inspector::Tab::Related, "kind:sent,ack");
    tab("inspector-gap", Inspector::Tab::Summary, "kind:gap");
    walk.add("inspector-nothing", [window] {
        window->livePage()->setFilterText({});
        window->livePage()->view()->clearSelection();
    });
    walk.add("inspector-compare", [window] {
        window->livePage()->setFilterText(QStringLiteral("kind:uplink decoded:yes"));
        select(window, 0, 2);
    });
    walk.add("inspector-many", [window] {
        window->livePage()->setFilterText({});
        select(window, 0, 40);
    });
    walk.add(
        "inspector-right",
        [window] {
            window->livePage()->setFilterText(QStringLiteral("kind:uplink decoded:yes"));
            inspector(window)->setTab(Inspector::Tab::Summary);
            inspector(window)->setDockedRight(true);
            select(window, 0, 1);
        },
        [window] {
            inspector(window)->setDockedRight(false);
            window->livePage()->setFilterText({});
            window->livePage()->setPaused(false);
        });
}

} // namespace Gui
