// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/importplan.h"

#include <QObject>
#include <QPoint>
#include <QTimer>

class QTableView;

namespace Models {
class ImportDraft;
} // namespace Models

namespace Gui {

class FieldChips;
class SheetHeader;
class Theme;
class WordDrag;

/// Columns mapped with the mouse: a field dragged onto a column of the table, or a column's head onto a field. Gives
/// the table its header. Draft, theme and table must outlive it.
class ColumnMapping : public QObject
{
    Q_OBJECT

public:
    ColumnMapping(const Models::ImportDraft *draft, const Theme *theme, QTableView *table, QWidget *area);

    [[nodiscard]] FieldChips *chips() const { return m_chips; }

Q_SIGNALS:
    void fieldChosen(int column, Domain::ImportField field);

private:
    [[nodiscard]] int sectionAt(const QPoint &globalPos) const;
    void onMoved(const QPoint &globalPos);
    void onDropped(const QPoint &globalPos);
    void onEnded();
    void scrollOn();

    const Models::ImportDraft *m_draft;
    QTableView *m_table;
    WordDrag *m_drag;
    SheetHeader *m_header;
    FieldChips *m_chips;
    QTimer m_scroll; ///< while something is held at an edge of the table
    QPoint m_at;
};

} // namespace Gui
