// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/watchbar.h"

#include "models/connectiondraft.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace Gui {

namespace {

constexpr qsizetype ShownNames = 4;

QString names(const QStringList &ids)
{
    const QString shown = ids.mid(0, ShownNames).join(QStringLiteral(", "));
    return ids.size() > ShownNames ? WatchBar::tr("%1 and %2 more").arg(shown).arg(ids.size() - ShownNames) : shown;
}

} // namespace

WatchBar::WatchBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_what(new QLabel(this))
    , m_meaning(new QLabel(this))
    , m_undo(new QPushButton(tr("Undo"), this))
    , m_apply(new QPushButton(tr("Apply"), this))
{
    setObjectName(QStringLiteral("watchBar"));
    m_what->setObjectName(QStringLiteral("watchWhat"));
    m_meaning->setObjectName(QStringLiteral("watchMeaning"));
    for (QLabel *label : {m_what, m_meaning}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_undo->setObjectName(QStringLiteral("watchUndo"));
    m_undo->setToolTip(tr("Watch what was watched before"));
    m_apply->setObjectName(QStringLiteral("watchApply"));
    m_apply->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_apply->setToolTip(tr("Watch what is ticked (%1)").arg(m_apply->shortcut().toString(QKeySequence::NativeText)));
    connect(m_undo, &QPushButton::clicked, this, &WatchBar::undone);
    connect(m_apply, &QPushButton::clicked, this, &WatchBar::applied);
    connect(theme, &Theme::changed, this, &WatchBar::updateColors);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_what);
    words->addWidget(m_meaning);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addLayout(words, 1);
    layout->addWidget(m_undo);
    layout->addWidget(m_apply);
    updateColors();
    hide();
}

void WatchBar::setChoice(const QStringList &watched, const QStringList &chosen)
{
    QStringList more;
    QStringList less;
    for (const QString &id : chosen) {
        if (!watched.contains(id))
            more += id;
    }
    for (const QString &id : watched) {
        if (!chosen.contains(id))
            less += id;
    }
    setVisible(!more.isEmpty() || !less.isEmpty());
    QStringList what;
    if (!more.isEmpty())
        what += tr("To be watched: %1.").arg(names(more));
    if (!less.isEmpty())
        what += tr("No longer watched: %1.").arg(names(less));
    m_what->setText(what.join(u' '));
    QString meaning;
    if (chosen.isEmpty())
        meaning = tr("A connection watches at least one application: leave one ticked, or delete the connection.");
    else if (chosen.size() > Models::ConnectionDraft::mostApplications)
        meaning = tr("A connection watches at most %1 applications.").arg(Models::ConnectionDraft::mostApplications);
    else
        meaning
            = tr("Everything that a watched application sends is shown and kept in the history of this network, read "
                 "with the key of this connection. What is stored of the others stays. The connections are made "
                 "anew for that: what is sent in this moment is missed, and shows as a gap.");
    m_meaning->setText(meaning);
    m_apply->setEnabled(!chosen.isEmpty() && chosen.size() <= Models::ConnectionDraft::mostApplications);
}

void WatchBar::updateColors()
{
    QPalette palette = m_meaning->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Quiet));
    m_meaning->setPalette(palette);
}

} // namespace Gui
