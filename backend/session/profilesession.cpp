// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/session/profilesession.h"

#include "backend/domain/clock.h"
#include "backend/history/historyfollower.h"
#include "backend/history/sqlitehistoryreader.h"
#include "backend/history/sqlitehistorystore.h"
#include "backend/mqtt/mqttconnection.h"
#include "backend/session/pipeline.h"
#include "backend/traffic/trafficcodec.h"

#include <QRandomGenerator>

#include <chrono>
#include <utility>

namespace Backend {

using namespace Domain;

namespace {

/// How often a program that reads along looks whether it may receive itself.
constexpr auto TakeOverInterval = std::chrono::seconds(5);

void pushNews(MessageQueue &queue, quint32 connection, ReceivedMessage::News news, qint64 ns,
              const QByteArray &cause = {})
{
    ReceivedMessage message;
    message.connection = connection;
    message.news = news;
    message.message.topic = cause;
    message.message.receivedNs = ns;
    queue.push(std::move(message));
}

bool isUnderWay(MqttConnection::State state)
{
    return state == MqttConnection::State::Connecting || state == MqttConnection::State::Subscribing
        || state == MqttConnection::State::Live;
}

/// Unique per connection: v3 keeps two clients of one id side by side, v2's broker lets them throw each other out.
QByteArray clientId(const Profile &profile)
{
    return "ttn-console-" + profile.id.toRfc4122().toHex().left(8) + '-'
        + QByteArray::number(QRandomGenerator::system()->generate64(), 36);
}

} // namespace

/// The `net` thread's side of a connection; touched in that thread only.
struct ProfileSession::NetSide
{
    std::unique_ptr<MqttConnection> connection;
    MqttOptions options;
    QStringList filters;
};

/// One application's connection as the main thread knows it.
struct ProfileSession::Link
{
    QString application;
    quint32 number = 0;
    std::shared_ptr<NetSide> net = std::make_shared<NetSide>();
    MqttConnection::State state = MqttConnection::State::Stopped;
    Problem problem;
    qint64 nextAttemptNs = 0;
    int keys = 0; ///< which credential it uses
};

/// What opening the history in the `history` thread gave.
struct ProfileSession::OpenedHistory
{
    Problem problem;
    bool usable = false;
    std::vector<DeviceCounter> counters;
    qint64 lastListeningNs = 0;
    HistoryInfo info;
};

ProfileSession::ProfileSession(Pipeline &pipeline, Options options, QObject *parent)
    : QObject(parent)
    , m_pipeline(pipeline)
    , m_options(std::move(options))
    , m_ref(pipeline.dictionary().internProfile(m_options.profile.name, m_options.profile.id))
{
    m_takeOver.setInterval(TakeOverInterval);
    m_takeOver.setSingleShot(true); // until the answer is there: a second attempt would be locked out by the first
    connect(&m_takeOver, &QTimer::timeout, this, &ProfileSession::openHistory);
    connect(&m_pipeline.history(), &HistoryWorker::statusChanged, this,
            [this](ProfileRef profile, const HistoryStatus &status) {
                if (profile != m_ref)
                    return;
                m_history = status;
                Q_EMIT historyStatusChanged(status);
            });
    connect(&m_pipeline.history(), &HistoryWorker::retentionDue, this, [this](ProfileRef profile, quint64 events) {
        if (profile == m_ref)
            Q_EMIT retentionDue(events);
    });
}

ProfileSession::~ProfileSession()
{
    for (const auto &link : m_links)
        m_pipeline.inNetThread([net = link->net] { net->connection.reset(); });
}

HistoryReader *ProfileSession::reader() const
{
    return m_reader.get();
}

void ProfileSession::open()
{
    if (m_options.historyPath.isEmpty()) {
        m_pipeline.ingest().addProfile(
            {m_ref, m_options.profile.generation, {}, 0, int(m_options.profile.applications.size())});
        m_opened = true;
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT historyOpened({}); }, Qt::QueuedConnection);
        return;
    }
    openHistory();
}

