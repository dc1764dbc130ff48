// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/domain/profile.h"

#include <grpcpp/security/credentials.h>
#include <memory>

namespace Backend {

class SeenCertificate;

struct RpcCredentials
{
    std::shared_ptr<grpc::ChannelCredentials> credentials; ///< null: see problem
    Domain::Problem problem;
};

/// How a channel proves to itself that the server is the right one, by the endpoint's trust. A pin notes in `seen`
/// which certificate came.
RpcCredentials rpcCredentials(const Domain::Endpoint &endpoint, const std::shared_ptr<SeenCertificate> &seen);

} // namespace Backend
