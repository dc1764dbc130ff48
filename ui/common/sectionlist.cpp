// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/sectionlist.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyledItemDelegate>

namespace Gui {

namespace {

constexpr int Width = 184;
constexpr int RowPadding = 12;
constexpr int Indent = 12;

/// Its texts stand below the title of the page; the chosen row goes from edge to edge.
class SectionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        const QString text = row.text;
        row.text.clear();
        QStyle *style = row.widget ? row.widget->style() : nullptr;
        if (!style)
            return;
        style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
        const bool selected = row.state & QStyle::State_Selected;
        const QRect place = row.rect.adjusted(Indent, 0, -Indent / 2, 0);
        painter->setFont(row.font);
        style->drawItemText(painter, place, Qt::AlignLeft | Qt::AlignVCenter, row.palette,
                            row.state & QStyle::State_Enabled,
                            row.fontMetrics.elidedText(text, Qt::ElideRight, place.width()),
                            selected ? QPalette::HighlightedText : QPalette::Text);
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width() + Indent,
                option.fontMetrics.height() + RowPadding};
    }
};

} // namespace

SectionList::SectionList(const QString &name, QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(name);
    setAccessibleName(QCoreApplication::translate("Gui::SectionList", "Sections"));
    setFixedWidth(Width);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new SectionDelegate(this));
}

} // namespace Gui
