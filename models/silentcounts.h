// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"

#include <QString>

#include <map>
#include <utility>

namespace Models {

/// How many devices are silent: of everything (profile 0), of a network (no application), of an application. Where
/// none is, there is no entry.
using SilentCounts = std::map<std::pair<Domain::ProfileRef, QString>, int>;

} // namespace Models
