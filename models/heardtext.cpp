// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/dictionary.h"
#include "models/heardmodel.h"

#include <QLocale>

#include <algorithm>

// What stands in the rows of *Heard*.

namespace Models {

using State = DeviceActivity::State;
using Style = EventText::Style;

namespace {

constexpr qint64 Second = 1'000'000'000;

bool isNumber(HeardColumn column)
{
    switch (column) {
    case HeardColumn::LastHeard:
    case HeardColumn::Interval:
    case HeardColumn::Missed:
    case HeardColumn::Rssi:
    case HeardColumn::Snr:
    case HeardColumn::Uplinks:
        return true;
    default:
        return false;
    }
}

QString interval(qint64 ns, Style style)
{
    if (style == Style::Copy)
        return EventText::number(double(ns) / Second, 2, style);
    return ns < 10 * Second ? HeardModel::tr("%1 s").arg(EventText::number(double(ns) / Second, 1, style))
                            : EventText::duration(ns);
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

} // namespace

QString HeardModel::ago(qint64 ns)
{
    const qint64 seconds = ns / Second;
    if (seconds < 1)
        return tr("now");
    if (seconds < 60)
        return tr("%1 s ago").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min ago").arg(seconds / 60);
    if (seconds < 48 * 3600)
        return tr("%1 h ago").arg(seconds / 3600);
    return tr("%1 d ago").arg(seconds / 86400);
}

QVariant HeardModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const auto column = HeardColumn(index.column());
    const DeviceActivity::Device &device = m_activity->device(m_rows[std::size_t(index.row())]);
    switch (role) {
    case Qt::DisplayRole:
        return text(device, column, Style::Screen);
    case CopyRole:
        return text(device, column, Style::Copy);
    case Qt::ToolTipRole:
        return toolTip(device, column);
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case MeaningRole:
        return int(meaning(device, column));
    case DeviceRole:
        return device.ref;
    default:
        return {};
    }
}

QVariant HeardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= HeardColumnCount)
        return {};
    const auto column = HeardColumn(section);
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(column);
    case Qt::ToolTipRole:
        return columnHint(column);
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QString HeardModel::text(const DeviceActivity::Device &device, HeardColumn column, Style style) const
{
    const Domain::Dictionary &names = *m_activity->dictionary();
    const UplinkSpan &span = device.span;
    switch (column) {
    case HeardColumn::Device:
        return oneLine(names.device(device.ref).device);
    case HeardColumn::Application:
        return oneLine(names.device(device.ref).application);
    case HeardColumn::Network:
        return oneLine(names.profileName(device.profile));
    case HeardColumn::LastHeard: {
        const auto [ns, joined] = device.lastHeard();
        if (ns == 0)
            return {};
        if (style == Style::Copy)
            return m_text.time(ns, style);
        const QString when = ago(m_activity->nowNs() - ns);
        return joined ? tr("joined %1").arg(when) : when;
    }
    case HeardColumn::Interval:
        return span.intervals() > 0 ? interval(span.usualIntervalNs(), style) : QString();
    case HeardColumn::State:
        switch (device.state) {
        case State::Silent:
            return style == Style::Copy ? QStringLiteral("silent") : tr("silent");
        case State::Active:
            return style == Style::Copy ? QStringLiteral("active") : tr("active");
        case State::Unknown:
            return style == Style::Copy ? QStringLiteral("unknown") : tr("not enough known");
        }
        return {};
    case HeardColumn::Missed: {
        if (span.uplinks() == 0)
            return {};
        const double percent = 100.0 * span.missed() / (double(span.missed()) + span.uplinks());
        return EventText::number(percent, 1, style);
    }
    case HeardColumn::Rssi:
        return EventText::centi(span.rssiCentiDbm(), style);
    case HeardColumn::Snr:
        return EventText::centi(span.snrCentiDb(), style);
    case HeardColumn::DataRate:
        return names.radio(span.radio()).dataRate;
    case HeardColumn::Uplinks:
        return QString::number(span.uplinks());
    case HeardColumn::DevEui: {
        const quint64 eui = names.device(device.ref).devEui.load(std::memory_order_relaxed);
        return eui != 0 ? Domain::Eui(eui).toString() : QString();
    }
    }
    return {};
}

