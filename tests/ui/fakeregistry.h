// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "backend/domain/networkapi.h"

#include <QMap>

#include <algorithm>
#include <deque>

namespace TestSupport {

using Domain::Call;
using Domain::CallSource;
using Domain::Done;
using Domain::Problem;
using Domain::Result;

template <typename T>
Call<Result<T>> answered(Result<T> answer)
{
    const CallSource<Result<T>> source;
    source.deliver(std::move(answer));
    return source.call();
}

/// Keeps what is registered; refuses what the test wants to be refused.
class FakeDeviceRegistry : public Domain::DeviceApi
{
public:
    Call<Result<Domain::DevicePage>> devices(const QString &, const Domain::DeviceQuery &query) override
    {
        Domain::DevicePage page;
        for (const Domain::Device &device : kept) {
            if (query.search.isEmpty() || device.id.contains(query.search))
                page.devices += device;
        }
        page.total = page.devices.size();
        return answered<Domain::DevicePage>(page);
    }
    Call<Result<Domain::Device>> device(const QString &, const QString &id, Domain::DeviceKeys) override
    {
        const auto found = std::find_if(kept.begin(), kept.end(), [&id](const auto &each) { return each.id == id; });
        if (found == kept.end())
            return answered<Domain::Device>(Problem{Problem::Code::DeviceNotFound, {id}, {}, {}, false});
        return answered<Domain::Device>(*found);
    }
    Call<Result<Done>> createDevice(const Domain::Device &device) override
    {
        asked += device;
        if (holds) {
            const CallSource<Result<Done>> source;
            source.onCancel([this] { ++cancelled; });
            held.push_back(source);
            return source.call();
        }
        if (refusals.isEmpty() || !refusals.first()) {
            if (!refusals.isEmpty())
                refusals.removeFirst();
            kept += device;
            return answered<Done>(Done{});
        }
        return answered<Done>(refusals.takeFirst());
    }
    Call<Result<Done>> changeDevice(const QString &, const QString &, const Domain::DeviceChange &) override
    {
        return Domain::notOfThisNetwork<Done>();
    }
    Call<Result<Done>> deleteDevice(const QString &, const QString &id) override
    {
        deleted += id;
        return deletion ? answered<Done>(deletion) : answered<Done>(Done{});
    }

    QList<Domain::Device> kept;
    QList<Domain::Device> asked;
    QStringList deleted;
    QList<Problem> refusals; ///< of the next registrations; one without a code lets it pass
    Problem deletion;
    bool holds = false; ///< the test answers `held`
    std::deque<CallSource<Result<Done>>> held;
    int cancelled = 0;
};

/// Two plans, a maker with two products, and a Join Server.
class FakeCatalog : public Domain::CatalogApi
{
public:
    Call<Result<QList<Domain::FrequencyPlan>>> frequencyPlans() override
    {
        if (problem)
            return answered<QList<Domain::FrequencyPlan>>(problem);
        const auto plan = [](const char *id, const char *name, const char *band, int base) {
            return Domain::FrequencyPlan{QLatin1String(id), QLatin1String(name), QLatin1String(band), base};
        };
        return answered<QList<Domain::FrequencyPlan>>(
            QList{plan("EU_863_870_TTN", "Europe 863-870 MHz (SF9 for RX2)", "EU_863_870", 868),
                  plan("US_902_928_FSB_2", "United States 902-928 MHz, FSB 2", "US_902_928", 915),
                  plan("EU_863_870", "Europe 863-870 MHz (SF12 for RX2)", "EU_863_870", 868)});
    }
    Call<Result<QStringList>> phyVersions(const QString &band) override
    {
        bands += band;
        QStringList versions{QStringLiteral("TS001_V1_0"),         QStringLiteral("TS001_V1_0_1"),
                             QStringLiteral("RP001_V1_0_2"),       QStringLiteral("RP001_V1_0_2_REV_B"),
                             QStringLiteral("RP001_V1_0_3_REV_A"), QStringLiteral("RP002_V1_0_0"),
                             QStringLiteral("RP002_V1_0_1"),       QStringLiteral("RP002_V1_0_3"),
                             QStringLiteral("PHY_V1_1_REV_A"),     QStringLiteral("PHY_V1_1_REV_B")};
        if (band == u"US_902_928")
            versions.removeAll(QStringLiteral("RP002_V1_0_3"));
        return answered<QStringList>(versions);
    }
    Call<Result<Domain::MacSettings>> macDefaults(const QString &, const QString &) override
    {
        return answered<Domain::MacSettings>(Domain::MacSettings{});
    }
    Call<Result<Domain::ListPage<Domain::Brand>>> brands(const QString &search, int, int) override
    {
        Domain::ListPage<Domain::Brand> page;
        for (const char *name : {"Orchard Instruments", "Vineyard Sensing"}) {
            const QString text = QLatin1String(name);
            if (text.contains(search, Qt::CaseInsensitive))
                page.rows += Domain::Brand{text.section(u' ', 0, 0).toLower(), text, {}};
        }
        page.total = page.rows.size();
        return answered<Domain::ListPage<Domain::Brand>>(page);
    }
    Call<Result<Domain::ListPage<Domain::DeviceModel>>> models(const QString &brand, const QString &search, int,
                                                               int) override
    {
        Domain::ListPage<Domain::DeviceModel> page;
        const Domain::DeviceModel all[] = {
            {QStringLiteral("orchard"),
             QStringLiteral("soil-2"),
             QStringLiteral("Soil probe 2"),
             QStringLiteral("Moisture and temperature in three depths"),
             {QStringLiteral("1.0"), QStringLiteral("1.1")},
             {{QStringLiteral("2.4"),
               {QStringLiteral("1.1")},
               {QStringLiteral("EU_863_870"), QStringLiteral("US_902_928")}},
              {QStringLiteral("2.3"), {}, {QStringLiteral("EU_863_870")}}},
             {QStringLiteral("moisture"), QStringLiteral("temperature")},
             QStringLiteral("https://orchard.example/soil-2"),
             {}},
            {QStringLiteral("vineyard"),
             QStringLiteral("leaf-1"),
             QStringLiteral("Leaf wetness"),
             {},
             {QStringLiteral("1.0")},
             {{QStringLiteral("1.0"), {QStringLiteral("1.0")}, {QStringLiteral("EU_863_870")}}},
             {},
             {},
             {}},
        };
        for (const Domain::DeviceModel &model : all) {
            if ((brand.isEmpty() || model.brand == brand) && model.name.contains(search, Qt::CaseInsensitive))
                page.rows += model;
        }
        page.total = page.rows.size();
        return answered<Domain::ListPage<Domain::DeviceModel>>(page);
    }
    Call<Result<Domain::DeviceTemplate>> deviceTemplate(const Domain::VersionIds &product) override
    {
        products += product;
        return answered<Domain::DeviceTemplate>(made(product));
    }
    Call<Result<Domain::DeviceTemplate>> deviceTemplate(const Domain::ProfileIds &profile) override
    {
        profiles += profile;
        if (profile.vendor != 0x002A)
            return answered<Domain::DeviceTemplate>(Problem{Problem::Code::ModelUnknown, {}, {}, {}, false});
        return answered<Domain::DeviceTemplate>(
            made({QStringLiteral("orchard"), QStringLiteral("soil-2"), QStringLiteral("1.1"), QStringLiteral("2.4"),
                  QStringLiteral("EU_863_870")}));
    }
    Call<Result<QList<Domain::JoinEuiPrefix>>> joinEuiPrefixes() override
    {
        return answered<QList<Domain::JoinEuiPrefix>>(QList{
            Domain::JoinEuiPrefix{Domain::Eui(0), 64}, Domain::JoinEuiPrefix{Domain::Eui(0x70B3D57ED0000000), 40}});
    }
    Call<Result<Domain::Eui>> defaultJoinEui() override { return answered<Domain::Eui>(Domain::Eui(0)); }
    Call<Result<Domain::DevAddr>> newDevAddr() override
    {
        return answered<Domain::DevAddr>(Domain::DevAddr(0x26011234 + addresses++));
    }
    Call<Result<Domain::Eui>> issueDevEui(const QString &) override
    {
        if (issuing)
            return answered<Domain::Eui>(issuing);
        return answered<Domain::Eui>(Domain::Eui(0x70B3D57ED0050000 + quint64(euis++)));
    }
    Call<Result<bool>> supportsClaiming(Domain::Eui joinEui) override
    {
        return answered<bool>(joinEui.value() >> 40 == 0x58A0CB);
    }

