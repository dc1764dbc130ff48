// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/aes128key.h"

namespace Domain {

/// A new key from the system's secure random source: the only place where keys are made. Never zero. Any thread.
[[nodiscard]] Aes128Key randomKey();

} // namespace Domain