void ProfileSession::openHistory()
{
    m_opening = true;
    // In the history thread: checking and migrating a large file takes its time.
    const HistoryOptions options{m_options.historyPath, m_ref, &m_pipeline.dictionary(), m_options.profile.generation};
    HistoryWorker *worker = &m_pipeline.history();
    QPointer<ProfileSession> self(this);
    m_pipeline.inHistoryThread([options, worker, self, ref = m_ref] {
        auto opened = std::make_shared<OpenedHistory>();
        if (auto store = SqliteHistoryStore::open(options, &opened->problem)) {
            opened->usable = true;
            opened->counters = store->counters();
            opened->lastListeningNs = store->lastListeningNs();
            opened->info = store->info();
            worker->addStore(ref, std::move(store));
        } else if (opened->problem.code != Problem::Code::HistoryLocked) {
            // Live view only, everything marked unsaved, until there is room or the permission is given.
            worker->addStore(ref, nullptr, opened->problem,
                             [options](Problem *problem) { return SqliteHistoryStore::open(options, problem); });
        }
        QMetaObject::invokeMethod(
            qApp,
            [self, opened] {
                if (self)
                    self->onHistoryOpened(opened);
            },
            Qt::QueuedConnection);
    });
}

void ProfileSession::onHistoryOpened(const std::shared_ptr<OpenedHistory> &opened)
{
    m_opening = false;
    if (m_closing) {
        closeHistory();
        return;
    }
    if (!m_reader) {
        m_reader = std::make_unique<SqliteHistoryReader>(HistoryReaderOptions{
            m_options.historyPath, m_ref, &m_pipeline.dictionary(),
            [generation = m_options.profile.generation] { return TrafficCodec::create(generation); }});
    }
    if (opened->problem.code == Problem::Code::HistoryLocked) {
        follow(opened->problem);
        return;
    }
    const bool tookOver = m_following;
    m_following = false;
    m_follower.reset();
    m_takeOver.stop();
    m_openProblem = opened->problem;
    m_history.info = opened->info;
    m_history.problem = opened->usable ? Problem{} : opened->problem;
    m_pipeline.ingest().addProfile({m_ref, m_options.profile.generation, std::move(opened->counters),
                                    opened->lastListeningNs, int(m_options.profile.applications.size())});
    m_opened = true;
    publishStatus();
    if (tookOver)
        Q_EMIT this->tookOver();
    else
        Q_EMIT historyOpened(opened->problem);
}

void ProfileSession::follow(const Problem &why)
{
    const bool first = !m_following;
    m_following = true;
    m_openProblem = why;
    m_takeOver.start();
    publishStatus();
    if (first)
        Q_EMIT historyOpened(why);
}

void ProfileSession::followFrom(qint64 seq)
{
    if (!m_following || m_follower || m_closing)
        return;
    m_follower = std::make_unique<HistoryFollower>(
        HistoryFollowerOptions{m_options.historyPath, m_ref, &m_pipeline.dictionary(), seq});
    BatchMailbox *mailbox = &m_pipeline.mailbox();
    connect(
        m_follower.get(), &HistoryFollower::batch, mailbox,
        [mailbox](const EventBatchPtr &batch) { mailbox->put(EventBatch(*batch)); }, Qt::DirectConnection);
}

void ProfileSession::setCredential(const QByteArray &common, const QHash<QString, QByteArray> &perApplication)
{
    if (m_common == common && m_perApplication == perApplication)
        return;
    m_common = common;
    m_perApplication = perApplication;
    ++m_keys;
}

bool ProfileSession::hasCredential() const
{
    return std::all_of(m_options.profile.applications.begin(), m_options.profile.applications.end(),
                       [this](const QString &application) { return !credentialFor(application).isEmpty(); });
}

QHash<QString, QByteArray> ProfileSession::credentials() const
{
    QHash<QString, QByteArray> keys;
    for (const QString &application : m_options.profile.applications) {
        if (const QByteArray key = credentialFor(application); !key.isEmpty())
            keys.insert(application, key);
    }
    return keys;
}

void ProfileSession::rename(const QString &name)
{
    m_options.profile.name = name;
    m_pipeline.dictionary().internProfile(name, m_options.profile.id);
}

QByteArray ProfileSession::credentialFor(const QString &application) const
{
    return m_perApplication.value(application, m_common);
}

