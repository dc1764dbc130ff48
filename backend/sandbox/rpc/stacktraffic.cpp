// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stacktraffic.h"

#include "backend/sandbox/rpc/stackframes.h"
#include "backend/sandbox/rpc/stackjson.h"
#include "backend/sandbox/rpc/stackrecords.h"
#include "backend/sandbox/rpc/stackrefusal.h"
#include "backend/sandbox/rpc/stackulid.h"

#include <QJsonDocument>

#include <ttn/lorawan/v3/network_traffic.pb.h>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr double mostPerSecond = 50; ///< above that, events are only made while somebody listens
constexpr qint64 Millisecond = 1'000'000;

bool startsWith(const std::string &text, const char *start)
{
    return text.rfind(start, 0) == 0;
}

/// Of the ids of a message those that the Network Server knew when it came in.
std::vector<std::string> networkIds(const v3::ApplicationUp &up)
{
    std::vector<std::string> out;
    for (const std::string &id : up.correlation_ids()) {
        if (!startsWith(id, "rpc:/ttn.lorawan.v3.NsAs/"))
            out.push_back(id);
    }
    return out;
}

void setIds(google::protobuf::RepeatedPtrField<std::string> *to, const std::vector<std::string> &ids)
{
    to->Assign(ids.begin(), ids.end());
}

/// Of a gateway's report that it has sent something.
std::vector<std::string> reportIds(qint64 ns)
{
    return {"gs:tx_ack:" + stackUlid(ns), "rpc:/ttn.lorawan.v3.GsNs/ReportTxAcknowledgment:" + stackUlid(ns),
            "rpc:/ttn.lorawan.v3.NsGs/ScheduleDownlink:" + stackUlid(ns)};
}

/// As the Network Server sees it: encrypted, and nothing read.
v3::ApplicationUp encrypted(const v3::ApplicationUp &up)
{
    v3::ApplicationUp out = up;
    setIds(out.mutable_correlation_ids(), networkIds(up));
    out.clear_received_at();
    v3::ApplicationUplink &uplink = *out.mutable_uplink_message();
    uplink.clear_decoded_payload();
    uplink.clear_decoded_payload_warnings();
    uplink.clear_normalized_payload();
    uplink.clear_normalized_payload_warnings();
    uplink.clear_locations();
    *uplink.mutable_frm_payload() = StackFrames::scrambled(uplink.frm_payload());
    return out;
}

} // namespace

void StackTraffic::published(const ServerMessage &message)
{
    if (message.generation != Domain::Generation::V3)
        return;
    noteHeard(message);
    if (m_records.simulation().rate() > mostPerSecond && !m_records.events.hasListeners()
        && m_records.subscribers.isEmpty())
        return;
    Up up;
    if (!StackJson::read(QJsonDocument::fromJson(message.payload).object(), up))
        return;
    if (!m_records.subscribers.isEmpty())
        m_records.subscribers.give(up.end_device_ids().application_ids().application_id(), up.SerializeAsString());
    switch (up.up_case()) {
    case Up::kUplinkMessage:
        uplink(up);
        break;
    case Up::kJoinAccept:
        join(up);
        break;
    case Up::kDownlinkQueued:
        queued(up);
        break;
    case Up::kDownlinkSent:
        sent(up);
        break;
    case Up::kDownlinkAck:
        tell({"as.down.data.ack.forward", true}, up, &up);
        break;
    case Up::kDownlinkNack:
        tell({"as.down.data.nack.forward", true}, up, &up);
        break;
    case Up::kDownlinkFailed:
        failed(up);
        break;
    case Up::kDownlinkQueueInvalidated:
        tell({"as.down.data.queue.invalidated.forward", true, false}, up, &up);
        break;
    case Up::kUplinkNormalized:
        tell({"as.up.normalized.forward", true}, up, &up);
        break;
    case Up::kLocationSolved:
        tell({"as.up.location.forward", true}, up, &up);
        break;
    case Up::kServiceData:
        tell({"as.up.service.forward", true}, up, &up);
        break;
    default:
        break;
    }
}

