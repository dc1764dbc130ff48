// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace Models {

/// Roles that the tables of the inspector share.
enum InspectorRole : int {
    MeaningRole = Qt::UserRole + 100, ///< Models::Meaning as int
    HeadingRole, ///< bool: the row is a heading over what follows
    MonospaceRole, ///< bool
    CopyRole, ///< QString: for other programs; ASCII signs, ISO times
    DiffersRole, ///< bool: not the same in both events
};

} // namespace Models
