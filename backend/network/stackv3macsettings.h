// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/devicedetails.h"
#include "backend/domain/problem.h"

#include <string>
#include <ttn/lorawan/v3/mac_settings.pb.h>
#include <vector>

namespace Backend {

/// Between the MAC settings of The Things Stack and the domain. Pure; any thread.

/// `use_adr` and `adr_margin` of old servers are told as what has come in their place.
Domain::MacSettings macSettingsOf(const ttn::lorawan::v3::MACSettings &wire);

/// What makes `wire`, as stored, say the same as the domain's settings.
struct MacSettingsChange
{
    /// To be cleared in a call before: the old form of ADR excludes the new one.
    std::vector<std::string> outdated;
    /// With "mac_settings." before each. Only what differs; what the domain has no word for stays.
    std::vector<std::string> paths;
    ttn::lorawan::v3::MACSettings settings;
};
MacSettingsChange macSettingsChange(const Domain::MacSettings &wanted, const ttn::lorawan::v3::MACSettings &stored);

/// The rules, of which the servers check only some: they take frequencies in kHz or MHz for Hz.
Domain::Problem macSettingsProblem(const Domain::MacSettings &settings);

} // namespace Backend
