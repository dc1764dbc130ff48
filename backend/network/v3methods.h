// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/rpcmethod.h"

#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/access.pb.h>
#include <ttn/lorawan/v3/application.pb.h>
#include <ttn/lorawan/v3/identifiers.pb.h>
#include <ttn/lorawan/v3/rights.pb.h>

/// The methods of The Things Stack that are called.
namespace Backend::V3 {

namespace wire = ttn::lorawan::v3;
using Empty = google::protobuf::Empty;

inline constexpr RpcMethod<Empty, wire::AuthInfoResponse> authInfo{"/ttn.lorawan.v3.EntityAccess/AuthInfo"};
inline constexpr RpcMethod<wire::ApplicationIdentifiers, wire::Rights> listRights{
    "/ttn.lorawan.v3.ApplicationAccess/ListRights"};
inline constexpr RpcMethod<wire::CreateApplicationRequest, wire::Application> createApplication{
    "/ttn.lorawan.v3.ApplicationRegistry/Create"};
inline constexpr RpcMethod<wire::GetApplicationRequest, wire::Application> getApplication{
    "/ttn.lorawan.v3.ApplicationRegistry/Get"};
inline constexpr RpcMethod<wire::ListApplicationsRequest, wire::Applications> listApplications{
    "/ttn.lorawan.v3.ApplicationRegistry/List"};
inline constexpr RpcMethod<wire::SearchApplicationsRequest, wire::Applications> searchApplications{
    "/ttn.lorawan.v3.EntityRegistrySearch/SearchApplications"};
inline constexpr RpcMethod<wire::UpdateApplicationRequest, wire::Application> updateApplication{
    "/ttn.lorawan.v3.ApplicationRegistry/Update"};
inline constexpr RpcMethod<wire::ApplicationIdentifiers, Empty> deleteApplication{
    "/ttn.lorawan.v3.ApplicationRegistry/Delete"};

} // namespace Backend::V3
