// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/sandboxservices.h"

#include <memory>

namespace Backend {

/// The gRPC servers of the sandbox: The Things Stack on a plaintext and a TLS port, TTN v2's discovery and handler each
/// on a TLS port.
[[nodiscard]] std::unique_ptr<SandboxServices> makeSandboxRpc();

} // namespace Backend
