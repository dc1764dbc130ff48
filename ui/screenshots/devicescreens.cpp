// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "ui/common/rightsbook.h"
#include "ui/consolecontext.h"
#include "ui/device/devicepage.h"
#include "ui/device/devicequestions.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/picturenetwork.h"
#include "ui/screenshots/sampledevices.h"
#include "ui/screenshots/screenwalk.h"

#include <QStackedWidget>

namespace Gui {

namespace {

using Models::DeviceField;
using Models::DeviceSection;
using Code = Domain::Problem::Code;
using Network = std::shared_ptr<PictureNetwork>;

constexpr qint64 NsPerMs = 1'000'000;

QDateTime ago(qint64 seconds)
{
    return QDateTime::fromMSecsSinceEpoch(Domain::nowNs() / NsPerMs, Qt::UTC).addSecs(-seconds);
}

Domain::Device joining()
{
    Domain::Device device = sampleDevice();
    device.id = QStringLiteral("soil-probe-07");
    device.name = QStringLiteral("Soil probe by the north gate");
    device.description = QStringLiteral("Two depths, 10 and 40 cm; battery changed in spring.");
    device.attributes
        = {{QStringLiteral("site"), QStringLiteral("north")}, {QStringLiteral("row"), QStringLiteral("14")}};
    device.devEui = Domain::Eui(0x70B3D57ED0051A07);
    device.devAddr = Domain::DevAddr(0x260BF3A1);
    device.mac->desiredRx1Delay = 5;
    device.mac->adr = Domain::MacSettings::Adr::Dynamic;
    device.location = {52.37, 4.89, 3, 0};
    device.battery = 0.87;
    device.downlinkMargin = 12;
    device.lastStatus = ago(7'200);
    device.lastSeen = ago(340);
    device.created = ago(86'400 * 210);
    device.updated = ago(86'400 * 9);
    device.activated = ago(86'400 * 209);
    device.sessionStarted = ago(86'400 * 12);
    device.lastDevNonce = 0x3A4F;
    device.usedDevNonces = {1, 2, 0x3A4F};
    device.lastJoinNonce = 3;
    return device;
}

Domain::Device version11()
{
    Domain::Device device = joining();
    device.radio->macVersion = QStringLiteral("MAC_V1_1");
    device.radio->phyVersion = QStringLiteral("PHY_V1_1_REV_B");
    device.nwkKey = device.nwkSKey;
    device.sNwkSIntKey = device.nwkSKey;
    device.nwkSEncKey = device.nwkSKey;
    device.joinEui = Domain::Eui(0x70B3D57ED0000000);
    device.lastAFCntDown = 4;
    return device;
}

Domain::Device halfMade()
{
    Domain::Device device = joining();
    device.radio.reset();
    device.mac.reset();
    device.devAddr.reset();
    device.fCntUp.reset();
    device.lastSeen = {};
    device.activated = {};
    device.sessionStarted = {};
    device.battery.reset();
    device.downlinkMargin.reset();
    device.missingAt = {QStringLiteral("Network Server"), QStringLiteral("Application Server")};
    return device;
}

Domain::NetworkEvent failure(int number, qint64 seconds, const char *error)
{
    Domain::NetworkEvent event;
    event.name = QStringLiteral("ns.up.join.cluster.fail");
    event.device = QStringLiteral("soil-probe-07");
    event.time = ago(seconds);
    event.correlationIds = {QStringLiteral("gs:uplink:%1").arg(number)};
    event.json = QByteArray("{\"data\":{\"name\":\"") + error + "\"}}";
    return event;
}

/// An application of the network's generation, if there is one.
Scope scopeOf(const ConsoleContext &context, bool isHandler)
{
    for (const Domain::ProfileRef profile : context.profiles()) {
        const Domain::Profile facts = context.profile(profile);
        if ((facts.generation == Domain::Generation::V2) == isHandler && !facts.applications.isEmpty())
            return {profile, facts.applications.front()};
    }
    return {};
}

/// Opened as if from the list of devices, and shows `network` instead of the window's.
DevicePage *openPage(MainWindow *window, const Network &network)
{
    ConsoleContext &context = window->context();
    const Scope scope = scopeOf(context, !network->all.testFlag(Domain::Capability::DeviceNames));
    window->showWelcome(false);
    window->showScope(scope.profile, scope.application);
    window->workspace()->setKind(PageKind::Devices);
    auto *stack
        = window->workspace()->currentPage()->findChild<QStackedWidget *>(QString(), Qt::FindDirectChildrenOnly);
    auto *page = new DevicePage(&context, window->activity(), window->theme(), scope, network->stored.id, stack);
    // This one's network and rights, and not those of the window.
    RightsBook::of(&context)->disconnect(page);
    page->editor().setNetwork(network);
    page->editor().setRights(network->may);
    stack->setCurrentIndex(stack->addWidget(page));
    page->takeFocus();
    return page;
}

void closePage(MainWindow *window)
{
    QWidget *page = window->workspace()->currentPage();
    auto *stack = page->findChild<QStackedWidget *>(QString(), Qt::FindDirectChildrenOnly);
    delete stack->currentWidget();
    stack->setCurrentIndex(0);
    window->showScope(0, {});
    window->workspace()->setKind(PageKind::Live);
}

void add(ScreenWalk &walk, const char *name, const Network &network, DeviceSection section,
         const std::function<void(DevicePage *)> &fill = {})
{
    MainWindow *window = &walk.window();
    walk.add(
        name,
        [window, network, section, fill] {
            DevicePage *page = openPage(window, network);
            page->showSection(section);
            // What is typed is typed over what was read.
            if (fill)
                QObject::connect(
                    &page->editor(), &Models::DeviceEditor::loaded, page, [page, fill] { fill(page); },
                    Qt::SingleShotConnection);
        },
        [window] { closePage(window); });
}

Network with(const Domain::Device &device)
{
    const auto network = std::make_shared<PictureNetwork>();
    network->stored = device;
    return network;
}

void addForms(ScreenWalk &walk)
{
    add(walk, "device-keys", with(joining()), DeviceSection::Keys);
    add(walk, "device-keys-1-1", with(version11()), DeviceSection::Keys);
    add(walk, "device-keys-abp", with(personalized(joining())), DeviceSection::Keys);
    const Network blind = with(joining());
    blind->may = Domain::Right::ViewDevices;
    add(walk, "device-keys-no-right", blind, DeviceSection::Keys);
    add(walk, "device-session", with(joining()), DeviceSection::Session);
    add(walk, "device-session-abp", with(personalized(joining())), DeviceSection::Session,
        [](DevicePage *page) { page->editor().setText(DeviceField::FCntUp, QStringLiteral("5000")); });
    add(walk, "device-general", with(joining()), DeviceSection::General);
    add(walk, "device-general-no-right", blind, DeviceSection::General);
    add(walk, "device-general-unsaved", with(joining()), DeviceSection::General, [](DevicePage *page) {
        page->editor().setText(DeviceField::Name, QStringLiteral("Soil probe by the south gate"));
        page->editor().setText(DeviceField::SerialNumber, QStringLiteral("SN-0042"));
        page->editor().setText(DeviceField::Latitude, QStringLiteral("52.4"));
    });
    const Network refusing = with(joining());
    refusing->writeProblem
        = {Code::FieldInvalid, {QStringLiteral("name"), QStringLiteral("is taken already")}, {}, {}, false};
    add(walk, "device-general-refused", refusing, DeviceSection::General, [](DevicePage *page) {
        page->editor().setText(DeviceField::Name, QStringLiteral("Soil probe"));
        page->editor().save();
    });
    const Network handler = with(personalized(joining()));
    handler->all = PictureNetwork::handler();
    handler->stored.radio.reset();
    handler->stored.name.clear();
    handler->stored.servers = {};
    add(walk, "device-general-v2", handler, DeviceSection::General);
    add(walk, "device-mac-v2", handler, DeviceSection::Mac);
    add(walk, "device-mac", with(joining()), DeviceSection::Mac);
    add(walk, "device-location", with(joining()), DeviceSection::Location);
    const Network scripted = with(joining());
    scripted->stored.formatters
        = Domain::Formatters{QStringLiteral("FORMATTER_JAVASCRIPT"),
                             QStringLiteral("function decodeUplink(input) {\n  return {\n    data: { moisture: "
                                            "input.bytes[0] / 2 },\n  };\n}\n"),
                             QStringLiteral("FORMATTER_NONE"), QString()};
    add(walk, "device-formatters", scripted, DeviceSection::Formatters);
}

void addJoining(ScreenWalk &walk)
{
    const Network wrongKey = with(joining());
    wrongKey->stored.devAddr.reset();
    wrongKey->told
        = {failure(1, 900, "mic_mismatch"), failure(2, 600, "mic_mismatch"), failure(3, 300, "mic_mismatch")};
    add(walk, "device-joining-key", wrongKey, DeviceSection::Joining);
    const Network nonce = with(joining());
    nonce->told
        = {failure(1, 86'400, "mic_mismatch"), failure(2, 120, "reuse_dev_nonce"), failure(3, 60, "reuse_dev_nonce")};
    add(walk, "device-joining-nonce", nonce, DeviceSection::Joining);
    const Network silent = with(joining());
    silent->stored.devAddr.reset();
    silent->stored.sessionStarted = {};
    silent->stored.usedDevNonces.clear();
    silent->stored.lastDevNonce = 0;
    silent->stored.lastJoinNonce = 0;
    add(walk, "device-joining-silence", silent, DeviceSection::Joining);
    add(walk, "device-joining-done", with(joining()), DeviceSection::Joining);
    add(walk, "device-joining-abp", with(personalized(joining())), DeviceSection::Joining);
}

} // namespace

void addDeviceScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    for (const bool isHandler : {false, true}) {
        if (scopeOf(window->context(), isHandler).profile == 0)
            return;
    }
    add(walk, "device-overview", with(joining()), DeviceSection::Overview);
    add(walk, "device-overview-1-1", with(version11()), DeviceSection::Overview);
    add(walk, "device-overview-half", with(halfMade()), DeviceSection::Overview);
    const Network gone = with(joining());
    gone->readProblem = {Code::DeviceNotFound, {gone->stored.id, QStringLiteral("orchard")}, {}, {}, false};
    add(walk, "device-gone", gone, DeviceSection::Overview);
    Domain::Device longNames = joining();
    longNames.id = QStringLiteral("a-device-with-the-longest-name-there");
    longNames.name = QStringLiteral("Wwwwwwwwww wwwwwwwwwwwwwwwww wwwwwwwwwwwwwwwwwwwww");
    longNames.description = QString(600, u'w');
    add(walk, "device-overview-long", with(longNames), DeviceSection::Overview);
    addForms(walk);
    addJoining(walk);
    add(walk, "device-live", with(joining()), DeviceSection::Live);
    walk.addDialog("device-leave", "leaveDeviceBox", [window] {
        DeviceQuestions::leave(
            window, QStringLiteral("soil-probe-07"), [] {}, [] {});
    });
    walk.addDialog("device-reset", "resetDeviceBox", [window] {
        const auto shape = Models::DeviceShape::of(joining(), PictureNetwork::stack());
        DeviceQuestions::reset(window, QStringLiteral("soil-probe-07"), shape, true, [](bool) {});
    });
}

} // namespace Gui
