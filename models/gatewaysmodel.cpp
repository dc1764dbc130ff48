// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gatewaysmodel.h"

#include "backend/domain/clock.h"
#include "models/jsonscan.h"
#include "models/meaning.h"

#include <algorithm>
#include <limits>

namespace Models {

using Style = EventText::Style;

void GatewaysModel::setEvent(const Domain::TrafficEvent &event, const EventText &text)
{
    beginResetModel();
    m_text = text;
    m_rows.clear();
    for (std::size_t i = 0; i < event.gateways.size(); ++i)
        m_rows.push_back({event.gateways[i], int(i) == event.bestGateway});
    constexpr double Nothing = -std::numeric_limits<double>::infinity();
    std::stable_sort(m_rows.begin(), m_rows.end(), [Nothing](const Row &a, const Row &b) {
        if (a.best != b.best)
            return a.best;
        const double one = a.reception.snr.value_or(Nothing), other = b.reception.snr.value_or(Nothing);
        return one != other ? one > other : a.reception.rssi.value_or(Nothing) > b.reception.rssi.value_or(Nothing);
    });
    endResetModel();
}

bool GatewaysModel::isColumnEmpty(Column column) const
{
    return std::all_of(m_rows.begin(), m_rows.end(),
                       [&](const Row &row) { return text(row, column, Style::Copy).isEmpty(); });
}

int GatewaysModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int GatewaysModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString GatewaysModel::text(const Row &row, Column column, Style style) const
{
    const Domain::GatewayReception &reception = row.reception;
    const auto number = [style](const std::optional<double> &value, int decimals) {
        return value ? EventText::number(*value, decimals, style) : QString();
    };
    switch (column) {
    case Best:
        return row.best ? tr("best") : QString();
    case Gateway:
        return style == Style::Copy ? reception.id : JsonScan::visible(reception.id, 200);
    case Eui:
        return reception.eui ? reception.eui->toString() : QString();
    case Antenna:
        return reception.antenna > 0 ? QString::number(reception.antenna) : QString();
    case Rssi:
        return number(reception.rssi, 2);
    case ChannelRssi:
        return number(reception.channelRssi, 2);
    case SignalRssi:
        return number(reception.signalRssi, 2);
    case Snr:
        return number(reception.snr, 2);
    case Time:
        if (!reception.timeNs)
            return {};
        return style == Style::Copy ? QString::fromLatin1(Domain::toRfc3339(*reception.timeNs))
                                    : m_text.time(*reception.timeNs, style);
    case FineTime:
        return reception.fineTimestamp ? QString::number(*reception.fineTimestamp) : QString();
    case Latitude:
        return number(reception.latitude, 6);
    case Longitude:
        return number(reception.longitude, 6);
    case Altitude:
        return number(reception.altitude, 1);
    case Forwarder:
        return style == Style::Copy ? reception.forwarder : JsonScan::visible(reception.forwarder, 200);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant GatewaysModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const auto column = Column(index.column());
    const bool isText = column == Best || column == Gateway || column == Eui || column == Time || column == Forwarder;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column, Style::Screen);
    case InspectorRole::CopyRole:
        return text(row, column, Style::Copy);
    case Qt::ToolTipRole:
        return column == Time && row.reception.timeNs ? m_text.fullTime(*row.reception.timeNs) : QVariant();
    case Qt::TextAlignmentRole:
        return int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case InspectorRole::MonospaceRole:
        return column == Eui;
    case InspectorRole::MeaningRole:
        return int(column == Best ? Meaning::Good : Meaning::Plain);
    default:
        return {};
    }
}

QVariant GatewaysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isText
            = section == Best || section == Gateway || section == Eui || section == Time || section == Forwarder;
        return int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        switch (Column(section)) {
        case Best:
            return tr("Whose values the log shows: the highest SNR, then RSSI");
        case Rssi:
            return tr("dBm");
        case ChannelRssi:
            return tr("Signal and noise in the channel, dBm");
        case SignalRssi:
            return tr("The signal alone, dBm");
        case Snr:
            return tr("dB");
        case Time:
            return tr("The gateway's own clock");
        case FineTime:
            return tr("Nanoseconds within the second, by the gateway's precise clock");
        case Altitude:
            return tr("Metres");
        case Forwarder:
            return tr("The network that sent it on through Packet Broker: NetID, tenant, cluster");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    static const char *const titles[] = {"",
                                         QT_TR_NOOP("Gateway"),
                                         QT_TR_NOOP("EUI"),
                                         QT_TR_NOOP("Antenna"),
                                         QT_TR_NOOP("RSSI"),
                                         QT_TR_NOOP("Channel RSSI"),
                                         QT_TR_NOOP("Signal RSSI"),
                                         QT_TR_NOOP("SNR"),
                                         QT_TR_NOOP("Time"),
                                         QT_TR_NOOP("Fine time, ns"),
                                         QT_TR_NOOP("Latitude"),
                                         QT_TR_NOOP("Longitude"),
                                         QT_TR_NOOP("Altitude"),
                                         QT_TR_NOOP("Packet Broker")};
    return section == Best ? QString() : tr(titles[section]);
}

} // namespace Models
