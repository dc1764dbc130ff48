// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/domain/profile.h"

#include <QSslCertificate>

#include <memory>
#include <openssl/ssl.h>

namespace Backend {

/// An OpenSSL context that trusts what an Endpoint says and remembers why it refused. For one connection; lives in that
/// connection's thread.
class TlsContext
{
public:
    /// `roots`: what counts as trusted unless the policy is a pin.
    TlsContext(const Domain::Endpoint &endpoint, const QList<QSslCertificate> &roots);
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    [[nodiscard]] SSL_CTX *context() const { return m_context.get(); }
    [[nodiscard]] bool handshakeDone() const { return m_handshakeDone; }
    /// Why the server's certificate was refused; none when it was not.
    [[nodiscard]] const Domain::Problem &problem() const { return m_problem; }

private:
    void trust(const QList<QSslCertificate> &roots);
    void refuse(int error);
    bool checkPin(X509 *leaf);

    struct Free
    {
        void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
    };
    const Domain::Endpoint m_endpoint;
    std::unique_ptr<SSL_CTX, Free> m_context;
    Domain::Problem m_problem;
    bool m_handshakeDone = false;
};

} // namespace Backend
