// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackbands.h"

#include <algorithm>
#include <array>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr std::array eirpSteps = {8, 10, 12, 13, 14, 16, 18, 20, 21, 24, 26, 27, 29, 30, 33, 36};

/// The largest of the powers that a device can be told to use.
v3::DeviceEIRP eirpIndex(float dbm)
{
    int index = 0;
    while (std::size_t(index + 1) < eirpSteps.size() && float(eirpSteps[std::size_t(index + 1)]) <= dbm)
        ++index;
    return v3::DeviceEIRP(index);
}

float eirpOf(v3::DeviceEIRP index)
{
    const int last = int(eirpSteps.size()) - 1;
    return float(eirpSteps[std::size_t(std::clamp(int(index), 0, last))]);
}

void add(v3::MACParameters &out, const StackChannel &channel, quint64 downlink, bool enabled)
{
    v3::MACParameters::Channel &one = *out.add_channels();
    one.set_uplink_frequency(channel.frequency);
    one.set_downlink_frequency(downlink);
    one.set_min_data_rate_index(v3::DataRateIndex(channel.slowest));
    one.set_max_data_rate_index(v3::DataRateIndex(channel.fastest));
    one.set_enable_uplink(enabled);
}

/// The band's own channels.
void addBandChannels(v3::MACParameters &out, const StackBand &band, bool areOn)
{
    for (std::size_t i = 0; i < band.uplinks.size(); ++i) {
        const quint64 downlink
            = band.downlinks.empty() ? band.uplinks[i].frequency : band.downlinks[i % band.downlinks.size()].frequency;
        add(out, band.uplinks[i], downlink, areOn);
    }
}

/// Turns the channel with this frequency on; false: there is none.
bool turnOn(v3::MACParameters &out, quint64 frequency)
{
    for (v3::MACParameters::Channel &channel : *out.mutable_channels()) {
        if (channel.uplink_frequency() == frequency) {
            channel.set_enable_uplink(true);
            return true;
        }
    }
    return false;
}

/// A device with frequencies from its factory uses only those; where channels are masked, they can be no others.
void addDeviceChannels(v3::MACParameters &out, const StackBand &band, const v3::MACSettings &set)
{
    addBandChannels(out, band, set.factory_preset_frequencies().empty());
    for (const quint64 frequency : set.factory_preset_frequencies()) {
        if (!turnOn(out, frequency) && !band.channelsAreFixed)
            add(out, {frequency, 0, band.fastestAdr}, frequency, true);
    }
}

void addPlanChannels(v3::MACParameters &out, const StackPlan &plan)
{
    for (const StackChannel &channel : plan.uplinks) {
        if (!turnOn(out, channel.frequency) && !plan.band->channelsAreFixed)
            add(out, channel, channel.frequency, true);
    }
}

v3::MACParameters common(const StackBand &band)
{
    v3::MACParameters out;
    out.set_max_eirp(band.maxEirp);
    out.set_adr_nb_trans(1);
    out.set_ping_slot_frequency(band.pingSlots.size() == 1 ? band.pingSlots.front() : 0);
    out.set_beacon_frequency(band.beacons.size() == 1 ? band.beacons.front() : 0);
    out.mutable_adr_ack_limit_exponent()->set_value(v3::ADR_ACK_LIMIT_64);
    out.mutable_adr_ack_delay_exponent()->set_value(v3::ADR_ACK_DELAY_32);
    out.mutable_ping_slot_data_rate_index_value()->set_value(v3::DataRateIndex(band.beaconRate));
    return out;
}

v3::MACParameters current(const StackBand &band, int phyVersion, const v3::MACSettings &set)
{
    v3::MACParameters out = common(band);
    out.set_rx1_delay(set.has_rx1_delay() ? set.rx1_delay().value() : v3::RX_DELAY_1);
    out.set_rx1_data_rate_offset(set.rx1_data_rate_offset().value());
    out.set_rx2_data_rate_index(set.has_rx2_data_rate_index() ? set.rx2_data_rate_index().value()
                                                              : v3::DataRateIndex(band.rx2Rate));
    out.set_rx2_frequency(set.has_rx2_frequency() ? set.rx2_frequency().value() : band.rx2Frequency);
    out.set_max_duty_cycle(set.max_duty_cycle().value());
    if (set.has_ping_slot_frequency())
        out.set_ping_slot_frequency(set.ping_slot_frequency().value());
    if (set.has_beacon_frequency())
        out.set_beacon_frequency(set.beacon_frequency().value());
    if (set.has_ping_slot_data_rate_index())
        *out.mutable_ping_slot_data_rate_index_value() = set.ping_slot_data_rate_index();
    if (band.limitsDwellTime(phyVersion) && set.has_uplink_dwell_time())
        *out.mutable_uplink_dwell_time() = set.uplink_dwell_time();
    if (band.limitsDwellTime(phyVersion) && set.has_downlink_dwell_time())
        *out.mutable_downlink_dwell_time() = set.downlink_dwell_time();
    addDeviceChannels(out, band, set);
    return out;
}

