// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testmain.h"

/// Base of tests with widgets: any warning fails, but for those of the offscreen platform about what it cannot do with
/// windows (size limits, raising, grabbing).
class GuiTestBase : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
};
