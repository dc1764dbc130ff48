// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/choicepopup.h"

#include "ui/live/detaildelegate.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gui {

namespace {

constexpr int Width = 320;
constexpr int MostRowsShown = 18;
constexpr int FewestRowsShown = 8;

} // namespace

ChoicePopup::ChoicePopup(const char *name, const QString &title, Models::ChoiceModel *model, Search search,
                         const Theme *theme, QWidget *parent)
    : Popup(name, title, parent)
    , m_model(model)
{
    const QString base = objectName();
    if (search == Search::Field) {
        m_search = new QLineEdit(this);
        m_search->setObjectName(base + u"Search");
        m_search->setAccessibleName(tr("Search: %1").arg(title));
        m_search->setPlaceholderText(tr("Search"));
        m_search->setClearButtonEnabled(true);
        m_search->installEventFilter(this);
        column()->addWidget(m_search);
        connect(m_search, &QLineEdit::textChanged, model, &Models::ChoiceModel::setSearch);
    }
    m_list = new QListView(this); // behind the field, also for Tab
    m_list->setObjectName(base + u"List");
    m_list->setAccessibleName(title);
    m_list->setModel(model);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideMiddle); // names often differ at their end
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setItemDelegate(
        new DetailDelegate(theme, Models::ChoiceModel::DetailRole, Models::ChoiceModel::MeaningRole, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    const int rows
        = std::clamp(search == Search::Field ? MostRowsShown : model->rowCount({}), FewestRowsShown, MostRowsShown);
    m_list->setFixedSize(Width, rows * (fontMetrics().height() + 8));
    column()->addWidget(m_list);
    // A click anywhere in a row ticks it, not only one into the box.
    connect(m_list, &QListView::clicked, this, &ChoicePopup::toggleCurrent);
    connect(model, &QAbstractItemModel::modelReset, this, &ChoicePopup::chooseFirst);

    auto *clear = new QPushButton(tr("Show all"), this);
    clear->setObjectName(base + u"Clear");
    clear->setAccessibleName(tr("Show all: %1").arg(title));
    clear->setToolTip(tr("Take these conditions out of the filter"));
    connect(clear, &QPushButton::clicked, this, &ChoicePopup::cleared);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(clear);
    column()->addLayout(row);
    startWith(m_search ? static_cast<QWidget *>(m_search) : m_list);
    chooseFirst();
}

ChoicePopup::~ChoicePopup()
{
    if (m_model)
        m_model->setSearch({});
}

void ChoicePopup::chooseFirst()
{
    m_list->setCurrentIndex(m_model->index(0));
}

void ChoicePopup::toggleCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const bool checked = current.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_model->setData(current, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

bool ChoicePopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Popup::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        toggleCurrent();
        return true;
    case Qt::Key_Space:
        if (watched != m_list)
            break;
        toggleCurrent();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if (watched != m_search)
            break;
        QCoreApplication::sendEvent(m_list, event);
        return true;
    default:
        break;
    }
    return Popup::eventFilter(watched, event);
}

} // namespace Gui
