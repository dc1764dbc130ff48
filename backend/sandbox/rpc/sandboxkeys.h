// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/sandboxdevice.h"

#include <string>

namespace Backend::SandboxKeys {

/// 16 bytes that are always the same for a device and purpose: simulated frames are not encrypted, but whoever reads a
/// device wants to see keys.
std::string key(const SandboxDevice &device, const char *purpose);
/// As key(), another one for each session.
std::string sessionKey(const SandboxDevice &device, const char *purpose);
/// The lowest `bytes` of the value, most significant first.
std::string bigEndian(quint64 value, int bytes);
/// The value of at most eight bytes.
quint64 fromBigEndian(const std::string &bytes);
/// Upper-case hexadecimal.
std::string hex(const std::string &bytes);

} // namespace Backend::SandboxKeys
