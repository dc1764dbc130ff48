// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/domain/eventrecord.h"
#include "backend/domain/problem.h"

#include <QObject>
#include <QThread>

#include <chrono>

namespace Backend {

struct HistoryFollowerOptions
{
    QString path;
    Domain::ProfileRef profile = 0;
    Domain::Dictionary *dictionary = nullptr; ///< outlives the follower
    qint64 afterSeq = 0; ///< the newest event that is known already
    std::chrono::milliseconds interval{250};
};

/// Tells what another program adds to a history, by looking at the file four times a second in a thread of its own.
/// Never writes. The file need not exist yet. Starts at once; the signals come in the follower's thread. The destructor
/// ends the thread.
class HistoryFollower final : public QObject
{
    Q_OBJECT

public:
    explicit HistoryFollower(HistoryFollowerOptions options, QObject *parent = nullptr);
    ~HistoryFollower() override;

Q_SIGNALS:
    /// New rows in order of seq, and gap rows that changed since; at the start all that were ever revised.
    void batch(const Domain::EventBatchPtr &batch);
    /// The file cannot be read; it is tried again all the same. Told once per kind of problem.
    void failed(const Domain::Problem &problem);

private:
    QThread m_thread;
};

} // namespace Backend
