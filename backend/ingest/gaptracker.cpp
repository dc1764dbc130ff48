// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/gaptracker.h"

#include "backend/domain/clock.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace Backend {

namespace {

quint32 idOf(qint64 fromNs)
{
    return quint32((quint64(fromNs) * 0x9E3779B97F4A7C15ULL) >> 32) | 1U;
}

} // namespace

GapTracker::GapTracker(Domain::DeviceRef profileRow)
    : m_profileRow(profileRow)
{
}

std::optional<GapTracker::Row> GapTracker::lost(quint32 connection, qint64 ns, const QByteArray &cause)
{
    m_missing.insert(connection);
    if (m_open) {
        if (m_missing.size() > m_applications) {
            m_applications = int(m_missing.size());
            m_changed = true;
        }
        return std::nullopt;
    }
    m_id = idOf(ns);
    m_open = true;
    m_changed = false;
    m_cause = cause;
    m_fromNs = ns;
    m_toNs = 0;
    m_applications = 1;
    m_missedUplinks = 0;
    m_missedDevices = 0;
    return row();
}

qint64 GapTracker::live(quint32 connection, qint64 ns)
{
    m_missing.remove(connection);
    if (!m_open || !m_missing.isEmpty())
        return 0;
    m_open = false;
    m_toNs = std::max(ns, m_fromNs);
    m_changed = true;
    return m_toNs;
}

GapTracker::Row GapTracker::past(qint64 fromNs, qint64 toNs, const QByteArray &cause, int applications)
{
    m_id = idOf(fromNs);
    m_open = false;
    m_changed = false;
    m_cause = cause;
    m_fromNs = fromNs;
    m_toNs = toNs;
    m_applications = applications;
    m_missedUplinks = 0;
    m_missedDevices = 0;
    return row();
}

void GapTracker::missed(quint32 count)
{
    if (!m_id)
        return;
    m_missedUplinks += std::min(count, std::numeric_limits<quint32>::max() - m_missedUplinks);
    if (m_missedDevices < std::numeric_limits<quint16>::max())
        ++m_missedDevices;
    m_changed = true;
}

std::optional<GapTracker::Row> GapTracker::takeRevision()
{
    if (!m_changed)
        return std::nullopt;
    m_changed = false;
    return row();
}

GapTracker::Row GapTracker::row() const
{
    QJsonObject json{
        {QLatin1String("cause"), QString::fromLatin1(m_cause)},
        {QLatin1String("from"), QString::fromLatin1(Domain::toRfc3339(m_fromNs))},
        {QLatin1String("applications"), m_applications},
        {QLatin1String("missed"), qint64(m_missedUplinks)},
        {QLatin1String("devices"), int(m_missedDevices)},
    };
    if (m_toNs)
        json.insert(QLatin1String("to"), QString::fromLatin1(Domain::toRfc3339(m_toNs)));

    Row row;
    row.record.kind = Domain::EventKind::Gap;
    row.record.device = m_profileRow;
    row.record.timeNs = m_fromNs;
    row.record.receivedNs = m_toNs;
    row.record.fCnt = m_missedUplinks;
    row.record.missed = m_missedDevices;
    row.record.gatewayCount = quint8(std::min(m_applications, 255));
    row.record.group = m_id;
    row.raw.topic = QByteArrayLiteral("$console/gap");
    row.raw.payload = QJsonDocument(json).toJson(QJsonDocument::Compact);
    row.raw.receivedNs = m_fromNs;
    return row;
}

} // namespace Backend
