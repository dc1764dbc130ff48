// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackrecords.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackbands.h"

#include <QRandomGenerator>

namespace Backend {

using namespace SandboxKeys;
namespace v3 = ttn::lorawan::v3;

namespace {

constexpr char Host[] = "localhost";
constexpr qint64 LastSeenNs = 10LL * 1'000'000'000; ///< between two batches

StackRights::List listOf(std::initializer_list<v3::Right> rights)
{
    StackRights::List out;
    for (const v3::Right right : rights)
        out.Add(right);
    return out;
}

/// Of a user's key, as the servers' own pages make it.
StackRights::List everyRight()
{
    return listOf({v3::RIGHT_USER_ALL, v3::RIGHT_APPLICATION_ALL, v3::RIGHT_CLIENT_ALL, v3::RIGHT_GATEWAY_ALL,
                   v3::RIGHT_ORGANIZATION_ALL});
}

std::string randomBase32(int length)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    for (int i = 0; i < length; ++i)
        out += alphabet[QRandomGenerator::system()->bounded(32)];
    return out;
}

/// A part of a token.
std::string partOf(const std::string &token, int part)
{
    return QString::fromStdString(token).section(u'.', part, part).toStdString();
}

bool hasJoinKey(const v3::EndDevice &network, const v3::RootKeys &keys)
{
    return !(network.lorawan_version() == v3::MAC_V1_1 ? keys.nwk_key().key() : keys.app_key().key()).empty();
}

} // namespace

