// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpccredentials.h"

#include "backend/rpc/channelpool.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Endpoint;
using Domain::TrustPolicy;
namespace tls = grpc::experimental;

/// Accepts exactly one leaf certificate. Runs in gRPC's threads.
class PinVerifier final : public tls::ExternalCertificateVerifier
{
public:
    PinVerifier(QByteArray pin, std::shared_ptr<SeenCertificate> seen)
        : m_pin(std::move(pin))
        , m_seen(std::move(seen))
    {
    }

    bool Verify(tls::TlsCustomVerificationCheckRequest *request, std::function<void(grpc::Status)>,
                grpc::Status *result) override
    {
        const grpc::string_ref pem = request->peer_cert();
        const QSslCertificate leaf(QByteArray::fromRawData(pem.data(), qsizetype(pem.size())), QSsl::Pem);
        const QByteArray digest = leaf.digest(QCryptographicHash::Sha256);
        m_seen->set(digest);
        *result = !leaf.isNull() && digest == m_pin
            ? grpc::Status::OK
            : grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "another certificate than the pinned one");
        return true; // the answer is there already
    }

    void Cancel(tls::TlsCustomVerificationCheckRequest *) override { }

private:
    const QByteArray m_pin;
    const std::shared_ptr<SeenCertificate> m_seen;
};

/// The system's roots as Qt finds them: gRPC's own are not the system's everywhere.
const std::string &systemRoots()
{
    static const std::string roots = [] {
        QByteArray pem;
        for (const QSslCertificate &certificate : QSslConfiguration::systemCaCertificates())
            pem += certificate.toPem();
        return pem.toStdString();
    }();
    return roots;
}

RpcCredentials checkedBy(const std::string &roots)
{
    tls::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(std::make_shared<tls::StaticDataCertificateProvider>(roots));
    options.watch_root_certs();
    options.set_verify_server_certs(true);
    options.set_certificate_verifier(std::make_shared<tls::HostNameCertificateVerifier>());
    return {tls::TlsCredentials(options), {}};
}

RpcCredentials pinned(const QByteArray &pin, const std::shared_ptr<SeenCertificate> &seen)
{
    tls::TlsChannelCredentialsOptions options;
    options.set_verify_server_certs(false); // a pin replaces chain and host check
    options.set_check_call_host(false);
    options.set_certificate_verifier(tls::ExternalCertificateVerifier::Create<PinVerifier>(pin, seen));
    return {tls::TlsCredentials(options), {}};
}

} // namespace

RpcCredentials rpcCredentials(const Endpoint &endpoint, const std::shared_ptr<SeenCertificate> &seen)
{
    if (!endpoint.trust)
        return {grpc::InsecureChannelCredentials(), {}};
    switch (endpoint.trust->kind) {
    case TrustPolicy::Kind::Pin:
        return pinned(endpoint.trust->sha256, seen);
    case TrustPolicy::Kind::Ca: {
        const QList<QSslCertificate> roots = QSslCertificate::fromData(endpoint.trust->pem, QSsl::Pem);
        if (roots.isEmpty())
            return {{}, {Code::CaUnreadable, {endpoint.host}, {}, {}, false}};
        return checkedBy(endpoint.trust->pem.toStdString());
    }
    case TrustPolicy::Kind::System:
        break;
    }
    if (systemRoots().empty())
        return {{}, {Code::NoSystemRoots, {endpoint.host}, {}, {}, false}};
    return checkedBy(systemRoots());
}

} // namespace Backend
