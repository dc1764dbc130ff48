// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "ui/applications/applicationdesk.h"
#include "ui/applications/formdialog.h"

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace Gui {

class RightsChooser;

/// A new API key, or another name, other rights or another end of one.
class ApiKeyDialog : public FormDialog
{
    Q_OBJECT

public:
    ApiKeyDialog(ApplicationDesk *desk, const Theme *theme, QWidget *parent);

    /// Changes this key. `isOwn`: the console itself works with it.
    void edit(const Domain::ApiKey &key, bool isOwn);

Q_SIGNALS:
    /// The only time that its secret is told.
    void created(const Domain::NewApiKey &key);
    void changed(const Domain::ApiKey &key);

protected:
    void send() override;
    void cancelSending() override;
    [[nodiscard]] bool hasUnsavedChanges() const override;

private:
    enum Ending : int { Never, Days30, Days90, Year, OnDay, AsItIs };

    void buildExpiry();
    void updateFields();
    void warnOfOwn();
    bool check();
    [[nodiscard]] QDateTime expires() const;
    [[nodiscard]] Domain::ApiKeyChange change() const;

    ApplicationDesk *m_desk = nullptr;
    std::shared_ptr<Domain::NetworkApi> m_network;
    QLineEdit *m_name = nullptr;
    RightsChooser *m_rights = nullptr;
    QComboBox *m_ending = nullptr;
    QDateEdit *m_day = nullptr;
    Domain::ApiKey m_before;
    bool m_editing = false;
    bool m_isOwn = false;
    bool m_warned = false;
    Domain::Call<Domain::Result<Domain::NewApiKey>> m_creation;
    Domain::Call<Domain::Result<Domain::ApiKey>> m_change;
};

} // namespace Gui
