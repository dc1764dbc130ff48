// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace Backend {

/// Methods, hosts, statuses and request ids; never a message, a key or other metadata.
Q_DECLARE_LOGGING_CATEGORY(lcRpc)

/// Sends what gRPC and Protocol Buffers print to lcRpc: foreign bytes are no reason for text on standard error.
void quietLibraries();

} // namespace Backend
