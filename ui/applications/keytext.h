// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/rightsbook.h"

namespace Gui {

/// Whose key it is, what it sees and until when, in a sentence or two; empty while it is not known.
[[nodiscard]] QString whoText(const RightsBook::Entry &key);
/// Why no application can be made with it; empty: it can, or the network decides.
[[nodiscard]] QString creationReason(const RightsBook::Entry &key);
/// Why the watched applications cannot be chosen with it; empty: they can.
[[nodiscard]] QString watchReason(const RightsBook::Entry &key, bool isSandbox);

} // namespace Gui
