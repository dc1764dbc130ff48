// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/livelogmodel.h"

#include "backend/domain/dictionary.h"

#include <algorithm>

namespace Models {

using Domain::EventKind;
using Domain::EventRecord;
using Style = EventText::Style;

namespace {

bool isNumber(LiveLogModel::Column column)
{
    switch (column) {
    case LiveLogModel::FPort:
    case LiveLogModel::FCnt:
    case LiveLogModel::Rssi:
    case LiveLogModel::Snr:
    case LiveLogModel::Gateways:
    case LiveLogModel::Frequency:
    case LiveLogModel::Bytes:
    case LiveLogModel::Airtime:
    case LiveLogModel::Delay:
    case LiveLogModel::Field: // mostly one
        return true;
    default:
        return false;
    }
}

bool comesLater(LiveLogModel::Column column)
{
    return column == LiveLogModel::Payload || column == LiveLogModel::Decoded || column == LiveLogModel::DevAddr
        || column == LiveLogModel::Field;
}

/// Whether the stored message can have a text that the record has not.
bool hasStoredText(const EventRecord &record)
{
    if (record.seq < 0)
        return false;
    if (record.kind != EventKind::Uplink)
        return true;
    return record.flags
        & (EventRecord::HasPayload | EventRecord::Decoded | EventRecord::HasWarnings | EventRecord::Unreadable);
}

} // namespace

LiveLogModel::LiveLogModel(LiveLogStore *store, const Domain::Dictionary *dictionary, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_dictionary(dictionary)
{
    connect(store, &LiveLogStore::rowsAboutToBeAppended, this,
            [this](int count) { beginInsertRows({}, m_store->rowCount(), m_store->rowCount() + count - 1); });
    connect(store, &LiveLogStore::rowsAppended, this, [this](int count) {
        learnDecoded(m_store->rowCount() - count, m_store->rowCount() - 1);
        endInsertRows();
    });
    connect(store, &LiveLogStore::rowsAboutToBePrepended, this,
            [this](int count) { beginInsertRows({}, 0, count - 1); });
    connect(store, &LiveLogStore::rowsPrepended, this, [this](int count) {
        learnDecoded(0, count - 1);
        endInsertRows();
    });
    connect(store, &LiveLogStore::rowsAboutToBeRemoved, this, [this](int count) { beginRemoveRows({}, 0, count - 1); });
    connect(store, &LiveLogStore::rowsRemoved, this, [this] { endRemoveRows(); });
    connect(store, &LiveLogStore::aboutToReset, this, [this] { beginResetModel(); });
    connect(store, &LiveLogStore::wasReset, this, [this] {
        m_cells.clear();
        learnDecoded(0, m_store->rowCount() - 1);
        endResetModel();
    });
    connect(store, &LiveLogStore::rowsChanged, this, &LiveLogModel::onRowsChanged);
    connect(&m_cells, &CellCache::arrived, this, &LiveLogModel::onCellsArrived);
    learnDecoded(0, m_store->rowCount() - 1);
}

void LiveLogModel::setUtc(bool utc)
{
    if (utc == m_text.isUtc())
        return;
    m_text.setUtc(utc);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Time), {Qt::DisplayRole, CopyRole, DayRole, SpanRole});
}

void LiveLogModel::setField(const QString &path)
{
    if (path == m_cells.field())
        return;
    m_cells.setField(path);
    Q_EMIT headerDataChanged(Qt::Horizontal, Field, Field);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Payload), index(rowCount() - 1, Field), {Qt::DisplayRole, CopyRole, PendingRole});
}

void LiveLogModel::wantCells(const std::vector<int> &rows)
{
    std::vector<EventKey> keys;
    keys.reserve(rows.size());
    m_wantedFirstId = m_wantedEndId = 0;
    bool first = true;
    for (const int row : rows) {
        if (row < 0 || row >= m_store->rowCount() || !hasStoredText(m_store->record(row)))
            continue;
        keys.push_back(key(row));
        const qint64 id = m_store->firstId() + row;
        m_wantedFirstId = first ? id : std::min(m_wantedFirstId, id);
        m_wantedEndId = first ? id + 1 : std::max(m_wantedEndId, id + 1);
        first = false;
    }
    m_cells.want(std::move(keys));
}

EventKey LiveLogModel::key(int row) const
{
    return {m_store->profile(row), m_store->record(row).seq};
}

const Domain::CellText *LiveLogModel::cell(int row) const
{
    return m_cells.find(key(row));
}

