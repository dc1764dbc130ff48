// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/gatewaystab.h"

#include "ui/inspector/inspectortable.h"

#include <QLabel>
#include <QVBoxLayout>

namespace Gui {

using Models::GatewaysModel;

namespace {

constexpr int WidestColumn = 260;

} // namespace

GatewaysTab::GatewaysTab(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_note(new QLabel(this))
    , m_table(new InspectorTable(theme, "gatewaysTable", tr("Gateways"), InspectorTable::Lines::Single, this))
{
    setObjectName(QStringLiteral("gatewaysTab"));
    m_note->setObjectName(QStringLiteral("gatewaysNote"));
    m_note->setAccessibleName(tr("About the gateways"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 8, 12, 8);
    m_table->setModel(&m_model);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_table, 1);
    layout->addStretch(0);
    clear();
}

GatewaysTab::~GatewaysTab()
{
    delete m_table;
}

void GatewaysTab::setEvent(const Domain::TrafficEvent &event, const Models::EventText &text)
{
    m_model.setEvent(event, text);
    const bool filled = m_model.rowCount() > 0;
    m_table->setVisible(filled);
    m_note->setText(
        filled ? tr("%1 of %2 receptions are listed.").arg(m_model.rowCount()).arg(event.gatewayCount)
               : tr("This message names no gateways. Only what came over the air does: uplinks, and joins of v2."));
    // Of many only the first are kept; antennas make the list longer, never shorter.
    m_note->setVisible(!filled || m_model.rowCount() < event.gatewayCount);
    for (int column = 0; column < GatewaysModel::ColumnCount; ++column)
        m_table->setColumnHidden(column, m_model.isColumnEmpty(GatewaysModel::Column(column)));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < GatewaysModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column) + 8, WidestColumn));
}

void GatewaysTab::clear()
{
    setEvent({}, {});
    m_note->hide();
}

} // namespace Gui
