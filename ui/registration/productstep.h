// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "ui/registration/registrationstep.h"

#include <QTimer>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace Gui {

/// Which product the device is: brand, model, hardware, firmware and band, from the Device Repository, searched while
/// one types. What the repository says of it goes into the draft.
class ProductStep : public RegistrationStep
{
    Q_OBJECT

public:
    explicit ProductStep(RegistrationWork *work, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Device type"); }
    void enter() override;
    [[nodiscard]] bool finish() override;
    void takeFocus() override;

private:
    QWidget *buildLists();
    QWidget *buildVersions();
    void searchBrands();
    void searchModels();
    void chooseModel(int row);
    void updateFirmware();
    void updateBands();
    void askTemplate();
    void showTemplate(const Domain::DeviceTemplate &found);
    void say(const QString &text, Models::Meaning meaning = Models::Meaning::Quiet);
    void updateLook();
    [[nodiscard]] QString brandName(const QString &id) const;
    [[nodiscard]] const Domain::DeviceModel *model() const;

    QLineEdit *m_brandSearch = nullptr;
    QListWidget *m_brands = nullptr;
    QLineEdit *m_modelSearch = nullptr;
    QListWidget *m_models = nullptr;
    QWidget *m_versions = nullptr;
    QComboBox *m_hardware = nullptr;
    QComboBox *m_firmware = nullptr;
    QComboBox *m_band = nullptr;
    QLabel *m_about = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_retry = nullptr;
    Models::Meaning m_noteMeaning = Models::Meaning::Quiet;
    QTimer m_brandPause;
    QTimer m_modelPause;
    QList<Domain::DeviceModel> m_found;
    Domain::VersionIds m_applied; ///< what the draft has the template of
    Domain::Call<Domain::Result<Domain::ListPage<Domain::Brand>>> m_brandCall;
    Domain::Call<Domain::Result<Domain::ListPage<Domain::DeviceModel>>> m_modelCall;
    Domain::Call<Domain::Result<Domain::DeviceTemplate>> m_templateCall;
};

} // namespace Gui
