// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/managementcommand.h"
#include "backend/domain/accessapi.h"

namespace App {

/// `ttnc keys list|get|create|update|delete`: the API keys of an application. Only `create` prints a secret, the one
/// time that the network tells it.
class KeysCommand : public ManagementCommand
{
    Q_OBJECT

public:
    explicit KeysCommand(ManagementOptions options);

    void start() override;

private:
    void list();
    void show();
    void create();
    void update();
    void remove();
    void printKey(const Domain::Result<Domain::ApiKey> &answer);

    Domain::AccessApi *m_api;
    int m_page = 1;
    qint64 m_seen = 0;
    Domain::Call<Domain::Result<Domain::ListPage<Domain::ApiKey>>> m_keys;
    Domain::Call<Domain::Result<Domain::ApiKey>> m_key;
    Domain::Call<Domain::Result<Domain::NewApiKey>> m_new;
    Domain::Call<Domain::Result<Domain::Done>> m_done;
};

} // namespace App
