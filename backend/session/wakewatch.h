// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace Backend {

/// Notices that the computer slept: the clock on the wall went on and we did not. Connections that look alive are not
/// to be trusted then, and nobody listened meanwhile. Lives in the `net` thread.
class WakeWatch : public QObject
{
    Q_OBJECT

public:
    explicit WakeWatch(QObject *parent = nullptr);

    void start();
    /// What the timer does once a second; `nowNs` is the time of the system's clock.
    void tick(qint64 nowNs);

Q_SIGNALS:
    /// We were last awake at `sinceNs`.
    void awoke(qint64 sinceNs);

private:
    QTimer m_timer;
    qint64 m_lastNs = 0;
};

} // namespace Backend
