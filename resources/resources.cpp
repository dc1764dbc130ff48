// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/resources.h"

#include <QDir>

void initTtnResources()
{
    Q_INIT_RESOURCE(ttnconsole);
}
