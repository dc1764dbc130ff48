// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <string>
#include <ttn/lorawan/v3/onboarding.pb.h>

/// The QR codes that The Things Stack knows: LoRa Alliance TR005 with its two drafts, and bare DevEUIs.
namespace Backend::StackCodes {

struct Code
{
    std::string format;
    ttn::lorawan::v3::EndDeviceTemplate found;
};

/// By id.
const std::map<std::string, ttn::lorawan::v3::QRCodeFormat> &formats();
/// The text as one of the formats, or as the one that is named; throws where it is not.
[[nodiscard]] Code parse(const std::string &format, const std::string &text);
/// The text for a device; throws where it cannot be. Null: no such format.
[[nodiscard]] QString text(const std::string &format, const ttn::lorawan::v3::EndDevice &device);

} // namespace Backend::StackCodes
