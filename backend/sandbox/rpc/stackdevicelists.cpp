// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Several devices at once: lists, the search, and the batches of the four servers.
#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackregistry.h"

#include <algorithm>
#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/identity_services.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

using EndDevice = v3::EndDevice;

std::pair<qint64, int> timeOf(const google::protobuf::Timestamp &time)
{
    return {time.seconds(), time.nanos()};
}

/// By what is sorted, and then by id; what has no name or was never seen comes last.
bool isBefore(const EndDevice &one, const EndDevice &two, const std::string &by)
{
    const auto id = [](const EndDevice &device) { return device.ids().device_id(); };
    const auto byTime = [&id](const EndDevice &device, bool known, const google::protobuf::Timestamp &time) {
        return std::tuple(!known, timeOf(time), id(device));
    };
    if (by == "name")
        return std::tuple(one.name().empty(), one.name(), id(one))
            < std::tuple(two.name().empty(), two.name(), id(two));
    if (by == "created_at")
        return byTime(one, true, one.created_at()) < byTime(two, true, two.created_at());
    if (by == "last_seen_at")
        return byTime(one, one.has_last_seen_at(), one.last_seen_at())
            < byTime(two, two.has_last_seen_at(), two.last_seen_at());
    return id(one) < id(two);
}

void sort(std::vector<EndDevice> &devices, const std::string &order)
{
    const bool isDown = order.rfind('-', 0) == 0;
    const std::string by = isDown ? order.substr(1) : order;
    // The others that may be asked for are taken without a word, and the ids go upwards.
    static const std::set<std::string> known = {"device_id", "name", "created_at", "last_seen_at"};
    const bool down = isDown && known.contains(by);
    std::sort(devices.begin(), devices.end(), [&](const EndDevice &one, const EndDevice &two) {
        return down ? isBefore(two, one, by) : isBefore(one, two, by);
    });
}

/// What the Identity Server has of an application's devices, as far as it fits.
template <typename Fits>
std::vector<EndDevice> devicesOf(const StackApplication &application, Fits fits)
{
    std::vector<EndDevice> out;
    for (const auto &[id, device] : application.devices) {
        if (!device.identity)
            continue;
        EndDevice read = StackRecords::read(device, &StackDevice::identity);
        if (fits(read))
            out.push_back(std::move(read));
    }
    return out;
}

template <typename Request>
ServerAnswer paged(std::vector<EndDevice> all, const Request &asked, const google::protobuf::FieldMask &mask,
                   const char *request)
{
    sort(all, asked.order());
    const auto [from, to] = StackCall::page(request, asked.limit(), asked.page(), all.size());
    v3::EndDevices out;
    for (std::size_t i = from; i < to; ++i)
        *out.add_end_devices() = StackRegistry::masked(all[i], mask);
    ServerAnswer answer = answered(out);
    answer.headers = {{"x-total-count", std::to_string(all.size())}};
    return answer;
}

ServerAnswer list(const StackCall &call, const v3::ListEndDevicesRequest &asked)
{
    if (!asked.has_application_ids())
        throw StackRefusal{RpcCode::Unauthenticated, "pkg/auth/cluster", "unauthenticated", "unauthenticated"};
    const StackApplication &owner
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_READ});
    ServerAnswer answer
        = paged(devicesOf(owner,
                          [&asked](const EndDevice &device) {
                              const auto &filters = asked.filters();
                              return std::all_of(filters.begin(), filters.end(), [&device](const auto &filter) {
                                  return !filter.has_updated_since()
                                      || timeOf(device.updated_at()) >= timeOf(filter.updated_since());
                              });
                          }),
                asked, asked.field_mask(), "ListEndDevicesRequest");
    // Counted before they are filtered.
    answer.headers["x-total-count"] = std::to_string(devicesOf(owner, [](const EndDevice &) { return true; }).size());
    return answer;
}

ServerAnswer search(const StackCall &call, const v3::SearchEndDevicesRequest &asked)
{
    const StackApplication &owner
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_READ});
    // What the address contains is not looked at, as at the real servers.
    const auto fits = [&asked](const EndDevice &device) {
        const std::string devEui = SandboxKeys::hex(device.ids().dev_eui());
        const std::string joinEui = SandboxKeys::hex(device.ids().join_eui());
        const auto &wanted = asked.attributes_contain();
        // The servers look for one attribute that is all of those.
        const bool hasAttributes
            = wanted.size() < 2 && std::all_of(wanted.begin(), wanted.end(), [&device](const auto &one) {
                  const auto found = device.attributes().find(one.first);
                  return found != device.attributes().end() && StackCall::contains(found->second, one.second);
              });
        const std::string &id = device.ids().device_id();
        const std::string &query = asked.query();
        return hasAttributes && StackCall::contains(id, asked.id_contains())
            && StackCall::contains(device.name(), asked.name_contains())
            && StackCall::hasWords(device.description(), asked.description_contains())
            && StackCall::contains(devEui, asked.dev_eui_contains())
            && StackCall::contains(joinEui, asked.join_eui_contains())
            && (StackCall::contains(id, query) || StackCall::contains(device.name(), query)
                || StackCall::contains(devEui, query) || StackCall::contains(joinEui, query)
                || StackCall::hasWords(device.description(), query));
    };
    return paged(devicesOf(owner, fits), asked, StackMask::ofSearch(asked), "SearchEndDevicesRequest");
}

