// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "ui/registration/registrationstep.h"

class QFormLayout;
class QProgressBar;
class QPushButton;

namespace Gui {

/// All that will be registered, to be looked at once more, and what became of it when the servers refused.
class CheckStep : public RegistrationStep
{
    Q_OBJECT

public:
    explicit CheckStep(RegistrationWork *work, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Check"); }
    void enter() override;
    void takeFocus() override;
    /// Of the one device in the list.
    void updateState();

Q_SIGNALS:
    /// What a registration left half-way is to be removed; then, if wished, the device registered anew.
    void cleanUpRequested(bool again);

private:
    void addFact(const QString &title, const QString &value, bool fixedWidth = false);
    void addDevice();
    void updateWarnings();
    void updateLook();

    QLabel *m_intro = nullptr;
    QWidget *m_facts = nullptr;
    QFormLayout *m_layout = nullptr;
    QLabel *m_warnings = nullptr;
    QProgressBar *m_progress = nullptr;
    QWidget *m_problemBox = nullptr;
    QLabel *m_problemTitle = nullptr;
    QLabel *m_problemText = nullptr;
    QPushButton *m_finish = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace Gui
