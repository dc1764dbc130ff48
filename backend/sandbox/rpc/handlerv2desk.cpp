// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/handlerv2desk.h"

#include "backend/domain/clock.h"
#include "backend/domain/jsonwriter.h"
#include "backend/sandbox/rpc/sandboxkeys.h"

#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <charconv>
#include <google/protobuf/empty.pb.h>
#include <google/protobuf/unknown_field_set.h>

namespace Backend {

namespace {

constexpr char Registered[] = "Application not registered to this Handler: ";
constexpr std::size_t MostAttributes = 5;
constexpr std::size_t LongestAttribute = 64;

ServerAnswer done()
{
    return answered(google::protobuf::Empty());
}

ServerAnswer invalid(const std::string &text)
{
    return ServerAnswer::failure(RpcCode::InvalidArgument, text);
}

/// What is wrong with an id, behind the context.
std::optional<ServerAnswer> idProblem(const char *context, const char *argument, const std::string &id)
{
    static const QRegularExpression rule(QStringLiteral("^[0-9a-z](?:[_-]?[0-9a-z]){1,35}$"));
    const std::string start = std::string(context) + ": " + argument + " not valid: ";
    if (id.empty())
        return invalid(start + "can not be empty");
    if (rule.match(QString::fromStdString(id)).hasMatch())
        return std::nullopt;
    return invalid(start
                   + "has wrong format. IDs can contain lowercase letters, numbers, dashes and underscores and "
                     "should have a maximum length of 36");
}

std::optional<ServerAnswer> idsProblem(const char *context, const std::string &application, const std::string &device)
{
    std::optional<ServerAnswer> problem = idProblem(context, "AppID", application);
    return problem ? problem : idProblem(context, "DevID", device);
}

/// Byte fields have a fixed length, also where they are written empty.
std::optional<ServerAnswer> lengthProblem(const std::string &message)
{
    struct Length
    {
        std::size_t bytes;
        const char *type;
    };
    static const std::map<int, Length> lengths
        = {{1, {8, "EUI64"}},      {2, {8, "EUI64"}},      {5, {4, "DevAddr"}},   {6, {16, "AES128Key"}},
           {7, {16, "AES128Key"}}, {8, {16, "AES128Key"}}, {14, {2, "DevNonce"}}, {15, {3, "AppNonce"}}};
    using google::protobuf::UnknownField;
    google::protobuf::UnknownFieldSet outer;
    outer.ParseFromString(message);
    for (int i = 0; i < outer.field_count(); ++i) {
        if (outer.field(i).number() != 3 || outer.field(i).type() != UnknownField::TYPE_LENGTH_DELIMITED)
            continue;
        google::protobuf::UnknownFieldSet inner;
        inner.ParseFromString(outer.field(i).length_delimited());
        for (int j = 0; j < inner.field_count(); ++j) {
            const UnknownField &field = inner.field(j);
            const auto found = lengths.find(field.number());
            if (found != lengths.end() && field.type() == UnknownField::TYPE_LENGTH_DELIMITED
                && field.length_delimited().size() != found->second.bytes)
                return ServerAnswer::failure(
                    RpcCode::Internal,
                    std::string("grpc: error unmarshalling request: ttn/core: Invalid length for ")
                        + found->second.type);
        }
    }
    return std::nullopt;
}

std::optional<ServerAnswer> attributeProblem(const handler::Device &device)
{
    static const std::set<std::string> free
        = {"ttn-brand", "ttn-model", "ttn-version", "ttn-antenna", "ttn-module-type"};
    const auto refuse = [](const std::string &text) { return ServerAnswer::failure(RpcCode::Unknown, text); };
    std::size_t own = 0;
    for (const auto &[name, value] : device.attributes()) {
        if (free.contains(name))
            continue;
        if (name.size() > LongestAttribute)
            return refuse("Attribute key \"" + name + "\" exceeds maximum length (64)");
        if (value.size() > LongestAttribute)
            return refuse("Attribute value for key \"" + name + "\" exceeds maximum length (64)");
        ++own;
    }
    if (own > MostAttributes)
        return refuse("Maximum number of custom attributes (5) exceeded");
    return std::nullopt;
}

/// The shortest text that is read back as the same number.
QByteArray shortest(float number)
{
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed).ptr;
    return {text.data(), end - text.data()};
}

/// What is told of a device that was made or changed: only where it is, when that is new. A place of zeros is left out.
QByteArray placeEvent(const handler::Device &before, const handler::Device &now, qint64 atNs)
{
    constexpr char never[] = "0001-01-01T00:00:00Z";
    const bool latitude = before.latitude() != now.latitude();
    const bool longitude = before.longitude() != now.longitude();
    const bool altitude = before.altitude() != now.altitude();
    Domain::JsonWriter json;
    json.beginObject();
    if (latitude && now.latitude() != 0)
        json.key("latitude").raw(shortest(now.latitude()));
    if (longitude && now.longitude() != 0)
        json.key("longitude").raw(shortest(now.longitude()));
    if (altitude && now.altitude() != 0)
        json.key("altitude").integer(now.altitude());
    const bool isNew = before.dev_id().empty();
    json.key("update_at").text(isNew || latitude || longitude || altitude ? Domain::toRfc3339(atNs) : never);
    return json.endObject().take();
}

ServerAnswer noDevice(const std::string &application, const std::string &id)
{
    return ServerAnswer::failure(RpcCode::NotFound, "handler:device:" + application + ':' + id + " not found");
}

} // namespace

