// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/exportrequest.h"

namespace Gui {

/// Writes events from the histories into files. GUI thread.
class ExportService
{
public:
    virtual ~ExportService() = default;

    /// Returns at once. How far it is and how it ends is told by the list of background work; what went wrong also by
    /// ConsoleContext::problemNoticed().
    virtual void start(const Domain::ExportRequest &request) = 0;
};

} // namespace Gui
