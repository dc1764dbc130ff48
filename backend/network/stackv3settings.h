// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/profile.h"
#include "backend/rpc/rpccall.h"

namespace Backend {

/// How to reach The Things Stack. On the community's clouds the Identity Server has another host than the cluster.
struct StackV3Settings
{
    Domain::Endpoint identity;
    Domain::Endpoint cluster;
    bool plaintextAllowed = false;
    QByteArray apiKey; ///< never logged

    [[nodiscard]] RpcRequest toIdentity() const { return to(identity); }
    [[nodiscard]] RpcRequest toCluster() const { return to(cluster); }

private:
    [[nodiscard]] RpcRequest to(const Domain::Endpoint &endpoint) const
    {
        RpcRequest request;
        request.target = {Domain::Generation::V3, endpoint, plaintextAllowed, apiKey};
        return request;
    }
};

} // namespace Backend
