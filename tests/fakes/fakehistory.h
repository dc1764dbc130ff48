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

    FakeReader();
    ~FakeReader() override;

    Domain::Call<Domain::RecordPage> page(qint64, int) override;
    Domain::Call<Domain::CellsAnswer> cells(std::vector<qint64> seqs, const QString &field) override;
    Domain::Call<Domain::RawAnswer> raw(qint64 seq) override;
    Domain::Call<Domain::EventAnswer> event(qint64 seq) override;
    Domain::Call<Domain::ScanPage> scan(const Domain::FilterSpec &filter, qint64 beforeSeq, int wanted,
                                        qint64 untilSeq) override;

    Domain::Call<Domain::DevicesAnswer> devices() override;
    Domain::Call<Domain::RowsPage> rows(const Domain::FilterSpec &filter, qint64 fromSeq, qint64 untilSeq,
                                        int) override;

    void answerCells(const CellsAsked &asked) const;
    void answerEvent(const EventAsked &asked) const;

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
Domain::EventRecord uplink(qint64 seq, Domain::DeviceRef device = 0);

std::vector<Domain::EventRecord> uplinks(qint64 firstSeq, int count, Domain::DeviceRef device = 0);

Domain::EventBatchPtr batch(Domain::ProfileRef profile, std::vector<Domain::EventRecord> records);

} // namespace TestSupport
