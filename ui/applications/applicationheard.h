// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/applicationsmodel.h"
#include "models/deviceactivity.h"

namespace Gui {

/// What this computer has heard of each application of a network.
[[nodiscard]] QHash<QString, Models::ApplicationsModel::Heard>
heardOfApplications(const Models::DeviceActivity &activity, Domain::ProfileRef profile);

} // namespace Gui
