// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackbands.h"

#include <algorithm>
#include <array>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

/// The largest of the powers that a device can be told to use.
v3::DeviceEIRP eirpIndex(float dbm)
{
    static constexpr std::array steps = {8, 10, 12, 13, 14, 16, 18, 20, 21, 24, 26, 27, 29, 30, 33, 36};
    int index = 0;
    while (std::size_t(index + 1) < steps.size() && float(steps[std::size_t(index + 1)]) <= dbm)
        ++index;
    return v3::DeviceEIRP(index);
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

/// `subBand` 0: all are on.
void addBandChannels(v3::MACParameters &out, const StackBand &band, int subBand)
{
    for (std::size_t i = 0; i < band.uplinks.size(); ++i) {
        const bool isMember = subBand == 0 || i / 8 + 1 == std::size_t(subBand) || i == std::size_t(63 + subBand);
        const quint64 downlink
            = band.downlinks.empty() ? band.uplinks[i].frequency : band.downlinks[i % band.downlinks.size()].frequency;
        add(out, band.uplinks[i], downlink, isMember);
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
    if (band.hasDwellTime) {
        out.mutable_uplink_dwell_time()->set_value(true);
        if (!band.channelsAreFixed)
            out.mutable_downlink_dwell_time()->set_value(true);
    }
    return out;
}

v3::MACParameters current(const StackBand &band, const v3::MACSettings &set)
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
    if (set.factory_preset_frequencies().empty() || band.channelsAreFixed) {
        addBandChannels(out, band, 0);
        return out;
    }
    for (const quint64 frequency : set.factory_preset_frequencies())
        add(out, {frequency, band.uplinks.front().slowest, band.uplinks.front().fastest}, frequency, true);
    return out;
}

v3::MACParameters desired(const StackPlan &plan, const v3::MACSettings &set)
{
    const StackBand &band = *plan.band;
    v3::MACParameters out = common(band);
    out.set_rx1_delay(set.has_desired_rx1_delay() ? set.desired_rx1_delay().value() : v3::RX_DELAY_5);
    out.set_rx1_data_rate_offset(set.desired_rx1_data_rate_offset().value());
    out.set_rx2_data_rate_index(set.has_desired_rx2_data_rate_index()
                                    ? set.desired_rx2_data_rate_index().value()
                                    : v3::DataRateIndex(plan.rx2Rate < 0 ? band.rx2Rate : plan.rx2Rate));
    out.set_rx2_frequency(set.has_desired_rx2_frequency() ? set.desired_rx2_frequency().value() : band.rx2Frequency);
    out.set_max_duty_cycle(set.desired_max_duty_cycle().value());
    if (set.has_desired_ping_slot_frequency())
        out.set_ping_slot_frequency(set.desired_ping_slot_frequency().value());
    if (set.has_desired_beacon_frequency())
        out.set_beacon_frequency(set.desired_beacon_frequency().value());
    addBandChannels(out, band, plan.subBand);
    for (const quint64 frequency : plan.more)
        add(out, {frequency, band.uplinks.front().slowest, band.uplinks.front().fastest}, frequency, true);
    return out;
}

} // namespace

v3::MACSettings StackBands::defaults(const StackPlan &plan)
{
    const StackBand &band = *plan.band;
    const v3::MACParameters now = current(band, {});
    const v3::MACParameters wanted = desired(plan, {});
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
    out.mutable_use_adr()->set_value(true);
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
    out.mutable_desired_max_eirp()->set_value(eirpIndex(band.maxEirp));
    out.mutable_schedule_downlinks()->set_value(true);
    if (band.hasDwellTime) {
        *out.mutable_uplink_dwell_time() = now.uplink_dwell_time();
        if (now.has_downlink_dwell_time())
            *out.mutable_downlink_dwell_time() = now.downlink_dwell_time();
    }
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
    *out.mutable_current_parameters() = current(*found->band, device.mac_settings());
    *out.mutable_desired_parameters()
        = device.multicast() ? out.current_parameters() : desired(*found, device.mac_settings());
    return out;
}

v3::MACState::JoinRequest StackBands::offer(const v3::MACState &state)
{
    constexpr int mostFrequencies = 5;
    constexpr quint64 unit = 100; // Hz
    const v3::MACParameters &wanted = state.desired_parameters();
    v3::MACState::JoinRequest out;
    v3::DLSettings &settings = *out.mutable_downlink_settings();
    settings.set_rx1_dr_offset(wanted.rx1_data_rate_offset());
    settings.set_rx2_dr(wanted.rx2_data_rate_index());
    settings.set_opt_neg(state.lorawan_version() == v3::MAC_V1_1);
    out.set_rx_delay(wanted.rx1_delay());
    // The device knows the band's own channels; those behind them it is told.
    const int known = state.current_parameters().channels_size();
    for (int i = known; i < std::min(known + mostFrequencies, wanted.channels_size()); ++i)
        out.mutable_cf_list()->add_freq(quint32(wanted.channels(i).uplink_frequency() / unit));
    return out;
}

} // namespace Backend
