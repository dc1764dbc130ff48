// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/networkapi.h"
#include "backend/domain/profile.h"
#include "backend/rpc/rpcthread.h"

#include <QByteArray>

#include <map>
#include <memory>

namespace App {

/// The management services of the open profiles: one for each application and key, made when first asked for. GUI
/// thread.
class Networks
{
public:
    /// Null without a key, or when the profile does not name its servers.
    [[nodiscard]] std::shared_ptr<Domain::NetworkApi> find(Domain::ProfileRef ref, const Domain::Profile &profile,
                                                           const QString &application, const QByteArray &key);
    /// For settings that are not saved. Null when they name no servers.
    [[nodiscard]] std::unique_ptr<Domain::NetworkApi> make(const Domain::Profile &profile, const QByteArray &key);
    /// What is under way goes on for those who hold it.
    void forget(Domain::ProfileRef ref);

private:
    struct Entry
    {
        Domain::Profile profile;
        QByteArray key;
        std::shared_ptr<Domain::NetworkApi> network;
    };

    Backend::RpcThread m_thread;
    std::map<std::pair<Domain::ProfileRef, QString>, Entry> m_entries;
};

} // namespace App
