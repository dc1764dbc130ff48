// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "ui/consolecontext.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/live/logchoices.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QTimer>

namespace Gui {

namespace {

constexpr qint64 QuarterNs = qint64(900) * 1'000'000'000;
constexpr int EbbMs = 200;

/// Makes the n-th newest event the current one; -1: none.
void choose(MainWindow *window, int fromEnd)
{
    LiveLogView *view = window->livePage()->view();
    const int row = view->model()->rowCount() - 1 - fromEnd;
    view->setCurrentIndex(fromEnd < 0 || row < 0 ? QModelIndex() : view->model()->index(row, 0));
    view->followTail();
}

/// The small windows of the live page, each over the page as it is.
void addPopups(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    const auto press = [window](const char *button) {
        if (auto *found = window->livePage()->findChild<QAbstractButton *>(QLatin1String(button)))
            found->click();
    };
    walk.addDialog("live-devices", "devicesPopup", [window, press] {
        window->livePage()->setFilterText(QStringLiteral("device:field-*,soil-02 -device:field-02"));
        press("devicesMenuButton");
    });
    walk.addDialog("live-kinds", "kindsPopup", [window, press] {
        window->livePage()->setFilterText(QStringLiteral("kind:uplink,join"));
        press("kindsMenuButton");
    });
    walk.addDialog("live-time-menu", "timeMenu", [window, press] {
        window->livePage()->setFilterText(QStringLiteral("time>-15min"));
        press("timeMenuButton");
    });
    walk.addDialog("live-time-range", "timeRangePopup", [window, press] {
        press("timeMenuButton");
        if (auto *range = window->livePage()->findChild<QAction *>(QStringLiteral("timeRange")))
            range->trigger();
    });
    walk.addDialog("live-go-to-time", "goToTimePopup", [window] {
        window->livePage()->setFilterText({});
        window->livePage()->askForTime();
        if (auto *field = window->livePage()->findChild<QLineEdit *>(QStringLiteral("goToTimeField")))
            field->setText(QStringLiteral("12:04"));
    });
    walk.addDialog("live-saved", "savedFiltersPopup", [window, press] {
        LogChoices &choices = window->context().logChoices();
        choices.saveFilter(QStringLiteral("Frost"), QStringLiteral("temperature<0 kind:uplink"));
        choices.saveFilter(QStringLiteral("Weak signal"), QStringLiteral("rssi<-115 snr<-10"));
        window->livePage()->setFilterText(QStringLiteral("kind:join"));
        press("savedMenuButton");
    });
    walk.addDialog("live-columns", "columnsMenu", [window] {
        window->livePage()->setFilterText({});
        Q_EMIT window->livePage()->view()->horizontalHeader()->customContextMenuRequested(QPoint(300, 10));
    });
    walk.addDialog("live-row-menu", "logMenu", [window] {
        LiveLogView *view = window->livePage()->view();
        choose(window, 0);
        view->setCurrentIndex(view->currentIndex().siblingAtColumn(Models::LiveLogModel::Payload));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(view, &event);
    });
}

void silenceSandbox(MainWindow *window, bool on)
{
    const QStringList faults = window->context().sandboxFaults();
    for (const QString &fault : faults) {
        if (fault.endsWith(u"silent"))
            window->context().setSandboxFault(fault, on);
    }
}

/// What an empty or silent log says, and a narrow window.
void addSilence(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    walk.add(
        "live-field-column",
        [window] {
            window->livePage()->setFilterText(QStringLiteral("kind:uplink"));
            window->livePage()->setFieldColumn(QStringLiteral("battery"));
            choose(window, 0);
        },
        [window] { window->livePage()->setFieldColumn({}); });
    walk.add(
        "live-silence",
        [window] {
            window->livePage()->setFilterText({});
            silenceSandbox(window, true);
            // What is still under way would end the silence.
            QTimer::singleShot(EbbMs, window, [window] { window->livePage()->tick(Domain::nowNs() + QuarterNs); });
        },
        [window] { window->livePage()->tick(Domain::nowNs()); });
    walk.addDialog("live-silence-meaning", "silencePopup", [window] {
        window->livePage()->tick(Domain::nowNs() + QuarterNs);
        if (auto *button = window->livePage()->findChild<QAbstractButton *>(QStringLiteral("silenceButton")))
            button->click();
        silenceSandbox(window, false);
    });
    // An application of which nothing came yet.
    walk.add(
        "live-empty-yet",
        [window] {
            window->livePage()->tick(Domain::nowNs());
            if (!window->context().profiles().empty())
                window->livePage()->setScope({window->context().profiles().front(), QStringLiteral("new-application")});
        },
        [window] { window->livePage()->setScope({}); });
    walk.add(
        "live-small",
        [window] {
            window->resize(960, 600);
            window->livePage()->setFilterText(QStringLiteral("kind:uplink fport:many rssi<-60"));
            choose(window, 0);
        },
        [window] {
            window->livePage()->setFilterText({});
            window->resize(1280, 800);
        });
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
             [window] { window->livePage()->setFilterText(QStringLiteral("kind:gap,join,ack,nack")); });
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
    addPopups(walk);
    addSilence(walk);
}

} // namespace Gui
