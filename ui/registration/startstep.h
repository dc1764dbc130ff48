// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/device.h"
#include "backend/domain/result.h"
#include "ui/registration/registrationstep.h"

#include <QTimer>

#include <map>

class QLineEdit;
class QListWidget;
class QRadioButton;

namespace Gui {

/// How the device is to be made; for a copy, of which device.
class StartStep : public RegistrationStep
{
    Q_OBJECT

public:
    explicit StartStep(RegistrationWork *work, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Start"); }
    void enter() override;
    [[nodiscard]] bool finish() override;
    void takeFocus() override;
    /// As if the person had chosen this device to be copied.
    void copy(const QString &device);

Q_SIGNALS:
    void wayChosen();
    /// The settings of the device are in the draft.
    void copied();

private:
    void addWay(RegistrationWork::Way way, const char *name, const QString &text, const QString &about);
    void search();
    void takeDevice(const QString &id);
    void updateLook();

    std::map<RegistrationWork::Way, QRadioButton *> m_ways;
    QList<QLabel *> m_notes;
    QWidget *m_copyBox = nullptr;
    QLineEdit *m_search = nullptr;
    QListWidget *m_found = nullptr;
    QLabel *m_copyNote = nullptr;
    QString m_copied; ///< whose settings are in the draft
    QTimer m_pause;
    Domain::Call<Domain::Result<Domain::DevicePage>> m_searchCall;
    Domain::Call<Domain::Result<Domain::Device>> m_deviceCall;
};

} // namespace Gui
