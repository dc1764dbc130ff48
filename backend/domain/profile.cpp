// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/profile.h"


namespace Domain {

bool Endpoint::isLoopback() const
{
    return host == u"localhost" || host == u"::1" || host == u"[::1]" || host.startsWith(u"127.");
}

QString Profile::userName(const QString &application) const
{
    return generation == Generation::V3 && !tenant.isEmpty() ? application + u'@' + tenant : application;
}

QStringList Profile::subscriptions(const QString &application) const
{
    if (generation == Generation::V3)
        return {u"v3/" + userName(application) + u"/devices/#"};
    // Not `devices/+/up/#`: that would deliver every decoded field a second time.
    return {application + u"/devices/+/up", application + u"/devices/+/events/#", application + u"/events/#"};
}

} // namespace Domain
