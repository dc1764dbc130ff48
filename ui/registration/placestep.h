// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/registration/registrationstep.h"

#include <map>

class QLineEdit;
class QPlainTextEdit;

namespace Gui {

class AttributesEdit;
class FormColumn;

/// What a person wants to know of the device later: description, numbers of its maker, place, attributes. All may stay
/// empty.
class PlaceStep : public RegistrationStep
{
    Q_OBJECT

public:
    explicit PlaceStep(RegistrationWork *work, QWidget *parent = nullptr);
    ~PlaceStep() override;

    [[nodiscard]] QString title() const override { return tr("Place and attributes"); }
    void enter() override;
    [[nodiscard]] bool finish() override;
    void showRefusal() override;
    void takeFocus() override;

private:
    using Field = Models::RegistrationDraft::Field;

    QLineEdit *addLine(Field field, const char *name, const QString &example);
    void addClaimCode();
    void onEdited();
    /// True: two numbers were in one field.
    bool splitPair(const QLineEdit *line);
    void showMistakes(bool complete);
    void focusField(Field field);

    FormColumn *m_form = nullptr;
    QPlainTextEdit *m_description = nullptr;
    AttributesEdit *m_attributes = nullptr;
    std::map<Field, QLineEdit *> m_lines;
    bool m_showing = false;
};

} // namespace Gui
