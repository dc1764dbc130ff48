// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectiontest.h"
#include "backend/domain/networkapi.h"
#include "backend/mqtt/connectionprobe.h"

#include <functional>
#include <map>
#include <memory>

namespace App {

/// A connection test for the window; the work is done in the thread of the sockets. Where the rights of a key can be
/// asked, they prove the last step at once, instead of a first message. GUI thread.
class NetTest : public Domain::ConnectionTest
{
    Q_OBJECT

public:
    /// What manages the network with this key; null: there is nothing to ask.
    using Services = std::function<std::unique_ptr<Domain::NetworkApi>(const QByteArray &key)>;

    /// `net` must run as long as the test.
    NetTest(const Backend::ConnectionTestOptions &options, Services services, QThread *net);
    ~NetTest() override;

    void start() override;
    [[nodiscard]] const QList<Domain::ConnectionTestStep> &steps() const override { return m_steps; }

private:
    struct Question
    {
        std::unique_ptr<Domain::NetworkApi> network; ///< its call must not outlive it
        Domain::Call<Domain::Result<Domain::Rights>> rights;
    };

    void take(int index, const Domain::ConnectionTestStep &step);
    void askForRights(int index);
    void takeRights(int index, const Domain::Result<Domain::Rights> &rights);
    void finishWhenSettled();

    const QHash<QString, QByteArray> m_keys;
    const Services m_services;
    QList<Domain::ConnectionTestStep> m_steps;
    std::map<int, Question> m_questions; ///< by step
    QList<int> m_proven; ///< steps that the rights have settled
    bool m_finished = false;
    Backend::ConnectionProbe *m_probe; ///< lives in `net`
};

} // namespace App
