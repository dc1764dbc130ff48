// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QAbstractListModel>
#include <QDateTime>

#include <functional>
#include <vector>

namespace Models {

/// What goes on out of sight, and what of it has ended: the newest last. Whoever works adds a piece of work, tells how
/// far it is and how it ended; the list can ask it to stop. Times of display are wall-clock times. GUI thread.
class BackgroundWork : public QAbstractListModel
{
    Q_OBJECT

public:
    using Id = int;
    enum class State : quint8 {
        Running,
        Stopping, ///< was asked to stop
        Done,
        Failed,
        Cancelled,
    };
    Q_ENUM(State)

    enum Role : int {
        IdRole = Qt::UserRole + 1, ///< Id
        DetailRole, ///< QString: one line below the title; may be empty
        DoneRole, ///< quint64
        TotalRole, ///< quint64; 0: not known
        StateRole, ///< State as int
        ProblemRole, ///< Domain::Problem of what failed
        CancellableRole, ///< bool
        FinishedAtRole, ///< QDateTime; invalid while it runs
        ResultRole, ///< QString: the file that was made; may be empty
    };
    Q_ENUM(Role)

    /// Ended work beyond this is forgotten, oldest first.
    static constexpr int MostEnded = 20;

    using QAbstractListModel::QAbstractListModel;

    /// Work that takes longer than some seconds, or that a person asked for. `cancel` may be empty: it cannot be
    /// stopped. It is called once at most, and the work ends by finish() or stopped() then, too.
    Id add(const QString &title, std::function<void()> cancel = {});
    /// `total` 0: nobody knows. Unknown ids are ignored, here and below.
    void setProgress(Id id, quint64 done, quint64 total, const QString &detail);
    void finish(Id id, const QString &detail, const QString &result = {});
    void fail(Id id, const Domain::Problem &problem);
    void stopped(Id id);

    /// Asks it to stop.
    void cancel(Id id);
    void cancelAll();
    /// Takes what has ended off the list.
    void forgetEnded();

    /// Running or stopping.
    [[nodiscard]] int activeCount() const;
    /// Running, and not asked to stop: what would be lost with the end of the program.
    [[nodiscard]] int runningCount() const;
    /// Active work's progress together, 0…1; negative: not known.
    [[nodiscard]] double progress() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    /// Invalid: not on the list.
    [[nodiscard]] QModelIndex find(Id id) const;

Q_SIGNALS:
    /// It is finished, has failed, or was cancelled; the row is there.
    void ended(Models::BackgroundWork::Id id);
    void activeCountChanged(int count);

private:
    struct Work
    {
        Id id = 0;
        QString title;
        QString detail;
        quint64 done = 0;
        quint64 total = 0;
        State state = State::Running;
        Domain::Problem problem;
        QDateTime endedAt;
        QString result;
        std::function<void()> cancel;

        [[nodiscard]] bool isActive() const { return state == State::Running || state == State::Stopping; }
    };

    [[nodiscard]] int row(Id id) const;
    void end(int row, State state);
    void tell(int row);
    void drop(int row);

    std::vector<Work> m_works;
    Id m_lastId = 0;
};

} // namespace Models
