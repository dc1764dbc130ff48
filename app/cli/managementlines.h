// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/application.h"
#include "backend/domain/device.h"

#include <QByteArray>

namespace App {

/// One line of JSON, without its end, always with the same keys in the same order: null is what is not set, or was not
/// read. Pure; any thread.
[[nodiscard]] QByteArray applicationLine(const Domain::Application &application);
/// `withKeys` false: root and session keys are left out altogether.
[[nodiscard]] QByteArray deviceLine(const Domain::Device &device, bool withKeys);

} // namespace App
