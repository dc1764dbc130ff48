// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/collaboratorsmodel.h"
#include "ui/applications/tablesection.h"

namespace Gui {

/// The people and organizations that work with an application.
class CollaboratorsSection : public TableSection
{
    Q_OBJECT

public:
    CollaboratorsSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);
    ~CollaboratorsSection() override;

    [[nodiscard]] QString title() const override { return tr("Collaborators"); }
    void load(bool anew) override;

protected:
    void updateActions() override;

private:
    void add();
    void edit();
    void remove();
    void showCollaborators();
    void updateKnown();
    /// Why the current one cannot be removed; empty: it can.
    [[nodiscard]] QString guard() const;

    Models::CollaboratorsModel m_model;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_remove = nullptr;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Listing<Domain::Collaborator> m_people;
    bool m_asked = false;
};

} // namespace Gui
