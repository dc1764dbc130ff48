// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"

#include <QString>

#include <optional>

/// Places as people write and paste them. Any thread.
namespace Models::PlaceText {

/// A latitude and a longitude in one text: `52.37, 4.89`, `52.37 4.89`, `52,37; 4,89`, `N 52.37 E 4.89`,
/// `52°22'12.3"N 4°53'42"E`, `geo:52.37,4.89`, a third number is the altitude. nullopt: it cannot be read, or is not on
/// this planet.
[[nodiscard]] std::optional<Domain::GeoPoint> read(const QString &text);
/// One of both: `52.37`, `52,37`, `52°22'12.3"N`. nullopt: it cannot be read.
[[nodiscard]] std::optional<double> readDegrees(const QString &text);

/// Decimal degrees with a point and as many digits as are needed, at most seven (one centimetre).
[[nodiscard]] QString degrees(double value);
/// `52.37, 4.89`
[[nodiscard]] QString pair(const Domain::GeoPoint &place);
/// The place on the map of OpenStreetMap: to be opened elsewhere, nothing is fetched.
[[nodiscard]] QString mapLink(const Domain::GeoPoint &place);

} // namespace Models::PlaceText
