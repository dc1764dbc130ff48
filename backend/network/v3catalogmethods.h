// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/rpcmethod.h"

#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/application.pb.h>
#include <ttn/lorawan/v3/configuration.pb.h>
#include <ttn/lorawan/v3/device_repository.pb.h>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <ttn/lorawan/v3/events.pb.h>
#include <ttn/lorawan/v3/identifiers.pb.h>
#include <ttn/lorawan/v3/mac_settings.pb.h>
#include <ttn/lorawan/v3/network.pb.h>
#include <ttn/lorawan/v3/onboarding.pb.h>

/// The methods of The Things Stack that help to describe a device, and that of its events.
namespace Backend::V3 {

namespace wire = ttn::lorawan::v3;
using Empty = google::protobuf::Empty;

inline constexpr RpcMethod<wire::ListFrequencyPlansRequest, wire::ListFrequencyPlansResponse> listFrequencyPlans{
    "/ttn.lorawan.v3.Configuration/ListFrequencyPlans"};
inline constexpr RpcMethod<wire::GetPhyVersionsRequest, wire::GetPhyVersionsResponse> getPhyVersions{
    "/ttn.lorawan.v3.Configuration/GetPhyVersions"};
inline constexpr RpcMethod<wire::GetDefaultMACSettingsRequest, wire::MACSettings> getDefaultMacSettings{
    "/ttn.lorawan.v3.Ns/GetDefaultMACSettings"};
inline constexpr RpcMethod<Empty, wire::GenerateDevAddrResponse> generateDevAddr{"/ttn.lorawan.v3.Ns/GenerateDevAddr"};
inline constexpr RpcMethod<Empty, wire::JoinEUIPrefixes> getJoinEuiPrefixes{"/ttn.lorawan.v3.Js/GetJoinEUIPrefixes"};
inline constexpr RpcMethod<Empty, wire::GetDefaultJoinEUIResponse> getDefaultJoinEui{
    "/ttn.lorawan.v3.Js/GetDefaultJoinEUI"};
inline constexpr RpcMethod<wire::ListEndDeviceBrandsRequest, wire::ListEndDeviceBrandsResponse> listBrands{
    "/ttn.lorawan.v3.DeviceRepository/ListBrands"};
inline constexpr RpcMethod<wire::ListEndDeviceModelsRequest, wire::ListEndDeviceModelsResponse> listModels{
    "/ttn.lorawan.v3.DeviceRepository/ListModels"};
inline constexpr RpcMethod<wire::GetTemplateRequest, wire::EndDeviceTemplate> getTemplate{
    "/ttn.lorawan.v3.DeviceRepository/GetTemplate"};
inline constexpr RpcMethod<wire::ApplicationIdentifiers, wire::IssueDevEUIResponse> issueDevEui{
    "/ttn.lorawan.v3.ApplicationRegistry/IssueDevEUI"};
inline constexpr RpcMethod<wire::GetInfoByJoinEUIRequest, wire::GetInfoByJoinEUIResponse> getClaimInfo{
    "/ttn.lorawan.v3.EndDeviceClaimingServer/GetInfoByJoinEUI"};
inline constexpr RpcMethod<wire::EndDeviceIdentifiers, Empty> unclaimDevice{
    "/ttn.lorawan.v3.EndDeviceClaimingServer/Unclaim"};
inline constexpr RpcMethod<wire::StreamEventsRequest, wire::Event> streamEvents{"/ttn.lorawan.v3.Events/Stream"};

} // namespace Backend::V3
