// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>

namespace Bench {

/// A process that publishes realistic uplinks of the application `bench` to a broker on this computer.
class Publisher
{
public:
    /// `perSecond` 0: as fast as the broker takes them.
    Publisher(quint16 port, quint32 messages, int perSecond = 0);
    ~Publisher();

    /// Waits until it is connected and has its messages made.
    bool isReady();
    void go() { m_process.write("go\n"); }

private:
    QProcess m_process;
};

/// What that process does: PORT MESSAGES RATE.
int runPublisher(const QStringList &arguments);

} // namespace Bench
