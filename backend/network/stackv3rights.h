// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"

#include <QStringList>

#include <ttn/lorawan/v3/rights.pb.h>

namespace Backend {

/// Rights between the wire of The Things Stack and the domain. Pure; any thread.
using WireRights = google::protobuf::RepeatedField<int>; ///< of ttn::lorawan::v3::Right

/// Everything that Domain::Right has a word for.
Domain::Rights allRights();
/// Implied rights included, those of other things than applications left out.
Domain::Rights rightsOf(const WireRights &rights);
/// The names on the wire of those that Domain::Right has no word for: the ones that imply others (…_ALL, …_LINK), those
/// of other things than applications, and numbers that are not known yet.
QStringList otherRights(const WireRights &rights);
/// On the wire; all of them are RIGHT_APPLICATION_ALL: whoever has that can hand it on, and leave an application to
/// somebody.
WireRights wireRights(Domain::Rights rights);
/// `stored`, changed so that it gives exactly `wanted` of what the domain has words for. What it has no word for stays;
/// a right that implies others gives way to those of them that are still wanted when one is not.
WireRights mergedRights(const WireRights &stored, Domain::Rights wanted);

} // namespace Backend
