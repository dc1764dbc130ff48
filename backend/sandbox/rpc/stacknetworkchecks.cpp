// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Network Server refuses of a device, in the order in which it looks: first what the message alone tells, then
// what it takes the stored device for.
#include "backend/sandbox/rpc/stackbands.h"
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackregistry.h"

#include <algorithm>

namespace Backend {

namespace v3 = ttn::lorawan::v3;

namespace {

using EndDevice = StackRegistry::EndDevice;
using Mask = StackRegistry::Mask;
using Paths = std::initializer_list<const char *>;

constexpr char space[] = "pkg/networkserver";

StackRefusal fieldValue(const std::string &field)
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

bool isAtLeast104(v3::MACVersion version)
{
    return version == v3::MAC_V1_0_4 || version == v3::MAC_V1_1;
}

class NetworkChecks
{
public:
    NetworkChecks(const EndDevice &wanted, const Mask &mask, const EndDevice *stored)
        : m_wanted(wanted)
        , m_mask(mask)
        , m_stored(stored)
    {
        if (stored)
            m_result = *stored;
        StackMask::copy(wanted, m_result, mask);
        if (!stored)
            *m_result.mutable_ids() = wanted.ids();
    }

    void run()
    {
        checkVersions();
        checkAddress();
        checkActivation();
        checkAdr();
        checkBand();
        checkSession();
        checkStored();
    }

private:
    using Check = std::function<void()>;

    /// EUIs count as named where the message has them.
    [[nodiscard]] bool sets(const std::string &path) const
    {
        if (path == "ids.dev_eui")
            return !m_wanted.ids().dev_eui().empty();
        if (path == "ids.join_eui")
            return !m_wanted.ids().join_eui().empty();
        return StackMask::names(m_mask, path);
    }
    [[nodiscard]] bool setsAny(Paths paths) const
    {
        return std::any_of(paths.begin(), paths.end(), [this](const char *path) { return sets(path); });
    }
    /// An EUI of zeros is one.
    [[nodiscard]] static bool isZero(const EndDevice &device, const std::string &path)
    {
        if (path == "ids.dev_eui")
            return device.ids().dev_eui().empty();
        if (path == "ids.join_eui")
            return device.ids().join_eui().empty();
        return StackMask::isZero(device, path);
    }

    /// At once when the message says all of it, else once the stored device is there.
    void with(Paths paths, Check check)
    {
        const bool knows = std::all_of(paths.begin(), paths.end(), [this](const char *path) { return sets(path); });
        if (knows)
            check();
        else
            m_later.push_back(std::move(check));
    }
    void needs(const char *path, bool zero)
    {
        if (!sets(path)) {
            m_wantedOfStored.emplace_back(path, zero);
            return;
        }
        if (isZero(m_wanted, path) == zero)
            return;
        StackRefusal cause{RpcCode::InvalidArgument, space, zero ? "field_not_zero" : "field_is_zero",
                           zero ? "field `{name}` is not zero" : "field `{name}` is zero"};
        cause.attributes = {{"name", path}};
        throw fieldValue(path).because(std::move(cause));
    }
    /// Where `left` is (not) zero, each of `right` has to be (not) zero, whichever of them the message sets.
    void implies(const char *left, bool leftZero, bool rightZero, Paths right)
    {
        if (sets(left)) {
            if (isZero(m_wanted, left) == leftZero) {
                for (const char *path : right)
                    needs(path, rightZero);
            }
            return;
        }
        for (const char *path : right) {
            if (sets(path) && isZero(m_wanted, path) != rightZero)
                needs(left, !leftZero);
        }
    }

    void checkVersions() const
    {
        if (sets("frequency_plan_id") && m_wanted.frequency_plan_id().empty())
            throw fieldValue("frequency_plan_id");
        if (sets("lorawan_phy_version") && m_wanted.lorawan_phy_version() == v3::PHY_UNKNOWN)
            throw fieldValue("lorawan_phy_version").because(outOfBound("PHYVersion", 0, v3::RP002_V1_0_4));
        if (sets("lorawan_version") && m_wanted.lorawan_version() == v3::MAC_UNKNOWN)
            throw fieldValue("lorawan_version").because(outOfBound("MACVersion", 0, v3::MAC_V1_0_4));
    }

