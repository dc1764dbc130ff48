// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectiontesttext.h"

#include "backend/domain/problemtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace Models {

using Domain::Profile;
using Step = Domain::ConnectionTestStep;
using Kind = Step::Kind;
using State = Step::State;

namespace {

/// A certificate may call itself anything.
constexpr qsizetype LongestFact = 120;
constexpr int ShownAddresses = 4;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionTest)

public:
    static QString title(const Step &step);
    static QString state(State state);
    static QString running(const Step &step, const Profile &profile);
    static QString passed(const Step &step, const Profile &profile);
    static QString skipped(const Step &step, const Profile &profile);
    static QString unproven(int seconds)
    {
        return tr("Subscribed, but no message came within %1 s. That proves nothing: a "
                  "server also accepts a subscription with a key that may not read.")
            .arg(seconds);
    }
    static QString unprovenAdvice(const Profile &profile);
    static QString verdictRunning() { return tr("Testing…"); }
    static QString verdictGood() { return tr("Everything works."); }
    static QString verdictUnproven() { return tr("Connected. The right to read is proven by the first message."); }
    static QString verdictFailed(const QString &step) { return tr("It fails at: %1").arg(step); }
};

QString fact(const Step &step, int index)
{
    const QString text = step.facts.value(index).simplified();
    return text.size() > LongestFact ? QString(text.left(LongestFact) + u'…') : text;
}

QString Words::title(const Step &step)
{
    switch (step.kind) {
    case Kind::Name:
        return tr("Name");
    case Kind::Tcp:
        return tr("Connection");
    case Kind::Tls:
        return tr("Encryption");
    case Kind::Login:
        return tr("Login: %1").arg(step.application);
    case Kind::Subscription:
        return tr("Events: %1").arg(step.application);
    }
    return {};
}

QString Words::state(State state)
{
    switch (state) {
    case State::Waiting:
        return {};
    case State::Running:
        return tr("running");
    case State::Passed:
        return tr("passed");
    case State::Listening:
        return tr("listening");
    case State::Unproven:
        return tr("not proven");
    case State::Failed:
        return tr("failed");
    case State::Skipped:
        return tr("skipped");
    }
    return {};
}

QString Words::running(const Step &step, const Profile &profile)
{
    switch (step.kind) {
    case Kind::Name:
        return tr("Looking for the address of %1…").arg(profile.mqtt.host);
    case Kind::Tcp:
        return tr("Connecting to port %1…").arg(profile.mqtt.port);
    case Kind::Tls:
        return tr("Asking for the certificate…");
    case Kind::Login:
        return tr("Logging in as %1…").arg(profile.userName(step.application));
    case Kind::Subscription:
        return tr("Subscribing…");
    }
    return {};
}

QString Words::passed(const Step &step, const Profile &profile)
{
    switch (step.kind) {
    case Kind::Name: {
        if (step.facts == QStringList{profile.mqtt.host})
            return tr("%1 is an address, no name.").arg(profile.mqtt.host);
        QStringList addresses;
        for (int i = 0; i < std::min(int(step.facts.size()), ShownAddresses); ++i)
            addresses += fact(step, i);
        return tr("%1 is %2.").arg(profile.mqtt.host, addresses.join(QStringLiteral(", ")));
    }
    case Kind::Tcp:
        return tr("%1 accepts connections on port %2.").arg(fact(step, 0)).arg(profile.mqtt.port);
    case Kind::Tls: {
        using Trust = Domain::TrustPolicy::Kind;
        const Trust trust = profile.mqtt.trust ? profile.mqtt.trust->kind : Trust::System;
        const QString who = trust == Trust::Pin ? tr("it is the pinned one")
            : trust == Trust::Ca                ? tr("your certificate authority vouches for it")
                                                : tr("this computer trusts it");
        return tr("%1, certificate for “%2” by “%3”, valid until %4; %5.")
            .arg(fact(step, 0), fact(step, 1), fact(step, 2), fact(step, 3), who);
    }
    case Kind::Login:
        return tr("The server accepts the user name %1 with this key.").arg(fact(step, 0));
    case Kind::Subscription:
        return step.facts.isEmpty()
            ? tr("Subscribed, and the key has the right to read traffic (RIGHT_APPLICATION_TRAFFIC_READ).")
            : tr("A message came, so the key may read: %1").arg(fact(step, 0));
    }
    return {};
}

QString Words::skipped(const Step &step, const Profile &profile)
{
    if (step.kind != Kind::Tls || profile.mqtt.trust)
        return tr("Not tried, because a step before it failed.");
    return profile.mqtt.isLoopback() ? tr("None, as chosen; nothing leaves this computer.")
                                     : tr("None, as chosen: key and data can be read on the way.");
}

QString Words::unprovenAdvice(const Profile &profile)
{
    return profile.generation == Domain::Generation::V3
        ? tr(
            "Let a device send. If nothing appears, check that the key has the right “Read application traffic (uplink "
            "and downlink)”, RIGHT_APPLICATION_TRAFFIC_READ.")
        : tr("Let a device send. If nothing appears, check that the access key has the right “messages:up:r”.");
}

} // namespace

TestStepText testStepText(const Step &step, const Profile &profile, int messageSeconds)
{
    TestStepText text{Words::title(step), Words::state(step.state), {}, {}, Meaning::Quiet};
    switch (step.state) {
    case State::Waiting:
        break;
    case State::Running:
        text.sentence = Words::running(step, profile);
        text.meaning = Meaning::Uplink;
        break;
    case State::Passed:
        text.sentence = Words::passed(step, profile);
        text.meaning = Meaning::Good;
        break;
    case State::Listening:
        text.sentence = QCoreApplication::translate("ConnectionTest", "Subscribed. Waiting for a first message…");
        text.meaning = Meaning::Downlink;
        break;
    case State::Unproven:
        text.sentence = Words::unproven(messageSeconds);
        text.advice = Words::unprovenAdvice(profile);
        text.meaning = Meaning::Downlink;
        break;
    case State::Failed: {
        const Domain::ProblemText problem = Domain::problemText(step.problem);
        text.sentence = QStringList{problem.title, problem.body}.join(u' ').trimmed();
        text.advice = problem.advice;
        text.meaning = Meaning::Bad;
        break;
    }
    case State::Skipped:
        text.sentence = Words::skipped(step, profile);
        break;
    }
    return text;
}

TestVerdict testVerdict(const QList<Step> &steps)
{
    const auto first = [&](std::initializer_list<State> states) {
        return std::find_if(steps.cbegin(), steps.cend(), [&](const Step &step) {
            return std::find(states.begin(), states.end(), step.state) != states.end();
        });
    };
    if (first({State::Waiting, State::Running, State::Listening}) != steps.cend())
        return {Words::verdictRunning(), Meaning::Uplink};
    if (const auto failed = first({State::Failed}); failed != steps.cend())
        return {Words::verdictFailed(Words::title(*failed)), Meaning::Bad};
    if (first({State::Unproven}) != steps.cend())
        return {Words::verdictUnproven(), Meaning::Downlink};
    return {Words::verdictGood(), Meaning::Good};
}

} // namespace Models
