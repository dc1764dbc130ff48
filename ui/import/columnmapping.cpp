// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/columnmapping.h"

#include "models/importdraft.h"
#include "models/importsheetmodel.h"
#include "ui/import/fieldchips.h"
#include "ui/import/sheetheader.h"
#include "ui/import/worddrag.h"

#include <QScrollBar>
#include <QTableView>

namespace Gui {

using Domain::ImportField;
using Models::ImportSheetModel;

namespace {

constexpr int ScrollIntervalMs = 30;
constexpr int ScrollEdge = 32;
constexpr int ScrollStep = 16;

} // namespace

ColumnMapping::ColumnMapping(const Models::ImportDraft *draft, const Theme *theme, QTableView *table, QWidget *area)
    : QObject(area)
    , m_draft(draft)
    , m_table(table)
    , m_drag(new WordDrag(area))
    , m_header(new SheetHeader(theme, m_drag, table))
    , m_chips(new FieldChips(draft, m_drag, area))
{
    m_table->setHorizontalHeader(m_header);
    m_scroll.setInterval(ScrollIntervalMs);
    connect(&m_scroll, &QTimer::timeout, this, &ColumnMapping::scrollOn);
    connect(m_drag, &WordDrag::moved, this, &ColumnMapping::onMoved);
    connect(m_drag, &WordDrag::dropped, this, &ColumnMapping::onDropped);
    connect(m_drag, &WordDrag::ended, this, &ColumnMapping::onEnded);
    connect(m_chips, &FieldChips::columnChosen, this, [this](ImportField field, int column) {
        const std::vector<Domain::ImportColumn> &columns = m_draft->plan().columns;
        for (std::size_t i = 0; i < columns.size() && column < 0; ++i) {
            if (columns[i].field == field) {
                Q_EMIT fieldChosen(int(i), ImportField::None);
                return;
            }
        }
        if (column >= 0)
            Q_EMIT fieldChosen(column, field);
    });
}

/// A column of the sheet below the mouse, by its head or any of its cells; -1: none.
int ColumnMapping::sectionAt(const QPoint &globalPos) const
{
    const QPoint inHeader = m_header->viewport()->mapFromGlobal(globalPos);
    const QPoint inTable = m_table->viewport()->mapFromGlobal(globalPos);
    if (!m_header->viewport()->rect().contains(inHeader) && !m_table->viewport()->rect().contains(inTable))
        return -1;
    const int section = m_header->logicalIndexAt(inHeader.x());
    return ImportSheetModel::sheetColumn(section) < 0 ? -1 : section;
}

void ColumnMapping::onMoved(const QPoint &globalPos)
{
    m_at = globalPos;
    if (m_drag->word().kind == WordDrag::Kind::Column) {
        m_chips->setTarget(m_chips->fieldAt(globalPos));
        return;
    }
    m_header->setTarget(sectionAt(globalPos));
    const int x = m_table->viewport()->mapFromGlobal(globalPos).x();
    if (x < ScrollEdge || x >= m_table->viewport()->width() - ScrollEdge)
        m_scroll.start();
    else
        m_scroll.stop();
}

void ColumnMapping::scrollOn()
{
    const QPoint at = m_table->mapFromGlobal(m_at);
    if (!m_table->rect().contains(at))
        return; // on its way there
    QScrollBar *bar = m_table->horizontalScrollBar();
    bar->setValue(bar->value() + (at.x() < m_table->width() / 2 ? -ScrollStep : ScrollStep));
    m_header->setTarget(sectionAt(m_at));
}

void ColumnMapping::onDropped(const QPoint &globalPos)
{
    const WordDrag::Word &word = m_drag->word();
    if (word.kind == WordDrag::Kind::Column) {
        if (const ImportField field = m_chips->fieldAt(globalPos); field != ImportField::None)
            Q_EMIT fieldChosen(word.number, field);
    } else if (const int section = sectionAt(globalPos); section >= 0) {
        Q_EMIT fieldChosen(ImportSheetModel::sheetColumn(section), ImportField(word.number));
    }
}

void ColumnMapping::onEnded()
{
    m_scroll.stop();
    m_header->setTarget(-1);
    m_chips->setTarget(ImportField::None);
}

} // namespace Gui
