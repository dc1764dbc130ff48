// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackframes.h"

#include "backend/sandbox/lorawan.h"
#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackrecords.h"

#include <QCryptographicHash>

namespace Backend::StackFrames {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr char uplinkHeader = '\x40';
constexpr char confirmedUplinkHeader = '\x80';
constexpr char downlinkHeader = '\x60';
constexpr char joinAcceptHeader = '\x20';

std::string digest(const std::string &of, int length)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(of), QCryptographicHash::Sha256)
        .left(length)
        .toStdString();
}

/// The least significant byte first, as the radio has it.
std::string reversed(const std::string &bytes)
{
    return {bytes.rbegin(), bytes.rend()};
}

std::string littleEndian16(quint32 value)
{
    return {char(value & 0xFF), char(value >> 8 & 0xFF)};
}

/// MHDR, address, control, counter, port, payload and MIC.
std::string dataFrame(char header, const v3::MACPayload &payload)
{
    std::string out(1, header);
    out += reversed(payload.f_hdr().dev_addr());
    out += payload.f_hdr().f_ctrl().ack() ? '\x20' : '\0';
    out += littleEndian16(payload.f_hdr().f_cnt());
    if (payload.f_port())
        out += char(payload.f_port());
    out += payload.frm_payload();
    return out + digest(out, 4);
}

void setMic(v3::Message *message, const std::string &raw)
{
    message->set_mic(raw.substr(raw.size() - 4));
}

} // namespace

std::string scrambled(const std::string &payload)
{
    std::string out;
    while (out.size() < payload.size())
        out += digest(payload + std::to_string(out.size()), 32);
    out.resize(payload.size());
    return out;
}

v3::UplinkMessage uplink(const v3::ApplicationUp &up, const std::vector<std::string> &ids)
{
    const v3::ApplicationUplink &seen = up.uplink_message();
    v3::UplinkMessage out;
    v3::Message &message = *out.mutable_payload();
    message.mutable_m_hdr()->set_m_type(seen.confirmed() ? v3::CONFIRMED_UP : v3::UNCONFIRMED_UP);
    v3::MACPayload &payload = *message.mutable_mac_payload();
    payload.mutable_f_hdr()->set_dev_addr(up.end_device_ids().dev_addr());
    payload.mutable_f_hdr()->mutable_f_ctrl()->set_adr(true);
    payload.mutable_f_hdr()->set_f_cnt(seen.f_cnt() & 0xFFFF);
    payload.set_f_port(seen.f_port());
    payload.set_frm_payload(scrambled(seen.frm_payload()));
    payload.set_full_f_cnt(seen.f_cnt());
    out.set_raw_payload(dataFrame(seen.confirmed() ? confirmedUplinkHeader : uplinkHeader, payload));
    setMic(&message, out.raw_payload());
    *out.mutable_settings() = seen.settings();
    *out.mutable_rx_metadata() = seen.rx_metadata();
    *out.mutable_received_at() = seen.received_at();
    out.mutable_correlation_ids()->Assign(ids.begin(), ids.end());
    *out.mutable_consumed_airtime() = seen.consumed_airtime();
    return out;
}

v3::DownlinkMessage downlink(const v3::EndDeviceIdentifiers &ids, const v3::ApplicationDownlink &downlink)
{
    v3::DownlinkMessage out;
    v3::Message &message = *out.mutable_payload();
    message.mutable_m_hdr()->set_m_type(downlink.confirmed() ? v3::CONFIRMED_DOWN : v3::UNCONFIRMED_DOWN);
    v3::MACPayload &payload = *message.mutable_mac_payload();
    payload.mutable_f_hdr()->set_dev_addr(ids.dev_addr());
    payload.mutable_f_hdr()->set_f_cnt(downlink.f_cnt() & 0xFFFF);
    payload.set_f_port(downlink.f_port());
    payload.set_frm_payload(scrambled(downlink.frm_payload()));
    payload.set_full_f_cnt(downlink.f_cnt());
    out.set_raw_payload(dataFrame(downlinkHeader, payload));
    setMic(&message, out.raw_payload());
    *out.mutable_end_device_ids() = ids;
    v3::TxRequest &request = *out.mutable_request();
    request.set_rx1_delay(v3::RX_DELAY_5);
    request.set_rx2_frequency(LoraWan::Rx2Frequency);
    request.set_priority(downlink.priority());
    request.set_frequency_plan_id("EU_863_870_TTN");
    *out.mutable_correlation_ids() = downlink.correlation_ids();
    return out;
}

