// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTableView>

namespace Gui {

class Theme;

/// Draws cells by Models::InspectorRole: meaning as colour, monospace, headings, long texts over several lines.
class InspectorDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    InspectorDelegate(const Theme *theme, bool wraps, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme *m_theme;
    bool m_wraps;
};

/// A quiet table for reading and copying. Ctrl+C copies the chosen cells (for other programs: InspectorRole::CopyRole).
class InspectorTable : public QTableView
{
    Q_OBJECT

public:
    enum class Lines : quint8 { Single, Wrapped };

    /// `objectName` is a literal.
    InspectorTable(const Theme *theme, const char *objectName, const QString &accessibleName, Lines lines,
                   QWidget *parent = nullptr);

    /// The chosen cells by rows, with tabs between them; headings are left out.
    [[nodiscard]] virtual QString selectedText() const;
    /// Each row as high as its texts need in the columns' present widths.
    void fitRows();
    /// All rows the same way.
    [[nodiscard]] QString allText() const;

public Q_SLOTS:
    void copySelection();
    void copyAll();

Q_SIGNALS:
    /// Enter or double-click.
    void rowActivated(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateRowHeight();
};

} // namespace Gui
