// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"
#include "ui/registration/registrationwizard.h"
#include "ui/registration/registrationwork.h"
#include "ui/registration/scanstep.h"
#include "ui/screenshots/screenwalk.h"

namespace Gui {

namespace {

using Step = RegistrationWizard::Step;
using State = Models::RegistrationList::State;
using Way = RegistrationWork::Way;
using Change = std::function<void(RegistrationWizard &)>;

const char *const DevEui = "70B3D57ED0C00001";
/// For pictures only.
const char *const Key = "00112233445566778899AABBCCDDEEFF";

/// A device as somebody has entered it, also where the network behind the window has no catalogue.
void enterDevice(RegistrationWizard &wizard)
{
    Models::RegistrationDraft &draft = wizard.work().draft;
    draft.capabilities |= Domain::Capability::DeviceNames;
    draft.plan = QStringLiteral("EU_863_870_TTN");
    draft.macVersion = QStringLiteral("MAC_V1_0_3");
    draft.phyVersion = QStringLiteral("PHY_V1_0_3_REV_A");
    draft.joinEui = QString(16, u'0');
    draft.devEui = QLatin1String(DevEui);
    draft.appKey = QLatin1String(Key);
    draft.id = QStringLiteral("pump-07");
    draft.name = QStringLiteral("Pump at the northern well");
    draft.description = QStringLiteral("Measures the water level twice an hour.");
    draft.latitude = QStringLiteral("52.3702");
    draft.longitude = QStringLiteral("4.8952");
    draft.attributes = {{QStringLiteral("field"), QStringLiteral("north")}};
    draft.serialNumber = QStringLiteral("SN42");
    wizard.work().way = Way::ByHand;
}

void personalize(RegistrationWizard &wizard, const char *mac, const char *phy)
{
    Models::RegistrationDraft &draft = wizard.work().draft;
    draft.joins = false;
    draft.macVersion = QLatin1String(mac);
    draft.phyVersion = QLatin1String(phy);
    draft.devAddr = QStringLiteral("26011234");
    for (QString *key : {&draft.nwkSKey, &draft.sNwkSIntKey, &draft.nwkSEncKey, &draft.appSKey})
        *key = QLatin1String(Key);
}

void enterCodes(RegistrationWizard &wizard)
{
    enterDevice(wizard);
    wizard.work().way = Way::Scan;
    wizard.goTo(Step::Scan);
    if (auto *scan = wizard.findChild<ScanStep *>()) {
        scan->take(QStringLiteral("LW:D0:0000000000000000:70B3D57ED0C00001:002A0001:OOPEN123:SSN42:C1234"));
        scan->take(QLatin1String(Key));
        scan->take(QStringLiteral("LW:D0:70B3D57ED0000000:70B3D57ED0C00002:00000000"));
        scan->take(QStringLiteral("70B3D57ED0C00003"));
    }
    wizard.work().setTouched(false);
}

void addOutcome(RegistrationWizard &wizard, State state, const Domain::Problem &problem = {})
{
    wizard.work().list().add({wizard.work().draft, {}, {}, state, problem});
}

} // namespace

void addRegistrationScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    if (window->context().profiles().empty())
        return;
    const Domain::ProfileRef profile = window->context().profiles().front();
    const Scope scope{profile, window->context().profile(profile).applications.value(0)};
    const auto add = [&walk, window, scope](const char *name, const Change &change) {
        walk.addDialog(name, "registrationWizard", [window, scope, change] {
            auto *wizard = new RegistrationWizard(&window->context(), window->theme(), scope, window);
            change(*wizard);
            wizard->open();
        });
    };
    const auto addStep = [&add](const char *name, Step step, const Change &change) {
        add(name, [step, change](RegistrationWizard &wizard) {
            enterDevice(wizard);
            change(wizard);
            wizard.goTo(step);
        });
    };
    const auto nothing = [](RegistrationWizard &) {};
    add("register-start", nothing);
    add("register-copy", [](RegistrationWizard &wizard) {
        wizard.work().way = Way::Copy;
        wizard.goTo(Step::Start);
    });
    addStep("register-product", Step::Product, [](RegistrationWizard &wizard) { wizard.work().way = Way::Repository; });
    addStep("register-radio", Step::Radio, nothing);
    addStep("register-radio-abp", Step::Radio, [](RegistrationWizard &wizard) {
        personalize(wizard, "MAC_V1_0_3", "PHY_V1_0_3_REV_A");
        wizard.work().draft.supportsClassB = true;
    });
    addStep("register-identity", Step::Identity, nothing);
    addStep("register-identity-11", Step::Identity, [](RegistrationWizard &wizard) {
        wizard.work().draft.macVersion = QStringLiteral("MAC_V1_1");
        wizard.work().draft.phyVersion = QStringLiteral("PHY_V1_1_REV_B");
    });
    addStep("register-identity-abp", Step::Identity,
            [](RegistrationWizard &wizard) { personalize(wizard, "MAC_V1_0_3", "PHY_V1_0_3_REV_A"); });
    addStep("register-identity-abp-11", Step::Identity,
            [](RegistrationWizard &wizard) { personalize(wizard, "MAC_V1_1", "PHY_V1_1_REV_B"); });
    addStep("register-mistakes", Step::Identity, [](RegistrationWizard &wizard) {
        Models::RegistrationDraft &draft = wizard.work().draft;
        draft.joinEui = QStringLiteral("7.0B3E+15");
        draft.devEui = QStringLiteral("0100C0D07ED5B370");
        draft.appKey = QStringLiteral("00112233445566778899AABBCCDDEEFO");
        draft.id = QStringLiteral("Pump_07");
        wizard.work().refusedField = RegistrationWork::Field::Name;
        wizard.work().refusal = QStringLiteral("The network does not take this name.");
    });
    addStep("register-place", Step::Place, nothing);
    addStep("register-check", Step::Check, nothing);
    addStep("register-refused", Step::Check, [](RegistrationWizard &wizard) {
        addOutcome(wizard, State::Incomplete,
                   {Domain::Problem::Code::RegistrationIncomplete,
                    {QStringLiteral("pump-07"), wizard.work().draft.application, QStringLiteral("Join Server"), {}},
                    {},
                    {},
                    false});
    });
    add("register-scan", enterCodes);
    addStep("register-done", Step::Done, [](RegistrationWizard &wizard) { addOutcome(wizard, State::Registered); });
}

} // namespace Gui
