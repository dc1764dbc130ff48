// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace App {

/// Rights by their names on the wire of The Things Stack. Pure; any thread.
[[nodiscard]] Domain::Rights allRights();
[[nodiscard]] QStringList rightNames(Domain::Rights rights);
/// With or without `RIGHT_APPLICATION_`, in any case; RIGHT_APPLICATION_ALL is all of them. nullopt: none that there
/// is.
[[nodiscard]] std::optional<Domain::Rights> rightsByName(const QString &name);

} // namespace App
