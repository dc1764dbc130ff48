// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/registration/registrationstep.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace Gui {

class FormColumn;
class HexField;

/// What a code does not tell of the chosen device: its key above all. Writes into the list at once.
class ScanEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ScanEditor(RegistrationWork *work, QWidget *parent = nullptr);

    /// -1: none.
    void setRow(int row);
    [[nodiscard]] int row() const { return m_row; }
    /// The list has changed by itself.
    void refresh();

Q_SIGNALS:
    void removeRequested(int row);

private:
    using Field = Models::RegistrationDraft::Field;

    void onEdited();
    void updatePlans();
    void showMistakes();

    RegistrationWork *m_work = nullptr;
    FormColumn *m_form = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_remark = nullptr;
    HexField *m_appKey = nullptr;
    HexField *m_nwkKey = nullptr;
    HexField *m_joinEui = nullptr;
    QLineEdit *m_id = nullptr;
    QComboBox *m_plan = nullptr;
    QPushButton *m_remove = nullptr;
    int m_row = -1;
    bool m_showing = false;
};

} // namespace Gui
