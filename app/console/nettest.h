// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectiontest.h"
#include "backend/mqtt/connectionprobe.h"

namespace App {

/// A connection test for the window; the work is done in the thread of the sockets. GUI thread.
class NetTest : public Domain::ConnectionTest
{
    Q_OBJECT

public:
    /// `net` must run as long as the test.
    NetTest(const Backend::ConnectionTestOptions &options, QThread *net);
    ~NetTest() override;

    void start() override;
    [[nodiscard]] const QList<Domain::ConnectionTestStep> &steps() const override { return m_steps; }

private:
    QList<Domain::ConnectionTestStep> m_steps;
    Backend::ConnectionProbe *m_probe; ///< lives in `net`
};

} // namespace App
