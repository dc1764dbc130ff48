// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mqttproblems.h"

#include <QSslConfiguration>

namespace Backend::MqttProblems {

using Domain::Endpoint;
using Domain::Problem;
using Code = Problem::Code;

Problem connection(Code code, const Endpoint &endpoint, const QString &serverText)
{
    return {code, {endpoint.host, QString::number(endpoint.port)}, serverText, {}, true};
}

Problem tls(Code code, const Endpoint &endpoint, const QString &details)
{
    // A handshake that breaks may succeed next time; a certificate stays as it is.
    return {code, {endpoint.host}, {}, details, code == Code::TlsHandshakeFailed};
}

Problem pinMismatch(const Endpoint &endpoint, const QByteArray &found)
{
    const QByteArray expected = endpoint.trust ? endpoint.trust->sha256 : QByteArray();
    return {Code::PinMismatch,
            {endpoint.host, QString::fromLatin1(expected.toHex()), QString::fromLatin1(found.toHex())},
            {},
            {},
            false};
}

Problem connack(int code, const MqttOptions &options)
{
    const QString &host = options.endpoint.host;
    switch (code) {
    case 1:
        return {Code::ProtocolVersionRefused, {host, options.userName}, {}, {}, false};
    case 2:
        return {Code::ClientIdRefused, {host, options.userName}, {}, {}, false};
    case 3:
        return {Code::ServerUnavailable, {host, options.userName}, {}, {}, true};
    case 4:
        return {Code::BadUserNameOrPassword, {host, options.userName}, {}, {}, false};
    case 5:
        return {Code::NotAuthorized, {host, options.userName}, {}, {}, false};
    default:
        return {Code::RefusedUnknown, {host, QString::number(code)}, {}, {}, true};
    }
}

Problem subscription(const Endpoint &endpoint, const QString &filter)
{
    return {Code::SubscriptionRefused, {endpoint.host, filter}, {}, {}, false};
}

Problem closed(Phase phase, const Endpoint &endpoint)
{
    switch (phase) {
    case Phase::Handshake:
        return tls(Code::TlsHandshakeFailed, endpoint);
    case Phase::AwaitingConnack:
        return connection(Code::ClosedBeforeConnack, endpoint);
    case Phase::Connecting:
    case Phase::Open:
        break;
    }
    return connection(Code::SocketClosed, endpoint);
}

Problem socket(QAbstractSocket::SocketError error, const QString &words, Phase phase, const Endpoint &endpoint)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return connection(Code::HostNotFound, endpoint, words);
    case QAbstractSocket::ConnectionRefusedError:
        return connection(Code::ConnectionRefused, endpoint, words);
    case QAbstractSocket::RemoteHostClosedError:
        return closed(phase, endpoint);
    case QAbstractSocket::SocketTimeoutError:
        return connection(phase == Phase::Connecting ? Code::ConnectTimeout : Code::NetworkError, endpoint, words);
    case QAbstractSocket::NetworkError:
        return connection(phase == Phase::Connecting ? Code::NetworkUnreachable : Code::NetworkError, endpoint, words);
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return tls(Code::TlsHandshakeFailed, endpoint, words);
    default:
        return connection(Code::NetworkError, endpoint, words);
    }
}

Code certificateCode(const QList<QSslError> &errors)
{
    const auto has = [&](std::initializer_list<QSslError::SslError> kinds) {
        return std::any_of(errors.begin(), errors.end(), [&](const QSslError &error) {
            return std::find(kinds.begin(), kinds.end(), error.error()) != kinds.end();
        });
    };
    if (errors.isEmpty())
        return Code::None;
    if (has({QSslError::CertificateRevoked}))
        return Code::CertificateRevoked;
    if (has({QSslError::SelfSignedCertificate}))
        return Code::CertificateSelfSigned;
    // An unknown issuer weighs more than what its certificate says.
    if (has({QSslError::UnableToGetIssuerCertificate, QSslError::UnableToGetLocalIssuerCertificate,
             QSslError::SelfSignedCertificateInChain, QSslError::UnableToVerifyFirstCertificate,
             QSslError::CertificateUntrusted, QSslError::CertificateSignatureFailed, QSslError::InvalidCaCertificate}))
        return Code::CertificateUntrusted;
    if (has({QSslError::HostNameMismatch}))
        return Code::CertificateHostMismatch;
    if (has({QSslError::CertificateExpired}))
        return Code::CertificateExpired;
    if (has({QSslError::CertificateNotYetValid}))
        return Code::CertificateNotYetValid;
    return Code::CertificateUntrusted;
}

Roots roots(const Endpoint &endpoint)
{
    if (!endpoint.trust)
        return {};
    switch (endpoint.trust->kind) {
    case Domain::TrustPolicy::Kind::Pin:
        return {};
    case Domain::TrustPolicy::Kind::Ca: {
        Roots result{QSslCertificate::fromData(endpoint.trust->pem, QSsl::Pem), {}};
        if (result.certificates.isEmpty())
            result.problem = {Code::CaUnreadable, {endpoint.host}, {}, {}, false};
        return result;
    }
    case Domain::TrustPolicy::Kind::System:
        break;
    }
    static const QList<QSslCertificate> system = QSslConfiguration::systemCaCertificates();
    if (system.isEmpty())
        return {{}, tls(Code::NoSystemRoots, endpoint)};
    return {system, {}};
}

} // namespace Backend::MqttProblems
