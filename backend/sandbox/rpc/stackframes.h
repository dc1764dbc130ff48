// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/sandboxdevice.h"

#include <ttn/lorawan/v3/application_traffic.pb.h>
#include <ttn/lorawan/v3/network_traffic.pb.h>

/// Frames as the Network Server tells of them in events. Nobody checks their MIC.
namespace Backend::StackFrames {

/// The same number of bytes, as if encrypted.
std::string scrambled(const std::string &payload);
ttn::lorawan::v3::UplinkMessage uplink(const ttn::lorawan::v3::ApplicationUp &up, const std::vector<std::string> &ids);
ttn::lorawan::v3::DownlinkMessage downlink(const ttn::lorawan::v3::EndDeviceIdentifiers &ids,
                                           const ttn::lorawan::v3::ApplicationDownlink &downlink);
ttn::lorawan::v3::UplinkMessage joinRequest(const SandboxDevice &device, const RadioFrame &frame, quint16 devNonce,
                                            qint64 receivedNs);
ttn::lorawan::v3::DownlinkMessage joinAccept(const ttn::lorawan::v3::ApplicationUp &up);
/// What a gateway answers that will send it in the first window.
ttn::lorawan::v3::ScheduleDownlinkResponse scheduled();

} // namespace Backend::StackFrames
