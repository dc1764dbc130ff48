// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

class QMenu;

namespace Models {
class JsonTreeModel;
} // namespace Models

namespace Gui {

class Theme;

/// JSON as a tree to read, copy from and filter by. The model belongs to it.
class JsonView : public QTreeView
{
    Q_OBJECT

public:
    /// `objectName` is a literal.
    JsonView(const Theme *theme, const char *objectName, const QString &accessibleName, QWidget *parent = nullptr);

    [[nodiscard]] Models::JsonTreeModel *json() const { return m_model; }
    /// Opens the upper levels as far as they are small.
    void expandSome();
    /// Goes to the next row that holds the text; false: none.
    bool findNext(const QString &text);
    /// What a right click offers; the caller owns it.
    [[nodiscard]] QMenu *menuFor(const QModelIndex &index);

Q_SIGNALS:
    /// A filter term for the field under the mouse.
    void termRequested(const QString &term);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void activate(const QModelIndex &index);
    void copyValue(const QModelIndex &index) const;

    Models::JsonTreeModel *m_model;
};

} // namespace Gui
