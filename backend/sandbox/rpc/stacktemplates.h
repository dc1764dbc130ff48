// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/stackproducts.h"

#include <functional>
#include <ttn/lorawan/v3/onboarding.pb.h>

namespace Backend::StackTemplates {

inline constexpr char JsonFormat[] = "the-things-stack";
inline constexpr char CsvFormat[] = "the-things-stack-csv";

/// Devices of a file, one after the other; throws at the first that cannot be read, after those before it.
void convert(const ttn::lorawan::v3::ConvertEndDeviceTemplateRequest &asked, const StackProducts &products,
             const std::function<void(const ttn::lorawan::v3::EndDeviceTemplate &)> &found);

} // namespace Backend::StackTemplates
