// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpcstatus.h"

#include <QRegularExpression>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Problem;

/// Words within gRPC's texts. Those of the connection only count when the call did not get through.
struct Words
{
    const char *pattern;
    Code code;
    bool retryable;
};

constexpr Words connectionWords[] = {
    {"Hostname Verification", Code::CertificateHostMismatch, false},
    {"CERTIFICATE_VERIFY_FAILED|certificate verify failed", Code::CertificateUntrusted, false},
    {"SSL_ERROR|Ssl handshake|TSI_PROTOCOL_FAILURE|WRONG_VERSION_NUMBER|Tls handshake|Handshake failed|"
     "Custom verification",
     Code::TlsHandshakeFailed, false},
    {"Domain name not found|DNS resolution failed|Name or service not known|NXDOMAIN|C-ares status is not "
     "ARES_SUCCESS",
     Code::HostNotFound, true},
    {"Connection refused", Code::ConnectionRefused, true},
    {"No route to host|Network is unreachable|Host is unreachable", Code::NetworkUnreachable, true},
    {"connect timed out|Connection timed out|FD Shutdown|connection attempt timed out", Code::ConnectTimeout, true},
    {"Socket closed|Connection reset|GOAWAY|Broken pipe|keepalive|End of TCP stream|Stream removed|Transport closed|"
     "recvmsg|closing transport|Endpoint closing|Cancelling all calls|shutting down",
     Code::CallInterrupted, true},
};

/// The port is an argument of the codes about connecting only.
QStringList argsOf(Code code, const RpcCallFacts &facts)
{
    if (code == Code::ConnectionRefused || code == Code::ConnectTimeout)
        return {facts.host, QString::number(facts.port)};
    return {facts.host};
}

} // namespace

std::optional<Problem> transportProblem(const RpcStatus &status, const RpcCallFacts &facts)
{
    const QString message = QString::fromStdString(status.message).left(4'000);
    if (status.code == RpcCode::Internal || status.code == RpcCode::Unknown) {
        // Broken off by a server or a proxy in between.
        if (message.contains(u"RST_STREAM") || message.contains(u"Stream removed"))
            return Problem{Code::CallInterrupted, {facts.host}, {}, {}, true};
        if (message.startsWith(u"image: "))
            return Problem{Code::PictureUnreadable, {}, {}, {}, false};
        if (message == u"EOF" && facts.method.endsWith("/Convert"))
            return Problem{Code::ColumnsUnknown, {}, {}, {}, false};
        return std::nullopt;
    }
    if (status.code != RpcCode::Unavailable)
        return std::nullopt;
    if (!facts.pinFound.isEmpty() && facts.pinFound != facts.pinExpected)
        return Problem{
            Code::PinMismatch,
            {facts.host, QString::fromLatin1(facts.pinExpected.toHex()), QString::fromLatin1(facts.pinFound.toHex())},
            {},
            {},
            false};
    if (facts.plaintext && message.contains(u"failed to connect") && message.contains(u"Socket closed"))
        return Problem{Code::PlaintextRefused, {facts.host}, {}, {}, false};
    for (const Words &words : connectionWords) {
        const QRegularExpression pattern(QLatin1String(words.pattern), QRegularExpression::CaseInsensitiveOption);
        if (message.contains(pattern))
            return Problem{words.code, argsOf(words.code, facts), {}, {}, words.retryable};
    }
    return std::nullopt;
}

} // namespace Backend
