// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/registration/registrationstep.h"

#include <map>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace Gui {

class FormColumn;

/// How the device is activated and, where the network asks for it, its versions, frequency plan and classes.
class RadioStep : public RegistrationStep
{
    Q_OBJECT

public:
    explicit RadioStep(RegistrationWork *work, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return draft().hasRadio() ? tr("Radio") : tr("Activation"); }
    void enter() override;
    [[nodiscard]] bool finish() override;
    void showRefusal() override;
    void takeFocus() override;

private:
    using Field = Models::RegistrationDraft::Field;

    void buildRadio();
    void buildRest();
    /// After any change by the person.
    void onEdited();
    void update();
    void updatePlans();
    void updatePhyVersions();
    void showMistakes(bool complete);
    [[nodiscard]] bool isFixed() const;

    FormColumn *m_form = nullptr;
    QLabel *m_intro = nullptr;
    QComboBox *m_activation = nullptr;
    QComboBox *m_mac = nullptr;
    QComboBox *m_plan = nullptr;
    QPushButton *m_retry = nullptr;
    QComboBox *m_phy = nullptr;
    QCheckBox *m_classB = nullptr;
    QCheckBox *m_classC = nullptr;
    QComboBox *m_pingSlot = nullptr;
    QCheckBox *m_resets = nullptr;
    QCheckBox *m_wide = nullptr; ///< 32-bit counters
    QLineEdit *m_constraints = nullptr;
    std::map<Field, QWidget *> m_fields;
    bool m_showing = false;
};

} // namespace Gui
