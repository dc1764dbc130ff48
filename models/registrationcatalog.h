// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"

#include <QHash>
#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace Domain {
class NetworkApi;
}

namespace Models {

/// What a network offers to choose from while devices are made: plans, versions, its Join Server. Asked for once and
/// kept; each answer is told by changed(). Networks without a catalogue have nothing of it. GUI thread.
class RegistrationCatalog : public QObject
{
    Q_OBJECT

public:
    explicit RegistrationCatalog(std::shared_ptr<Domain::NetworkApi> network, QObject *parent = nullptr);

    /// Null where there is none.
    [[nodiscard]] Domain::CatalogApi *api() const;
    /// Asks for everything that is not known yet; again after a failure.
    void load();
    [[nodiscard]] bool isLoading() const { return m_plansCall.isPending(); }
    /// Why there are no plans; none: they are there, or on their way.
    [[nodiscard]] const Domain::Problem &problem() const { return m_problem; }

    /// Of one band, or of all when it is empty.
    [[nodiscard]] QList<Domain::FrequencyPlan> plans(const QString &band = {}) const;
    [[nodiscard]] QString bandOf(const QString &plan) const;
    /// Of the regional parameters that go with this version of LoRaWAN, those that the plan's band has. The band is
    /// asked for when it is new; until then all of them.
    [[nodiscard]] QStringList phyVersions(const QString &macVersion, const QString &plan);

    [[nodiscard]] const std::optional<QList<Domain::JoinEuiPrefix>> &joinEuiPrefixes() const { return m_prefixes; }
    [[nodiscard]] const std::optional<Domain::Eui> &defaultJoinEui() const { return m_defaultJoinEui; }
    /// Asked for when it is new.
    [[nodiscard]] std::optional<bool> claimable(Domain::Eui joinEui);

Q_SIGNALS:
    void changed();

private:
    using PhyCall = Domain::Call<Domain::Result<QStringList>>;

    void askPhyVersions(const QString &band);

    const std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<QList<Domain::FrequencyPlan>>> m_plansCall;
    Domain::Call<Domain::Result<QList<Domain::JoinEuiPrefix>>> m_prefixesCall;
    Domain::Call<Domain::Result<Domain::Eui>> m_defaultCall;
    Domain::Call<Domain::Result<bool>> m_claimCall;
    std::map<QString, PhyCall> m_phyCalls;
    Domain::Problem m_problem;
    QList<Domain::FrequencyPlan> m_plans;
    QHash<QString, QStringList> m_phys; ///< band → versions
    std::optional<QList<Domain::JoinEuiPrefix>> m_prefixes;
    std::optional<Domain::Eui> m_defaultJoinEui;
    QHash<quint64, bool> m_claimable;
    std::optional<Domain::Eui> m_claimAsked;
};

} // namespace Models
