// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/menuactions.h"

#include "ui/common/texts.h"

#include <QAction>

namespace Gui {

MenuActions::MenuActions(QMenu *menu, QWidget *window, Wanted wanted)
    : m_menu(menu)
    , m_window(window)
    , m_wanted(std::move(wanted))
{
}

std::vector<Models::PaletteItem> MenuActions::items()
{
    std::vector<Models::PaletteItem> items;
    m_actions.clear();
    if (m_menu)
        addMenu(m_menu, {}, items);
    if (m_window) {
        const QList<QAction *> actions = m_window->actions();
        for (QAction *action : actions) {
            if (!action->menu())
                add(action, {}, items);
        }
    }
    return items;
}

void MenuActions::addMenu(QMenu *menu, const QString &path, std::vector<Models::PaletteItem> &items)
{
    // Menus that are filled when they open are filled now.
    Q_EMIT menu->aboutToShow();
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (!action->menu()) {
            add(action, path, items);
            continue;
        }
        if (!action->isVisible() || !action->isEnabled() || !m_wanted(action))
            continue;
        const QString name = plainActionText(action);
        addMenu(action->menu(), path.isEmpty() ? name : QString(path + QStringLiteral(" › ") + name), items);
    }
}

void MenuActions::add(QAction *action, const QString &path, std::vector<Models::PaletteItem> &items)
{
    if (action->isSeparator() || !action->isVisible() || !action->isEnabled() || action->text().isEmpty()
        || !m_wanted(action))
        return;
    Models::PaletteItem item;
    item.text = plainActionText(action);
    item.detail = path;
    item.shortcut = action->shortcut().toString(QKeySequence::NativeText);
    item.id = QStringLiteral("action/")
        + (action->objectName().isEmpty() ? QString(path + u'/' + item.text) : action->objectName());
    item.icon = QStringLiteral("command");
    if (action->isCheckable())
        item.checked = action->isChecked();
    if (m_actions.contains(item.id))
        return;
    m_actions.insert(item.id, action);
    items.push_back(std::move(item));
}

void MenuActions::run(const Models::PaletteItem &item) const
{
    if (QAction *action = m_actions.value(item.id))
        action->trigger();
}

} // namespace Gui