void LiveLogModel::learnDecoded(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const EventRecord &record = m_store->record(row);
        if (record.kind != EventKind::Uplink || !record.has(EventRecord::Decoded))
            continue;
        if (record.device >= m_decodedPorts.size())
            m_decodedPorts.resize(std::max(m_dictionary->deviceCount(), record.device + 1));
        m_decodedPorts[record.device].set(record.fPort);
    }
}

bool LiveLogModel::decodedBefore(const EventRecord &record) const
{
    return record.device < m_decodedPorts.size() && m_decodedPorts[record.device].test(record.fPort);
}

void LiveLogModel::onRowsChanged(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_cells.forget(key(row));
    Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void LiveLogModel::onCellsArrived()
{
    const qint64 first = std::max(m_wantedFirstId, m_store->firstId());
    const qint64 end = std::min(m_wantedEndId, m_store->endId());
    if (first >= end)
        return;
    const int firstRow = int(first - m_store->firstId());
    const int lastRow = int(end - 1 - m_store->firstId());
    Q_EMIT dataChanged(index(firstRow, Payload), index(lastRow, Field),
                       {Qt::DisplayRole, Qt::ToolTipRole, CopyRole, SpanRole, PendingRole});
}

int LiveLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_store->rowCount();
}

int LiveLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LiveLogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const auto column = Column(index.column());
    const EventRecord &record = m_store->record(row);
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column, Style::Screen);
    case CopyRole:
        return cellText(row, column, Style::Copy);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case MeaningRole:
        return int(meaning(record, column));
    case SeqRole:
        return record.seq;
    case ProfileRole:
        return m_store->profile(row);
    case DayRole:
        return m_text.day(record.timeNs);
    case RowIdRole:
        return m_store->firstId() + row;
    case SpanRole: {
        if (!EventText::isSpan(record))
            return {};
        const Domain::CellText *stored = cell(row);
        return m_text.span(record, stored ? stored->decoded : QString(), Style::Screen);
    }
    case PendingRole:
        return comesLater(column) && hasStoredText(record) && !cell(row);
    default:
        return {};
    }
}

