// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/sheetheader.h"

#include "models/importsheetmodel.h"
#include "ui/common/theme.h"
#include "ui/import/worddrag.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace Gui {

using Models::ImportSheetModel;

namespace {

constexpr int Padding = 4; ///< above and below the lines
constexpr int Slack = 4; ///< glyphs have fractions of pixels, and a text that does not quite fit is cut
constexpr int TargetEdge = 2;
constexpr QPoint Nowhere(-10'000, -10'000);

} // namespace

SheetHeader::SheetHeader(const Theme *theme, WordDrag *drag, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
    , m_drag(drag)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    connect(m_theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void SheetHeader::setTarget(int section)
{
    if (std::exchange(m_target, section) != section)
        viewport()->update();
}

QString SheetHeader::head(int section) const
{
    return model()->headerData(section, orientation(), Qt::DisplayRole).toString();
}

/// Empty before the columns of the sheet.
QString SheetHeader::field(int section) const
{
    if (ImportSheetModel::sheetColumn(section) < 0)
        return {};
    const QString name = model()->headerData(section, orientation(), ImportSheetModel::FieldNameRole).toString();
    return (name.isEmpty() ? tr("not used") : name) + QStringLiteral(" ▾");
}

QSize SheetHeader::sectionSizeFromContents(int section) const
{
    const QFontMetrics metrics = fontMetrics();
    const int margin = 2 * style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, this);
    const int text = std::max(metrics.horizontalAdvance(head(section)), metrics.horizontalAdvance(field(section)));
    return {text + margin + Slack, 2 * metrics.height() + 2 * Padding};
}

void SheetHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    QStyleOptionHeader option;
    initStyleOption(&option);
    option.rect = rect;
    option.section = section;
    painter->save();
    style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
    if (section == m_target)
        painter->fillRect(rect, m_theme->tokens().selected);
    const int margin = style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, this);
    const QFontMetrics metrics = fontMetrics();
    QRect line = rect.adjusted(margin, Padding, -margin, 0);
    line.setHeight(metrics.height());
    const QString what = field(section);
    if (what.isEmpty())
        line.moveTop(rect.center().y() - line.height() / 2);
    painter->setPen(m_theme->tokens().text);
    painter->drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter),
                      metrics.elidedText(head(section), Qt::ElideRight, line.width()));
    if (!what.isEmpty()) {
        const bool isUsed = model()->headerData(section, orientation(), ImportSheetModel::FieldRole).toInt() != 0;
        line.translate(0, metrics.height());
        painter->setPen(isUsed ? m_theme->tokens().accent : m_theme->tokens().secondary);
        painter->drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter),
                          metrics.elidedText(what, Qt::ElideMiddle, line.width()));
    }
    if (section == m_target)
        painter->fillRect(QRect(rect.left(), rect.bottom() - TargetEdge, rect.width(), TargetEdge),
                          m_theme->tokens().accent);
    painter->restore();
}

/// Where the mouse makes a column wider.
bool SheetHeader::isOnEdge(int x, int section) const
{
    const int grip = style()->pixelMetric(QStyle::PM_HeaderGripMargin, nullptr, this);
    const int left = sectionViewportPosition(section);
    return x < left + grip || x >= left + sectionSize(section) - grip;
}

void SheetHeader::mousePressEvent(QMouseEvent *event)
{
    QHeaderView::mousePressEvent(event);
    const int x = event->position().toPoint().x();
    const int section = logicalIndexAt(x);
    const int column = ImportSheetModel::sheetColumn(section);
    if (event->button() == Qt::LeftButton && column >= 0 && !isOnEdge(x, section))
        m_drag->press(viewport(), event->globalPosition().toPoint(), {WordDrag::Kind::Column, column, head(section)});
}

void SheetHeader::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || !m_drag->move(event->globalPosition().toPoint()))
        QHeaderView::mouseMoveEvent(event);
}

void SheetHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_drag->release(event->globalPosition().toPoint())) {
        QHeaderView::mouseReleaseEvent(event);
        return;
    }
    // The head is let go elsewhere, so that it does not take this for a click.
    QMouseEvent elsewhere(QEvent::MouseButtonRelease, QPointF(Nowhere), event->globalPosition(), event->button(),
                          event->buttons(), event->modifiers());
    QHeaderView::mouseReleaseEvent(&elsewhere);
}

} // namespace Gui