QString HeardModel::toolTip(const DeviceActivity::Device &device, HeardColumn column) const
{
    const UplinkSpan &span = device.span;
    switch (column) {
    case HeardColumn::LastHeard: {
        const auto [ns, joined] = device.lastHeard();
        if (ns == 0)
            return tr("The history does not tell when.");
        QString tip = m_text.fullTime(ns);
        if (span.isEmpty())
            tip += u'\n' + tr("Before the events in the log");
        else if (joined && span.uplinks() != 0)
            tip += u'\n' + tr("Last uplink: %1").arg(m_text.fullTime(span.lastTimeNs()));
        else if (joined)
            tip += u'\n' + tr("It joined; no uplink has come since.");
        return tip;
    }
    case HeardColumn::Interval:
        if (span.intervals() == 0)
            return {};
        return span.intervals() == 1 ? tr("One interval is known.")
                                     : tr("Median of the last %1 intervals").arg(span.intervals());
    case HeardColumn::State:
        return stateHint(device);
    case HeardColumn::Missed:
        if (span.uplinks() == 0)
            return {};
        return tr("%1 missed, %2 received while we listened").arg(span.missed()).arg(span.uplinks());
    default:
        return {};
    }
}

QString HeardModel::stateHint(const DeviceActivity::Device &device) const
{
    const UplinkSpan &span = device.span;
    if (device.state == State::Unknown) {
        return tr("%1 of its intervals are known, %2 are needed. Those with a gap of ours do not count.")
            .arg(span.intervals())
            .arg(DeviceActivity::FewestIntervals);
    }
    QString tip
        = tr("Listened for %1 since its last uplink; usually it sends every %2, and counts as silent after %3.")
              .arg(EventText::duration(m_activity->quietNs(device)), interval(span.usualIntervalNs(), Style::Screen),
                   interval(m_activity->limitNs(device), Style::Screen));
    if (!m_activity->isListening(device))
        tip += u'\n' + tr("We do not listen now: until we do again, this stays as it is.");
    return tip;
}

Meaning HeardModel::meaning(const DeviceActivity::Device &device, HeardColumn column)
{
    switch (column) {
    case HeardColumn::State:
        return device.state == State::Silent ? Meaning::Bad
            : device.state == State::Active  ? Meaning::Good
                                             : Meaning::Quiet;
    case HeardColumn::LastHeard:
        return device.lastHeard().joined ? Meaning::Join : Meaning::Plain;
    case HeardColumn::Interval:
        return device.span.intervals() < DeviceActivity::FewestIntervals ? Meaning::Quiet : Meaning::Plain;
    case HeardColumn::Application:
    case HeardColumn::Network:
        return Meaning::Quiet;
    default:
        return Meaning::Plain;
    }
}

QString HeardModel::columnTitle(HeardColumn column)
{
    switch (column) {
    case HeardColumn::Device:
        return tr("Device");
    case HeardColumn::Application:
        return tr("Application");
    case HeardColumn::Network:
        return tr("Network");
    case HeardColumn::LastHeard:
        return tr("Last heard");
    case HeardColumn::Interval:
        return tr("Usual interval");
    case HeardColumn::State:
        return tr("State");
    case HeardColumn::Missed:
        return tr("Missed %");
    case HeardColumn::Rssi:
        return tr("RSSI");
    case HeardColumn::Snr:
        return tr("SNR");
    case HeardColumn::DataRate:
        return tr("Data rate");
    case HeardColumn::Uplinks:
        return tr("Uplinks");
    case HeardColumn::DevEui:
        return tr("DevEUI");
    }
    return {};
}

QString HeardModel::columnHint(HeardColumn column)
{
    switch (column) {
    case HeardColumn::LastHeard:
        return tr("The last uplink, or the join after it");
    case HeardColumn::Interval:
        return tr("Median of the last 20 intervals between uplinks, without those that have a gap of ours");
    case HeardColumn::State:
        return tr("Silent: no uplink for several times the usual interval, while we listened");
    case HeardColumn::Missed:
        return tr("Of the uplinks that were due while we listened");
    case HeardColumn::Rssi:
        return tr("Of the last uplink at its best gateway, dBm");
    case HeardColumn::Snr:
        return tr("Of the last uplink at its best gateway, dB");
    case HeardColumn::DataRate:
        return tr("Of the last uplink");
    case HeardColumn::Uplinks:
        return tr("Uplinks that were in the log");
    default:
        return {};
    }
}

} // namespace Models
