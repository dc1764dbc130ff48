// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/shortcutsdialog.h"

#include "ui/common/page.h"
#include "ui/common/texts.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QTreeWidget>

namespace Gui {

namespace {

constexpr QSize StartSize(560, 600);
constexpr int KeysColumn = 1;

QString native(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

/// The page that an action belongs to; null: the window.
const Page *pageOf(const QAction *action)
{
    for (const QObject *owner = action->parent(); owner; owner = owner->parent()) {
        if (const auto *page = qobject_cast<const Page *>(owner))
            return page;
    }
    return nullptr;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget *window, bool singleKeys)
    : QDialog(window)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_none(new QLabel(tr("No key does that."), this))
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(StartSize);

    m_search->setObjectName(QStringLiteral("shortcutsSearch"));
    m_search->setAccessibleName(tr("Search the shortcuts"));
    m_search->setPlaceholderText(tr("Search: an action or a key"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    m_list->setObjectName(QStringLiteral("shortcutsList"));
    m_list->setAccessibleName(tr("Keyboard shortcuts"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setIndentation(12);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(KeysColumn, QHeaderView::ResizeToContents);
    m_none->setObjectName(QStringLiteral("shortcutsNone"));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->hide();
    addActions(window);
    addLog(singleKeys);
    addPalette();
    m_list->expandAll();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeButton"));
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_none, 1);
    layout->addWidget(buttons);
    m_search->setFocus();
}

QTreeWidgetItem *ShortcutsDialog::addGroup(const QString &title)
{
    auto *group = new QTreeWidgetItem(m_list, {title});
    group->setFlags(Qt::ItemIsEnabled);
    group->setForeground(0, palette().placeholderText());
    group->setFirstColumnSpanned(true);
    group->setTextAlignment(0, Qt::AlignLeft | Qt::AlignBottom);
    group->setSizeHint(0, QSize(0, fontMetrics().height() + (m_list->topLevelItemCount() > 1 ? 16 : 8)));
    return group;
}

void ShortcutsDialog::addKey(QTreeWidgetItem *group, const QString &keys, const QString &text)
{
    auto *item = new QTreeWidgetItem(group, {text, keys});
    item->setTextAlignment(KeysColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setSizeHint(0, QSize(0, fontMetrics().height() + 8));
    // Read out as one.
    item->setData(0, Qt::AccessibleTextRole, QString(text + QStringLiteral(", ") + keys));
}

void ShortcutsDialog::addActions(const QWidget *window)
{
    QHash<QString, QTreeWidgetItem *> groups;
    QSet<QString> known;
    QTreeWidgetItem *own = addGroup(tr("Everywhere"));
    const QList<QAction *> actions = window->findChildren<QAction *>();
    for (const QAction *action : actions) {
        const QList<QKeySequence> shortcuts = action->shortcuts();
        if (shortcuts.isEmpty() || action->text().isEmpty() || !action->isVisible())
            continue;
        QStringList keys;
        for (const QKeySequence &shortcut : shortcuts)
            keys << native(shortcut);
        const QString text = plainActionText(action);
        const Page *page = pageOf(action);
        const QString title = page ? page->accessibleName() : QString();
        // The same page of several scopes has the same keys.
        const QString line = title + u'\n' + text + u'\n' + keys.join(u'\n');
        if (known.contains(line))
            continue;
        known.insert(line);
        QTreeWidgetItem *group = own;
        if (!title.isEmpty()) {
            if (!groups.contains(title))
                groups.insert(title, addGroup(title));
            group = groups.value(title);
        }
        addKey(group, keys.join(tr(" or ")), QString(text).remove(u'…').trimmed());
    }
#ifndef Q_OS_MACOS
    addKey(own, tr("Alt or %1").arg(native(Qt::Key_F10)), tr("Menu"));
#endif
    addKey(own, native(Qt::Key_Escape), tr("One level back"));
}

void ShortcutsDialog::addLog(bool singleKeys)
{
    QTreeWidgetItem *log = addGroup(tr("In the log"));
    if (singleKeys) {
        addKey(log, native(Qt::Key_Space), tr("Pause or resume"));
        addKey(log, native(Qt::Key_N), tr("Next event of this device"));
        addKey(log, native(Qt::Key_P), tr("Previous event of this device"));
    }
    addKey(log, native(Qt::Key_Return), tr("Only this device"));
    addKey(log, native(Qt::Key_Escape), tr("Back to all devices, without the filter, then resume"));
    addKey(log, native(Qt::Key_Home), tr("Oldest event"));
    addKey(log, native(Qt::Key_End), tr("Newest event, and follow"));
    addKey(log, native(QKeySequence::Copy), tr("Copy the chosen rows"));
    addKey(log, native(QKeySequence::SelectAll), tr("Choose all rows"));
}

void ShortcutsDialog::addPalette()
{
    QTreeWidgetItem *palette = addGroup(tr("In the palette"));
    addKey(palette, native(Qt::Key_Up) + tr(" or ") + native(Qt::Key_Down), tr("Choose"));
    addKey(palette, native(Qt::Key_PageUp) + tr(" or ") + native(Qt::Key_PageDown), tr("A page up or down"));
    addKey(palette, native(Qt::Key_Return), tr("Run, or go there"));
    addKey(palette, native(Qt::Key_Escape), tr("Close it"));
}

void ShortcutsDialog::filter(const QString &typed)
{
    const QString wanted = typed.simplified();
    bool any = false;
    for (int g = 0; g < m_list->topLevelItemCount(); ++g) {
        QTreeWidgetItem *group = m_list->topLevelItem(g);
        const bool whole = group->text(0).contains(wanted, Qt::CaseInsensitive);
        bool some = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem *item = group->child(i);
            const bool shown = whole || item->text(0).contains(wanted, Qt::CaseInsensitive)
                || item->text(KeysColumn).contains(wanted, Qt::CaseInsensitive);
            item->setHidden(!shown);
            some = some || shown;
        }
        group->setHidden(!some);
        any = any || some;
    }
    m_list->setVisible(any);
    m_none->setVisible(!any);
}

} // namespace Gui
