// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackevents.h"

#include "backend/sandbox/rpc/stackrecords.h"
#include "backend/sandbox/rpc/stackulid.h"

#include <algorithm>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr std::size_t keptEach = 100;
constexpr std::size_t keptAll = 2'000;
constexpr std::size_t firstAfter = 10; ///< so many the servers give when only a time is named

qint64 nsOf(const google::protobuf::Timestamp &time)
{
    return time.seconds() * 1'000'000'000 + time.nanos();
}

} // namespace

std::string StackEvents::entity(const v3::EntityIdentifiers &ids)
{
    if (ids.has_application_ids())
        return ids.application_ids().application_id();
    if (ids.has_device_ids())
        return ids.device_ids().application_ids().application_id() + '/' + ids.device_ids().device_id();
    return {};
}

std::string StackEvents::applicationOf(const Event &event)
{
    const std::string key = event.identifiers().empty() ? std::string() : entity(event.identifiers(0));
    return key.substr(0, key.find('/'));
}

bool StackEvents::isVisible(const Event &event, const std::set<int> &rights)
{
    const auto &needed = event.visibility().rights();
    return needed.empty()
        || std::any_of(needed.begin(), needed.end(), [&rights](int right) { return rights.contains(right); });
}

void StackEvents::publish(Event event, bool reachesApplication, qint64 timeNs)
{
    if (!event.has_time())
        StackRecords::stamp(*event.mutable_time(), timeNs);
    event.set_origin("sandbox");
    event.set_unique_id(stackUlid(timeNs));
    const auto shared = std::make_shared<const Event>(std::move(event));
    std::set<std::string> reached;
    for (const v3::EntityIdentifiers &ids : shared->identifiers()) {
        const std::string key = entity(ids);
        if (key.empty())
            continue; // people and organizations have no streams here
        reached.insert(key);
        if (reachesApplication)
            reached.insert(key.substr(0, key.find('/')));
    }
    for (const std::string &key : reached) {
        std::deque<Shared> &kept = m_kept[key];
        kept.push_back(shared);
        if (kept.size() > keptEach)
            kept.pop_front();
    }
    m_all.push_back(shared);
    if (m_all.size() > keptAll)
        m_all.pop_front();
    dropTheGone();
    for (const Listener &listener : m_listeners) {
        // Who names an application and its device gets it for each.
        for (const std::string &key : listener.entities) {
            if (reached.contains(key))
                give(listener, *shared);
        }
    }
}

void StackEvents::give(const Listener &listener, const Event &event)
{
    if (!listener.names.empty() && !listener.names.contains(event.name()))
        return;
    const auto rights = listener.rights.find(applicationOf(event));
    if (rights != listener.rights.end() && isVisible(event, rights->second))
        listener.stream->send(event.SerializeAsString());
}

void StackEvents::listen(const std::shared_ptr<ServerStream> &stream, const std::vector<std::string> &entities,
                         const std::set<std::string> &names, Rights rights, quint32 tail, std::optional<qint64> afterNs)
{
    Listener listener{stream, entities, names, std::move(rights)};
    if (tail || afterNs) {
        std::vector<Shared> history;
        for (const Shared &event : m_all) {
            const bool isWanted = std::any_of(entities.begin(), entities.end(), [&](const std::string &key) {
                const auto kept = m_kept.find(key);
                return kept != m_kept.end()
                    && std::find(kept->second.begin(), kept->second.end(), event) != kept->second.end();
            });
            const bool isNamed = names.empty() || names.contains(event->name());
            if (isWanted && isNamed && (!afterNs || nsOf(event->time()) > *afterNs))
                history.push_back(event);
        }
        if (tail && history.size() > tail)
            history.erase(history.begin(), history.end() - tail);
        if (!tail && history.size() > firstAfter)
            history.resize(firstAfter);
        for (const Shared &event : history)
            give(listener, *event);
    }
    m_listeners.push_back(std::move(listener));
}

void StackEvents::dropTheGone()
{
    std::erase_if(m_listeners, [](const Listener &listener) { return !listener.stream->isOpen(); });
}

bool StackEvents::hasListeners() const
{
    return std::any_of(m_listeners.begin(), m_listeners.end(),
                       [](const Listener &listener) { return listener.stream->isOpen(); });
}

std::vector<StackEvents::Shared> StackEvents::related(const std::string &correlationId) const
{
    std::vector<Shared> out;
    for (auto event = m_all.rbegin(); event != m_all.rend(); ++event) {
        const auto &ids = (*event)->correlation_ids();
        if (std::find(ids.begin(), ids.end(), correlationId) != ids.end())
            out.push_back(*event);
    }
    return out;
}