v3::UplinkMessage joinRequest(const SandboxDevice &device, const RadioFrame &frame, quint16 devNonce, qint64 receivedNs)
{
    v3::UplinkMessage out;
    v3::Message &message = *out.mutable_payload();
    message.mutable_m_hdr();
    v3::JoinRequestPayload &payload = *message.mutable_join_request_payload();
    payload.set_join_eui(SandboxKeys::bigEndian(device.joinEui, 8));
    payload.set_dev_eui(SandboxKeys::bigEndian(device.devEui, 8));
    payload.set_dev_nonce(SandboxKeys::bigEndian(devNonce, 2));
    std::string raw(1, '\0');
    raw += reversed(payload.join_eui()) + reversed(payload.dev_eui()) + reversed(payload.dev_nonce());
    out.set_raw_payload(raw + digest(raw, 4));
    setMic(&message, out.raw_payload());
    v3::TxSettings &settings = *out.mutable_settings();
    v3::LoRaDataRate &rate = *settings.mutable_data_rate()->mutable_lora();
    rate.set_bandwidth(quint32(LoraWan::Bandwidth));
    rate.set_spreading_factor(quint32(frame.spreadingFactor));
    rate.set_coding_rate("4/5");
    settings.set_frequency(frame.frequencyHz);
    for (const Reception &reception : frame.receptions) {
        v3::RxMetadata &one = *out.add_rx_metadata();
        one.mutable_gateway_ids()->set_gateway_id(reception.gateway->id.toStdString());
        one.mutable_gateway_ids()->set_eui(SandboxKeys::bigEndian(reception.gateway->eui, 8));
        one.set_timestamp(reception.timestampUs);
        one.set_rssi(float(reception.rssi));
        one.set_channel_rssi(float(reception.rssi));
        one.set_snr(float(reception.snr));
        StackRecords::stamp(*one.mutable_received_at(), reception.arrivedNs);
    }
    StackRecords::stamp(*out.mutable_received_at(), receivedNs);
    out.mutable_consumed_airtime()->set_nanos(int(frame.airtimeNs % 1'000'000'000));
    out.mutable_consumed_airtime()->set_seconds(frame.airtimeNs / 1'000'000'000);
    return out;
}

v3::DownlinkMessage joinAccept(const v3::ApplicationUp &up)
{
    v3::DownlinkMessage out;
    out.mutable_payload()->mutable_m_hdr()->set_m_type(v3::JOIN_ACCEPT);
    v3::JoinAcceptPayload &payload = *out.mutable_payload()->mutable_join_accept_payload();
    payload.set_net_id(std::string(3, '\0'));
    payload.set_dev_addr(up.end_device_ids().dev_addr());
    payload.mutable_dl_settings()->set_rx2_dr(v3::DATA_RATE_3);
    payload.set_rx_delay(v3::RX_DELAY_5);
    out.set_raw_payload(joinAcceptHeader + scrambled(std::string(32, up.end_device_ids().dev_addr().back())));
    out.mutable_request()->set_rx1_delay(v3::RX_DELAY_5);
    out.mutable_request()->set_rx2_frequency(LoraWan::Rx2Frequency);
    out.mutable_request()->set_priority(v3::HIGHEST);
    return out;
}

v3::ScheduleDownlinkResponse scheduled()
{
    v3::ScheduleDownlinkResponse out;
    out.mutable_delay()->set_seconds(1);
    out.mutable_delay()->set_nanos(190'000'000);
    out.set_rx1(true);
    return out;
}

} // namespace Backend::StackFrames
