// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notices.h"

#include "ui/common/noticebar.h"
#include "ui/common/texts.h"

#include <algorithm>

namespace Gui {

using State = Domain::ConnectionStatus::State;

namespace {

/// More notices than this would be a wall.
constexpr std::size_t MostNotices = 8;

} // namespace

Notices::Notices(ConsoleContext &context, NoticeBar &bar, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_bar(bar)
{
    connect(&context, &ConsoleContext::profilesChanged, this, &Notices::update);
    connect(&context, &ConsoleContext::profileStatusChanged, this, &Notices::update);
    connect(&context, &ConsoleContext::problemNoticed, this, &Notices::note);
    connect(&context, &ConsoleContext::retentionAnnounced, this, &Notices::noteRetention);
    connect(&bar, &NoticeBar::actionRequested, this, &Notices::onAction);
    connect(&bar, &NoticeBar::dismissed, this, &Notices::onDismissed);
    update();
}

void Notices::note(Domain::ProfileRef profile, const Domain::Problem &problem)
{
    if (!problem)
        return;
    const bool known = std::any_of(m_notices.begin(), m_notices.end(), [&](const Notice &notice) {
        return notice.profile == profile && notice.problem.code == problem.code;
    });
    if (!known && m_notices.size() < MostNotices)
        m_notices.push_back({profile, problem, {}});
    update();
}

void Notices::noteRetention(Domain::ProfileRef profile, quint64 events)
{
    m_notices.push_back({profile,
                         {},
                         tr("%1 events of %2 are older than the history keeps, or it has grown too large: they will be "
                            "deleted.")
                             .arg(groupedNumber(events), m_context.profile(profile).name)});
    update();
}

bool Notices::showConnectionProblem()
{
    for (const Domain::ProfileRef profile : m_context.profiles()) {
        const Domain::ConnectionStatus status = m_context.status(profile);
        const bool matters = status.state == State::Refused || status.state == State::Waiting
            || status.state == State::Offline || status.state == State::Partly;
        if (!status.problem || !matters)
            continue;
        m_profile = profile;
        m_dismissible = false;
        m_asksForKey
            = status.state == State::Refused || status.problem.code == Domain::Problem::Code::CredentialMissing;
        m_bar.showProblem(m_context.profile(profile).name, status.problem,
                          m_asksForKey ? tr("Enter a key") : tr("Connect now"), false);
        return true;
    }
    return false;
}

void Notices::update()
{
    if (showConnectionProblem())
        return;
    m_dismissible = true;
    m_asksForKey = false;
    if (m_notices.empty()) {
        m_bar.clear();
        return;
    }
    const Notice &notice = m_notices.front();
    const QString source = notice.profile == 0 ? QString() : m_context.profile(notice.profile).name;
    if (notice.problem)
        m_bar.showProblem(source, notice.problem, {}, true);
    else
        m_bar.showText(notice.text, {}, true);
}

void Notices::onAction()
{
    if (m_asksForKey)
        Q_EMIT keyRequested(m_profile);
    else
        m_context.connectNow(m_profile);
}

void Notices::onDismissed()
{
    if (m_dismissible && !m_notices.empty())
        m_notices.pop_front();
    update();
}

} // namespace Gui