QVariant LiveLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto column = Column(section);
    switch (role) {
    case Qt::DisplayRole:
        return column == Field && !field().isEmpty() ? field() : columnTitle(column);
    case Qt::ToolTipRole:
        return columnHint(column);
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QString LiveLogModel::cellText(int row, Column column, Style style) const
{
    const EventRecord &record = m_store->record(row);
    switch (column) {
    case Payload: {
        const Domain::CellText *stored = cell(row);
        return stored && record.has(EventRecord::HasPayload) ? EventText::payload(*stored, style) : QString();
    }
    case Decoded: {
        const Domain::CellText *stored = cell(row);
        if (EventText::isSpan(record))
            return m_text.span(record, stored ? stored->decoded : QString(), style);
        return EventText::decoded(record, stored, decodedBefore(record), style);
    }
    case DevAddr: {
        const Domain::CellText *stored = cell(row);
        return stored ? stored->devAddr : QString();
    }
    case Field: {
        const Domain::CellText *stored = cell(row);
        return stored ? stored->field : QString();
    }
    case Network:
        return m_dictionary->profileName(m_store->profile(row));
    default:
        return recordText(record, column, style);
    }
}

QString LiveLogModel::recordText(const EventRecord &record, Column column, Style style) const
{
    const bool span = EventText::isSpan(record);
    switch (column) {
    case Time:
        return m_text.time(record.timeNs, style);
    case Application:
        return m_dictionary->device(record.device).application;
    case Device:
        return m_dictionary->device(record.device).device;
    case Kind:
        return EventText::kind(record, style);
    case FPort:
        return record.has(EventRecord::HasFPort) ? QString::number(record.fPort) : QString();
    case FCnt:
        return EventText::frameCounter(record, style);
    case DataRate:
        return m_dictionary->radio(record.radio).dataRate;
    case Rssi:
        return EventText::centi(record.rssiCentiDbm, style);
    case Snr:
        return EventText::centi(record.snrCentiDb, style);
    case Gateways:
        return record.gatewayCount && !span ? QString::number(record.gatewayCount) : QString();
    case DevEui: {
        const quint64 eui = m_dictionary->device(record.device).devEui;
        return eui ? Domain::Eui(eui).toString() : QString();
    }
    case BestGateway:
        return m_dictionary->gateway(record.gateway);
    case Frequency: {
        const quint64 hz = m_dictionary->radio(record.radio).frequencyHz;
        return hz ? EventText::number(double(hz) / 1e6, 6, style) : QString();
    }
    case Bytes:
        if (!record.has(EventRecord::HasPayload))
            return {};
        return record.payloadBytes < 255 ? QString::number(record.payloadBytes)
            : style == Style::Screen     ? QStringLiteral("≥255")
                                         : QStringLiteral("255");
    case Airtime:
        return record.airtimeTenthMs ? EventText::number(record.airtimeTenthMs / 10.0, 1, style) : QString();
    case Confirmed:
        return record.has(EventRecord::Confirmed) ? tr("yes") : QString();
    case Delay:
        if (span || !record.has(EventRecord::HasNetworkTime))
            return {};
        return EventText::number(double(record.receivedNs - record.timeNs) / 1e6, 0, style);
    case Network:
    case Payload:
    case Decoded:
    case DevAddr:
    case Field:
    case ColumnCount:
        break;
    }
    return {};
}

QString LiveLogModel::toolTip(int row, Column column) const
{
    const EventRecord &record = m_store->record(row);
    switch (column) {
    case Time: {
        QString tip = m_text.fullTime(record.timeNs);
        if (record.seq < 0)
            tip += u'\n' + tr("This event is shown but not stored.");
        else if (!record.has(EventRecord::HasNetworkTime) && !EventText::isSpan(record))
            tip += u'\n' + tr("When it arrived here: the message tells no time.");
        return tip;
    }
    case Kind:
        return EventText::kindHint(record);
    case FCnt:
        return EventText::frameCounterHint(record);
    default:
        return {};
    }
}

Meaning LiveLogModel::meaning(const EventRecord &record, Column column) const
{
    switch (column) {
    case Time:
        return record.seq < 0 ? Meaning::Bad : Meaning::Plain;
    case Kind:
        return EventText::kindMeaning(record);
    case FCnt:
        return record.has(EventRecord::MissedAcrossGap) ? Meaning::Quiet : Meaning::Plain;
    case Decoded:
        if (record.seq < 0 || record.has(EventRecord::Unreadable))
            return Meaning::Bad;
        if (EventText::isSpan(record))
            return EventText::kindMeaning(record);
        return record.kind == EventKind::Uplink && !record.has(EventRecord::Decoded) ? Meaning::Quiet : Meaning::Plain;
    default:
        return Meaning::Plain;
    }
}

QString LiveLogModel::columnTitle(Column column)
{
    switch (column) {
    case Time:
        return tr("Time");
    case Application:
        return tr("Application");
    case Network:
        return tr("Network");
    case Device:
        return tr("Device");
    case Kind:
        return tr("Kind");
    case FPort:
        return tr("FPort");
    case FCnt:
        return tr("FCnt");
    case DataRate:
        return tr("Data rate");
    case Rssi:
        return tr("RSSI");
    case Snr:
        return tr("SNR");
    case Gateways:
        return tr("GWs");
    case Payload:
        return tr("Payload");
    case Decoded:
        return tr("Decoded");
    case DevEui:
        return tr("DevEUI");
    case DevAddr:
        return tr("DevAddr");
    case BestGateway:
        return tr("Best gateway");
    case Frequency:
        return tr("Frequency");
    case Bytes:
        return tr("Bytes");
    case Airtime:
        return tr("Airtime");
    case Confirmed:
        return tr("Confirmed");
    case Delay:
        return tr("Delay");
    case Field:
        return tr("Decoded field");
    case ColumnCount:
        break;
    }
    return {};
}

QString LiveLogModel::columnHint(Column column)
{
    switch (column) {
    case Time:
        return tr("When the network received the frame; without a network time, when it arrived here");
    case FCnt:
        return tr(
            "Frame counter. +2: two frames before this one did not arrive. ↺: the counter went back without a join");
    case Rssi:
        return tr("Signal strength at the best gateway, dBm");
    case Snr:
        return tr("Signal-to-noise ratio at the best gateway, dB");
    case Gateways:
        return tr("How many gateways heard the frame");
    case BestGateway:
        return tr("The gateway with the highest SNR, then RSSI");
    case Frequency:
        return tr("MHz");
    case Airtime:
        return tr("Time on air, ms");
    case Bytes:
        return tr("Length of the application payload");
    case Delay:
        return tr("From the network's time to our arrival, ms");
    case Field:
        return tr("One decoded field, as sent");
    default:
        return {};
    }
}

} // namespace Models
