// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/sampledevices.h"

#include "ui/screenshots/sampledevices.h"

namespace TestSupport {

Domain::Device joiningDevice()
{
    return Gui::sampleDevice();
}

Domain::Device personalizedDevice()
{
    return Gui::personalized(Gui::sampleDevice());
}

} // namespace TestSupport
