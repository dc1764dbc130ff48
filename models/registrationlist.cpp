// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registrationlist.h"

#include "backend/domain/hexinput.h"
#include "backend/domain/networkapi.h"
#include "backend/domain/problemtext.h"
#include "models/meaning.h"

#include <algorithm>

namespace Models {

using Domain::Problem;
using Part = RegistrationDraft::Part;
using Field = RegistrationDraft::Field;

RegistrationList::RegistrationList(std::shared_ptr<Domain::NetworkApi> network, QObject *parent)
    : QAbstractTableModel(parent)
    , m_network(std::move(network))
{
}

RegistrationList::~RegistrationList() = default;

int RegistrationList::find(Domain::Eui devEui) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [devEui](const Entry &entry) {
        return Domain::readHex(entry.draft.devEui, Domain::Eui::byteCount).eui() == devEui;
    });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

int RegistrationList::add(Entry entry)
{
    const int row = count();
    beginInsertRows({}, row, row);
    m_entries.push_back(std::move(entry));
    endInsertRows();
    return row;
}

void RegistrationList::setDraft(int row, const RegistrationDraft &draft)
{
    Entry &entry = m_entries.at(std::size_t(row));
    if (entry.state == State::Running || entry.state == State::Registered)
        return;
    entry.draft = draft;
    setState(row, State::Waiting);
}

void RegistrationList::setProduct(int row, const QString &product)
{
    m_entries.at(std::size_t(row)).product = product;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void RegistrationList::remove(int row)
{
    if (row == m_running)
        return;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    if (m_running > row)
        --m_running;
}

void RegistrationList::clear()
{
    m_call.cancel();
    m_running = -1;
    m_all = false;
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

QString RegistrationList::mistake(int row) const
{
    const RegistrationDraft &draft = entry(row).draft;
    for (const Part part : {Part::Radio, Part::Identity, Part::Place}) {
        const Field field = draft.firstMistake(part);
        if (field != Field::None)
            return tr("%1: %2").arg(draft.title(field), draft.mistake(field, true));
    }
    return {};
}

bool RegistrationList::isReady(int row) const
{
    return entry(row).state == State::Waiting && mistake(row).isEmpty();
}

int RegistrationList::readyCount() const
{
    int ready = 0;
    for (int row = 0; row < count(); ++row)
        ready += isReady(row);
    return ready;
}

int RegistrationList::countOf(State state) const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(),
                             [state](const Entry &entry) { return entry.state == state; }));
}

// --- Work ---

void RegistrationList::registerAll()
{
    if (isRunning())
        return;
    m_all = true;
    next();
}

void RegistrationList::next()
{
    for (int row = 0; m_all && row < count(); ++row) {
        if (isReady(row)) {
            start(row);
            return;
        }
    }
    m_all = false;
    Q_EMIT finished();
}

void RegistrationList::start(int row)
{
    m_running = row;
    setState(row, State::Running);
    m_call = m_network->devices()->createDevice(entry(row).draft.device());
    m_call.then(this, [this](const Domain::Result<Domain::Done> &answer) { end(m_running, answer.problem); });
}

void RegistrationList::end(int row, const Problem &problem)
{
    m_running = -1;
    if (!problem) {
        setState(row, State::Registered);
        Q_EMIT registered(entry(row).draft.effectiveId());
    } else {
        setState(row, problem.code == Problem::Code::RegistrationIncomplete ? State::Incomplete : State::Failed,
                 problem);
    }
    next();
}

void RegistrationList::cancel()
{
    m_all = false;
    if (!isRunning())
        return;
    m_call.cancel();
    const int row = m_running;
    m_running = -1;
    setState(row, State::Cancelled);
    Q_EMIT finished();
}

void RegistrationList::cleanUp(int row, bool again)
{
    if (isRunning() || entry(row).state != State::Incomplete)
        return;
    const Problem before = entry(row).problem;
    m_running = row;
    setState(row, State::Running);
    m_call = m_network->devices()->deleteDevice(entry(row).draft.application, entry(row).draft.effectiveId());
    m_call.then(this, [this, again, before](const Domain::Result<Domain::Done> &answer) {
        const int cleaned = m_running;
        m_running = -1;
        // Gone is what it should be.
        if (!answer && answer.problem.code != Problem::Code::DeviceNotFound) {
            Problem still = before;
            still.details = Domain::problemLine(answer.problem);
            setState(cleaned, State::Incomplete, still);
            Q_EMIT finished();
            return;
        }
        if (again) {
            start(cleaned);
            return;
        }
        setState(cleaned, State::Cancelled);
        Q_EMIT finished();
    });
}

void RegistrationList::setState(int row, State state, const Problem &problem)
{
    Entry &entry = m_entries.at(std::size_t(row));
    entry.state = state;
    entry.problem = problem;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT stateChanged(row);
}

// --- Table ---

int RegistrationList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

int RegistrationList::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString RegistrationList::stateText(int row) const
{
    const Entry &shown = entry(row);
    switch (shown.state) {
    case State::Waiting: {
        const QString wrong = mistake(row);
        return wrong.isEmpty() ? tr("ready") : wrong;
    }
    case State::Running:
        return tr("registering…");
    case State::Registered:
        return tr("registered");
    case State::Failed:
    case State::Incomplete:
        return Domain::problemText(shown.problem).title;
    case State::Cancelled:
        return tr("cancelled, taken back");
    }
    return {};
}

QVariant RegistrationList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &shown = entry(index.row());
    if (role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole) {
        if (index.column() == StateColumn && shown.problem)
            return Domain::problemLine(shown.problem);
        return {};
    }
    if (role == MeaningRole) {
        if (index.column() != StateColumn)
            return int(Meaning::Plain);
        switch (shown.state) {
        case State::Waiting:
            return int(mistake(index.row()).isEmpty() ? Meaning::Quiet : Meaning::Downlink);
        case State::Registered:
            return int(Meaning::Good);
        case State::Failed:
        case State::Incomplete:
            return int(Meaning::Bad);
        case State::Running:
        case State::Cancelled:
            return int(Meaning::Quiet);
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case DevEuiColumn: {
        const auto eui = Domain::readHex(shown.draft.devEui, Domain::Eui::byteCount).eui();
        return eui ? eui->toString() : QString();
    }
    case IdColumn:
        return shown.draft.effectiveId();
    case ProductColumn:
        return shown.product;
    case StateColumn:
        return stateText(index.row());
    default:
        return {};
    }
}

QVariant RegistrationList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case DevEuiColumn:
        return tr("DevEUI");
    case IdColumn:
        return tr("Device ID");
    case ProductColumn:
        return tr("Product");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

} // namespace Models
