// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/importplan.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace Models {
class ImportDraft;
} // namespace Models

namespace Gui {

class WordDrag;

/// The fields that most lists have, as words to drag onto a column; a click chooses the column from a menu. Those that
/// have a column say so. For the mouse: the keyboard has the menu of each column. Draft and drag must outlive it.
class FieldChips : public QWidget
{
    Q_OBJECT

public:
    FieldChips(const Models::ImportDraft *draft, WordDrag *drag, QWidget *parent = nullptr);

    /// None where there is no chip.
    [[nodiscard]] Domain::ImportField fieldAt(const QPoint &globalPos) const;
    /// Where something would be dropped now; None: nowhere.
    void setTarget(Domain::ImportField field);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return arrange(width, false); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// -1: no column any more.
    void columnChosen(Domain::ImportField field, int column);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Chip
    {
        Domain::ImportField field = Domain::ImportField::None;
        QToolButton *button = nullptr;
    };

    void update();
    void openMenu(const Chip &chip);
    [[nodiscard]] int columnOf(Domain::ImportField field) const;
    int arrange(int width, bool move) const;

    const Models::ImportDraft *m_draft;
    WordDrag *m_drag;
    QWidget *m_title = nullptr;
    std::vector<Chip> m_chips;
};

} // namespace Gui
