// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/tablesection.h"

#include "ui/common/densetable.h"
#include "ui/common/noticebar.h"
#include "ui/common/statenote.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace Gui {

TableSection::TableSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : SettingsSection(desk, theme, parent)
    , m_introduction(newNote("sectionIntroduction"))
    , m_reason(newNote("sectionReason"))
    , m_tools(new QHBoxLayout)
    , m_notice(new NoticeBar(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(m_stack))
    , m_note(new StateNote(theme, m_stack))
{
    m_introduction->hide();
    m_reason->hide();
    m_tools->setContentsMargins(0, 0, 0, 0);
    m_tools->setSpacing(4);
    m_tools->addStretch();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_note);
    connect(m_note, &StateNote::actionRequested, this, [this] {
        this->desk().refresh(); // what the key may do may have changed, too
        load(true);
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 0);
    layout->setSpacing(8);
    layout->addWidget(m_introduction);
    layout->addLayout(m_tools);
    layout->addWidget(m_reason);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
}

void TableSection::setModel(QAbstractTableModel *model, int meaningRole, const char *name, const QString &title,
                            std::vector<int> fixedWidthColumns)
{
    m_table->setObjectName(QLatin1String(name));
    m_table->setAccessibleName(title);
    m_table->setModel(model);
    m_table->setItemDelegate(new CellDelegate(theme(), meaningRole, std::move(fixedWidthColumns), m_table));
    makeDense(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    fitRowHeight(m_table);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(actions());
        menu->popup(m_table->viewport()->mapToGlobal(at));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { updateActions(); });
    connect(theme(), &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    // Read from above: the buttons, then the table.
    QWidget *before = nullptr;
    for (int i = 0; i < m_tools->count(); ++i) {
        QWidget *button = m_tools->itemAt(i)->widget();
        if (before && button)
            setTabOrder(before, button);
        before = button ? button : before;
    }
    if (before)
        setTabOrder(before, m_table);
    setFocusProxy(m_table);
}

QAction *TableSection::addOrder(const char *name, const QString &text, const QKeySequence &keys, const QString &hint,
                                const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    allow(action, hint, {});
    auto *button = new QToolButton(this);
    button->setObjectName(action->objectName() + u"Button");
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_tools->insertWidget(m_tools->count() - 1, button);
    return action;
}

int TableSection::currentRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void TableSection::setReason(const QString &reason)
{
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

void TableSection::setIntroduction(const QString &text)
{
    m_introduction->setText(text);
    m_introduction->setVisible(!text.isEmpty());
}

void TableSection::showTable(bool shown)
{
    m_stack->setCurrentIndex(shown ? 0 : 1);
}

void TableSection::showRefusal(const Domain::Problem &problem)
{
    m_note->showProblem(problem, tr("Try again"));
    showTable(false);
}

} // namespace Gui
