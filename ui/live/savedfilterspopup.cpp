// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/savedfilterspopup.h"

#include "ui/live/detaildelegate.h"
#include "ui/live/logchoices.h"

#include <QAbstractListModel>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <optional>

namespace Gui {

namespace {

constexpr int Width = 400;
constexpr int RowsShown = 8;
constexpr int TextRole = Qt::UserRole + 1;

} // namespace

class SavedFiltersPopup::Model : public QAbstractListModel
{
public:
    explicit Model(LogChoices *choices)
        : m_choices(choices)
        , m_rows(int(choices->savedFilters().size()))
    {
        connect(choices, &LogChoices::savedFiltersChanged, this, [this] {
            // A new name while its editor is still open must not take the editor away.
            if (rowCount({}) == m_rows) {
                Q_EMIT dataChanged(index(0), index(m_rows - 1));
                return;
            }
            beginResetModel();
            m_rows = rowCount({});
            endResetModel();
        });
    }

    int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : int(m_choices->savedFilters().size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const SavedFilter &filter = m_choices->savedFilters()[std::size_t(index.row())];
        if (role == Qt::DisplayRole || role == Qt::EditRole)
            return filter.name;
        return role == TextRole ? filter.text : QVariant();
    }
    bool setData(const QModelIndex &index, const QVariant &value, int role) override
    {
        return role == Qt::EditRole && m_choices->renameFilter(index.row(), value.toString());
    }
    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return QAbstractListModel::flags(index) | Qt::ItemIsEditable;
    }

    std::optional<std::pair<int, SavedFilter>> removed;

private:
    LogChoices *m_choices;
    int m_rows;
};

SavedFiltersPopup::SavedFiltersPopup(LogChoices *choices, const QString &text, const Theme *theme, QWidget *parent)
    : Popup("savedFiltersPopup", tr("Saved filters"), parent)
    , m_choices(choices)
    , m_text(text.trimmed())
    , m_model(std::make_unique<Model>(choices))
{
    setFixedWidth(Width);
    column()->addWidget(buildSaving(m_text));
    m_list = new QListView(this); // behind the field, also for Tab
    m_list->setObjectName(QStringLiteral("savedFiltersList"));
    m_list->setAccessibleName(tr("Saved filters"));
    m_list->setModel(m_model.get());
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new DetailDelegate(theme, TextRole, -1, m_list));
    m_list->setFixedHeight(RowsShown * (fontMetrics().height() + 8));
    m_list->installEventFilter(this);
    column()->addWidget(m_list);
    m_note = addText("savedFiltersNote", tr("About the saved filters"));
    column()->addWidget(buildButtons());

    connect(m_list, &QListView::doubleClicked, this, &SavedFiltersPopup::apply);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SavedFiltersPopup::refresh);
    connect(m_model.get(), &QAbstractItemModel::modelReset, this, &SavedFiltersPopup::refresh);
    m_list->setCurrentIndex(m_model->index(0));
    startWith(m_text.isEmpty() ? static_cast<QWidget *>(m_list) : m_name);
    refresh();
}

SavedFiltersPopup::~SavedFiltersPopup() = default;

QWidget *SavedFiltersPopup::buildSaving(const QString &text)
{
    auto *saving = new QWidget(this);
    m_name = new QLineEdit(saving);
    m_name->setObjectName(QStringLiteral("saveFilterName"));
    m_name->setAccessibleName(tr("Name for this filter"));
    m_name->setPlaceholderText(text.isEmpty() ? tr("Write a filter first, then save it here")
                                              : tr("Name for this filter"));
    m_name->setMaxLength(80);
    m_name->setEnabled(!text.isEmpty());
    m_save = new QPushButton(tr("Save"), saving);
    m_save->setObjectName(QStringLiteral("saveFilterButton"));
    m_save->setAccessibleName(tr("Save this filter"));
    m_save->setToolTip(text);
    connect(m_name, &QLineEdit::textChanged, this, &SavedFiltersPopup::refresh);
    connect(m_name, &QLineEdit::returnPressed, this, &SavedFiltersPopup::save);
    connect(m_save, &QPushButton::clicked, this, &SavedFiltersPopup::save);
    auto *row = new QHBoxLayout(saving);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_name, 1);
    row->addWidget(m_save);
    return saving;
}

QWidget *SavedFiltersPopup::buildButtons()
{
    auto *buttons = new QWidget(this);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const char *name, const QString &text, const QString &hint, void (SavedFiltersPopup::*run)()) {
        auto *button = new QPushButton(text, buttons);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(text);
        button->setToolTip(hint);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, run);
        row->addWidget(button);
        return button;
    };
    m_rename = add("renameFilterButton", tr("Rename"), tr("Rename (F2)"), &SavedFiltersPopup::rename);
    m_remove = add("deleteFilterButton", tr("Delete"), tr("Delete (Del); can be undone"), &SavedFiltersPopup::remove);
    m_undo = add("undoDeleteFilterButton", tr("Undo"), tr("Bring the deleted filter back"), &SavedFiltersPopup::undo);
    row->addStretch();
    m_apply = add("applyFilterButton", tr("Apply"), tr("Apply (Enter)"), &SavedFiltersPopup::apply);
    return buttons;
}

void SavedFiltersPopup::save()
{
    if (!m_text.isEmpty() && m_choices->saveFilter(m_name->text(), m_text))
        close();
}

void SavedFiltersPopup::apply()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const QString text = current.data(TextRole).toString();
    close();
    Q_EMIT applied(text);
}

void SavedFiltersPopup::rename()
{
    if (m_list->currentIndex().isValid()) {
        m_list->setFocus();
        m_list->edit(m_list->currentIndex());
    }
}

void SavedFiltersPopup::remove()
{
    const int row = m_list->currentIndex().row();
    if (row < 0)
        return;
    m_model->removed.emplace(row, m_choices->takeFilter(row));
    m_list->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount({}) - 1)));
    refresh();
}

void SavedFiltersPopup::undo()
{
    if (!m_model->removed)
        return;
    const auto [row, filter] = *std::exchange(m_model->removed, std::nullopt);
    m_choices->insertFilter(row, filter);
    m_list->setCurrentIndex(m_model->index(row));
    m_list->setFocus();
    refresh();
}

void SavedFiltersPopup::refresh()
{
    const bool any = m_list->currentIndex().isValid();
    for (QPushButton *button : {m_apply, m_rename, m_remove})
        button->setEnabled(any);
    m_undo->setVisible(m_model->removed.has_value());
    const QString name = m_name->text().trimmed();
    const auto &filters = m_choices->savedFilters();
    const bool taken
        = std::any_of(filters.begin(), filters.end(), [&](const SavedFilter &filter) { return filter.name == name; });
    m_save->setEnabled(!m_text.isEmpty() && !name.isEmpty());
    m_note->setText(m_model->removed      ? tr("“%1” is deleted.").arg(m_model->removed->second.name)
                        : taken           ? tr("“%1” will be replaced.").arg(name)
                        : filters.empty() ? tr("No filter is saved yet.")
                                          : tr("Saved filters are the same for every network and application."));
}

bool SavedFiltersPopup::eventFilter(QObject *watched, QEvent *event)
{
    // What the editor of a name does not want comes up to the list.
    const QWidget *focus = focusWidget();
    const bool editing = focus && focus != m_list && m_list->isAncestorOf(focus);
    if (watched == m_list && event->type() == QEvent::KeyPress && !editing) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            apply();
            return true;
        }
        if (key == Qt::Key_Delete) {
            remove();
            return true;
        }
    }
    return Popup::eventFilter(watched, event);
}

} // namespace Gui
