// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/channelpool.h"

#include "backend/rpc/rpccredentials.h"

#include <QCryptographicHash>

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Endpoint;
using Domain::TrustPolicy;

constexpr int maxMessageBytes = 16 * 1024 * 1024; ///< what The Things Stack allows
// The Things Stack allows one ping a minute, v2 one in 30 seconds; a faster client is sent away.
constexpr int keepAliveMs = 70'000;
constexpr int keepAliveTimeoutMs = 20'000;

/// gRPC reads schemes such as unix: out of a plain name; with this one it resolves a host and nothing else.
std::string nameOf(const Endpoint &endpoint)
{
    const QString host
        = endpoint.host.contains(u':') && !endpoint.host.startsWith(u'[') ? u'[' + endpoint.host + u']' : endpoint.host;
    return QString(u"dns:///" + host + u':' + QString::number(endpoint.port)).toStdString();
}

QByteArray keyOf(const Endpoint &endpoint)
{
    QByteArray key = endpoint.host.toUtf8() + '\n' + QByteArray::number(endpoint.port) + '\n';
    if (!endpoint.trust)
        return key + "plain";
    key += QByteArray::number(int(endpoint.trust->kind)) + endpoint.trust->sha256;
    return key + QCryptographicHash::hash(endpoint.trust->pem, QCryptographicHash::Sha256);
}

grpc::ChannelArguments argumentsOf(const Endpoint &endpoint)
{
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(maxMessageBytes);
    arguments.SetMaxSendMessageSize(maxMessageBytes);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, keepAliveMs);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, keepAliveTimeoutMs);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 0);
    arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0); // a quiet event stream has no data for hours
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 1'000);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 30'000);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1); // a connection never outlives the trust it was made with
    if (endpoint.isLoopback())
        arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0); // else http_proxy is obeyed even for 127.0.0.1
    arguments.SetUserAgentPrefix("ttn-console/" TTN_VERSION);
    return arguments;
}

} // namespace

PooledChannel ChannelPool::channel(const RpcTarget &target)
{
    const Endpoint &endpoint = target.endpoint;
    if (!endpoint.trust && !target.plaintextAllowed && !endpoint.isLoopback())
        return {{}, {}, {Code::PlaintextNotAllowed, {endpoint.host}, {}, {}, false}};
    const QByteArray key = keyOf(endpoint);
    const auto found = m_channels.find(key);
    if (found != m_channels.end()) {
        if (found->second.channel->GetState(false) != GRPC_CHANNEL_TRANSIENT_FAILURE)
            return found->second;
        // It would fail at once until its pause is over, but somebody asks now: a new one connects without a pause.
        m_channels.erase(found);
    }

    PooledChannel made;
    made.seen = std::make_shared<SeenCertificate>();
    const RpcCredentials credentials = rpcCredentials(endpoint, made.seen);
    if (credentials.problem)
        return {{}, {}, credentials.problem};
    made.channel = grpc::CreateCustomChannel(nameOf(endpoint), credentials.credentials, argumentsOf(endpoint));
    m_channels.emplace(key, made);
    return made;
}

} // namespace Backend
