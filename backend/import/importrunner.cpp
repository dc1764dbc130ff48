// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importrunner.h"

#include "backend/domain/clock.h"
#include "backend/import/devicejson.h"

#include <algorithm>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Device;
using Domain::ImportedRow;
using Domain::Problem;
using RowState = ImportedRow::State;

/// How often changes are told.
constexpr int tellMs = 100;
/// Pauses in a row without any success; after that somebody has to look.
constexpr int mostTroubles = 6;

/// The network may answer when it is asked again.
bool isTrouble(const Problem &problem)
{
    switch (problem.code) {
    case Code::HostNotFound:
    case Code::ConnectionRefused:
    case Code::NetworkUnreachable:
    case Code::ConnectTimeout:
    case Code::SocketClosed:
    case Code::NetworkError:
    case Code::CallDeadline:
    case Code::CallInterrupted:
    case Code::ServerUnavailable:
        return true;
    default:
        return problem.retryable;
    }
}

/// Every other device would be refused for the same reason.
bool stopsAll(const Problem &problem)
{
    if (problem.code >= Code::KeyMalformed && problem.code <= Code::NotSignedIn)
        return true;
    if (problem.code >= Code::TlsHandshakeFailed && problem.code <= Code::PlaintextNotAllowed)
        return true;
    switch (problem.code) {
    case Code::RightsMissing:
    case Code::NoApplicationRights:
    case Code::ApplicationNotFound:
    case Code::HandlerNotFound:
    case Code::ServiceMissing:
    case Code::PlaintextRefused:
        return true;
    default:
        return false;
    }
}

bool saysExists(const Problem &problem, const QString &id)
{
    // v3 names the device that has the EUIs; it may be this very one.
    return problem.code == Code::IdTaken || (problem.code == Code::EuisTaken && problem.args.value(2, id) == id);
}

} // namespace

ImportClock ImportClock::system()
{
    return {[] { return Domain::steadyNs() / 1'000'000; },
            [](qint64 ms, QObject *context, std::function<void()> call) {
                QTimer::singleShot(std::chrono::milliseconds(std::max<qint64>(0, ms)), context, std::move(call));
            }};
}

ImportRunner::ImportRunner(Domain::DeviceApi *api, QString id, ImportClock clock)
    : m_api(api)
    , m_id(std::move(id))
    , m_clock(std::move(clock))
{
    m_teller.setSingleShot(true);
    m_teller.setInterval(tellMs);
    connect(&m_teller, &QTimer::timeout, this, &ImportRunner::tell);
}

ImportRunner::~ImportRunner() = default;

void ImportRunner::prepare(std::shared_ptr<const ImportPackage> package, std::vector<ImportedRow> rows,
                           std::vector<bool> open, bool resumed)
{
    m_package = std::move(package);
    m_reader = std::make_unique<RowReader>(*m_package->sheet, m_package->plan, nullptr);
    m_rows = std::move(rows);
    m_mayBeOurs = std::move(open);
    m_mayBeOurs.resize(m_rows.size());
    m_wasRemoved.assign(m_rows.size(), false);
    m_resumed = resumed;
    for (int index = 0; index < rowCount(); ++index) {
        const RowState state = m_rows[std::size_t(index)].state;
        if (state == RowState::Failed)
            ++m_failed;
        else if (state == RowState::Waiting)
            m_waiting.push_back(index);
        else
            ++m_done;
    }
    setState(m_waiting.empty() ? State::Ended : State::Ready);
}

void ImportRunner::breakOff(const Problem &problem)
{
    if (m_state == State::Preparing) {
        m_problem = problem;
        setState(State::Broken);
    } else {
        hold(problem);
    }
}

Domain::ImportRun::Progress ImportRunner::progress() const
{
    Progress out;
    const qint64 now = m_clock.nowMs();
    out.waiting = int(m_waiting.size());
    out.underWay = int(m_underWay.size());
    out.done = m_done;
    out.failed = m_failed;
    out.perMinute = m_pace.perMinute(now);
    if (out.perMinute > 0)
        out.secondsLeft = qint64((out.waiting + out.underWay) * 60.0 / out.perMinute + 0.5);
    if (m_state == State::Running)
        out.pauseSeconds = (std::max<qint64>(0, m_pace.waitMs(now)) + 999) / 1'000;
    return out;
}