const std::set<std::string> &StackEvents::allNames()
{
    static const std::set<std::string> names = [] {
        std::set<std::string> out = {"account.user.login_failed",
                                     "application.create",
                                     "application.delete",
                                     "application.issue_dev_eui",
                                     "application.purge",
                                     "application.restore",
                                     "application.update",
                                     "as.application.subscribe",
                                     "as.application.unsubscribe",
                                     "as.down.data.ack.forward",
                                     "as.down.data.decode.fail",
                                     "as.down.data.decode.warning",
                                     "as.down.data.drop",
                                     "as.down.data.encode.fail",
                                     "as.down.data.encode.warning",
                                     "as.down.data.failed.forward",
                                     "as.down.data.forward",
                                     "as.down.data.nack.forward",
                                     "as.down.data.queue.invalidated.forward",
                                     "as.down.data.receive",
                                     "as.down.data.sent.forward",
                                     "as.mqtt.connect.fail",
                                     "as.packages.alcsync.v1.fail",
                                     "as.packages.loraclouddmsv1.fail",
                                     "as.packages.loracloudglsv3.fail",
                                     "as.pubsub.delete",
                                     "as.pubsub.fail",
                                     "as.pubsub.set",
                                     "as.pubsub.start",
                                     "as.pubsub.stop",
                                     "as.up.data.decode.fail",
                                     "as.up.data.decode.warning",
                                     "as.up.data.drop",
                                     "as.up.data.forward",
                                     "as.up.data.normalize.warning",
                                     "as.up.data.receive",
                                     "as.up.join.drop",
                                     "as.up.join.forward",
                                     "as.up.join.receive",
                                     "as.up.location.forward",
                                     "as.up.normalized.forward",
                                     "as.up.service.forward",
                                     "as.webhook.fail",
                                     "js.join.accept",
                                     "js.join.reject",
                                     "ns.class.switch.a",
                                     "ns.class.switch.b",
                                     "ns.class.switch.c",
                                     "ns.down.data.schedule.attempt",
                                     "ns.down.data.schedule.fail",
                                     "ns.down.data.schedule.success",
                                     "ns.down.join.schedule.attempt",
                                     "ns.down.join.schedule.fail",
                                     "ns.down.join.schedule.success",
                                     "ns.down.rx.parameters.fail",
                                     "ns.down.transmission.fail",
                                     "ns.down.transmission.success",
                                     "ns.mac.command.parse.fail",
                                     "ns.mac.command.process.fail",
                                     "ns.mac.command.unanswered",
                                     "ns.mac.command.unknown",
                                     "ns.mac.proprietary.receive",
                                     "ns.up.data.drop",
                                     "ns.up.data.forward",
                                     "ns.up.data.process",
                                     "ns.up.data.receive",
                                     "ns.up.join.accept.forward",
                                     "ns.up.join.cluster.attempt",
                                     "ns.up.join.cluster.fail",
                                     "ns.up.join.cluster.success",
                                     "ns.up.join.drop",
                                     "ns.up.join.interop.attempt",
                                     "ns.up.join.interop.fail",
                                     "ns.up.join.interop.success",
                                     "ns.up.join.process",
                                     "ns.up.join.receive",
                                     "gs.up.receive",
                                     "gs.up.forward",
                                     "gs.up.drop",
                                     "gs.down.send",
                                     "gs.down.schedule.attempt",
                                     "gs.down.schedule.fail",
                                     "gs.down.tx.success",
                                     "gs.down.tx.fail",
                                     "gs.gateway.connect",
                                     "gs.gateway.disconnect",
                                     "gs.gateway.connection.stats",
                                     "gs.status.receive",
                                     "gs.txack.receive",
                                     "gs.txack.forward",
                                     "gs.io.up.repeat"};
        for (const char *server : {"", "as.", "ns.", "js."}) {
            for (const char *what : {"create", "update", "delete", "batch.delete"})
                out.insert(std::string(server) + "end_device." + what);
        }
        for (const char *entity : {"application", "user", "organization", "gateway"}) {
            for (const char *what : {"create", "update", "delete"})
                out.insert(std::string(entity) + ".api-key." + what);
        }
        for (const char *what : {"update", "delete"})
            out.insert(std::string("application.collaborator.") + what);
        for (const char *what : {"claim.success", "claim.fail", "claim.abort", "unclaim.success", "unclaim.fail"})
            out.insert(std::string("dcs.end_device.") + what);
        for (const char *command :
             {"adr_param_setup", "beacon_freq", "dev_status", "dl_channel", "duty_cycle", "link_adr", "new_channel",
              "ping_slot_channel", "rejoin_param_setup", "rx_param_setup", "rx_timing_setup", "tx_param_setup"}) {
            for (const char *what : {".request", ".answer", ".answer.accept", ".answer.reject"})
                out.insert("ns.mac." + std::string(command) + what);
        }
        for (const char *command : {"device_time", "link_check", "ping_slot_info"}) {
            for (const char *what : {".request", ".answer"})
                out.insert("ns.mac." + std::string(command) + what);
        }
        for (const char *command : {"rekey", "reset", "device_mode"}) {
            for (const char *what : {".indication", ".confirmation"})
                out.insert("ns.mac." + std::string(command) + what);
        }
        return out;
    }();
    return names;
}

} // namespace Backend