HandlerV2Desk::HandlerV2Desk(const SandboxAccess &access, Simulation &simulation)
    : m_access(access)
    , m_simulation(simulation)
    , m_records(simulation)
{
}

void HandlerV2Desk::addTo(ServerDesk &desk)
{
    addApplicationMethods(desk);
    addDeviceMethods(desk);
    addAddressMethods(desk);
}

std::optional<ServerAnswer> HandlerV2Desk::refusal(const ServerRequest &request, const std::string &application) const
{
    const std::optional<std::string> token = request.header("token");
    const std::optional<std::string> key = request.header("key");
    if ((!token || token->empty()) && !key)
        return invalid("Metadata not valid: neither token nor key present");
    if (token && !token->empty()) {
        const bool looksRight = std::count(token->begin(), token->end(), '.') == 2;
        return ServerAnswer::failure(
            RpcCode::PermissionDenied,
            std::string("permission denied: unable to parse token: ")
                + (looksRight ? "crypto/ecdsa: verification error" : "token contains an invalid number of segments"));
    }
    const std::string issuer = key->substr(0, key->find('.'));
    if (std::count(key->begin(), key->end(), '.') == 1 && issuer != "ttn-account-v2")
        return ServerAnswer::failure(RpcCode::Unknown, "Auth server \"" + issuer + "\" not registered");
    const bool good = std::any_of(m_access.v2.begin(), m_access.v2.end(), [&](const SandboxAccess::Application &known) {
        return known.id.toStdString() == application && known.key.toStdString() == *key;
    });
    if (!good)
        return ServerAnswer::failure(RpcCode::Unknown, "invalid_grant");
    if (token)
        return ServerAnswer::failure(
            RpcCode::PermissionDenied,
            "permission denied: unable to parse token: token contains an invalid number of segments");
    return std::nullopt;
}

ServerAnswer HandlerV2Desk::run(const ServerRequest &request, const std::string &application, const char *mustExist,
                                const Work &work)
{
    if (std::optional<ServerAnswer> refused = refusal(request, application))
        return *refused;
    const auto wait = m_handlerBuckets[application].take();
    if (!wait)
        return ServerAnswer::failure(RpcCode::ResourceExhausted,
                                     "Rate limit for client \"" + application + "\" reached");
    Step step{request, application, m_records.find(application)};
    ServerAnswer out = !step.known && mustExist
        ? ServerAnswer::failure(RpcCode::NotFound,
                                std::string(mustExist) + "handler:application:" + application + " not found")
        : work(step);
    out.delay = *wait;
    return out;
}