void ProfileSession::connectNow()
{
    if (!m_opened || m_following || m_closing)
        return;
    if (m_links.empty()) {
        for (const QString &application : m_options.profile.applications) {
            auto link = std::make_unique<Link>();
            link->application = application;
            link->number = m_pipeline.nextConnection();
            m_pipeline.ingest().addConnection(link->number, m_ref);
            m_links.push_back(std::move(link));
        }
    }
    for (const auto &link : m_links) {
        if (!isUnderWay(link->state) || link->keys != m_keys)
            startLink(*link);
    }
    publishStatus();
}

void ProfileSession::startLink(Link &link)
{
    const Profile &profile = m_options.profile;
    if (!profile.mqtt.trust && !profile.mqtt.isLoopback() && !profile.plaintextAllowed) {
        link.state = MqttConnection::State::Refused;
        link.problem = {Problem::Code::PlaintextNotAllowed, {profile.mqtt.host}};
        return;
    }
    const QByteArray key = credentialFor(link.application);
    if (key.isEmpty()) {
        link.state = MqttConnection::State::Refused;
        link.problem = {Problem::Code::CredentialMissing, {profile.name}};
        return;
    }
    MqttOptions options;
    options.endpoint = profile.mqtt;
    options.clientId = clientId(profile);
    options.userName = profile.userName(link.application);
    options.password = key;
    link.state = MqttConnection::State::Connecting;
    link.keys = m_keys;
    m_pipeline.inNetThread([pipeline = &m_pipeline, net = link.net, number = link.number,
                            self = QPointer<ProfileSession>(this), options,
                            filters = profile.subscriptions(link.application)] {
        net->options = options;
        net->filters = filters;
        if (!net->connection)
            connectSide(*net, *pipeline, number, self);
        net->connection->start(options, filters);
    });
}

/// In the `net` thread, where the connection lives.
void ProfileSession::connectSide(NetSide &side, Pipeline &pipeline, quint32 number,
                                 const QPointer<ProfileSession> &self)
{
    side.connection
        = std::make_unique<MqttConnection>(MqttTransport::create(pipeline.transport(), pipeline.queue(), number));
    MqttConnection *context = side.connection.get();
    MessageQueue *queue = &pipeline.queue();
    // The news go into the queue here and now, so that they stand where they belong among the messages.
    connect(context, &MqttConnection::live, context,
            [queue, number] { pushNews(*queue, number, ReceivedMessage::News::Live, nowNs()); });
    connect(context, &MqttConnection::lost, context, [queue, number](qint64 sinceNs) {
        pushNews(*queue, number, ReceivedMessage::News::Lost, sinceNs, QByteArrayLiteral("connection lost"));
    });
    connect(context, &MqttConnection::stateChanged, context,
            [queue, number, self](MqttConnection::State state, const Problem &problem, qint64 nextAttemptNs) {
                if (state == MqttConnection::State::Stopped)
                    pushNews(*queue, number, ReceivedMessage::News::Stopped, nowNs());
                QMetaObject::invokeMethod(
                    qApp,
                    [self, number, state, problem, nextAttemptNs] {
                        if (self)
                            self->onLinkChanged(number, int(state), problem, nextAttemptNs);
                    },
                    Qt::QueuedConnection);
            });
    connect(&pipeline.wakeWatch(), &WakeWatch::awoke, context, [queue, number, context, &side](qint64 sinceNs) {
        if (context->state() != MqttConnection::State::Live)
            return;
        pushNews(*queue, number, ReceivedMessage::News::Lost, sinceNs, QByteArrayLiteral("asleep"));
        context->start(side.options, side.filters);
    });
}

void ProfileSession::onLinkChanged(quint32 number, int state, const Problem &problem, qint64 nextAttemptNs)
{
    for (const auto &link : m_links) {
        if (link->number != number)
            continue;
        link->state = MqttConnection::State(state);
        link->problem = problem;
        link->nextAttemptNs = nextAttemptNs;
        publishStatus();
        closeWhenStopped();
        return;
    }
}

void ProfileSession::disconnectNow()
{
    for (const auto &link : m_links) {
        if (link->keys == 0) {
            // Refused here, before there was a connection.
            link->state = MqttConnection::State::Stopped;
            link->problem = {};
            publishStatus();
            continue;
        }
        m_pipeline.inNetThread([net = link->net] { net->connection->stop(); });
    }
}

