// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/devicedetails.h"
#include "backend/domain/problem.h"

#include <ttn/lorawan/v3/formatter.pb.h>

namespace Backend {

/// Payload formatters between the wire of The Things Stack and the domain. Pure; any thread.
Domain::Formatters formattersOf(const ttn::lorawan::v3::MessagePayloadFormatters &wire);
/// Names that are not known count as none: ask formattersProblem() before.
ttn::lorawan::v3::MessagePayloadFormatters formattersOf(const Domain::Formatters &formatters);
/// What servers refuse: unknown kinds, too long scripts.
Domain::Problem formattersProblem(const Domain::Formatters &formatters);

} // namespace Backend