v3::MACParameters desired(const StackPlan &plan, int phyVersion, const v3::MACSettings &set)
{
    const StackBand &band = *plan.band;
    v3::MACParameters out = common(band);
    out.set_rx1_delay(set.has_desired_rx1_delay() ? set.desired_rx1_delay().value() : v3::RX_DELAY_5);
    out.set_rx1_data_rate_offset(set.desired_rx1_data_rate_offset().value());
    out.set_rx2_data_rate_index(set.has_desired_rx2_data_rate_index()
                                    ? set.desired_rx2_data_rate_index().value()
                                    : v3::DataRateIndex(plan.rx2Rate < 0 ? band.rx2Rate : plan.rx2Rate));
    out.set_rx2_frequency(set.has_desired_rx2_frequency() ? set.desired_rx2_frequency().value()
                              : plan.rx2Frequency > 0     ? plan.rx2Frequency
                                                          : band.rx2Frequency);
    out.set_max_duty_cycle(set.desired_max_duty_cycle().value());
    if (set.has_desired_ping_slot_frequency())
        out.set_ping_slot_frequency(set.desired_ping_slot_frequency().value());
    if (set.has_desired_beacon_frequency())
        out.set_beacon_frequency(set.desired_beacon_frequency().value());
    if (set.has_desired_ping_slot_data_rate_index())
        *out.mutable_ping_slot_data_rate_index_value() = set.desired_ping_slot_data_rate_index();
    if (set.has_desired_adr_ack_limit_exponent())
        *out.mutable_adr_ack_limit_exponent() = set.desired_adr_ack_limit_exponent();
    if (set.has_desired_adr_ack_delay_exponent())
        *out.mutable_adr_ack_delay_exponent() = set.desired_adr_ack_delay_exponent();
    if (set.has_desired_max_eirp())
        out.set_max_eirp(eirpOf(set.desired_max_eirp().value()));
    else if (plan.maxEirp > 0 && plan.maxEirp < band.maxEirp)
        out.set_max_eirp(plan.maxEirp);
    if (band.limitsDwellTime(phyVersion) && plan.uplinkDwellTime)
        out.mutable_uplink_dwell_time()->set_value(*plan.uplinkDwellTime);
    if (band.limitsDwellTime(phyVersion) && plan.downlinkDwellTime)
        out.mutable_downlink_dwell_time()->set_value(*plan.downlinkDwellTime);
    addDeviceChannels(out, band, set);
    for (v3::MACParameters::Channel &channel : *out.mutable_channels())
        channel.set_enable_uplink(false);
    addPlanChannels(out, plan);
    return out;
}

bool isBandChannel(const StackBand &band, quint64 frequency)
{
    return std::any_of(band.uplinks.begin(), band.uplinks.end(),
                       [frequency](const StackChannel &channel) { return channel.frequency == frequency; });
}

/// The device knows the band's own channels: it is told which of them are on, or which there are besides.
v3::CFList channelList(const StackBand &band, const v3::MACParameters &wanted)
{
    constexpr int mostFrequencies = 5;
    v3::CFList out;
    if (band.channelsAreFixed)
        out.set_type(v3::CHANNEL_MASKS);
    for (const v3::MACParameters::Channel &channel : wanted.channels()) {
        const quint64 frequency = channel.uplink_frequency();
        if (band.channelsAreFixed)
            out.add_ch_masks(channel.enable_uplink());
        else if (channel.enable_uplink() && !isBandChannel(band, frequency) && out.freq_size() < mostFrequencies)
            out.add_freq(quint32(frequency / quint64(band.frequencyUnit)));
    }
    return out;
}

} // namespace

