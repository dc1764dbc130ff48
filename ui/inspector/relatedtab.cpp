// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/relatedtab.h"

#include "ui/inspector/inspectortable.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace Gui {

using Models::RelatedModel;

RelatedTab::RelatedTab(const Theme *theme, RelatedModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_note(new QLabel(this))
    , m_table(new InspectorTable(theme, "relatedTable", tr("Related events"), InspectorTable::Lines::Single, this))
{
    setObjectName(QStringLiteral("relatedTab"));
    m_note->setObjectName(QStringLiteral("relatedNote"));
    m_note->setAccessibleName(tr("How these events belong together"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 8, 12, 8);
    m_table->setModel(model);
    m_table->setToolTip(tr("Enter or double-click goes to the event in the log"));
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_table, 1);
    layout->addStretch(0);
    connect(model, &RelatedModel::changed, this, &RelatedTab::update);
    connect(m_table, &InspectorTable::rowActivated, this, [this](int row) {
        if (row >= 0 && row < m_model->rowCount())
            Q_EMIT rowRequested(m_model->key(row));
    });
    update();
}

RelatedTab::~RelatedTab()
{
    delete m_table;
}

void RelatedTab::setGeneration(Domain::Generation generation)
{
    m_generation = generation;
    update();
}

void RelatedTab::update()
{
    const bool others = m_model->othersCount() > 0;
    m_table->setVisible(others);
    const bool v2 = m_generation == Domain::Generation::V2;
    QString note;
    if (m_model->isLooking())
        note = tr("Looking…");
    else if (!others)
        note = v2 ? tr("No other event of this device within a minute.")
                  : tr("No other event in the log shares an id of this one.");
    else
        note = v2
            ? tr("Same device, within a minute: v2 messages carry no ids that tie them together.")
            : tr("They share ids that the servers gave them: the uplink, what was sent after it, and its answer.");
    if (m_model->isCut())
        note += QStringLiteral(" ") + tr("Only the nearest %1 are shown.").arg(RelatedModel::MostRows);
    m_note->setText(note);
    if (others) {
        // The last one takes the rest.
        for (int column = 0; column < RelatedModel::ColumnCount - 1; ++column) {
            m_table->resizeColumnToContents(column);
            m_table->setColumnWidth(column, m_table->columnWidth(column) + 12);
        }
    }
}

} // namespace Gui
