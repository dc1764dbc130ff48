// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/identifiers.h"
#include "backend/domain/trustpolicy.h"

#include <QString>
#include <QStringList>
#include <QUuid>

#include <optional>

namespace Domain {

/// Host, port and how it is protected. nullopt trust: plaintext.
struct Endpoint
{
    QString host;
    quint16 port = 0;
    std::optional<TrustPolicy> trust = TrustPolicy::system();

    [[nodiscard]] bool isLoopback() const;
    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

/// A network plus one or more applications of it: one MQTT connection per application, one history for all.
/// Holds no secret: the credential is in the SecretStore under `id`.
struct Profile
{
    QUuid id; ///< names history file, keychain account, lock and client id suffix
    QString name;
    Generation generation = Generation::V3;
    Endpoint mqtt;
    bool plaintextAllowed = false; ///< chosen visibly; needed off loopback when `mqtt.trust` is nullopt
    QStringList applications;
    QString tenant; ///< v3 multi-tenant clouds (`ttn` on the community's); empty: none
    // Kept and exported now, used by the management services.
    std::optional<Endpoint> grpcIdentity;
    std::optional<Endpoint> grpcCluster;
    std::optional<Endpoint> discovery;

    /// MQTT user name of an application: `app`, or `app@tenant`.
    [[nodiscard]] QString userName(const QString &application) const;
    /// What to subscribe to, for everything that this application sends.
    [[nodiscard]] QStringList subscriptions(const QString &application) const;
    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace Domain
