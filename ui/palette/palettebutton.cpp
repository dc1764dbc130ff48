// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palettebutton.h"

#include "ui/common/theme.h"

#include <QAction>
#include <QPainter>

namespace Gui {

namespace {

constexpr int Margin = 8;
constexpr int IconSide = 16;
constexpr int WidestPart = 36; // letters

} // namespace

PaletteButton::PaletteButton(const Theme *theme, QAction *action, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_keys(action->shortcut().toString(QKeySequence::NativeText))
{
    setObjectName(QStringLiteral("paletteButton"));
    setText(tr("Search or run…"));
    setAccessibleName(tr("Search or run"));
    setToolTip(action->toolTip());
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize PaletteButton::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * WidestPart + 2 * Margin + IconSide, fontMetrics().height() + 10};
}

QSize PaletteButton::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(text() + m_keys) + 5 * Margin + IconSide, sizeHint().height()};
}

void PaletteButton::paintEvent(QPaintEvent * /*event*/)
{
    const ColorTokens &tokens = m_theme->tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = hasFocus() || underMouse() || isDown();
    painter.setPen(QPen(lit ? tokens.accent : tokens.border, 1));
    painter.setBrush(tokens.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRect place = rect().adjusted(Margin, 0, -Margin, 0);
    m_theme->icon(QStringLiteral("palette"))
        .paint(&painter, QRect(place.left(), (height() - IconSide) / 2, IconSide, IconSide));
    place.setLeft(place.left() + IconSide + Margin);
    painter.setPen(tokens.secondary);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, m_keys);
}

} // namespace Gui
