// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/mqtt/mqtttransport.h"

#include <QAbstractSocket>
#include <QSslCertificate>
#include <QSslError>

/// Turns what sockets, TLS and brokers report into Problems; the same for every transport.
namespace Backend::MqttProblems {

/// How far an attempt has come.
enum class Phase { Connecting, Handshake, AwaitingConnack, Open };

/// A problem whose arguments are host and port.
Domain::Problem connection(Domain::Problem::Code code, const Domain::Endpoint &endpoint,
                           const QString &serverText = {});
/// A TLS problem, whose argument is the host.
Domain::Problem tls(Domain::Problem::Code code, const Domain::Endpoint &endpoint, const QString &details = {});
Domain::Problem pinMismatch(const Domain::Endpoint &endpoint, const QByteArray &found);
/// CONNACK return code, not 0 (MQTT 3.1.1, table 3.1).
Domain::Problem connack(int code, const MqttOptions &options);
Domain::Problem subscription(const Domain::Endpoint &endpoint, const QString &filter);
/// The connection ended in `phase` without another reason.
Domain::Problem closed(Phase phase, const Domain::Endpoint &endpoint);
Domain::Problem socket(QAbstractSocket::SocketError error, const QString &words, Phase phase,
                       const Domain::Endpoint &endpoint);
/// The most telling of Qt's errors; None for an empty list.
Domain::Problem::Code certificateCode(const QList<QSslError> &errors);

struct Roots
{
    QList<QSslCertificate> certificates;
    Domain::Problem problem; ///< NoSystemRoots or CaUnreadable
};
/// The certificates that `endpoint` trusts. Asks the system once and keeps the answer.
Roots roots(const Domain::Endpoint &endpoint);

} // namespace Backend::MqttProblems
