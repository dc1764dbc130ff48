// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palettedelegate.h"

#include "models/palettemodel.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace Gui {

using Models::PaletteModel;

namespace {

constexpr int Margin = 12;
constexpr int Space = 8;
constexpr int IconSide = 16;
constexpr double HeadingSize = 0.9;

QFont headingFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * HeadingSize);
    return font;
}

/// One line, cut at its end; the letters of `ranges` in `accent`. Returns the width used.
int drawText(QPainter *painter, const QRect &place, const QFont &font, const QString &text,
             const QList<Models::TextRange> &ranges, const QColor &color, const QColor &accent)
{
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, place.width());
    // What was cut away, the sign of it included, has no letters to mark.
    const int kept = int(shown == text ? text.size() : std::max<qsizetype>(0, shown.size() - 1));
    QList<QTextLayout::FormatRange> formats;
    for (const Models::TextRange &range : ranges) {
        if (range.start >= kept)
            continue;
        QTextLayout::FormatRange format;
        format.start = range.start;
        format.length = std::min(range.length, kept - range.start);
        format.format.setForeground(accent);
        format.format.setFontUnderline(true);
        formats << format;
    }
    QTextLayout layout(shown, font);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(place.width() + 1);
    layout.endLayout();
    painter->setPen(color);
    layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2));
    return int(std::ceil(line.naturalTextWidth()));
}

} // namespace

PaletteDelegate::PaletteDelegate(const Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (index.data(PaletteModel::HeadingRole).toBool())
        paintHeading(painter, option, index);
    else
        paintItem(painter, option, index);
    painter->restore();
}

void PaletteDelegate::paintHeading(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const QRect place = option.rect.adjusted(Margin, Space, -Margin, 0);
    painter->setFont(headingFont(option.font));
    painter->setPen(m_theme->tokens().secondary);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, index.data(PaletteModel::DetailRole).toString());
}

void PaletteDelegate::paintItem(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const ColorTokens &tokens = m_theme->tokens();
    if (selected) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(tokens.selected);
        painter->drawRoundedRect(option.rect.adjusted(4, 0, -4, 0), 4, 4);
    }
    // Systems with high contrast have a text colour of their own for what is selected.
    const QColor marked = option.palette.color(QPalette::HighlightedText);
    const bool own = selected && m_theme->isHighContrast();
    const QColor text = own ? marked : tokens.text;
    const QColor quiet = own ? marked : tokens.secondary;
    const QColor accent = own ? marked : tokens.accent;

    QRect place = option.rect.adjusted(Margin, 0, -Margin, 0);
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const QString icon = checked ? QStringLiteral("test") : index.data(PaletteModel::IconRole).toString();
    if (!icon.isEmpty())
        m_theme->icon(icon).paint(painter,
                                  QRect(place.left(), place.center().y() - IconSide / 2 + 1, IconSide, IconSide));
    place.setLeft(place.left() + IconSide + Space);
    const QString shortcut = index.data(PaletteModel::ShortcutRole).toString();
    if (!shortcut.isEmpty()) {
        painter->setFont(option.font);
        painter->setPen(quiet);
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, shortcut);
        place.setRight(place.right() - option.fontMetrics.horizontalAdvance(shortcut) - 2 * Space);
    }
    const int used = drawText(painter, place, option.font, index.data().toString(),
                              index.data(PaletteModel::RangesRole).value<QList<Models::TextRange>>(), text, accent);
    place.setLeft(place.left() + used + Space);
    const QString detail = index.data(PaletteModel::DetailRole).toString();
    if (!detail.isEmpty() && place.width() > 2 * IconSide)
        drawText(painter, place, option.font, detail, {}, quiet, accent);
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.data(PaletteModel::HeadingRole).toBool())
        return {1, QFontMetrics(headingFont(option.font)).height() + Space + 4};
    return {1, option.fontMetrics.height() + 10};
}

} // namespace Gui
