// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackjoins.h"

#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackbands.h"
#include "backend/sandbox/rpc/stackframes.h"
#include "backend/sandbox/rpc/stackrecords.h"
#include "backend/sandbox/rpc/stackrefusal.h"
#include "backend/sandbox/rpc/stackulid.h"

#include <algorithm>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

/// From LoRaWAN 1.0.4 on the DevNonce counts; before, it is any number that was not used yet.
bool countsNonces(v3::MACVersion version)
{
    return version == v3::MAC_V1_0_4 || version == v3::MAC_V1_1;
}

/// The key that a join request is signed with.
const std::string &joinKey(const v3::RootKeys &keys, v3::MACVersion version)
{
    return version == v3::MAC_V1_1 ? keys.nwk_key().key() : keys.app_key().key();
}

/// What the Join Server says against it; none: nothing.
std::optional<StackRefusal> refusalOf(const JoinAttempt &attempt, const StackDevice &device, quint16 nonce)
{
    const char *space = "pkg/joinserver";
    if (!device.join)
        return StackRefusal{RpcCode::NotFound, space, "device_not_found", "device not found"};
    const v3::EndDevice &record = *device.join;
    const v3::MACVersion version = device.network->lorawan_version();
    const std::string &key = joinKey(record.root_keys(), version);
    if (key.empty())
        return version == v3::MAC_V1_1
            ? StackRefusal{RpcCode::FailedPrecondition, space, "no_nwk_key", "no NwkKey specified"}
            : StackRefusal{RpcCode::FailedPrecondition, space, "no_app_key", "no AppKey specified"};
    if (attempt.device.wrongKey || key != device.ownKey)
        return StackRefusal{RpcCode::InvalidArgument, space, "mic_mismatch", "MIC mismatch"};
    if (record.resets_join_nonces())
        return std::nullopt;
    if (countsNonces(version)) {
        if (record.last_join_nonce() > 0 && nonce <= record.last_dev_nonce())
            return StackRefusal{RpcCode::InvalidArgument, space, "dev_nonce_too_small", "DevNonce is too small"};
        return std::nullopt;
    }
    const auto &used = record.used_dev_nonces();
    if (std::find(used.begin(), used.end(), quint32(nonce)) != used.end())
        return StackRefusal{RpcCode::InvalidArgument, space, "reuse_dev_nonce", "DevNonce has already been used"};
    return std::nullopt;
}

} // namespace

quint16 StackJoins::nonceOf(const JoinAttempt &attempt, StackDevice &device) const
{
    const bool counts = countsNonces(device.network->lorawan_version());
    if (attempt.device.reusesNonce && device.lastNonce)
        return *device.lastNonce;
    if (counts)
        return quint16(device.lastNonce.value_or(0) + 1);
    // A number that looks like any other, but the same for the same seed, and never one that was used.
    const auto isUsed = [&device](quint16 value) {
        if (!device.join)
            return false;
        const auto &used = device.join->used_dev_nonces();
        return std::find(used.begin(), used.end(), quint32(value)) != used.end();
    };
    const quint32 joins = device.join ? device.join->last_join_nonce() : 0;
    const std::string bytes = SandboxKeys::key(attempt.device, ("DevNonce" + std::to_string(joins)).c_str());
    auto nonce = quint16(SandboxKeys::fromBigEndian(bytes.substr(0, 2)));
    while (isUsed(nonce))
        ++nonce;
    return nonce;
}

bool StackJoins::judge(const JoinAttempt &attempt)
{
    v3::EndDeviceIdentifiers ids;
    ids.set_device_id(attempt.device.model.id.toStdString());
    ids.mutable_application_ids()->set_application_id(attempt.device.model.application.toStdString());
    StackDevice *device = m_records.device(ids);
    if (!device || !device->network)
        return false; // a join request of an unknown device leaves no trace
    const quint16 nonce = nonceOf(attempt, *device);
    const std::optional<StackRefusal> refusal = refusalOf(attempt, *device, nonce);
    attempt.device.wrongKey = attempt.device.reusesNonce = false;

    ids.set_dev_eui(SandboxKeys::bigEndian(attempt.device.devEui, 8));
    ids.set_join_eui(SandboxKeys::bigEndian(attempt.device.joinEui, 8));
    const qint64 now = m_records.simulation().nowNs();
    qint64 at = attempt.requestNs;
    const auto tell = [&](const char *name, bool reachesApplication, const google::protobuf::Message *data) {
        v3::Event event;
        event.set_name(name);
        *event.add_identifiers()->mutable_device_ids() = ids;
        if (data)
            event.mutable_data()->PackFrom(*data);
        if (std::string(name) == "js.join.accept") {
            event.add_correlation_ids("rpc:/ttn.lorawan.v3.NsJs/HandleJoin:" + stackUlid(now));
        } else {
            event.add_correlation_ids(attempt.gsUplink.toStdString());
            event.add_correlation_ids(attempt.gsNs.toStdString());
        }
        event.mutable_visibility()->add_rights(v3::RIGHT_APPLICATION_TRAFFIC_READ);
        m_records.events.publish(std::move(event), reachesApplication, at += 1'000'000);
    };
    v3::UplinkMessage request = StackFrames::joinRequest(attempt.device, attempt.frame, nonce, attempt.requestNs);
    request.add_correlation_ids(attempt.gsUplink.toStdString());
    request.add_correlation_ids(attempt.gsNs.toStdString());
    tell("ns.up.join.receive", false, &request);
    v3::JoinRequest handed;
    handed.set_raw_payload(request.raw_payload());
    *handed.mutable_payload() = request.payload();
    handed.set_selected_mac_version(device->network->lorawan_version());
    handed.set_net_id(std::string(3, '\0'));
    const v3::MACState::JoinRequest offer = StackBands::offer(*device->network, StackBands::beginning(*device->network));
    *handed.mutable_downlink_settings() = offer.downlink_settings();
    handed.set_rx_delay(offer.rx_delay());
    if (offer.has_cf_list())
        *handed.mutable_cf_list() = offer.cf_list();
    *handed.mutable_correlation_ids() = request.correlation_ids();
    *handed.mutable_consumed_airtime() = request.consumed_airtime();
    tell("ns.up.join.cluster.attempt", false, &handed);
    if (refusal) {
        const v3::ErrorDetails details = refusal->errorDetails();
        tell("ns.up.join.cluster.fail", true, &details);
        tell("ns.up.join.drop", false, &details);
        return false;
    }
    device->lastNonce = nonce;
    v3::EndDevice &record = *device->join;
    record.set_last_join_nonce(record.last_join_nonce() + 1);
    if (countsNonces(device->network->lorawan_version()))
        record.set_last_dev_nonce(nonce);
    else
        record.add_used_dev_nonces(nonce);
    ids.set_dev_addr(SandboxKeys::bigEndian(attempt.devAddr, 4));
    tell("js.join.accept", true, nullptr);
    ids.clear_dev_addr();
    v3::JoinResponse response;
    response.set_raw_payload('\x20'
                             + StackFrames::scrambled(request.raw_payload() + request.raw_payload()).substr(0, 32));
    tell("ns.up.join.cluster.success", false, &response);
    tell("ns.up.join.process", true, &request);
    return true;
}

} // namespace Backend
