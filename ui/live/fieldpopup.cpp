// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/fieldpopup.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gui {

namespace {

constexpr int Width = 300;
constexpr int RowsShown = 8;

} // namespace

FieldPopup::FieldPopup(const QString &present, const QStringList &offered, QWidget *parent)
    : Popup("fieldPopup", tr("Decoded field as a column"), parent)
    , m_field(new QLineEdit(present, this))
{
    setFixedWidth(Width);
    auto *label = new QLabel(tr("Decoded field as a column"), this);
    label->setBuddy(m_field);
    column()->addWidget(label);
    m_field->setObjectName(QStringLiteral("fieldPath"));
    m_field->setAccessibleName(tr("Name of the decoded field"));
    m_field->setPlaceholderText(tr("temperature or gps.lat"));
    m_field->setMaxLength(200);
    column()->addWidget(m_field);
    if (!offered.isEmpty()) {
        auto *list = new QListWidget(this);
        list->setObjectName(QStringLiteral("fieldOffers"));
        list->setAccessibleName(tr("Fields of the chosen event"));
        list->setFrameShape(QFrame::NoFrame);
        list->addItems(offered);
        list->setFixedHeight(std::min(int(offered.size()), RowsShown) * (fontMetrics().height() + 8) + 4);
        column()->addWidget(list);
        connect(list, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) { choose(item->text()); });
        connect(list, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) { choose(item->text()); });
    } else {
        addText("fieldHint", tr("About the fields"))
            ->setText(tr("Choose an event with decoded fields first to have them offered here."));
    }
    auto *show = new QPushButton(tr("Show"), this);
    show->setObjectName(QStringLiteral("fieldShow"));
    show->setAccessibleName(tr("Show the column"));
    auto *remove = new QPushButton(tr("No such column"), this);
    remove->setObjectName(QStringLiteral("fieldRemove"));
    remove->setAccessibleName(remove->text());
    remove->setVisible(!present.isEmpty());
    auto *row = new QHBoxLayout;
    row->addWidget(remove);
    row->addStretch();
    row->addWidget(show);
    column()->addLayout(row);
    startWith(m_field);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { choose(m_field->text()); });
    connect(show, &QPushButton::clicked, this, [this] { choose(m_field->text()); });
    connect(remove, &QPushButton::clicked, this, [this] { choose({}); });
}

void FieldPopup::choose(const QString &path)
{
    close();
    Q_EMIT chosen(path.trimmed());
}

} // namespace Gui
