// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/device.h"
#include "backend/domain/result.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace Models {

/// The same work for each of many devices, some at a time, each with an outcome of its own. Stopping begins no more of
/// them; what has begun comes to its end, so that nobody has to guess what became of it. GUI thread.
class DeviceBatch : public QObject
{
    Q_OBJECT

public:
    /// Begins the work for one device, which ends with done(). What it asks goes through follow().
    using Step = std::function<void(const QString &id)>;

    DeviceBatch(Step step, int mostAtOnce, QObject *parent = nullptr);

    void start(const QStringList &ids);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] int ended() const { return m_ended; }

    template <typename T>
    void follow(const QString &id, Domain::Call<Domain::Result<T>> call,
                std::function<void(const Domain::Result<T> &)> then)
    {
        const auto kept = std::make_shared<Domain::Call<Domain::Result<T>>>(std::move(call));
        m_calls[id] = kept; // the one before has been answered
        kept->then(this, [then = std::move(then)](const Domain::Result<T> &answer) { then(answer); });
    }
    void done(const QString &id, const Domain::Problem &problem);

    /// In the order in which they ended.
    [[nodiscard]] const QStringList &succeeded() const { return m_succeeded; }
    [[nodiscard]] const QList<Domain::DeviceOutcome> &failed() const { return m_failed; }

Q_SIGNALS:
    void progressed();
    void finished();

private:
    void beginNext();

    Step m_step;
    const int m_mostAtOnce;
    QStringList m_waiting;
    QHash<QString, std::shared_ptr<void>> m_calls;
    QStringList m_succeeded;
    QList<Domain::DeviceOutcome> m_failed;
    int m_total = 0;
    int m_begun = 0;
    int m_ended = 0;
    bool m_running = false;
};

} // namespace Models
