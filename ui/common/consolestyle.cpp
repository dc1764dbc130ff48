// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/consolestyle.h"

#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

namespace Gui {

namespace {

constexpr double FieldRadius = 2;
constexpr double FocusRadius = 3;
constexpr int ArrowSize = 8;
constexpr int ItemPadding = 6;
constexpr int FieldInset = 2; ///< beyond Fusion's, so that texts stand below those of combo boxes
constexpr int BoxMargin = 24;
constexpr int BoxTextWidth = 340;

// Fusion takes its outlines from the window's colour and its focus from the selection's: on a dark window neither is
// seen. Ours are colours of the palette with a contrast of their own.

void drawOutline(QPainter *painter, const QRectF &place, double radius, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(color);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

void drawFieldOutline(QPainter *painter, const QStyleOption *option)
{
    const bool focus = option->state & QStyle::State_HasFocus;
    // On a light window Fusion's own is the stronger one.
    if (focus || option->palette.color(QPalette::Window).lightness() < 128)
        drawOutline(painter, option->rect, FieldRadius, option->palette.color(focus ? QPalette::Link : QPalette::Mid));
}

/// Of texts of several lines and of lists: the same as that of a line.
void drawAreaOutline(QPainter *painter, const QStyleOption *option)
{
    constexpr int AsFusion = 140;
    const QColor window = option->palette.color(QPalette::Window);
    const QColor color = option->state & QStyle::State_HasFocus ? option->palette.color(QPalette::Link)
        : window.lightness() < 128                              ? option->palette.color(QPalette::Mid)
                                                                : window.darker(AsFusion);
    drawOutline(painter, option->rect, FieldRadius, color);
}

/// Without it a box that is not ticked would be nothing at all.
QColor boxOutline(const QStyleOption *option)
{
    return option->palette.color(option->state & QStyle::State_HasFocus ? QPalette::Link : QPalette::PlaceholderText);
}

/// Qt sets the texts of a box without a picture in, and its margins are narrower than those of our dialogs. What
/// happened is the title of what follows from it.
void arrange(QMessageBox *box)
{
    auto *grid = qobject_cast<QGridLayout *>(box->layout());
    if (!grid)
        return;
    grid->setContentsMargins(BoxMargin, BoxMargin, BoxMargin, BoxMargin);
    if (box->icon() == QMessageBox::NoIcon && box->iconPixmap().isNull()) {
        for (int i = 0; i < grid->count(); ++i) {
            if (QSpacerItem *indent = grid->itemAt(i)->spacerItem(); indent && indent->sizeHint().height() <= 1)
                indent->changeSize(0, 0, QSizePolicy::Fixed, QSizePolicy::Fixed);
        }
        grid->setHorizontalSpacing(0);
        for (const char *name : {"qt_msgbox_label", "qt_msgbox_informativelabel"}) {
            if (auto *label = box->findChild<QLabel *>(QLatin1String(name)))
                label->setIndent(0);
        }
    }
    auto *title = box->findChild<QLabel *>(QStringLiteral("qt_msgbox_label"));
    if (!title)
        return;
    int row = 0, column = 0, rows = 0, columns = 0;
    grid->getItemPosition(grid->indexOf(title), &row, &column, &rows, &columns);
    grid->setColumnMinimumWidth(column, BoxTextWidth); // else short texts are broken in the midst, and titles are cut
    if (box->informativeText().isEmpty())
        return;
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
}

} // namespace

ConsoleStyle::ConsoleStyle(const Theme *theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(theme)
{
}

QIcon ConsoleStyle::standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const
{
    // Fusion's own is the same grey in light and dark.
    if (pixmap == SP_LineEditClearButton && m_theme)
        return m_theme->icon(QStringLiteral("close"));
    return QProxyStyle::standardIcon(pixmap, option, widget);
}

void ConsoleStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (auto *box = qobject_cast<QMessageBox *>(widget))
        arrange(box);
    // The cross that Qt puts into a field has neither text nor name.
    const auto *button = qobject_cast<const QToolButton *>(widget);
    if (!button || !widget->inherits("QLineEditIconButton") || !widget->accessibleName().isEmpty())
        return;
    if (const QAction *action = button->defaultAction(); !action || action->text().isEmpty())
        widget->setAccessibleName(tr("Clear"));
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
        return 16;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
        return 2;
    case PM_SplitterWidth:
        return 5;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseHeight:
        return 0;
    case PM_FocusFrameHMargin: // lists and trees: their texts stand below the titles
        return qobject_cast<const QAbstractItemView *>(widget) ? 5 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_HeaderMargin:
        return 6; // as the cells of the log
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    return element == SE_LineEditContents && frame && frame->lineWidth > 0 ? rect.adjusted(FieldInset, 0, 0, 0) : rect;
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                     const QWidget *widget) const
{
    const QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return {std::max(result.width(), size.width() + 24), std::max(result.height(), size.height() + 10)};
    case CT_TabBarTab:
        return {size.width() + 24, size.height() + 14};
    case CT_LineEdit:
    case CT_ComboBox:
        return result.grownBy({0, 1, 0, 1});
    case CT_ItemViewItem: // of lists and trees: lines that touch are hard to read and to hit
        return option ? result.expandedTo({0, option->fontMetrics.height() + ItemPadding}) : result;
    default:
        return result;
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return 400;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons: // Fusion's coloured ones, on some desktops only
        return 0;
#ifndef Q_OS_MACOS
    case SH_DialogButtonLayout:
        return QDialogButtonBox::GnomeLayout; // what the dialog is for stands at the right, whatever the desktop
#endif
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
        painter->fillRect(option->rect, option->palette.window());
        painter->setPen(option->palette.color(QPalette::Mid));
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        if (element == CE_HeaderSection) {
            const int inset = option->rect.height() / 4;
            painter->drawLine(option->rect.right(), option->rect.top() + inset, option->rect.right(),
                              option->rect.bottom() - inset);
        }
        return;
    }
    // Qt 6.4 loses on its way here how a title is to be cut.
    if (const auto *given = qstyleoption_cast<const QStyleOptionHeader *>(option);
        given && element == CE_HeaderLabel && given->icon.isNull()) {
        QStyleOptionHeader label = *given;
        label.text = label.fontMetrics.elidedText(label.text, Qt::ElideRight, label.rect.width());
        QProxyStyle::drawControl(element, &label, painter, widget);
        return;
    }
    if (element == CE_TabBarTabShape) {
        drawTab(option, painter);
        return;
    }
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, option->palette.window());
        painter->setPen(option->palette.color(QPalette::Mid));
        const QPoint middle = option->rect.center();
        if (option->rect.width() < option->rect.height())
            painter->drawLine(middle.x(), option->rect.top(), middle.x(), option->rect.bottom());
        else
            painter->drawLine(option->rect.left(), middle.y(), option->rect.right(), middle.y());
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawTab(const QStyleOption *option, QPainter *painter) const
{
    // Flat: the chosen one has a line below, in the accent colour; the mouse and the keyboard leave a tint.
    const QRect rect = option->rect;
    if (option->state & State_HasFocus)
        painter->fillRect(rect.adjusted(1, 2, -1, -2), option->palette.highlight());
    else if ((option->state & State_MouseOver) && (option->state & State_Enabled))
        painter->fillRect(rect.adjusted(1, 2, -1, -2), option->palette.alternateBase());
    if (option->state & State_Selected)
        painter->fillRect(QRect(rect.left() + 4, rect.bottom() - 1, rect.width() - 8, 2), option->palette.link());
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    // Fusion's arrow of sorting would stand at the upper edge of a header as low as ours.
    const auto *header = qobject_cast<const QHeaderView *>(widget);
    if (element == PE_IndicatorHeaderArrow && header && header->orientation() == Qt::Horizontal) {
        QStyleOptionHeader arrow;
        if (const auto *given = qstyleoption_cast<const QStyleOptionHeader *>(option))
            arrow = *given;
        arrow.rect = QRect(option->rect.center().x() - ArrowSize / 2, (header->height() - ArrowSize) / 2, ArrowSize,
                           ArrowSize);
        QProxyStyle::drawPrimitive(element, &arrow, painter, widget);
        return;
    }
    if (element == PE_Frame && qobject_cast<const QAbstractScrollArea *>(widget)) {
        drawAreaOutline(painter, option);
        return;
    }
    // What can only be read looks so.
    if (element == PE_PanelLineEdit && (option->state & State_ReadOnly)) {
        if (const auto *given = qstyleoption_cast<const QStyleOptionFrame *>(option); given && given->lineWidth > 0) {
            QStyleOptionFrame field = *given;
            field.palette.setBrush(QPalette::Base, field.palette.window());
            QProxyStyle::drawPrimitive(element, &field, painter, widget);
            return;
        }
    }
    // The status bar's items stand on the bar itself, without boxes.
    if (element == PE_FrameStatusBarItem)
        return;
    if (element == PE_FrameTabBarBase) {
        painter->setPen(option->palette.color(QPalette::Mid));
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    }
    if (element == PE_FrameFocusRect && !qobject_cast<const QAbstractItemView *>(widget)) {
        drawOutline(painter, option->rect, FocusRadius, option->palette.color(QPalette::Link));
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_FrameLineEdit:
        drawFieldOutline(painter, option);
        break;
    case PE_IndicatorCheckBox:
        drawOutline(painter, option->rect, FieldRadius, boxOutline(option));
        break;
    case PE_IndicatorRadioButton:
        drawOutline(painter, option->rect, option->rect.width() / 2.0, boxOutline(option));
        break;
    default:
        break;
    }
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox)
        drawFieldOutline(painter, option);
    // Fusion shows the focus of a box by the colour of the selection, which is hardly another than that of the window.
    if (control == CC_ComboBox && (option->state & State_HasFocus))
        drawOutline(painter, option->rect, FieldRadius, option->palette.color(QPalette::Link));
}

} // namespace Gui
