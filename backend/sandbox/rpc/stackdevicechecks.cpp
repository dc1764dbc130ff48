// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the servers refuse of a device, in the order in which they look.
#include "backend/sandbox/rpc/stackbands.h"
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackregistry.h"

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

using EndDevice = StackRegistry::EndDevice;
using Mask = StackRegistry::Mask;

constexpr char networkSpace[] = "pkg/networkserver";
constexpr char joinSpace[] = "pkg/joinserver";
constexpr char applicationSpace[] = "pkg/applicationserver";
constexpr std::size_t mostScript = 40'960;

StackRefusal fieldValue(const char *space, const std::string &field)
{
    StackRefusal out{RpcCode::InvalidArgument, space, "field_value", "invalid value of field `{field}`"};
    out.attributes = {{"field", field}};
    return out;
}

StackRefusal outOfBound(const char *type, int value, int most)
{
    StackRefusal out{RpcCode::InvalidArgument, "pkg/ttnpb", "field_bound",
                     "`{field}` should be between `{min}` and `{max}`"};
    out.attributes = {{"field", type}};
    out.numbers = {{"min", 1}, {"value", double(value)}, {"max", double(most)}};
    return out;
}

/// A device as it would be, and what of it is new.
struct Candidate
{
    const EndDevice &wanted;
    const Mask &mask;
    EndDevice result;

    Candidate(const EndDevice &wantedDevice, const Mask &wantedMask, const EndDevice *stored)
        : wanted(wantedDevice)
        , mask(wantedMask)
    {
        if (stored)
            result = *stored;
        StackMask::copy(wanted, result, mask);
        if (!stored)
            *result.mutable_ids() = wanted.ids();
    }

    [[nodiscard]] bool sets(const char *path) const { return StackMask::names(mask, path); }
    void needs(const char *path) const
    {
        if (StackMask::isZero(result, path))
            throw fieldValue(networkSpace, path);
    }
    void forbids(const char *path) const
    {
        if (sets(path) && !StackMask::isZero(wanted, path))
            throw fieldValue(networkSpace, path);
    }
};

void checkVersions(const Candidate &device)
{
    const EndDevice &wanted = device.wanted;
    if (device.sets("frequency_plan_id") && wanted.frequency_plan_id().empty())
        throw fieldValue(networkSpace, "frequency_plan_id");
    if (device.sets("lorawan_phy_version") && wanted.lorawan_phy_version() == v3::PHY_UNKNOWN)
        throw fieldValue(networkSpace, "lorawan_phy_version")
            .because(outOfBound("PHYVersion", wanted.lorawan_phy_version(), v3::RP002_V1_0_4));
    if (device.sets("lorawan_version") && wanted.lorawan_version() == v3::MAC_UNKNOWN)
        throw fieldValue(networkSpace, "lorawan_version")
            .because(outOfBound("MACVersion", wanted.lorawan_version(), v3::MAC_V1_0_4));
}

void checkUnchanged(const Candidate &device, const EndDevice &stored)
{
    const auto fixed = [](const std::string &field) {
        StackRefusal out{RpcCode::InvalidArgument, "pkg/networkserver/redis", "read_only_field",
                         "read-only field `{field}`"};
        out.attributes = {{"field", field}};
        return out;
    };
    const v3::EndDeviceIdentifiers &ids = device.wanted.ids();
    if (!ids.join_eui().empty() && ids.join_eui() != stored.ids().join_eui())
        throw fixed("ids.join_eui");
    if (!ids.dev_eui().empty() && ids.dev_eui() != stored.ids().dev_eui())
        throw fixed("ids.dev_eui");
    if (device.sets("supports_join") && device.wanted.supports_join() != stored.supports_join())
        throw fieldValue(networkSpace, "supports_join");
    if (device.sets("multicast") && device.wanted.multicast() != stored.multicast())
        throw fieldValue(networkSpace, "multicast");
}

