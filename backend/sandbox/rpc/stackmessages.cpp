// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/domain/jsonwriter.h"
#include "backend/sandbox/rpc/stackregistry.h"
#include "backend/sandbox/rpc/stackulid.h"

#include <QJsonDocument>

#include <google/protobuf/empty.pb.h>
#include <google/protobuf/util/json_util.h>
#include <ttn/lorawan/v3/application_traffic.pb.h>

/// Messages to and from devices, as the Application Server takes them over gRPC.
namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;
namespace json = google::protobuf::util;
using google::protobuf::Empty;

namespace {

constexpr char space[] = "pkg/applicationserver";
constexpr quint32 mostRetries = 32;

/// The device that a message is about, once the caller may do that; refused where the Application Server has none.
StackDevice &deviceFor(const StackCall &call, const v3::EndDeviceIdentifiers &ids, v3::Right right)
{
    const std::string &application = ids.application_ids().application_id();
    StackApplication &owner = call.require(application, {right});
    const auto found = owner.devices.find(ids.device_id());
    if (found != owner.devices.end() && found->second.application)
        return found->second;
    StackRefusal refusal{RpcCode::NotFound, space, "device_not_found", "device `{device_uid}` not found"};
    refusal.attributes = {{"device_uid", application + '.' + ids.device_id()}};
    throw refusal;
}

QJsonObject objectOf(const google::protobuf::Struct &fields)
{
    std::string text;
    (void)json::MessageToJsonString(fields, &text);
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

void setFields(const QJsonObject &fields, google::protobuf::Struct *out)
{
    (void)json::JsonStringToMessage(QJsonDocument(fields).toJson(QJsonDocument::Compact).toStdString(), out);
}

QByteArray base64(const std::string &bytes)
{
    return QByteArray::fromStdString(bytes).toBase64();
}

StackRefusal bad(const char *name, const char *format)
{
    return {RpcCode::InvalidArgument, space, name, format};
}

/// One item of a request, with its payload as the device gets it.
StackV3Downlink downlinkOf(const v3::ApplicationDownlink &asked, const Sensor &sensor)
{
    StackV3Downlink out;
    out.echoedSessionKeyId = base64(asked.session_key_id());
    if (asked.f_cnt())
        out.echoedFCnt = asked.f_cnt();
    out.fPort = int(asked.f_port());
    out.payload = QByteArray::fromStdString(asked.frm_payload());
    out.confirmed = asked.confirmed();
    out.priority = asked.priority();
    for (const std::string &id : asked.correlation_ids())
        out.correlationIds.append(QByteArray::fromStdString(id));
    if (asked.has_class_b_c()) {
        out.classBC = true;
        for (const v3::ClassBCGatewayIdentifiers &one : asked.class_b_c().gateways())
            out.gateways.push_back(
                {QByteArray::fromStdString(one.gateway_ids().gateway_id()), int(one.antenna_index())});
        const auto &time = asked.class_b_c().absolute_time();
        out.absoluteTimeNs = time.seconds() * 1'000'000'000 + time.nanos();
    }
    if (asked.has_confirmed_retry())
        out.retry = StackV3Downlink::Retry{int(asked.confirmed_retry().attempt()),
                                           int(asked.confirmed_retry().max_attempts().value())};
    else if (out.confirmed)
        out.retry = StackV3Downlink::Retry{1, 0};
    if (!out.payload.isEmpty()) {
        out.decoded = sensor.decodeDownlink(out.fPort, out.payload);
        return out;
    }
    if (!asked.has_decoded_payload())
        throw bad("no_payload", "no payload");
    out.decoded = objectOf(asked.decoded_payload());
    if (!sensor.hasEncoder()) {
        out.onlyDecoded = true;
        return out;
    }
    const auto encoded = sensor.encodeDownlink(*out.decoded);
    if (!encoded) {
        StackRefusal refusal{RpcCode::Aborted, "pkg/scripting/javascript", "script", "{message}"};
        refusal.attributes = {{"message", "Error: the fields have no bytes"}};
        throw refusal;
    }
    out.payload = *encoded;
    return out;
}

void checkRetries(const v3::ApplicationDownlink &asked)
{
    if (!asked.confirmed() || asked.confirmed_retry().max_attempts().value() <= mostRetries)
        return;
    StackRefusal refusal
        = bad("downlink_max_retries_invalid", "downlink maximum retries exceed configured maximum of {max}");
    refusal.numbers = {{"max", double(mostRetries)}};
    throw refusal;
}

ServerAnswer push(StackRecords &records, const StackCall &call, const v3::DownlinkQueueRequest &asked, bool replace)
{
    const StackDevice &device = deviceFor(call, asked.end_device_ids(), v3::RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE);
    static const std::unique_ptr<Sensor> none = Sensor::create(SensorKind::Foreign); // of a device that does not send
    const Sensor &sensor = device.device ? *device.device->sensor : *none;
    std::vector<StackV3Downlink> downlinks;
    for (const v3::ApplicationDownlink &one : asked.downlinks()) {
        downlinks.push_back(downlinkOf(one, sensor));
        checkRetries(one);
    }
    if (!device.device) {
        for (const StackV3Downlink &one : downlinks) {
            if (one.fPort == 0)
                throw bad("no_f_port", "no FPort");
        }
        throw StackRefusal{RpcCode::FailedPrecondition, space, "no_device_session",
                           "no device session; check device activation"};
    }
    const auto error = records.simulation().stack().enqueue(*device.device, std::move(downlinks), replace);
    if (!error)
        return answered(Empty());
    StackRefusal refusal{RpcCode(error->code), error->nameSpace.toStdString(), error->name.toStdString(),
                         error->messageFormat.toStdString()};
    for (auto it = error->attributes.begin(); it != error->attributes.end(); ++it)
        refusal.numbers.emplace_back(it.key().toStdString(), it.value().toDouble());
    throw refusal;
}

v3::ApplicationDownlink listed(const StackV3Downlink &downlink, const SandboxDevice &device, quint32 counter)
{
    v3::ApplicationDownlink out;
    out.set_session_key_id(QByteArray::fromBase64(device.sessionKeyId).toStdString());
    out.set_f_port(quint32(downlink.fPort));
    out.set_f_cnt(counter);
    out.set_frm_payload(downlink.payload.toStdString());
    if (downlink.decoded)
        setFields(*downlink.decoded, out.mutable_decoded_payload());
    out.set_confirmed(downlink.confirmed);
    out.set_priority(v3::TxSchedulePriority(downlink.priority));
    for (const QByteArray &id : downlink.correlationIds)
        out.add_correlation_ids(id.toStdString());
    if (downlink.classBC) {
        v3::ApplicationDownlink::ClassBC &when = *out.mutable_class_b_c();
        for (const auto &antenna : downlink.gateways) {
            v3::ClassBCGatewayIdentifiers &one = *when.add_gateways();
            one.mutable_gateway_ids()->set_gateway_id(antenna.gateway.toStdString());
            one.set_antenna_index(quint32(antenna.antenna));
        }
        if (downlink.absoluteTimeNs)
            StackRecords::stamp(*when.mutable_absolute_time(), downlink.absoluteTimeNs);
    }
    if (downlink.retry) {
        out.mutable_confirmed_retry()->set_attempt(quint32(downlink.retry->attempt));
        if (downlink.retry->maxAttempts)
            out.mutable_confirmed_retry()->mutable_max_attempts()->set_value(quint32(downlink.retry->maxAttempts));
    }
    return out;
}

ServerAnswer list(StackRecords &records, const StackCall &call, const v3::EndDeviceIdentifiers &ids)
{
    const std::string &application = ids.application_ids().application_id();
    StackApplication &owner = call.require(application, {v3::RIGHT_APPLICATION_TRAFFIC_READ});
    const StackDevice *known = StackRegistry::application().find(owner, ids.device_id());
    if (!known || !known->network)
        throw StackRegistry::application().notFound(ids);
    if (!known->device || !known->device->hasSession)
        return answered(v3::ApplicationDownlinks()); // no session, no queue
    const SandboxDevice &device = *known->device;
    v3::ApplicationDownlinks out;
    quint32 counter = device.fCntDown;
    for (const StackV3Downlink &one : records.simulation().stack().queue(device))
        *out.add_downlinks() = listed(one, device, counter++);
    return answered(out);
}

void writeIds(Domain::JsonWriter &out, const v3::EndDeviceIdentifiers &ids)
{
    out.key("end_device_ids").beginObject().key("device_id").text(ids.device_id());
    out.key("application_ids").beginObject().key("application_id");
    out.text(ids.application_ids().application_id()).endObject();
    const auto eui = [&out](const char *name, const std::string &bytes) {
        if (!bytes.empty())
            out.key(name).text(QByteArray::fromStdString(bytes).toHex().toUpper());
    };
    eui("dev_eui", ids.dev_eui());
    eui("join_eui", ids.join_eui());
    eui("dev_addr", ids.dev_addr());
    out.endObject();
}

/// The member of the message as JSON. EUIs of gateways have hexadecimal digits.
QByteArray memberJson(const google::protobuf::Message &member, const v3::ApplicationUp &up)
{
    json::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    std::string text;
    (void)json::MessageToJsonString(member, &text, options);
    QByteArray out = QByteArray::fromStdString(text);
    for (const v3::RxMetadata &one : up.uplink_message().rx_metadata()) {
        const QByteArray eui = QByteArray::fromStdString(one.gateway_ids().eui());
        const QByteArray ours = "\"eui\":\"" + eui.toHex().toUpper() + '"';
        if (!eui.isEmpty())
            out.replace(QByteArray("\"eui\":\"" + eui.toBase64() + '"'), ours);
    }
    return out;
}

/// As long as the server has no key: the device's own setting, else that of its application.
bool skipsCrypto(const StackApplication &owner, const StackDevice &device)
{
    if (device.device && device.device->hasSession)
        return false;
    const v3::EndDevice &stored = *device.application;
    if (stored.has_skip_payload_crypto_override())
        return stored.skip_payload_crypto_override().value();
    return owner.link && owner.link->skip_payload_crypto().value();
}

/// A message as if the device had sent it; nobody but its application hears of it.
ServerAnswer simulate(StackRecords &records, const StackCall &call, v3::ApplicationUp up)
{
    if (up.simulated())
        throw StackRefusal{RpcCode::InvalidArgument, "pkg/applicationserver/io/grpc", "simulated",
                           "simulated traffic cannot be simulated again"};
    StackApplication &owner = call.require(up.end_device_ids().application_ids().application_id(),
                                           {v3::RIGHT_APPLICATION_TRAFFIC_UP_WRITE});
    const StackDevice *known = StackRegistry::application().find(owner, up.end_device_ids().device_id());
    if (!known)
        return answered(Empty()); // and nobody hears of it
    const StackDevice &device = *known;
    if (skipsCrypto(owner, device))
        throw StackRefusal{RpcCode::FailedPrecondition, "pkg/applicationserver/io/grpc", "payload_crypto_skipped",
                           "payload crypto skipped"};
    const qint64 now = records.simulation().nowNs();
    const v3::EndDevice &record = *device.application;
    v3::EndDeviceIdentifiers ids = record.ids();
    ids.clear_dev_addr();
    if (up.has_uplink_message()) {
        v3::ApplicationUplink &uplink = *up.mutable_uplink_message();
        if (device.identity)
            *uplink.mutable_locations() = device.identity->locations();
        if (device.device && !uplink.frm_payload().empty() && uplink.f_port()) {
            const DecodedUplink decoded
                = device.device->sensor->decode(int(uplink.f_port()), QByteArray::fromStdString(uplink.frm_payload()));
            if (decoded.fields)
                setFields(*decoded.fields, uplink.mutable_decoded_payload());
        }
    }
    const auto *field = up.GetReflection()->GetOneofFieldDescriptor(up, v3::ApplicationUp::descriptor()->oneof_decl(0));
    Domain::JsonWriter out;
    out.beginObject();
    writeIds(out, ids);
    out.key("correlation_ids").beginArray();
    for (const std::string &id : up.correlation_ids())
        out.text(id);
    out.text("as:up:" + stackUlid(now)).text("rpc:/ttn.lorawan.v3.AppAs/SimulateUplink:" + call.requestId()).endArray();
    const auto &time = up.received_at();
    out.key("received_at")
        .text(Domain::toRfc3339(up.has_received_at() ? time.seconds() * 1'000'000'000 + time.nanos() : now));
    out.key(field->name()).raw(memberJson(up.GetReflection()->GetMessage(up, field), up));
    out.key("simulated").boolean(true).endObject();
    static const std::map<v3::ApplicationUp::UpCase, QByteArray> topics{
        {v3::ApplicationUp::kUplinkMessage, "up"},
        {v3::ApplicationUp::kUplinkNormalized, "up/normalized"},
        {v3::ApplicationUp::kJoinAccept, "join"},
        {v3::ApplicationUp::kDownlinkAck, "down/ack"},
        {v3::ApplicationUp::kDownlinkNack, "down/nack"},
        {v3::ApplicationUp::kDownlinkSent, "down/sent"},
        {v3::ApplicationUp::kDownlinkFailed, "down/failed"},
        {v3::ApplicationUp::kDownlinkQueued, "down/queued"},
        {v3::ApplicationUp::kDownlinkQueueInvalidated, "down/invalidated"},
        {v3::ApplicationUp::kLocationSolved, "location/solved"},
        {v3::ApplicationUp::kServiceData, "service/data"}};
    const auto topic = topics.find(up.up_case());
    if (topic != topics.end())
        records.simulation().announce({Domain::Generation::V3,
                                       QByteArray("v3/")
                                           .append(QByteArray::fromStdString(ids.application_ids().application_id()))
                                           .append("/devices/")
                                           .append(QByteArray::fromStdString(ids.device_id()))
                                           .append('/')
                                           .append(topic->second),
                                       out.take()});
    return answered(Empty());
}

void announceSubscription(StackRecords &records, const char *name, const v3::ApplicationIdentifiers &ids,
                          const std::string &requestId)
{
    v3::Event event;
    event.set_name(name);
    *event.add_identifiers()->mutable_application_ids() = ids;
    event.add_correlation_ids("rpc:/ttn.lorawan.v3.AppAs/Subscribe:" + requestId);
    event.mutable_visibility()->add_rights(v3::RIGHT_APPLICATION_LINK);
    records.events.publish(std::move(event), true, records.simulation().nowNs());
}

/// Everything that the application's MQTT topics carry, from now on.
ServerAnswer subscribe(StackRecords &records, const StackCall &call, const v3::ApplicationIdentifiers &ids)
{
    call.require(ids.application_id(), {v3::RIGHT_APPLICATION_TRAFFIC_READ});
    ServerAnswer answer;
    answer.stream = std::make_shared<ServerStream>();
    announceSubscription(records, "as.application.subscribe", ids, call.requestId());
    answer.stream->whenDropped([&records, ids, requestId = call.requestId()] {
        announceSubscription(records, "as.application.unsubscribe", ids, requestId);
    });
    records.subscribers.add(ids.application_id(), answer.stream);
    return answer;
}

} // namespace

void addMessages(ServerDesk &desk, StackRecords &records)
{
    add<v3::ApplicationIdentifiers>(
        desk, records, "AppAs/Subscribe",
        [&records](const StackCall &call, const auto &ids) { return subscribe(records, call, ids); });
    for (const bool replace : {false, true}) {
        add<v3::DownlinkQueueRequest>(desk, records, replace ? "AppAs/DownlinkQueueReplace" : "AppAs/DownlinkQueuePush",
                                      [&records, replace](const StackCall &call, const auto &asked) {
                                          return push(records, call, asked, replace);
                                      });
    }
    add<v3::EndDeviceIdentifiers>(
        desk, records, "AppAs/DownlinkQueueList",
        [&records](const StackCall &call, const auto &ids) { return list(records, call, ids); });
    add<v3::ApplicationUp>(desk, records, "AppAs/SimulateUplink",
                           [&records](const StackCall &call, const auto &up) { return simulate(records, call, up); });
}

} // namespace Backend::StackDesk
