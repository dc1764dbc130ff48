// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/readnote.h"

#include "ui/common/rightsbook.h"
#include "ui/consolecontext.h"

namespace Gui {

namespace {

/// Beyond this a network is not asked for each of its applications only to say what is missing.
constexpr qsizetype MostAsked = 50;
constexpr qsizetype ShownNames = 4;

} // namespace

ReadNote::ReadNote(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent)
    : NoticeBar(theme, parent)
    , m_context(context)
    , m_rights(RightsBook::of(context))
    , m_scope(scope)
{
    setObjectName(QStringLiteral("readNote"));
    connect(m_rights, &RightsBook::changed, this, &ReadNote::tell);
    connect(context, &ConsoleContext::profilesChanged, this, &ReadNote::tell);
    connect(context, &ConsoleContext::profileStatusChanged, this, &ReadNote::tell);
    connect(this, &NoticeBar::actionRequested, this, [this] { Q_EMIT keyRequested(m_shown.value(0).profile); });
    connect(this, &NoticeBar::dismissed, this, [this] { m_closed = m_shown; });
    tell();
}

void ReadNote::setScope(const Scope &scope)
{
    m_scope = scope;
    m_closed.clear();
    tell();
}

QList<Scope> ReadNote::lacking()
{
    using State = Domain::ConnectionStatus::State;
    QList<Scope> lacking;
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        if (m_scope.profile != 0 && profile != m_scope.profile)
            continue;
        // Only who listens wonders why nothing comes; whoever is refused is told elsewhere.
        const State state = m_context->status(profile).state;
        if (state != State::Live && state != State::Partly)
            continue;
        const QStringList applications = m_scope.application.isEmpty() ? m_context->profile(profile).applications
                                                                       : QStringList{m_scope.application};
        if (applications.size() > MostAsked)
            continue;
        for (const QString &application : applications) {
            if (m_rights->lacks({profile, application}, Domain::Right::ReadTraffic))
                lacking += Scope{profile, application};
        }
    }
    return lacking;
}

void ReadNote::tell()
{
    const QList<Scope> lacking = this->lacking();
    if (lacking.isEmpty() || lacking == m_closed) {
        m_shown = lacking;
        clear();
        return;
    }
    if (lacking == m_shown && isVisibleTo(parentWidget()))
        return;
    m_shown = lacking;
    QStringList names;
    for (const Scope &scope : lacking.mid(0, ShownNames))
        names += scope.application;
    QString which = names.join(QStringLiteral(", "));
    if (lacking.size() > ShownNames)
        which = tr("%1 and %2 more").arg(which).arg(lacking.size() - ShownNames);
    showText(tr("The key may not read what %1 sends, so nothing of it arrives here.").arg(which),
             tr("The network accepts the subscription all the same. %1")
                 .arg(m_rights->reason(lacking.first(), Domain::Right::ReadTraffic)),
             true, tr("Enter another key"));
}

} // namespace Gui