void checkSession(const Candidate &device)
{
    const EndDevice &result = device.result;
    if (!device.sets("supports_join") && !device.sets("session.dev_addr")
        && !device.sets("session.keys.f_nwk_s_int_key.key") && !device.sets("session.keys.s_nwk_s_int_key.key")
        && !device.sets("session.keys.nwk_s_enc_key.key"))
        return;
    if (result.supports_join())
        return;
    if (device.sets("supports_join") || device.sets("session.keys.f_nwk_s_int_key.key"))
        device.needs("session.keys.f_nwk_s_int_key.key");
    if (device.sets("supports_join") || device.sets("session.dev_addr"))
        device.needs("session.dev_addr");
    device.forbids("session.keys.session_key_id");
    const v3::SessionKeys &keys = result.session().keys();
    if (result.lorawan_version() == v3::MAC_V1_1) {
        device.needs("session.keys.s_nwk_s_int_key.key");
        device.needs("session.keys.nwk_s_enc_key.key");
        return;
    }
    const std::string &only = keys.f_nwk_s_int_key().key();
    for (const auto &[path, key] :
         {std::pair("session.keys.nwk_s_enc_key.key", device.wanted.session().keys().nwk_s_enc_key().key()),
          std::pair("session.keys.s_nwk_s_int_key.key", device.wanted.session().keys().s_nwk_s_int_key().key())}) {
        if (device.sets(path) && !key.empty() && key != only)
            throw fieldValue(networkSpace, path);
    }
}

void checkActivation(const Candidate &device)
{
    const EndDevice &result = device.result;
    if (device.sets("supports_join") && result.supports_join()) {
        if (result.multicast())
            throw fieldValue(networkSpace, "multicast");
        if (result.ids().join_eui().empty())
            throw fieldValue(networkSpace, "ids.join_eui");
        if (result.ids().dev_eui().empty())
            throw fieldValue(networkSpace, "ids.dev_eui");
    }
    if (!device.wanted.ids().dev_addr().empty() && device.wanted.ids().dev_addr() != result.session().dev_addr())
        throw fieldValue(networkSpace, "session.dev_addr");
    if (device.sets("supports_join") && !result.supports_join()) {
        const bool needsEui = result.lorawan_version() == v3::MAC_V1_0_4 && !result.multicast();
        if (result.lorawan_version() == v3::MAC_UNKNOWN && result.ids().dev_eui().empty())
            throw fieldValue(networkSpace, "lorawan_version");
        if (needsEui && result.ids().dev_eui().empty())
            throw fieldValue(networkSpace, "ids.dev_eui");
    }
    checkSession(device);
    if (result.multicast()) {
        if ((device.sets("multicast") || device.sets("supports_class_b") || device.sets("supports_class_c"))
            && !result.supports_class_b() && !result.supports_class_c())
            throw fieldValue(networkSpace, "supports_class_b");
    }
    const bool knowsActivation = device.sets("supports_join") || device.sets("supports_class_b")
        || device.sets("multicast") || device.sets("mac_settings.ping_slot_periodicity.value");
    if (knowsActivation && !result.supports_join() && result.supports_class_b()
        && !result.mac_settings().has_ping_slot_periodicity())
        throw fieldValue(networkSpace, "mac_settings.ping_slot_periodicity.value");
}

