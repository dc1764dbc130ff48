// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <ttn/lorawan/v3/configuration.pb.h>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <vector>

namespace Backend {

/// A channel in Hz with the data rates that go with it.
struct StackChannel
{
    quint64 frequency = 0;
    int slowest = 0;
    int fastest = 5;
};

/// A band of the LoRaWAN regional parameters, as far as the sandbox tells of it.
struct StackBand
{
    struct Rate
    {
        int index;
        int spreadingFactor; ///< 0: LR-FHSS, or without a bandwidth FSK with 50 kbit/s
        int bandwidth; ///< Hz; of LR-FHSS the operating channel width
        const char *codingRate = "4/5";
        int firstVersion = 0;
    };
    struct SubBand
    {
        quint64 from;
        quint64 to;
        float dutyCycle;
        float maxEirp;
    };

    struct Relay
    {
        quint64 frequency; ///< of the wake-up; Hz
        quint64 answer;
        int rate;
    };

    std::string id;
    int firstVersion = 1; ///< ttn.lorawan.v3.PHYVersion; it has all from here on
    int lastVersion = ttn::lorawan::v3::RP002_V1_0_4;
    std::vector<Rate> rates = {};
    std::vector<StackChannel> uplinks = {};
    std::vector<StackChannel> downlinks = {}; ///< empty: the same
    int rx2Rate = 0;
    quint64 rx2Frequency = 0;
    float maxEirp = 16;
    int fastestAdr = 5;
    int weakestPower = 7; ///< index
    int beaconRate = 3;
    std::vector<quint64> beacons = {};
    std::vector<quint64> pingSlots = {};
    std::vector<SubBand> subBands = {};
    std::vector<int> dwellTimeVersions = {}; ///< those that can limit it
    bool channelsAreFixed = false; ///< the CFList of a join-accept is a mask
    bool adaptsRates = true; ///< the network can (ADR)
    int frequencyUnit = 100; ///< Hz, of the frequencies in MAC commands
    const char *beaconCoding = "4/5";
    std::vector<Relay> relays = {};
    int firstWithRelays = ttn::lorawan::v3::RP002_V1_0_4;

    [[nodiscard]] bool has(int phyVersion) const;
    [[nodiscard]] bool hasRate(int index, int phyVersion) const;
    [[nodiscard]] bool limitsDwellTime(int phyVersion) const;
};

struct StackPlan
{
    std::string id;
    std::string base; ///< id of the plan that it changes; empty: none
    std::string name;
    int baseMHz = 0;
    const StackBand *band = nullptr;
    std::vector<StackChannel> uplinks = {}; ///< the downlinks are on the same, or as the band says
    bool isForGateways = true;
    int rx2Rate = -1; ///< -1: the band's
    quint64 rx2Frequency = 0; ///< 0: the band's
    float maxEirp = 0; ///< 0: the band's
    std::optional<bool> uplinkDwellTime = {};
    std::optional<bool> downlinkDwellTime = {};
};

namespace StackBands {

const std::vector<StackBand> &bands();
const std::vector<StackPlan> &plans();
/// nullptr: unknown.
const StackBand *band(const std::string &id);
const StackPlan *plan(const std::string &id);

ttn::lorawan::v3::BandDescription description(const StackBand &band, int phyVersion);
/// What a device does when nothing is set, and what the network wants of it.
ttn::lorawan::v3::MACSettings defaults(const StackPlan &plan, int phyVersion);
/// For a device whose session begins.
ttn::lorawan::v3::MACState beginning(const ttn::lorawan::v3::EndDevice &device);
/// What a join-accept tells a device of the state that begins with it.
ttn::lorawan::v3::MACState::JoinRequest offer(const ttn::lorawan::v3::EndDevice &device,
                                              const ttn::lorawan::v3::MACState &state);

} // namespace StackBands

} // namespace Backend
