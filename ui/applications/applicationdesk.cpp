// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/applicationdesk.h"

#include "ui/consolecontext.h"

namespace Gui {

ApplicationDesk::ApplicationDesk(ConsoleContext *context, const Scope &scope, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_scope(scope)
    , m_rights(RightsBook::of(context))
{
    m_application.id = scope.application;
    connect(m_rights, &RightsBook::changed, this, [this](const Scope &about) {
        if (about == m_scope)
            Q_EMIT changed();
    });
    connect(context, &ConsoleContext::networksChanged, this, [this](Domain::ProfileRef profile) {
        if (profile == m_scope.profile)
            read();
    });
    read();
}

bool ApplicationDesk::has(Domain::Capability capability) const
{
    return m_network && m_network->capabilities().testFlag(capability);
}

Domain::Generation ApplicationDesk::generation() const
{
    return m_context->profile(m_scope.profile).generation;
}

void ApplicationDesk::refresh()
{
    m_rights->refresh(m_scope);
    read();
}

void ApplicationDesk::read()
{
    m_call.cancel();
    m_network = m_context->network(m_scope.profile, m_scope.application);
    m_problem = {};
    if (!m_network) {
        m_loaded = false;
        Q_EMIT changed();
        return;
    }
    m_call = m_network->application(m_scope.application);
    m_call.then(this, [this](const Domain::Result<Domain::Application> &answer) {
        m_problem = answer.problem;
        m_loaded = m_loaded || !answer.problem;
        if (!answer.problem)
            m_application = answer.value;
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

} // namespace Gui
