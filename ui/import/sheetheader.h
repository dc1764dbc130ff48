// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace Gui {

class Theme;
class WordDrag;

/// The heads of an ImportSheetModel in two lines: the column's name in the file, and what the column is. A head of the
/// sheet can be dragged away. Theme and drag must outlive it.
class SheetHeader : public QHeaderView
{
    Q_OBJECT

public:
    SheetHeader(const Theme *theme, WordDrag *drag, QWidget *parent = nullptr);

    /// The column where something would be dropped now; -1: none.
    void setTarget(int section);
    [[nodiscard]] int target() const { return m_target; }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QString head(int section) const;
    [[nodiscard]] QString field(int section) const;
    [[nodiscard]] bool isOnEdge(int x, int section) const;

    const Theme *m_theme;
    WordDrag *m_drag;
    int m_target = -1;
};

} // namespace Gui
