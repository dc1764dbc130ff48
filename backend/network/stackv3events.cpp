// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3events.h"

#include "backend/domain/clock.h"
#include "backend/network/stackv3convert.h"
#include "backend/network/stackv3json.h"
#include "backend/network/v3catalogmethods.h"
#include "backend/rpc/rpcdoor.h"
#include "backend/rpc/rpcstatus.h"

#include <QPointer>
#include <QSet>

#include <algorithm>
#include <array>
#include <deque>
#include <google/rpc/status.pb.h>
#include <mutex>
#include <ttn/lorawan/v3/error.pb.h>
#include <ttn/lorawan/v3/network_traffic.pb.h>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;
using Domain::NetworkEvent;
using Domain::Problem;
using State = Domain::NetworkEvents::State;

constexpr int mostDevices = 500; ///< so many were taken in one request
/// The server's buffer for a stream is as long as its `tail`, at most this; what does not fit is lost without a word.
constexpr quint32 longestTail = 1'000;
constexpr qint64 overlapNs = 5'000'000'000; ///< events do not come in the order of their times
constexpr qint64 farthestAheadNs = 86'400'000'000'000; ///< a day: clocks differ
constexpr qsizetype mostIds = 8'192;
constexpr qsizetype mostWaiting = 4'096;
constexpr qint64 mostWaitingBytes = 32 * 1024 * 1024;
constexpr qsizetype longestJson = 512 * 1024;
constexpr int deepestCause = 16;
constexpr qsizetype longestText = 300;
constexpr char startName[] = "events.stream.start";

QString text(const std::string &bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size())).left(longestText);
}

qint64 nsOf(const google::protobuf::Timestamp &time)
{
    constexpr qint64 farthest = 9'000'000'000; // within what nanoseconds in 64 bits can tell
    return std::clamp<qint64>(time.seconds(), 0, farthest) * 1'000'000'000 + std::clamp(time.nanos(), 0, 999'999'999);
}