/// A frame, a join included, but nothing that was made up.
void StackTraffic::noteHeard(const ServerMessage &message)
{
    const QList<QByteArray> parts = message.topic.split('/');
    const bool isFrame = parts.size() == 5 && (parts[4] == "up" || parts[4] == "join");
    if (isFrame && !message.payload.endsWith("\"simulated\":true}"))
        m_records.heard(parts[1].toStdString(), parts[3].toStdString());
}

void StackTraffic::tell(const Shape &shape, const Up &up, const google::protobuf::Message *data,
                        const std::vector<std::string> &more)
{
    v3::Event event;
    event.set_name(shape.name);
    v3::EndDeviceIdentifiers &ids = *event.add_identifiers()->mutable_device_ids();
    ids = up.end_device_ids();
    if (!shape.withAddress)
        ids.clear_dev_addr();
    if (data)
        event.mutable_data()->PackFrom(*data);
    const bool isNetworks = startsWith(shape.name, "ns.");
    setIds(event.mutable_correlation_ids(),
           isNetworks ? networkIds(up)
                      : std::vector<std::string>(up.correlation_ids().begin(), up.correlation_ids().end()));
    for (const std::string &id : more)
        event.add_correlation_ids(id);
    event.mutable_visibility()->add_rights(v3::RIGHT_APPLICATION_TRAFFIC_READ);
    m_records.events.publish(std::move(event), shape.reachesApplication,
                             m_records.simulation().nowNs() + shape.laterNs);
}

void StackTraffic::uplink(const Up &up)
{
    if (up.simulated()) {
        tell({"as.up.data.receive", false, false}, up, nullptr);
        tell({"as.up.data.forward", true, false}, up, &up);
        return;
    }
    const v3::UplinkMessage frame = StackFrames::uplink(up, networkIds(up));
    tell({"ns.up.data.receive", false, true, -205 * Millisecond}, up, &frame);
    tell({"ns.up.data.process", false, true, -3 * Millisecond}, up, &frame);
    tell({"as.up.data.receive", false, true, -1 * Millisecond}, up, nullptr);
    const v3::ApplicationUplink &uplink = up.uplink_message();
    if (m_records.simulation().server(Domain::Generation::V3).faults.undecodable && !uplink.frm_payload().empty()) {
        StackRefusal error{RpcCode::Aborted, "pkg/scripting/javascript", "script", "{message}"};
        error.attributes = {{"message", "Error: the sandbox was told to fail"}};
        const v3::ErrorDetails details = error.errorDetails();
        tell({"as.up.data.decode.fail", true, false}, up, &details);
    }
    if (!uplink.decoded_payload_warnings().empty())
        tell({"as.up.data.decode.warning", true, false}, up, &uplink);
    if (!uplink.normalized_payload_warnings().empty())
        tell({"as.up.data.normalize.warning", true, false}, up, &uplink);
    tell({"as.up.data.forward", true}, up, &up);
    const Up raw = encrypted(up);
    tell({"ns.up.data.forward"}, up, &raw);

    StackDevice *device = m_records.device(up.end_device_ids());
    if (!device)
        return;
    device->isPending = false;
    if (device->activationTold || !device->device)
        return;
    device->activationTold = true;
    if (device->identity && !device->identity->has_activated_at())
        *device->identity->mutable_activated_at() = uplink.received_at();
    google::protobuf::Value paths;
    paths.mutable_list_value()->add_values()->set_string_value("activated_at");
    v3::Event event;
    event.set_name("end_device.update");
    *event.add_identifiers()->mutable_device_ids() = up.end_device_ids();
    event.mutable_data()->PackFrom(paths);
    const qint64 now = m_records.simulation().nowNs();
    event.add_correlation_ids("rpc:/ttn.lorawan.v3.EndDeviceRegistry/Update:" + stackUlid(now));
    event.mutable_visibility()->add_rights(v3::RIGHT_APPLICATION_DEVICES_READ);
    event.mutable_authentication()->set_type("ClusterKey");
    m_records.events.publish(std::move(event), true, now);
}

