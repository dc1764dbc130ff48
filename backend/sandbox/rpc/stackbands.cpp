// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of the LoRaWAN regional parameters (RP001, RP002), as The Things Stack has them.
#include "backend/sandbox/rpc/stackbands.h"

#include <algorithm>
#include <ttn/lorawan/v3/lorawan.pb.h>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr int kHz = 1'000;

std::vector<StackChannel> row(quint64 first, quint64 step, int count, int slowest, int fastest)
{
    std::vector<StackChannel> out;
    for (int i = 0; i < count; ++i)
        out.push_back({first + quint64(i) * step, slowest, fastest});
    return out;
}

std::vector<StackChannel> joined(std::vector<StackChannel> one, const std::vector<StackChannel> &two)
{
    one.insert(one.end(), two.begin(), two.end());
    return one;
}

std::vector<quint64> frequencies(quint64 first, quint64 step, int count)
{
    std::vector<quint64> out;
    for (int i = 0; i < count; ++i)
        out.push_back(first + quint64(i) * step);
    return out;
}

std::vector<int> versionsFrom(int first)
{
    std::vector<int> out;
    for (int version = first; version <= v3::RP002_V1_0_4; ++version)
        out.push_back(version);
    return out;
}

/// SF12 to SF7 at 125 kHz.
std::vector<StackBand::Rate> sixRates()
{
    return {{0, 12, 125 * kHz}, {1, 11, 125 * kHz}, {2, 10, 125 * kHz},
            {3, 9, 125 * kHz},  {4, 8, 125 * kHz},  {5, 7, 125 * kHz}};
}

std::vector<StackBand::Rate> with(std::vector<StackBand::Rate> rates, const std::vector<StackBand::Rate> &more)
{
    rates.insert(rates.end(), more.begin(), more.end());
    return rates;
}

/// SF12 to SF7 at 500 kHz, as the Americas use them for downlinks.
std::vector<StackBand::Rate> wideRates()
{
    return {{8, 12, 500 * kHz}, {9, 11, 500 * kHz}, {10, 10, 500 * kHz},
            {11, 9, 500 * kHz}, {12, 8, 500 * kHz}, {13, 7, 500 * kHz}};
}

const std::vector<StackBand::Rate> fastAndFsk = {{6, 7, 250 * kHz}, {7, 0, 0}};

/// LR-FHSS in Europe and its neighbourhood.
std::vector<StackBand::Rate> hoppingRates(int firstVersion)
{
    return {{8, 0, 137 * kHz, "1/3", firstVersion},
            {9, 0, 137 * kHz, "2/3", firstVersion},
            {10, 0, 336 * kHz, "1/3", firstVersion},
            {11, 0, 336 * kHz, "2/3", firstVersion}};
}

