// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/skeleton.h"

#include "ui/common/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace Gui {

namespace {

constexpr int PatienceMs = 200;
constexpr int CellMargin = 6;
constexpr int Radius = 4;
/// Shares of a cell, so that rows look like rows of texts.
constexpr int Shares[] = {70, 55, 85, 60, 75};

} // namespace

Skeleton::Skeleton(const Theme *theme, QTableView *table)
    : QWidget(table->viewport())
    , m_theme(theme)
    , m_table(table)
{
    setObjectName(QStringLiteral("skeleton"));
    setAccessibleName(tr("The list is being read"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_patience.setSingleShot(true);
    m_patience.setInterval(PatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        setGeometry(parentWidget()->rect());
        show();
    });
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    parentWidget()->installEventFilter(this);
    hide();
}

void Skeleton::setWaiting(bool waiting)
{
    if (!waiting) {
        m_patience.stop();
        hide();
    } else if (!isVisible() && !m_patience.isActive()) {
        m_patience.start();
    }
}

void Skeleton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor color = m_theme->tokens().border;
    const QHeaderView *header = m_table->horizontalHeader();
    const int rowHeight = std::max(1, m_table->verticalHeader()->defaultSectionSize());
    const int bar = std::max(4, rowHeight / 3);
    const int rows = height() / rowHeight;
    for (int row = 0; row < rows; ++row) {
        color.setAlphaF(0.8F * float(rows - row) / float(rows)); // nobody knows how many there will be
        painter.setBrush(color);
        for (int visual = 0; visual < header->count(); ++visual) {
            const int column = header->logicalIndex(visual);
            if (m_table->isColumnHidden(column))
                continue;
            const int share = Shares[std::size_t(row + 2 * visual) % std::size(Shares)];
            const int width = (header->sectionSize(column) - 2 * CellMargin) * share / 100;
            painter.drawRoundedRect(QRect(header->sectionViewportPosition(column) + CellMargin,
                                          row * rowHeight + (rowHeight - bar) / 2, width, bar),
                                    Radius, Radius);
        }
    }
}

bool Skeleton::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace Gui
