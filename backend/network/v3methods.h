// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/rpcmethod.h"

#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/access.pb.h>
#include <ttn/lorawan/v3/application.pb.h>
#include <ttn/lorawan/v3/application_server.pb.h>
#include <ttn/lorawan/v3/application_traffic.pb.h>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <ttn/lorawan/v3/end_device_requests.pb.h>
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
inline constexpr RpcMethod<wire::ApplicationIdentifiers, Empty> restoreApplication{
    "/ttn.lorawan.v3.ApplicationRegistry/Restore"};
inline constexpr RpcMethod<wire::ListApplicationAPIKeysRequest, wire::APIKeys> listApiKeys{
    "/ttn.lorawan.v3.ApplicationAccess/ListAPIKeys"};
inline constexpr RpcMethod<wire::GetApplicationAPIKeyRequest, wire::APIKey> getApiKey{
    "/ttn.lorawan.v3.ApplicationAccess/GetAPIKey"};
inline constexpr RpcMethod<wire::CreateApplicationAPIKeyRequest, wire::APIKey> createApiKey{
    "/ttn.lorawan.v3.ApplicationAccess/CreateAPIKey"};
inline constexpr RpcMethod<wire::UpdateApplicationAPIKeyRequest, wire::APIKey> updateApiKey{
    "/ttn.lorawan.v3.ApplicationAccess/UpdateAPIKey"};
inline constexpr RpcMethod<wire::DeleteApplicationAPIKeyRequest, Empty> deleteApiKey{
    "/ttn.lorawan.v3.ApplicationAccess/DeleteAPIKey"};
inline constexpr RpcMethod<wire::ListApplicationCollaboratorsRequest, wire::Collaborators> listCollaborators{
    "/ttn.lorawan.v3.ApplicationAccess/ListCollaborators"};
inline constexpr RpcMethod<wire::GetApplicationCollaboratorRequest, wire::GetCollaboratorResponse> getCollaborator{
    "/ttn.lorawan.v3.ApplicationAccess/GetCollaborator"};
inline constexpr RpcMethod<wire::SetApplicationCollaboratorRequest, Empty> setCollaborator{
    "/ttn.lorawan.v3.ApplicationAccess/SetCollaborator"};
inline constexpr RpcMethod<wire::DeleteApplicationCollaboratorRequest, Empty> deleteCollaborator{
    "/ttn.lorawan.v3.ApplicationAccess/DeleteCollaborator"};
inline constexpr RpcMethod<wire::SearchAccountsRequest, wire::SearchAccountsResponse> searchAccounts{
    "/ttn.lorawan.v3.EntityRegistrySearch/SearchAccounts"};
inline constexpr RpcMethod<wire::GetApplicationLinkRequest, wire::ApplicationLink> getLink{
    "/ttn.lorawan.v3.As/GetLink"};
inline constexpr RpcMethod<wire::SetApplicationLinkRequest, wire::ApplicationLink> setLink{
    "/ttn.lorawan.v3.As/SetLink"};
inline constexpr RpcMethod<wire::CreateEndDeviceRequest, wire::EndDevice> createDevice{
    "/ttn.lorawan.v3.EndDeviceRegistry/Create"};
inline constexpr RpcMethod<wire::ListEndDevicesRequest, wire::EndDevices> listDevices{
    "/ttn.lorawan.v3.EndDeviceRegistry/List"};
inline constexpr RpcMethod<wire::UpdateEndDeviceRequest, wire::EndDevice> updateDevice{
    "/ttn.lorawan.v3.EndDeviceRegistry/Update"};
inline constexpr RpcMethod<wire::GetEndDeviceRequest, wire::EndDevice> getIsDevice{
    "/ttn.lorawan.v3.EndDeviceRegistry/Get"};
inline constexpr RpcMethod<wire::EndDeviceIdentifiers, Empty> deleteIsDevice{
    "/ttn.lorawan.v3.EndDeviceRegistry/Delete"};
inline constexpr RpcMethod<wire::GetEndDeviceRequest, wire::EndDevice> getJsDevice{
    "/ttn.lorawan.v3.JsEndDeviceRegistry/Get"};
inline constexpr RpcMethod<wire::SetEndDeviceRequest, wire::EndDevice> setJsDevice{
    "/ttn.lorawan.v3.JsEndDeviceRegistry/Set"};
inline constexpr RpcMethod<wire::EndDeviceIdentifiers, Empty> deleteJsDevice{
    "/ttn.lorawan.v3.JsEndDeviceRegistry/Delete"};
inline constexpr RpcMethod<wire::GetEndDeviceRequest, wire::EndDevice> getNsDevice{
    "/ttn.lorawan.v3.NsEndDeviceRegistry/Get"};
inline constexpr RpcMethod<wire::SetEndDeviceRequest, wire::EndDevice> setNsDevice{
    "/ttn.lorawan.v3.NsEndDeviceRegistry/Set"};
inline constexpr RpcMethod<wire::EndDeviceIdentifiers, Empty> deleteNsDevice{
    "/ttn.lorawan.v3.NsEndDeviceRegistry/Delete"};
inline constexpr RpcMethod<wire::GetEndDeviceRequest, wire::EndDevice> getAsDevice{
    "/ttn.lorawan.v3.AsEndDeviceRegistry/Get"};
inline constexpr RpcMethod<wire::SetEndDeviceRequest, wire::EndDevice> setAsDevice{
    "/ttn.lorawan.v3.AsEndDeviceRegistry/Set"};
inline constexpr RpcMethod<wire::EndDeviceIdentifiers, Empty> deleteAsDevice{
    "/ttn.lorawan.v3.AsEndDeviceRegistry/Delete"};
inline constexpr RpcMethod<wire::ResetAndGetEndDeviceRequest, wire::EndDevice> resetNsDevice{
    "/ttn.lorawan.v3.NsEndDeviceRegistry/ResetFactoryDefaults"};
inline constexpr RpcMethod<wire::SearchEndDevicesRequest, wire::EndDevices> searchDevices{
    "/ttn.lorawan.v3.EndDeviceRegistrySearch/SearchEndDevices"};
inline constexpr RpcMethod<wire::BatchGetEndDevicesRequest, wire::EndDevices> getDevices{
    "/ttn.lorawan.v3.EndDeviceBatchRegistry/Get"};
inline constexpr RpcMethod<wire::BatchDeleteEndDevicesRequest, Empty> deleteIsDevices{
    "/ttn.lorawan.v3.EndDeviceBatchRegistry/Delete"};
inline constexpr RpcMethod<wire::BatchDeleteEndDevicesRequest, Empty> deleteJsDevices{
    "/ttn.lorawan.v3.JsEndDeviceBatchRegistry/Delete"};
inline constexpr RpcMethod<wire::BatchDeleteEndDevicesRequest, Empty> deleteNsDevices{
    "/ttn.lorawan.v3.NsEndDeviceBatchRegistry/Delete"};
inline constexpr RpcMethod<wire::BatchDeleteEndDevicesRequest, Empty> deleteAsDevices{
    "/ttn.lorawan.v3.AsEndDeviceBatchRegistry/Delete"};
inline constexpr RpcMethod<wire::ApplicationUp, Empty> simulateUplink{"/ttn.lorawan.v3.AppAs/SimulateUplink"};

} // namespace Backend::V3
