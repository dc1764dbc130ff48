// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/networkserver.h"
#include "backend/sandbox/rpc/stackevents.h"

#include <ttn/lorawan/v3/application_traffic.pb.h>

namespace Backend {

class StackRecords;

/// Makes events of what the sandbox's servers publish by MQTT, and keeps the records of sessions in step.
class StackTraffic
{
public:
    explicit StackTraffic(StackRecords &records)
        : m_records(records)
    {
    }

    /// Each message before it goes to the broker.
    void published(const ServerMessage &message);

private:
    using Up = ttn::lorawan::v3::ApplicationUp;

    void noteHeard(const ServerMessage &message);
    void uplink(const Up &up);
    void join(const Up &up);
    void queued(const Up &up);
    void sent(const Up &up);
    void failed(const Up &up);

    struct Shape
    {
        const char *name;
        bool reachesApplication = false;
        bool withAddress = true;
        qint64 laterNs = 0;
    };
    /// One event of a message; `data` nullptr: none.
    void tell(const Shape &shape, const Up &up, const google::protobuf::Message *data,
              const std::vector<std::string> &more = {});

    StackRecords &m_records;
};

} // namespace Backend
