// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"

#include <QByteArray>

namespace Backend {

/// What became of an import, to be handed over: one line for each row, no keys. Any thread.
[[nodiscard]] QByteArray acceptanceCsv(const Domain::AcceptanceReport &report);
[[nodiscard]] QByteArray acceptanceJson(const Domain::AcceptanceReport &report);

} // namespace Backend
