// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"
#include "backend/domain/application.h"
#include "backend/domain/problem.h"

#include <optional>
#include <ttn/lorawan/v3/access.pb.h>
#include <ttn/lorawan/v3/application.pb.h>

namespace Backend {

/// Between the wire of The Things Stack and the domain. Pure; any thread.

QDateTime dateTimeOf(const google::protobuf::Timestamp &time);
google::protobuf::Timestamp timestampOf(const QDateTime &time);
/// nullopt: nobody. The server answers like that, and with OK, when it got no credentials.
std::optional<Domain::Access> accessOf(const ttn::lorawan::v3::AuthInfoResponse &wire);
Domain::Application applicationOf(const ttn::lorawan::v3::Application &wire);
ttn::lorawan::v3::OrganizationOrUserIdentifiers accountOf(const Domain::Account &account);
Domain::Account accountOf(const ttn::lorawan::v3::OrganizationOrUserIdentifiers &wire);

/// What of a text cannot be an API key: it has not three parts, or something in it that keys do not have. A key with a
/// blank in the middle is no error for every server, only an empty answer.
bool isStackKey(const QByteArray &key);
/// What is wrong with a key by itself. The servers answer some damaged keys with OK and nothing.
Domain::Problem stackKeyProblem(const QByteArray &key);

/// The rule of a user's or an organization's id.
Domain::Problem accountProblem(const Domain::Account &account);
Domain::Problem nameProblem(const QString &name);
/// The rules of a name, a description and attributes, before the first call.
Domain::Problem textProblem(const QString &name, const QString &description, const QMap<QString, QString> &attributes);

} // namespace Backend