void ImportRunner::start(int most)
{
    if (m_state != State::Ready && m_state != State::Stopped)
        return;
    m_problem = {};
    m_mostLeft = most > 0 ? most : -1;
    m_pace.forgetTroubles();
    setState(State::Running);
    pump();
}

void ImportRunner::stop()
{
    if (m_state != State::Running)
        return;
    setState(State::Stopping);
    endIfIdle();
}

void ImportRunner::retryFailed()
{
    for (int index = 0; index < rowCount(); ++index)
        retry(index);
}

void ImportRunner::retry(int index)
{
    ImportedRow &row = m_rows[std::size_t(index)];
    if (row.state != RowState::Failed)
        return;
    --m_failed;
    row.problem = {};
    row.ended = {};
    enqueue(index);
    setRowState(index, RowState::Waiting);
    if (m_state == State::Ended)
        setState(State::Ready);
    else if (m_state == State::Running)
        pumpAfter(0);
}

void ImportRunner::pump()
{
    if (m_state != State::Running) {
        endIfIdle();
        return;
    }
    const qint64 wait = m_pace.waitMs(m_clock.nowMs());
    if (wait > 0) {
        pumpAfter(wait);
        tellLater(-1);
        return;
    }
    while (m_state == State::Running && !m_waiting.empty() && m_mostLeft != 0
           && int(m_underWay.size()) < m_pace.mostUnderWay()) {
        const int index = m_waiting.front();
        m_waiting.pop_front();
        if (m_mostLeft > 0)
            --m_mostLeft;
        send(index);
    }
    endIfIdle();
}

void ImportRunner::pumpAfter(qint64 ms)
{
    const quint64 wake = ++m_wakes;
    m_clock.later(ms, this, [this, wake] {
        if (wake == m_wakes)
            pump();
    });
}

Device ImportRunner::deviceOf(int index) const
{
    return m_reader->read(m_package->rows[std::size_t(index)], nullptr);
}

void ImportRunner::send(int index)
{
    setRowState(index, RowState::UnderWay);
    const Device device = deviceOf(index);
    Domain::Call<DoneResult> call;
    const std::vector<QByteArray> &json = m_package->sheet->json;
    if (json.empty() || m_package->plan.generation == Domain::Generation::V2) {
        call = m_api->createDevice(device);
    } else {
        const std::size_t row = std::size_t(m_package->rows[std::size_t(index)]);
        const Domain::Result<Domain::DeviceBackup> whole
            = m_api->backupOf(DeviceJson::completed(row < json.size() ? json[row] : QByteArray(), device));
        if (!whole) {
            settle(index, RowState::Failed, whole.problem);
            return;
        }
        call = m_api->restore(whole.value, device.application, device.id);
    }
    Attempt &attempt = m_underWay[index];
    attempt.done = std::move(call);
    attempt.done.then(this, [this, index](const DoneResult &answer) { onAnswer(index, answer); });
}

void ImportRunner::onAnswer(int index, const DoneResult &answer)
{
    if (answer)
        settle(index, RowState::Done);
    else
        onRefused(index, answer.problem);
    pump();
}

void ImportRunner::onRefused(int index, const Problem &problem)
{
    const auto at = std::size_t(index);
    // It may have been registered all the same, or by half.
    if (problem.code == Code::RegistrationIncomplete || problem.code == Code::CallDeadline
        || problem.code == Code::CallInterrupted)
        m_mayBeOurs[at] = true;
    const qint64 now = m_clock.nowMs();
    if (problem.code == Code::RateLimited) {
        m_pace.limited(now, problem.args.value(0).toLongLong());
        waitAgain(index);
    } else if (stopsAll(problem)) {
        waitAgain(index);
        hold(problem);
    } else if (saysExists(problem, m_rows[at].id) && (m_resumed || m_mayBeOurs[at])) {
        look(index, problem);
    } else if (isTrouble(problem)) {
        m_pace.troubled(now);
        waitAgain(index);
        if (m_pace.troubles() > mostTroubles)
            hold(problem);
    } else {
        settle(index, RowState::Failed, problem);
    }
}

/// Whether what exists under this id is the device that was to be registered.
void ImportRunner::look(int index, const Problem &refusal)
{
    Attempt &attempt = m_underWay[index];
    attempt.look = m_api->device(m_package->plan.application, m_rows[std::size_t(index)].id, Domain::DeviceKeys::Leave);
    attempt.look.then(this, [this, index, refusal](const Domain::Result<Device> &found) {
        if (found)
            onFound(index, found.value, refusal);
        else if (found.problem.code == Code::DeviceNotFound)
            settle(index, RowState::Failed, refusal);
        else
            onRefused(index, found.problem);
        pump();
    });
}

