// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakecatalog.h"

namespace TestSupport {

FakeCatalog::FakeCatalog(FakeDesk *desk)
    : m_desk(desk)
{
}

Answer<QList<Domain::FrequencyPlan>> FakeCatalog::frequencyPlans()
{
    const auto plan = [](const char *id, const char *name, const char *band, int base) {
        return Domain::FrequencyPlan{QLatin1String(id), QLatin1String(name), QLatin1String(band), base};
    };
    return give(QStringLiteral("frequencyPlans"),
                QList{plan("EU_863_870_TTN", "Europe 863-870 MHz (SF9 for RX2)", "EU_863_870", 868),
                      plan("US_902_928_FSB_2", "United States 902-928 MHz, FSB 2", "US_902_928", 915),
                      plan("EU_863_870", "Europe 863-870 MHz (SF12 for RX2)", "EU_863_870", 868)});
}

Answer<QStringList> FakeCatalog::phyVersions(const QString &band)
{
    QStringList versions{QStringLiteral("TS001_V1_0"),         QStringLiteral("TS001_V1_0_1"),
                         QStringLiteral("RP001_V1_0_2"),       QStringLiteral("RP001_V1_0_2_REV_B"),
                         QStringLiteral("RP001_V1_0_3_REV_A"), QStringLiteral("RP002_V1_0_0"),
                         QStringLiteral("RP002_V1_0_1"),       QStringLiteral("RP002_V1_0_3"),
                         QStringLiteral("PHY_V1_1_REV_A"),     QStringLiteral("PHY_V1_1_REV_B")};
    if (band == u"US_902_928")
        versions.removeAll(QStringLiteral("RP002_V1_0_3"));
    return give(QStringLiteral("phyVersions %1").arg(band), versions);
}

Answer<Domain::MacSettings> FakeCatalog::macDefaults(const QString &frequencyPlan, const QString &phyVersion)
{
    Domain::MacSettings standard;
    standard.rx1Delay = 5;
    standard.rx2DataRate = 3;
    standard.rx2Frequency = 869'525'000;
    return give(QStringLiteral("macDefaults %1 %2").arg(frequencyPlan, phyVersion), standard);
}

Answer<Domain::ListPage<Domain::Brand>> FakeCatalog::brands(const QString &search, int, int)
{
    Domain::ListPage<Domain::Brand> page;
    for (const char *name : {"Orchard Instruments", "Vineyard Sensing"}) {
        const QString text = QLatin1String(name);
        if (text.contains(search, Qt::CaseInsensitive))
            page.rows += Domain::Brand{text.section(u' ', 0, 0).toLower(), text, {}};
    }
    page.total = page.rows.size();
    return give(QStringLiteral("brands %1").arg(search), page);
}

Answer<Domain::ListPage<Domain::DeviceModel>> FakeCatalog::models(const QString &brand, const QString &search, int, int)
{
    Domain::ListPage<Domain::DeviceModel> page;
    for (const Domain::DeviceModel &model : products()) {
        if ((brand.isEmpty() || model.brand == brand) && model.name.contains(search, Qt::CaseInsensitive))
            page.rows += model;
    }
    page.total = page.rows.size();
    return give(QStringLiteral("models %1 %2").arg(brand, search), page);
}

Answer<Domain::DeviceTemplate> FakeCatalog::deviceTemplate(const Domain::VersionIds &product)
{
    return give(QStringLiteral("deviceTemplate %1 %2").arg(product.model, product.band), made(product));
}

Answer<Domain::DeviceTemplate> FakeCatalog::deviceTemplate(const Domain::ProfileIds &profile)
{
    const QString line = QStringLiteral("deviceTemplate %1 %2").arg(profile.vendor).arg(profile.profile);
    return m_desk->answer<Domain::DeviceTemplate>(line, [profile]() -> Domain::Result<Domain::DeviceTemplate> {
        if (profile.vendor != 0x002A)
            return fakeProblem(Domain::Problem::Code::ModelUnknown);
        return made({QStringLiteral("orchard"), QStringLiteral("soil-2"), QStringLiteral("1.1"), QStringLiteral("2.4"),
                     QStringLiteral("EU_863_870")});
    });
}

Answer<QList<Domain::JoinEuiPrefix>> FakeCatalog::joinEuiPrefixes()
{
    return give(
        QStringLiteral("joinEuiPrefixes"),
        QList{Domain::JoinEuiPrefix{Domain::Eui(0), 64}, Domain::JoinEuiPrefix{Domain::Eui(0x70B3D57ED0000000), 40}});
}

Answer<Domain::Eui> FakeCatalog::defaultJoinEui()
{
    return give(QStringLiteral("defaultJoinEui"), Domain::Eui(0));
}

Answer<Domain::DevAddr> FakeCatalog::newDevAddr()
{
    return give(QStringLiteral("newDevAddr"), Domain::DevAddr(0x26011234 + m_addresses++));
}

Answer<Domain::Eui> FakeCatalog::issueDevEui(const QString &application)
{
    return m_desk->answer<Domain::Eui>(QStringLiteral("issueDevEui %1").arg(application),
                                       [this] { return Domain::Result(Domain::Eui(0x70B3D57ED0050001 + m_euis++)); });
}

Answer<bool> FakeCatalog::supportsClaiming(Domain::Eui joinEui)
{
    return give(QStringLiteral("supportsClaiming %1").arg(joinEui.toString()), joinEui.value() >> 40 == 0x58A0CB);
}

Domain::DeviceTemplate FakeCatalog::made(const Domain::VersionIds &product)
{
    Domain::Device device;
    device.radio = Domain::RadioProfile{
        {}, QStringLiteral("MAC_V1_0_3"), QStringLiteral("RP001_V1_0_3_REV_A"), true, false, true};
    device.mac = Domain::MacSettings{};
    device.mac->rx1Delay = 5;
    device.formatters
        = Domain::Formatters{QStringLiteral("FORMATTER_REPOSITORY"), {}, QStringLiteral("FORMATTER_REPOSITORY"), {}};
    device.versionIds = product;
    return {device, {}};
}

QList<Domain::DeviceModel> FakeCatalog::products()
{
    return {
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
}

} // namespace TestSupport
