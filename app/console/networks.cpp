// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/networks.h"

#include "backend/accounts/wipe.h"
#include "backend/network/networkservices.h"

namespace App {

std::shared_ptr<Domain::NetworkApi> Networks::find(Domain::ProfileRef ref, const Domain::Profile &profile,
                                                   const QString &application, const QByteArray &key)
{
    if (key.isEmpty())
        return nullptr;
    Entry &entry = m_entries[{ref, application}];
    // A profile that was edited and a key that was changed are other services.
    if (!entry.network || entry.key != key || !(entry.profile == profile))
        entry = {profile, Backend::ownCopy(key), Backend::networkServices(m_thread.line(), profile, key)};
    return entry.network;
}

std::unique_ptr<Domain::NetworkApi> Networks::make(const Domain::Profile &profile, const QByteArray &key)
{
    return Backend::networkServices(m_thread.line(), profile, key);
}

void Networks::forget(Domain::ProfileRef ref)
{
    std::erase_if(m_entries, [ref](const auto &entry) { return entry.first.first == ref; });
}

} // namespace App
