// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"
#include "backend/import/importpace.h"
#include "backend/import/importpackage.h"
#include "backend/import/rowreader.h"

#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace Backend {

/// Where an import finds the time; tests bring another one.
struct ImportClock
{
    std::function<qint64()> nowMs; ///< of a clock that nobody sets
    /// Calls back after so many ms, unless `context` is gone.
    std::function<void(qint64 ms, QObject *context, std::function<void()>)> later;

    [[nodiscard]] static ImportClock system();
};

/// See Domain::ImportRun. It registers what prepare() gave it, and tells each change of a row to the journal.
class ImportRunner final : public Domain::ImportRun
{
    Q_OBJECT

public:
    /// `api` must outlive it.
    ImportRunner(Domain::DeviceApi *api, QString id, ImportClock clock = ImportClock::system());
    ~ImportRunner() override;

    /// What there is to do. `rows`: one for each row of the package, with the state that they had. `open`: which of
    /// them may have been registered without our knowing; empty: none. `resumed`: it is not the first time.
    void prepare(std::shared_ptr<const ImportPackage> package, std::vector<Domain::ImportedRow> rows,
                 std::vector<bool> open, bool resumed);
    /// It cannot begin, or cannot go on: what is under way comes to its end.
    void breakOff(const Domain::Problem &problem);
    void setJournal(std::function<void(int index, const Domain::ImportedRow &)> journal)
    {
        m_journal = std::move(journal);
    }

    [[nodiscard]] QString id() const override { return m_id; }
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] Domain::Problem problem() const override { return m_problem; }
    [[nodiscard]] Progress progress() const override;
    [[nodiscard]] int rowCount() const override { return int(m_rows.size()); }
    [[nodiscard]] const Domain::ImportedRow &row(int index) const override { return m_rows[std::size_t(index)]; }
    void start(int most) override;
    void stop() override;
    void retryFailed() override;
    void retry(int index) override;

private:
    using DoneResult = Domain::Result<Domain::Done>;
    struct Attempt
    {
        Domain::Call<DoneResult> done;
        Domain::Call<Domain::Result<Domain::Device>> look;
    };

    void pump();
    void pumpAfter(qint64 ms);
    void send(int index);
    void onAnswer(int index, const DoneResult &answer);
    void onRefused(int index, const Domain::Problem &problem);
    void look(int index, const Domain::Problem &refusal);
    void onFound(int index, const Domain::Device &found, const Domain::Problem &refusal);
    void removeAndSend(int index);
    void enqueue(int index);
    void waitAgain(int index);
    void settle(int index, Domain::ImportedRow::State state, const Domain::Problem &problem = {});
    void setRowState(int index, Domain::ImportedRow::State state);
    void hold(const Domain::Problem &problem);
    void setState(State state);
    void endIfIdle();
    void tellLater(int index);
    void tell();
    [[nodiscard]] Domain::Device deviceOf(int index) const;

    Domain::DeviceApi *m_api;
    const QString m_id;
    const ImportClock m_clock;
    std::function<void(int, const Domain::ImportedRow &)> m_journal;
    std::shared_ptr<const ImportPackage> m_package;
    std::unique_ptr<RowReader> m_reader;
    std::vector<Domain::ImportedRow> m_rows;
    std::vector<bool> m_mayBeOurs; ///< what exists under this id may come from us
    std::vector<bool> m_wasRemoved; ///< once is enough
    std::deque<int> m_waiting;
    std::map<int, Attempt> m_underWay;
    ImportPace m_pace;
    State m_state = State::Preparing;
    Domain::Problem m_problem;
    int m_mostLeft = -1; ///< to start until it stops; -1: no limit
    int m_done = 0;
    int m_failed = 0;
    bool m_resumed = false;
    quint64 m_wakes = 0; ///< number of the wake that counts
    std::set<int> m_changed;
    QTimer m_teller;
};

} // namespace Backend
