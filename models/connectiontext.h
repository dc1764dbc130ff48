// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/identifiers.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// What people paste or type to name a network, made sense of. Pure functions on untrusted text; any thread.
namespace Models::ConnectionText {

struct Address
{
    QString host;
    quint16 port = 0; ///< 0: none was given
    friend bool operator==(const Address &, const Address &) = default;
};

/// Reads `host`, `host:port`, `[v6]:port`, with or without a scheme in front.
std::optional<Address> readAddress(const QString &text);
/// `host:port`, an IPv6 address in brackets; without a port when it is 0.
QString addressText(const Address &address);

/// `eu1.cloud.thethings.network` and the like: the clusters of the community, whose tenant is `ttn`.
bool isCommunityHost(const QString &host);
/// The tenant that a cloud's host name gives: `ttn` on the community's clusters, the first label on
/// `TENANT.REGION.cloud.thethings.industries`; empty elsewhere.
QString tenantOfHost(const QString &host);

/// `application`, or `application@tenant`, as typed.
struct UserName
{
    QString application;
    QString tenant;
    friend bool operator==(const UserName &, const UserName &) = default;
};
UserName readUserName(const QString &word);

/// What is wrong with an application id.
enum class IdMistake { None, Empty, UpperCase, Character, Separator, TooShort, TooLong };
IdMistake idMistake(Domain::Generation generation, const QString &id);

struct CleanKey
{
    QByteArray key;
    bool changed = false; ///< blanks, line breaks, quotes or a `Bearer` were taken off
};
CleanKey cleanKey(const QString &text);
/// True for a key of The Things Stack with a part missing.
bool isIncompleteKey(const QByteArray &key);

/// The MQTT page of the network's Console, copied as a whole.
struct Page
{
    std::optional<Address> address; ///< without TLS
    std::optional<Address> tlsAddress;
    std::optional<UserName> userName;
    QByteArray key; ///< only what is certainly one
};
/// nullopt when the text is something else. By the labels of the English page, else by what can only be an address with
/// a port and a user name with a tenant. Longer texts than 16 KiB are something else.
std::optional<Page> readPage(const QString &text);

} // namespace Models::ConnectionText