void ProfileSession::close()
{
    if (m_closing)
        return;
    m_closing = true;
    m_takeOver.stop();
    m_follower.reset();
    if (m_opening)
        return; // onHistoryOpened() goes on
    disconnectNow();
    closeWhenStopped();
}

void ProfileSession::closeWhenStopped()
{
    if (m_closing && std::all_of(m_links.begin(), m_links.end(), [](const auto &link) {
            return link->state == MqttConnection::State::Stopped;
        }))
        closeHistory();
}

void ProfileSession::closeHistory()
{
    if (std::exchange(m_closingHistory, true))
        return;
    m_reader.reset();
    // Behind everything that was received: ingest hands it on, then the history stores it, then it is closed.
    Pipeline *pipeline = &m_pipeline;
    QPointer<ProfileSession> self(this);
    m_pipeline.ingest().afterEarlier([pipeline, self, ref = m_ref] {
        pipeline->inHistoryThread([pipeline, self, ref] {
            pipeline->history().closeStore(ref);
            QMetaObject::invokeMethod(
                qApp,
                [self] {
                    if (!self)
                        return;
                    self->m_pipeline.ingest().removeProfile(self->m_ref);
                    Q_EMIT self->closed();
                },
                Qt::QueuedConnection);
        });
    });
}

void ProfileSession::setRetention(const RetentionPolicy &policy)
{
    HistoryWorker *worker = &m_pipeline.history();
    m_pipeline.inHistoryThread([worker, ref = m_ref, policy] { worker->setRetention(ref, policy); });
}

void ProfileSession::allowRetention()
{
    HistoryWorker *worker = &m_pipeline.history();
    m_pipeline.inHistoryThread([worker, ref = m_ref] { worker->allowRetention(ref); });
}

void ProfileSession::clearHistory()
{
    if (m_following) {
        // Only who writes it may.
        QMetaObject::invokeMethod(
            this, [this, why = m_openProblem] { Q_EMIT historyCleared(why); }, Qt::QueuedConnection);
        return;
    }
    HistoryWorker *worker = &m_pipeline.history();
    QPointer<ProfileSession> self(this);
    m_pipeline.inHistoryThread([worker, self, ref = m_ref] {
        const Problem problem = worker->clearHistory(ref);
        QMetaObject::invokeMethod(
            qApp,
            [self, problem] {
                if (self)
                    Q_EMIT self->historyCleared(problem);
            },
            Qt::QueuedConnection);
    });
}

ConnectionStatus ProfileSession::status() const
{
    ConnectionStatus status;
    status.applications = int(m_options.profile.applications.size());
    if (m_following) {
        status.state = ConnectionStatus::State::Following;
        status.problem = m_openProblem;
        status.holder = m_openProblem.args.value(1);
        return status;
    }
    bool connecting = false, waiting = false, refused = false;
    for (const auto &link : m_links) {
        status.liveApplications += link->state == MqttConnection::State::Live;
        connecting = connecting || (isUnderWay(link->state) && link->state != MqttConnection::State::Live);
        waiting = waiting || link->state == MqttConnection::State::Waiting;
        refused = refused || link->state == MqttConnection::State::Refused;
        if (link->problem && (!status.problem || link->state == MqttConnection::State::Refused))
            status.problem = link->problem;
        if (link->state == MqttConnection::State::Waiting
            && (!status.nextAttemptNs || link->nextAttemptNs < status.nextAttemptNs))
            status.nextAttemptNs = link->nextAttemptNs;
    }
    using State = ConnectionStatus::State;
    // Refused first: a person must act, whatever the others do.
    if (refused && status.liveApplications == 0)
        status.state = State::Refused;
    else if (status.liveApplications == status.applications && status.applications > 0)
        status.state = State::Live;
    else if (status.liveApplications > 0)
        status.state = State::Partly;
    else if (connecting)
        status.state = State::Connecting;
    else if (waiting)
        status.state = State::Waiting;
    return status;
}

void ProfileSession::publishStatus()
{
    Q_EMIT statusChanged(status());
}

} // namespace Backend
