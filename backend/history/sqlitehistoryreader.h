// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "backend/history/readtask.h"

#include <memory>

namespace Backend {

struct HistoryReaderOptions
{
    QString path;
    Domain::ProfileRef profile = 0;
    Domain::Dictionary *dictionary = nullptr; ///< outlives the reader
    CodecFactory codec; ///< called once in the reading thread
};

/// Answers from an SQLite history file in its own thread `history-read`, also while another thread or program writes
/// it. The file need not exist yet. The destructor waits for the step that is running (about 20 ms); open questions are
/// dropped.
class SqliteHistoryReader final : public Domain::HistoryReader
{
public:
    explicit SqliteHistoryReader(HistoryReaderOptions options);
    ~SqliteHistoryReader() override;

    [[nodiscard]] Domain::Call<Domain::RecordPage> page(qint64 beforeSeq, int limit) override;
    [[nodiscard]] Domain::Call<Domain::CellsAnswer> cells(std::vector<qint64> seqs, const QString &field = {}) override;
    [[nodiscard]] Domain::Call<Domain::RawAnswer> raw(qint64 seq) override;
    [[nodiscard]] Domain::Call<Domain::EventAnswer> event(qint64 seq) override;
    [[nodiscard]] Domain::Call<Domain::ScanPage> scan(const Domain::FilterSpec &filter, qint64 beforeSeq, int wanted,
                                                      qint64 untilSeq = 0) override;
    [[nodiscard]] Domain::Call<Domain::DevicesAnswer> devices() override;
    [[nodiscard]] Domain::Call<Domain::RowsPage> rows(const Domain::FilterSpec &filter, qint64 fromSeq, qint64 untilSeq,
                                                      int wanted) override;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace Backend