/// Settings that need something of the band.
void checkRates(const Candidate &device, const StackBand &band)
{
    const v3::MACSettings &settings = device.result.mac_settings();
    const bool isNewBand = device.sets("frequency_plan_id") || device.sets("lorawan_phy_version");
    const auto check = [&](const char *path, bool isSet, int rate, int most) {
        if ((isNewBand || device.sets(path)) && isSet && (!band.hasRate(rate) || rate > most))
            throw fieldValue(networkSpace, path);
    };
    const auto checkPower = [&](const char *path, bool isSet, quint32 power) {
        if ((isNewBand || device.sets(path)) && isSet && power > quint32(band.weakestPower))
            throw fieldValue(networkSpace, path);
    };
    constexpr int any = 15;
    const v3::ADRSettings::DynamicMode &dynamic = settings.adr().dynamic();
    const v3::ADRSettings::StaticMode &fixed = settings.adr().static_();
    check("mac_settings.rx2_data_rate_index.value", settings.has_rx2_data_rate_index(),
          settings.rx2_data_rate_index().value(), any);
    check("mac_settings.desired_rx2_data_rate_index.value", settings.has_desired_rx2_data_rate_index(),
          settings.desired_rx2_data_rate_index().value(), any);
    check("mac_settings.adr.mode.dynamic.max_data_rate_index.value", dynamic.has_max_data_rate_index(),
          dynamic.max_data_rate_index().value(), band.fastestAdr);
    check("mac_settings.adr.mode.dynamic.min_data_rate_index.value", dynamic.has_min_data_rate_index(),
          dynamic.min_data_rate_index().value(), band.fastestAdr);
    checkPower("mac_settings.adr.mode.dynamic.max_tx_power_index", dynamic.has_max_tx_power_index(),
               dynamic.max_tx_power_index().value());
    checkPower("mac_settings.adr.mode.dynamic.min_tx_power_index", dynamic.has_min_tx_power_index(),
               dynamic.min_tx_power_index().value());
    check("mac_settings.adr.mode.static.data_rate_index", settings.adr().has_static_(), fixed.data_rate_index(), any);
    checkPower("mac_settings.adr.mode.static.tx_power_index", settings.adr().has_static_(), fixed.tx_power_index());
    check("mac_settings.ping_slot_data_rate_index.value", settings.has_ping_slot_data_rate_index(),
          settings.ping_slot_data_rate_index().value(), any);
    check("mac_settings.desired_ping_slot_data_rate_index.value", settings.has_desired_ping_slot_data_rate_index(),
          settings.desired_ping_slot_data_rate_index().value(), any);
    for (const auto &[path, isSet] :
         {std::pair("mac_settings.uplink_dwell_time.value", settings.has_uplink_dwell_time()),
          std::pair("mac_settings.downlink_dwell_time.value", settings.has_downlink_dwell_time())}) {
        if ((isNewBand || device.sets(path)) && isSet && !band.hasDwellTime)
            throw fieldValue(networkSpace, path);
    }
}

void checkBand(const Candidate &device)
{
    const EndDevice &result = device.result;
    bool isAsked = device.sets("frequency_plan_id") || device.sets("lorawan_phy_version");
    for (const std::string &path : device.mask.paths())
        isAsked = isAsked || path.rfind("mac_settings", 0) == 0;
    if (!isAsked && (result.frequency_plan_id().empty() || !device.sets("version_ids.band_id")))
        return;
    const StackPlan *plan = StackBands::plan(result.frequency_plan_id());
    if (!plan)
        throw StackDesk::noFrequencyPlan(result.frequency_plan_id());
    if (result.lorawan_phy_version() != v3::PHY_UNKNOWN && !plan->band->has(result.lorawan_phy_version()))
        throw StackDesk::noBandVersion(result.lorawan_phy_version(), plan->band->id);
    const std::string &named = result.version_ids().band_id();
    if ((device.sets("frequency_plan_id") || device.sets("version_ids.band_id")) && !named.empty()
        && named != plan->band->id) {
        StackRefusal cause{RpcCode::InvalidArgument, networkSpace, "device_and_frequency_plan_band_mismatch",
                           "device band ID `{dev_band_id}` and frequency plan band ID `{fp_band_id}` do not match"};
        cause.attributes = {{"dev_band_id", named}, {"fp_band_id", plan->band->id}};
        throw fieldValue(networkSpace, "version_ids.band_id").because(std::move(cause));
    }
    checkRates(device, *plan->band);
}

void checkScript(const char *path, const Mask &mask, const std::string &script)
{
    if (!StackMask::names(mask, path) || script.size() <= mostScript)
        return;
    StackRefusal cause{RpcCode::InvalidArgument, applicationSpace, "formatter_script_too_large",
                       "formatter script size exceeds maximum allowed size"};
    cause.numbers = {{"size", double(script.size())}, {"max_size", double(mostScript)}};
    throw fieldValue(applicationSpace, path).because(std::move(cause));
}

} // namespace

