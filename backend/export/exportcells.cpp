// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/export/exportcells.h"

#include "backend/domain/clock.h"
#include "backend/export/csvtext.h"
#include "backend/traffic/eventline.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>
#include <cstdlib>

namespace Backend {

using Domain::EventKind;
using Domain::EventRecord;
using Domain::ExportColumn;

namespace {

constexpr qint64 NsPerSecond = 1'000'000'000;
constexpr qint64 QuarterSeconds = 15 * 60;

QByteArray real(const std::optional<double> &value)
{
    return value && std::isfinite(*value) ? QByteArray::number(*value, 'f', QLocale::FloatingPointShortest)
                                          : QByteArray();
}

template <typename Integer>
QByteArray whole(const std::optional<Integer> &value)
{
    return value ? QByteArray::number(*value) : QByteArray();
}

template <typename Identifier>
QByteArray hex(const std::optional<Identifier> &value)
{
    return value ? value->toString().toLatin1() : QByteArray();
}

bool isSpan(const EventRecord &record)
{
    return record.kind == EventKind::Gap || record.kind == EventKind::Lost;
}

} // namespace

const char *exportColumnName(ExportColumn column)
{
    switch (column) {
    case ExportColumn::Time:
        return "time";
    case ExportColumn::ReceivedAt:
        return "received_at";
    case ExportColumn::Network:
        return "network";
    case ExportColumn::ApplicationId:
        return "application_id";
    case ExportColumn::DeviceId:
        return "device_id";
    case ExportColumn::DevEui:
        return "dev_eui";
    case ExportColumn::DeviceAddress:
        return "dev_addr";
    case ExportColumn::Kind:
        return "kind";
    case ExportColumn::FPort:
        return "f_port";
    case ExportColumn::FCnt:
        return "f_cnt";
    case ExportColumn::Missed:
        return "missed";
    case ExportColumn::Confirmed:
        return "confirmed";
    case ExportColumn::DataRate:
        return "data_rate";
    case ExportColumn::Frequency:
        return "frequency";
    case ExportColumn::Rssi:
        return "rssi";
    case ExportColumn::Snr:
        return "snr";
    case ExportColumn::GatewayCount:
        return "gateway_count";
    case ExportColumn::BestGateway:
        return "best_gateway";
    case ExportColumn::PayloadHex:
        return "payload_hex";
    case ExportColumn::PayloadBytes:
        return "payload_bytes";
    case ExportColumn::ConsumedAirtimeMs:
        return "consumed_airtime_ms";
    case ExportColumn::DelayMs:
        return "delay_ms";
    case ExportColumn::Warnings:
        return "warnings";
    case ExportColumn::Error:
        return "error";
    case ExportColumn::Gateways:
        return "gateways";
    case ExportColumn::Normalized:
        return "normalized";
    case ExportColumn::CorrelationIds:
        return "correlation_ids";
    case ExportColumn::Topic:
        return "topic";
    }
    return "";
}

QByteArray IsoTime::text(qint64 ns)
{
    if (m_utc)
        return Domain::toRfc3339(ns);
    const qint64 seconds = ns / NsPerSecond - (ns % NsPerSecond < 0);
    const qint64 quarter = seconds / QuarterSeconds - (seconds % QuarterSeconds < 0);
    if (quarter != m_quarter) {
        m_quarter = quarter;
        m_offset = QDateTime::fromSecsSinceEpoch(seconds).offsetFromUtc();
    }
    QByteArray text = Domain::toRfc3339(ns + m_offset * NsPerSecond);
    text.chop(1); // the Z
    const int minutes = std::abs(m_offset) / 60;
    const auto twoDigits = [](int value) { return QByteArray::number(value).rightJustified(2, '0'); };
    text += m_offset < 0 ? '-' : '+';
    text += twoDigits(minutes / 60);
    text += ':';
    text += twoDigits(minutes % 60);
    return text;
}

struct ExportCells::Row
{
    const Domain::TrafficEvent &event;
    const EventRecord &record;
    const QString &network;
    const QString &bestGateway;
};

void ExportCells::appendHeads(QByteArray &out) const
{
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (i > 0)
            out += ',';
        out += exportColumnName(m_columns[i]);
    }
}

void ExportCells::append(QByteArray &out, const Domain::TrafficEvent &event, const EventRecord &record,
                         const QString &network, const QString &bestGateway)
{
    const Row row{event, record, network, bestGateway};
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (i > 0)
            out += ',';
        CsvText::appendCell(out, text(m_columns[i], row));
    }
}

QByteArray ExportCells::text(ExportColumn column, const Row &row)
{
    const Domain::TrafficEvent &event = row.event;
    const bool gap = event.kind == EventKind::Gap;
    switch (column) {
    case ExportColumn::Time:
        return m_time.text(gap ? row.record.timeNs : event.timeNs);
    case ExportColumn::ReceivedAt: {
        const qint64 ns = gap ? row.record.receivedNs : event.receivedNs;
        return ns ? m_time.text(ns) : QByteArray();
    }
    case ExportColumn::Network:
        return row.network.toUtf8();
    case ExportColumn::ApplicationId:
        return event.applicationId.toUtf8();
    case ExportColumn::DeviceId:
        return event.deviceId.toUtf8();
    case ExportColumn::DevEui:
        return hex(event.devEui);
    case ExportColumn::DeviceAddress:
        return hex(event.devAddr);
    case ExportColumn::Kind:
        return Domain::kindWord(event.kind);
    case ExportColumn::Confirmed:
        return event.confirmed ? "true" : "false";
    case ExportColumn::DataRate:
        return event.dataRate.toUtf8();
    case ExportColumn::BestGateway:
        return row.bestGateway.toUtf8();
    case ExportColumn::PayloadHex:
        return event.payload ? event.payload->toHex().toUpper() : QByteArray();
    case ExportColumn::Warnings:
        return event.warnings.join(QStringLiteral("; ")).toUtf8();
    case ExportColumn::Error:
        return event.error.toUtf8();
    case ExportColumn::Gateways:
        return event.gateways.empty() ? QByteArray() : gatewayList(event.gateways);
    case ExportColumn::Normalized:
        return event.normalized;
    case ExportColumn::CorrelationIds:
        return event.correlationIds.join(u' ').toUtf8();
    case ExportColumn::Topic:
        return event.topic;
    default:
        return number(column, row);
    }
}

QByteArray ExportCells::number(ExportColumn column, const Row &row) const
{
    const Domain::TrafficEvent &event = row.event;
    const EventRecord &record = row.record;
    switch (column) {
    case ExportColumn::FPort:
        return whole(event.fPort);
    case ExportColumn::FCnt:
        return whole(event.fCnt);
    case ExportColumn::Missed:
        return whole(missedFrames(record));
    case ExportColumn::Frequency:
        return event.frequencyHz ? QByteArray::number(event.frequencyHz) : QByteArray();
    case ExportColumn::Rssi:
        return real(event.rssi);
    case ExportColumn::Snr:
        return real(event.snr);
    case ExportColumn::GatewayCount:
        return event.gatewayCount && !isSpan(record) ? QByteArray::number(event.gatewayCount) : QByteArray();
    case ExportColumn::PayloadBytes:
        return event.payload ? QByteArray::number(event.payload->size()) : QByteArray();
    case ExportColumn::ConsumedAirtimeMs:
        return real(event.consumedAirtimeMs);
    case ExportColumn::DelayMs:
        if (isSpan(record) || !record.has(EventRecord::HasNetworkTime))
            return {};
        return real(double(record.receivedNs - record.timeNs) / 1e6);
    default:
        return {};
    }
}

} // namespace Backend
