// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace Domain {

/// Turns Ctrl+C and a polite request to end (SIGINT, SIGTERM; on Windows the console's events) into a signal in the
/// event loop. At most one object at a time, in the main thread. A second Ctrl+C ends the process at once, as if we
/// were not there.
class InterruptSignal : public QObject
{
    Q_OBJECT

public:
    explicit InterruptSignal(QObject *parent = nullptr);
    ~InterruptSignal() override;

Q_SIGNALS:
    void interrupted();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Domain