void setTime(google::protobuf::Timestamp *time, qint64 ns)
{
    time->set_seconds(ns / 1'000'000'000);
    time->set_nanos(int(ns % 1'000'000'000));
}

/// "ErrorDetails", "MACCommand.LinkADRReq", "Value".
QString dataTypeOf(const wire::Event &event)
{
    QString name = text(event.data().type_url().substr(event.data().type_url().rfind('/') + 1));
    for (const QLatin1String package : {QLatin1String("ttn.lorawan.v3."), QLatin1String("google.protobuf.")}) {
        if (name.startsWith(package))
            return name.mid(package.size());
    }
    return name;
}

/// As a call that failed like that would end.
RpcStatus statusOf(const wire::ErrorDetails &details)
{
    google::rpc::Status rich;
    rich.set_code(int(details.code()));
    rich.add_details()->PackFrom(details);
    RpcStatus status{RpcCode(details.code() ? details.code() : unsigned(RpcCode::Unknown)), {}, {}};
    status.details = rich.SerializeAsString();
    return status;
}

/// Why a downlink could not be scheduled: it stands beside the causes, in the last of each gateway's own.
QString scheduleReason(const wire::ErrorDetails &details)
{
    for (const google::protobuf::Any &any : details.details()) {
        wire::ScheduleDownlinkErrorDetails paths;
        if (!any.Is<wire::ScheduleDownlinkErrorDetails>() || !any.UnpackTo(&paths) || paths.path_errors().empty())
            continue;
        const wire::ErrorDetails *innermost = &paths.path_errors(0);
        for (int depth = 0; depth < deepestCause && innermost->has_cause(); ++depth)
            innermost = &innermost->cause();
        return stackErrorText(statusOf(*innermost)).sentence;
    }
    return {};
}

/// What an event says went wrong; none when it tells of none.
Problem problemOf(const wire::Event &event)
{
    wire::ErrorDetails details;
    if (!event.data().Is<wire::ErrorDetails>() || !event.data().UnpackTo(&details))
        return {};
    const RpcStatus status = statusOf(details);
    const StackErrorText words = stackErrorText(status);
    std::optional<Problem> known = stackProblem(status);
    Problem problem = known ? *std::move(known) : Problem{Code::NetworkReported, {}, words.sentence, {}, false};
    // A device that asks to join and is not found is so at the Join Server alone: else nobody would know its name.
    if (problem.code == Code::DeviceNotFound && event.name().rfind("ns.up.join.", 0) == 0)
        problem = {Code::JoinDeviceUnknown, {}, {}, {}, false};
    if (problem.code == Code::DownlinkNotSent && problem.args.isEmpty()) {
        if (const QString reason = scheduleReason(details); !reason.isEmpty())
            problem.args = {reason};
    }
    problem.details = words.technical;
    problem.retryable = false;
    return problem;
}

QByteArray jsonOf(const wire::Event &event)
{
    wire::Event shown = event;
    shown.clear_context(); // the servers' own
    QByteArray json = stackJson(shown, StackSecrets::Hide);
    if (json.size() <= longestJson)
        return json;
    shown.clear_data();
    return stackJson(shown, StackSecrets::Hide);
}

State stateOf(RpcStreamState state)
{
    switch (state) {
    case RpcStreamState::Connecting:
        return State::Connecting;
    case RpcStreamState::Live:
        return State::Live;
    case RpcStreamState::Waiting:
        return State::Waiting;
    case RpcStreamState::Ended:
        break;
    }
    return State::Refused;
}

/// Ids that were seen lately.
class SeenIds
{
public:
    /// False when it was there already.
    bool add(const std::string &id)
    {
        const QByteArray key = QByteArray(id.data(), qsizetype(std::min<std::size_t>(id.size(), 64)));
        if (m_known.contains(key))
            return false;
        m_known.insert(key);
        m_order.push_back(key);
        if (qsizetype(m_order.size()) > mostIds) {
            m_known.remove(m_order.front());
            m_order.pop_front();
        }
        return true;
    }

private:
    QSet<QByteArray> m_known;
    std::deque<QByteArray> m_order;
};

} // namespace

NetworkEvent networkEventOf(const wire::Event &event)
{
    NetworkEvent out;
    out.name = text(event.name());
    out.uniqueId = text(event.unique_id());
    out.time = QDateTime::fromMSecsSinceEpoch(nsOf(event.time()) / 1'000'000, Qt::UTC);
    for (const wire::EntityIdentifiers &entity : event.identifiers()) {
        if (entity.has_device_ids()) {
            out.application = text(entity.device_ids().application_ids().application_id());
            out.device = text(entity.device_ids().device_id());
            break;
        }
        if (entity.has_application_ids() && out.application.isEmpty())
            out.application = text(entity.application_ids().application_id());
    }
    for (const std::string &id : event.correlation_ids())
        out.correlationIds += text(id);
    out.problem = problemOf(event);
    out.dataType = dataTypeOf(event);
    out.json = jsonOf(event);
    return out;
}

/// What the streams bring, on its way from the rpc thread into that of the window.
class StackV3Events::Feed
{
public:
    struct Taken
    {
        QList<NetworkEvent> events;
        State state = State::Connecting;
        Problem problem;
    };

    Feed(StackV3Events *events, wire::StreamEventsRequest request, int newest)
        : m_events(events)
        , m_door(events)
        , m_request(std::move(request))
        , m_newest(newest)
    {
    }

    /// One more stream; all before the first is opened.
    std::size_t addStream()
    {
        m_streams.emplace_back();
        return m_streams.size() - 1;
    }

    /// In the rpc thread: what to ask for now.
    std::string request(std::size_t index) const
    {
        const Stream &stream = m_streams[index];
        wire::StreamEventsRequest out = m_request;
        out.set_tail(longestTail);
        if (stream.newestNs) {
            // With `after` alone the server would give the first few only.
            setTime(out.mutable_after(), std::max<qint64>(stream.newestNs - overlapNs, 0));
        } else if (m_newest > 0) {
            out.set_tail(std::min(quint32(m_newest), longestTail));
        } else {
            setTime(out.mutable_after(), Domain::nowNs()); // nothing from before, but a long buffer
        }
        return out.SerializeAsString();
    }

    void received(std::size_t index, const std::string &bytes)
    {
        wire::Event event;
        if (!event.ParseFromString(bytes))
            return; // what comes next may be readable
        Stream &stream = m_streams[index];
        // A time that lies far ahead must not hide what comes later.
        const qint64 time = std::min(nsOf(event.time()), Domain::nowNs() + farthestAheadNs);
        if (event.name() == startName) {
            if (!stream.newestNs && m_newest <= 0)
                stream.notBeforeNs = time - overlapNs; // the server's clock, whatever ours says
            stream.newestNs = std::max(stream.newestNs, time);
            return;
        }
        stream.newestNs = std::max(stream.newestNs, time);
        if (time < stream.notBeforeNs || (!event.unique_id().empty() && !m_seen.add(event.unique_id())))
            return;
        NetworkEvent shown = networkEventOf(event);
        const std::lock_guard lock(m_mutex);
        m_waitingBytes += shown.json.size();
        m_waiting.push_back(std::move(shown));
        while (qsizetype(m_waiting.size()) > mostWaiting || m_waitingBytes > mostWaitingBytes) {
            m_waitingBytes -= m_waiting.front().json.size();
            m_waiting.pop_front();
        }
        announce();
    }

    void changed(std::size_t index, RpcStreamState state, const Problem &problem)
    {
        const std::lock_guard lock(m_mutex);
        m_streams[index].state = stateOf(state);
        // While it is tried again, the last reason is still the reason.
        if (state != RpcStreamState::Connecting)
            m_streams[index].problem = problem;
        announce();
    }

    /// In the window's thread.
    Taken take()
    {
        const std::lock_guard lock(m_mutex);
        m_announced = false;
        Taken out;
        out.events
            = QList<NetworkEvent>(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(m_waiting.end()));
        m_waiting.clear();
        m_waitingBytes = 0;
        // The worst of them, as they are ordered here.
        static constexpr std::array order = {State::Live, State::Connecting, State::Waiting, State::Refused};
        const auto rank = [](State state) { return std::find(order.begin(), order.end(), state) - order.begin(); };
        const auto worst = std::max_element(m_streams.begin(), m_streams.end(), [&](const auto &one, const auto &two) {
            return rank(one.state) < rank(two.state);
        });
        out.state = worst->state;
        out.problem = worst->problem;
        return out;
    }

    void close() { m_door.close(); }

private:
    struct Stream
    {
        qint64 newestNs = 0; ///< by the server's clock; 0: it was never open
        qint64 notBeforeNs = 0;
        State state = State::Connecting;
        Problem problem;
    };

    /// Locked.
    void announce()
    {
        if (!std::exchange(m_announced, true))
            m_door.post([events = m_events] { events->take(); });
    }

    StackV3Events *const m_events; ///< only behind the door
    RpcDoor m_door;
    const wire::StreamEventsRequest m_request;
    const int m_newest;
    SeenIds m_seen; ///< of all streams: hosts may tell of the same. Rpc thread only

    std::mutex m_mutex;
    std::vector<Stream> m_streams; ///< state and problem locked, the rest in the rpc thread only
    std::deque<NetworkEvent> m_waiting;
    qint64 m_waitingBytes = 0;
    bool m_announced = false;
};

StackV3Events::StackV3Events(std::shared_ptr<RpcLine> line, const StackV3Settings &settings, const QString &application,
                             const QStringList &devices, int newest)
    : m_line(std::move(line))
{
    m_problem = stackKeyProblem(settings.apiKey);
    for (const QString &id : QStringList(application) + devices) {
        if (!m_problem && !Domain::isValidId(Domain::Generation::V3, id))
            m_problem = {Code::IdInvalid, {id}, {}, {}, false};
    }
    if (m_problem) {
        m_state = State::Refused;
        return;
    }
    wire::StreamEventsRequest request;
    request.add_identifiers()->mutable_application_ids()->set_application_id(application.toStdString());
    for (const QString &device : devices.mid(0, mostDevices)) {
        wire::EndDeviceIdentifiers &ids = *request.add_identifiers()->mutable_device_ids();
        ids.set_device_id(device.toStdString());
        ids.mutable_application_ids()->set_application_id(application.toStdString());
    }
    m_feed = std::make_shared<Feed>(this, std::move(request), newest);
    // Each process tells of its own events only; the cluster's come from elsewhere than those of the registries.
    QList<RpcTarget> targets = {settings.toCluster().target};
    const Domain::Endpoint &identity = settings.identity;
    if (identity.host.compare(settings.cluster.host, Qt::CaseInsensitive) != 0
        || identity.port != settings.cluster.port)
        targets += settings.toIdentity().target;
    for (qsizetype i = 0; i < targets.size(); ++i)
        m_feed->addStream();
    for (std::size_t i = 0; i < std::size_t(targets.size()); ++i) {
        RpcStreamRequest stream;
        stream.target = targets[qsizetype(i)];
        stream.method = V3::streamEvents.path;
        stream.message = [feed = m_feed, i] { return feed->request(i); };
        m_streams += m_line->openStream(
            std::move(stream),
            {[feed = m_feed, i](const std::string &message) { feed->received(i, message); },
             [feed = m_feed, i](RpcStreamState state, const Problem &problem) { feed->changed(i, state, problem); }});
    }
}

StackV3Events::~StackV3Events()
{
    if (m_feed)
        m_feed->close();
    for (const quint64 stream : std::as_const(m_streams))
        m_line->cancel(stream);
}

void StackV3Events::take()
{
    Feed::Taken taken = m_feed->take();
    const bool isNew = taken.state != m_state || taken.problem != m_problem;
    m_state = taken.state;
    m_problem = std::move(taken.problem);
    const QPointer<StackV3Events> self(this); // whoever hears may end it
    if (isNew)
        Q_EMIT stateChanged();
    if (self && !taken.events.isEmpty())
        Q_EMIT arrived(taken.events);
}

} // namespace Backend
