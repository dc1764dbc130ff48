// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/certificateprobe.h"

#include "backend/mqtt/mqttproblems.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace Backend {

using Code = Domain::Problem::Code;
using MqttProblems::Phase;

CertificateProbe::CertificateProbe(QObject *parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
}

CertificateProbe::~CertificateProbe() = default;

void CertificateProbe::start(const QString &host, quint16 port, int timeoutMs)
{
    m_host = host;
    m_port = port;
    const Domain::Endpoint endpoint{host, port, Domain::TrustPolicy::system()};
    const MqttProblems::Roots roots = MqttProblems::roots(endpoint);

    m_socket = new QSslSocket(this);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(roots.certificates);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_socket->setSslConfiguration(configuration);

    connect(m_socket, &QSslSocket::sslErrors, this, [this, endpoint, roots](const QList<QSslError> &errors) {
        QList<Domain::Problem> problems;
        if (roots.problem)
            problems += roots.problem;
        for (const QSslError &error : errors) {
            const Domain::Problem problem
                = MqttProblems::tls(MqttProblems::certificateCode({error}), endpoint, error.errorString());
            const bool known = std::any_of(problems.cbegin(), problems.cend(),
                                           [&](const Domain::Problem &other) { return other.code == problem.code; });
            if (!known)
                problems += problem;
        }
        report(problems);
    });
    connect(m_socket, &QSslSocket::encrypted, this, [this] { report({}); });
    connect(m_socket, &QSslSocket::errorOccurred, this, [this, endpoint](QAbstractSocket::SocketError error) {
        const Phase phase = m_socket->peerAddress().isNull() ? Phase::Connecting : Phase::Handshake;
        fail(MqttProblems::socket(error, m_socket->errorString(), phase, endpoint));
    });
    connect(&m_limit, &QTimer::timeout, this,
            [this, endpoint] { fail(MqttProblems::connection(Code::ConnectTimeout, endpoint)); });
    m_limit.start(timeoutMs);
    m_socket->connectToHostEncrypted(host, port);
}

void CertificateProbe::report(const QList<Domain::Problem> &problems)
{
    const QSslCertificate leaf = m_socket->peerCertificate();
    if (leaf.isNull()) {
        fail(MqttProblems::tls(Code::TlsHandshakeFailed, {m_host, m_port, {}}));
        return;
    }
    const auto commonName
        = [](const QStringList &names, const QString &whole) { return names.isEmpty() ? whole : names.first(); };
    ProbedCertificate result;
    result.subject = commonName(leaf.subjectInfo(QSslCertificate::CommonName), leaf.subjectDisplayName());
    result.issuer = commonName(leaf.issuerInfo(QSslCertificate::CommonName), leaf.issuerDisplayName());
    result.names = leaf.subjectAlternativeNames().values();
    result.sha256 = leaf.digest(QCryptographicHash::Sha256);
    result.notBefore = leaf.effectiveDate();
    result.notAfter = leaf.expiryDate();
    result.pem = leaf.toPem();
    result.problems = problems;
    end();
    Q_EMIT finished(result);
}

void CertificateProbe::fail(const Domain::Problem &problem)
{
    end();
    Q_EMIT failed(problem);
}

void CertificateProbe::end()
{
    m_limit.stop();
    disconnect(m_socket, nullptr, this, nullptr);
    m_socket->deleteLater();
    m_socket->disconnectFromHost();
}

} // namespace Backend
