// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
        int spreadingFactor; ///< 0: FSK with 50 kbit/s
        int bandwidth; ///< Hz
    };
    struct SubBand
    {
        quint64 from;
        quint64 to;
        float dutyCycle;
        float maxEirp;
    };

    std::string id;
    int firstVersion = 1; ///< ttn.lorawan.v3.PHYVersion; it has all from here on
    std::vector<int> missing = {}; ///< but these
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
    bool hasDwellTime = false;
    bool masksChannels = false; ///< the CFList of a join-accept is a mask
    bool channelsAreFixed = false;

    [[nodiscard]] bool has(int phyVersion) const;
    [[nodiscard]] bool hasRate(int index) const;
};

struct StackPlan
{
    std::string id;
    std::string base; ///< id of the plan that it changes; empty: none
    std::string name;
    int baseMHz = 0;
    const StackBand *band = nullptr;
    std::vector<quint64> more = {}; ///< channels besides those of the band
    int rx2Rate = -1; ///< -1: the band's
    int subBand = 0; ///< 1…8 of 64 fixed channels
};

namespace StackBands {

const std::vector<StackBand> &bands();
const std::vector<StackPlan> &plans();
/// nullptr: unknown.
const StackBand *band(const std::string &id);
const StackPlan *plan(const std::string &id);

ttn::lorawan::v3::BandDescription description(const StackBand &band);
/// What a device does when nothing is set, and what the network wants of it.
ttn::lorawan::v3::MACSettings defaults(const StackPlan &plan);
/// For a device whose session begins.
ttn::lorawan::v3::MACState beginning(const ttn::lorawan::v3::EndDevice &device);
/// What a join-accept tells a device of the state that begins with it.
ttn::lorawan::v3::MACState::JoinRequest offer(const ttn::lorawan::v3::MACState &state);

} // namespace StackBands

} // namespace Backend
