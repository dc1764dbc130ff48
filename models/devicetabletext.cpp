// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetablemodel.h"
#include "models/heardmodel.h"

#include <algorithm>

// What stands in the rows of *Devices*.

namespace Models {

using Column = DeviceTableColumn;
using State = DeviceTableState;
using Style = EventText::Style;

namespace {

bool isNumber(Column column)
{
    switch (column) {
    case Column::LastSeen:
    case Column::Rssi:
    case Column::Snr:
    case Column::FrameCounter:
        return true;
    default:
        return false;
    }
}

/// No line breaks or tabs from data in a cell.
QString oneLine(QString text)
{
    for (QChar &c : text) {
        if (c == u'\t' || c == u'\n' || c == u'\r')
            c = u' ';
    }
    return text;
}

QString classText(quint8 classes)
{
    QString text;
    if (classes & DeviceTableRow::ClassB)
        text += u'B';
    if (classes & DeviceTableRow::ClassC)
        text += text.isEmpty() ? QStringLiteral("C") : QStringLiteral(", C");
    return text.isEmpty() && (classes & DeviceTableRow::ClassA) ? QStringLiteral("A") : text;
}

QString activationText(DeviceTableActivation activation)
{
    switch (activation) {
    case DeviceTableActivation::OverTheAir:
        return QStringLiteral("OTAA");
    case DeviceTableActivation::Personalized:
        return QStringLiteral("ABP");
    case DeviceTableActivation::Multicast:
        return DeviceTableModel::tr("multicast");
    case DeviceTableActivation::Unknown:
        break;
    }
    return {};
}

} // namespace

QVariant DeviceTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const auto column = Column(index.column());
    const DeviceTableRow &row = device(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column, Style::Screen);
    case Qt::EditRole:
        return column == Column::Name ? row.name : QVariant();
    case CopyRole:
        return text(row, column, Style::Copy);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case MeaningRole:
        return int(meaning(row, column));
    case IdRole:
        return row.id;
    default:
        return {};
    }
}

bool DeviceTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!m_editable || role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid)
        || index.column() != int(Column::Name))
        return false;
    const QString name = value.toString().trimmed();
    const QString id = device(index.row()).id;
    if (name == device(index.row()).name)
        return false;
    Q_EMIT renameRequested(id, name);
    return true;
}

Qt::ItemFlags DeviceTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return QAbstractTableModel::flags(index);
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    return m_editable && index.column() == int(Column::Name) ? usual | Qt::ItemIsEditable : usual;
}

QVariant DeviceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= DeviceTableColumnCount)
        return {};
    const auto column = Column(section);
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(column, m_generation);
    case Qt::ToolTipRole:
        return columnHint(column, m_generation);
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QString DeviceTableModel::text(const DeviceTableRow &row, Column column, Style style) const
{
    const DeviceActivity::Device *device = heard(row);
    switch (column) {
    case Column::Id:
        return row.id;
    case Column::Name:
        return oneLine(row.name);
    case Column::DevEui:
        return row.devEui ? row.devEui->toString() : QString();
    case Column::JoinEui:
        return row.joinEui ? row.joinEui->toString() : QString();
    case Column::Activation:
        return style == Style::Copy && row.activation == DeviceTableActivation::Multicast
            ? QStringLiteral("multicast")
            : activationText(row.activation);
    case Column::Class:
        return classText(row.classes);
    case Column::LastSeen: {
        const qint64 ns = lastSeenNs(row);
        if (ns == 0)
            return {};
        if (style == Style::Copy)
            return m_text.time(ns, style);
        const QString when = HeardModel::ago(m_activity->nowNs() - ns);
        return device && device->lastHeard().joined && device->lastHeard().ns == ns ? tr("joined %1").arg(when) : when;
    }
    case Column::Rssi:
        return device ? EventText::centi(device->span.rssiCentiDbm(), style) : QString();
    case Column::Snr:
        return device ? EventText::centi(device->span.snrCentiDb(), style) : QString();
    case Column::FrameCounter: {
        std::optional<quint32> counter = device ? device->frameCounter() : std::nullopt;
        if (!counter)
            counter = row.networkFCnt;
        return counter ? QString::number(*counter) : QString();
    }
    case Column::State:
        switch (row.state) {
        case State::Silent:
            return style == Style::Copy ? QStringLiteral("silent") : tr("silent");
        case State::NeverSeen:
            return style == Style::Copy ? QStringLiteral("never seen") : tr("never seen");
        case State::Seen:
            return style == Style::Copy ? QStringLiteral("seen") : tr("not enough known");
        case State::Active:
            return style == Style::Copy ? QStringLiteral("active") : tr("active");
        case State::Unknown:
            return {};
        }
    }
    return {};
}

