// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "models/importsheetmodel.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QSpinBox;
class QTableView;

namespace Gui {

class ColumnMapping;
class Theme;

/// The second step: what the columns are, what the list lacks, and what becomes of each row.
class ImportCheckStep : public QWidget
{
    Q_OBJECT

public:
    /// Draft and theme must outlive it. `catalog` may be null.
    ImportCheckStep(Models::ImportDraft *draft, Domain::CatalogApi *catalog, const Theme *theme,
                    QWidget *parent = nullptr);

    void takeFocus();

private:
    QWidget *buildTop();
    void buildTable();
    void takeDocument();
    void update();
    void widenHeads();
    void openColumnMenu(int section);
    void setField(int column, Domain::ImportField field);
    void goToNextRemark();

    Models::ImportDraft *m_draft;
    const Theme *m_theme;
    Models::ImportSheetModel m_sheet;
    QComboBox *m_sheets = nullptr;
    QSpinBox *m_header = nullptr;
    QComboBox *m_show = nullptr;
    QCheckBox *m_keys = nullptr;
    QCheckBox *m_doubts = nullptr;
    QTableView *m_table = nullptr;
    ColumnMapping *m_mapping = nullptr;
    QLabel *m_counts = nullptr;
    QLabel *m_lacks = nullptr;
    QProgressBar *m_progress = nullptr;
};

} // namespace Gui
