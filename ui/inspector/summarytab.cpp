// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/summarytab.h"

#include "models/factsmodel.h"
#include "ui/inspector/inspectortable.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>

namespace Gui {

using Models::FactsModel;

namespace {

constexpr int MostColumns = 3;
/// One column of facts, in widths of a letter.
constexpr int ColumnLetters = 66;
constexpr int LabelLetters = 20;

} // namespace

SummaryTab::SummaryTab(const Theme *theme, const char *objectName, const QString &accessibleName, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(QLatin1String(objectName));
    setAccessibleName(accessibleName);
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    content->setBackgroundRole(QPalette::Base);
    m_row = new QHBoxLayout(content);
    m_row->setContentsMargins(4, 0, 4, 4);
    m_row->setSpacing(16);
    for (int i = 0; i < MostColumns; ++i) {
        Part part;
        part.model = std::make_unique<FactsModel>();
        const QByteArray name = QByteArray(objectName) + QByteArray::number(i + 1);
        part.table = new InspectorTable(theme, name.constData(), tr("%1, column %2").arg(accessibleName).arg(i + 1),
                                        InspectorTable::Lines::Wrapped);
        part.table->setModel(part.model.get());
        part.table->horizontalHeader()->hide();
        part.table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        part.table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        connect(part.table->selectionModel(), &QItemSelectionModel::currentChanged, this,
                [this, table = part.table](const QModelIndex &current) {
                    const QRect cell = table->visualRect(current);
                    const QPoint at = table->viewport()->mapTo(widget(), cell.center());
                    if (table->hasFocus())
                        ensureVisible(at.x(), at.y(), 0, cell.height());
                });
        m_row->addWidget(part.table, 1, Qt::AlignTop);
        m_parts.push_back(std::move(part));
    }
    setWidget(content);
}

SummaryTab::~SummaryTab()
{
    // The tables go before their models.
    for (Part &part : m_parts)
        delete part.table;
}

void SummaryTab::setFacts(std::vector<Models::Fact> facts)
{
    m_facts = std::move(facts);
    spread();
}

int SummaryTab::wantedColumns() const
{
    const int width = std::max(1, fontMetrics().averageCharWidth() * ColumnLetters);
    return std::clamp(viewport()->width() / width, 1, MostColumns);
}

/// Whole sections in each column, so that the columns are about equally high.
void SummaryTab::spread()
{
    m_columns = wantedColumns();
    std::vector<std::vector<Models::Fact>> columns(MostColumns);
    const std::size_t target = (m_facts.size() + std::size_t(m_columns) - 1) / std::size_t(m_columns);
    std::size_t column = 0;
    for (std::size_t i = 0; i < m_facts.size();) {
        std::size_t end = i;
        while (end < m_facts.size() && m_facts[end].section == m_facts[i].section)
            ++end;
        const std::size_t size = columns[column].size();
        if (size > 0 && column + 1 < std::size_t(m_columns) && size + (end - i) / 2 > target)
            ++column;
        for (; i < end; ++i)
            columns[column].push_back(m_facts[i]);
    }
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const bool used = !columns[i].empty();
        m_parts[i].table->clearSpans();
        m_parts[i].model->setFacts(std::move(columns[i]));
        for (int row = 0; row < m_parts[i].model->rowCount(); ++row) {
            if (m_parts[i].model->index(row, 0).data(Models::InspectorRole::HeadingRole).toBool())
                m_parts[i].table->setSpan(row, FactsModel::Label, 1, FactsModel::ColumnCount);
            else if (m_parts[i].model->index(row, FactsModel::Delay).data().toString().isEmpty())
                m_parts[i].table->setSpan(row, FactsModel::Value, 1, 2);
        }
        m_parts[i].table->setVisible(used || i < std::size_t(m_columns));
    }
    fit();
}

void SummaryTab::fit()
{
    const int letter = fontMetrics().averageCharWidth();
    const int width = (viewport()->width() - 8 - (m_columns - 1) * m_row->spacing()) / std::max(1, m_columns);
    for (Part &part : m_parts) {
        if (part.table->isHidden())
            continue;
        int label = letter * LabelLetters / 2;
        for (int row = 0; row < part.model->rowCount(); ++row) {
            const QModelIndex index = part.model->index(row, FactsModel::Label);
            if (!index.data(Models::InspectorRole::HeadingRole).toBool())
                label = std::max(label, fontMetrics().horizontalAdvance(index.data().toString()) + 16);
        }
        // Delays stand beside their times; other values take the room of both.
        const int time = fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000")) + 24;
        const int delay = fontMetrics().horizontalAdvance(QStringLiteral("+000.0 ms")) + 16;
        label = std::min(label, std::max(width * 2 / 5, width - time - delay));
        part.table->setColumnWidth(FactsModel::Label, label);
        part.table->setColumnWidth(FactsModel::Value, time);
        part.table->setColumnWidth(FactsModel::Delay, std::max(40, width - label - time));
        part.table->fitRows();
        part.table->setFixedHeight(part.table->verticalHeader()->length() + 2);
    }
}

void SummaryTab::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (wantedColumns() != m_columns)
        spread();
    else
        fit();
}

void SummaryTab::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_row)
        spread();
}

} // namespace Gui
