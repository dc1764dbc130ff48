// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackbands.h"

#include <ttn/lorawan/v3/lorawan.pb.h>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

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

v3::DataRate described(const StackBand::Rate &rate)
{
    constexpr quint32 fskBitRate = 50'000;
    v3::DataRate out;
    if (rate.bandwidth == 0) {
        out.mutable_fsk()->set_bit_rate(fskBitRate);
    } else if (rate.spreadingFactor == 0) {
        out.mutable_lrfhss()->set_operating_channel_width(quint32(rate.bandwidth));
        out.mutable_lrfhss()->set_coding_rate(rate.codingRate);
    } else {
        out.mutable_lora()->set_bandwidth(quint32(rate.bandwidth));
        out.mutable_lora()->set_spreading_factor(quint32(rate.spreadingFactor));
        out.mutable_lora()->set_coding_rate(rate.codingRate);
    }
    return out;
}

/// The limits that a device has when it starts.
void describeDwellTime(const StackBand &band, int phyVersion, v3::BandDescription::DwellTime &out)
{
    const bool isAmerica = band.id == "US_902_928";
    const bool isAustralia = band.id == "AU_915_928" && phyVersion >= v3::PHY_V1_1_REV_A;
    const bool isAsia = band.id.starts_with("AS_923")
        && (phyVersion == v3::PHY_V1_0_2_REV_B || phyVersion == v3::PHY_V1_0_3_REV_A || phyVersion == v3::RP002_V1_0_1);
    if (!isAmerica && !isAustralia && !isAsia)
        return;
    out.mutable_uplinks()->set_value(true);
    out.mutable_downlinks()->set_value(phyVersion == v3::PHY_V1_0_2_REV_B && isAsia);
}

} // namespace

v3::BandDescription StackBands::description(const StackBand &band, int phyVersion)
{
    constexpr quint32 freeChannels = 16;
    v3::BandDescription out;
    out.set_id(band.id);
    out.mutable_beacon()->set_data_rate_index(v3::DataRateIndex(band.beaconRate));
    out.mutable_beacon()->set_coding_rate(band.beaconCoding);
    for (const quint64 frequency : band.beacons)
        out.mutable_beacon()->add_frequencies(frequency);
    for (const quint64 frequency : band.pingSlots)
        out.add_ping_slot_frequencies(frequency);
    out.set_max_uplink_channels(band.channelsAreFixed ? quint32(band.uplinks.size()) : freeChannels);
    describeChannels(band.uplinks, out.mutable_uplink_channels());
    out.set_max_downlink_channels(band.channelsAreFixed ? quint32(band.downlinks.size()) : freeChannels);
    describeChannels(band.downlinks.empty() ? band.uplinks : band.downlinks, out.mutable_downlink_channels());
    for (const StackBand::SubBand &part : band.subBands) {
        v3::BandDescription::SubBandParameters &one = *out.add_sub_bands();
        one.set_min_frequency(part.from);
        one.set_max_frequency(part.to);
        one.set_duty_cycle(part.dutyCycle);
        one.set_max_eirp(part.maxEirp);
    }
    for (const StackBand::Rate &rate : band.rates) {
        if (phyVersion >= rate.firstVersion)
            *(*out.mutable_data_rates())[quint32(rate.index)].mutable_rate() = described(rate);
    }
    out.set_freq_multiplier(quint32(band.frequencyUnit));
    out.set_implements_cf_list(true);
    out.set_cf_list_type(band.channelsAreFixed ? v3::CHANNEL_MASKS : v3::FREQUENCIES);
    setDuration(out.mutable_receive_delay_1(), 1);
    setDuration(out.mutable_receive_delay_2(), 2);
    setDuration(out.mutable_join_accept_delay_1(), 5);
    setDuration(out.mutable_join_accept_delay_2(), 6);
    out.set_max_fcnt_gap(16'384);
    out.set_supports_dynamic_adr(band.adaptsRates);
    out.set_adr_ack_limit(v3::ADR_ACK_LIMIT_64);
    setDuration(out.mutable_min_retransmit_timeout(), 1);
    setDuration(out.mutable_max_retransmit_timeout(), 3);
    for (int index = 0; index <= band.weakestPower; ++index)
        out.add_tx_offset(float(-2 * index));
    out.set_max_adr_data_rate_index(v3::DataRateIndex(band.fastestAdr));
    out.set_tx_param_setup_req_support(band.limitsDwellTime(phyVersion));
    out.set_default_max_eirp(band.maxEirp);
    out.mutable_default_rx2_parameters()->set_data_rate_index(v3::DataRateIndex(band.rx2Rate));
    out.mutable_default_rx2_parameters()->set_frequency(band.rx2Frequency);
    describeDwellTime(band, phyVersion, *out.mutable_boot_dwell_time());
    out.mutable_relay();
    if (phyVersion < band.firstWithRelays)
        return out;
    out.mutable_relay_forward_delay()->set_nanos(50'000'000);
    setDuration(out.mutable_relay_receive_delay(), 18);
    for (const StackBand::Relay &relay : band.relays) {
        v3::BandDescription::RelayParameters::RelayWORChannel &one = *out.mutable_relay()->add_wor_channels();
        one.set_frequency(relay.frequency);
        one.set_ack_frequency(relay.answer);
        one.set_data_rate_index(v3::DataRateIndex(relay.rate));
    }
    return out;
}

} // namespace Backend