    void checkAddress()
    {
        if (m_wanted.ids().dev_addr().empty())
            return;
        with({"session.dev_addr"}, [this] {
            if (m_result.session().dev_addr() != m_wanted.ids().dev_addr())
                throw fieldValue("session.dev_addr");
        });
    }

    void checkActivation()
    {
        implies("supports_join", true, true,
                {"pending_session.dev_addr", "pending_session.keys.f_nwk_s_int_key.key",
                 "pending_session.keys.session_key_id", "session.keys.session_key_id"});
        implies("supports_join", true, false, {"session.dev_addr", "session.keys.f_nwk_s_int_key.key"});
        const auto personalized = [this](Paths fields, const Check &check) {
            const bool isJoining = sets("supports_join") && m_wanted.supports_join();
            if (isJoining || (!sets("supports_join") && !setsAny(fields)))
                return;
            const Check guarded = [this, check] {
                if (!m_result.supports_join())
                    check();
            };
            const bool knows = sets("supports_join")
                && std::all_of(fields.begin(), fields.end(), [this](const char *path) { return sets(path); });
            if (knows)
                guarded();
            else
                m_later.push_back(guarded);
        };
        personalized({"ids.dev_eui", "lorawan_version", "multicast"}, [this] {
            if (!StackMask::isZero(m_result, "ids.dev_eui"))
                return;
            if (m_result.lorawan_version() == v3::MAC_UNKNOWN)
                throw fieldValue("lorawan_version");
            if (isAtLeast104(m_result.lorawan_version()) && !m_result.multicast())
                throw fieldValue("ids.dev_eui");
        });
        const Paths classB = {"mac_settings.ping_slot_periodicity.value", "supports_class_b"};
        const Check needsPeriod = [this] {
            if (m_result.supports_class_b() && !m_result.mac_settings().has_ping_slot_periodicity())
                throw fieldValue("mac_settings.ping_slot_periodicity.value");
        };
        personalized(classB, needsPeriod);
        implies("multicast", false, true,
                {"mac_settings.schedule_downlinks.value", "session.last_conf_f_cnt_down", "session.last_f_cnt_up",
                 "supports_join"});
        if (sets("multicast") ? m_wanted.multicast() : setsAny({"supports_class_b", "supports_class_c"})) {
            with({"multicast", "supports_class_b", "supports_class_c"}, [this] {
                if (m_result.multicast() && !m_result.supports_class_b() && !m_result.supports_class_c())
                    throw fieldValue("supports_class_b");
            });
        }
        implies("supports_join", false, false, {"ids.dev_eui", "ids.join_eui"});
    }

    /// The older settings and the newer ones exclude each other.
    void checkAdr()
    {
        const Paths older = {"mac_settings.adr_margin", "mac_settings.use_adr.value", "mac_settings.use_adr"};
        const bool setsNewer = std::any_of(m_mask.paths().begin(), m_mask.paths().end(), [](const std::string &path) {
            return path == "mac_settings" || path.rfind("mac_settings.adr.", 0) == 0 || path == "mac_settings.adr";
        });
        if (setsNewer && m_wanted.mac_settings().has_adr()) {
            for (const char *path : older)
                needs(path, true);
            return;
        }
        for (const char *path : older) {
            if (sets(path) && !isZero(m_wanted, path))
                needs("mac_settings.adr", true);
        }
    }

    void checkBand();
    void checkRates(const StackPlan &plan);
    void checkFactoryFrequencies(const StackPlan &plan) const;

    void checkSession()
    {
        const bool isAsked
            = setsAny({"lorawan_version", "multicast", "session.dev_addr", "session.keys.f_nwk_s_int_key.key",
                       "session.keys.nwk_s_enc_key.key", "session.keys.s_nwk_s_int_key.key",
                       "session.keys.session_key_id", "session.last_conf_f_cnt_down", "session.last_f_cnt_up",
                       "session.last_n_f_cnt_down", "session.started_at", "supports_join"});
        if (!isAsked)
            return;
        m_later.emplace_back([this] {
            if (!m_result.has_session() && !m_result.multicast())
                return;
            if (!m_result.has_session())
                throw fieldValue("session");
            for (const char *path : {"session.dev_addr", "session.keys.f_nwk_s_int_key.key"}) {
                if (StackMask::isZero(m_result, path))
                    throw fieldValue(path);
            }
            const std::string &only = m_result.session().keys().f_nwk_s_int_key().key();
            const v3::SessionKeys &given = m_wanted.session().keys();
            for (const auto &[path, key] :
                 {std::pair("session.keys.nwk_s_enc_key.key", given.nwk_s_enc_key().key()),
                  std::pair("session.keys.s_nwk_s_int_key.key", given.s_nwk_s_int_key().key())}) {
                if (m_result.lorawan_version() == v3::MAC_V1_1 && StackMask::isZero(m_result, path))
                    throw fieldValue(path);
                if (m_result.lorawan_version() != v3::MAC_V1_1 && sets(path) && !key.empty() && key != only)
                    throw fieldValue(path);
            }
        });
    }

