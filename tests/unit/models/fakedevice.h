// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "backend/domain/networkapi.h"
#include "backend/domain/networkevents.h"

#include <QPointer>

#include <functional>

namespace TestSupport {

/// Says what the test says.
class FakeEvents : public Domain::NetworkEvents
{
    Q_OBJECT

public:
    State state() const override { return now; }
    Domain::Problem problem() const override { return why; }

    State now = State::Live;
    Domain::Problem why;
};

/// A network with one device. Answers come by the event loop; what was asked is kept.
class FakeDeviceNetwork : public Domain::NetworkApi, public Domain::DeviceApi, public Domain::CatalogApi
{
public:
    using Done = Domain::Result<Domain::Done>;

    static Domain::Capabilities v3()
    {
        using Domain::Capability;
        return Capability::ReadAccess | Capability::Devices | Capability::Catalog | Capability::Events
            | Capability::DeviceNames | Capability::ResetDevices;
    }
    static Domain::Capabilities v2()
    {
        using Domain::Capability;
        return Capability::ReadAccess | Capability::Devices | Capability::EditableEuis
            | Capability::ActivationConstraints;
    }

    Domain::Capabilities all = v3();
    Domain::Device stored;
    Domain::Rights may = ~Domain::Rights();
    Domain::Problem readProblem;
    Domain::Problem writeProblem;
    bool refusesKeys = false;
    bool holds = false; ///< writing does not end
    QStringList asked;
    QList<Domain::DeviceChange> changes;
    QPointer<FakeEvents> stream;
    std::function<void()> beforeRead; ///< somebody else, for example

    Domain::Capabilities capabilities() const override { return all; }
    Domain::DeviceApi *devices() override { return this; }
    Domain::CatalogApi *catalog() override { return all.testFlag(Domain::Capability::Catalog) ? this : nullptr; }
    std::unique_ptr<Domain::NetworkEvents> events(const QString &, const QStringList &, int) override
    {
        auto made = std::make_unique<FakeEvents>();
        stream = made.get();
        return made;
    }
    Domain::Call<Domain::Result<Domain::Access>> access() override { return answer(Domain::Access()); }
    Domain::Call<Domain::Result<Domain::Rights>> rights(const QString &) override { return answer(may); }

    Domain::Call<Domain::Result<Domain::Device>> device(const QString &, const QString &,
                                                        Domain::DeviceKeys keys) override
    {
        const bool wanted = keys == Domain::DeviceKeys::Read;
        asked << (wanted ? QStringLiteral("keys") : QStringLiteral("read"));
        if (beforeRead)
            beforeRead();
        if (wanted && refusesKeys)
            return refuse<Domain::Device>({Domain::Problem::Code::RightsMissing, {}, {}, {}, false});
        if (readProblem)
            return refuse<Domain::Device>(readProblem);
        Domain::Device told = stored;
        if (!wanted)
            told.appKey = told.nwkKey = told.nwkSKey = told.sNwkSIntKey = told.nwkSEncKey = told.appSKey = std::nullopt;
        return answer(told);
    }
    Domain::Call<Done> changeDevice(const QString &, const QString &, const Domain::DeviceChange &change) override
    {
        asked << QStringLiteral("change");
        changes << change;
        if (holds) {
            const Domain::CallSource<Done> source;
            source.onCancel([this] { asked << QStringLiteral("cancelled"); });
            return source.call();
        }
        if (writeProblem)
            return refuse<Domain::Done>(writeProblem);
        if (change.name)
            stored.name = *change.name;
        if (change.description)
            stored.description = *change.description;
        if (change.radio)
            stored.radio = change.radio;
        if (change.location)
            stored.location = change.location;
        return answer(Domain::Done());
    }
    Domain::Call<Done> resetDevice(const QString &, const QString &, bool joinNonces) override
    {
        asked << (joinNonces ? QStringLiteral("reset nonces") : QStringLiteral("reset"));
        return writeProblem ? refuse<Domain::Done>(writeProblem) : answer(Domain::Done());
    }

    Domain::Call<Domain::Result<QList<Domain::FrequencyPlan>>> frequencyPlans() override
    {
        return answer(QList<Domain::FrequencyPlan>{
            {QStringLiteral("EU_863_870_TTN"), QStringLiteral("Europe 863-870 MHz"), QStringLiteral("EU_863_870"), 868},
            {QStringLiteral("US_902_928_FSB_2"), QStringLiteral("United States 902-928 MHz, FSB 2"),
             QStringLiteral("US_902_928"), 915}});
    }
    Domain::Call<Domain::Result<QStringList>> phyVersions(const QString &) override
    {
        return answer(QStringList{QStringLiteral("PHY_V1_0_2_REV_B"), QStringLiteral("PHY_V1_0_3_REV_A"),
                                  QStringLiteral("RP002_V1_0_0"), QStringLiteral("RP002_V1_0_1"),
                                  QStringLiteral("PHY_V1_1_REV_B")});
    }
    Domain::Call<Domain::Result<Domain::MacSettings>> macDefaults(const QString &, const QString &) override
    {
        Domain::MacSettings standard;
        standard.rx1Delay = 5;
        standard.rx2DataRate = 3;
        standard.rx2Frequency = 869'525'000;
        return answer(standard);
    }

