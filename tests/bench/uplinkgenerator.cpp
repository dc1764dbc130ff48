// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/uplinkgenerator.h"

#include "backend/domain/clock.h"

namespace Bench {

namespace {

/// Well mixed bits of n (splitmix64).
quint64 mixed(quint64 n)
{
    n += 0x9E3779B97F4A7C15ULL;
    n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9ULL;
    n = (n ^ n >> 27) * 0x94D049BB133111EBULL;
    return n ^ n >> 31;
}

QByteArray hex(quint64 value, int digits)
{
    return QByteArray::number(value, 16).toUpper().rightJustified(digits, '0');
}

/// 26 characters as in a ULID.
QByteArray ulid(quint64 seed)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    QByteArray out(26, '0');
    quint64 bits = 0;
    for (int i = 0; i < 26; ++i) {
        if (i % 12 == 0)
            bits = mixed(seed + quint64(i));
        out[i] = alphabet[bits & 31];
        bits >>= 5;
    }
    return out;
}

} // namespace

Uplink uplink(quint32 n, int devices)
{
    const quint32 device = quint32(mixed(n) % quint64(devices));
    const quint32 fCnt = n / quint32(devices);
    const quint64 random = mixed(quint64(n) << 20 | 7);
    const qint64 time = 1'795'218'115'000'000'000 + qint64(n) * 1'000'123;
    const QByteArray id = "field-" + QByteArray::number(device).rightJustified(4, '0');
    const QByteArray payload = QByteArray::fromHex(hex(random, 16)).left(5);
    const QByteArray stamp = QByteArray::number(quint32(random));
    const auto gateway = [&](const char *name, int eui, int rssi, const QByteArray &snr) {
        return QByteArray(R"({"gateway_ids":{"gateway_id":")") + name + R"(","eui":"0B000000000000)"
            + hex(quint64(eui), 2) + R"("},"timestamp":)" + stamp + R"(,"rssi":)" + QByteArray::number(rssi)
            + R"(,"channel_rssi":)" + QByteArray::number(rssi) + R"(,"snr":)" + snr + R"(,"uplink_token":")"
            + ulid(random) + ulid(random + 9) + R"(=","received_at":")" + Domain::toRfc3339(time) + R"("})";
    };
    QByteArray json = R"({"end_device_ids":{"device_id":")" + id
        + R"(","application_ids":{"application_id":"bench"},"dev_eui":"0B000000)" + hex(device, 8)
        + R"(","join_eui":"0B0A000000000000","dev_addr":"005A)" + hex(device, 4)
        + R"("},"correlation_ids":["gs:uplink:)" + ulid(random + 1) + R"(","rpc:/ttn.lorawan.v3.GsNs/HandleUplink:)"
        + ulid(random + 2) + R"(","rpc:/ttn.lorawan.v3.NsAs/HandleUplink:)" + ulid(random + 3) + R"("],"received_at":")"
        + Domain::toRfc3339(time + 206'000'000) + R"(","uplink_message":{"session_key_id":"AaH7)"
        + QByteArray::number(device).rightJustified(8, 'A') + R"(+15iEjTH6Zw==","f_port":2,"f_cnt":)"
        + QByteArray::number(fCnt) + R"(,"frm_payload":")" + payload.toBase64() + R"(","decoded_payload":{"battery":3.)"
        + QByteArray::number(random % 10) + R"(,"humidity":)" + QByteArray::number(random >> 8 & 63)
        + R"(,"temperature":)" + QByteArray::number(int(random >> 16 & 31)) + R"(},"rx_metadata":[)"
        + gateway("roof", 1, -60 - int(random >> 24 & 31), "8.5") + ','
        + gateway("barn", 2, -90 - int(random >> 32 & 15), "-2.25")
        + R"(],"settings":{"data_rate":{"lora":{"bandwidth":125000,"spreading_factor":)"
        + QByteArray::number(7 + device % 6) + R"(,"coding_rate":"4/5"}},"frequency":"868)"
        + QByteArray::number(100 + 200 * (device % 3)) + R"(000","timestamp":)" + stamp + R"(},"received_at":")"
        + Domain::toRfc3339(time + 5'440'000)
        + R"(","consumed_airtime":"0.051456s","network_ids":{"net_id":"000013","tenant_id":"ttn","cluster_id":"eu1"}}})";
    return {"v3/bench/devices/" + id + "/up", json};
}

} // namespace Bench
