// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registrationcatalog.h"

#include "backend/domain/lorawanversions.h"
#include "backend/domain/networkapi.h"

#include <algorithm>

namespace Models {

using Domain::Result;

RegistrationCatalog::RegistrationCatalog(std::shared_ptr<Domain::NetworkApi> network, QObject *parent)
    : QObject(parent)
    , m_network(std::move(network))
{
}

Domain::CatalogApi *RegistrationCatalog::api() const
{
    return m_network ? m_network->catalog() : nullptr;
}

void RegistrationCatalog::load()
{
    Domain::CatalogApi *catalog = api();
    if (!catalog)
        return;
    if (m_plans.isEmpty() && !m_plansCall.isPending()) {
        m_problem = {};
        m_plansCall = catalog->frequencyPlans();
        m_plansCall.then(this, [this](const Result<QList<Domain::FrequencyPlan>> &answer) {
            m_plans = answer ? answer.value : QList<Domain::FrequencyPlan>();
            m_problem = answer.problem;
            std::sort(m_plans.begin(), m_plans.end(),
                      [](const Domain::FrequencyPlan &a, const Domain::FrequencyPlan &b) {
                          return a.name.localeAwareCompare(b.name) < 0;
                      });
            Q_EMIT changed();
        });
    }
    // Without these nothing is said of JoinEUIs; a failure is no reason to stop anybody.
    if (!m_prefixes && !m_prefixesCall.isPending()) {
        m_prefixesCall = catalog->joinEuiPrefixes();
        m_prefixesCall.then(this, [this](const Result<QList<Domain::JoinEuiPrefix>> &answer) {
            if (answer)
                m_prefixes = answer.value;
            Q_EMIT changed();
        });
    }
    if (!m_defaultJoinEui && !m_defaultCall.isPending()) {
        m_defaultCall = catalog->defaultJoinEui();
        m_defaultCall.then(this, [this](const Result<Domain::Eui> &answer) {
            if (answer)
                m_defaultJoinEui = answer.value;
            Q_EMIT changed();
        });
    }
}

QList<Domain::FrequencyPlan> RegistrationCatalog::plans(const QString &band) const
{
    QList<Domain::FrequencyPlan> found;
    for (const Domain::FrequencyPlan &plan : m_plans) {
        // Where an old server tells no band, nothing is left out.
        if (band.isEmpty() || plan.band.isEmpty() || plan.band == band)
            found += plan;
    }
    return found;
}

QString RegistrationCatalog::bandOf(const QString &plan) const
{
    for (const Domain::FrequencyPlan &known : m_plans) {
        if (known.id == plan)
            return known.band;
    }
    return {};
}

QStringList RegistrationCatalog::phyVersions(const QString &macVersion, const QString &plan)
{
    const QStringList all = Domain::LorawanVersions::phyVersions(macVersion);
    const QString band = bandOf(plan);
    if (band.isEmpty() || !api())
        return all;
    const auto known = m_phys.constFind(band);
    if (known == m_phys.cend()) {
        askPhyVersions(band);
        return all;
    }
    QStringList offered;
    for (const QString &phy : all) {
        if (known->contains(phy))
            offered += phy;
    }
    return offered;
}

void RegistrationCatalog::askPhyVersions(const QString &band)
{
    if (m_phyCalls.contains(band))
        return; // under way, or failed: then nothing is left out
    PhyCall &call = m_phyCalls[band] = api()->phyVersions(band);
    call.then(this, [this, band](const Result<QStringList> &answer) {
        if (!answer)
            return;
        QStringList &versions = m_phys[band];
        for (const QString &phy : answer.value)
            versions += Domain::LorawanVersions::canonicalPhy(phy);
        Q_EMIT changed();
    });
}

std::optional<bool> RegistrationCatalog::claimable(Domain::Eui joinEui)
{
    const auto known = m_claimable.constFind(joinEui.value());
    if (known != m_claimable.cend())
        return *known;
    // Only the newest question counts: one is typing.
    if (api() && m_claimAsked != joinEui) {
        m_claimAsked = joinEui;
        m_claimCall = api()->supportsClaiming(joinEui);
        m_claimCall.then(this, [this, joinEui](const Result<bool> &answer) {
            if (!answer)
                return;
            m_claimable.insert(joinEui.value(), answer.value);
            Q_EMIT changed();
        });
    }
    return std::nullopt;
}

} // namespace Models
