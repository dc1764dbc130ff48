// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/domain/history.h"

#include <QHash>

#include <deque>

namespace TestSupport {

/// A history in memory whose answers wait until the test lets them go.
class FakeReader : public Domain::HistoryReader
{
public:
    struct CellsAsked
    {
        std::vector<qint64> seqs;
        QString field;
        Domain::CallSource<Domain::CellsAnswer> source;
    };
    struct ScanAsked
    {
        Domain::FilterSpec filter;
        qint64 beforeSeq = 0;
        int wanted = 0;
        qint64 untilSeq = 0;
        Domain::CallSource<Domain::ScanPage> source;
    };
    struct RowsAsked
    {
        Domain::FilterSpec filter;
        qint64 fromSeq = 0;
        qint64 untilSeq = 0;
        Domain::CallSource<Domain::RowsPage> source;
    };
    struct RawAsked
    {
        qint64 seq = 0;
        Domain::CallSource<Domain::RawAnswer> source;
    };

    struct EventAsked
    {
        qint64 seq = 0;
        Domain::CallSource<Domain::EventAnswer> source;
    };

    Domain::Call<Domain::RecordPage> page(qint64, int) override
    {
        const Domain::CallSource<Domain::RecordPage> source;
        return source.call();
    }
    Domain::Call<Domain::CellsAnswer> cells(std::vector<qint64> seqs, const QString &field) override
    {
        CellsAsked &asked = cellsAsked.emplace_back();
        asked.seqs = std::move(seqs);
        asked.field = field;
        if (answerAtOnce)
            answerCells(asked);
        return asked.source.call();
    }
    Domain::Call<Domain::RawAnswer> raw(qint64 seq) override
    {
        RawAsked &asked = rawAsked.emplace_back();
        asked.seq = seq;
        if (answerAtOnce)
            asked.source.deliver({messages.value(seq), messages.contains(seq), {}});
        return asked.source.call();
    }
    Domain::Call<Domain::EventAnswer> event(qint64 seq) override
    {
        EventAsked &asked = eventsAsked.emplace_back();
        asked.seq = seq;
        if (answerAtOnce)
            answerEvent(asked);
        return asked.source.call();
    }
    Domain::Call<Domain::ScanPage> scan(const Domain::FilterSpec &filter, qint64 beforeSeq, int wanted,
                                        qint64 untilSeq) override
    {
        ScanAsked &asked = scansAsked.emplace_back();
        asked.filter = filter;
        asked.beforeSeq = beforeSeq;
        asked.wanted = wanted;
        asked.untilSeq = untilSeq;
        return asked.source.call();
    }

    Domain::Call<Domain::DevicesAnswer> devices() override
    {
        const Domain::CallSource<Domain::DevicesAnswer> source;
        source.deliver(known);
        return source.call();
    }
    Domain::Call<Domain::RowsPage> rows(const Domain::FilterSpec &filter, qint64 fromSeq, qint64 untilSeq, int) override
    {
        RowsAsked &asked = rowsAsked.emplace_back();
        asked.filter = filter;
        asked.fromSeq = fromSeq;
        asked.untilSeq = untilSeq;
        return asked.source.call();
    }

    void answerCells(const CellsAsked &asked) const
    {
        Domain::CellsAnswer answer;
        for (const qint64 seq : asked.seqs) {
            if (texts.contains(seq))
                answer.cells.emplace_back(seq, texts.value(seq));
        }
        asked.source.deliver(std::move(answer));
    }

    void answerEvent(const EventAsked &asked) const
    {
        asked.source.deliver({events.value(asked.seq), messages.value(asked.seq), messages.contains(asked.seq), {}});
    }

    QHash<qint64, Domain::CellText> texts;
    QHash<qint64, Domain::TrafficEvent> events; ///< what `messages` say
    QHash<qint64, Domain::RawMessage> messages;
    Domain::DevicesAnswer known;
    bool answerAtOnce = false;
    std::deque<CellsAsked> cellsAsked;
    std::deque<ScanAsked> scansAsked;
    std::deque<RowsAsked> rowsAsked;
    std::deque<RawAsked> rawAsked;
    std::deque<EventAsked> eventsAsked;
};

/// An uplink that arrived `seq` seconds after 2026-11-20T10:00:00Z.
inline Domain::EventRecord uplink(qint64 seq, Domain::DeviceRef device = 0)
{
    Domain::EventRecord record;
    record.seq = seq;
    record.kind = Domain::EventKind::Uplink;
    record.device = device;
    record.timeNs = qint64(1'795'168'800) * 1'000'000'000 + seq * 1'000'000'000;
    record.receivedNs = record.timeNs + 20'000'000;
    record.set(Domain::EventRecord::HasNetworkTime);
    record.set(Domain::EventRecord::HasFPort);
    record.set(Domain::EventRecord::HasFCnt);
    record.set(Domain::EventRecord::HasPayload);
    record.fPort = 2;
    record.fCnt = quint32(seq);
    return record;
}

inline std::vector<Domain::EventRecord> uplinks(qint64 firstSeq, int count, Domain::DeviceRef device = 0)
{
    std::vector<Domain::EventRecord> records;
    for (int i = 0; i < count; ++i)
        records.push_back(uplink(firstSeq + i, device));
    return records;
}

inline Domain::EventBatchPtr batch(Domain::ProfileRef profile, std::vector<Domain::EventRecord> records)
{
    auto result = std::make_shared<Domain::EventBatch>();
    result->profile = profile;
    result->records = std::move(records);
    return result;
}

} // namespace TestSupport
