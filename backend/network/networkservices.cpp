// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/networkservices.h"

#include "backend/network/handlerv2api.h"
#include "backend/network/stackv3api.h"

namespace Backend {

using Domain::Profile;

bool namesServices(const Profile &profile)
{
    return profile.generation == Domain::Generation::V2 ? profile.discovery.has_value()
                                                        : profile.grpcIdentity || profile.grpcCluster;
}

std::unique_ptr<Domain::NetworkApi> networkServices(const std::shared_ptr<RpcLine> &line, const Profile &profile,
                                                    const QByteArray &credential)
{
    if (!namesServices(profile))
        return nullptr;
    if (profile.generation == Domain::Generation::V2) {
        HandlerV2Settings settings;
        settings.discovery = profile.discovery;
        settings.plaintextAllowed = profile.plaintextAllowed;
        settings.accessKey = credential;
        settings.applications = profile.applications;
        return std::make_unique<HandlerV2Api>(line, std::move(settings));
    }
    StackV3Settings settings;
    settings.identity = profile.grpcIdentity ? *profile.grpcIdentity : *profile.grpcCluster;
    settings.cluster = profile.grpcCluster ? *profile.grpcCluster : *profile.grpcIdentity;
    settings.plaintextAllowed = profile.plaintextAllowed;
    settings.apiKey = credential;
    return std::make_unique<StackV3Api>(line, std::move(settings));
}

} // namespace Backend
