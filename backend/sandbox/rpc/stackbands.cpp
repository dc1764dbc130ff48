// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of the LoRaWAN regional parameters (RP001, RP002) and of the frequency plans that The Things Stack comes with.
#include "backend/sandbox/rpc/stackbands.h"

#include <algorithm>
#include <ttn/lorawan/v3/lorawan.pb.h>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr int kHz = 1'000;
constexpr int MHz = 1'000'000;

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

StackBand europe()
{
    StackBand band;
    band.id = "EU_863_870";
    band.rates = with(sixRates(), fastAndFsk);
    band.uplinks = row(868'100 * kHz, 200 * kHz, 3, 0, 5);
    band.rx2Frequency = 869'525 * kHz;
    band.beacons = band.pingSlots = {869'525'000};
    band.subBands = {{863'000'000, 865'000'000, 0.001F, 16.15F}, {865'000'000, 868'000'000, 0.01F, 16.15F},
                     {868'000'000, 868'600'000, 0.01F, 16.15F},  {868'700'000, 869'200'000, 0.001F, 16.15F},
                     {869'400'000, 869'650'000, 0.1F, 29.15F},   {869'700'000, 870'000'000, 0.01F, 16.15F}};
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
    band.subBands = {{433'175'000, 434'665'000, 0.01F, 12.15F}};
    return band;
}

StackBand northAmerica()
{
    StackBand band;
    band.id = "US_902_928";
    band.rates = with({{0, 10, 125 * kHz}, {1, 9, 125 * kHz}, {2, 8, 125 * kHz}, {3, 7, 125 * kHz}, {4, 8, 500 * kHz}},
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
    band.subBands = {{902'300'000, 914'900'000, 1.0F, 30.0F}, {923'300'000, 927'500'000, 1.0F, 30.0F}};
    band.channelsAreFixed = band.masksChannels = true;
    return band;
}

StackBand australia()
{
    StackBand band;
    band.id = "AU_915_928";
    band.firstVersion = v3::PHY_V1_0_1;
    band.rates = with(with(sixRates(), {{6, 8, 500 * kHz}}), wideRates());
    band.uplinks = joined(row(915'200 * kHz, 200 * kHz, 64, 0, 5), row(915'900 * kHz, 1'600 * kHz, 8, 6, 6));
    band.downlinks = row(923'300 * kHz, 600 * kHz, 8, 8, 13);
    band.rx2Rate = 8;
    band.rx2Frequency = 923'300 * kHz;
    band.maxEirp = 30;
    band.weakestPower = 10;
    band.beaconRate = 8;
    band.beacons = band.pingSlots = frequencies(923'300 * kHz, 600 * kHz, 8);
    band.subBands = {{915'000'000, 928'000'000, 1.0F, 30.0F}};
    band.hasDwellTime = band.channelsAreFixed = band.masksChannels = true;
    return band;
}

StackBand asia()
{
    StackBand band;
    band.id = "AS_923";
    band.firstVersion = v3::PHY_V1_0_2_REV_A;
    band.rates = with(sixRates(), fastAndFsk);
    band.uplinks = row(923'200 * kHz, 200 * kHz, 2, 0, 5);
    band.rx2Rate = 2;
    band.rx2Frequency = 923'200 * kHz;
    band.beacons = band.pingSlots = {923'400'000};
    band.subBands = {{923'000'000, 923'500'000, 0.01F, 16.0F}};
    band.hasDwellTime = true;
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
    band.subBands = {{865'000'000, 867'000'000, 1.0F, 30.0F}};
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
    band.subBands = {{920'900'000, 921'900'000, 1.0F, 10.0F}, {922'100'000, 923'300'000, 1.0F, 14.0F}};
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
    band.subBands = {{864'000'000, 870'000'000, 0.01F, 16.0F}};
    return band;
}

void addEightParts(std::vector<StackPlan> &plans, const StackBand *band, const std::string &name,
                   const std::string &ending, const std::string &remark)
{
    for (int part = 1; part <= 8; ++part) {
        StackPlan plan;
        plan.id = band->id + "_FSB_" + std::to_string(part) + ending;
        plan.name
            = name + ", FSB " + std::to_string(part) + (part == 2 && ending.empty() ? " (used by TTN)" : "") + remark;
        plan.baseMHz = 915;
        plan.band = band;
        plan.subBand = part;
        plans.push_back(std::move(plan));
    }
}

void setDuration(google::protobuf::Duration *duration, int seconds)
{
    duration->set_seconds(seconds);
}

void describeChannels(const std::vector<StackChannel> &channels,
                      google::protobuf::RepeatedPtrField<v3::BandDescription::Channel> *out)
{
    for (const StackChannel &channel : channels) {
        v3::BandDescription::Channel &one = *out->Add();
        one.set_frequency(channel.frequency);
        one.set_min_data_rate(v3::DataRateIndex(channel.slowest));
        one.set_max_data_rate(v3::DataRateIndex(channel.fastest));
    }
}

} // namespace

bool StackBand::has(int phyVersion) const
{
    return phyVersion >= firstVersion && phyVersion <= v3::RP002_V1_0_4
        && std::find(missing.begin(), missing.end(), phyVersion) == missing.end();
}

bool StackBand::hasRate(int index) const
{
    return std::any_of(rates.begin(), rates.end(), [index](const Rate &rate) { return rate.index == index; });
}

const std::vector<StackBand> &StackBands::bands()
{
    static const std::vector<StackBand> all
        = {europe(), europe433(), northAmerica(), australia(), asia(), india(), korea(), russia()};
    return all;
}

const StackBand *StackBands::band(const std::string &id)
{
    const auto found
        = std::find_if(bands().begin(), bands().end(), [&id](const StackBand &band) { return band.id == id; });
    return found == bands().end() ? nullptr : &*found;
}

const std::vector<StackPlan> &StackBands::plans()
{
    static const std::vector<StackPlan> all = [] {
        const StackBand *eu = band("EU_863_870");
        const StackBand *as = band("AS_923");
        const std::vector<quint64> five = frequencies(867'100 * kHz, 200 * kHz, 5);
        std::vector<StackPlan> out
            = {{"EU_863_870", "", "Europe 863-870 MHz (SF12 for RX2)", 868, eu, five},
               {"EU_863_870_TTN", "EU_863_870", "Europe 863-870 MHz (SF9 for RX2 - recommended)", 868, eu, five, 3},
               {"EU_433", "", "Europe 433 MHz (ITU region 1)", 433, band("EU_433"),
                frequencies(433'775 * kHz, 200 * kHz, 5)}};
        addEightParts(out, band("US_902_928"), "United States 902-928 MHz", "", "");
        addEightParts(out, band("AU_915_928"), "Australia 915-928 MHz", "", "");
        addEightParts(out, band("AU_915_928"), "Brazil 915-928 MHz", "_BR", " (dwell time disabled)");
        const std::vector<StackPlan> rest
            = {{"AS_920_923", "", "Asia 920-923 MHz", 915, as, frequencies(922'000 * kHz, 200 * kHz, 6)},
               {"AS_923", "", "Asia 915-928 MHz (AS923 Group 1) with only default channels", 915, as},
               {"AS_923_925", "", "Asia 923-925 MHz", 915, as, frequencies(923'600 * kHz, 200 * kHz, 6)},
               {"KR_920_923_TTN", "", "South Korea 920-923 MHz", 915, band("KR_920_923"),
                frequencies(922'700 * kHz, 200 * kHz, 4)},
               {"IN_865_867", "", "India 865-867 MHz", 868, band("IN_865_867")},
               {"RU_864_870_TTN", "", "Russia 864-870 MHz", 868, band("RU_864_870")}};
        out.insert(out.end(), rest.begin(), rest.end());
        return out;
    }();
    return all;
}

const StackPlan *StackBands::plan(const std::string &id)
{
    const auto found
        = std::find_if(plans().begin(), plans().end(), [&id](const StackPlan &plan) { return plan.id == id; });
    return found == plans().end() ? nullptr : &*found;
}

v3::BandDescription StackBands::description(const StackBand &band)
{
    v3::BandDescription out;
    out.set_id(band.id);
    out.mutable_beacon()->set_data_rate_index(v3::DataRateIndex(band.beaconRate));
    out.mutable_beacon()->set_coding_rate("4/5");
    for (const quint64 frequency : band.beacons)
        out.mutable_beacon()->add_frequencies(frequency);
    for (const quint64 frequency : band.pingSlots)
        out.add_ping_slot_frequencies(frequency);
    out.set_max_uplink_channels(band.channelsAreFixed ? 72 : 16);
    describeChannels(band.uplinks, out.mutable_uplink_channels());
    out.set_max_downlink_channels(band.channelsAreFixed ? 8 : 16);
    describeChannels(band.downlinks.empty() ? band.uplinks : band.downlinks, out.mutable_downlink_channels());
    for (const StackBand::SubBand &part : band.subBands) {
        v3::BandDescription::SubBandParameters &one = *out.add_sub_bands();
        one.set_min_frequency(part.from);
        one.set_max_frequency(part.to);
        one.set_duty_cycle(part.dutyCycle);
        one.set_max_eirp(part.maxEirp);
    }
    for (const StackBand::Rate &rate : band.rates) {
        v3::DataRate &one = *(*out.mutable_data_rates())[quint32(rate.index)].mutable_rate();
        if (rate.spreadingFactor == 0) {
            one.mutable_fsk()->set_bit_rate(50'000);
            continue;
        }
        one.mutable_lora()->set_bandwidth(quint32(rate.bandwidth));
        one.mutable_lora()->set_spreading_factor(quint32(rate.spreadingFactor));
        one.mutable_lora()->set_coding_rate("4/5");
    }
    out.set_freq_multiplier(100);
    out.set_implements_cf_list(true);
    out.set_cf_list_type(band.masksChannels ? v3::CHANNEL_MASKS : v3::FREQUENCIES);
    setDuration(out.mutable_receive_delay_1(), 1);
    setDuration(out.mutable_receive_delay_2(), 2);
    setDuration(out.mutable_join_accept_delay_1(), 5);
    setDuration(out.mutable_join_accept_delay_2(), 6);
    out.set_max_fcnt_gap(16'384);
    out.set_supports_dynamic_adr(true);
    out.set_adr_ack_limit(v3::ADR_ACK_LIMIT_64);
    setDuration(out.mutable_min_retransmit_timeout(), 1);
    setDuration(out.mutable_max_retransmit_timeout(), 3);
    for (int index = 0; index <= band.weakestPower; ++index)
        out.add_tx_offset(float(-2 * index));
    out.set_max_adr_data_rate_index(v3::DataRateIndex(band.fastestAdr));
    out.set_tx_param_setup_req_support(band.hasDwellTime);
    out.set_default_max_eirp(band.maxEirp);
    out.mutable_default_rx2_parameters()->set_data_rate_index(v3::DataRateIndex(band.rx2Rate));
    out.mutable_default_rx2_parameters()->set_frequency(band.rx2Frequency);
    v3::BandDescription::DwellTime &dwell = *out.mutable_boot_dwell_time();
    if (band.hasDwellTime) {
        dwell.mutable_uplinks()->set_value(true);
        if (!band.channelsAreFixed)
            dwell.mutable_downlinks()->set_value(true);
    }
    out.mutable_relay();
    return out;
}

} // namespace Backend
