// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/relatedmodel.h"

#include "backend/domain/dictionary.h"
#include "models/eventfacts.h"

#include <QThreadPool>

#include <algorithm>

namespace Models {

using Domain::EventKind;
using Domain::EventRecord;
using Style = EventText::Style;

namespace {

bool contains(const std::vector<quint32> &groups, quint32 group)
{
    return group != 0 && std::find(groups.begin(), groups.end(), group) != groups.end();
}

bool isDownlink(EventKind kind)
{
    return kind >= EventKind::DownlinkQueued && kind <= EventKind::DownlinkInvalidated;
}

qint64 distance(const EventRecord &a, const EventRecord &b)
{
    return std::abs(a.receivedNs - b.receivedNs);
}

/// Keeps the nearest `most` in their order.
bool keepNearest(std::vector<EventRecord> &records, const EventRecord &to, std::size_t most)
{
    if (records.size() <= most)
        return false;
    std::vector<EventRecord> sorted = records;
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(most) - 1, sorted.end(),
                     [&](const EventRecord &a, const EventRecord &b) { return distance(a, to) < distance(b, to); });
    const qint64 farthest = distance(sorted[most - 1], to);
    std::erase_if(records, [&](const EventRecord &record) { return distance(record, to) > farthest; });
    if (records.size() > most)
        records.resize(most);
    return true;
}

} // namespace

