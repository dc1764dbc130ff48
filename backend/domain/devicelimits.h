// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What the servers, or sense, allow for the texts of a device. Pure; any thread.
namespace Domain::DeviceLimits {

// v3; characters
inline constexpr int LongestName = 50;
inline constexpr int LongestDescription = 2'000;
inline constexpr int LongestValue = 200; ///< of an attribute
inline constexpr int MostAttributes = 10;

// v2
inline constexpr int MostAttributesV2 = 5;
inline constexpr int LongestAttributeV2 = 64; ///< bytes, of names and values
/// The servers neither count nor limit these.
[[nodiscard]] bool isFreeAttributeV2(const QString &name);

inline constexpr int LargestAltitude = 100'000; ///< metres, up and down: what is above is no place of a device

} // namespace Domain::DeviceLimits
