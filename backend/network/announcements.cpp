// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/announcements.h"

namespace Backend {

namespace {

using Domain::Endpoint;
using Domain::TrustPolicy;

constexpr quint16 plainPort = 1883;
constexpr quint16 tlsPort = 8883;

struct Address
{
    QString host;
    quint16 port = 0; ///< 0: none given
    bool ok = false;
};

/// "host", "host:port", "[v6]:port".
Address read(const QString &text)
{
    const QString address = text.trimmed();
    Address out;
    qsizetype colon = address.lastIndexOf(u':');
    if (address.startsWith(u'[')) {
        const qsizetype end = address.indexOf(u']');
        if (end < 0)
            return out;
        out.host = address.mid(1, end - 1);
        colon = end + 1 < address.size() ? end + 1 : -1;
        if (colon >= 0 && address.at(colon) != u':')
            return out;
    } else {
        out.host = colon < 0 ? address : address.left(colon);
    }
    if (colon >= 0) {
        const uint port = address.mid(colon + 1).toUInt(&out.ok);
        out.ok = out.ok && port > 0 && port <= 65'535;
        out.port = quint16(port);
    } else {
        out.ok = true;
    }
    static const QString forbidden = QStringLiteral("/?#@ \t");
    for (const QChar c : out.host) {
        if (forbidden.contains(c) || c.unicode() < 0x20)
            out.ok = false;
    }
    out.ok = out.ok && !out.host.isEmpty();
    return out;
}

} // namespace

std::optional<Endpoint> announcedEndpoint(const Announcement &announcement)
{
    const Address address = read(announcement.netAddress.section(u',', 0, 0));
    if (!address.ok || address.port == 0)
        return std::nullopt;
    if (announcement.certificate.isEmpty())
        return Endpoint{address.host, address.port, std::nullopt};
    return Endpoint{address.host, address.port, TrustPolicy::ca(announcement.certificate)};
}

MqttEndpoints announcedMqtt(const QString &text)
{
    QString rest = text.trimmed();
    const bool isTls = rest.startsWith(u"mqtts://");
    const bool isPlain = rest.startsWith(u"mqtt://");
    if (isTls || isPlain)
        rest = rest.section(QStringLiteral("://"), 1);
    const Address address = read(rest);
    MqttEndpoints out;
    if (!address.ok)
        return out;
    const bool wantsTls = isTls || (!isPlain && (address.port == 0 || address.port == tlsPort));
    const bool wantsPlain = isPlain || (!isTls && address.port != tlsPort);
    if (wantsTls)
        out.tls = Endpoint{address.host, address.port ? address.port : tlsPort, TrustPolicy::system()};
    if (wantsPlain)
        out.plain = Endpoint{address.host, address.port ? address.port : plainPort, std::nullopt};
    return out;
}

} // namespace Backend
