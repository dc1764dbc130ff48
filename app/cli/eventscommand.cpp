// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/eventscommand.h"

#include "backend/domain/problemtext.h"
#include "backend/session/pipeline.h"
#include "backend/session/profilesession.h"

#include <cerrno>
#include <chrono>
#include <cstring>

namespace App {

using namespace Domain;

namespace {

/// How long a first connection may fail before a script is told; later losses are retried without end.
constexpr auto FirstConnectionPatience = std::chrono::seconds(30);
constexpr auto ExitPatience = std::chrono::milliseconds(2'000);
/// Between the notice and the first deletion; as long as the window gives.
constexpr auto RetentionNotice = std::chrono::minutes(10);
/// More than a program stores between two looks at its history.
constexpr int TakeOverRows = 100'000;

} // namespace

/// Prints in the `ingest` thread; a slow reader of our output makes ingest wait, and with it the broker.
class EventsCommand::PrintSink : public Backend::BatchSink
{
public:
    explicit PrintSink(EventPrinter &printer)
        : m_printer(printer)
    {
    }
    void take(Backend::IngestBatch &&batch) override { m_printer.print(batch); }

private:
    EventPrinter &m_printer;
};

EventsCommand::EventsCommand(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    const auto ended = [this](int error) {
        QMetaObject::invokeMethod(
            this, [this, error] { onOutputEnded(error); }, Qt::QueuedConnection);
    };
    m_printer = std::make_unique<EventPrinter>(stdout, m_options.profile.generation, m_options.profile.name,
                                               m_options.count, ended);
    m_sink = std::make_unique<PrintSink>(*m_printer);
    m_timeLimit.setSingleShot(true);
    m_patience.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, &EventsCommand::onTimeOver);
    connect(&m_patience, &QTimer::timeout, this, [this] { end(Failed); });
}

EventsCommand::~EventsCommand() = default;

void EventsCommand::start()
{
    const bool store = !m_options.historyPath.isEmpty();
    m_pipeline = std::make_unique<Backend::Pipeline>(m_options.transport, store ? nullptr : m_sink.get());
    if (store) {
        m_pipeline->history().setTap([this](const Backend::IngestBatch &batch) { m_printer->print(batch); });
        connect(&m_pipeline->mailbox(), &Backend::BatchMailbox::ready, this, &EventsCommand::onBatches,
                Qt::QueuedConnection);
    }
    m_session = std::make_unique<Backend::ProfileSession>(
        *m_pipeline, Backend::ProfileSession::Options{m_options.profile, m_options.historyPath});
    connect(m_session.get(), &Backend::ProfileSession::historyOpened, this, &EventsCommand::onHistoryOpened);
    connect(m_session.get(), &Backend::ProfileSession::tookOver, this, &EventsCommand::onTookOver);
    connect(m_session.get(), &Backend::ProfileSession::statusChanged, this, &EventsCommand::onStatusChanged);
    connect(m_session.get(), &Backend::ProfileSession::historyStatusChanged, this,
            [this](const Backend::HistoryStatus &status) { say(status.problem); });
    connect(m_session.get(), &Backend::ProfileSession::retentionDue, this, &EventsCommand::onRetentionDue);
    connect(m_session.get(), &Backend::ProfileSession::closed, this, [this] { Q_EMIT finished(m_exitCode); });
    m_session->setCredential({}, m_options.keys);
    m_session->open();
    if (m_options.seconds > 0) {
        m_timeLimit.start(std::chrono::milliseconds(
            qint64(std::min(m_options.seconds * 1000, double(std::numeric_limits<int>::max() - 1)))));
    }
    m_patience.start(FirstConnectionPatience);
}

void EventsCommand::interrupt()
{
    end(m_options.count || m_options.seconds > 0 ? Interrupted : Done);
}

void EventsCommand::onHistoryOpened(const Problem &problem)
{
    say(problem);
    m_session->setRetention({}); // the limits of the console: who writes a history keeps it small
    if (m_session->isFollowing()) {
        m_everLive = true;
        m_patience.stop();
        // From now on: what is stored already is older than this command.
        m_newest = m_session->reader()->page(0, 1);
        m_newest.then(this, [this](const RecordPage &page) {
            m_followedFrom = m_followedTo = page.records.empty() ? 0 : page.records.back().seq;
            m_session->followFrom(m_followedTo);
        });
        return;
    }
    m_session->connectNow();
}

void EventsCommand::onTookOver()
{
    if (m_ending)
        return;
    m_session->setRetention({});
    if (m_newest.isPending()) {
        // Nothing was followed yet, so nothing is to be caught up with.
        m_newest.cancel();
        m_session->connectNow();
        return;
    }
    // The last rows of the other program may have come after the last look at its history.
    m_newest = m_session->reader()->page(0, TakeOverRows);
    m_newest.then(this, [this](const RecordPage &page) {
        for (const EventRecord &record : page.records)
            keepFollowed(record);
        m_tookOver = true;
        printFollowed();
    });
}

void EventsCommand::onRetentionDue(quint64 events)
{
    std::fprintf(stderr, "ttnc: %s\n",
                 tr("The history is larger or older than its limits: %1 events will be deleted, in ten minutes.")
                     .arg(events)
                     .toLocal8Bit()
                     .constData());
    QTimer::singleShot(RetentionNotice, this, [this] { m_session->allowRetention(); });
}

/// One order on the output, and one thread at a time that writes it.
void EventsCommand::connectWhenPrinted()
{
    if (m_tookOver && !m_ending)
        m_session->connectNow();
    m_tookOver = false;
}

void EventsCommand::onStatusChanged(const ConnectionStatus &status)
{
    switch (status.state) {
    case ConnectionStatus::State::Live:
        m_everLive = true;
        m_patience.stop();
        m_said = {};
        break;
    case ConnectionStatus::State::Refused:
        say(status.problem);
        end(Failed);
        break;
    case ConnectionStatus::State::Partly:
        say(status.problem);
        // An application that is refused from the start will not come; a later refusal leaves the others.
        if (!m_everLive && status.problem && !status.problem.retryable)
            end(Failed);
        break;
    case ConnectionStatus::State::Offline:
    case ConnectionStatus::State::Connecting:
    case ConnectionStatus::State::Waiting:
    case ConnectionStatus::State::Following:
        say(status.problem);
        break;
    }
}

void EventsCommand::onOutputEnded(int error)
{
    // A reader that has gone knows that; a full disk must be told.
    if (error && error != EPIPE) {
        say({Problem::Code::FileUnwritable,
             {tr("standard output")},
             QString::fromLocal8Bit(std::strerror(error)),
             {},
             false});
    }
    end(error ? Interrupted : Done);
}

void EventsCommand::onTimeOver()
{
    if (!m_everLive)
        end(Failed);
    else
        end(m_options.count ? Interrupted : Done);
}

void EventsCommand::onBatches()
{
    for (const EventBatchPtr &batch : m_pipeline->mailbox().take()) {
        // What we stored ourselves was printed when it was stored.
        if (!m_session->isFollowing())
            continue;
        for (const EventRecord &record : batch->records)
            keepFollowed(record);
        for (const EventRecord &record : batch->revised) {
            if (record.seq > m_followedFrom)
                m_followed.push_back(record); // a gap that is over now
        }
    }
    printFollowed();
}

void EventsCommand::keepFollowed(const EventRecord &record)
{
    if (record.seq <= m_followedTo)
        return;
    m_followedTo = record.seq;
    m_followed.push_back(record);
}

void EventsCommand::printFollowed()
{
    if (m_raw.isPending() || !m_session->reader())
        return;
    if (m_followed.empty()) {
        connectWhenPrinted();
        return;
    }
    const EventRecord record = m_followed.front();
    m_followed.pop_front();
    m_raw = m_session->reader()->raw(record.seq);
    m_raw.then(this, [this, record](const RawAnswer &answer) {
        if (answer.found) {
            m_printer->print(record, answer.message);
            m_printer->flush();
        }
        QMetaObject::invokeMethod(this, &EventsCommand::printFollowed, Qt::QueuedConnection);
    });
}

void EventsCommand::say(const Problem &problem)
{
    if (!problem || problem == m_said)
        return;
    m_said = problem;
    std::fprintf(stderr, "ttnc: %s\n", problemLine(problem).toLocal8Bit().constData());
}

void EventsCommand::end(int exitCode)
{
    if (m_ending)
        return;
    m_ending = true;
    m_exitCode = exitCode;
    m_patience.stop();
    m_timeLimit.stop();
    m_session->close();
    QTimer::singleShot(ExitPatience, this, [this] { Q_EMIT stuck(m_exitCode); });
}

} // namespace App
