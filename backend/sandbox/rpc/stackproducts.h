// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <ttn/lorawan/v3/device_repository.pb.h>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <vector>

namespace Backend {

/// How a product's firmware talks LoRaWAN in a region.
struct StackProfile
{
    std::string id;
    quint32 number = 0; ///< vendor profile id of the LoRa Alliance, as in QR codes
    ttn::lorawan::v3::MACVersion macVersion = ttn::lorawan::v3::MAC_V1_0_3;
    ttn::lorawan::v3::PHYVersion phyVersion = ttn::lorawan::v3::PHY_V1_0_3_REV_A;
    bool classB = false;
    bool classC = false;
};

/// Payload functions of a product. An empty script: it has none.
struct StackCodec
{
    std::string id;
    std::string uplinkDecoder;
    std::string downlinkEncoder;
    std::string downlinkDecoder;
    std::vector<ttn::lorawan::v3::MessagePayloadDecoder::Example> examples = {};
};

struct StackBrand
{
    ttn::lorawan::v3::EndDeviceBrand brand;
    std::vector<ttn::lorawan::v3::EndDeviceModel> models;
    std::vector<StackProfile> profiles;
    std::vector<StackCodec> codecs;
};

using StackProducts = std::vector<StackBrand>;

/// The sandbox's device repository: invented makers and products.
const StackProducts &stackProducts();

} // namespace Backend
