// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consolecontext.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

namespace Gui {

namespace {

/// Makes the n-th newest event the current one; -1: none.
void choose(MainWindow *window, int fromEnd)
{
    LiveLogView *view = window->livePage()->view();
    const int row = view->model()->rowCount() - 1 - fromEnd;
    view->setCurrentIndex(fromEnd < 0 || row < 0 ? QModelIndex() : view->model()->index(row, 0));
    view->followTail();
}

} // namespace

void addLiveScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    walk.add("live-everything", [window] {
        window->showWelcome(window->context().profiles().empty());
        window->showScope(0, {});
        window->livePage()->setFilterText({});
        choose(window, -1);
    });
    walk.add("live-application", [window] {
        for (const Domain::ProfileRef profile : window->context().profiles()) {
            const QStringList applications = window->context().profile(profile).applications;
            if (!applications.isEmpty()) {
                window->showScope(profile, applications.constFirst());
                break;
            }
        }
        choose(window, 2);
    });
    walk.add("live-filtered", [window] {
        window->showScope(0, {});
        window->livePage()->setFilterText(QStringLiteral("kind:uplink fport:1,2,3"));
        choose(window, 0);
    });
    walk.add("live-filter-error",
             [window] { window->livePage()->setFilterText(QStringLiteral("kind:uplink fport:many")); });
    walk.add("live-gap",
             [window] { window->livePage()->setFilterText(QStringLiteral("kind:gap,join,sent,queued,ack,nack")); });
    walk.add(
        "live-paused",
        [window] {
            window->livePage()->setFilterText({});
            window->livePage()->setPaused(true);
        },
        [window] { window->livePage()->setPaused(false); });
    walk.add(
        "live-empty", [window] { window->livePage()->setFilterText(QStringLiteral("device:no-device-has-this-name")); },
        [window] { window->livePage()->setFilterText({}); });
}

} // namespace Gui
