// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparepage.h"

#include "ui/inspector/inspectortable.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace Gui {

using Models::ComparisonModel;

ComparePage::ComparePage(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_summary(new QLabel(this))
    , m_table(new InspectorTable(theme, "compareTable", tr("Both events, field by field"),
                                 InspectorTable::Lines::Wrapped, this))
{
    setObjectName(QStringLiteral("comparePage"));
    m_summary->setObjectName(QStringLiteral("compareSummary"));
    m_summary->setAccessibleName(tr("What differs"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(8, 4, 8, 8);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setModel(&m_model);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
}

ComparePage::~ComparePage()
{
    delete m_table;
}

void ComparePage::compare(const Models::EventFacts &words, const Models::EventFacts::Source &first,
                          const Models::EventFacts::Source &second)
{
    m_model.compare(words, first, second);
    m_summary->setText(m_model.summary());
    m_table->clearSpans();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.index(row, 0).data(Models::InspectorRole::HeadingRole).toBool())
            m_table->setSpan(row, 0, 1, ComparisonModel::ColumnCount);
    }
    fit();
}

void ComparePage::fit()
{
    const int letter = fontMetrics().averageCharWidth();
    const int mark = fontMetrics().horizontalAdvance(u'≠') + 16;
    // With room for the scroll bar, which comes when the rows have their heights.
    const int width = this->width() - m_table->verticalScrollBar()->sizeHint().width();
    const int field = std::min(24 * letter, width / 4);
    m_table->setColumnWidth(ComparisonModel::Mark, mark);
    m_table->setColumnWidth(ComparisonModel::Field, field);
    m_table->setColumnWidth(ComparisonModel::First, (width - mark - field) / 2);
    m_table->setColumnWidth(ComparisonModel::Second, width - mark - field - (width - mark - field) / 2);
    m_table->fitRows();
}

void ComparePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace Gui
