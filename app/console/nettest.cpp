// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/nettest.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace App {

using Step = Domain::ConnectionTestStep;
using State = Step::State;

namespace {

bool isSettled(State state)
{
    return state == State::Passed || state == State::Unproven || state == State::Failed || state == State::Skipped;
}

} // namespace

NetTest::NetTest(const Backend::ConnectionTestOptions &options, Services services, QThread *net)
    : m_keys(options.keys)
    , m_services(std::move(services))
    , m_steps(Backend::ConnectionProbe::stepsOf(options.profile))
    , m_probe(new Backend::ConnectionProbe(options))
{
    m_probe->moveToThread(net);
    connect(m_probe, &Backend::ConnectionProbe::stepChanged, this, &NetTest::take);
    connect(m_probe, &Backend::ConnectionProbe::finished, this, &NetTest::finishWhenSettled);
}

NetTest::~NetTest()
{
    m_probe->deleteLater();
}

void NetTest::start()
{
    QMetaObject::invokeMethod(m_probe, &Backend::ConnectionProbe::start, Qt::QueuedConnection);
}

void NetTest::take(int index, const Step &step)
{
    if (m_proven.contains(index))
        return; // the probe still listens
    m_steps[index] = step;
    Q_EMIT changed(index);
    if (step.kind == Step::Kind::Subscription && step.state == State::Listening)
        askForRights(index);
}

void NetTest::askForRights(int index)
{
    const QString application = m_steps.at(index).application;
    auto network = m_services ? m_services(m_keys.value(application)) : nullptr;
    if (!network || !network->capabilities().testFlag(Domain::Capability::ReadAccess))
        return;
    Question &question = m_questions[index];
    question.network = std::move(network);
    question.rights = question.network->rights(application);
    question.rights.then(this,
                         [this, index](const Domain::Result<Domain::Rights> &rights) { takeRights(index, rights); });
}

void NetTest::takeRights(int index, const Domain::Result<Domain::Rights> &rights)
{
    Step &step = m_steps[index];
    // Without an answer, and for a key that is not told anything, the first message decides.
    if (rights.problem || !rights.value || step.state != State::Listening)
        return;
    m_proven += index;
    if (rights.value.testFlag(Domain::Right::ReadTraffic)) {
        step.state = State::Passed;
    } else {
        step.state = State::Failed;
        step.problem = {Domain::Problem::Code::RightsMissing,
                        {step.application, QStringLiteral("RIGHT_APPLICATION_TRAFFIC_READ")},
                        {},
                        {},
                        false};
    }
    Q_EMIT changed(index);
    finishWhenSettled();
}

void NetTest::finishWhenSettled()
{
    const bool settled
        = std::all_of(m_steps.cbegin(), m_steps.cend(), [](const Step &step) { return isSettled(step.state); });
    if (settled && !std::exchange(m_finished, true))
        Q_EMIT finished();
}

} // namespace App
