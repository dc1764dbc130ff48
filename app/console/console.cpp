// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"

#include "app/console/connectionorders.h"
#include "app/console/exports.h"
#include "app/console/networks.h"
#include "app/console/openprofile.h"
#include "app/keyring.h"
#include "backend/accounts/sealeddevicearchive.h"
#include "backend/accounts/sealedfiles.h"
#include "backend/accounts/secretstores.h"
#include "backend/accounts/wipe.h"
#include "backend/domain/clock.h"
#include "backend/import/deviceimporter.h"
#include "backend/session/pipeline.h"

#include <QDir>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace App {

using namespace Domain;

namespace {

constexpr auto CounterInterval = std::chrono::milliseconds(1'000);
constexpr auto RetentionNotice = std::chrono::minutes(10);
/// The rate on screen follows the last few seconds: what came longer ago counts less and less.
constexpr double RateMemoryS = 2;

} // namespace

Console::Console(Options options, QObject *parent)
    : ConsoleContext(parent)
    , m_options(std::move(options))
    , m_profileStore(m_options.paths.profilesFile())
    , m_environmentKeys(Backend::Credentials::takeFromEnvironment())
    , m_logChoices(m_options.paths.configFolder() + QLatin1String("/settings.ini"))
    , m_pipeline(std::make_unique<Backend::Pipeline>(m_options.transport))
    , m_secrets(std::make_unique<Backend::MemorySecretStore>())
    , m_connections(std::make_unique<ConnectionOrders>(*this))
{
    connect(&m_pipeline->mailbox(), &Backend::BatchMailbox::ready, this, &Console::takeBatches, Qt::QueuedConnection);
    m_exports = std::make_unique<Exports>(*this, m_work);
    m_deviceImports = std::make_unique<Backend::DeviceImporter>(
        QDir(m_options.paths.dataFolder()).filePath(QStringLiteral("imports")));
    m_networks = std::make_unique<Networks>();
    m_counterTimer.setInterval(CounterInterval);
    connect(&m_counterTimer, &QTimer::timeout, this, &Console::updateCounters);
}

Console::~Console()
{
    m_exports.reset(); // it uses readers
    // Readers and sessions use the pipeline's threads: first they go, then it.
    m_open.clear();
    m_leaving.clear();
    m_pipeline.reset();
}

void Console::start()
{
    const auto tell = [this](const Problem &problem) {
        if (problem)
            QMetaObject::invokeMethod(
                this, [this, problem] { Q_EMIT problemNoticed(0, problem); }, Qt::QueuedConnection);
    };
    tell(m_options.paths.create());
    tell(m_profileStore.load());
    tell(m_environmentKeys.problem());
    m_counterTimer.start();
    // That there is no keychain is said in the status bar, not as a problem: everything works without it.
    Backend::probeSecretStore(
        this, [this](std::unique_ptr<SecretStore> store, const Problem &) { onSecretStore(std::move(store)); });
    for (const Profile &profile : m_profileStore.profiles())
        openProfile(profile, {}, false);
    Q_EMIT profilesChanged();
}

void Console::onSecretStore(std::unique_ptr<SecretStore> store)
{
    m_secrets = std::move(store);
    m_keyring = std::make_unique<Keyring>(*m_secrets);
    m_sealedFiles = std::make_unique<Backend::SealedFiles>(m_options.paths.sealedFolder(), *m_secrets);
    m_deviceImports->setSealedFiles(m_sealedFiles.get());
    m_deviceArchive = std::make_unique<Backend::SealedDeviceArchive>(*m_sealedFiles);
    connect(m_deviceArchive.get(), &DeviceArchive::damageFound, this,
            [this](const Problem &problem) { Q_EMIT problemNoticed(0, problem); });
    m_connections->keepWaitingSecrets();
    Q_EMIT secretsArePersistentChanged();
    for (const QString &account : std::exchange(m_forgotten, {}))
        forgetSecret(account);
    for (const auto &[ref, open] : m_open) {
        if (open->sandbox)
            continue;
        if (!open->entered.isEmpty()) {
            for (const QString &application : open->session->profile().applications)
                keepSecret(ref, Backend::Credentials::account(open->session->profile().id, application), open->entered);
            Backend::wipe(open->entered);
        }
        takeCredentials(*open);
    }
}

void Console::openProfile(const Profile &profile, const QHash<QString, QByteArray> &keys, bool sandbox)
{
    const auto isSame = [&](const auto &other) { return other->session->profile().id == profile.id; };
    for (const auto &[ref, open] : m_open) {
        if (isSame(open)) {
            closeOne(ref, true); // it stays in the list, where it was
            break;
        }
    }
    if (std::any_of(m_leaving.begin(), m_leaving.end(), isSame)) {
        std::erase_if(m_waiting, [&](const Waiting &entry) { return entry.profile.id == profile.id; });
        m_waiting.push_back({m_pipeline->dictionary().internProfile(profile.name, profile.id), profile, keys, sandbox});
        return;
    }
    auto open = std::make_unique<Open>();
    open->sandbox = sandbox;
    open->session = std::make_unique<Backend::ProfileSession>(
        *m_pipeline, Backend::ProfileSession::Options{profile, m_options.paths.historyFile(profile.id)});
    Open &entry = *open;
    Backend::ProfileSession *session = open->session.get();
    const ProfileRef ref = session->ref();
    session->setCredential({}, keys);
    connect(session, &Backend::ProfileSession::historyOpened, this,
            [this, &entry](const Problem &problem) { onHistoryOpened(entry, problem); });
    connect(session, &Backend::ProfileSession::tookOver, this, [this, &entry] {
        entry.session->setRetention(m_retention);
        if (entry.loader)
            entry.loader->refresh(); // the last rows of the other program
        takeCredentials(entry);
    });
    connect(session, &Backend::ProfileSession::statusChanged, this,
            [this, ref](const ConnectionStatus &status) { Q_EMIT profileStatusChanged(ref, status); });
    connect(session, &Backend::ProfileSession::historyStatusChanged, this,
            [this, &entry, ref](const Backend::HistoryStatus &status) {
                const bool news = status.problem && !(status.problem == entry.history.problem);
                entry.history = status;
                if (news)
                    Q_EMIT problemNoticed(ref, status.problem);
                Q_EMIT countersChanged(ref, counters(ref));
            });
    connect(session, &Backend::ProfileSession::retentionDue, this, [this, ref](quint64 events) {
        Q_EMIT retentionAnnounced(ref, events);
        // Said on screen, with time to change the limits before the first event goes.
        QTimer::singleShot(RetentionNotice, this, [this, ref] {
            if (Open *due = find(ref))
                due->session->allowRetention();
        });
    });
    connect(session, &Backend::ProfileSession::historyCleared, this,
            [this, ref](const Problem &problem) { onHistoryCleared(ref, problem); });
    m_open[ref] = std::move(open);
    if (std::find(m_order.begin(), m_order.end(), ref) == m_order.end())
        m_order.push_back(ref);
    session->open();
}

void Console::onHistoryOpened(Open &open, const Problem &problem)
{
    open.historyOpen = true;
    open.history = open.session->historyStatus(); // its problem is told here, not again with each change
    open.session->setRetention(m_retention);
    if (problem)
        Q_EMIT problemNoticed(open.session->ref(), problem);
    Q_EMIT profilesChanged();
    if (HistoryReader *reader = open.session->reader()) {
        open.loader = std::make_unique<HistoryLoader>(open.session->ref(), *reader, m_log);
        connect(open.loader.get(), &HistoryLoader::newestLoaded, this, [this, &open] { onNewestLoaded(open); });
        connect(open.loader.get(), &HistoryLoader::hasOlderChanged, this, &Console::hasOlderEventsChanged);
        connect(open.loader.get(), &HistoryLoader::failed, this,
                [this, ref = open.session->ref()](const Problem &failure) { Q_EMIT problemNoticed(ref, failure); });
        open.loader->start();
    } else {
        onNewestLoaded(open);
    }
}

void Console::onHistoryCleared(ProfileRef profile, const Problem &problem)
{
    if (problem) {
        Q_EMIT problemNoticed(profile, problem);
        return;
    }
    takeBatches(); // rows from before it was cleared leave with the others
    m_log.clearProfile(profile);
    if (Open *open = find(profile); open && open->loader)
        open->loader->onCleared();
}

void Console::onNewestLoaded(Open &open)
{
    if (open.session->isFollowing() && open.loader)
        open.session->followFrom(open.loader->newestSeq());
    else
        takeCredentials(open);
}

void Console::takeCredentials(Open &open)
{
    // Both must be there: the log, so that new rows stand behind old ones, and the keys.
    if (!open.historyOpen)
        return;
    if (open.session->hasCredential()) {
        open.session->connectNow();
        Q_EMIT networksChanged(open.session->ref());
        return;
    }
    if (open.sandbox || !m_keyring)
        return;
    QHash<QString, QByteArray> keys;
    for (const QString &application : open.session->profile().applications) {
        if (const QByteArray key = m_environmentKeys.key(application); !key.isEmpty())
            keys.insert(application, key);
    }
    const ProfileRef ref = open.session->ref();
    m_keyring->collect(open.session->profile(),
                       [this, ref, keys](QHash<QString, QByteArray> stored, const Problem &problem) {
                           Open *entry = find(ref);
                           if (!entry)
                               return;
                           if (entry->session->hasCredential()) {
                               entry->session->connectNow(); // a person was faster
                               return;
                           }
                           stored.insert(keys);
                           if (problem && stored.isEmpty())
                               Q_EMIT problemNoticed(ref, problem);
                           entry->session->setCredential({}, stored);
                           entry->session->connectNow(); // says that the key is missing, if it is
                           Q_EMIT networksChanged(ref);
                       });
}

void Console::takeBatches()
{
    for (const EventBatchPtr &batch : m_pipeline->mailbox().take()) {
        Open *open = find(batch->profile);
        if (!open)
            continue; // its rows have left the log
        const EventBatchPtr fresh = withoutKnown(batch, *open);
        countShown(*open, fresh->records.size());
        m_log.append(fresh);
    }
}

/// A page of the history may have been read after a batch was stored and before the batch arrives here.
EventBatchPtr Console::withoutKnown(const EventBatchPtr &batch, const Open &open) const
{
    const qint64 loaded = open.loader ? open.loader->newestSeq() : 0;
    const auto isKnown = [&](const EventRecord &record) {
        return record.seq > 0 && record.seq <= loaded && m_log.find(batch->profile, record.seq) >= 0;
    };
    if (std::none_of(batch->records.begin(), batch->records.end(), isKnown))
        return batch;
    auto fresh = std::make_shared<EventBatch>(*batch);
    std::erase_if(fresh->records, isKnown);
    return fresh;
}

void Console::updateCounters()
{
    for (const auto &[ref, open] : m_open) {
        countShown(*open, 0);
        Q_EMIT countersChanged(ref, counters(ref));
    }
}

void Console::countShown(Open &open, std::size_t events)
{
    const qint64 now = nowNs();
    const double seconds = double(now - std::exchange(open.countedNs, now)) / 1e9;
    if (seconds > 0) // a clock that was set back says nothing
        open.rate *= std::exp(-seconds / RateMemoryS);
    open.rate += double(events) / RateMemoryS;
}

Console::Open *Console::find(ProfileRef profile) const
{
    const auto it = m_open.find(profile);
    return it == m_open.end() ? nullptr : it->second.get();
}

const Console::Waiting *Console::findWaiting(ProfileRef profile) const
{
    const auto at
        = std::find_if(m_waiting.begin(), m_waiting.end(), [=](const Waiting &entry) { return entry.ref == profile; });
    return at == m_waiting.end() ? nullptr : &*at;
}

const Dictionary &Console::dictionary() const
{
    return m_pipeline->dictionary();
}

HistoryReader *Console::reader(ProfileRef profile)
{
    const Open *open = find(profile);
    return open ? open->session->reader() : nullptr;
}

std::vector<ProfileRef> Console::profiles() const
{
    return m_order;
}

Profile Console::profile(ProfileRef profile) const
{
    const Open *open = find(profile);
    if (open)
        return open->session->profile();
    const Waiting *waiting = findWaiting(profile);
    return waiting ? waiting->profile : Profile{};
}

ConnectionStatus Console::status(ProfileRef profile) const
{
    const Open *open = find(profile);
    if (open)
        return open->session->status();
    const Waiting *waiting = findWaiting(profile);
    if (!waiting)
        return {};
    ConnectionStatus status;
    status.state = ConnectionStatus::State::Connecting;
    status.applications = int(waiting->profile.applications.size());
    return status;
}

TrafficCounters Console::counters(ProfileRef profile) const
{
    TrafficCounters counters;
    const Open *open = find(profile);
    if (!open)
        return counters;
    const Backend::MessageQueue::Depth depth = m_pipeline->queue().depth();
    counters.received = m_pipeline->ingest().received();
    counters.duplicates = m_pipeline->ingest().duplicates();
    counters.lagMessages = depth.messages;
    counters.lagBytes = depth.bytes;
    counters.readingStopped = depth.full;
    counters.storedEvents = open->history.info.events;
    counters.storedBytes = open->history.info.bytes;
    counters.unsaved = open->history.unsaved;
    counters.lost = open->history.lost;
    counters.eventsPerSecond = open->rate;
    return counters;
}

HistoryInfo Console::historyInfo(ProfileRef profile) const
{
    const Open *open = find(profile);
    return open ? open->history.info : HistoryInfo{};
}

DeviceImports &Console::deviceImports()
{
    return *m_deviceImports;
}

DeviceArchive *Console::deviceArchive()
{
    return m_deviceArchive.get();
}

std::shared_ptr<NetworkApi> Console::network(ProfileRef profile, const QString &application)
{
    const Open *open = find(profile);
    if (!open)
        return nullptr;
    const Generation generation = open->session->profile().generation;
    QByteArray key = open->sandbox && m_sandbox ? m_sandbox->userKey(generation) : QByteArray();
    const QHash<QString, QByteArray> keys = open->session->credentials();
    if (key.isEmpty())
        key = keys.value(application);
    // The network as a whole, and what is not watched, have no key of their own: most often that of the applications
    // is one of the user's.
    const QStringList &watched = open->session->profile().applications;
    if (key.isEmpty() && !watched.contains(application) && !keys.isEmpty())
        key = keys.value(watched.value(0));
    return m_networks->find(profile, open->session->profile(), application, key);
}

Gui::ExportService &Console::exports()
{
    return *m_exports;
}

bool Console::secretsArePersistent() const
{
    return m_secrets->isPersistent();
}

bool Console::hasOlderEvents() const
{
    return std::any_of(m_open.begin(), m_open.end(),
                       [](const auto &entry) { return entry.second->loader && entry.second->loader->hasOlder(); });
}

bool Console::isSandbox(ProfileRef profile) const
{
    const Open *open = find(profile);
    const Waiting *waiting = findWaiting(profile);
    return open ? open->sandbox : waiting && waiting->sandbox;
}

QStringList Console::sandboxFaults() const
{
    return m_sandbox && m_sandbox->isRunning() ? SandboxControl::faults() : QStringList();
}

Gui::ConnectionService &Console::connections()
{
    return *m_connections;
}

bool Console::sandboxFault(const QString &name) const
{
    return m_sandbox && m_sandbox->fault(name);
}

} // namespace App
