// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/dictionary.h"
#include "models/choicemodel.h"
#include "models/livelogstore.h"

namespace Models {

/// The devices of a network (profile 0: of all) and application (empty: of all) to choose from: those in the log first,
/// the one heard last at the top, then the others by name. A name that several applications have is one entry.
/// Put together in the thread pool.
Domain::Call<std::vector<ChoiceModel::Entry>> deviceChoices(const Domain::Dictionary &dictionary,
                                                            LiveLogStore::Snapshot log, Domain::ProfileRef profile,
                                                            const QString &application);

} // namespace Models
