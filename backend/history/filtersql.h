// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/filterspec.h"
#include "backend/history/storednames.h"

#include <QByteArray>

namespace Backend {

/// The record part of a filter as an expression over the columns of `event`; empty: every row. It holds for the names
/// known now and for this moment: compile it anew for rows that came later. Nothing of the filter's text gets into the
/// SQL, only numbers.
QByteArray filterSql(const Domain::FilterSpec &filter, const StoredNames &names);

} // namespace Backend