RelatedModel::RelatedModel(const LiveLogStore *store, const Domain::Dictionary *dictionary, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_dictionary(dictionary)
{
}

bool RelatedModel::isLooking() const
{
    return m_look.isPending() || m_pendingReads > 0;
}

void RelatedModel::clear()
{
    m_look.cancel();
    m_reading.clear();
    m_pendingReads = 0;
    m_question = {};
    beginResetModel();
    m_rows.clear();
    m_cut = false;
    endResetModel();
    Q_EMIT changed();
}

void RelatedModel::ask(Question question, const EventText &text)
{
    m_reading.clear();
    m_pendingReads = 0;
    m_text = text;
    m_question = std::move(question);
    if (m_question.record.group != 0 && !contains(m_question.groups, m_question.record.group))
        m_question.groups.push_back(m_question.record.group);
    const bool v2 = m_question.generation == Domain::Generation::V2;
    if (EventText::isSpan(m_question.record) || m_question.record.device == 0 || (!v2 && m_question.groups.empty())) {
        clear();
        return;
    }
    lookInPool(v2);
}

void RelatedModel::lookInPool(bool last)
{
    const Domain::CallSource<Found> source;
    m_look = source.call();
    m_look.then(this, [this, last](Found found) { take(std::move(found), last); });
    Question question = m_question;
    question.reader = nullptr;
    QThreadPool::globalInstance()->start([source, snapshot = m_store->snapshot(), question = std::move(question)] {
        if (!source.isCancelled())
            source.deliver(look(snapshot, question));
    });
}

RelatedModel::Found RelatedModel::look(const LiveLogStore::Snapshot &snapshot, const Question &question)
{
    Found found;
    const EventRecord &self = question.record;
    const bool v2 = question.generation == Domain::Generation::V2;
    snapshot.forEach(snapshot.firstId(), snapshot.endId(), [&](qint64, const EventRecord &record) {
        if (record.device != self.device)
            return true;
        const bool near = distance(record, self) <= NearNs;
        if (record.seq == self.seq || (v2 ? near : contains(question.groups, record.group)))
            found.rows.push_back(record);
        else if (near && !v2 && record.seq > 0 && isDownlink(record.kind) != isDownlink(self.kind))
            found.near.push_back(record);
        return true;
    });
    // Found by a search, it may be older than the log.
    if (std::none_of(found.rows.begin(), found.rows.end(), [&](const EventRecord &r) { return r.seq == self.seq; }))
        found.rows.push_back(self);
    found.cut = keepNearest(found.rows, self, MostRows);
    keepNearest(found.near, self, MostRead / 2);
    return found;
}

void RelatedModel::take(Found found, bool last)
{
    if (last) {
        show(std::move(found));
        return;
    }
    readFurther(found);
    if (m_pendingReads == 0)
        show(std::move(found));
}

void RelatedModel::readFurther(const Found &found)
{
    m_reading.clear();
    m_pendingReads = 0;
    if (!m_question.reader)
        return;
    std::vector<EventRecord> wanted = found.near;
    for (const EventRecord &record : found.rows) {
        if (record.seq > 0 && record.seq != m_question.key.seq && int(wanted.size()) < MostRead)
            wanted.push_back(record);
    }
    m_reading.resize(wanted.size());
    m_pendingReads = int(wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        m_reading[i].record = wanted[i];
        m_reading[i].call = m_question.reader->event(wanted[i].seq);
        m_reading[i].call.then(this, [this, i](const Domain::EventAnswer &answer) {
            m_reading[i].groups = answer.event.groups;
            if (--m_pendingReads == 0)
                joinGroups();
        });
    }
}

/// Whoever shares an id brings its other ids along.
void RelatedModel::joinGroups()
{
    const std::vector<quint32> own = m_question.groups;
    for (const Reading &reading : m_reading) {
        const bool shares
            = std::any_of(reading.groups.begin(), reading.groups.end(), [&](quint32 g) { return contains(own, g); });
        if (!shares)
            continue;
        for (const quint32 group : reading.groups) {
            if (!contains(m_question.groups, group))
                m_question.groups.push_back(group);
        }
    }
    lookInPool(true);
}

void RelatedModel::show(Found found)
{
    std::stable_sort(found.rows.begin(), found.rows.end(),
                     [](const EventRecord &a, const EventRecord &b) { return a.receivedNs < b.receivedNs; });
    beginResetModel();
    m_rows = std::move(found.rows);
    m_cut = found.cut;
    endResetModel();
    Q_EMIT changed();
}

EventKey RelatedModel::key(int row) const
{
    return {m_question.key.profile, m_rows[std::size_t(row)].seq};
}

int RelatedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RelatedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RelatedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EventRecord &record = m_rows[std::size_t(index.row())];
    const int column = index.column();
    const Style style = role == InspectorRole::CopyRole ? Style::Copy : Style::Screen;
    switch (role) {
    case Qt::DisplayRole:
    case InspectorRole::CopyRole:
        switch (column) {
        case Time:
            return m_text.time(record.receivedNs, style);
        case Delay:
            return index.row() == 0
                ? QString()
                : EventFacts::delay(record.receivedNs - m_rows[std::size_t(index.row()) - 1].receivedNs, style);
        case Kind:
            return EventText::kind(record, style);
        case FPort:
            return record.has(EventRecord::HasFPort) ? QString::number(record.fPort) : QString();
        case FCnt:
            return EventText::frameCounter(record, style);
        case DataRate:
            return m_dictionary->radio(record.radio).dataRate;
        default:
            return record.seq == m_question.key.seq ? tr("this event") : QString();
        }
    case Qt::ToolTipRole:
        return column == Time ? m_text.fullTime(record.receivedNs)
            : column == Kind  ? EventText::kindHint(record)
            : column == FCnt  ? EventText::frameCounterHint(record)
                              : QString();
    case Qt::TextAlignmentRole:
        return int((column == Delay || column == FPort || column == FCnt ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    case InspectorRole::MeaningRole:
        return int(column == Kind ? EventText::kindMeaning(record) : column == Which ? Meaning::Quiet : Meaning::Plain);
    default:
        return {};
    }
}

QVariant RelatedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Delay || section == FPort || section == FCnt ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Time)
        return tr("When it arrived here");
    if (role == Qt::ToolTipRole && section == Delay)
        return tr("Since the event above");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Arrived");
    case Delay:
        return tr("Delay");
    case Kind:
        return tr("Kind");
    case FPort:
        return tr("FPort");
    case FCnt:
        return tr("FCnt");
    case DataRate:
        return tr("Data rate");
    default:
        return QString();
    }
}

} // namespace Models
