// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/settingssection.h"

#include "ui/common/theme.h"

#include <QAction>
#include <QLabel>

namespace Gui {

SettingsSection::SettingsSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_theme(theme)
{
    connect(theme, &Theme::changed, this, &SettingsSection::updateColors);
}

QLabel *SettingsSection::newHeading(const QString &text)
{
    auto *label = new QLabel(text, this);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel *SettingsSection::newNote(const char *name)
{
    auto *label = new QLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_notes += label;
    updateColors();
    return label;
}

void SettingsSection::updateColors()
{
    for (QLabel *label : std::as_const(m_notes)) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Quiet));
        label->setPalette(palette);
    }
}

void allow(QAction *action, const QString &hint, const QString &reason)
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString shown = keys.isEmpty() ? hint : QString(hint + u" (" + keys + u')');
    action->setEnabled(reason.isEmpty());
    action->setToolTip(reason.isEmpty() ? shown : QString(shown + u'\n' + reason));
}

} // namespace Gui
