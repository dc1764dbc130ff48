// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/workbutton.h"

#include "models/backgroundwork.h"
#include "ui/common/theme.h"
#include "ui/common/workpopup.h"

namespace Gui {

using Models::BackgroundWork;
using State = BackgroundWork::State;

WorkButton::WorkButton(BackgroundWork *work, const Theme *theme, QWidget *parent)
    : QToolButton(parent)
    , m_work(work)
    , m_theme(theme)
    , m_popup(new WorkPopup(work, theme, this))
{
    setObjectName(QStringLiteral("workButton"));
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("What goes on in the background"));
    connect(this, &QToolButton::clicked, this, &WorkButton::openList);
    connect(m_popup, &WorkPopup::folderRequested, this, &WorkButton::folderRequested);
    // Not while it handles the event that closed it.
    connect(m_popup, &WorkPopup::closed, work, &BackgroundWork::forgetEnded, Qt::QueuedConnection);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(work, signal, this, &WorkButton::updateText);
    connect(work, &QAbstractItemModel::dataChanged, this, &WorkButton::updateText);
    connect(theme, &Theme::changed, this, &WorkButton::updateText);
    updateText();
}

void WorkButton::openList()
{
    if (m_popup->isVisible())
        m_popup->hide();
    else if (m_work->rowCount() > 0)
        m_popup->openAt(this);
}

void WorkButton::updateText()
{
    int failed = 0;
    for (int row = 0; row < m_work->rowCount(); ++row)
        failed += State(m_work->index(row, 0).data(BackgroundWork::StateRole).toInt()) == State::Failed;
    const int active = m_work->activeCount();
    const double progress = m_work->progress();
    QString text;
    if (active > 0 && progress >= 0)
        text = tr("%1 running · %2 %").arg(active).arg(int(progress * 100));
    else if (active > 0)
        text = tr("%1 running").arg(active);
    else if (failed > 0)
        text = tr("%1 failed").arg(failed);
    else
        text = tr("%1 finished").arg(m_work->rowCount());
    setText(text);
    setAccessibleName(tr("Background work: %1").arg(text));
    QPalette palette = this->palette();
    palette.setColor(QPalette::ButtonText,
                     m_theme->color(active == 0 && failed > 0 ? Models::Meaning::Bad : Models::Meaning::Plain));
    setPalette(palette);
    setVisible(m_work->rowCount() > 0);
}

} // namespace Gui
