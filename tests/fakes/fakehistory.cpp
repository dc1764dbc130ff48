// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakehistory.h"

#include <memory>
#include <utility>

namespace TestSupport {

FakeReader::FakeReader() = default;
FakeReader::~FakeReader() = default;

Domain::Call<Domain::RecordPage> FakeReader::page(qint64, int)
{
    const Domain::CallSource<Domain::RecordPage> source;
    return source.call();
}

Domain::Call<Domain::CellsAnswer> FakeReader::cells(std::vector<qint64> seqs, const QString &field)
{
    CellsAsked &asked = cellsAsked.emplace_back();
    asked.seqs = std::move(seqs);
    asked.field = field;
    if (answerAtOnce)
        answerCells(asked);
    return asked.source.call();
}

Domain::Call<Domain::RawAnswer> FakeReader::raw(qint64 seq)
{
    RawAsked &asked = rawAsked.emplace_back();
    asked.seq = seq;
    if (answerAtOnce)
        asked.source.deliver({messages.value(seq), messages.contains(seq), {}});
    return asked.source.call();
}

Domain::Call<Domain::EventAnswer> FakeReader::event(qint64 seq)
{
    EventAsked &asked = eventsAsked.emplace_back();
    asked.seq = seq;
    if (answerAtOnce)
        answerEvent(asked);
    return asked.source.call();
}

Domain::Call<Domain::ScanPage> FakeReader::scan(const Domain::FilterSpec &filter, qint64 beforeSeq, int wanted,
                                                qint64 untilSeq)
{
    ScanAsked &asked = scansAsked.emplace_back();
    asked.filter = filter;
    asked.beforeSeq = beforeSeq;
    asked.wanted = wanted;
    asked.untilSeq = untilSeq;
    return asked.source.call();
}

Domain::Call<Domain::DevicesAnswer> FakeReader::devices()
{
    const Domain::CallSource<Domain::DevicesAnswer> source;
    source.deliver(known);
    return source.call();
}

Domain::Call<Domain::RowsPage> FakeReader::rows(const Domain::FilterSpec &filter, qint64 fromSeq, qint64 untilSeq, int)
{
    RowsAsked &asked = rowsAsked.emplace_back();
    asked.filter = filter;
    asked.fromSeq = fromSeq;
    asked.untilSeq = untilSeq;
    return asked.source.call();
}

void FakeReader::answerCells(const CellsAsked &asked) const
{
    Domain::CellsAnswer answer;
    for (const qint64 seq : asked.seqs) {
        if (texts.contains(seq))
            answer.cells.emplace_back(seq, texts.value(seq));
    }
    asked.source.deliver(std::move(answer));
}

void FakeReader::answerEvent(const EventAsked &asked) const
{
    asked.source.deliver({events.value(asked.seq), messages.value(asked.seq), messages.contains(asked.seq), {}});
}

Domain::EventRecord uplink(qint64 seq, Domain::DeviceRef device)
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

std::vector<Domain::EventRecord> uplinks(qint64 firstSeq, int count, Domain::DeviceRef device)
{
    std::vector<Domain::EventRecord> records;
    for (int i = 0; i < count; ++i)
        records.push_back(uplink(firstSeq + i, device));
    return records;
}

Domain::EventBatchPtr batch(Domain::ProfileRef profile, std::vector<Domain::EventRecord> records)
{
    auto result = std::make_shared<Domain::EventBatch>();
    result->profile = profile;
    result->records = std::move(records);
    return result;
}

} // namespace TestSupport
