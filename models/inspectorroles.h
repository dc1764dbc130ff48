// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

/// Roles that the tables of the inspector share. In a namespace of their own, for other models have roles of the same
/// names and other values.
namespace Models::InspectorRole {

enum Role : int {
    MeaningRole = Qt::UserRole + 100, ///< Models::Meaning as int
    HeadingRole, ///< bool: the row is a heading over what follows
    MonospaceRole, ///< bool
    CopyRole, ///< QString: for other programs; ASCII signs, ISO times
    DiffersRole, ///< bool: not the same in both events
};

} // namespace Models::InspectorRole
