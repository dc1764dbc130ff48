// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "backend/domain/profile.h"

#include <QByteArray>

#include <memory>

namespace Backend {

class RpcLine;

/// True when the profile names the servers that answer calls: the gRPC ones of v3, the discovery of v2.
[[nodiscard]] bool namesServices(const Domain::Profile &profile);

/// The management services of a profile, called with this credential: a v3 API key or a v2 access key, never logged.
/// Null when the profile does not name their servers. A v3 profile with one server of the two has it for both.
[[nodiscard]] std::unique_ptr<Domain::NetworkApi>
networkServices(const std::shared_ptr<RpcLine> &line, const Domain::Profile &profile, const QByteArray &credential);

} // namespace Backend
