// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/sandboxcontrol.h"

#include "backend/domain/jsonwriter.h"

#include <array>
#include <utility>

namespace Backend {

namespace {

constexpr double SlowestRate = 0.1;
constexpr double FastestRate = 10'000;
constexpr double ShortestForwardSeconds = 0.001;
constexpr double LongestForwardSeconds = 7 * 86'400;

constexpr std::array<std::pair<SandboxFault, const char *>, 15> FaultNames = {{
    {SandboxFault::None, "none"},
    {SandboxFault::Cut, "cut"},
    {SandboxFault::Delay, "delay"},
    {SandboxFault::Stall, "stall"},
    {SandboxFault::HalfOpen, "half-open"},
    {SandboxFault::Malformed, "malformed"},
    {SandboxFault::ByteByByte, "byte-by-byte"},
    {SandboxFault::BrokerDown, "broker-down"},
    {SandboxFault::BrokerRestart, "broker-restart"},
    {SandboxFault::SlowSubscriber, "slow-subscriber"},
    {SandboxFault::Silent, "silent"},
    {SandboxFault::Undecodable, "undecodable"},
    {SandboxFault::Duplicates, "duplicates"},
    {SandboxFault::CounterReset, "fcnt-reset"},
    {SandboxFault::GatewayRefuses, "gateway-refuses"},
}};

QByteArray done()
{
    return "{\"ok\":true}";
}

QByteArray refused(QByteArrayView why)
{
    Domain::JsonWriter json;
    json.beginObject().key("ok").boolean(false).key("error").text(why).endObject();
    return json.take();
}

} // namespace

std::optional<SandboxFault> SandboxControl::faultNamed(const QByteArray &name)
{
    for (const auto &[fault, known] : FaultNames) {
        if (name == known)
            return fault;
    }
    return std::nullopt;
}

QByteArray SandboxControl::faultName(SandboxFault fault)
{
    for (const auto &[known, name] : FaultNames) {
        if (known == fault)
            return name;
    }
    return {};
}

QByteArray SandboxControl::execute(const QByteArray &line)
{
    const Words words = line.simplified().split(' ');
    const QByteArray &command = words.first();
    if (command == "fault")
        return fault(words);
    if (command == "rate")
        return rate(words);
    if (command == "forward")
        return forward(words);
    if (command == "join" || command == "uplink" || command == "reset")
        return device(words);
    if (command == "downlink")
        return downlink(words);
    if (command == "status")
        return status();
    if (command == "help")
        return help();
    SandboxServices *services = m_network.services();
    return (services ? services->execute(words) : std::nullopt).value_or(refused("unknown command; try help"));
}

QByteArray SandboxControl::fault(const Words &words)
{
    if (words.size() < 3 || words.size() > 4 || (words[1] != "v3" && words[1] != "v2" && words[1] != "both"))
        return refused("usage: fault v3|v2|both NAME [NUMBER]");
    const auto named = faultNamed(words[2]);
    if (!named)
        return refused("unknown fault; try help");
    bool ok = true;
    const int argument = words.size() == 4 ? words[3].toInt(&ok) : -1;
    if (!ok || (words.size() == 4 && argument < 0))
        return refused("the number must be a whole one, 0 or more");
    const auto generation = words[1] == "v3" ? std::optional(Domain::Generation::V3)
        : words[1] == "v2"                   ? std::optional(Domain::Generation::V2)
                                             : std::nullopt;
    m_network.setFault(generation, *named, argument);
    return done();
}

QByteArray SandboxControl::rate(const Words &words)
{
    bool ok = false;
    const double value = words.value(1).toDouble(&ok);
    if (!ok || words.size() != 2 || !(value >= SlowestRate && value <= FastestRate))
        return refused("usage: rate N, from 0.1 to 10000 messages per second");
    m_network.setRate(value);
    return done();
}

QByteArray SandboxControl::forward(const Words &words)
{
    bool ok = false;
    const double seconds = words.value(1).toDouble(&ok);
    if (!ok || words.size() != 2 || !(seconds >= ShortestForwardSeconds && seconds <= LongestForwardSeconds))
        return refused("usage: forward SECONDS, from 0.001 up to a week");
    m_network.fastForward(qRound64(seconds * 1e9));
    Domain::JsonWriter json;
    json.beginObject().key("ok").boolean(true).key("published").integer(qint64(m_network.published())).endObject();
    return json.take();
}

SandboxDevice *SandboxControl::find(const Words &words)
{
    if (words.size() < 3)
        return nullptr;
    for (const auto generation : {Domain::Generation::V3, Domain::Generation::V2}) {
        if (SandboxDevice *found = m_network.simulation().find(generation, words[1], words[2]))
            return found;
    }
    return nullptr;
}

QByteArray SandboxControl::device(const Words &words)
{
    SandboxDevice *found = find(words);
    const bool isFault = words[0] == "join" && words.size() == 4 && found
        && found->model.generation == Domain::Generation::V3 && (words[3] == "wrong-key" || words[3] == "reuse-nonce");
    if (!found || (words.size() != 3 && !isFault))
        return refused("usage: join|uplink|reset APPLICATION DEVICE, of a device that status lists");
    if (words[0] == "join" && !m_network.simulation().join(*found))
        return refused("this device cannot join now");
    if (isFault)
        (words[3] == "wrong-key" ? found->wrongKey : found->reusesNonce) = true;
    if (words[0] == "uplink" && !m_network.simulation().uplink(*found))
        return refused("this device has no session");
    if (words[0] == "reset")
        Simulation::resetCounter(*found);
    return done();
}

QByteArray SandboxControl::downlink(const Words &words)
{
    const SandboxDevice *found = find(words);
    bool ok = false;
    const int port = words.value(3).toInt(&ok);
    const QByteArray payload = QByteArray::fromHex(words.value(4));
    const bool confirmed = words.value(5) == "confirmed";
    if (!found || !ok || words.size() > (confirmed ? 6 : 5) || payload.isEmpty()
        || payload.toHex() != words.value(4).toLower())
        return refused("usage: downlink APPLICATION DEVICE FPORT HEX [confirmed]");
    Domain::JsonWriter json;
    QByteArray topic = words[1] + "/devices/" + words[2] + "/down";
    if (found->model.generation == Domain::Generation::V3) {
        topic = "v3/" + topic + "/push";
        json.beginObject().key("downlinks").beginArray().beginObject().key("f_port").integer(port);
        json.key("frm_payload").base64(payload).key("confirmed").boolean(confirmed).endObject().endArray().endObject();
    } else {
        json.beginObject().key("port").integer(port).key("payload_raw").base64(payload);
        json.key("confirmed").boolean(confirmed).key("schedule").text("last").endObject();
    }
    m_network.simulation().clientMessage(found->model.generation, topic, json.take());
    return done();
}

QByteArray SandboxControl::status()
{
    Domain::JsonWriter json;
    json.beginObject().key("ok").boolean(true).key("rate").real(m_network.rate());
    json.key("published").integer(qint64(m_network.published()));
    for (const auto generation : {Domain::Generation::V3, Domain::Generation::V2}) {
        const SandboxLink &link = m_network.link(generation);
        json.key(generation == Domain::Generation::V3 ? "v3" : "v2").beginObject();
        json.key("broker").boolean(link.isConnected()).key("clients").integer(link.clientConnections());
        json.key("devices").beginArray();
        for (const auto &device : m_network.simulation().devices()) {
            if (device->model.generation != generation)
                continue;
            json.beginObject().key("application").text(device->model.application).key("id").text(device->model.id);
            json.key("session").boolean(device->hasSession).key("f_cnt").integer(device->fCntUp);
            json.key("queued").integer(m_network.simulation().server(generation).queued(*device)).endObject();
        }
        json.endArray().endObject();
    }
    json.endObject();
    return json.take();
}

QByteArray SandboxControl::help() const
{
    Domain::JsonWriter json;
    json.beginObject().key("ok").boolean(true).key("commands").beginArray();
    for (const char *line :
         {"fault v3|v2|both NAME [NUMBER]", "rate N", "join APPLICATION DEVICE [wrong-key|reuse-nonce]",
          "uplink APPLICATION DEVICE", "reset APPLICATION DEVICE", "downlink APPLICATION DEVICE FPORT HEX [confirmed]",
          "forward SECONDS", "status", "help"})
        json.text(line);
    if (const SandboxServices *services = m_network.services()) {
        for (const QByteArray &line : services->usage())
            json.text(line);
    }
    json.endArray().key("faults").beginArray();
    for (const auto &named : FaultNames)
        json.text(named.second);
    json.endArray().endObject();
    return json.take();
}

} // namespace Backend
