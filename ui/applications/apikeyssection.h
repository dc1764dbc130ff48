// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/apikeysmodel.h"
#include "ui/applications/tablesection.h"

namespace Gui {

/// The API keys of an application.
class ApiKeysSection : public TableSection
{
    Q_OBJECT

public:
    ApiKeysSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);
    ~ApiKeysSection() override;

    [[nodiscard]] QString title() const override { return tr("API keys"); }
    void load(bool anew) override;
    void setUtc(bool utc) override { m_model.setUtc(utc); }

protected:
    void updateActions() override;

private:
    void create();
    void edit();
    void remove();
    void showKeys();
    void onDeskChanged();
    void updateOwn();
    [[nodiscard]] QString lossText(const Domain::ApiKey &key, bool isOwn) const;

    Models::ApiKeysModel m_model;
    QAction *m_create = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_delete = nullptr;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Listing<Domain::ApiKey> m_keys;
    bool m_asked = false;
    bool m_waiting = false; ///< for what the key may do
};

} // namespace Gui
