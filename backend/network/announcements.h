// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/profile.h"

#include <QString>

#include <optional>

namespace Backend {

/// What v2's discovery says of a server. Value type.
struct Announcement
{
    QString id;
    QString serviceName;
    QString serviceVersion;
    QString description;
    QString url;
    bool isPublic = false;
    QString netAddress; ///< "host:port", perhaps several with commas
    QByteArray certificate; ///< PEM; empty: plaintext
    QString apiAddress;
    QString mqttAddress;
    QString amqpAddress;
};

struct MqttEndpoints
{
    std::optional<Domain::Endpoint> plain;
    std::optional<Domain::Endpoint> tls;
};

/// The gRPC endpoint: the first address, trusting exactly the announced certificate. nullopt: no usable address.
std::optional<Domain::Endpoint> announcedEndpoint(const Announcement &announcement);
/// `[mqtt://|mqtts://]host[:port]`: port 8883 means TLS, another port plaintext, none both.
MqttEndpoints announcedMqtt(const QString &address);

} // namespace Backend