void HandlerV2Desk::addApplicationMethods(ServerDesk &desk)
{
    const std::string service = "/handler.ApplicationManager/";
    using Id = handler::ApplicationIdentifier;
    desk.add<Id>(service + "RegisterApplication", [this](const ServerRequest &request, const Id &id) {
        if (auto problem = idProblem("Invalid Application Identifier", "AppID", id.app_id()))
            return *problem;
        return run(request, id.app_id(), nullptr, [this](Step &step) {
            if (step.known)
                return ServerAnswer::failure(RpcCode::AlreadyExists, "Application already exists");
            m_records.addApplication(step.application);
            return done();
        });
    });
    desk.add<Id>(service + "GetApplication", [this](const ServerRequest &request, const Id &id) {
        if (auto problem = idProblem("Application Identifier not valid", "AppID", id.app_id()))
            return *problem;
        return run(request, id.app_id(), "", [](Step &step) { return answered(step.known->settings); });
    });
    desk.add<handler::Application>(
        service + "SetApplication", [this](const ServerRequest &request, const handler::Application &application) {
            if (auto problem = idProblem("Invalid Application", "AppID", application.app_id()))
                return *problem;
            return run(request, application.app_id(), "", [&application](Step &step) {
                step.known->settings = application;
                const bool functions = !application.decoder().empty() || !application.converter().empty()
                    || !application.validator().empty() || !application.encoder().empty();
                if (application.payload_format().empty() && functions)
                    step.known->settings.set_payload_format("custom");
                return done();
            });
        });
    desk.add<Id>(service + "DeleteApplication", [this](const ServerRequest &request, const Id &id) {
        if (auto problem = idProblem("Invalid Application Identifier", "AppID", id.app_id()))
            return *problem;
        return run(request, id.app_id(), "", [this](Step &step) { return deleteApplication(step); });
    });
}

ServerAnswer HandlerV2Desk::deleteApplication(Step &step)
{
    HandlerV2Records::Devices &devices = step.known->devices;
    while (!devices.empty()) {
        if (!m_brokerBuckets[step.application].take())
            return ServerAnswer::failure(RpcCode::Internal,
                                         "Broker did not delete device: Internal error: [ResourceExhausted] Rate limit "
                                         "for client \""
                                             + step.application + "\" reached");
        m_records.remove(*step.known, devices.begin()->first);
    }
    m_records.removeApplication(step.application);
    return done();
}

void HandlerV2Desk::addDeviceMethods(ServerDesk &desk)
{
    const std::string service = "/handler.ApplicationManager/";
    using Id = handler::DeviceIdentifier;
    desk.add<Id>(service + "GetDevice", [this](const ServerRequest &request, const Id &id) {
        if (auto problem = idsProblem("Invalid Device Identifier", id.app_id(), id.dev_id()))
            return *problem;
        return run(request, id.app_id(), Registered, [&id](Step &step) {
            const auto found = step.known->devices.find(id.dev_id());
            return found == step.known->devices.end() ? noDevice(id.app_id(), id.dev_id())
                                                      : answered(HandlerV2Records::read(found->second, true));
        });
    });
    desk.add(service + "SetDevice", [this](const ServerRequest &request) {
        if (auto problem = lengthProblem(request.message))
            return *problem;
        handler::Device device;
        if (!device.ParseFromString(request.message))
            return ServerDesk::undecodable();
        if (auto problem = idsProblem("Invalid Device", device.app_id(), device.dev_id()))
            return *problem;
        if (!device.has_lorawan_device())
            return invalid("Invalid Device: Device not valid: can not be empty");
        if (auto problem = idsProblem("Invalid Device: Invalid Device: Invalid LoRaWANDevice",
                                      device.lorawan_device().app_id(), device.lorawan_device().dev_id()))
            return *problem;
        return run(request, device.app_id(), Registered, [&](Step &step) { return setDevice(step, device); });
    });
    desk.add<Id>(service + "DeleteDevice", [this](const ServerRequest &request, const Id &id) {
        if (auto problem = idsProblem("Invalid Device Identifier", id.app_id(), id.dev_id()))
            return *problem;
        return run(request, id.app_id(), Registered, [this, &id](Step &step) {
            if (!step.known->devices.contains(id.dev_id()))
                return noDevice(id.app_id(), id.dev_id());
            m_records.remove(*step.known, id.dev_id());
            m_simulation.announce(
                {Domain::Generation::V2,
                 QByteArray::fromStdString(id.app_id() + "/devices/" + id.dev_id() + "/events/delete"), "null"});
            return done();
        });
    });
    desk.add<handler::SimulatedUplinkMessage>(
        service + "SimulateUplink", [this](const ServerRequest &request, const handler::SimulatedUplinkMessage &asked) {
            if (auto problem = idsProblem("Invalid Uplink", asked.app_id(), asked.dev_id()))
                return *problem;
            return run(request, asked.app_id(), nullptr, [this, &asked](Step &step) {
                if (!step.known || !step.known->devices.contains(asked.dev_id()))
                    return noDevice(asked.app_id(), asked.dev_id());
                // Only the lowest eight bits of a port count.
                m_records.simulate(step.known->devices.at(asked.dev_id()), int(asked.port() & 0xff), asked.payload());
                return done();
            });
        });
    desk.add<handler::ApplicationIdentifier>(
        service + "GetDevicesForApplication",
        [this](const ServerRequest &request, const handler::ApplicationIdentifier &id) {
            if (auto problem = idProblem("Invalid Application Identifier", "AppID", id.app_id()))
                return *problem;
            return run(request, id.app_id(), Registered, &HandlerV2Desk::list);
        });
}