    void checkStored() const
    {
        static const EndDevice none;
        const EndDevice &stored = m_stored ? *m_stored : none;
        for (auto wanted = m_wantedOfStored.rbegin(); wanted != m_wantedOfStored.rend(); ++wanted) {
            if (isZero(stored, wanted->first) != wanted->second)
                throw fieldValue(wanted->first);
        }
        for (const Check &check : m_later)
            check();
        if (!m_stored)
            return;
        for (const char *path : {"multicast", "supports_join"}) {
            if (sets(path) && isZero(m_wanted, path) != isZero(stored, path))
                throw fieldValue(path);
        }
        for (const char *path : {"ids.join_eui", "ids.dev_eui"}) {
            const bool isJoin = std::string(path) == "ids.join_eui";
            const std::string &given = isJoin ? m_wanted.ids().join_eui() : m_wanted.ids().dev_eui();
            if (given.empty() || given == (isJoin ? stored.ids().join_eui() : stored.ids().dev_eui()))
                continue;
            StackRefusal out{RpcCode::InvalidArgument, "pkg/networkserver/redis", "read_only_field",
                             "read-only field `{field}`"};
            out.attributes = {{"field", path}};
            throw out;
        }
    }

    const EndDevice &m_wanted;
    const Mask &m_mask;
    const EndDevice *m_stored;
    EndDevice m_result; ///< as it would be
    std::vector<std::pair<std::string, bool>> m_wantedOfStored; ///< path, and whether it has to be zero there
    std::vector<Check> m_later;
};

void NetworkChecks::checkBand()
{
    const bool isAsked = setsAny(
        {"frequency_plan_id", "lorawan_phy_version", "supports_class_b",
         "mac_settings.adr.mode.dynamic.max_data_rate_index.value", "mac_settings.adr.mode.dynamic.max_tx_power_index",
         "mac_settings.adr.mode.dynamic.min_data_rate_index.value", "mac_settings.adr.mode.dynamic.min_tx_power_index",
         "mac_settings.adr.mode.static.data_rate_index", "mac_settings.adr.mode.static.tx_power_index",
         "mac_settings.desired_ping_slot_data_rate_index.value", "mac_settings.desired_rx2_data_rate_index.value",
         "mac_settings.downlink_dwell_time.value", "mac_settings.factory_preset_frequencies",
         "mac_settings.ping_slot_data_rate_index.value", "mac_settings.ping_slot_frequency.value",
         "mac_settings.rx2_data_rate_index.value", "mac_settings.uplink_dwell_time.value",
         "mac_settings.use_adr.value"});
    if (!isAsked)
        return;
    with({"frequency_plan_id", "lorawan_phy_version"}, [this] {
        const StackPlan *plan = StackBands::plan(m_result.frequency_plan_id());
        if (!plan)
            throw StackDesk::noFrequencyPlan(m_result.frequency_plan_id());
        if (!plan->band->has(m_result.lorawan_phy_version()))
            throw StackDesk::noBandVersion(m_result.lorawan_phy_version(), plan->band->id);
        checkRates(*plan);
    });
}

/// What needs something of the band.
void NetworkChecks::checkRates(const StackPlan &plan)
{
    const StackBand &band = *plan.band;
    const std::string &named = m_result.version_ids().band_id();
    if (setsAny({"frequency_plan_id", "version_ids.band_id"}) && !named.empty() && named != band.id) {
        StackRefusal cause{RpcCode::InvalidArgument, space, "device_and_frequency_plan_band_mismatch",
                           "device band ID `{dev_band_id}` and frequency plan band ID `{fp_band_id}` do not match"};
        cause.attributes = {{"dev_band_id", named}, {"fp_band_id", band.id}};
        throw fieldValue("version_ids.band_id").because(std::move(cause));
    }
    const v3::MACSettings &settings = m_result.mac_settings();
    const bool isNewBand = setsAny({"frequency_plan_id", "lorawan_phy_version"});
    const auto check = [&](const char *path, bool isSet, bool fits) {
        if ((isNewBand || sets(path)) && isSet && !fits)
            throw fieldValue(path);
    };
    const auto fitsPower = [&band](quint32 power) { return power <= quint32(band.weakestPower); };
    const int version = m_result.lorawan_phy_version();
    const auto has = [&band, version](int rate) { return band.hasRate(rate, version); };
    const auto fitsAdr = [&](int rate) { return has(rate) && rate <= band.fastestAdr; };
    const v3::ADRSettings::DynamicMode &dynamic = settings.adr().dynamic();
    const v3::ADRSettings::StaticMode &fixed = settings.adr().static_();
    check("mac_settings.rx2_data_rate_index.value", settings.has_rx2_data_rate_index(),
          has(settings.rx2_data_rate_index().value()));
    check("mac_settings.desired_rx2_data_rate_index.value", settings.has_desired_rx2_data_rate_index(),
          has(settings.desired_rx2_data_rate_index().value()));
    check("mac_settings.ping_slot_data_rate_index.value", settings.has_ping_slot_data_rate_index(),
          has(settings.ping_slot_data_rate_index().value()));
    check("mac_settings.desired_ping_slot_data_rate_index.value", settings.has_desired_ping_slot_data_rate_index(),
          has(settings.desired_ping_slot_data_rate_index().value()));
    check("mac_settings.adr.mode.dynamic.max_data_rate_index.value", dynamic.has_max_data_rate_index(),
          fitsAdr(dynamic.max_data_rate_index().value()));
    check("mac_settings.adr.mode.dynamic.min_data_rate_index.value", dynamic.has_min_data_rate_index(),
          fitsAdr(dynamic.min_data_rate_index().value()));
    check("mac_settings.adr.mode.dynamic.max_tx_power_index", dynamic.has_max_tx_power_index(),
          fitsPower(dynamic.max_tx_power_index().value()));
    check("mac_settings.adr.mode.dynamic.min_tx_power_index", dynamic.has_min_tx_power_index(),
          fitsPower(dynamic.min_tx_power_index().value()));
    check("mac_settings.adr.mode.static.data_rate_index", settings.adr().has_static_(), has(fixed.data_rate_index()));
    check("mac_settings.adr.mode.static.tx_power_index", settings.adr().has_static_(),
          fitsPower(fixed.tx_power_index()));
    check("mac_settings.uplink_dwell_time.value", settings.has_uplink_dwell_time(), band.limitsDwellTime(version));
    check("mac_settings.downlink_dwell_time.value", settings.has_downlink_dwell_time(), band.limitsDwellTime(version));
    if (isNewBand || sets("mac_settings.factory_preset_frequencies"))
        checkFactoryFrequencies(plan);
}

/// Inside of the band, or among its channels where these are fixed.
void NetworkChecks::checkFactoryFrequencies(const StackPlan &plan) const
{
    const StackBand &band = *plan.band;
    for (const quint64 frequency : m_result.mac_settings().factory_preset_frequencies()) {
        const bool isChannel
            = std::any_of(band.uplinks.begin(), band.uplinks.end(),
                          [frequency](const StackChannel &channel) { return channel.frequency == frequency; });
        const bool isInside
            = std::any_of(band.subBands.begin(), band.subBands.end(), [frequency](const StackBand::SubBand &part) {
                  return part.from <= frequency && frequency <= part.to;
              });
        if (!isChannel && (band.channelsAreFixed || !isInside))
            throw fieldValue("mac_settings.factory_preset_frequencies");
    }
}

} // namespace

void StackDeviceChecks::network(const EndDevice &wanted, const Mask &mask, const EndDevice *stored)
{
    if (stored)
        StackMask::checkChoices(mask, *stored); // before two choices are laid upon each other
    NetworkChecks(wanted, mask, stored).run();
}

} // namespace Backend
