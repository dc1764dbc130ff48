// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"
#include "ui/live/filterbar.h"
#include "ui/live/livepage.h"
#include "ui/live/logcolumns.h"

// What the window asks of the page: commands, and what it remembers.

namespace Gui {

using Models::LiveLogModel;

bool LivePage::can(PageCommand command) const
{
    return command != PageCommand::Refresh; // it is always up to date
}

void LivePage::run(PageCommand command)
{
    switch (command) {
    case PageCommand::Filter:
        m_bar->focusField();
        break;
    case PageCommand::Details:
        setDetailsShown(!areDetailsShown());
        break;
    case PageCommand::CopyMessage:
        copyMessage();
        break;
    case PageCommand::StandardColumns:
        m_view->resetColumns();
        break;
    case PageCommand::Export:
        Q_EMIT exportRequested();
        break;
    case PageCommand::Refresh:
        break;
    }
}

void LivePage::takeFocus()
{
    m_view->setFocus();
}

void LivePage::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("filter"), filterText());
    settings.setValue(QStringLiteral("columns"), m_view->columns()->save());
    settings.setValue(QStringLiteral("field"), m_live.field());
    m_inspector->saveState(settings);
    settings.setValue(QStringLiteral("details"), areDetailsShown());
}

void LivePage::restoreState(const QSettings &settings, bool layoutOnly)
{
    m_view->columns()->restore(settings.value(QStringLiteral("columns")).toString());
    m_inspector->restoreState(settings);
    setDetailsShown(settings.value(QStringLiteral("details"), true).toBool());
    if (layoutOnly) {
        // Widths and panes of another log, but which columns tell applications apart is this one's matter.
        m_view->columns()->setApplicationShown(m_scope.application.isEmpty());
        return;
    }
    const QString field = settings.value(QStringLiteral("field")).toString();
    for (LiveLogModel *log : {&m_live, &m_found})
        log->setField(field);
    setFilterText(settings.value(QStringLiteral("filter")).toString());
}

} // namespace Gui
