// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectortable.h"

#include "models/inspectorroles.h"
#include "models/meaning.h"
#include "ui/common/densetable.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>
#include <QToolTip>

#include <map>

namespace Gui {

namespace {

constexpr int Margin = 6;
constexpr int RowSpace = 6;
/// More cells than this are not copied in one go.
constexpr int MostCopied = 100'000;

/// Lays out the text over as many lines as it needs, between words where that is possible; returns its height.
qreal layOut(QTextLayout &layout, int width, Qt::Alignment alignment)
{
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, height));
        height += line.height();
    }
    layout.endLayout();
    return height;
}

/// Of a cell that may span others.
int cellWidth(const QTableView *table, const QModelIndex &index)
{
    int width = 0;
    for (int i = 0; i < std::max(1, table->columnSpan(index.row(), index.column())); ++i)
        width += table->columnWidth(index.column() + i);
    return width;
}

QString copyText(const QModelIndex &index)
{
    return index.data(Models::InspectorRole::CopyRole).toString();
}

} // namespace

InspectorDelegate::InspectorDelegate(const Theme *theme, bool wraps, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_wraps(wraps)
{
}

void InspectorDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(Models::InspectorRole::MonospaceRole).toBool())
        option->font = Theme::monospace();
}

void InspectorDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const bool heading = index.data(Models::InspectorRole::HeadingRole).toBool();
    const bool selected = cell.state & QStyle::State_Selected && !heading;
    if (selected)
        painter->fillRect(cell.rect, m_theme->tokens().selected);
    else if (index.data(Models::InspectorRole::DiffersRole).toBool())
        painter->fillRect(cell.rect, m_theme->tokens().alternate);
    const QRect place = cell.rect.adjusted(Margin, 0, -Margin, 0);
    painter->setFont(cell.font);
    if (heading) {
        painter->setPen(m_theme->tokens().border);
        painter->drawLine(cell.rect.bottomLeft(), cell.rect.bottomRight());
        painter->setPen(m_theme->tokens().secondary);
        painter->drawText(place.adjusted(0, 0, 0, -RowSpace / 2), Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine,
                          cell.text);
        return;
    }
    painter->setPen(selected && m_theme->isHighContrast()
                        ? cell.palette.color(QPalette::HighlightedText)
                        : m_theme->color(Models::Meaning(index.data(Models::InspectorRole::MeaningRole).toInt())));
    const QFontMetrics metrics(cell.font);
    if (m_wraps) {
        // Beside a text of several lines the label stands at its first one.
        QTextLayout layout(cell.text, cell.font);
        (void)layOut(layout, place.width(), cell.displayAlignment & Qt::AlignHorizontal_Mask);
        layout.draw(painter, place.topLeft() + QPoint(0, RowSpace / 2));
    } else {
        painter->drawText(place, int(cell.displayAlignment) | Qt::TextSingleLine,
                          metrics.elidedText(cell.text, Qt::ElideRight, place.width()));
    }
    const auto *view = qobject_cast<const QAbstractItemView *>(cell.widget);
    if (view && view->hasFocus() && view->currentIndex() == index) {
        painter->setPen(m_theme->tokens().accent);
        painter->drawRect(cell.rect.adjusted(0, 0, -1, -1));
    }
}

QSize InspectorDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QFontMetrics metrics(cell.font);
    const int line = metrics.height() + RowSpace;
    if (index.data(Models::InspectorRole::HeadingRole).toBool())
        return {metrics.horizontalAdvance(cell.text) + 2 * Margin, line + 8};
    const auto *table = qobject_cast<const QTableView *>(cell.widget);
    if (m_wraps && table) {
        const int width = std::max(20, cellWidth(table, index) - 2 * Margin);
        if (metrics.horizontalAdvance(cell.text) <= width && !cell.text.contains(u'\n'))
            return {width, line};
        QTextLayout layout(cell.text, cell.font);
        return {width, std::max(line, int(layOut(layout, width, Qt::AlignLeft)) + RowSpace)};
    }
    return {metrics.horizontalAdvance(cell.text) + 2 * Margin + 2, line};
}

bool InspectorDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                  const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    QString tip = index.data(Qt::ToolTipRole).toString();
    if (!m_wraps && QFontMetrics(cell.font).horizontalAdvance(cell.text) > cell.rect.width() - 2 * Margin)
        tip = tip.isEmpty() ? cell.text : QString(cell.text + u'\n' + tip);
    QToolTip::showText(event->globalPos(), plainToolTip(tip), view->viewport());
    return true;
}

InspectorTable::InspectorTable(const Theme *theme, const char *objectName, const QString &accessibleName, Lines lines,
                               QWidget *parent)
    : QTableView(parent)
{
    setObjectName(QLatin1String(objectName));
    setAccessibleName(accessibleName);
    setItemDelegate(new InspectorDelegate(theme, lines == Lines::Wrapped, this));
    makeDense(this);
    setAlternatingRowColors(false);
    setWordWrap(lines == Lines::Wrapped);
    horizontalHeader()->setObjectName(QLatin1String(objectName) + QStringLiteral("Header"));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(16);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    updateRowHeight();
    connect(theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT rowActivated(index.row()); });
}

void InspectorTable::updateRowHeight()
{
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    verticalScrollBar()->setSingleStep(verticalHeader()->defaultSectionSize());
}

void InspectorTable::fitRows()
{
    for (int row = 0; row < model()->rowCount(); ++row) {
        int height = 0;
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (!isColumnHidden(column))
                height = std::max(height, sizeHintForIndex(model()->index(row, column)).height());
        }
        setRowHeight(row, height);
    }
}

void InspectorTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateRowHeight();
}

QString InspectorTable::selectedText() const
{
    std::map<int, QStringList> rows;
    int cells = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            for (int column = range.left(); column <= range.right() && ++cells < MostCopied; ++column) {
                const QModelIndex index = model()->index(row, column);
                if (!isColumnHidden(column) && !index.data(Models::InspectorRole::HeadingRole).toBool())
                    rows[row] << copyText(index);
            }
        }
    }
    QStringList lines;
    for (const auto &[row, texts] : rows)
        lines << texts.join(u'\t');
    return lines.join(u'\n');
}

QString InspectorTable::allText() const
{
    QStringList lines;
    for (int row = 0; row < model()->rowCount() && row < MostCopied; ++row) {
        QStringList texts;
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (!isColumnHidden(column))
                texts << copyText(model()->index(row, column));
        }
        lines << texts.join(u'\t');
    }
    return lines.join(u'\n');
}

void InspectorTable::copySelection()
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void InspectorTable::copyAll()
{
    QGuiApplication::clipboard()->setText(allText());
}

void InspectorTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void InspectorTable::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString cell = index.isValid() ? copyText(index) : QString();
    if (!cell.isEmpty())
        menu->addAction(tr("Copy this cell"), this, [cell] { QGuiApplication::clipboard()->setText(cell); });
    menu->addAction(tr("Copy the selection") + u'\t'
                        + QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText),
                    this, &InspectorTable::copySelection);
    menu->addAction(tr("Copy all"), this, &InspectorTable::copyAll);
    menu->popup(event->globalPos());
}

} // namespace Gui
