// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"

#include <map>
#include <mutex>
#include <optional>

namespace Backend {

/// The readers that exports may ask. They belong to the main thread, which takes one out before it goes; the export
/// thread asks only through here. The lock is held while a question is queued, never while it is answered.
class ExportReaders
{
public:
    /// Null: from the return on this profile's reader is not used.
    void set(Domain::ProfileRef profile, Domain::HistoryReader *reader)
    {
        const std::lock_guard lock(m_mutex);
        if (reader)
            m_readers[profile] = reader;
        else
            m_readers.erase(profile);
    }

    /// nullopt: there is no reader.
    [[nodiscard]] std::optional<Domain::Call<Domain::RowsPage>>
    rows(Domain::ProfileRef profile, const Domain::FilterSpec &filter, qint64 fromSeq, qint64 untilSeq, int wanted)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_readers.find(profile);
        if (found == m_readers.end())
            return std::nullopt;
        return found->second->rows(filter, fromSeq, untilSeq, wanted);
    }

private:
    std::mutex m_mutex;
    std::map<Domain::ProfileRef, Domain::HistoryReader *> m_readers;
};

} // namespace Backend