QString DeviceTableModel::toolTip(const DeviceTableRow &row, Column column) const
{
    const DeviceActivity::Device *device = heard(row);
    const qint64 heardNs = device ? device->lastHeard().ns : 0;
    switch (column) {
    case Column::LastSeen: {
        QStringList lines;
        if (heardNs != 0) {
            const QString time = m_text.fullTime(heardNs);
            lines << (device->lastHeard().joined ? tr("Join heard here: %1").arg(time)
                                                 : tr("Heard here: %1").arg(time));
        }
        if (row.networkNs != 0)
            lines << tr("Seen by the network: %1, as of the last refresh").arg(m_text.fullTime(row.networkNs));
        return lines.join(u'\n');
    }
    case Column::FrameCounter:
        if (device && device->frameCounter())
            return tr("Of the last uplink that was heard here");
        return row.networkFCnt ? tr("As the network told it; nothing of this session was heard here") : QString();
    case Column::State:
        return stateHint(row);
    case Column::Activation:
        if (row.activation == DeviceTableActivation::OverTheAir)
            return tr("Activated over the air: it joins");
        return row.activation == DeviceTableActivation::Personalized ? tr("Activated by personalization: it has a "
                                                                          "fixed session")
                                                                     : QString();
    case Column::Class:
        if (row.classes == DeviceTableRow::ClassNotTold)
            return {};
        return row.classes & DeviceTableRow::ClassC ? tr("Listens all the time")
            : row.classes & DeviceTableRow::ClassB  ? tr("Listens in slots, and after each uplink")
                                                    : tr("Listens after each uplink only");
    default:
        return {};
    }
}

QString DeviceTableModel::stateHint(const DeviceTableRow &row) const
{
    const DeviceActivity::Device *device = heard(row);
    switch (row.state) {
    case State::Unknown:
        return tr("Nothing of it was heard here, and the list of this network does not tell when it was last seen.");
    case State::NeverSeen:
        return tr("Nothing of it was heard here, and the network has not seen it either.");
    case State::Seen:
        if (!device)
            return tr("The network has seen it; nothing of it was heard here.");
        return tr("%1 of its intervals are known, %2 are needed. Those with a gap of ours do not count.")
            .arg(device->span.intervals())
            .arg(DeviceActivity::FewestIntervals);
    case State::Silent:
    case State::Active:
        break;
    }
    if (!device)
        return {};
    const QString usual = EventText::duration(device->span.usualIntervalNs());
    const QString limit = EventText::duration(m_activity->limitNs(*device));
    QString tip = tr("Listened for %1 since its last uplink; usually it sends every %2, and counts as silent after %3.")
                      .arg(EventText::duration(m_activity->quietNs(*device)), usual, limit);
    if (row.watched)
        tip += u'\n' + tr("The network has seen it later than we have.");
    if (!m_activity->isListening(*device))
        tip += u'\n' + tr("We do not listen now: until we do again, this stays as it is.");
    return tip;
}

Meaning DeviceTableModel::meaning(const DeviceTableRow &row, Column column) const
{
    switch (column) {
    case Column::State:
        return row.state == State::Silent ? Meaning::Bad : row.state == State::Active ? Meaning::Good : Meaning::Quiet;
    case Column::LastSeen: {
        const DeviceActivity::Device *device = heard(row);
        const bool joined = device && device->lastHeard().joined && device->lastHeard().ns == lastSeenNs(row);
        return joined ? Meaning::Join : Meaning::Plain;
    }
    case Column::JoinEui:
    case Column::Activation:
    case Column::Class:
        return Meaning::Quiet;
    default:
        return Meaning::Plain;
    }
}

QString DeviceTableModel::columnTitle(Column column, Domain::Generation generation)
{
    switch (column) {
    case Column::Id:
        return tr("ID");
    case Column::Name:
        return tr("Name");
    case Column::DevEui:
        return tr("DevEUI");
    case Column::JoinEui:
        return generation == Domain::Generation::V2 ? tr("AppEUI") : tr("JoinEUI");
    case Column::Activation:
        return tr("Activation");
    case Column::Class:
        return tr("Class");
    case Column::LastSeen:
        return tr("Last seen");
    case Column::Rssi:
        return tr("RSSI");
    case Column::Snr:
        return tr("SNR");
    case Column::FrameCounter:
        return tr("FCnt");
    case Column::State:
        return tr("State");
    }
    return {};
}

QString DeviceTableModel::columnHint(Column column, Domain::Generation generation)
{
    switch (column) {
    case Column::JoinEui:
        return generation == Domain::Generation::V2 ? tr("LoRaWAN 1.0.4 and later call it JoinEUI")
                                                    : tr("LoRaWAN up to 1.0.3 calls it AppEUI");
    case Column::Activation:
        return tr("OTAA: it joins. ABP: it has a fixed session. What the list does not tell is read for the rows in "
                  "view.");
    case Column::Class:
        return tr("When it listens for downlinks. Read for the rows in view.");
    case Column::LastSeen:
        return tr("The last uplink or join, heard here or seen by the network, whichever was later");
    case Column::Rssi:
        return tr("Of the last uplink heard here, at its best gateway, dBm");
    case Column::Snr:
        return tr("Of the last uplink heard here, at its best gateway, dB");
    case Column::FrameCounter:
        return tr("Frame counter of the last uplink");
    case Column::State:
        return tr("Silent: no uplink for several times the usual interval, while we listened");
    default:
        return {};
    }
}

} // namespace Models
