// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/workspace/workspace.h"

#include <optional>
#include <vector>

class QSettings;

namespace Gui {

class ConsoleContext;
class SideTree;

/// Remembers over restarts which page was chosen and which were in windows of their own. Networks open one after the
/// other, so each place is taken up when its network is there. GUI thread.
class Places
{
public:
    /// All must outlive it.
    Places(ConsoleContext &context, QSettings &settings, SideTree *tree, Workspace *workspace);

    void load();
    void save() const;
    /// Takes up what has become possible.
    void restore();
    /// The person has chosen something else meanwhile.
    void forgetChosen() { m_chosen.reset(); }
    /// Names a scope over restarts.
    static QString scopeWord(const ConsoleContext &context, const Scope &scope);

private:
    struct Place
    {
        QString scope;
        QString application;
        PageKind kind = PageKind::Live;
        QByteArray geometry;
    };

    [[nodiscard]] Place read(const QString &prefix) const;
    [[nodiscard]] std::optional<Scope> find(const Place &place) const;

    ConsoleContext &m_context;
    QSettings &m_settings;
    SideTree *m_tree;
    Workspace *m_workspace;
    std::vector<Place> m_waiting; ///< torn-off pages of networks that are not here yet
    std::optional<Place> m_chosen; ///< likewise
};

} // namespace Gui
