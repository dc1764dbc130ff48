// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

namespace Gui {

class ConsoleContext;

/// After an application was deleted: nothing of it can arrive any more, so its connection goes, unless it is the only
/// one of its network.
void stopWatching(ConsoleContext &context, const Scope &scope);

} // namespace Gui
