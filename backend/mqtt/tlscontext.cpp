// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/tlscontext.h"

#include "backend/mqtt/mqttproblems.h"

#include <QHostAddress>
#include <QUrl>
#include <QtEndian>

#include <openssl/x509v3.h>

namespace Backend {
namespace {

using Code = Domain::Problem::Code;

TlsContext *self(const SSL *ssl)
{
    return static_cast<TlsContext *>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
}

Code codeOf(int error)
{
    switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return Code::CertificateExpired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return Code::CertificateNotYetValid;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return Code::CertificateHostMismatch;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return Code::CertificateSelfSigned;
    case X509_V_ERR_CERT_REVOKED:
        return Code::CertificateRevoked;
    default:
        return Code::CertificateUntrusted;
    }
}

/// False: nothing would be compared.
bool expectHost(X509_VERIFY_PARAM *parameters, const QString &host)
{
    const QHostAddress address(host);
    if (address.isNull()) {
        const QByteArray name = QUrl::toAce(host);
        return !name.isEmpty() && X509_VERIFY_PARAM_set1_host(parameters, name.constData(), size_t(name.size())) == 1;
    }
    // As bytes: OpenSSL does not read all spellings that the system connects to, 127.1 and fe80::1%eth0 among them.
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 bytes = qToBigEndian(address.toIPv4Address());
        return X509_VERIFY_PARAM_set1_ip(parameters, reinterpret_cast<const unsigned char *>(&bytes), sizeof bytes)
            == 1;
    }
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    return X509_VERIFY_PARAM_set1_ip(parameters, bytes.c, sizeof bytes.c) == 1;
}

} // namespace

TlsContext::TlsContext(const Domain::Endpoint &endpoint, const QList<QSslCertificate> &roots)
    : m_endpoint(endpoint)
    , m_context(SSL_CTX_new(TLS_client_method()))
{
    SSL_CTX *const context = m_context.get();
    if (!context)
        return;
    SSL_CTX_set_app_data(context, this);
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_info_callback(context, [](const SSL *ssl, int where, int) {
        if (where & SSL_CB_HANDSHAKE_DONE)
            self(ssl)->m_handshakeDone = true;
    });
    if (endpoint.trust && endpoint.trust->kind == Domain::TrustPolicy::Kind::Pin) {
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
        SSL_CTX_set_cert_verify_callback(
            context,
            [](X509_STORE_CTX *store, void *owner) {
                const bool right = static_cast<TlsContext *>(owner)->checkPin(X509_STORE_CTX_get0_cert(store));
                X509_STORE_CTX_set_error(store, right ? X509_V_OK : X509_V_ERR_CERT_UNTRUSTED);
                return int(right);
            },
            this);
    } else {
        trust(roots);
    }
}

void TlsContext::trust(const QList<QSslCertificate> &roots)
{
    X509_STORE *const store = SSL_CTX_get_cert_store(m_context.get());
    for (const QSslCertificate &root : roots)
        X509_STORE_add_cert(store, static_cast<X509 *>(root.handle()));

    X509_VERIFY_PARAM *const parameters = SSL_CTX_get0_param(m_context.get());
    // A private CA may be an intermediate, as in Qt.
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (!expectHost(parameters, m_endpoint.host)) {
        m_context.reset(); // without a host to compare with any certificate would do
        return;
    }
    SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_PEER, [](int ok, X509_STORE_CTX *storeContext) {
        if (!ok) {
            const auto *ssl
                = static_cast<SSL *>(X509_STORE_CTX_get_ex_data(storeContext, SSL_get_ex_data_X509_STORE_CTX_idx()));
            self(ssl)->refuse(X509_STORE_CTX_get_error(storeContext));
        }
        return ok;
    });
}

void TlsContext::refuse(int error)
{
    if (!m_problem)
        m_problem
            = MqttProblems::tls(codeOf(error), m_endpoint, QString::fromUtf8(X509_verify_cert_error_string(error)));
}

bool TlsContext::checkPin(X509 *leaf)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    QByteArray found;
    if (leaf && X509_digest(leaf, EVP_sha256(), digest, &size) == 1)
        found = QByteArray(reinterpret_cast<const char *>(digest), int(size));
    if (!found.isEmpty() && found == m_endpoint.trust->sha256)
        return true;
    m_problem = MqttProblems::pinMismatch(m_endpoint, found);
    return false;
}

} // namespace Backend
