// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackregistry.h"

#include <google/protobuf/empty.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;
using google::protobuf::Empty;
using google::protobuf::FieldMask;

namespace {

using Rights = StackCall::Rights;

constexpr char claimWarning[]
    = "Storage of claim authentication code in the Join Server registry is deprecated. Use the Identity Server "
      "registry instead";

bool touches(const FieldMask &mask, std::initializer_list<const char *> leaves)
{
    for (const char *leaf : leaves) {
        if (StackMask::names(mask, leaf))
            return true;
    }
    return false;
}

bool touchesSessionKeys(const FieldMask &mask, bool write)
{
    for (const std::string session : {"session", "pending_session"}) {
        for (const char *key : {"f_nwk_s_int_key", "nwk_s_enc_key", "s_nwk_s_int_key", "app_s_key"}) {
            if (StackMask::names(mask, session + ".keys." + key + ".key"))
                return true;
        }
        if (write && StackMask::names(mask, session + ".keys.session_key_id"))
            return true;
    }
    return false;
}

Rights rightsToRead(const StackRegistry &registry, const FieldMask &mask)
{
    if (&registry == &StackRegistry::network() && mask.paths().empty())
        return {}; // any right will do for ids and times
    Rights out = {v3::RIGHT_APPLICATION_DEVICES_READ};
    const bool hasKeys = touchesSessionKeys(mask, false)
        || touches(mask, {"root_keys.app_key.key", "root_keys.nwk_key.key"})
        || touches(mask,
                   {"mac_state.queued_join_accept.keys.app_s_key.key",
                    "pending_mac_state.queued_join_accept.keys.f_nwk_s_int_key.key"});
    if (hasKeys)
        out.insert(v3::RIGHT_APPLICATION_DEVICES_READ_KEYS);
    if (&registry == &StackRegistry::network()
        && touches(mask, {"session.queued_application_downlinks", "pending_session.queued_application_downlinks"}))
        out.insert(v3::RIGHT_APPLICATION_TRAFFIC_READ);
    return out;
}

Rights rightsToWrite(const FieldMask &mask)
{
    Rights out = {v3::RIGHT_APPLICATION_DEVICES_WRITE};
    if (touchesSessionKeys(mask, true)
        || touches(mask, {"root_keys.app_key.key", "root_keys.nwk_key.key", "root_keys.root_key_id"}))
        out.insert(v3::RIGHT_APPLICATION_DEVICES_WRITE_KEYS);
    return out;
}

void warnOfClaimCode(const StackRegistry &registry, const StackCall &call, const FieldMask &mask)
{
    if (&registry == &StackRegistry::join()
        && touches(mask, {"claim_authentication_code.value", "claim_authentication_code.valid_from"}))
        call.warn(claimWarning);
}

/// The Network Server looks at all rights at once, the others at those for keys once those for devices are there.
StackApplication &requireAt(const StackRegistry &registry, const StackCall &call, const v3::EndDeviceIdentifiers &ids,
                            v3::Right first, const Rights &all)
{
    const std::string &application = ids.application_ids().application_id();
    if (&registry != &StackRegistry::network())
        call.require(application, {first});
    return call.require(application, all);
}

ServerAnswer get(const StackRegistry &registry, const StackCall &call, const v3::GetEndDeviceRequest &asked)
{
    const v3::EndDeviceIdentifiers &ids = asked.end_device_ids();
    StackApplication &owner = requireAt(registry, call, ids, v3::RIGHT_APPLICATION_DEVICES_READ,
                                        rightsToRead(registry, asked.field_mask()));
    warnOfClaimCode(registry, call, asked.field_mask());
    const StackDevice *device = registry.find(owner, ids.device_id());
    if (!device)
        throw registry.notFound(ids);
    return answered(StackRegistry::masked(StackRecords::read(*device, registry.record), asked.field_mask()));
}

/// "app.example.com:8884" names the host in front of the port.
std::string hostOf(const std::string &address)
{
    return address.substr(0, address.find(':'));
}

void checkAddress(const char *name, const char *words, const std::string &device, const std::string &application)
{
    if (device.empty() || application.empty() || hostOf(device) == hostOf(application))
        return;
    StackRefusal refusal{RpcCode::InvalidArgument, "pkg/identityserver", std::string(name) + "_address_mismatch",
                         std::string(words) + " address `{address}` does not match `{expected}`"};
    refusal.attributes = {{"address", device}, {"expected", application}};
    throw refusal;
}

void checkPicture(const v3::EndDevice &wanted)
{
    if (!wanted.has_picture())
        return;
    const std::string &data = wanted.picture().embedded().data();
    const bool isPicture = data.rfind("\x89PNG", 0) == 0 || data.rfind("\xFF\xD8\xFF", 0) == 0
        || data.rfind("GIF8", 0) == 0 || data.rfind("RIFF", 0) == 0;
    if (!isPicture)
        throw ServerAnswer::failure(RpcCode::Unknown, "image: unknown format");
}

void checkClaimCode(const v3::EndDevice &wanted)
{
    const v3::EndDeviceAuthenticationCode &code = wanted.claim_authentication_code();
    if (!code.has_valid_from() || !code.has_valid_to())
        return;
    const auto when = [](const google::protobuf::Timestamp &time) { return std::pair(time.seconds(), time.nanos()); };
    if (code.value().empty() || when(code.valid_to()) < when(code.valid_from()))
        throw StackRefusal{RpcCode::InvalidArgument, "pkg/identityserver", "claim_authentication_code",
                           "invalid claim authentication code"};
}

/// A code goes as a whole, and changes in what the message has of it.
void copyClaimCode(const v3::EndDevice &wanted, v3::EndDevice &stored)
{
    if (!wanted.has_claim_authentication_code()) {
        stored.clear_claim_authentication_code();
        return;
    }
    v3::EndDeviceAuthenticationCode code = stored.claim_authentication_code();
    code.MergeFrom(wanted.claim_authentication_code());
    if (code.value().empty())
        stored.clear_claim_authentication_code(); // times alone are none
    else
        *stored.mutable_claim_authentication_code() = code;
}

/// What the Identity Server keeps of a picture: where it can be fetched.
void keepPicture(v3::EndDevice &stored)
{
    if (!stored.has_picture() || !stored.picture().has_embedded())
        return;
    stored.mutable_picture()->clear_embedded();
    (*stored.mutable_picture()->mutable_sizes())[0] = "/assets/blob/end_device_pictures/" + stored.ids().device_id();
}

ServerAnswer create(StackRecords &records, const StackCall &call, const v3::CreateEndDeviceRequest &asked)
{
    const v3::EndDevice &wanted = asked.end_device();
    const v3::EndDeviceIdentifiers &ids = wanted.ids();
    StackApplication &owner
        = call.require(ids.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
    checkBlocklist(ids.device_id());
    checkAddress("network_server", "network server", wanted.network_server_address(),
                 owner.stored.network_server_address());
    checkAddress("application_server", "application server", wanted.application_server_address(),
                 owner.stored.application_server_address());
    checkAddress("join_server", "join server", wanted.join_server_address(), owner.stored.join_server_address());
    checkPicture(wanted);
    if (!wanted.claim_authentication_code().value().empty())
        checkClaimCode(wanted);
    const StackRegistry &registry = StackRegistry::identity();
    if (registry.find(owner, ids.device_id()))
        throw StackRefusal{RpcCode::AlreadyExists, "pkg/util/store", "id_taken",
                           "ID already taken, choose a different one and try again"}
            .because({RpcCode::AlreadyExists, "pkg/util/store", "already_exists", "already exists"});
    registry.checkEuis(records, ids);
    v3::EndDevice stored;
    *stored.mutable_ids() = ids;
    stored.mutable_ids()->clear_dev_addr();
    StackRecords::stampNow(*stored.mutable_created_at());
    *stored.mutable_updated_at() = stored.created_at();
    FieldMask all;
    for (const std::string &path : registry.writable.roots)
        all.add_paths(path);
    StackMask::copy(wanted, stored, all);
    copyClaimCode(wanted, stored);
    stored.mutable_version_ids();
    stored.mutable_lora_alliance_profile_ids();
    keepPicture(stored);
    owner.devices[ids.device_id()].identity = stored;
    call.announce(registry.event("create"), {StackRegistry::entity(ids)}, {v3::RIGHT_APPLICATION_DEVICES_READ});
    return answered(stored);
}

ServerAnswer update(const StackCall &call, const v3::UpdateEndDeviceRequest &asked)
{
    const StackRegistry &registry = StackRegistry::identity();
    const v3::EndDevice &wanted = asked.end_device();
    StackApplication &owner
        = call.require(wanted.ids().application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
    FieldMask mask; // without a path only the time of the change moves
    bool changesCode = false;
    for (const std::string &path : asked.field_mask().paths()) {
        if (path.rfind("claim_authentication_code", 0) == 0)
            changesCode = true;
        else if (path != "activated_at" || wanted.has_activated_at()) // once activated, always activated
            mask.add_paths(path);
    }
    if (StackMask::names(mask, "picture"))
        checkPicture(wanted);
    if (changesCode)
        checkClaimCode(wanted);
    StackDevice *device = registry.find(owner, wanted.ids().device_id());
    if (!device)
        throw registry.notFound(wanted.ids());
    v3::EndDevice &stored = *device->identity;
    const v3::LoRaAllianceProfileIdentifiers profile = stored.lora_alliance_profile_ids();
    StackMask::copy(wanted, stored, mask);
    if (!wanted.has_lora_alliance_profile_ids())
        *stored.mutable_lora_alliance_profile_ids() = profile; // cannot be taken away
    stored.mutable_version_ids();
    if (changesCode) {
        copyClaimCode(wanted, stored);
        mask.add_paths("claim_authentication_code");
    }
    keepPicture(stored);
    StackRecords::stampNow(*stored.mutable_updated_at());
    const google::protobuf::Value paths = StackMask::listed(mask);
    call.announce(registry.event("update"), {StackRegistry::entity(wanted.ids())}, {v3::RIGHT_APPLICATION_DEVICES_READ},
                  &paths);
    return answered(StackRegistry::masked(stored, mask));
}

/// What follows from a session that was set by hand.
void beginSession(v3::EndDevice &stored, const FieldMask &mask)
{
    if (!stored.has_session())
        return;
    if (StackMask::names(mask, "session.dev_addr"))
        stored.mutable_ids()->set_dev_addr(stored.session().dev_addr());
    v3::SessionKeys &keys = *stored.mutable_session()->mutable_keys();
    if (stored.lorawan_version() != v3::MAC_V1_1 && keys.has_f_nwk_s_int_key()) {
        *keys.mutable_s_nwk_s_int_key() = keys.f_nwk_s_int_key();
        *keys.mutable_nwk_s_enc_key() = keys.f_nwk_s_int_key();
    }
    if (!stored.session().has_started_at())
        StackRecords::stampNow(*stored.mutable_session()->mutable_started_at());
}

ServerAnswer set(StackRecords &records, const StackRegistry &registry, const StackCall &call,
                 const v3::SetEndDeviceRequest &asked)
{
    const v3::EndDevice &wanted = asked.end_device();
    const FieldMask &mask = asked.field_mask();
    const v3::EndDeviceIdentifiers &ids = wanted.ids();
    const bool isNetwork = &registry == &StackRegistry::network();
    // The Network Server looks who asks first, the other two last.
    const bool isJoin = &registry == &StackRegistry::join();
    const bool isApplication = &registry == &StackRegistry::application();
    if (isJoin)
        StackDeviceChecks::joinEuis(wanted);
    warnOfClaimCode(registry, call, mask);
    if (isJoin)
        StackDeviceChecks::join(wanted, mask);
    else if (isApplication)
        StackDeviceChecks::application(wanted, mask);
    StackApplication &owner = requireAt(registry, call, ids, v3::RIGHT_APPLICATION_DEVICES_WRITE, rightsToWrite(mask));
    const StackDevice *known = registry.find(owner, ids.device_id());
    const v3::EndDevice *before = known ? &*(known->*registry.record) : nullptr;
    if (isNetwork)
        StackDeviceChecks::network(wanted, mask, before);
    else if (before)
        StackDeviceChecks::kept(wanted, mask, *before, isApplication);
    else
        StackDeviceChecks::fresh(wanted, mask, isApplication);
    if (before)
        StackMask::checkChoices(mask, *before);
    else
        registry.checkEuis(records, ids);

    StackDevice &device = owner.devices[ids.device_id()];
    std::optional<v3::EndDevice> &stored = device.*registry.record;
    const bool isNew = !stored;
    if (isNew) {
        stored.emplace();
        *stored->mutable_ids() = ids;
        stored->mutable_ids()->clear_dev_addr();
        if (isApplication && StackMask::isZero(wanted, "ids.dev_eui"))
            stored->mutable_ids()->clear_dev_eui();
        StackRecords::stampNow(*stored->mutable_created_at());
    }
    StackMask::copy(wanted, *stored, mask);
    if (isJoin && StackMask::names(mask, "root_keys.nwk_key.key") && StackMask::isZero(wanted, "root_keys.nwk_key.key")
        && stored->has_root_keys())
        stored->mutable_root_keys()->clear_nwk_key();
    if (isApplication && !isNew && StackMask::names(mask, "session.dev_addr"))
        stored->mutable_ids()->set_dev_addr(wanted.session().dev_addr());
    if (isNew)
        *stored->mutable_updated_at() = stored->created_at();
    else if (isNetwork || !mask.paths().empty())
        StackRecords::stampNow(*stored->mutable_updated_at());
    const v3::EndDevice out = StackRegistry::masked(*stored, mask);
    v3::EndDevice shown = out;
    if (isNetwork) {
        beginSession(*stored, mask);
        *shown.mutable_ids() = stored->ids();
    }
    const google::protobuf::Value paths = StackMask::listed(mask);
    call.announce(registry.event(isNew ? "create" : "update"), {StackRegistry::entity(ids)},
                  {v3::RIGHT_APPLICATION_DEVICES_READ}, isNew ? nullptr : &paths);
    records.wake(device);
    return answered(shown);
}

ServerAnswer remove(StackRecords &records, const StackRegistry &registry, const StackCall &call,
                    const v3::EndDeviceIdentifiers &ids)
{
    StackApplication &owner
        = call.require(ids.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
    if (!registry.find(owner, ids.device_id()))
        throw registry.gone(ids);
    registry.erase(records, owner, ids.device_id());
    call.announce(registry.event("delete"), {StackRegistry::entity(ids)}, {v3::RIGHT_APPLICATION_DEVICES_READ});
    return answered(Empty());
}

/// The Network Server's part of a fresh start.
ServerAnswer reset(const StackCall &call, const v3::ResetAndGetEndDeviceRequest &asked)
{
    const StackRegistry &registry = StackRegistry::network();
    const v3::EndDeviceIdentifiers &ids = asked.end_device_ids();
    Rights needed = rightsToRead(registry, asked.field_mask());
    needed.insert(v3::RIGHT_APPLICATION_DEVICES_WRITE);
    StackApplication &owner = call.require(ids.application_ids().application_id(), needed);
    StackDevice *device = registry.find(owner, ids.device_id());
    if (!device)
        throw registry.gone(ids);
    v3::EndDevice &stored = *device->network;
    stored.clear_mac_state();
    stored.clear_pending_mac_state();
    stored.clear_pending_session();
    stored.clear_battery_percentage();
    stored.clear_downlink_margin();
    stored.clear_last_dev_status_received_at();
    stored.clear_power_state();
    if (stored.supports_join()) {
        stored.clear_session();
        stored.mutable_ids()->clear_dev_addr();
        device->isPending = false;
    } else {
        v3::Session &session = *stored.mutable_session();
        session.clear_last_f_cnt_up();
        session.clear_last_n_f_cnt_down();
        session.clear_last_conf_f_cnt_down();
        StackRecords::stampNow(*session.mutable_started_at());
    }
    if (device->device) {
        // The device itself does not know of it: it is not heard before it joins again.
        if (stored.supports_join())
            device->device->hasSession = false;
        else
            device->device->fCntUp = device->device->fCntDown = 0;
    }
    StackRecords::stampNow(*stored.mutable_updated_at());
    return answered(StackRegistry::masked(StackRecords::read(*device, &StackDevice::network), asked.field_mask()));
}

/// A method whose mask names fields of a device.
template <typename Request>
void addMasked(ServerDesk &desk, StackRecords &records, const std::string &method, const StackPaths &paths,
               std::function<ServerAnswer(const StackCall &, const Request &)> run)
{
    addChecked<Request>(
        desk, records, method,
        [&paths](const Request &asked) {
            StackMask::checkOwned(asked.field_mask(), *v3::EndDevice::descriptor(), paths);
            if constexpr (std::is_same_v<Request, v3::SetEndDeviceRequest>)
                StackMask::checkForeign(asked.field_mask(), asked.end_device(), paths);
        },
        std::move(run));
}

} // namespace

void addDevices(ServerDesk &desk, StackRecords &records)
{
    for (const StackRegistry *each : {&StackRegistry::identity(), &StackRegistry::network(),
                                      &StackRegistry::application(), &StackRegistry::join()}) {
        const StackRegistry &registry = *each;
        const std::string service = registry.prefix + std::string("EndDeviceRegistry");
        addMasked<v3::GetEndDeviceRequest>(
            desk, records, service + "/Get", registry.readable,
            [&registry](const StackCall &call, const auto &asked) { return get(registry, call, asked); });
        add<v3::EndDeviceIdentifiers>(desk, records, service + "/Delete",
                                      [&records, &registry](const StackCall &call, const auto &ids) {
                                          return remove(records, registry, call, ids);
                                      });
        if (!registry.isIdentity())
            addMasked<v3::SetEndDeviceRequest>(desk, records, service + "/Set", registry.writable,
                                               [&records, &registry](const StackCall &call, const auto &asked) {
                                                   return set(records, registry, call, asked);
                                               });
    }
    addMasked<v3::ResetAndGetEndDeviceRequest>(desk, records, "NsEndDeviceRegistry/ResetFactoryDefaults",
                                               StackPaths::networkRead(), reset);
    add<v3::CreateEndDeviceRequest>(
        desk, records, "EndDeviceRegistry/Create",
        [&records](const StackCall &call, const auto &asked) { return create(records, call, asked); });
    addMasked<v3::UpdateEndDeviceRequest>(desk, records, "EndDeviceRegistry/Update", StackPaths::identityWrite(),
                                          update);
    addDeviceBatches(desk, records);
}

} // namespace Backend::StackDesk
