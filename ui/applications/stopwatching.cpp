// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/stopwatching.h"

#include "ui/connections/connectionservice.h"
#include "ui/consolecontext.h"

namespace Gui {

void stopWatching(ConsoleContext &context, const Scope &scope)
{
    Domain::Profile profile = context.profile(scope.profile);
    if (profile.applications.size() > 1 && profile.applications.removeOne(scope.application))
        context.connections().updateProfile(scope.profile, profile, {});
}

} // namespace Gui
