// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/devicearchive.h"
#include "ui/common/toast.h"
#include "ui/consolecontext.h"
#include "ui/devices/devicelosses.h"
#include "ui/devices/deviceorders.h"
#include "ui/devices/devicespage.h"
#include "ui/devices/devicesview.h"
#include "ui/devices/failuresdialog.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/picturenetwork.h"
#include "ui/screenshots/screenwalk.h"

#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMessageBox>
#include <QTimer>

namespace Gui {

namespace {

using Code = Domain::Problem::Code;

Scope firstApplication(MainWindow *window)
{
    const std::vector<Domain::ProfileRef> profiles = window->context().profiles();
    if (profiles.empty())
        return {};
    return {profiles.front(), window->context().profile(profiles.front()).applications.value(0)};
}

DevicesPage *showDevices(MainWindow *window)
{
    const Scope scope = firstApplication(window);
    window->showWelcome(false);
    window->showScope(scope.profile, scope.application);
    window->workspace()->setKind(PageKind::Devices);
    auto *page = static_cast<DevicesPage *>(window->workspace()->currentPage());
    page->closeDevice();
    page->takeFocus();
    return page;
}

void search(DevicesPage *page, const QString &text)
{
    page->findChild<QLineEdit *>(QStringLiteral("devicesSearch"))->setText(text);
}

constexpr auto Listed = std::chrono::milliseconds(60);

/// As on a network that has no devices, and then answers like this.
void showInstead(DevicesPage *page, const std::function<void(PictureNetwork &)> &then)
{
    const auto none = std::make_shared<PictureNetwork>();
    none->isEmpty = true;
    page->source()->list(none);
    if (!then)
        return;
    const auto network = std::make_shared<PictureNetwork>();
    then(*network);
    QTimer::singleShot(Listed, page, [page, network] { page->source()->list(network); });
}

QStringList someDevices(DevicesPage *page, int count)
{
    return page->source()->table().ids().mid(0, count);
}

/// Devices of a picture: they are taken out of the archive again.
struct Kept
{
    std::vector<Domain::Call<Domain::Result<QString>>> calls;
    QStringList entries;
};

void emptyArchive(MainWindow *window, Kept &kept)
{
    kept.calls.clear();
    for (const QString &entry : std::exchange(kept.entries, {}))
        (void)window->context().deviceArchive()->drop(entry);
}

void fillArchive(MainWindow *window, const std::shared_ptr<Kept> &kept)
{
    Domain::DeviceArchive *archive = window->context().deviceArchive();
    const Scope scope = firstApplication(window);
    if (!archive || scope.profile == 0)
        return;
    const auto keep = [&](const char *id, const char *name, quint64 eui, const QStringList &missing) {
        Domain::ArchivedDevice about;
        about.profile = window->context().profile(scope.profile).id;
        about.profileName = window->context().profile(scope.profile).name;
        about.application = scope.application;
        about.device = QLatin1String(id);
        about.name = QLatin1String(name);
        about.devEui = Domain::Eui(eui);
        about.missing = missing;
        about.who = QStringLiteral("grower");
        kept->calls.push_back(archive->keep({scope.application, about.device, {}, {}, missing}, about));
        kept->calls.back().then(window, [kept](const Domain::Result<QString> &entry) { kept->entries << entry.value; });
    };
    keep("field-07", "North field, west corner", 0x0004A30B001C0537, {});
    keep("pump-02", "", 0x0004A30B001C0602, {QStringLiteral("root_keys")});
    keep("eui-70b3d57ed005a1b2", "A device with a name that is rather long", 0x70B3D57ED005A1B2, {});
}

} // namespace

void addDevicesScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    if (window->context().profiles().empty())
        return;
    const auto leave = [window] {
        DevicesPage *page = showDevices(window);
        search(page, {});
        page->view()->clearSelection();
        page->refresh();
        window->showScope(0, {});
        window->workspace()->setKind(PageKind::Live);
    };
    walk.add(
        "devices-list", [window] { showDevices(window); }, leave);
    walk.add(
        "devices-selected",
        [window] {
            DevicesView *view = showDevices(window)->view();
            const int last = std::min(view->model()->rowCount(), 5) - 1;
            if (last < 1)
                return;
            view->setCurrentIndex(view->model()->index(1, 0));
            view->selectionModel()->select({view->model()->index(1, 0), view->model()->index(last, 0)},
                                           QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        },
        leave);
    walk.add(
        "devices-search", [window] { search(showDevices(window), QStringLiteral("field 0004a30b")); }, leave);
    walk.add(
        "devices-nothing-found", [window] { search(showDevices(window), QStringLiteral("no-such-device")); }, leave);
    walk.add(
        "devices-loading",
        [window] { showInstead(showDevices(window), [](PictureNetwork &network) { network.isSlow = true; }); }, leave);
    walk.add(
        "devices-empty", [window] { showInstead(showDevices(window), {}); }, leave);
    const auto addProblem = [&](const char *name, const Domain::Problem &problem) {
        walk.add(
            name,
            [window, problem] {
                showInstead(showDevices(window), [problem](PictureNetwork &network) { network.readProblem = problem; });
            },
            leave);
    };
    addProblem("devices-error",
               {Code::ConnectionRefused, {QStringLiteral("localhost"), QStringLiteral("1884")}, {}, {}, true});
    addProblem("devices-no-right",
               {Code::RightsMissing, {QStringLiteral("orchard"), QStringLiteral("view devices")}, {}, {}, false});
    walk.addDialog("devices-delete", "deleteDevicesBox", [window] {
        const QStringList ids{QStringLiteral("field-01"), QStringLiteral("field-02"), QStringLiteral("pump-02"),
                              QStringLiteral("pump-03")};
        lossBox(ids,
                {{ids[0], {QStringLiteral("root_keys"), QStringLiteral("session")}, {}},
                 {ids[1], {QStringLiteral("root_keys"), QStringLiteral("session")}, {}},
                 {ids[2], {}, {Code::RightsMissing, {}, {}, {}, false}}},
                1, window)
            ->open();
    });
    walk.addDialog("devices-move", "moveDialog", [window] {
        DevicesPage *page = showDevices(window);
        window->deviceOrders()->askToMove(page->scope(), someDevices(page, 3));
    });
    walk.addDialog("devices-move-failures", "moveFailures", [window] {
        const auto problem = [](Code code, const QStringList &args) {
            return Domain::Problem{code, args, {}, {}, false};
        };
        auto *dialog
            = new FailuresDialog(DeviceOrders::tr("%1 were not moved").arg(DeviceOrders::tr("%1 devices").arg(2)),
                                 {{QStringLiteral("field-02"), problem(Code::IdTaken, {QStringLiteral("field-02")})},
                                  {QStringLiteral("a-device-with-a-very-long-identifier"),
                                   problem(Code::EuisTaken,
                                           {QStringLiteral("70B3D57ED0000000"), QStringLiteral("0004A30B001C0530"),
                                            QStringLiteral("pump-02"), QStringLiteral("vineyard")})}},
                                 window);
        dialog->setObjectName(QStringLiteral("moveFailures"));
        dialog->open();
    });
    walk.add(
        "devices-moved",
        [window] {
            DevicesPage *page = showDevices(window);
            Q_EMIT window->deviceOrders()->undoOffered(
                DeviceOrders::tr("%1 is moved to %2").arg(someDevices(page, 1).value(0), QStringLiteral("vineyard")),
                [] {});
        },
        [window, leave] {
            window->toasts()->clear();
            leave();
        });
    const auto kept = std::make_shared<Kept>();
    walk.addDialog("devices-recently-deleted", "recentlyDeletedDialog", [window, kept] {
        showDevices(window);
        fillArchive(window, kept);
        window->deviceOrders()->showRecentlyDeleted(firstApplication(window));
    });
    walk.addDialog("devices-export", "deviceExportDialog", [window, kept] {
        emptyArchive(window, *kept);
        DevicesPage *page = showDevices(window);
        window->deviceOrders()->askToExport(page->scope(), someDevices(page, 3), page->source()->table().deviceCount());
        // Neither the name of who draws the picture nor the time.
        auto *dialog = window->findChild<QDialog *>(QStringLiteral("deviceExportDialog"));
        dialog->findChild<QLineEdit *>(QStringLiteral("deviceExportFile"))->setText(QStringLiteral("/tmp/devices.csv"));
    });
}

} // namespace Gui
