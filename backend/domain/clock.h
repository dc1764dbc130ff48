// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <string_view>

/// Times are int64 nanoseconds since 1970-01-01T00:00:00 UTC everywhere below the user interface.
namespace Domain {

/// The time now: the system's clock, unless it was stopped. It may be set forward and back; for lengths of time there
/// is steadyNs(). Any thread.
qint64 nowNs();

/// A clock that nobody sets, from an arbitrary beginning. Any thread.
qint64 steadyNs();

/// Makes nowNs() of this program tell `ns` until the next call; nullopt lets it go on with the system's clock. For
/// pictures that are to be the same each time. Any thread.
void stopClock(std::optional<qint64> ns);

/// Reads RFC 3339 with `Z` or any offset and 0…9 fraction digits (more are cut off). Empty text, the zero time of Go
/// (year 1) and times outside 1678…2262 give nullopt.
std::optional<qint64> parseRfc3339(std::string_view text);

/// `2026-11-20T23:41:55.788112389Z`; trailing groups of three zero digits are left out. ASCII, for files and scripts.
QByteArray toRfc3339(qint64 ns);

} // namespace Domain
