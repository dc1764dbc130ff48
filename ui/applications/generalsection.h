// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "models/applicationdraft.h"
#include "ui/applications/formsection.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace Gui {

class AttributeFields;

/// Name, description, attributes and contacts of an application (v3).
class GeneralSection : public FormSection
{
    Q_OBJECT

public:
    GeneralSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);

    [[nodiscard]] QString title() const override { return tr("General"); }
    void load(bool anew) override;
    void undoChanges() override;

protected:
    void save() override;

private:
    QComboBox *addContact(const char *name, const QString &title, const QString &hint);
    void showApplication();
    void onDeskChanged();
    void onEdited();
    void loadCollaborators();
    void fillContact(QComboBox *box, const Domain::Account &current);
    void showRefusal(const Domain::Problem &problem);
    [[nodiscard]] Models::ApplicationDraft draft() const;
    [[nodiscard]] Domain::ApplicationChange change() const;

    QLineEdit *m_id = nullptr;
    QLineEdit *m_name = nullptr;
    QPlainTextEdit *m_description = nullptr;
    AttributeFields *m_attributes = nullptr;
    QComboBox *m_administrative = nullptr;
    QComboBox *m_technical = nullptr;
    Domain::Application m_before; ///< what the form was filled with
    QList<Domain::Account> m_accounts; ///< who can be a contact
    bool m_filling = false;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<Domain::Done>> m_call;
    Domain::Call<Domain::Result<Domain::ListPage<Domain::Collaborator>>> m_collaborators;
};

} // namespace Gui
