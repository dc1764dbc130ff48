// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace Gui {

/// All keys at a glance, to be searched: those of the actions of a window and its pages, read from the actions
/// themselves, and those that lists and the log answer to.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `singleKeys`: whether keys without Ctrl act in the log.
    ShortcutsDialog(QWidget *window, bool singleKeys);

private:
    QTreeWidgetItem *addGroup(const QString &title);
    void addKey(QTreeWidgetItem *group, const QString &keys, const QString &text);
    void addActions(const QWidget *window);
    void addLog(bool singleKeys);
    void addPalette();
    void filter(const QString &text);

    QLineEdit *m_search = nullptr;
    QTreeWidget *m_list = nullptr;
    QLabel *m_none = nullptr;
};

} // namespace Gui
