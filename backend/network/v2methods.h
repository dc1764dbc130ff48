// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/rpcmethod.h"

#include <discovery/discovery.pb.h>
#include <google/protobuf/empty.pb.h>
#include <handler/handler.pb.h>
#include <lorawan/device.pb.h>

/// The methods of v2's discovery and handler that are called.
namespace Backend::V2 {

using Empty = google::protobuf::Empty;

inline constexpr RpcMethod<discovery::GetRequest, discovery::Announcement> announcement{"/discovery.Discovery/Get"};
inline constexpr RpcMethod<discovery::GetServiceRequest, discovery::AnnouncementsResponse> allAnnouncements{
    "/discovery.Discovery/GetAll"};
inline constexpr RpcMethod<discovery::GetByAppIDRequest, discovery::Announcement> announcementOfApplication{
    "/discovery.Discovery/GetByAppID"};
inline constexpr RpcMethod<handler::ApplicationIdentifier, Empty> registerApplication{
    "/handler.ApplicationManager/RegisterApplication"};
inline constexpr RpcMethod<handler::ApplicationIdentifier, handler::Application> getApplication{
    "/handler.ApplicationManager/GetApplication"};
inline constexpr RpcMethod<handler::Application, Empty> setApplication{"/handler.ApplicationManager/SetApplication"};
inline constexpr RpcMethod<handler::ApplicationIdentifier, Empty> deleteApplication{
    "/handler.ApplicationManager/DeleteApplication"};
inline constexpr RpcMethod<handler::DeviceIdentifier, handler::Device> getDevice{
    "/handler.ApplicationManager/GetDevice"};
inline constexpr RpcMethod<handler::Device, Empty> setDevice{"/handler.ApplicationManager/SetDevice"};
inline constexpr RpcMethod<handler::DeviceIdentifier, Empty> deleteDevice{"/handler.ApplicationManager/DeleteDevice"};
inline constexpr RpcMethod<handler::ApplicationIdentifier, handler::DeviceList> getDevices{
    "/handler.ApplicationManager/GetDevicesForApplication"};
inline constexpr RpcMethod<handler::SimulatedUplinkMessage, Empty> simulateUplink{
    "/handler.ApplicationManager/SimulateUplink"};

} // namespace Backend::V2
