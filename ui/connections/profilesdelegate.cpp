// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/profilesdelegate.h"

#include "models/profilesmodel.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QLineEdit>
#include <QPainter>

namespace Gui {

using Models::ProfilesModel;

namespace {

constexpr int DotSize = 12;
constexpr int CellMargin = 3;
constexpr int LongestName = 100;

} // namespace

ProfilesDelegate::ProfilesDelegate(const Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void ProfilesDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, option.palette.highlight());
    QStyleOptionViewItem cell = option;
    cell.rect.adjust(CellMargin, 0, -CellMargin, 0); // as the header above
    cell.state &= ~QStyle::State_HasFocus; // the row is what is chosen
    QStyledItemDelegate::paint(painter, cell, index);
}

QWidget *ProfilesDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const
{
    auto *editor = new QLineEdit(parent);
    editor->setObjectName(QStringLiteral("nameEditor"));
    editor->setAccessibleName(tr("Name"));
    editor->setMaxLength(LongestName);
    return editor;
}

void ProfilesDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    switch (index.column()) {
    case ProfilesModel::Events:
        option->text = groupedNumber(index.data().toULongLong());
        break;
    case ProfilesModel::Size:
        option->text = byteSize(index.data().toULongLong());
        break;
    default:
        break;
    }
    const QVariant meaning = index.data(ProfilesModel::MeaningRole);
    if (!meaning.isValid())
        return;
    const auto means = Models::Meaning(meaning.toInt());
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(DotSize, DotSize);
    option->icon = m_theme->dot(means);
    // In its own colour on a selected row, too.
    const qreal ratio = option->widget ? option->widget->devicePixelRatioF() : 1;
    option->icon.addPixmap(option->icon.pixmap(option->decorationSize, ratio), QIcon::Selected);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, m_theme->color(means));
}

} // namespace Gui
