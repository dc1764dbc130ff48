// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace Backend {

/// A certificate and its private key (P-256), both PEM. Value type; empty when making it failed.
struct Certificate
{
    QByteArray certificatePem;
    QByteArray keyPem;

    [[nodiscard]] bool isNull() const { return certificatePem.isEmpty(); }
    /// 32 bytes: SHA-256 of the DER form, what a pin compares.
    [[nodiscard]] QByteArray sha256() const;
};

/// What a new certificate says.
struct CertificateRequest
{
    QString commonName;
    QStringList hosts; ///< subject alternative names: DNS names and IP addresses
    QDateTime notBefore = QDateTime::currentDateTimeUtc().addDays(-1);
    QDateTime notAfter = QDateTime::currentDateTimeUtc().addDays(365);
};

/// Makes certificates for servers on loopback and for tests, in memory. Any thread.
class Certificates
{
public:
    /// A root that may sign others.
    static Certificate makeCa(const CertificateRequest &request);
    /// A server certificate signed by `ca`.
    static Certificate makeLeaf(const Certificate &ca, const CertificateRequest &request);
    /// A server certificate that signs itself and is no CA.
    static Certificate makeSelfSigned(const CertificateRequest &request);
};

} // namespace Backend