    // Not asked for here.
    Domain::Call<Domain::Result<Domain::ApplicationPage>> applications(const Domain::ApplicationQuery &) override
    {
        return answer(Domain::ApplicationPage());
    }
    Domain::Call<Domain::Result<Domain::Application>> application(const QString &) override
    {
        return answer(Domain::Application());
    }
    Domain::Call<Done> createApplication(const Domain::Application &, const Domain::Account &) override
    {
        return answer(Domain::Done());
    }
    Domain::Call<Done> changeApplication(const QString &, const Domain::ApplicationChange &) override
    {
        return answer(Domain::Done());
    }
    Domain::Call<Done> deleteApplication(const QString &) override { return answer(Domain::Done()); }
    Domain::Call<Domain::Result<Domain::DevicePage>> devices(const QString &, const Domain::DeviceQuery &) override
    {
        return answer(Domain::DevicePage{{stored}, 1});
    }
    Domain::Call<Done> createDevice(const Domain::Device &) override { return answer(Domain::Done()); }
    Domain::Call<Done> deleteDevice(const QString &, const QString &) override { return answer(Domain::Done()); }
    Domain::Call<Domain::Result<Domain::ListPage<Domain::Brand>>> brands(const QString &, int, int) override
    {
        return answer(Domain::ListPage<Domain::Brand>());
    }
    Domain::Call<Domain::Result<Domain::ListPage<Domain::DeviceModel>>> models(const QString &, const QString &, int,
                                                                               int) override
    {
        return answer(Domain::ListPage<Domain::DeviceModel>());
    }
    Domain::Call<Domain::Result<Domain::DeviceTemplate>> deviceTemplate(const Domain::VersionIds &) override
    {
        return answer(Domain::DeviceTemplate());
    }
    Domain::Call<Domain::Result<Domain::DeviceTemplate>> deviceTemplate(const Domain::ProfileIds &) override
    {
        return answer(Domain::DeviceTemplate());
    }
    Domain::Call<Domain::Result<QList<Domain::JoinEuiPrefix>>> joinEuiPrefixes() override
    {
        return answer(QList<Domain::JoinEuiPrefix>());
    }
    Domain::Call<Domain::Result<Domain::Eui>> defaultJoinEui() override { return answer(Domain::Eui()); }
    Domain::Call<Domain::Result<Domain::DevAddr>> newDevAddr() override { return answer(Domain::DevAddr()); }
    Domain::Call<Domain::Result<Domain::Eui>> issueDevEui(const QString &) override { return answer(Domain::Eui()); }
    Domain::Call<Domain::Result<bool>> supportsClaiming(Domain::Eui) override { return answer(false); }

    template <typename Value>
    static Domain::Call<Domain::Result<Value>> answer(const Value &value)
    {
        const Domain::CallSource<Domain::Result<Value>> source;
        source.deliver(Domain::Result<Value>(value));
        return source.call();
    }
    template <typename Value>
    static Domain::Call<Domain::Result<Value>> refuse(const Domain::Problem &problem)
    {
        const Domain::CallSource<Domain::Result<Value>> source;
        source.deliver(Domain::Result<Value>(problem));
        return source.call();
    }

    /// One that joins, with everything that can be set.
    static Domain::Device joining()
    {
        Domain::Device device;
        device.application = QStringLiteral("orchard");
        device.id = QStringLiteral("field-01");
        device.name = QStringLiteral("Soil probe by the gate");
        device.devEui = Domain::Eui(0x70B3D57ED0000001);
        device.joinEui = Domain::Eui(0);
        device.devAddr = Domain::DevAddr(0x260B1234);
        device.appKey = Domain::Aes128Key::fromHex("00112233445566778899AABBCCDDEEFF");
        device.nwkSKey = Domain::Aes128Key::fromHex("0123456789ABCDEF0123456789ABCDEF");
        device.appSKey = Domain::Aes128Key::fromHex("FEDCBA9876543210FEDCBA9876543210");
        device.fCntUp = 1'204;
        device.fCntDown = 17;
        device.radio
            = {QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_0_3"), QStringLiteral("PHY_V1_0_3_REV_A")};
        device.mac = Domain::MacSettings();
        device.servers = {QStringLiteral("eu1.cloud.thethings.network"), QStringLiteral("eu1.cloud.thethings.network"),
                          QStringLiteral("eu1.cloud.thethings.network")};
        return device;
    }
    static Domain::Device personalized()
    {
        Domain::Device device = joining();
        device.appKey.reset();
        device.servers.join.clear();
        device.radio->supportsJoin = false;
        return device;
    }
};

} // namespace TestSupport
