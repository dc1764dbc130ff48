// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/firstsigns.h"
#include "ui/registration/registrationstep.h"

class QPushButton;

namespace Gui {

/// What was done, what to do next, and the first signs of life as they come.
class DoneStep : public RegistrationStep
{
    Q_OBJECT

public:
    explicit DoneStep(RegistrationWork *work, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Done"); }
    void enter() override;
    void takeFocus() override;

Q_SIGNALS:
    void detailsRequested(const QString &device);
    void anotherRequested();

private:
    void updateSigns();
    void updateLook();

    QLabel *m_done = nullptr;
    QLabel *m_failed = nullptr;
    QLabel *m_next = nullptr;
    QLabel *m_signs = nullptr;
    QPushButton *m_details = nullptr;
    QPushButton *m_another = nullptr;
    Models::FirstSigns m_watch;
    QStringList m_devices; ///< registered ones
    bool m_joins = true;
    Models::Meaning m_signMeaning = Models::Meaning::Quiet;
};

} // namespace Gui