void StackTraffic::join(const Up &up)
{
    const qint64 now = m_records.simulation().nowNs();
    const std::vector<std::string> ids = {"ns:downlink:" + stackUlid(now), "ns:transmission:" + stackUlid(now)};
    const v3::DownlinkMessage asked = StackFrames::joinAccept(up);
    const v3::ScheduleDownlinkResponse planned = StackFrames::scheduled();
    tell({"ns.down.join.schedule.attempt", false, false, -4 * Millisecond}, up, &asked, ids);
    tell({"ns.down.join.schedule.success", false, false, -3 * Millisecond}, up, &planned, ids);
    std::vector<std::string> withReport = ids;
    for (const std::string &id : reportIds(now))
        withReport.push_back(id);
    tell({"ns.down.transmission.success", false, false, -2 * Millisecond}, up, &asked, withReport);
    tell({"as.up.join.receive"}, up, nullptr);
    tell({"as.up.join.forward", true}, up, &up);
    Up accepted = up;
    setIds(accepted.mutable_correlation_ids(), networkIds(up));
    accepted.clear_received_at();
    tell({"ns.up.join.accept.forward"}, up, &accepted);

    if (StackDevice *device = m_records.device(up.end_device_ids())) {
        device->isPending = true;
        if (device->join) {
            device->join->mutable_ids()->set_dev_addr(up.end_device_ids().dev_addr());
            StackRecords::stampNow(*device->join->mutable_updated_at());
        }
    }
}

void StackTraffic::queued(const Up &up)
{
    v3::ApplicationDownlink received = up.downlink_queued();
    received.clear_session_key_id();
    received.clear_f_cnt();
    tell({"as.down.data.receive", true, false}, up, &received);
    v3::ApplicationDownlink forwarded = up.downlink_queued();
    forwarded.clear_decoded_payload();
    *forwarded.mutable_frm_payload() = StackFrames::scrambled(forwarded.frm_payload());
    tell({"as.down.data.forward", false, false}, up, &forwarded);
}

void StackTraffic::sent(const Up &up)
{
    const v3::DownlinkMessage frame = StackFrames::downlink(up.end_device_ids(), up.downlink_sent());
    const v3::ScheduleDownlinkResponse planned = StackFrames::scheduled();
    tell({"ns.down.data.schedule.attempt", false, true, -4 * Millisecond}, up, &frame);
    tell({"ns.down.data.schedule.success", false, true, -3 * Millisecond}, up, &planned);
    tell({"ns.down.transmission.success", false, true, -2 * Millisecond}, up, &frame,
         reportIds(m_records.simulation().nowNs()));
    tell({"as.down.data.sent.forward", true}, up, &up);
}

void StackTraffic::failed(const Up &up)
{
    const v3::ErrorDetails &error = up.downlink_failed().error();
    if (error.name() == "transmission") {
        tell({"ns.down.transmission.fail", true}, up, &error);
        tell({"as.down.data.failed.forward", true}, up, &up);
        return;
    }
    if (error.name() == "fixed_paths") {
        StackRefusal schedule{RpcCode::Aborted, "pkg/networkserver", "schedule",
                              "all downlink scheduling attempts failed"};
        v3::ScheduleDownlinkErrorDetails paths;
        *paths.add_path_errors() = error;
        schedule.details.emplace_back().PackFrom(paths);
        const v3::ErrorDetails details = schedule.errorDetails();
        tell({"ns.down.data.schedule.fail", true}, up, &details);
        tell({"as.down.data.failed.forward", true}, up, &up);
        return;
    }
    // Given up, or not taken at all.
    if (error.name() != "max_retries_reached")
        tell({"as.down.data.receive", true, false}, up, &up.downlink_failed().downlink());
    tell({"as.down.data.drop", true, false}, up, &error);
}

} // namespace Backend
