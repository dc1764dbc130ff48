// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectionsmodel.h"
#include "ui/common/page.h"

#include <QTreeView>

namespace Gui {

class ConsoleContext;
class Theme;

/// The tree at the left: everything, the networks, their applications. Chooses what the pages show. GUI thread.
class SideTree : public QTreeView
{
    Q_OBJECT

public:
    SideTree(ConsoleContext *context, const Theme *theme, QWidget *parent = nullptr);

    /// Everything when there is no such network or application.
    void setScope(const Scope &scope);
    [[nodiscard]] Scope scope() const { return m_scope; }
    [[nodiscard]] QString title(const Scope &scope) const;
    [[nodiscard]] bool has(const Scope &scope) const
    {
        return m_networks.find(scope.profile, scope.application).isValid();
    }
    [[nodiscard]] Models::ConnectionsModel &networks() { return m_networks; }

Q_SIGNALS:
    /// `byPerson`: not by setScope() or because networks came or went.
    void scopeChosen(const Gui::Scope &scope, bool byPerson);
    /// The context menu of a network or application.
    void menuRequested(Domain::ProfileRef profile, const QPoint &globalPosition);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void update();
    void onCurrentChanged(const QModelIndex &index);

    ConsoleContext *m_context = nullptr;
    Models::ConnectionsModel m_networks;
    Scope m_scope;
    bool m_updating = false;
    bool m_byPerson = true;
};

} // namespace Gui
