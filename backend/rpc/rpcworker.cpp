// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpcworker.h"

#include "backend/rpc/channelpool.h"
#include "backend/rpc/pacingqueue.h"
#include "backend/rpc/rpcdoor.h"
#include "backend/rpc/rpclog.h"
#include "backend/rpc/rpcstream.h"
#include "backend/rpc/rpctransport.h"

#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <map>

namespace Backend {

namespace {

using Clock = std::chrono::steady_clock;
using Domain::Problem;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// v2's handlers give five tokens each second of their own clock; four in any second were never refused.
constexpr PacingQueue::Limit v2Limit{4, milliseconds(1'000)};
constexpr seconds defaultPause{2}; ///< when a server limits the rate without saying for how long
constexpr seconds longestPause{120};
constexpr qint64 longestText = 200;

struct WaitingCall
{
    RpcRequest request;
    RpcWorker::Handler handler;
    QByteArray lane;
    Clock::time_point asked;
    Clock::time_point started{};
    std::shared_ptr<UnaryCall> call; ///< null: waits in the queue
    std::shared_ptr<SeenCertificate> seen;
};

/// Calls that share a pace: those of one key to one server and method, or what the caller says.
QByteArray laneOf(const RpcRequest &request)
{
    const Domain::Endpoint &endpoint = request.target.endpoint;
    return endpoint.host.toUtf8() + ':' + QByteArray::number(endpoint.port) + ' '
        + (request.pace.isEmpty() ? request.method + ' ' + QByteArray::number(qHash(request.target.credential))
                                  : request.pace);
}

} // namespace

class RpcWorker::Private
{
public:
    explicit Private(RpcWorker *worker);

    void add(quint64 id, RpcRequest request, Handler handler);
    void addStream(quint64 id, RpcStreamRequest request, RpcStreamHandlers handlers);
    void drop(quint64 id);
    void stop();

    RpcWorker *q;
    std::atomic<quint64> lastId = 0;
    std::shared_ptr<RpcDoor> door;

private:
    void send();
    void sendOne(quint64 id);
    void finished(quint64 id, RpcOutcome outcome);
    /// True when the call goes back into the queue, because the server only wants it later.
    bool putBack(quint64 id, WaitingCall &call, const Problem &problem, const RpcReply &reply);
    void followLimits(const QByteArray &lane, const RpcReply &reply);
    void checkStopped();

    PacingQueue m_queue;
    ChannelPool m_channels;
    std::map<quint64, WaitingCall> m_calls;
    std::map<quint64, std::unique_ptr<RpcStream>> m_streams;
    std::shared_ptr<std::atomic<int>> m_underWay = std::make_shared<std::atomic<int>>(0); ///< known to gRPC
    QTimer m_timer;
    bool m_stopping = false;
};

RpcWorker::Private::Private(RpcWorker *worker)
    : q(worker)
    , door(std::make_shared<RpcDoor>(worker))
    , m_timer(worker)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, worker, [this] { send(); });
}

void RpcWorker::Private::add(quint64 id, RpcRequest request, Handler handler)
{
    WaitingCall call{std::move(request), std::move(handler), {}, Clock::now(), {}, {}, {}};
    call.lane = laneOf(call.request);
    if (call.request.target.generation == Domain::Generation::V2 && !call.request.pace.isEmpty())
        m_queue.setLimit(call.lane, v2Limit);
    m_queue.add(call.lane, id);
    m_calls.emplace(id, std::move(call));
    send();
}

void RpcWorker::Private::addStream(quint64 id, RpcStreamRequest request, RpcStreamHandlers handlers)
{
    if (m_stopping)
        return;
    auto stream = std::make_unique<RpcStream>(std::move(request), std::move(handlers), &m_channels, door, m_underWay);
    RpcStream *opened = stream.get();
    m_streams.emplace(id, std::move(stream));
    opened->open();
}

void RpcWorker::Private::drop(quint64 id)
{
    m_streams.erase(id);
    const auto it = m_calls.find(id);
    if (it == m_calls.end())
        return;
    if (it->second.call) {
        qCDebug(lcRpc) << it->second.request.method << "cancelled";
        it->second.call->cancel();
        m_queue.ended(it->second.lane);
    } else {
        m_queue.remove(id);
    }
    m_calls.erase(it);
    send();
}

void RpcWorker::Private::stop()
{
    m_stopping = true;
    m_timer.stop();
    m_streams.clear();
    for (auto &[id, call] : m_calls) {
        if (call.call)
            call.call->cancel();
    }
    m_calls.clear();
    checkStopped();
}

void RpcWorker::Private::checkStopped()
{
    if (!m_stopping)
        return;
    if (*m_underWay == 0) {
        m_channels.clear();
        Q_EMIT q->stopped();
    } else {
        QTimer::singleShot(5, q, [this] { checkStopped(); });
    }
}

void RpcWorker::Private::send()
{
    if (m_stopping)
        return;
    const Clock::time_point now = Clock::now();
    for (const quint64 id : m_queue.take(now))
        sendOne(id);
    if (const std::optional<Clock::time_point> next = m_queue.next(now)) {
        const auto wait = std::chrono::ceil<milliseconds>(*next - Clock::now());
        m_timer.start(std::max(wait, milliseconds(1)));
    } else {
        m_timer.stop();
    }
}

void RpcWorker::Private::sendOne(quint64 id)
{
    WaitingCall &waiting = m_calls.at(id);
    const PooledChannel channel = m_channels.channel(waiting.request.target);
    if (!channel.channel) {
        m_queue.ended(waiting.lane);
        // Queued: a handler never runs within call().
        QMetaObject::invokeMethod(
            q,
            [this, id, problem = channel.problem] {
                const auto it = m_calls.find(id);
                if (it == m_calls.end())
                    return;
                const Handler handler = std::move(it->second.handler);
                m_calls.erase(it);
                handler({problem, {}, {}});
            },
            Qt::QueuedConnection);
        return;
    }
    waiting.started = Clock::now();
    waiting.seen = channel.seen;
    waiting.call = std::make_shared<UnaryCall>();
    ++*m_underWay;
    waiting.call->start(channel.channel, waiting.request,
                        [this, id, way = door, count = m_underWay](RpcOutcome outcome) {
                            // `this` is only touched behind the door, so while the worker lives.
                            way->post([this, id, outcome = std::move(outcome)] { finished(id, outcome); });
                            --*count;
                        });
}

void RpcWorker::Private::finished(quint64 id, RpcOutcome outcome)
{
    const auto it = m_calls.find(id);
    if (it == m_calls.end())
        return; // cancelled meanwhile
    WaitingCall &call = it->second;
    m_queue.ended(call.lane);
    call.call.reset();

    RpcReply reply{{}, std::move(outcome.message), std::move(outcome.headers)};
    followLimits(call.lane, reply);
    const RpcTarget &target = call.request.target;
    RpcCallFacts facts;
    facts.host = target.endpoint.host;
    facts.port = target.endpoint.port;
    facts.plaintext = !target.endpoint.trust;
    facts.method = call.request.method;
    facts.deadlineSeconds = std::chrono::ceil<seconds>(call.request.deadline).count();
    facts.retrySeconds = reply.number("x-rate-limit-retry", 0);
    facts.requestId = reply.headers.value("x-request-id");
    if (target.endpoint.trust && target.endpoint.trust->kind == Domain::TrustPolicy::Kind::Pin) {
        facts.pinExpected = target.endpoint.trust->sha256;
        facts.pinFound = call.seen->get();
    }
    const Problem problem = rpcProblem(outcome.status, facts);
    qCDebug(lcRpc) << call.request.method << facts.host << rpcCodeName(outcome.status.code)
                   << std::chrono::duration_cast<milliseconds>(Clock::now() - call.started).count() << "ms, request"
                   << facts.requestId.left(longestText);
    if (!putBack(id, call, problem, reply)) {
        const Handler handler = std::move(call.handler);
        m_calls.erase(it);
        if (problem)
            reply = {problem, {}, reply.headers};
        handler(std::move(reply));
    }
    send();
}

bool RpcWorker::Private::putBack(quint64 id, WaitingCall &call, const Problem &problem, const RpcReply &reply)
{
    if (problem.code != Problem::Code::RateLimited)
        return false;
    const qint64 said = reply.number("x-rate-limit-retry", 0);
    const seconds pause = std::clamp(said > 0 ? seconds(said) : defaultPause, seconds(1), longestPause);
    const Clock::time_point again = Clock::now() + pause;
    m_queue.pause(call.lane, again);
    if (again > call.asked + call.request.patience)
        return false;
    m_queue.addAgain(call.lane, id);
    return true;
}

/// Slows down before the server has to refuse, and to the steady rate once it did.
void RpcWorker::Private::followLimits(const QByteArray &lane, const RpcReply &reply)
{
    const qint64 limit = reply.number("x-rate-limit-limit");
    const qint64 available = reply.number("x-rate-limit-available");
    if (limit <= 0 || available < 0)
        return;
    const bool isScarce = available <= std::max<qint64>(1, limit / 10);
    m_queue.setInterval(lane, isScarce ? milliseconds(60'000 / limit) : milliseconds(0));
}

RpcWorker::RpcWorker()
    : d(std::make_unique<Private>(this))
{
    quietLibraries();
}

RpcWorker::~RpcWorker()
{
    d->door->close();
}

quint64 RpcWorker::call(RpcRequest request, Handler handler)
{
    const quint64 id = ++d->lastId;
    QMetaObject::invokeMethod(
        this, [this, id, request = std::move(request), handler = std::move(handler)] { d->add(id, request, handler); },
        Qt::QueuedConnection);
    return id;
}

quint64 RpcWorker::openStream(RpcStreamRequest request, RpcStreamHandlers handlers)
{
    const quint64 id = ++d->lastId;
    QMetaObject::invokeMethod(
        this,
        [this, id, request = std::move(request), handlers = std::move(handlers)] {
            d->addStream(id, request, handlers);
        },
        Qt::QueuedConnection);
    return id;
}

void RpcWorker::cancel(quint64 id)
{
    if (QThread::currentThread() == thread()) {
        // Not before it was added: that is queued, too.
        d->drop(id);
        QMetaObject::invokeMethod(
            this, [this, id] { d->drop(id); }, Qt::QueuedConnection);
        return;
    }
    QMetaObject::invokeMethod(
        this, [this, id] { d->drop(id); }, Qt::QueuedConnection);
}

void RpcWorker::stop()
{
    d->stop();
}

} // namespace Backend