ServerAnswer identifiers(StackRecords &records, const StackCall &call,
                         const v3::GetEndDeviceIdentifiersForEUIsRequest &asked)
{
    if (!call.caller())
        throw StackRefusal{RpcCode::Unauthenticated, "pkg/identityserver", "unauthenticated", "unauthenticated"};
    for (const auto &[id, application] : records.applications) {
        if (application.deleted)
            continue;
        for (const auto &[deviceId, device] : application.devices) {
            if (!device.identity)
                continue;
            const v3::EndDeviceIdentifiers &ids = device.identity->ids();
            const bool fits = (asked.dev_eui().empty() || ids.dev_eui() == asked.dev_eui())
                && (asked.join_eui().empty() || ids.join_eui() == asked.join_eui())
                && !(asked.dev_eui().empty() && asked.join_eui().empty());
            if (fits)
                return answered(ids);
        }
    }
    StackRefusal refusal = StackRegistry::identity().gone({});
    throw refusal;
}

ServerAnswer batchGet(const StackCall &call, const v3::BatchGetEndDevicesRequest &asked)
{
    const StackApplication &owner
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_READ});
    const std::set<std::string> wanted(asked.device_ids().begin(), asked.device_ids().end());
    v3::EndDevices out;
    for (const EndDevice &device :
         devicesOf(owner, [&wanted](const EndDevice &one) { return wanted.contains(one.ids().device_id()); }))
        *out.add_end_devices() = StackRegistry::masked(device, asked.field_mask());
    return answered(out);
}

ServerAnswer batchDelete(StackRecords &records, const StackRegistry &registry, const StackCall &call,
                         const v3::BatchDeleteEndDevicesRequest &asked)
{
    StackApplication &owner
        = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
    bool any = false;
    for (const std::string &id : asked.device_ids()) {
        if (!registry.find(owner, id))
            continue; // what is not there is skipped
        registry.erase(records, owner, id);
        any = true;
    }
    v3::EntityIdentifiers entity;
    *entity.mutable_application_ids() = asked.application_ids();
    if (any)
        call.announce(registry.event("batch.delete"), {entity}, {v3::RIGHT_APPLICATION_DEVICES_READ});
    return answered(google::protobuf::Empty());
}

template <typename Request>
std::function<void(const Request &)> readsIdentity()
{
    return [](const Request &asked) {
        StackMask::checkOwned(asked.field_mask(), *EndDevice::descriptor(), StackPaths::identityRead());
    };
}

} // namespace

void addDeviceBatches(ServerDesk &desk, StackRecords &records)
{
    addChecked<v3::ListEndDevicesRequest>(desk, records, "EndDeviceRegistry/List",
                                          readsIdentity<v3::ListEndDevicesRequest>(), list);
    addChecked<v3::SearchEndDevicesRequest>(desk, records, "EndDeviceRegistrySearch/SearchEndDevices",
                                            readsIdentity<v3::SearchEndDevicesRequest>(), search);
    addChecked<v3::BatchGetEndDevicesRequest>(desk, records, "EndDeviceBatchRegistry/Get",
                                              readsIdentity<v3::BatchGetEndDevicesRequest>(), batchGet);
    add<v3::GetEndDeviceIdentifiersForEUIsRequest>(
        desk, records, "EndDeviceRegistry/GetIdentifiersForEUIs",
        [&records](const StackCall &call, const auto &asked) { return identifiers(records, call, asked); });
    for (const StackRegistry *each : {&StackRegistry::identity(), &StackRegistry::network(),
                                      &StackRegistry::application(), &StackRegistry::join()}) {
        const StackRegistry &registry = *each;
        add<v3::BatchDeleteEndDevicesRequest>(desk, records,
                                              registry.prefix + std::string("EndDeviceBatchRegistry/Delete"),
                                              [&records, &registry](const StackCall &call, const auto &asked) {
                                                  return batchDelete(records, registry, call, asked);
                                              });
    }
}

} // namespace Backend::StackDesk
