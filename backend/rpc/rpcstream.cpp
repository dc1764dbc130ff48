// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpcstream.h"

#include "backend/rpc/rpclog.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Backend {

namespace {

using Domain::Problem;
using std::chrono::milliseconds;

/// The pause ± 20 %, so that many clients do not come back at the same moment.
milliseconds spread(milliseconds pause)
{
    const qint64 fifth = std::max<qint64>(1, pause.count() / 5);
    return pause + milliseconds(QRandomGenerator::global()->bounded(2 * fifth) - fifth);
}

/// A server's fault may pass, too; what it refuses stays refused.
bool mayPass(const Problem &problem)
{
    return problem.retryable || problem.code == Problem::Code::ServerFault;
}

} // namespace

RpcStream::RpcStream(RpcStreamRequest request, RpcStreamHandlers handlers, ChannelPool *channels,
                     std::shared_ptr<RpcDoor> door, std::shared_ptr<std::atomic<int>> underWay)
    : m_request(std::move(request))
    , m_handlers(std::move(handlers))
    , m_channels(channels)
    , m_door(std::move(door))
    , m_underWay(std::move(underWay))
    , m_again(this)
    , m_pause(m_request.firstPause)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &RpcStream::open);
}

RpcStream::~RpcStream()
{
    if (m_call)
        m_call->cancel();
}

void RpcStream::open()
{
    m_isLive = false;
    const PooledChannel channel = m_channels->channel(m_request.target);
    if (!channel.channel) {
        tell(RpcStreamState::Ended, channel.problem);
        return;
    }
    m_seen = channel.seen;
    const std::weak_ptr<RpcStream *> late = m_here;
    tell(RpcStreamState::Connecting);
    if (late.expired())
        return; // the handler has cancelled us

    m_call = std::make_shared<StreamCall>();
    ++*m_underWay;
    // Only behind the door, in the rpc thread, is it known whether this object still is.
    const auto inside = [door = m_door, late](std::function<void(RpcStream &)> work) {
        door->post([late, work = std::move(work)] {
            RpcStream *stream = nullptr;
            if (const std::shared_ptr<RpcStream *> here = late.lock())
                stream = *here;
            if (stream) // `here` is gone again: a handler may end the stream, and then it has to expire
                work(*stream);
        });
    };
    StreamCall::Events events;
    events.opened = [inside] {
        inside([](RpcStream &stream) {
            if (std::exchange(stream.m_isLive, true))
                return;
            stream.tell(RpcStreamState::Live);
        });
    };
    events.message = [inside](std::string message) {
        inside([message = std::move(message)](RpcStream &stream) { stream.received(message); });
    };
    events.ended = [inside, count = m_underWay](RpcOutcome outcome) {
        inside([outcome = std::move(outcome)](RpcStream &stream) { stream.ended(outcome); });
        --*count;
    };
    m_call->start(channel.channel, m_request.target, m_request.method, m_request.message(), std::move(events));
}

void RpcStream::tell(RpcStreamState state, const Problem &problem)
{
    // A copy: the handler may end this stream.
    if (const auto handler = m_handlers.state)
        handler(state, problem);
}

void RpcStream::received(std::string message)
{
    const std::weak_ptr<RpcStream *> late = m_here;
    const std::shared_ptr<StreamCall> call = m_call;
    m_pause = m_request.firstPause;
    if (!std::exchange(m_isLive, true)) {
        tell(RpcStreamState::Live);
        if (late.expired())
            return;
    }
    const auto handler = m_handlers.message;
    handler(std::move(message));
    if (!late.expired())
        call->read();
}

Problem RpcStream::problemOf(const RpcOutcome &outcome) const
{
    const Domain::Endpoint &endpoint = m_request.target.endpoint;
    RpcCallFacts facts;
    facts.host = endpoint.host;
    facts.port = endpoint.port;
    facts.plaintext = !endpoint.trust;
    facts.method = m_request.method;
    facts.requestId = outcome.headers.value("x-request-id");
    facts.retrySeconds = outcome.headers.value("x-rate-limit-retry").toLongLong();
    if (endpoint.trust && endpoint.trust->kind == Domain::TrustPolicy::Kind::Pin) {
        facts.pinExpected = endpoint.trust->sha256;
        facts.pinFound = m_seen->get();
    }
    // A server that closes an endless stream in good order goes away, too.
    if (outcome.status.code == RpcCode::Ok && !m_request.again)
        return {};
    if (outcome.status.code == RpcCode::Ok)
        return {Problem::Code::CallInterrupted, {endpoint.host}, {}, {}, true};
    qCDebug(lcRpc) << m_request.method << endpoint.host << rpcCodeName(outcome.status.code) << "request"
                   << facts.requestId.left(200);
    return rpcProblem(outcome.status, facts);
}

void RpcStream::ended(const RpcOutcome &outcome)
{
    m_call.reset();
    const Problem problem = problemOf(outcome);
    if (!m_request.again || !mayPass(problem)) {
        tell(RpcStreamState::Ended, problem);
        return;
    }
    milliseconds pause = spread(m_pause);
    const qint64 wanted = problem.code == Problem::Code::RateLimited ? problem.args.value(0).toLongLong() : 0;
    pause = std::max(pause, milliseconds(wanted * 1'000));
    m_pause = std::min(m_pause * 2, m_request.longestPause);
    m_again.start(pause);
    tell(RpcStreamState::Waiting, problem);
}

} // namespace Backend