void StackDeviceChecks::network(const EndDevice &wanted, const Mask &mask, const EndDevice *stored)
{
    if (stored)
        StackMask::checkChoices(mask, *stored); // before two choices are laid upon each other
    const Candidate device(wanted, mask, stored);
    checkVersions(device);
    checkActivation(device);
    if (wanted.mac_settings().has_adr()
        && (StackMask::names(mask, "mac_settings.adr") || StackMask::names(mask, "mac_settings.adr.mode"))) {
        for (const char *path : {"mac_settings.use_adr.value", "mac_settings.adr_margin"}) {
            if (!StackMask::isZero(device.result, path))
                throw fieldValue(networkSpace, path);
        }
    } else if (device.result.mac_settings().has_adr()
               && (StackMask::names(mask, "mac_settings.use_adr") || StackMask::names(mask, "mac_settings.adr_margin"))
               && (wanted.mac_settings().has_use_adr() || wanted.mac_settings().has_adr_margin())) {
        throw fieldValue(networkSpace, "mac_settings.adr.mode");
    }
    checkBand(device);
    if (stored)
        checkUnchanged(device, *stored);
}

void StackDeviceChecks::application(const EndDevice &wanted, const Mask &mask)
{
    if (StackMask::names(mask, "session.dev_addr") && StackMask::isZero(wanted, "session.dev_addr"))
        throw fieldValue(applicationSpace, "session.dev_addr");
    if (StackMask::names(mask, "session.keys.app_s_key.key") && StackMask::isZero(wanted, "session.keys.app_s_key.key"))
        throw fieldValue(applicationSpace, "session.keys.app_s_key.key");
    checkScript("formatters.up_formatter_parameter", mask, wanted.formatters().up_formatter_parameter());
    checkScript("formatters.down_formatter_parameter", mask, wanted.formatters().down_formatter_parameter());
}

void StackDeviceChecks::fresh(const EndDevice &wanted, const Mask &mask, bool atApplication)
{
    const std::string &address = wanted.ids().dev_addr();
    if (address.empty())
        return;
    const bool fits
        = atApplication && StackMask::names(mask, "session.dev_addr") && address == wanted.session().dev_addr();
    if (!fits)
        throw fieldValue(atApplication ? applicationSpace : joinSpace, "ids.dev_addr");
}

void StackDeviceChecks::join(const EndDevice &wanted, const Mask &mask)
{
    if (wanted.ids().join_eui().empty())
        throw StackRefusal{RpcCode::InvalidArgument, joinSpace, "no_join_eui", "no JoinEUI specified"};
    if (StackMask::isZero(wanted, "ids.dev_eui"))
        throw StackRefusal{RpcCode::InvalidArgument, joinSpace, "no_dev_eui", "no DevEUI specified"};
    if (StackMask::names(mask, "root_keys.app_key.key") && StackMask::isZero(wanted, "root_keys.app_key.key"))
        throw fieldValue(joinSpace, "root_keys.app_key.key");
}

void StackDesk::checkBlocklist(const std::string &id)
{
    static const std::set<std::string> words
        = {"account",       "admin",    "administrator", "api",      "as",      "auth", "collaborators", "console",
           "create",        "delete",   "documentation", "edit",     "gateway", "gs",   "integrations",  "is",
           "join",          "js",       "login",         "logout",   "new",     "ns",   "oauth",         "organization",
           "organizations", "register", "root",          "settings", "system",  "ttn",  "update",        "user",
           "users",         "webhook",  "webhooks"};
    if (!words.contains(id))
        return;
    StackRefusal refusal{RpcCode::InvalidArgument, "pkg/identityserver/blocklist", "forbidden_id",
                         "the ID `{id}` can not be registered"};
    refusal.attributes = {{"id", id}};
    throw refusal;
}

} // namespace Backend
