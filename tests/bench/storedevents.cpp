// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/storedevents.h"

#include "backend/domain/clock.h"

namespace Bench {

using namespace Domain;

namespace {

constexpr int Devices = 3'000;

QByteArray randomText(QRandomGenerator &random, int length, const char *alphabet, quint32 letters)
{
    QByteArray text(length, Qt::Uninitialized);
    for (char &c : text)
        c = alphabet[random.bounded(letters)];
    return text;
}

} // namespace

StoredEvents::StoredEvents(Dictionary &dictionary, ProfileRef profile, qint64 firstNs)
    : m_firstNs(firstNs)
{
    for (int i = 0; i < Devices; ++i)
        m_devices.push_back(dictionary.internDevice(profile, "orchard", "field-" + std::to_string(i)));
    for (const int gateway : {0, 1, 2, 3, 4, 5, 6, 7})
        m_gateways.push_back(dictionary.internGateway("gateway-" + std::to_string(gateway)));
    for (int factor = 7; factor <= 12; ++factor)
        m_radios.push_back(dictionary.internRadio("SF" + std::to_string(factor) + "BW125", 868'100'000));
}

void StoredEvents::add(std::vector<EventRecord> &records, std::vector<RawMessage> &raw)
{
    const quint32 device = m_random.bounded(Devices), gateway = m_random.bounded(8u), factor = m_random.bounded(6u);
    const auto fCnt = quint32(m_count / Devices);
    EventRecord record;
    record.kind = EventKind::Uplink;
    record.device = m_devices[device];
    record.gateway = m_gateways[gateway];
    record.radio = m_radios[factor];
    record.fCnt = fCnt;
    record.fPort = 2;
    record.timeNs = m_firstNs + m_count * IntervalNs;
    record.receivedNs = record.timeNs + 120'000'000;
    record.rssiCentiDbm = qint16(-12'000 + int(m_random.bounded(8'000)));
    record.snrCentiDb = qint16(-2'000 + int(m_random.bounded(3'000)));
    record.airtimeTenthMs = 515;
    record.group = m_random.generate();
    record.gatewayCount = 1;
    record.payloadBytes = 5;
    record.flags = EventRecord::HasFPort | EventRecord::HasFCnt | EventRecord::HasPayload | EventRecord::Decoded
        | EventRecord::HasNetworkTime;
    records.push_back(record);
    raw.push_back(message(record, device, gateway, factor + 7));
    ++m_count;
}

RawMessage StoredEvents::message(const EventRecord &record, quint32 device, quint32 gateway, quint32 factor)
{
    constexpr const char *Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    constexpr const char *Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto ulid = [&]() -> QByteArray { return "01M7XN" + randomText(m_random, 20, Crockford, 32); };
    const QByteArray id = QByteArray::number(device), time = toRfc3339(record.timeNs),
                     received = toRfc3339(record.receivedNs);
    const QByteArray eui = QByteArray::number(0x0B00000000000000 + device, 16).toUpper();
    const QByteArray gw = QByteArray::number(gateway), rssi = QByteArray::number(record.rssiCentiDbm / 100);
    const QByteArray timestamp = QByteArray::number(m_random.generate());
    RawMessage raw;
    raw.topic = "v3/orchard@ttn/devices/field-" + id + "/up";
    raw.receivedNs = record.receivedNs;
    raw.payload = "{\"end_device_ids\":{\"device_id\":\"field-" + id
        + "\",\"application_ids\":{\"application_id\":\"orchard\"},\"dev_eui\":\"0" + eui
        + "\",\"join_eui\":\"0B0A000000000000\",\"dev_addr\":\"00" + randomText(m_random, 6, "0123456789ABCDEF", 16)
        + "\"},\"correlation_ids\":[\"gs:uplink:" + ulid() + "\",\"rpc:/ttn.lorawan.v3.GsNs/HandleUplink:" + ulid()
        + "\",\"rpc:/ttn.lorawan.v3.NsAs/HandleUplink:" + ulid() + "\"],\"received_at\":\"" + received
        + "\",\"uplink_message\":{\"session_key_id\":\"" + randomText(m_random, 22, Base64, 64)
        + "==\",\"f_port\":2,\"f_cnt\":" + QByteArray::number(record.fCnt) + ",\"frm_payload\":\""
        + randomText(m_random, 7, Base64, 62) + "=\",\"decoded_payload\":{\"battery\":3."
        + QByteArray::number(m_random.bounded(10u)) + ",\"humidity\":" + QByteArray::number(m_random.bounded(100u))
        + ",\"temperature\":" + QByteArray::number(m_random.bounded(400u) / 10.0)
        + "},\"rx_metadata\":[{\"gateway_ids\":{\"gateway_id\":\"gateway-" + gw + "\",\"eui\":\"0B0000000000000" + gw
        + "\"},\"timestamp\":" + timestamp + ",\"rssi\":" + rssi + ",\"channel_rssi\":" + rssi
        + ",\"snr\":" + QByteArray::number(record.snrCentiDb / 100.0) + ",\"uplink_token\":\""
        + randomText(m_random, 86, Base64, 64) + "==\",\"received_at\":\"" + time
        + "\"}],\"settings\":{\"data_rate\":{\"lora\":{\"bandwidth\":125000,\"spreading_factor\":"
        + QByteArray::number(factor) + ",\"coding_rate\":\"4/5\"}},\"frequency\":\"868100000\",\"timestamp\":"
        + timestamp + "},\"received_at\":\"" + time
        + "\",\"consumed_airtime\":\"0.051456s\",\"locations\":{\"user\":{\"latitude\":52.37,"
          "\"longitude\":4.89,\"altitude\":3,\"source\":\"SOURCE_REGISTRY\"}},\"version_ids\":{\"brand_id\":\"the-"
          "things-products\","
          "\"model_id\":\"the-things-uno\",\"hardware_version\":\"1.0\",\"firmware_version\":\"quickstart\",\"band_"
          "id\":\"EU_863_870\"},"
          "\"network_ids\":{\"net_id\":\"000013\",\"ns_id\":\"EC656E0000000181\",\"tenant_id\":\"ttn\",\"cluster_"
          "id\":\"eu1\","
          "\"cluster_address\":\"eu1.cloud.thethings.network\"}}}";
    return raw;
}

} // namespace Bench
