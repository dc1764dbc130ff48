// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "ui/applications/applicationdesk.h"
#include "ui/applications/formdialog.h"

#include <QTimer>

class QLineEdit;
class QListWidget;

namespace Gui {

class RightsChooser;

/// Somebody new to work with an application, or other rights for somebody.
class CollaboratorDialog : public FormDialog
{
    Q_OBJECT

public:
    /// `present`: who is there already.
    CollaboratorDialog(ApplicationDesk *desk, const QList<Domain::Account> &present, const Theme *theme,
                       QWidget *parent);

    /// Changes the rights of this one. `isSelf`: whose key this console uses; `isLast`: nobody else has all rights.
    void edit(const Domain::Collaborator &collaborator, bool isSelf, bool isLast);

Q_SIGNALS:
    void saved(const Domain::Account &account);

protected:
    void send() override;
    void cancelSending() override;
    [[nodiscard]] bool hasUnsavedChanges() const override;

private:
    void search();
    void showFound(const Domain::Result<QList<Domain::Account>> &answer);
    [[nodiscard]] std::optional<Domain::Account> chosen() const;
    [[nodiscard]] bool check();

    ApplicationDesk *m_desk = nullptr;
    std::shared_ptr<Domain::NetworkApi> m_network;
    const QList<Domain::Account> m_present;
    QLineEdit *m_search = nullptr;
    QListWidget *m_found = nullptr;
    RightsChooser *m_rights = nullptr;
    QTimer m_typing;
    Domain::Collaborator m_before;
    bool m_editing = false;
    bool m_isSelf = false;
    bool m_isLast = false;
    bool m_warned = false;
    Domain::Call<Domain::Result<QList<Domain::Account>>> m_searching;
    Domain::Call<Domain::Result<Domain::Done>> m_call;
};

} // namespace Gui
