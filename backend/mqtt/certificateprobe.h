// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QObject>
#include <QStringList>
#include <QTimer>

class QSslSocket;

namespace Backend {

/// The certificate that a server presented, as it is shown before it is pinned. Value type.
struct ProbedCertificate
{
    QString subject; ///< common name, else the whole subject
    QString issuer;
    QStringList names; ///< subject alternative names, DNS names and addresses
    QByteArray sha256; ///< 32 bytes, of the DER form: what TrustPolicy::pin() takes
    QDateTime notBefore;
    QDateTime notAfter;
    QByteArray pem;
    QList<Domain::Problem> problems; ///< what the system has against it; empty: the system trusts it
};

/// Asks a server for its certificate by a TLS handshake; sends nothing else. One use. Lives in a thread with an event
/// loop.
class CertificateProbe : public QObject
{
    Q_OBJECT

public:
    explicit CertificateProbe(QObject *parent = nullptr);
    ~CertificateProbe() override;

    /// Ends in finished() or failed(), once. Deleting the object cancels.
    void start(const QString &host, quint16 port, int timeoutMs = 15'000);

Q_SIGNALS:
    void finished(const Backend::ProbedCertificate &certificate);
    void failed(const Domain::Problem &problem);

private:
    void report(const QList<Domain::Problem> &problems);
    void fail(const Domain::Problem &problem);
    void end();

    QSslSocket *m_socket = nullptr;
    QTimer m_limit{this};
    QString m_host;
    quint16 m_port = 0;
};

} // namespace Backend

Q_DECLARE_METATYPE(Backend::ProbedCertificate)
