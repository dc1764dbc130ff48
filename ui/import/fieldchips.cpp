// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/fieldchips.h"

#include "models/importdraft.h"
#include "models/importtext.h"
#include "ui/import/worddrag.h"

#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>

#include <algorithm>

namespace Gui {

using Domain::ImportField;
namespace ImportText = Models::ImportText;

namespace {

constexpr int Gap = 4;
constexpr int LongestName = 40; ///< of a column, in the menu

/// The others are in the columns' menus.
std::vector<ImportField> fieldsOf(Domain::Generation generation)
{
    using enum ImportField;
    if (generation == Domain::Generation::V2)
        return {DeviceId, Description, DevEui, JoinEui, AppKey, Address, NwkSKey, AppSKey, Serial, Attribute};
    return {DeviceId, Name,    DevEui, JoinEui,   AppKey,        NwkKey,    Address,
            NwkSKey,  AppSKey, Serial, Attribute, FrequencyPlan, MacVersion};
}

} // namespace

FieldChips::FieldChips(const Models::ImportDraft *draft, WordDrag *drag, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_drag(drag)
{
    setObjectName(QStringLiteral("importFields"));
    m_title = new QLabel(tr("Drag onto a column:"), this);
    m_title->setObjectName(QStringLiteral("importFieldsTitle"));
    for (const ImportField field : fieldsOf(draft->target().generation)) {
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("importField%1").arg(int(field)));
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::NoFocus);
        button->setCheckable(true);
        button->installEventFilter(this);
        const Chip chip{field, button};
        connect(button, &QToolButton::clicked, this, [this, chip] {
            update(); // the click is no tick
            openMenu(chip);
        });
        m_chips.push_back(chip);
    }
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_draft, &Models::ImportDraft::planChanged, this, &FieldChips::update);
    connect(m_draft, &Models::ImportDraft::documentChanged, this, &FieldChips::update);
    update();
}

int FieldChips::columnOf(ImportField field) const
{
    const std::vector<Domain::ImportColumn> &columns = m_draft->plan().columns;
    const auto at = std::find_if(columns.begin(), columns.end(),
                                 [field](const Domain::ImportColumn &column) { return column.field == field; });
    return at == columns.end() ? -1 : int(at - columns.begin());
}

void FieldChips::update()
{
    for (const Chip &chip : m_chips) {
        const QString name = ImportText::fieldName(chip.field);
        const int column = columnOf(chip.field);
        const bool isThere = column >= 0 && m_draft->sheet();
        chip.button->setText(isThere ? QString(QStringLiteral("✓ ") + name) : name);
        chip.button->setChecked(isThere);
        chip.button->setAccessibleName(name);
        chip.button->setToolTip(isThere ? tr("It is the column %1. Drag it onto another one, or drop another one here.")
                                              .arg(ImportText::columnName(*m_draft, column).left(LongestName))
                                        : tr("Drag it onto its column, drop the column here, or click to choose it."));
    }
    updateGeometry();
    arrange(width(), true);
}

void FieldChips::openMenu(const Chip &chip)
{
    const Domain::ImportSheet *sheet = m_draft->sheet();
    if (!sheet)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("importFieldMenu"));
    menu->setAccessibleName(tr("The column of %1").arg(chip.button->accessibleName()));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int now = columnOf(chip.field);
    for (int column = -1; column < sheet->columnCount(); ++column) {
        QString name = column < 0 ? tr("No column") : ImportText::columnName(*m_draft, column).left(LongestName);
        QAction *action = menu->addAction(name.replace(u'&', QLatin1String("&&")), this,
                                          [this, chip, column] { Q_EMIT columnChosen(chip.field, column); });
        action->setCheckable(true);
        action->setChecked(column == now);
    }
    menu->popup(chip.button->mapToGlobal(QPoint(0, chip.button->height())));
}

ImportField FieldChips::fieldAt(const QPoint &globalPos) const
{
    const auto at = std::find_if(m_chips.begin(), m_chips.end(), [&](const Chip &chip) {
        return chip.button->isVisible() && chip.button->rect().contains(chip.button->mapFromGlobal(globalPos));
    });
    return at == m_chips.end() ? ImportField::None : at->field;
}

void FieldChips::setTarget(ImportField field)
{
    for (const Chip &chip : m_chips)
        chip.button->setDown(chip.field == field && field != ImportField::None);
}

bool FieldChips::eventFilter(QObject *watched, QEvent *event)
{
    const auto chip = std::find_if(m_chips.begin(), m_chips.end(), [=](const Chip &c) { return c.button == watched; });
    if (chip == m_chips.end())
        return QWidget::eventFilter(watched, event);
    const auto mouse = [event] { return static_cast<QMouseEvent *>(event); };
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        if (mouse()->button() == Qt::LeftButton)
            m_drag->press(chip->button, mouse()->globalPosition().toPoint(),
                          {WordDrag::Kind::Field, int(chip->field), chip->button->accessibleName()});
        break;
    case QEvent::MouseMove:
        if ((mouse()->buttons() & Qt::LeftButton) && m_drag->move(mouse()->globalPosition().toPoint()))
            return true;
        break;
    case QEvent::MouseButtonRelease:
        if (m_drag->release(mouse()->globalPosition().toPoint())) {
            chip->button->setDown(false); // not a click
            return true;
        }
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

/// Rows of as many as fit. Returns the height.
int FieldChips::arrange(int width, bool move) const
{
    int x = 0, y = 0, row = 0;
    const auto place = [&](QWidget *widget) {
        const QSize size = widget->sizeHint();
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += row + Gap;
            row = 0;
        }
        if (move)
            widget->setGeometry(x, y, std::min(size.width(), std::max(width, 1)), size.height());
        x += size.width() + Gap;
        row = std::max(row, size.height());
    };
    place(m_title);
    for (const Chip &chip : m_chips)
        place(chip.button);
    return y + row;
}

QSize FieldChips::sizeHint() const
{
    constexpr int Usual = 880;
    return {Usual, heightForWidth(Usual)};
}

QSize FieldChips::minimumSizeHint() const
{
    return {m_title->sizeHint().width(), m_title->sizeHint().height()};
}

void FieldChips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(width(), true);
}

} // namespace Gui