v3::MACSettings StackBands::defaults(const StackPlan &plan, int phyVersion)
{
    const StackBand &band = *plan.band;
    const v3::MACParameters now = current(band, phyVersion, {});
    const v3::MACParameters wanted = desired(plan, phyVersion, {});
    v3::MACSettings out;
    out.mutable_class_b_timeout()->set_seconds(600);
    out.mutable_class_c_timeout()->set_seconds(300);
    *out.mutable_ping_slot_data_rate_index() = now.ping_slot_data_rate_index_value();
    out.mutable_ping_slot_frequency()->set_value(now.ping_slot_frequency());
    out.mutable_beacon_frequency()->set_value(now.beacon_frequency());
    out.mutable_rx1_delay()->set_value(now.rx1_delay());
    out.mutable_rx1_data_rate_offset();
    out.mutable_rx2_data_rate_index()->set_value(now.rx2_data_rate_index());
    out.mutable_rx2_frequency()->set_value(now.rx2_frequency());
    out.mutable_max_duty_cycle();
    out.mutable_supports_32_bit_f_cnt()->set_value(true);
    out.mutable_use_adr()->set_value(band.adaptsRates);
    out.mutable_adr_margin()->set_value(15);
    out.mutable_resets_f_cnt();
    out.mutable_status_time_periodicity()->set_seconds(86'400);
    out.mutable_status_count_periodicity()->set_value(200);
    out.mutable_desired_rx1_delay()->set_value(wanted.rx1_delay());
    out.mutable_desired_rx1_data_rate_offset();
    out.mutable_desired_rx2_data_rate_index()->set_value(wanted.rx2_data_rate_index());
    out.mutable_desired_rx2_frequency()->set_value(wanted.rx2_frequency());
    out.mutable_desired_max_duty_cycle();
    *out.mutable_desired_adr_ack_limit_exponent() = wanted.adr_ack_limit_exponent();
    *out.mutable_desired_adr_ack_delay_exponent() = wanted.adr_ack_delay_exponent();
    *out.mutable_desired_ping_slot_data_rate_index() = wanted.ping_slot_data_rate_index_value();
    out.mutable_desired_ping_slot_frequency()->set_value(wanted.ping_slot_frequency());
    out.mutable_desired_beacon_frequency()->set_value(wanted.beacon_frequency());
    out.mutable_desired_max_eirp()->set_value(eirpIndex(wanted.max_eirp()));
    out.mutable_schedule_downlinks()->set_value(true);
    return out;
}

v3::MACState StackBands::beginning(const v3::EndDevice &device)
{
    v3::MACState out;
    out.set_lorawan_version(device.lorawan_version());
    out.set_device_class(device.supports_class_c()                             ? v3::CLASS_C
                             : device.multicast() && device.supports_class_b() ? v3::CLASS_B
                                                                               : v3::CLASS_A);
    const StackPlan *found = plan(device.frequency_plan_id());
    if (!found)
        return out;
    const int phyVersion = device.lorawan_phy_version();
    *out.mutable_current_parameters() = current(*found->band, phyVersion, device.mac_settings());
    if (device.multicast()) {
        for (v3::MACParameters::Channel &channel : *out.mutable_current_parameters()->mutable_channels()) {
            const quint64 downlink = channel.downlink_frequency();
            channel.Clear(); // such a device sends nothing
            channel.set_downlink_frequency(downlink);
        }
        *out.mutable_desired_parameters() = out.current_parameters();
        return out;
    }
    *out.mutable_desired_parameters() = desired(*found, phyVersion, device.mac_settings());
    return out;
}

v3::MACState::JoinRequest StackBands::offer(const v3::EndDevice &device, const v3::MACState &state)
{
    const v3::MACParameters &wanted = state.desired_parameters();
    v3::MACState::JoinRequest out;
    v3::DLSettings &settings = *out.mutable_downlink_settings();
    settings.set_rx1_dr_offset(wanted.rx1_data_rate_offset());
    settings.set_rx2_dr(wanted.rx2_data_rate_index());
    settings.set_opt_neg(state.lorawan_version() == v3::MAC_V1_1);
    out.set_rx_delay(wanted.rx1_delay());
    if (const StackPlan *found = plan(device.frequency_plan_id()))
        *out.mutable_cf_list() = channelList(*found->band, wanted);
    return out;
}

} // namespace Backend