StackBand europe()
{
    StackBand band;
    band.id = "EU_863_870";
    band.rates = with(with(sixRates(), fastAndFsk), hoppingRates(v3::RP002_V1_0_2));
    band.uplinks = row(868'100 * kHz, 200 * kHz, 3, 0, 5);
    band.rx2Frequency = 869'525 * kHz;
    band.beacons = band.pingSlots = {869'525'000};
    band.subBands = {{863'000'000, 865'000'000, 0.001F, 16.15F}, {865'000'000, 868'000'000, 0.01F, 16.15F},
                     {868'000'000, 868'600'000, 0.01F, 16.15F},  {868'700'000, 869'200'000, 0.001F, 16.15F},
                     {869'400'000, 869'650'000, 0.1F, 29.15F},   {869'700'000, 870'000'000, 0.01F, 16.15F}};
    band.relays = {{865'100'000, 865'300'000, 3}, {865'500'000, 865'900'000, 3}};
    return band;
}

StackBand europe433()
{
    StackBand band;
    band.id = "EU_433";
    band.rates = with(sixRates(), fastAndFsk);
    band.uplinks = row(433'175 * kHz, 200 * kHz, 3, 0, 5);
    band.rx2Frequency = 434'665 * kHz;
    band.maxEirp = 12.15F;
    band.weakestPower = 5;
    band.beacons = band.pingSlots = {434'665'000};
    band.subBands = {{433'175'000, 434'665'000, 0.1F, 12.15F}};
    return band;
}

StackBand northAmerica()
{
    StackBand band;
    band.id = "US_902_928";
    band.rates = with({{0, 10, 125 * kHz},
                       {1, 9, 125 * kHz},
                       {2, 8, 125 * kHz},
                       {3, 7, 125 * kHz},
                       {4, 8, 500 * kHz},
                       {5, 0, 1'523 * kHz, "1/3", v3::RP002_V1_0_2},
                       {6, 0, 1'523 * kHz, "2/3", v3::RP002_V1_0_2}},
                      wideRates());
    band.uplinks = joined(row(902'300 * kHz, 200 * kHz, 64, 0, 3), row(903'000 * kHz, 1'600 * kHz, 8, 4, 4));
    band.downlinks = row(923'300 * kHz, 600 * kHz, 8, 8, 13);
    band.rx2Rate = 8;
    band.rx2Frequency = 923'300 * kHz;
    band.maxEirp = 30;
    band.fastestAdr = 3;
    band.weakestPower = 10;
    band.beaconRate = 8;
    band.beacons = band.pingSlots = frequencies(923'300 * kHz, 600 * kHz, 8);
    band.subBands = {{902'300'000, 914'900'000, 1.0F, 23.15F}, {923'300'000, 927'500'000, 1.0F, 28.15F}};
    band.channelsAreFixed = true;
    band.relays = {{916'700'000, 918'300'000, 10}, {919'900'000, 921'500'000, 10}};
    return band;
}

StackBand australia()
{
    StackBand band;
    band.id = "AU_915_928";
    band.firstVersion = v3::PHY_V1_0_1;
    band.rates = with(with(sixRates(), {{6, 8, 500 * kHz}, {7, 0, 1'523 * kHz, "1/3", v3::RP002_V1_0_2}}), wideRates());
    band.uplinks = joined(row(915'200 * kHz, 200 * kHz, 64, 0, 5), row(915'900 * kHz, 1'600 * kHz, 8, 6, 6));
    band.downlinks = row(923'300 * kHz, 600 * kHz, 8, 8, 13);
    band.rx2Rate = 8;
    band.rx2Frequency = 923'300 * kHz;
    band.maxEirp = 30;
    band.weakestPower = 10;
    band.beaconRate = 8;
    band.beacons = band.pingSlots = frequencies(923'300 * kHz, 600 * kHz, 8);
    band.subBands = {{915'000'000, 928'000'000, 1.0F, 30.0F}};
    band.channelsAreFixed = true;
    band.dwellTimeVersions = versionsFrom(v3::PHY_V1_1_REV_B);
    band.relays = {{916'700'000, 918'300'000, 10}, {919'900'000, 921'500'000, 10}};
    return band;
}

/// A group of the band around 923 MHz: all but its limits are moved by `offset` Hz.
StackBand asia(const std::string &id, int firstVersion, int offset, const StackBand::SubBand &limits)
{
    StackBand band;
    band.id = id;
    band.firstVersion = firstVersion;
    band.rates = with(sixRates(), fastAndFsk);
    band.uplinks = row(quint64(923'200 * kHz + offset), 200 * kHz, 2, 0, 5);
    band.rx2Rate = 2;
    band.rx2Frequency = quint64(923'200 * kHz + offset);
    band.beacons = band.pingSlots = {quint64(923'400 * kHz + offset)};
    band.subBands = {limits};
    band.dwellTimeVersions = versionsFrom(firstVersion);
    band.relays = {{quint64(923'600 * kHz + offset), quint64(923'800 * kHz + offset), 3}};
    return band;
}

StackBand china779()
{
    StackBand band;
    band.id = "CN_779_787";
    band.lastVersion = v3::RP002_V1_0_3;
    band.rates = with(sixRates(), fastAndFsk);
    band.uplinks = joined(row(779'500 * kHz, 200 * kHz, 3, 0, 5), row(780'500 * kHz, 200 * kHz, 3, 0, 5));
    band.rx2Frequency = 786'000 * kHz;
    band.maxEirp = 12.15F;
    band.weakestPower = 5;
    band.beacons = band.pingSlots = {785'000'000};
    band.subBands = {{779'000'000, 787'000'000, 0.01F, 12.15F}};
    return band;
}

/// What the plans for 470 to 510 MHz have in common.
StackBand china(const std::string &id, std::vector<StackChannel> uplinks, std::vector<StackChannel> downlinks,
                quint64 rx2Frequency)
{
    StackBand band;
    band.id = id;
    band.uplinks = std::move(uplinks);
    band.downlinks = std::move(downlinks);
    band.rx2Frequency = rx2Frequency;
    band.maxEirp = 19.15F;
    band.beaconRate = 2;
    band.subBands = {{470'000'000, 510'000'000, 1.0F, 19.15F}};
    band.channelsAreFixed = true;
    return band;
}

/// The one of the older versions.
StackBand china470()
{
    StackBand band = china("CN_470_510", row(470'300 * kHz, 200 * kHz, 96, 0, 5),
                           row(500'300 * kHz, 200 * kHz, 48, 0, 5), 505'300 * kHz);
    band.firstVersion = v3::PHY_V1_0_1;
    band.lastVersion = v3::PHY_V1_0_3_REV_A;
    band.rates = sixRates();
    band.beacons = band.pingSlots = frequencies(508'300 * kHz, 200 * kHz, 8);
    return band;
}

/// One of the four that came instead of it, for antennas of 20 and of 26 MHz.
StackBand china470Plan(const std::string &ending, std::vector<StackChannel> uplinks,
                       std::vector<StackChannel> downlinks, quint64 rx2Frequency)
{
    StackBand band = china("CN_470_510_" + ending, std::move(uplinks), std::move(downlinks), rx2Frequency);
    band.firstVersion = v3::RP002_V1_0_0;
    const std::vector<StackBand::Rate> slow = sixRates();
    band.rates = with({slow.begin() + 1, slow.end()}, {{6, 7, 500 * kHz}, {7, 0, 0}});
    band.relays = {{472'100'000, 485'300'000, 3}, {494'900'000, 505'500'000, 3}};
    return band;
}

std::vector<StackBand> china470Plans()
{
    const auto part = [](quint64 first, int count) { return row(first, 200 * kHz, count, 1, 5); };
    std::vector<StackBand> out
        = {china470Plan("20_A", joined(part(470'300 * kHz, 32), part(503'500 * kHz, 32)),
                        joined(part(483'900 * kHz, 32), part(490'300 * kHz, 32)), 486'900 * kHz),
           china470Plan("20_B", joined(part(476'900 * kHz, 32), part(496'900 * kHz, 32)),
                        joined(part(476'900 * kHz, 32), part(496'900 * kHz, 32)), 498'300 * kHz),
           china470Plan("26_A", part(470'300 * kHz, 48), part(490'100 * kHz, 24), 492'500 * kHz),
           china470Plan("26_B", part(480'300 * kHz, 48), part(500'100 * kHz, 24), 502'500 * kHz)};
    out[2].beacons = out[2].pingSlots = {494'900'000};
    out[3].beacons = out[3].pingSlots = {504'900'000};
    return out;
}

StackBand morocco()
{
    StackBand band;
    band.id = "MA_869_870_DRAFT";
    band.rates = with(with(sixRates(), fastAndFsk), hoppingRates(0));
    band.uplinks = {{869'100'000}, {869'300'000}, {869'700'000}};
    band.rx2Frequency = 869'525 * kHz;
    band.beacons = band.pingSlots = {869'525'000};
    band.subBands = {{869'000'000, 869'400'000, 0.001F, 16.15F},
                     {869'400'000, 869'650'000, 0.1F, 29.15F},
                     {869'650'000, 870'000'000, 0.01F, 16.15F}};
    band.firstWithRelays = v3::PHY_V1_0;
    return band;
}

StackBand worldwide2400()
{
    constexpr int width = 812 * kHz;
    StackBand band;
    band.id = "ISM_2400";
    for (int index = 0; index < 8; ++index)
        band.rates.push_back({index, 12 - index, width, "4/8LI"});
    band.uplinks = {{2'403'000'000, 0, 7}, {2'425'000'000, 0, 7}, {2'479'000'000, 0, 7}};
    band.rx2Frequency = 2'423'000'000;
    band.maxEirp = 10;
    band.fastestAdr = 0;
    band.beacons = band.pingSlots = {2'424'000'000};
    band.beaconCoding = "4/8LI";
    band.subBands = {{2'400'000'000, 2'500'000'000, 1.0F, 10.15F}};
    band.adaptsRates = false;
    band.frequencyUnit = 200;
    band.firstWithRelays = v3::PHY_V1_0;
    return band;
}

StackBand india()
{
    StackBand band;
    band.id = "IN_865_867";
    band.firstVersion = v3::PHY_V1_0_2_REV_B;
    band.rates = with(sixRates(), {{7, 0, 0}});
    band.uplinks = {{865'062'500}, {865'402'500}, {865'985'000}};
    band.rx2Rate = 2;
    band.rx2Frequency = 866'550 * kHz;
    band.maxEirp = 30;
    band.weakestPower = 10;
    band.beaconRate = 4;
    band.beacons = band.pingSlots = {866'550'000};
    band.subBands = {{865'000'000, 867'000'000, 1.0F, 16.15F}};
    band.relays = {{866'000'000, 866'200'000, 3}, {866'700'000, 866'900'000, 3}};
    return band;
}

StackBand korea()
{
    StackBand band;
    band.id = "KR_920_923";
    band.firstVersion = v3::PHY_V1_0_2_REV_A;
    band.rates = sixRates();
    band.uplinks = row(922'100 * kHz, 200 * kHz, 3, 0, 5);
    band.rx2Frequency = 921'900 * kHz;
    band.maxEirp = 14;
    band.beacons = band.pingSlots = {923'100'000};
    band.subBands = {{920'000'000, 923'000'000, 1.0F, 16.15F}};
    band.relays = {{922'700'000, 922'900'000, 3}, {923'100'000, 923'100'000, 3}};
    return band;
}

StackBand russia()
{
    StackBand band;
    band.id = "RU_864_870";
    band.firstVersion = v3::PHY_V1_1_REV_A;
    band.rates = with(sixRates(), fastAndFsk);
    band.uplinks = row(868'900 * kHz, 200 * kHz, 2, 0, 5);
    band.rx2Frequency = 869'100 * kHz;
    band.beacons = {869'100'000};
    band.pingSlots = {868'900'000};
    band.subBands = {{864'000'000, 870'000'000, 0.01F, 22.15F}};
    band.relays = {{866'100'000, 866'300'000, 3}, {866'500'000, 866'900'000, 3}};
    return band;
}

} // namespace

bool StackBand::has(int phyVersion) const
{
    return phyVersion >= firstVersion && phyVersion <= lastVersion;
}

bool StackBand::hasRate(int index, int phyVersion) const
{
    return std::any_of(rates.begin(), rates.end(),
                       [&](const Rate &rate) { return rate.index == index && phyVersion >= rate.firstVersion; });
}

bool StackBand::limitsDwellTime(int phyVersion) const
{
    return std::find(dwellTimeVersions.begin(), dwellTimeVersions.end(), phyVersion) != dwellTimeVersions.end();
}

const std::vector<StackBand> &StackBands::bands()
{
    static const std::vector<StackBand> all = [] {
        std::vector<StackBand> out
            = {europe(),
               europe433(),
               northAmerica(),
               australia(),
               asia("AS_923", v3::PHY_V1_0_2_REV_A, 0, {923'000'000, 923'500'000, 0.01F, 16.0F}),
               asia("AS_923_2", v3::RP002_V1_0_1, -1'800 * kHz, {921'400'000, 922'000'000, 0.01F, 16.0F}),
               asia("AS_923_3", v3::RP002_V1_0_1, -6'600 * kHz, {916'500'000, 917'000'000, 0.01F, 16.0F}),
               asia("AS_923_4", v3::RP002_V1_0_3, -5'900 * kHz, {917'300'000, 917'500'000, 0.01F, 16.0F}),
               china470(),
               china779(),
               india(),
               worldwide2400(),
               korea(),
               morocco(),
               russia()};
        const std::vector<StackBand> more = china470Plans();
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }();
    return all;
}

const StackBand *StackBands::band(const std::string &id)
{
    const auto found
        = std::find_if(bands().begin(), bands().end(), [&id](const StackBand &band) { return band.id == id; });
    return found == bands().end() ? nullptr : &*found;
}

} // namespace Backend