    static Domain::DeviceTemplate made(const Domain::VersionIds &product)
    {
        Domain::Device device;
        device.radio = Domain::RadioProfile{
            {}, QStringLiteral("MAC_V1_0_3"), QStringLiteral("RP001_V1_0_3_REV_A"), true, false, true};
        device.mac = Domain::MacSettings{};
        device.mac->rx1Delay = 5;
        device.formatters = Domain::Formatters{
            QStringLiteral("FORMATTER_REPOSITORY"), {}, QStringLiteral("FORMATTER_REPOSITORY"), {}};
        device.versionIds = product;
        return {device, {}};
    }

    Problem problem; ///< of the plans
    Problem issuing;
    QStringList bands;
    QList<Domain::VersionIds> products;
    QList<Domain::ProfileIds> profiles;
    quint32 addresses = 0;
    int euis = 1;
};

/// A network with devices and, as v3, a catalogue.
class FakeRegistry : public Domain::NetworkApi
{
public:
    explicit FakeRegistry(Domain::Generation generation = Domain::Generation::V3)
    {
        using Domain::Capability;
        if (generation == Domain::Generation::V3)
            caps = Capability::Devices | Capability::Catalog | Capability::DeviceNames | Capability::SearchDevices;
        else
            caps = Capability::Devices | Capability::ActivationConstraints | Capability::EditableEuis;
    }
    Domain::Capabilities capabilities() const override { return caps; }
    Domain::DeviceApi *devices() override { return &registry; }
    Domain::CatalogApi *catalog() override { return caps.testFlag(Domain::Capability::Catalog) ? &offered : nullptr; }
    Call<Result<Domain::Access>> access() override { return Domain::notOfThisNetwork<Domain::Access>(); }
    Call<Result<Domain::Rights>> rights(const QString &) override { return Domain::notOfThisNetwork<Domain::Rights>(); }
    Call<Result<Domain::ApplicationPage>> applications(const Domain::ApplicationQuery &) override
    {
        return Domain::notOfThisNetwork<Domain::ApplicationPage>();
    }
    Call<Result<Domain::Application>> application(const QString &) override
    {
        return Domain::notOfThisNetwork<Domain::Application>();
    }
    Call<Result<Done>> createApplication(const Domain::Application &, const Domain::Account &) override
    {
        return Domain::notOfThisNetwork<Done>();
    }
    Call<Result<Done>> changeApplication(const QString &, const Domain::ApplicationChange &) override
    {
        return Domain::notOfThisNetwork<Done>();
    }
    Call<Result<Done>> deleteApplication(const QString &) override { return Domain::notOfThisNetwork<Done>(); }

    Domain::Capabilities caps;
    FakeDeviceRegistry registry;
    FakeCatalog offered;
};

} // namespace TestSupport
