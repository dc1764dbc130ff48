// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/hexinput.h"

namespace Models {

/// What is wrong with it, as a sentence; empty: nothing. Any thread.
[[nodiscard]] QString hexMistake(const Domain::HexInput &input);
/// The rule, as a sentence: how many digits there have to be.
[[nodiscard]] QString hexRule(int bytes);

} // namespace Models
