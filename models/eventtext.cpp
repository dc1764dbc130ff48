// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/eventtext.h"

#include "backend/domain/filterspec.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <chrono>
#include <cmath>

namespace Models {

using Domain::EventKind;
using Domain::EventRecord;

namespace {

constexpr qint64 MsPerDay = 86'400'000;
constexpr qint64 MsPerQuarter = 900'000;
constexpr qint64 FirstJulianDay = 2'440'588; ///< 1970-01-01
constexpr auto OffsetsHold = std::chrono::seconds(5);

/// Downwards, so that times before 1970 keep their millisecond and day.
constexpr qint64 floorDiv(qint64 value, qint64 by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

QDateTime dateTime(qint64 ns, bool utc)
{
    return QDateTime::fromMSecsSinceEpoch(floorDiv(ns, 1'000'000), utc ? Qt::UTC : Qt::LocalTime);
}

/// `HH:mm:ss.zzz` of the day's milliseconds.
QString clockText(qint64 ms)
{
    QString text(QStringLiteral("00:00:00.000"));
    const auto put = [&text](qsizetype last, qsizetype digits, qint64 value) {
        for (qsizetype at = last; at > last - digits; --at, value /= 10)
            text[at] = QChar(u'0' + char16_t(value % 10));
    };
    put(1, 2, ms / 3'600'000);
    put(4, 2, ms / 60'000 % 60);
    put(7, 2, ms / 1'000 % 60);
    put(11, 3, ms % 1'000);
    return text;
}

/// `detail` has one of the words that the console itself writes into a gap.
QString gapCause(const QString &detail)
{
    if (detail.contains(QLatin1String("console closed")))
        return EventText::tr("with the console closed");
    if (detail.contains(QLatin1String("asleep")))
        return EventText::tr("with the computer asleep");
    if (detail.contains(QLatin1String("disconnected")))
        return EventText::tr("disconnected as you asked");
    return EventText::tr("without connection");
}

QString withMinus(QString text, EventText::Style style)
{
    if (style == EventText::Style::Screen)
        text.replace(QLatin1Char('-'), QChar(0x2212));
    return text;
}

} // namespace

void EventText::setUtc(bool utc)
{
    m_utc = utc;
    m_offsetsHold = {};
}

qint64 EventText::localMs(qint64 ns) const
{
    const qint64 ms = floorDiv(ns, 1'000'000);
    if (m_utc)
        return ms;
    if (m_offsetsHold.hasExpired()) {
        m_offsets = {};
        m_offsetsHold.setRemainingTime(OffsetsHold);
    }
    const qint64 quarter = floorDiv(ms, MsPerQuarter);
    Offset &offset = m_offsets[std::size_t(quarter) % m_offsets.size()];
    if (offset.quarter != quarter)
        offset = {quarter, qint64(dateTime(ns, false).offsetFromUtc()) * 1'000};
    return ms + offset.ms;
}

QString EventText::time(qint64 ns, Style style) const
{
    if (style == Style::Screen) {
        const qint64 ms = localMs(ns);
        return clockText(ms - floorDiv(ms, MsPerDay) * MsPerDay);
    }
    const QDateTime when = dateTime(ns, m_utc);
    return when.toOffsetFromUtc(when.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

QString EventText::fullTime(qint64 ns) const
{
    const QDateTime when = dateTime(ns, m_utc);
    return QLocale().toString(when.date(), QLocale::LongFormat) + u' ' + when.toString(QStringLiteral("HH:mm:ss.zzz"))
        + u' ' + when.timeZoneAbbreviation();
}

QString EventText::shortTime(qint64 ns) const
{
    return dateTime(ns, m_utc).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

qint64 EventText::day(qint64 ns) const
{
    return floorDiv(localMs(ns), MsPerDay) + FirstJulianDay;
}

QString EventText::date(qint64 ns) const
{
    return QLocale().toString(dateTime(ns, m_utc).date(), QLocale::LongFormat);
}

QString EventText::kind(const EventRecord &record, Style style)
{
    if (style == Style::Copy)
        return QString::fromLatin1(Domain::kindWord(record.kind));
    switch (record.kind) {
    case EventKind::Unknown:
        return tr("Other");
    case EventKind::Uplink:
        return record.has(EventRecord::Confirmed) ? tr("↑ Uplink ✓?") : tr("↑ Uplink");
    case EventKind::Join:
        return tr("⇄ Join");
    case EventKind::DownlinkQueued:
        return tr("↓ Queued");
    case EventKind::DownlinkSent:
        return tr("↓ Sent");
    case EventKind::DownlinkAcknowledged:
        return tr("✓ Acknowledged");
    case EventKind::DownlinkNotAcknowledged:
        return tr("✗ Not acknowledged");
    case EventKind::DownlinkFailed:
        return tr("✗ Failed");
    case EventKind::DownlinkInvalidated:
        return tr("↓ Invalidated");
    case EventKind::Location:
        return tr("◎ Location");
    case EventKind::ServiceData:
        return tr("Service");
    case EventKind::Normalized:
        return tr("Normalized");
    case EventKind::Error:
        return tr("Error");
    case EventKind::Gap:
        return tr("Gap");
    case EventKind::DeviceCreated:
        return tr("Device created");
    case EventKind::DeviceUpdated:
        return tr("Device changed");
    case EventKind::DeviceDeleted:
        return tr("Device deleted");
    case EventKind::Lost:
        return tr("Lost");
    }
    return tr("Other");
}

QString EventText::kindHint(const EventRecord &record)
{
    switch (record.kind) {
    case EventKind::Uplink:
        if (record.has(EventRecord::Repeat))
            return tr("The same message arrived before.");
        return record.has(EventRecord::Confirmed) ? tr("The device asked for an acknowledgement.") : QString();
    case EventKind::DownlinkSent:
        return tr("Taken by the gateway, before the transmission.");
    case EventKind::DownlinkInvalidated:
        return tr("Taken out of the queue: its frame counter or session is no longer valid.");
    case EventKind::Unknown:
        return tr("This version does not know what this message is; it is kept as received.");
    default:
        return {};
    }
}

Meaning EventText::kindMeaning(const EventRecord &record)
{
    switch (record.kind) {
    case EventKind::Uplink:
        return Meaning::Uplink;
    case EventKind::Join:
        return Meaning::Join;
    case EventKind::DownlinkQueued:
    case EventKind::DownlinkSent:
    case EventKind::DownlinkInvalidated:
        return Meaning::Downlink;
    case EventKind::DownlinkAcknowledged:
        return Meaning::Good;
    case EventKind::DownlinkNotAcknowledged:
    case EventKind::DownlinkFailed:
    case EventKind::Error:
    case EventKind::Lost:
        return Meaning::Bad;
    case EventKind::Location:
        return Meaning::Location;
    case EventKind::Normalized:
        return Meaning::Normalized;
    case EventKind::Gap:
    case EventKind::Unknown:
        return Meaning::Quiet;
    case EventKind::ServiceData:
    case EventKind::DeviceCreated:
    case EventKind::DeviceUpdated:
    case EventKind::DeviceDeleted:
        return Meaning::Service;
    }
    return Meaning::Quiet;
}

QString EventText::frameCounter(const EventRecord &record, Style style)
{
    if (!record.has(EventRecord::HasFCnt) || isSpan(record))
        return {};
    QString counter = QString::number(record.fCnt);
    if (style == Style::Copy)
        return counter;
    if (record.has(EventRecord::CounterReset))
        return counter + u" \u21BA";
    if (record.missed == 0)
        return counter;
    return record.has(EventRecord::MoreMissed) ? QString(counter + u" \u2265+" + QString::number(record.missed))
                                               : QString(counter + u" +" + QString::number(record.missed));
}

QString EventText::frameCounterHint(const EventRecord &record)
{
    if (record.has(EventRecord::CounterReset))
        return tr("The counter went back without a join.");
    if (record.missed == 0 || isSpan(record))
        return {};
    if (record.has(EventRecord::MissedAcrossGap))
        return record.missed == 1
            ? tr("One frame before this one was sent while we did not listen.")
            : tr("%n frames before this one were sent while we did not listen.", nullptr, record.missed);
    if (record.has(EventRecord::MoreMissed))
        return tr("At least %n frames before this one did not arrive.", nullptr, record.missed);
    return record.missed == 1 ? tr("One frame before this one did not arrive.")
                              : tr("%n frames before this one did not arrive.", nullptr, record.missed);
}

QString EventText::number(double value, int decimals, Style style)
{
    QString text = QString::number(value, 'f', decimals);
    if (decimals > 0) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    if (text == u"-0")
        text = QStringLiteral("0");
    return withMinus(text, style);
}

QString EventText::centi(qint16 value, Style style)
{
    return value == Domain::NoRadioValue ? QString() : number(value / 100.0, 2, style);
}

QString EventText::payload(const Domain::CellText &cell, Style style)
{
    // A column shows no more, but a copy takes all that is here.
    constexpr qsizetype Shown = 64;
    const bool cut = cell.payloadCut || (style == Style::Screen && cell.payload.size() > Shown);
    const QByteArray bytes = style == Style::Screen ? cell.payload.left(Shown) : cell.payload;
    QString text = QString::fromLatin1(bytes.toHex()).toUpper();
    if (cut)
        text += style == Style::Screen ? QStringLiteral("…") : QStringLiteral("...");
    return text;
}

QString EventText::decoded(const EventRecord &record, const Domain::CellText *cell, bool decodedBefore, Style style)
{
    QString text;
    if (cell) {
        if (!cell->warning.isEmpty())
            text = style == Style::Screen ? QString(u"\u26A0 " + cell->warning) : QString(u"warning: " + cell->warning);
        if (!cell->decoded.isEmpty())
            text += (text.isEmpty() ? QString() : QStringLiteral(" · ")) + cell->decoded;
        if (record.kind == EventKind::Join && !cell->devAddr.isEmpty())
            text += (text.isEmpty() ? QString() : QStringLiteral(" · ")) + tr("DevAddr %1").arg(cell->devAddr);
    }
    if (text.isEmpty() && record.kind == EventKind::Uplink && !record.has(EventRecord::Unreadable)) {
        if (!record.has(EventRecord::HasFPort))
            text = tr("no application payload");
        else if (!record.has(EventRecord::Decoded) && decodedBefore)
            text = tr("not decoded");
    }
    // No line breaks from data in a table cell.
    text.replace(u'\n', u' ');
    text.replace(u'\t', u' ');
    if (record.seq < 0)
        text = text.isEmpty() ? tr("not stored") : tr("not stored") + QStringLiteral(" · ") + text;
    return text;
}

QString EventText::duration(qint64 ns)
{
    const qint64 seconds = std::max<qint64>(0, (ns + 500'000'000) / 1'000'000'000);
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return seconds % 60 ? tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60) : tr("%1 min").arg(seconds / 60);
    const qint64 minutes = seconds / 60;
    if (minutes < 24 * 60)
        return minutes % 60 ? tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60) : tr("%1 h").arg(minutes / 60);
    const qint64 hours = minutes / 60;
    return hours % 24 ? tr("%1 d %2 h").arg(hours / 24).arg(hours % 24) : tr("%1 d").arg(hours / 24);
}

QString EventText::span(const EventRecord &record, const QString &detail, Style style) const
{
    const auto clock = [&](qint64 ns) {
        return style == Style::Copy ? time(ns, style) : dateTime(ns, m_utc).toString(QStringLiteral("HH:mm:ss"));
    };
    const QString separator = style == Style::Screen ? QStringLiteral(" · ") : QStringLiteral(", ");
    QStringList parts;
    if (record.kind == EventKind::Lost) {
        const int count = int(record.fCnt);
        parts << clock(record.timeNs);
        parts << (count == 1 ? tr("one event could not be stored and is lost")
                             : tr("%n events could not be stored and are lost", nullptr, count));
        return parts.join(separator);
    }
    const QString cause = gapCause(detail);
    if (record.receivedNs == 0) {
        parts << tr("since %1").arg(clock(record.timeNs)) << cause;
    } else {
        const bool dated = style == Style::Screen && day(record.timeNs) != day(record.receivedNs);
        const QString from = dated ? QString(date(record.timeNs) + u", " + clock(record.timeNs)) : clock(record.timeNs);
        const QString to
            = dated ? QString(date(record.receivedNs) + u", " + clock(record.receivedNs)) : clock(record.receivedNs);
        parts << from + (style == Style::Screen ? QStringLiteral(" – ") : QStringLiteral(" - ")) + to;
        parts << duration(record.receivedNs - record.timeNs) + u' ' + cause;
    }
    // A gap's gateway count is its number of applications.
    if (record.gatewayCount > 1)
        parts << tr("%n applications", nullptr, record.gatewayCount);
    if (record.fCnt > 0) {
        // One form per number here: English needs no translation file.
        const QString uplinks = record.fCnt == 1 ? tr("one uplink") : tr("%n uplinks", nullptr, int(record.fCnt));
        const QString devices = record.missed == 1 ? tr("one device") : tr("%n devices", nullptr, record.missed);
        parts << tr("by FCnt at least %1 of %2 missed").arg(uplinks, devices);
    }
    return parts.join(separator);
}

} // namespace Models
