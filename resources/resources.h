// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Makes the files under `:/icons` available; needed once per program, since a static library is not asked by itself.
void initTtnResources();