void ImportRunner::onFound(int index, const Device &found, const Problem &refusal)
{
    const auto at = std::size_t(index);
    const Device wanted = deviceOf(index);
    const bool sameJoin = found.joinEui.value_or(Domain::Eui()) == wanted.joinEui.value_or(Domain::Eui());
    if (found.devEui != wanted.devEui || !sameJoin) {
        settle(index, RowState::Failed, refusal);
        return;
    }
    // A registration of ours that nobody saw the end of may be one by half. A device that was never heard loses nothing
    // by being registered anew; one that was heard is complete.
    const bool isV3 = m_package->plan.generation == Domain::Generation::V3;
    if (isV3 && m_mayBeOurs[at] && !m_wasRemoved[at] && !found.lastSeen.isValid())
        removeAndSend(index);
    else
        settle(index, RowState::Found);
}

void ImportRunner::removeAndSend(int index)
{
    m_wasRemoved[std::size_t(index)] = true;
    Attempt &attempt = m_underWay[index];
    attempt.done = m_api->deleteDevice(m_package->plan.application, m_rows[std::size_t(index)].id);
    attempt.done.then(this, [this, index](const DoneResult &answer) {
        if (answer || answer.problem.code == Code::DeviceNotFound) {
            waitAgain(index);
        } else {
            m_wasRemoved[std::size_t(index)] = false;
            onRefused(index, answer.problem);
        }
        pump();
    });
}

/// In the order of the sheet, so that what comes back is next.
void ImportRunner::enqueue(int index)
{
    m_waiting.insert(std::lower_bound(m_waiting.begin(), m_waiting.end(), index), index);
}

void ImportRunner::waitAgain(int index)
{
    m_underWay.erase(index);
    enqueue(index);
    if (m_mostLeft >= 0)
        ++m_mostLeft;
    setRowState(index, RowState::Waiting);
}

void ImportRunner::settle(int index, RowState state, const Problem &problem)
{
    ImportedRow &row = m_rows[std::size_t(index)];
    row.problem = problem;
    row.ended = QDateTime::fromMSecsSinceEpoch(Domain::nowNs() / 1'000'000, Qt::UTC);
    m_underWay.erase(index);
    const qint64 now = m_clock.nowMs();
    if (state == RowState::Failed) {
        ++m_failed;
        m_pace.ended(now);
    } else {
        ++m_done;
        m_pace.succeeded(now);
    }
    setRowState(index, state);
}

void ImportRunner::setRowState(int index, RowState state)
{
    ImportedRow &row = m_rows[std::size_t(index)];
    row.state = state;
    if (m_journal)
        m_journal(index, row);
    tellLater(index);
}

/// Nothing new starts until somebody has looked at it.
void ImportRunner::hold(const Problem &problem)
{
    if (m_state != State::Running && m_state != State::Stopping)
        return;
    if (!m_problem)
        m_problem = problem;
    setState(State::Stopping);
    endIfIdle();
}

void ImportRunner::endIfIdle()
{
    if (!m_underWay.empty())
        return;
    if (m_state == State::Running && m_waiting.empty())
        setState(State::Ended);
    else if (m_state == State::Stopping || (m_state == State::Running && m_mostLeft == 0))
        setState(m_waiting.empty() ? State::Ended : State::Stopped);
}

void ImportRunner::setState(State state)
{
    if (state == m_state)
        return;
    tell();
    m_state = state;
    Q_EMIT stateChanged();
    Q_EMIT progressChanged();
}

void ImportRunner::tellLater(int index)
{
    if (index >= 0)
        m_changed.insert(index);
    if (!m_teller.isActive())
        m_teller.start();
}

void ImportRunner::tell()
{
    m_teller.stop();
    const std::vector<int> rows(m_changed.begin(), m_changed.end());
    m_changed.clear();
    if (!rows.empty())
        Q_EMIT rowsChanged(rows);
    Q_EMIT progressChanged();
    // The time until the next one may start goes on while nothing changes.
    if (m_state == State::Running && m_pace.waitMs(m_clock.nowMs()) > 0)
        m_teller.start();
}

} // namespace Backend
