// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/logadvice.h"

#include "backend/domain/problemtext.h"
#include "ui/common/rightsbook.h"
#include "ui/common/texts.h"
#include "ui/consolecontext.h"

#include <algorithm>
#include <utility>

namespace Gui {

using State = Domain::ConnectionStatus::State;

namespace {

constexpr qsizetype MostAsked = 20; ///< applications whose rights are asked for one sentence

class Words
{
    Q_DECLARE_TR_FUNCTIONS(Gui::LogAdvice)

public:
    static QString failingJoin()
    {
        return tr("A join that fails sends nothing here: compare DevEUI, JoinEUI and AppKey with those in the device, "
                  "also their byte order, check its frequency plan, and look at the live data of the gateway.");
    }

    static QString right(Domain::Generation generation)
    {
        return generation == Domain::Generation::V3
            ? tr("The key needs the right to read application traffic (RIGHT_APPLICATION_TRAFFIC_READ). Whoever may "
                 "edit the API keys of the application can give it.")
            : tr("The access key needs the right “messages”. Whoever may edit the access keys of the application can "
                 "give it.");
    }

    static QString notProven(Domain::Generation generation)
    {
        return generation == Domain::Generation::V3
            ? tr("Whether the key may read is not proven yet: a v3 server accepts a subscription without that right, "
                 "too; the first message proves it.")
                + u' ' + right(generation)
            : QString();
    }

    static LogAdvice offline(const Domain::Profile &facts)
    {
        return {tr("Not connected"), tr("%1 is not connected, so nothing arrives here.").arg(facts.name),
                LogAdvice::Action::Connect, tr("Connect now")};
    }

    static LogAdvice waiting(const Domain::Profile &facts, const Domain::ConnectionStatus &status)
    {
        const Domain::ProblemText text = Domain::problemText(status.problem);
        QString body = status.problem ? QString(text.title + u' ' + text.body)
                                      : tr("The connection to %1 is lost.").arg(facts.name);
        return {tr("No connection"), body + u' ' + tr("The console tries again by itself."), LogAdvice::Action::Connect,
                tr("Connect now")};
    }

    static LogAdvice refused(const Domain::Profile &facts, const Domain::ConnectionStatus &status)
    {
        const Domain::ProblemText text = Domain::problemText(status.problem);
        return {tr("%1 refused the key").arg(facts.name),
                (status.problem ? QString(text.title + u' ' + text.body + QStringLiteral("\n\n")) : QString())
                    + right(facts.generation),
                LogAdvice::Action::EnterKey, tr("Enter a key")};
    }

    /// What is known of the right to read, which no subscription shows.
    static QString reading(const Domain::Profile &facts, const LogSituation &situation)
    {
        switch (situation.reading) {
        case LogSituation::Reading::Allowed:
            return tr("The key may read: the network says so.");
        case LogSituation::Reading::Lacking:
            return tr("The key may not read %1, so nothing of it arrives.")
                       .arg(situation.unreadable.join(QStringLiteral(", ")))
                + u' ' + right(facts.generation);
        case LogSituation::Reading::NotTold:
            break;
        }
        return notProven(facts.generation);
    }

    static LogAdvice listening(const Domain::Profile &facts, const Domain::ConnectionStatus &status,
                               const LogSituation &situation)
    {
        QStringList parts;
        if (status.state == State::Partly)
            parts << tr("%1 of %2 applications are connected.").arg(status.liveApplications).arg(status.applications);
        if (status.state == State::Following)
            parts << tr("%1 receives; what it stores appears here.")
                         .arg(status.holder.isEmpty() ? tr("Another program") : status.holder);
        parts << tr("What the network sends appears here at once.");
        const QString proven = reading(facts, situation);
        return {tr("No event yet"),
                parts.join(u' ') + (proven.isEmpty() ? QString() : QString(QStringLiteral("\n\n") + proven))
                    + QStringLiteral("\n\n") + failingJoin()};
    }

