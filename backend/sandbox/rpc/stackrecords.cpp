// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackrecords.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/sandboxkeys.h"

namespace Backend {

using namespace SandboxKeys;
namespace v3 = ttn::lorawan::v3;

namespace {

constexpr char Host[] = "localhost";

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
    StackKey key;
    key.secret = access.userKey.toStdString();
    key.stored.set_id(access.userKey.section(u'.', 1, 1).toStdString());
    key.stored.set_name("sandbox");
    for (const int right : {v3::RIGHT_USER_ALL, v3::RIGHT_APPLICATION_ALL, v3::RIGHT_CLIENT_ALL, v3::RIGHT_GATEWAY_ALL,
                            v3::RIGHT_ORGANIZATION_ALL})
        key.stored.add_rights(v3::Right(right));
    stampNow(*key.stored.mutable_created_at());
    stampNow(*key.stored.mutable_updated_at());
    keys.emplace(key.stored.id(), key);
    for (const SandboxAccess::Application &known : access.v3) {
        v3::Application application;
        application.mutable_ids()->set_application_id(known.id.toStdString());
        application.set_name(QString(known.id.left(1).toUpper() + known.id.mid(1)).toStdString());
        for (std::string *host :
             {application.mutable_network_server_address(), application.mutable_application_server_address(),
              application.mutable_join_server_address()})
            *host = Host;
        add(application);
    }
    for (const auto &device : simulation.devices()) {
        if (device->model.generation == Domain::Generation::V3)
            adopt(*device);
    }
}

StackApplication *StackRecords::find(const std::string &application)
{
    const auto found = applications.find(application);
    return found == applications.end() || found->second.deleted ? nullptr : &found->second;
}

StackApplication &StackRecords::add(const v3::Application &application)
{
    StackApplication &out = applications[application.ids().application_id()];
    out.stored = application;
    stampNow(*out.stored.mutable_created_at());
    stampNow(*out.stored.mutable_updated_at());
    out.stored.mutable_administrative_contact()->mutable_user_ids()->set_user_id(m_user);
    out.stored.mutable_technical_contact()->mutable_user_ids()->set_user_id(m_user);
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
        out.join->mutable_root_keys()->mutable_app_key()->set_key(key(device, "AppKey"));
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
    const bool stack = server == &StackDevice::network || server == &StackDevice::application;
    if (server == &StackDevice::identity) {
        if (live->lastSeenNs)
            stamp(*out.mutable_last_seen_at(), live->lastSeenNs);
        if (live->sessionSinceNs)
            stamp(*out.mutable_activated_at(), live->sessionSinceNs);
    }
    if (!stack || !live->hasSession)
        return out;
    out.mutable_ids()->set_dev_addr(bigEndian(live->devAddr, 4));
    v3::Session &session = *out.mutable_session();
    session.set_dev_addr(bigEndian(live->devAddr, 4));
    v3::SessionKeys &keys = *session.mutable_keys();
    if (!live->sessionKeyId.isEmpty())
        keys.set_session_key_id(QByteArray::fromBase64(live->sessionKeyId).toStdString());
    if (server == &StackDevice::application) {
        if (!keys.has_app_s_key())
            keys.mutable_app_s_key()->set_key(sessionKey(*live, "AppSKey"));
        session.set_last_a_f_cnt_down(live->fCntDown ? live->fCntDown - 1 : 0);
        return out;
    }
    if (!keys.has_f_nwk_s_int_key())
        keys.mutable_f_nwk_s_int_key()->set_key(sessionKey(*live, "FNwkSIntKey"));
    session.set_last_f_cnt_up(live->fCntUp ? live->fCntUp - 1 : 0);
    if (live->sessionSinceNs)
        stamp(*session.mutable_started_at(), live->sessionSinceNs);
    return out;
}

void StackRecords::wake(StackDevice &device)
{
    if (device.device || !device.network || !device.application)
        return;
    const v3::EndDevice &network = *device.network;
    const bool otaa = network.supports_join() && device.join && device.join->root_keys().has_app_key();
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
    device.device = &m_simulation.add(model,
                                      {fromBigEndian(ids.dev_eui()), fromBigEndian(ids.join_eui()),
                                       quint32(fromBigEndian(network.session().dev_addr()))});
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
