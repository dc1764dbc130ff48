// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackevents.h"
#include "backend/sandbox/rpc/stackulid.h"

#include <QRegularExpression>

/// The event streams of The Things Stack.
namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

qint64 nsOf(const google::protobuf::Timestamp &time)
{
    return time.seconds() * 1'000'000'000 + time.nanos();
}

/// What names and patterns like `/^as\./` stand for; none for all.
std::set<std::string> resolved(const v3::StreamEventsRequest &asked)
{
    std::set<std::string> out;
    for (const std::string &name : asked.names()) {
        StackRefusal refusal{RpcCode::InvalidArgument, "pkg/events", "unknown_event_name", "unknown event `{name}`"};
        if (name.size() < 2 || name.front() != '/' || name.back() != '/') {
            refusal.attributes = {{"name", name}};
            if (!StackEvents::allNames().contains(name))
                throw refusal;
            out.insert(name);
            continue;
        }
        const QRegularExpression pattern(QString::fromStdString(name.substr(1, name.size() - 2)));
        refusal.name = "invalid_regexp";
        refusal.format = "invalid regexp";
        if (!pattern.isValid())
            throw refusal;
        const std::size_t before = out.size();
        bool found = false;
        for (const std::string &known : StackEvents::allNames()) {
            if (pattern.match(QString::fromStdString(known)).hasMatch()) {
                out.insert(known);
                found = true;
            }
        }
        refusal.name = "no_matching_events";
        refusal.format = "no matching events for regexp `{regexp}`";
        refusal.attributes = {{"regexp", pattern.pattern().toStdString()}};
        if (!found && out.size() == before)
            throw refusal;
    }
    return out;
}

ServerAnswer stream(StackRecords &records, const StackCall &call, const v3::StreamEventsRequest &asked)
{
    if (asked.identifiers().empty())
        throw StackRefusal{RpcCode::InvalidArgument, "pkg/events/grpc", "no_identifiers", "no identifiers"};
    const std::set<std::string> names = resolved(asked);
    std::vector<std::string> entities;
    StackEvents::Rights rights;
    for (const v3::EntityIdentifiers &ids : asked.identifiers()) {
        const std::string key = StackEvents::entity(ids);
        const std::string application = key.substr(0, key.find('/'));
        call.require(application, {}); // any right will do
        rights.emplace(application, call.rights(application));
        entities.push_back(key);
    }
    v3::Event start;
    start.set_name("events.stream.start");
    StackRecords::stamp(*start.mutable_time(), records.simulation().nowNs());
    *start.mutable_identifiers() = asked.identifiers();
    start.add_correlation_ids("rpc:/ttn.lorawan.v3.Events/Stream:" + call.requestId());
    start.set_origin("sandbox");
    start.set_unique_id(stackUlid(records.simulation().nowNs()));
    if (!names.empty()) {
        google::protobuf::Value list;
        for (const std::string &name : names)
            list.mutable_list_value()->add_values()->set_string_value(name);
        start.mutable_data()->PackFrom(list);
    }
    ServerAnswer answer;
    answer.stream = std::make_shared<ServerStream>();
    answer.stream->send(start.SerializeAsString());
    records.events.listen(answer.stream, entities, names, std::move(rights), asked.tail(),
                          asked.has_after() ? std::optional(nsOf(asked.after())) : std::nullopt);
    return answer;
}

ServerAnswer findRelated(StackRecords &records, const StackCall &call, const v3::FindRelatedEventsRequest &asked)
{
    (void)call.caller(); // bad credentials are refused, none are not
    if (asked.correlation_id().empty())
        throw StackRefusal::validation({{"FindRelatedEventsRequest", "correlation_id"}},
                                       "value length must be between 1 and 100 runes, inclusive");
    v3::FindRelatedEventsResponse out;
    for (const auto &event : records.events.related(asked.correlation_id())) {
        v3::Event &shown = *out.add_events();
        shown = *event;
        if (StackEvents::isVisible(*event, call.rights(StackEvents::applicationOf(*event))))
            continue;
        shown.clear_data();
        shown.clear_correlation_ids();
        shown.clear_authentication();
        shown.clear_remote_ip();
        shown.clear_user_agent();
    }
    return answered(out);
}

} // namespace

void addEvents(ServerDesk &desk, StackRecords &records)
{
    add<v3::StreamEventsRequest>(desk, records, "Events/Stream", [&records](const StackCall &call, const auto &asked) {
        return stream(records, call, asked);
    });
    add<v3::FindRelatedEventsRequest>(
        desk, records, "Events/FindRelated",
        [&records](const StackCall &call, const auto &asked) { return findRelated(records, call, asked); });
}

} // namespace Backend::StackDesk
