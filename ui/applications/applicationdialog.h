// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "models/applicationdraft.h"
#include "ui/applications/formdialog.h"

#include <memory>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace Gui {

class AttributeFields;

/// A new application. Networks that keep no details of applications (v2) only get its id.
class ApplicationDialog : public FormDialog
{
    Q_OBJECT

public:
    /// `access`: whose key it is, for the owner.
    ApplicationDialog(std::shared_ptr<Domain::NetworkApi> network, Domain::Generation generation,
                      const Domain::Access &access, const Theme *theme, QWidget *parent);

    /// For a network whose applications are registered one by one, each with its own key.
    void suggestId(const QString &id);

Q_SIGNALS:
    void created(const QString &id);

protected:
    void send() override;
    void cancelSending() override;
    [[nodiscard]] bool hasUnsavedChanges() const override;

private:
    void buildDetails();
    void buildOwner(const Domain::Access &access);
    void check(bool complete);
    void findOrganizations(const QString &text);
    [[nodiscard]] Models::ApplicationDraft draft() const;
    [[nodiscard]] Domain::Account owner() const;
    [[nodiscard]] QString ownerMistake(bool complete) const;
    void onAnswer(const Domain::Result<Domain::Done> &answer);

    std::shared_ptr<Domain::NetworkApi> m_network;
    const Domain::Generation m_generation;
    QLineEdit *m_id = nullptr;
    QString m_suggested;
    QLineEdit *m_name = nullptr;
    QPlainTextEdit *m_description = nullptr;
    QComboBox *m_owner = nullptr;
    QLineEdit *m_organization = nullptr;
    AttributeFields *m_attributes = nullptr;
    Domain::Call<Domain::Result<Domain::Done>> m_call;
    Domain::Call<Domain::Result<QList<Domain::Account>>> m_search;
};

} // namespace Gui
