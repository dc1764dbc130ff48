// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/jsonview.h"

#include "models/inspectorroles.h"
#include "models/jsontreemodel.h"
#include "models/meaning.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QStyledItemDelegate>
#include <QToolTip>

namespace Gui {

using Models::JsonTreeModel;

namespace {

constexpr int ExpandedRows = 200;
constexpr int ExpandedDepth = 4;
constexpr int ExpandedChildren = 24;

class JsonDelegate : public QStyledItemDelegate
{
public:
    JsonDelegate(const Theme *theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 6};
    }

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        if (event->type() != QEvent::ToolTip)
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        const QString text = index.data().toString();
        const bool cut = option.fontMetrics.horizontalAdvance(text) > option.rect.width() - 8;
        QToolTip::showText(event->globalPos(), plainToolTip(cut ? text : QString()), view->viewport());
        return true;
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        // Values are read, names are looked over; what stands for a whole branch is only a hint.
        const bool quiet
            = index.column() == JsonTreeModel::Name || index.model()->hasChildren(index.siblingAtColumn(0));
        option->palette.setColor(QPalette::Text, quiet ? m_theme->tokens().secondary : m_theme->tokens().text);
        if (!m_theme->isHighContrast())
            option->palette.setColor(QPalette::HighlightedText, option->palette.color(QPalette::Text));
        if (index.data(JsonTreeModel::MoreRole).toBool())
            option->palette.setColor(QPalette::Text, m_theme->tokens().accent);
        option->textElideMode = Qt::ElideRight;
    }

private:
    const Theme *m_theme;
};

} // namespace

JsonView::JsonView(const Theme *theme, const char *objectName, const QString &accessibleName, QWidget *parent)
    : QTreeView(parent)
    , m_model(new JsonTreeModel(this))
{
    setObjectName(QLatin1String(objectName));
    setAccessibleName(accessibleName);
    setModel(m_model);
    setItemDelegate(new JsonDelegate(theme, this));
    setFrameShape(NoFrame);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setExpandsOnDoubleClick(true);
    setVerticalScrollMode(ScrollPerPixel);
    header()->setObjectName(QLatin1String(objectName) + QStringLiteral("Header"));
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(JsonTreeModel::Name, QHeaderView::Interactive);
    header()->resizeSection(JsonTreeModel::Name, fontMetrics().averageCharWidth() * 30);
    connect(this, &QTreeView::activated, this, &JsonView::activate);
    connect(theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void JsonView::expandSome()
{
    std::vector<std::pair<QModelIndex, int>> open{{QModelIndex(), 0}};
    int rows = 0;
    for (std::size_t i = 0; i < open.size() && rows < ExpandedRows; ++i) {
        const auto [parent, depth] = open[i];
        if (m_model->canFetchMore(parent))
            m_model->fetchMore(parent);
        const int count = m_model->rowCount(parent);
        if (parent.isValid() && count > ExpandedChildren && !parent.data(JsonTreeModel::HeadingRole).toBool())
            continue;
        rows += count;
        if (parent.isValid())
            expand(parent);
        for (int row = 0; row < std::min(count, ExpandedRows) && depth < ExpandedDepth; ++row) {
            const QModelIndex child = m_model->index(row, 0, parent);
            if (m_model->hasChildren(child))
                open.emplace_back(child, depth + 1);
        }
    }
}

bool JsonView::findNext(const QString &text)
{
    const QModelIndex found = m_model->find(text, currentIndex());
    if (!found.isValid())
        return false;
    for (QModelIndex up = found.parent(); up.isValid(); up = up.parent())
        expand(up);
    setCurrentIndex(found);
    scrollTo(found);
    return true;
}

void JsonView::activate(const QModelIndex &index)
{
    if (!index.data(JsonTreeModel::MoreRole).toBool())
        return;
    const QModelIndex parent = index.parent();
    const int row = index.row();
    m_model->loadMore(index);
    setCurrentIndex(m_model->index(row, 0, parent));
}

void JsonView::copyValue(const QModelIndex &index) const
{
    if (index.isValid())
        QGuiApplication::clipboard()->setText(index.data(JsonTreeModel::CopyRole).toString());
}

void JsonView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyValue(currentIndex());
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && currentIndex().data(JsonTreeModel::MoreRole).toBool()) {
        activate(currentIndex());
        return;
    }
    QTreeView::keyPressEvent(event);
}

QMenu *JsonView::menuFor(const QModelIndex &index)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("jsonMenu"));
    const QPersistentModelIndex row(index);
    if (index.data(JsonTreeModel::MoreRole).toBool()) {
        menu->addAction(tr("Show more"), this, [this, row] { activate(row); });
        return menu;
    }
    const QStringList terms = index.data(JsonTreeModel::TermsRole).toStringList();
    for (const QString &term : terms) {
        // Text from the network: an ampersand would be a mnemonic.
        const QString shown = QString(term).replace(u'&', QStringLiteral("&&"));
        menu->addAction(tr("Filter by %1").arg(shown), this, [this, term] { Q_EMIT termRequested(term); });
    }
    if (!terms.isEmpty())
        menu->addSeparator();
    menu->addAction(tr("Copy value") + u'\t' + QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText),
                    this, [this, row] { copyValue(row); });
    const QString path = index.data(JsonTreeModel::PathRole).toString();
    if (!path.isEmpty())
        menu->addAction(tr("Copy path"), this, [path] { QGuiApplication::clipboard()->setText(path); });
    return menu;
}

void JsonView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!index.isValid())
        return;
    QMenu *menu = menuFor(index);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

void JsonView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        header()->resizeSection(JsonTreeModel::Name, fontMetrics().averageCharWidth() * 30);
}

} // namespace Gui
