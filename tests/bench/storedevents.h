// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/domain/eventrecord.h"
#include "backend/domain/rawmessage.h"

#include <QRandomGenerator>

#include <vector>

namespace Bench {

/// Events as they are stored when a v3 cluster has sent uplinks of 3,000 devices: about 1.3 kB each, no two alike, one
/// every 300 ms (2,000,000 are a week). The same events each time.
class StoredEvents
{
public:
    static constexpr qint64 IntervalNs = 300'000'000;

    /// The dictionary must outlive this. The first event's network time is `firstNs`.
    StoredEvents(Domain::Dictionary &dictionary, Domain::ProfileRef profile, qint64 firstNs);

    /// Adds the next event.
    void add(std::vector<Domain::EventRecord> &records, std::vector<Domain::RawMessage> &raw);

private:
    [[nodiscard]] Domain::RawMessage message(const Domain::EventRecord &record, quint32 device, quint32 gateway,
                                             quint32 factor);

    QRandomGenerator m_random{1};
    std::vector<Domain::DeviceRef> m_devices;
    std::vector<Domain::GatewayRef> m_gateways;
    std::vector<Domain::RadioRef> m_radios;
    const qint64 m_firstNs;
    qint64 m_count = 0;
};

} // namespace Bench
