// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidetree.h"

#include "ui/common/treedelegate.h"
#include "ui/consolecontext.h"

#include <QContextMenuEvent>

namespace Gui {

using Models::ConnectionsModel;

SideTree::SideTree(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : QTreeView(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("networkTree"));
    setAccessibleName(tr("Networks and applications"));
    setModel(&m_networks);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setMinimumWidth(120);
    setUniformRowHeights(true);
    setIndentation(14);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setItemDelegate(new TreeDelegate(theme, this));
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &SideTree::onCurrentChanged);
    connect(context, &ConsoleContext::profilesChanged, this, &SideTree::update);
    connect(context, &ConsoleContext::profileStatusChanged, &m_networks, &ConnectionsModel::setStatus);
    update();
}

void SideTree::update()
{
    std::vector<ConnectionsModel::Network> networks;
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        const Domain::Profile facts = m_context->profile(profile);
        networks.push_back({profile, facts.name, facts.applications, m_context->status(profile)});
    }
    // A reset takes the choice away: that is not the person's.
    m_updating = true;
    m_networks.setNetworks(std::move(networks));
    expandAll();
    m_updating = false;
    setScope(m_scope);
}

QString SideTree::title(const Scope &scope) const
{
    return m_networks.find(scope.profile, scope.application).data().toString();
}

void SideTree::setScope(const Scope &scope)
{
    QModelIndex index = m_networks.find(scope.profile, scope.application);
    if (!index.isValid())
        index = m_networks.find(0, {});
    m_byPerson = false;
    if (index == currentIndex())
        onCurrentChanged(index);
    else
        setCurrentIndex(index);
    m_byPerson = true;
}

void SideTree::onCurrentChanged(const QModelIndex &index)
{
    if (m_updating || !index.isValid())
        return;
    m_scope = {index.data(ConnectionsModel::ProfileRole).value<Domain::ProfileRef>(),
               index.data(ConnectionsModel::ApplicationRole).toString()};
    Q_EMIT scopeChosen(m_scope, m_byPerson);
}

void SideTree::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    const auto profile = index.data(ConnectionsModel::ProfileRole).value<Domain::ProfileRef>();
    if (profile != 0)
        Q_EMIT menuRequested(profile,
                             byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

} // namespace Gui
