// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/history.h"
#include "backend/domain/rawmessage.h"

#include <vector>

namespace Backend {

/// What ingest hands on: the rows of one profile that arrived within 50 ms. `raw[i]` belongs to `records[i]`.
struct IngestBatch
{
    Domain::ProfileRef profile = 0;
    std::vector<Domain::EventRecord> records;
    std::vector<Domain::RawMessage> raw;
    /// Gap rows that have changed; the gap is named by `group`, the seq is not known here.
    std::vector<Domain::EventRecord> revised;
    std::vector<Domain::RawMessage> revisedRaw;
    /// Frame counters that changed since they were last handed on.
    std::vector<Domain::DeviceCounter> counters;
    bool listening = false; ///< at least one connection of the profile is live

    [[nodiscard]] bool isEmpty() const { return records.empty() && revised.empty(); }
};

/// Takes the batches of ingest. Called in the `ingest` thread; may wait when it cannot follow.
class BatchSink
{
public:
    virtual ~BatchSink() = default;
    virtual void take(IngestBatch &&batch) = 0;
};

} // namespace Backend
