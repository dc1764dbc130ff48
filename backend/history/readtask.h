// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "backend/history/readsession.h"
#include "backend/traffic/trafficcodec.h"

#include <functional>
#include <memory>

namespace Backend {

/// Makes the codec of a reader's thread.
using CodecFactory = std::function<std::unique_ptr<TrafficCodec>()>;

/// A question to the history, answered in steps of at most about 20 ms; between them it may be cancelled or overtaken.
/// Lives in the reading thread.
class ReadTask
{
public:
    enum class Priority : quint8 { Cells, Raw, Page, Scan, Rows };
    static constexpr std::size_t PriorityCount = 5;

    virtual ~ReadTask() = default;
    [[nodiscard]] virtual bool isCancelled() const = 0;
    /// True when the answer was given.
    virtual bool step(ReadSession &session, TrafficCodec &codec) = 0;

    static std::unique_ptr<ReadTask> page(Domain::CallSource<Domain::RecordPage> source, qint64 beforeSeq, int limit);
    static std::unique_ptr<ReadTask> cells(Domain::CallSource<Domain::CellsAnswer> source, std::vector<qint64> seqs,
                                           const QString &field);
    static std::unique_ptr<ReadTask> raw(Domain::CallSource<Domain::RawAnswer> source, qint64 seq);
    static std::unique_ptr<ReadTask> event(Domain::CallSource<Domain::EventAnswer> source, qint64 seq);
    static std::unique_ptr<ReadTask> scan(Domain::CallSource<Domain::ScanPage> source, const Domain::FilterSpec &filter,
                                          qint64 beforeSeq, int wanted, qint64 untilSeq);
    static std::unique_ptr<ReadTask> devices(Domain::CallSource<Domain::DevicesAnswer> source);
    static std::unique_ptr<ReadTask> rows(Domain::CallSource<Domain::RowsPage> source, const Domain::FilterSpec &filter,
                                          qint64 fromSeq, qint64 untilSeq, int wanted);
};

} // namespace Backend
