// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/session/profilesession.h"

#include "backend/domain/clock.h"
#include "backend/history/historyfollower.h"
#include "backend/history/sqlitehistoryreader.h"
#include "backend/history/sqlitehistorystore.h"
#include "backend/session/applicationlink.h"
#include "backend/session/pipeline.h"
#include "backend/traffic/trafficcodec.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace Backend {

using namespace Domain;

namespace {

/// How often a program that reads along looks whether it may receive itself.
constexpr auto TakeOverInterval = std::chrono::seconds(5);

} // namespace

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

ProfileSession::~ProfileSession() = default;

HistoryReader *ProfileSession::reader() const
{
    return m_reader.get();
}

void ProfileSession::open()
{
    if (m_options.historyPath.isEmpty()) {
        m_pipeline.ingest().addProfile({m_ref, m_options.profile.generation, {}, 0});
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
    m_pipeline.ingest().addProfile(
        {m_ref, m_options.profile.generation, std::move(opened->counters), opened->lastListeningNs});
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
    for (const auto &link : m_links) {
        if (perApplication.value(link->application(), common) != credentialFor(link->application()))
            link->markStale();
    }
    m_common = common;
    m_perApplication = perApplication;
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
    for (const QString &application : m_options.profile.applications) {
        if (std::none_of(m_links.begin(), m_links.end(),
                         [&](const auto &link) { return link->application() == application; }))
            addLink(application);
    }
    m_atWork = true;
    for (const auto &link : m_links)
        link->start(m_options.profile, credentialFor(link->application()));
    publishStatus();
}

void ProfileSession::addLink(const QString &application)
{
    const quint32 number = m_pipeline.nextConnection();
    m_pipeline.ingest().addConnection(number, m_ref);
    if (m_atWork)
        pushNews(number, ReceivedMessage::News::Added);
    auto link = std::make_unique<ApplicationLink>(m_pipeline, application, number);
    connect(link.get(), &ApplicationLink::changed, this, &ProfileSession::onLinkChanged);
    m_links.push_back(std::move(link));
}

void ProfileSession::setApplications(const QStringList &applications)
{
    m_options.profile.applications = applications;
    const auto stays = [&](const auto &link) { return applications.contains(link->application()); };
    const auto first = std::stable_partition(m_links.begin(), m_links.end(), stays);
    std::vector<std::unique_ptr<ApplicationLink>> dropped(std::make_move_iterator(first),
                                                          std::make_move_iterator(m_links.end()));
    m_links.erase(first, m_links.end());
    for (auto &link : dropped) {
        // Before its end is told: an end that was wanted is no pause of those that stay.
        pushNews(link->number(), ReceivedMessage::News::Removed);
        m_dropped.push_back(std::move(link));
        m_dropped.back()->stop();
    }
    forgetStopped();
    publishStatus();
}

void ProfileSession::pushNews(quint32 connection, ReceivedMessage::News news)
{
    ReceivedMessage message;
    message.connection = connection;
    message.news = news;
    message.message.receivedNs = nowNs();
    m_pipeline.queue().push(std::move(message));
}

void ProfileSession::onLinkChanged()
{
    forgetStopped();
    publishStatus();
    closeWhenStopped();
}

/// What was dropped stays until it has said goodbye. Not deleted here: one of them may be telling us.
void ProfileSession::forgetStopped()
{
    std::erase_if(m_dropped, [](auto &link) {
        if (link->state() != MqttConnection::State::Stopped)
            return false;
        link.release()->deleteLater();
        return true;
    });
}

void ProfileSession::disconnectNow()
{
    for (const auto &link : m_links)
        link->stop();
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
    const auto isStopped = [](const auto &link) { return link->state() == MqttConnection::State::Stopped; };
    if (m_closing && m_dropped.empty() && std::all_of(m_links.begin(), m_links.end(), isStopped))
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
        const MqttConnection::State state = link->state();
        status.liveApplications += state == MqttConnection::State::Live;
        connecting = connecting || (link->isUnderWay() && state != MqttConnection::State::Live);
        waiting = waiting || state == MqttConnection::State::Waiting;
        refused = refused || state == MqttConnection::State::Refused;
        if (link->problem() && (!status.problem || state == MqttConnection::State::Refused))
            status.problem = link->problem();
        if (state == MqttConnection::State::Waiting
            && (!status.nextAttemptNs || link->nextAttemptNs() < status.nextAttemptNs))
            status.nextAttemptNs = link->nextAttemptNs();
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
