// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Models {

/// A moment as a person types it, in ns UTC: a time of day (`12:04`, `12:04:11.5`: the last time it was that late), a
/// day, a day with a time (`2026-11-20 12:04`), `-15min`, `today`. In the local zone, or in UTC, unless an offset is
/// given. nullopt: it cannot be read.
[[nodiscard]] std::optional<qint64> momentFromText(const QString &text, qint64 nowNs, bool utc);

} // namespace Models
