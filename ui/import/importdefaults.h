// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "ui/connect/formcolumn.h"

class QComboBox;
class QLineEdit;

namespace Models {
class ImportDraft;
} // namespace Models

namespace Gui {

class HexField;

/// What the list lacks, set once for all rows: plan and versions, JoinEUI, activation, how ids are made.
class ImportDefaults : public FormColumn
{
    Q_OBJECT

public:
    /// Draft and theme must outlive it. `catalog` may be null: plans are typed then.
    ImportDefaults(Models::ImportDraft *draft, Domain::CatalogApi *catalog, const Theme *theme,
                   QWidget *parent = nullptr);

private:
    void buildRadio();
    void askForPlans(Domain::CatalogApi *catalog);
    void fillPhyVersions();
    void apply();
    void update();

    Models::ImportDraft *m_draft;
    QComboBox *m_plan = nullptr; ///< null, as the next two, where networks know no such thing
    QComboBox *m_mac = nullptr;
    QComboBox *m_phy = nullptr;
    QComboBox *m_activation = nullptr;
    HexField *m_joinEui = nullptr;
    QLineEdit *m_template = nullptr;
    QLineEdit *m_prefix = nullptr;
    Domain::Call<Domain::Result<QList<Domain::FrequencyPlan>>> m_plans;
    bool m_filling = false;
};

} // namespace Gui
