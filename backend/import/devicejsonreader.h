// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/import/importlimits.h"

namespace Backend {

/// Lists of JSON objects: one after the other, or in one array. Objects with `ids` are devices as The Things Stack and
/// its command line write them (also as templates); others are rows of a table. Any thread.
[[nodiscard]] ImportReading readDeviceJson(const QByteArray &utf8, const ImportLimits &limits,
                                           const ImportContinue &goOn = {});

} // namespace Backend