void StackRecords::stamp(google::protobuf::Timestamp &time, qint64 ns)
{
    time.set_seconds(ns / 1'000'000'000);
    time.set_nanos(int(ns % 1'000'000'000));
}

void StackRecords::stampNow(google::protobuf::Timestamp &time)
{
    stamp(time, Domain::nowNs());
}

StackRecords::StackRecords(const SandboxAccess &access, Simulation &simulation)
    : m_user(access.userId.toStdString())
    , m_simulation(simulation)
{
    accounts.addUser(m_user);
    addKey(StackAccounts::user(m_user), {}, "sandbox", everyRight(), access.userKey.toStdString());
    for (const SandboxAccess::Application &known : access.v3) {
        v3::Application application;
        application.mutable_ids()->set_application_id(known.id.toStdString());
        application.set_name(QString(known.id.left(1).toUpper() + known.id.mid(1)).toStdString());
        for (std::string *host :
             {application.mutable_network_server_address(), application.mutable_application_server_address(),
              application.mutable_join_server_address()})
            *host = Host;
        add(application, StackAccounts::user(m_user));
        if (known.key != access.userKey)
            addKey({}, known.id.toStdString(), "sandbox", listOf({v3::RIGHT_APPLICATION_ALL}), known.key.toStdString());
    }
    if (!access.v3.isEmpty())
        addNeighbours();
    for (const auto &device : simulation.devices()) {
        if (device->model.generation == Domain::Generation::V3)
            adopt(*device);
    }
    simulation.observe([this](const ServerMessage &message) { m_traffic.published(message); });
    simulation.stack().judgeJoin = [this](const JoinAttempt &attempt) { return m_joins.judge(attempt); };
}

StackRecords::~StackRecords()
{
    m_simulation.observe({});
    m_simulation.stack().judgeJoin = {};
}

StackDevice *StackRecords::device(const v3::EndDeviceIdentifiers &ids)
{
    StackApplication *application = find(ids.application_ids().application_id());
    if (!application)
        return nullptr;
    const auto found = application->devices.find(ids.device_id());
    return found == application->devices.end() ? nullptr : &found->second;
}

/// Somebody to work with: without others, collaborators could not be tried.
void StackRecords::addNeighbours()
{
    const StackAccounts::Ids neighbour = StackAccounts::user("neighbour");
    const StackAccounts::Ids club = StackAccounts::organization("growers-club");
    const StackAccounts::Ids admin = StackAccounts::user("admin");
    accounts.addUser("neighbour");
    accounts.addUser("admin", true);
    accounts.addOrganization("growers-club", m_user);
    addKey(neighbour, {}, "sandbox", everyRight());
    addKey(club, {}, "sandbox", listOf({v3::RIGHT_ORGANIZATION_ALL, v3::RIGHT_APPLICATION_ALL}));
    addKey(admin, {}, "sandbox", listOf({v3::RIGHT_ALL}));
    v3::Collaborator reader;
    reader.add_rights(v3::RIGHT_APPLICATION_INFO);
    reader.add_rights(v3::RIGHT_APPLICATION_DEVICES_READ);
    *reader.mutable_ids() = club;
    applications.begin()->second.collaborators.push_back(reader);
    *reader.mutable_ids() = neighbour;
    applications.rbegin()->second.collaborators.push_back(reader);
}

bool StackKey::isExpired() const
{
    return stored.has_expires_at() && stored.expires_at().seconds() * 1'000'000'000 <= Domain::nowNs();
}

StackKey &StackRecords::addKey(const StackAccounts::Ids &account, const std::string &application,
                               const std::string &name, const StackRights::List &rights, const std::string &token)
{
    const std::string secret = token.empty() ? "NNSXS." + randomBase32(39) + '.' + randomBase32(52) : token;
    StackKey key;
    key.account = account;
    key.application = application;
    key.secret = secret;
    key.stored.set_id(partOf(secret, 1));
    key.stored.set_name(name);
    *key.stored.mutable_rights() = rights;
    stampNow(*key.stored.mutable_created_at());
    *key.stored.mutable_updated_at() = key.stored.created_at();
    return keys.insert_or_assign(key.stored.id(), std::move(key)).first->second;
}

const StackKey *StackRecords::findKey(const std::string &token) const
{
    const auto found = keys.find(partOf(token, 1));
    return found != keys.end() && found->second.secret == token ? &found->second : nullptr;
}

bool StackRecords::isAdmin(const StackKey &key) const
{
    const StackAccount *account = key.application.empty() ? accounts.find(key.account) : nullptr;
    return account && account->isAdmin;
}

StackRights::Set StackRecords::rights(const StackKey &key, const std::string &application, bool deletedToo) const
{
    const auto found = applications.find(application);
    const StackRights::Set own = StackRights::expanded(key.stored.rights());
    if (isAdmin(key))
        return own;
    if (found == applications.end() || (found->second.deleted && !deletedToo))
        return {};
    if (!key.application.empty())
        return key.application == application ? own : StackRights::Set();
    return StackRights::common(own, accounts.rights(key.account, found->second.collaborators));
}

StackApplication *StackRecords::find(const std::string &application)
{
    const auto found = applications.find(application);
    return found == applications.end() || found->second.deleted ? nullptr : &found->second;
}

StackApplication &StackRecords::add(const v3::Application &application, const StackAccounts::Ids &owner)
{
    StackApplication &out = applications[application.ids().application_id()];
    out.stored = application;
    stampNow(*out.stored.mutable_created_at());
    *out.stored.mutable_updated_at() = out.stored.created_at();
    *out.stored.mutable_administrative_contact() = owner;
    *out.stored.mutable_technical_contact() = owner;
    v3::Collaborator creator;
    *creator.mutable_ids() = owner;
    creator.add_rights(v3::RIGHT_ALL);
    out.collaborators = {creator};
    return out;
}

void StackRecords::adopt(SandboxDevice &device)
{
    StackApplication *application = find(device.model.application.toStdString());
    if (!application)
        return;
    v3::EndDevice base;
    base.mutable_ids()->set_device_id(device.model.id.toStdString());
    *base.mutable_ids()->mutable_application_ids() = application->stored.ids();
    base.mutable_ids()->set_dev_eui(bigEndian(device.devEui, 8));
    if (device.model.otaa)
        base.mutable_ids()->set_join_eui(bigEndian(device.joinEui, 8));
    stampNow(*base.mutable_created_at());
    stampNow(*base.mutable_updated_at());
    StackDevice out;
    out.device = &device;
    out.activationTold = device.model.joined; // long ago
    out.identity = out.network = out.application = base;
    out.identity->set_network_server_address(Host);
    out.identity->set_application_server_address(Host);
    if (device.model.locationRegistered) {
        v3::Location &place = (*out.identity->mutable_locations())["user"];
        place.set_latitude(device.model.place.latitude);
        place.set_longitude(device.model.place.longitude);
        place.set_altitude(device.model.place.altitude);
        place.set_source(v3::SOURCE_REGISTRY);
    }
    out.network->set_frequency_plan_id("EU_863_870_TTN");
    out.network->set_lorawan_version(v3::MAC_V1_0_3);
    out.network->set_lorawan_phy_version(v3::PHY_V1_0_3_REV_A);
    out.network->set_supports_join(device.model.otaa);
    out.network->set_supports_class_c(device.model.classC);
    if (device.model.otaa) {
        out.identity->set_join_server_address(Host);
        out.join = base;
        out.ownKey = key(device, "AppKey");
        out.join->mutable_root_keys()->mutable_app_key()->set_key(out.ownKey);
        out.join->set_net_id(std::string(3, '\0'));
        if (device.model.joined) {
            out.lastNonce = quint16(fromBigEndian(key(device, "DevNonce").substr(0, 2)));
            out.join->add_used_dev_nonces(*out.lastNonce);
            out.join->set_last_join_nonce(1);
        }
        out.join->set_network_server_address(Host);
        out.join->set_application_server_address(Host);
    }
    application->devices.emplace(base.ids().device_id(), std::move(out));
}

v3::EndDevice StackRecords::read(const StackDevice &device, std::optional<v3::EndDevice> StackDevice::*server)
{
    v3::EndDevice out = *(device.*server);
    const SandboxDevice *live = device.device;
    if (!live)
        return out;
    const bool atNetwork = server == &StackDevice::network;
    if ((!atNetwork && server != &StackDevice::application) || !live->hasSession)
        return out;
    v3::Session &session = device.isPending ? *out.mutable_pending_session() : *out.mutable_session();
    // The Application Server learns of an address with a join, or when it changes.
    if (!device.isPending && (atNetwork || live->model.otaa))
        out.mutable_ids()->set_dev_addr(bigEndian(live->devAddr, 4));
    session.set_dev_addr(bigEndian(live->devAddr, 4));
    v3::SessionKeys &keys = *session.mutable_keys();
    if (!live->sessionKeyId.isEmpty())
        keys.set_session_key_id(QByteArray::fromBase64(live->sessionKeyId).toStdString());
    if (!atNetwork) {
        if (!keys.has_app_s_key())
            keys.mutable_app_s_key()->set_key(sessionKey(*live, "AppSKey"));
        if (!device.isPending)
            session.set_last_a_f_cnt_down(live->fCntDown ? live->fCntDown - 1 : 0);
        return out;
    }
    if (!keys.has_f_nwk_s_int_key())
        keys.mutable_f_nwk_s_int_key()->set_key(sessionKey(*live, "FNwkSIntKey"));
    // Before LoRaWAN 1.1 one key stands for three.
    const bool isNew = out.lorawan_version() == v3::MAC_V1_1;
    if (!keys.has_s_nwk_s_int_key())
        keys.mutable_s_nwk_s_int_key()->set_key(isNew ? sessionKey(*live, "SNwkSIntKey")
                                                      : keys.f_nwk_s_int_key().key());
    if (!keys.has_nwk_s_enc_key())
        keys.mutable_nwk_s_enc_key()->set_key(isNew ? sessionKey(*live, "NwkSEncKey") : keys.f_nwk_s_int_key().key());
    if (device.isPending) {
        v3::MACState &pending = *out.mutable_pending_mac_state();
        pending = StackBands::beginning(out);
        *pending.mutable_pending_join_request() = StackBands::offer(out, pending);
        return out;
    }
    session.set_last_f_cnt_up(live->fCntUp ? live->fCntUp - 1 : 0);
    if (live->sessionSinceNs)
        stamp(*session.mutable_started_at(), live->sessionSinceNs);
    if (!out.has_mac_state())
        *out.mutable_mac_state() = StackBands::beginning(out);
    return out;
}

void StackRecords::wake(StackDevice &device)
{
    if (device.device || !device.network || !device.application)
        return;
    const v3::EndDevice &network = *device.network;
    const bool otaa = network.supports_join() && device.join && hasJoinKey(network, device.join->root_keys());
    const bool abp = !network.supports_join() && !network.session().dev_addr().empty();
    if (!otaa && !abp)
        return;
    const v3::EndDeviceIdentifiers &ids = otaa ? device.join->ids() : network.ids();
    DeviceModel model;
    model.application = QByteArray::fromStdString(ids.application_ids().application_id());
    model.id = QByteArray::fromStdString(ids.device_id());
    model.place = {46.7731, 11.2421, 322};
    model.otaa = otaa;
    model.joined = !otaa;
    model.classC = network.supports_class_c();
    device.ownKey = device.join ? (network.lorawan_version() == v3::MAC_V1_1 ? device.join->root_keys().nwk_key().key()
                                                                             : device.join->root_keys().app_key().key())
                                : std::string();
    device.device = &m_simulation.add(model,
                                      {fromBigEndian(ids.dev_eui()), fromBigEndian(ids.join_eui()),
                                       quint32(fromBigEndian(network.session().dev_addr()))});
    device.device->namesDevEui = !ids.dev_eui().empty();
    device.device->namesJoinEui = !ids.join_eui().empty();
}

void StackRecords::heard(const std::string &application, const std::string &id)
{
    if (m_heardNs.empty()) {
        m_simulation.later(LastSeenNs, [this, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                tellLastSeen();
        });
    }
    m_heardNs[{application, id}] = m_simulation.nowNs();
}

/// Neither an update nor an event.
void StackRecords::tellLastSeen()
{
    for (const auto &[ids, heardNs] : std::exchange(m_heardNs, {})) {
        const auto application = applications.find(ids.first);
        if (application == applications.end())
            continue;
        const auto device = application->second.devices.find(ids.second);
        if (device == application->second.devices.end() || !device->second.identity)
            continue;
        const google::protobuf::Timestamp &known = device->second.identity->last_seen_at();
        if (known.seconds() * 1'000'000'000 + known.nanos() < heardNs)
            stamp(*device->second.identity->mutable_last_seen_at(), heardNs);
    }
}

void StackRecords::tidy(StackApplication &application, const std::string &id)
{
    const auto found = application.devices.find(id);
    if (found == application.devices.end())
        return;
    StackDevice &device = found->second;
    if (device.device && (!device.network || !device.application)) {
        m_simulation.remove(*device.device);
        device.device = nullptr;
    }
    if (!device.identity && !device.network && !device.application && !device.join)
        application.devices.erase(found);
}

} // namespace Backend
