// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importrowsmodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace Gui {

class Theme;

/// The third step: the rows being registered, at the pace that the network allows.
class ImportRunStep : public QWidget
{
    Q_OBJECT

public:
    explicit ImportRunStep(const Theme *theme, QWidget *parent = nullptr);

    /// It must outlive this, or be replaced before it goes. Null: none.
    void setRun(Domain::ImportRun *run);
    /// Before the run is gone, also when nothing is to be shown any more.
    void forgetRun();
    void takeFocus();

private:
    void update();

    const Theme *m_theme;
    Domain::ImportRun *m_run = nullptr;
    Models::ImportRowsModel m_rows;
    QProgressBar *m_progress = nullptr;
    QLabel *m_text = nullptr;
    QLabel *m_problem = nullptr;
    QComboBox *m_show = nullptr;
    QTableView *m_table = nullptr;
    QPushButton *m_first = nullptr;
    QPushButton *m_all = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_retry = nullptr;
};

} // namespace Gui