    static LogAdvice connection(const ConsoleContext &context, const LogSituation &situation);
    static LogAdvice empty(const ConsoleContext &context, const LogSituation &situation);
    static QString silence(const ConsoleContext &context, const Scope &scope);
};

std::vector<Domain::ProfileRef> profilesOf(const ConsoleContext &context, const Scope &scope)
{
    return scope.profile != 0 ? std::vector{scope.profile} : context.profiles();
}

bool isLive(State state)
{
    return state == State::Live || state == State::Partly || state == State::Following;
}

/// Whose state is told: the first that listens, else the first that a person must act for, else the first.
std::optional<Domain::ProfileRef> speaker(const ConsoleContext &context, const Scope &scope)
{
    const std::vector<Domain::ProfileRef> known = context.profiles();
    std::vector<Domain::ProfileRef> profiles = profilesOf(context, scope);
    std::erase_if(profiles, [&](Domain::ProfileRef profile) {
        return std::find(known.begin(), known.end(), profile) == known.end();
    });
    if (profiles.empty())
        return std::nullopt;
    const auto rank = [&](Domain::ProfileRef profile) {
        const State state = context.status(profile).state;
        return isLive(state) ? 0 : state == State::Refused ? 1 : 2;
    };
    return *std::min_element(profiles.begin(), profiles.end(),
                             [&](Domain::ProfileRef a, Domain::ProfileRef b) { return rank(a) < rank(b); });
}

LogAdvice Words::connection(const ConsoleContext &context, const LogSituation &situation)
{
    const auto profile = speaker(context, situation.scope);
    if (!profile)
        return {tr("No event yet"), tr("No network is set up.")};
    const Domain::Profile facts = context.profile(*profile);
    const Domain::ConnectionStatus status = context.status(*profile);
    LogAdvice advice;
    switch (status.state) {
    case State::Offline:
        advice = status.problem.code == Domain::Problem::Code::CredentialMissing
            ? LogAdvice{tr("A key is missing"), right(facts.generation), LogAdvice::Action::EnterKey, tr("Enter a key")}
            : offline(facts);
        break;
    case State::Connecting:
        advice = {tr("Connecting…"), tr("%1 at %2").arg(facts.name, facts.mqtt.host)};
        break;
    case State::Waiting:
        advice = waiting(facts, status);
        break;
    case State::Refused:
        advice = refused(facts, status);
        break;
    case State::Live:
    case State::Partly:
    case State::Following:
        advice = listening(facts, status, situation);
        break;
    }
    advice.profile = *profile;
    return advice;
}

LogAdvice Words::empty(const ConsoleContext &context, const LogSituation &situation)
{
    if (situation.searching)
        return {tr("Looking through the history…"), tr("What is found appears here.")};
    if (situation.paused && situation.waiting > 0)
        return {tr("Paused"),
                tr("%1 events came since and wait. They are received and stored.")
                    .arg(groupedNumber(quint64(situation.waiting))),
                LogAdvice::Action::Resume, tr("Resume")};
    if (situation.filtered && situation.hasEvents) {
        return {tr("No event passes this filter"),
                situation.hasOlder ? tr("Older events are in the history: “Search older events” looks through them.")
                                   : QString(),
                LogAdvice::Action::ClearFilter, tr("Clear the filter")};
    }
    return connection(context, situation);
}

QString Words::silence(const ConsoleContext &context, const Scope &scope)
{
    const auto profile = speaker(context, scope);
    const Domain::Generation generation = profile ? context.profile(*profile).generation : Domain::Generation::V3;
    QStringList parts{
        tr("The connection stands, but nothing came. Perhaps the devices send rarely, or the gateway has no "
           "connection: its live data tell.")};
    if (generation == Domain::Generation::V3)
        parts << tr("A v3 server does not say when the key has lost the right to read, either: then nothing comes.");
    parts << failingJoin();
    return parts.join(QStringLiteral("\n\n"));
}

} // namespace

void tellReading(ConsoleContext *context, LogSituation &situation)
{
    const auto profile = speaker(*context, situation.scope);
    if (!profile || !isLive(context->status(*profile).state))
        return;
    QStringList applications{situation.scope.application};
    if (situation.scope.application.isEmpty())
        applications = context->profile(*profile).applications;
    if (applications.isEmpty() || applications.size() > MostAsked)
        return;
    RightsBook *book = RightsBook::of(context);
    bool allKnown = true;
    for (const QString &application : std::as_const(applications)) {
        const RightsBook::Entry &entry = book->entry({*profile, application});
        const bool known = entry.state == RightsBook::State::Known;
        allKnown = allKnown && known;
        if (known && !entry.rights.testFlag(Domain::Right::ReadTraffic))
            situation.unreadable << application;
    }
    if (!situation.unreadable.isEmpty())
        situation.reading = LogSituation::Reading::Lacking;
    else if (allKnown)
        situation.reading = LogSituation::Reading::Allowed;
}

LogAdvice adviceForEmptyLog(const ConsoleContext &context, const LogSituation &situation)
{
    return Words::empty(context, situation);
}

QString adviceForSilence(const ConsoleContext &context, const Scope &scope)
{
    return Words::silence(context, scope);
}

bool isListening(const ConsoleContext &context, const Scope &scope)
{
    const auto profile = speaker(context, scope);
    return profile && isLive(context.status(*profile).state);
}

} // namespace Gui
