// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/profile.h"

#include <algorithm>

namespace Domain {

namespace {

/// 127.0.0.0/8 in dotted form; not a name such as `127.example.org`.
bool isLoopbackV4(const QString &host)
{
    const QStringList parts = host.split(u'.');
    return parts.size() == 4 && parts.first() == u"127"
        && std::all_of(parts.cbegin(), parts.cend(), [](const QString &part) {
               bool isNumber = false;
               return part.toUInt(&isNumber) < 256 && isNumber;
           });
}

} // namespace

bool Endpoint::isLoopback() const
{
    return host.compare(u"localhost", Qt::CaseInsensitive) == 0 || host == u"::1" || host == u"[::1]"
        || isLoopbackV4(host);
}

QString Profile::userName(const QString &application) const
{
    return generation == Generation::V3 && !tenant.isEmpty() ? application + u'@' + tenant : application;
}

QStringList Profile::subscriptions(const QString &application) const
{
    if (generation == Generation::V3)
        return {u"v3/" + userName(application) + u"/devices/#"};
    // Not `devices/+/up/#`: that would deliver every decoded field a second time. Not `devices/+/events/#`: Qt MQTT 6.4
    // takes a `+` before a final `#` literally and delivers nothing; events have one or two levels.
    const QString events = application + u"/devices/+/events/+";
    return {application + u"/devices/+/up", events, events + u"/+", application + u"/events/#"};
}

} // namespace Domain
