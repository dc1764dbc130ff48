// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "ui/registration/registrationstep.h"

#include <map>

class QLineEdit;

namespace Gui {

class FormColumn;
class HexField;

/// EUIs, addresses and keys of the device, named as its version of LoRaWAN names them, and what it is called here. Only
/// the fields that this version and activation have are shown.
class IdentityStep : public RegistrationStep
{
    Q_OBJECT

public:
    explicit IdentityStep(RegistrationWork *work, QWidget *parent = nullptr);
    ~IdentityStep() override;

    [[nodiscard]] QString title() const override { return tr("Identity and keys"); }
    void enter() override;
    [[nodiscard]] bool finish() override;
    void showRefusal() override;
    void takeFocus() override;

private:
    using Field = Models::RegistrationDraft::Field;

    void addHex(Field field, const char *name, int kind);
    void offerGenerators();
    [[nodiscard]] static QString Models::RegistrationDraft::*memberOf(Field field);
    void onHexEdited(Field field);
    void generate(Field field);
    void issueDevEui();
    void assignAddress();
    void fill(Field field, const QString &text);
    void updateId();
    void updateWords();
    void showMistakes(bool complete);
    void focusField(Field field);

    FormColumn *m_form = nullptr;
    std::map<Field, HexField *> m_hex;
    QLineEdit *m_id = nullptr;
    QLineEdit *m_name = nullptr;
    bool m_showing = false;
    Domain::Call<Domain::Result<Domain::Eui>> m_euiCall;
    Domain::Call<Domain::Result<Domain::DevAddr>> m_addressCall;
};

} // namespace Gui
