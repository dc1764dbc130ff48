// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "tests/fakes/fakedesk.h"

namespace TestSupport {

/// Two plans for Europe and one for the United States, two makers with a product each, and a Join Server.
class FakeCatalog : public Domain::CatalogApi
{
public:
    explicit FakeCatalog(FakeDesk *desk);

    Answer<QList<Domain::FrequencyPlan>> frequencyPlans() override;
    Answer<QStringList> phyVersions(const QString &band) override;
    Answer<Domain::MacSettings> macDefaults(const QString &frequencyPlan, const QString &phyVersion) override;
    Answer<Domain::ListPage<Domain::Brand>> brands(const QString &search, int, int) override;
    Answer<Domain::ListPage<Domain::DeviceModel>> models(const QString &brand, const QString &search, int,
                                                         int) override;
    Answer<Domain::DeviceTemplate> deviceTemplate(const Domain::VersionIds &product) override;
    Answer<Domain::DeviceTemplate> deviceTemplate(const Domain::ProfileIds &profile) override;
    Answer<QList<Domain::JoinEuiPrefix>> joinEuiPrefixes() override;
    Answer<Domain::Eui> defaultJoinEui() override;
    Answer<Domain::DevAddr> newDevAddr() override;
    Answer<Domain::Eui> issueDevEui(const QString &application) override;
    Answer<bool> supportsClaiming(Domain::Eui joinEui) override;

    static Domain::DeviceTemplate made(const Domain::VersionIds &product);

private:
    static QList<Domain::DeviceModel> products();
    template <typename T>
    Answer<T> give(const QString &line, const T &value)
    {
        return m_desk->answer<T>(line, [value] { return Domain::Result<T>(value); });
    }

    FakeDesk *m_desk;
    quint32 m_addresses = 0;
    quint64 m_euis = 0;
};

} // namespace TestSupport