ServerAnswer HandlerV2Desk::list(Step &step)
{
    const HandlerV2Page page = HandlerV2Page::from(step.request);
    if (page.problem)
        return *page.problem;
    handler::DeviceList out;
    quint64 index = 0;
    for (const auto &[id, record] : step.known->devices) {
        const bool before = index++ < page.offset;
        if (before || (page.limit && quint64(out.devices_size()) >= page.limit))
            continue;
        *out.add_devices() = HandlerV2Records::read(record, false);
    }
    ServerAnswer answer = answered(out);
    answer.headers
        = {{"total", std::to_string(step.known->devices.size())}, {"selected", std::to_string(out.devices_size())}};
    return answer;
}

ServerAnswer HandlerV2Desk::setDevice(Step &step, const handler::Device &device)
{
    const bool known = step.known->devices.contains(device.dev_id());
    if (!known && HandlerV2Records::isTaken(*step.known, device))
        return ServerAnswer::failure(RpcCode::AlreadyExists, "Device with AppEUI and DevEUI already exists");
    if (auto problem = attributeProblem(device))
        return *problem;
    const handler::Device before = known ? step.known->devices[device.dev_id()].stored : handler::Device();
    m_records.set(*step.known, device);
    m_simulation.announce({Domain::Generation::V2,
                           QByteArray::fromStdString(device.app_id() + "/devices/" + device.dev_id() + "/events/"
                                                     + (known ? "update" : "create")),
                           placeEvent(before, device, m_simulation.nowNs())});
    return done();
}

void HandlerV2Desk::addAddressMethods(ServerDesk &desk)
{
    static const std::vector<std::string> usages = {"otaa", "abp", "world", "local", "private", "testing"};
    desk.add<lorawan::PrefixesRequest>("/lorawan.DevAddrManager/GetPrefixes",
                                       [](const ServerRequest &, const lorawan::PrefixesRequest &) {
                                           lorawan::PrefixesResponse out;
                                           auto &mapping = *out.add_prefixes();
                                           mapping.set_prefix("26000000/20");
                                           for (const std::string &usage : usages)
                                               mapping.add_usage(usage);
                                           return answered(out);
                                       });
    desk.add<lorawan::DevAddrRequest>(
        "/lorawan.DevAddrManager/GetDevAddr", [](const ServerRequest &, const lorawan::DevAddrRequest &asked) {
            std::string words;
            bool offered = true;
            for (const std::string &usage : asked.usage()) {
                words += (words.empty() ? "" : " ") + usage;
                offered = offered && std::find(usages.begin(), usages.end(), usage) != usages.end();
            }
            if (!offered)
                return ServerAnswer::failure(RpcCode::NotFound,
                                             "Broker did not return DevAddr: NetworkServer did not return DevAddr: "
                                             "DevAddr prefix with constraints ["
                                                 + words + "] not found");
            lorawan::DevAddrResponse out;
            out.set_dev_addr(SandboxKeys::bigEndian(0x26000000 | QRandomGenerator::global()->bounded(0x1000), 4));
            return answered(out);
        });
}

} // namespace Backend
