// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/heard/activityfeed.h"

#include "models/deviceactivity.h"
#include "models/livelogstore.h"
#include "ui/consolecontext.h"

namespace Gui {

using State = Domain::ConnectionStatus::State;
using Listening = Models::DeviceActivity::Listening;

ActivityFeed::ActivityFeed(ConsoleContext *context, Models::DeviceActivity *activity, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_activity(activity)
{
    connect(context, &ConsoleContext::profilesChanged, this, &ActivityFeed::update);
    connect(context, &ConsoleContext::profileStatusChanged, this, &ActivityFeed::setStatus);
    connect(context, &ConsoleContext::historyClosing, this,
            [this](Domain::ProfileRef profile) { m_asked.erase(profile); });
    // What was asked of a history that is being emptied would bring its devices back.
    connect(&context->liveLog(), &Models::LiveLogStore::profileCleared, this, [this](Domain::ProfileRef cleared) {
        for (auto &[profile, asked] : m_asked) {
            if (cleared == 0 || cleared == profile)
                asked.call.cancel();
        }
    });
    update();
}

void ActivityFeed::update()
{
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        setStatus(profile, m_context->status(profile));
        ask(profile);
    }
}

void ActivityFeed::setStatus(Domain::ProfileRef profile, const Domain::ConnectionStatus &status)
{
    Listening listening = Listening::No;
    if (status.state == State::Live || status.state == State::Following)
        listening = Listening::Yes;
    else if (status.state == State::Partly)
        listening = Listening::Partly;
    m_activity->setListening(profile, listening);
}

void ActivityFeed::ask(Domain::ProfileRef profile)
{
    Domain::HistoryReader *reader = m_context->reader(profile);
    Asked &asked = m_asked[profile];
    if (!reader || asked.reader == reader)
        return;
    asked.reader = reader;
    asked.call = reader->devices();
    // A problem with the history is told by those who load the log.
    asked.call.then(this,
                    [this, profile](const Domain::DevicesAnswer &known) { m_activity->addKnown(profile, known); });
}

} // namespace Gui
