// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace Backend {

/// Tells when the program is asked to end: SIGINT or SIGTERM; on Windows Ctrl+C, Ctrl+Break or the closing of the
/// console. At most one object at a time; in a thread with an event loop.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Backend
