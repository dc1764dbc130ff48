// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serverdesk.h"

namespace Backend::ServerReflection {

/// Adds grpc.health.v1.Health and the server reflection of gRPC (v1 and v1alpha), so that public clients find their
/// way. Messages are read and written by field number: there is no generated code for these two services.
void addTo(ServerDesk &desk);

} // namespace Backend::ServerReflection
