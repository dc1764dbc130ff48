// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Domain {

/// Whom a TLS connection trusts; the same for MQTT and gRPC. There is no "accept anything".
struct TrustPolicy
{
    enum class Kind : quint8 {
        System, ///< the system's roots; chain, validity and host name are checked
        Ca, ///< the certificates in `pem` instead of the system's; chain, validity and host name are checked
        Pin, ///< exactly the leaf certificate with this SHA-256; replaces chain and host check
    };

    Kind kind = Kind::System;
    QByteArray pem; ///< Ca: one or more PEM certificates
    QByteArray sha256; ///< Pin: 32 bytes, of the DER form

    static TrustPolicy system() { return {}; }
    static TrustPolicy ca(QByteArray pem) { return {Kind::Ca, std::move(pem), {}}; }
    static TrustPolicy pin(QByteArray sha256) { return {Kind::Pin, {}, std::move(sha256)}; }
    friend bool operator==(const TrustPolicy &, const TrustPolicy &) = default;
};

} // namespace Domain
