// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/handlerv2records.h"

#include "backend/sandbox/rpc/sandboxkeys.h"

#include <QJsonValue>

#include <charconv>

namespace Backend {

using namespace SandboxKeys;

namespace {

bool isZero(const std::string &bytes)
{
    return bytes.find_first_not_of('\0') == std::string::npos;
}

void fill(std::string &bytes, std::size_t length)
{
    if (bytes.empty())
        bytes.assign(length, '\0');
}

/// As Go reads it; the problem's text is Go's.
std::optional<ServerAnswer> number(const ServerRequest &request, const char *name, quint64 &out)
{
    const std::optional<std::string> text = request.header(name);
    if (!text)
        return std::nullopt;
    const char *end = text->data() + text->size();
    const auto [at, error] = std::from_chars(text->data(), end, out);
    if (error == std::errc() && at == end)
        return std::nullopt;
    const bool range = error == std::errc::result_out_of_range && at == end;
    return ServerAnswer::failure(RpcCode::Unknown,
                                 "strconv.ParseUint: parsing \"" + *text
                                     + (range ? "\": value out of range" : "\": invalid syntax"));
}

} // namespace

HandlerV2Page HandlerV2Page::from(const ServerRequest &request)
{
    HandlerV2Page out;
    out.problem = number(request, "limit", out.limit);
    if (!out.problem)
        out.problem = number(request, "offset", out.offset);
    return out;
}

HandlerV2Records::HandlerV2Records(Simulation &simulation)
    : m_simulation(simulation)
{
    for (const auto &device : simulation.devices()) {
        if (device->model.generation == Domain::Generation::V2)
            adopt(*device);
    }
}

void HandlerV2Records::adopt(SandboxDevice &device)
{
    const DeviceModel &model = device.model;
    const std::string application = model.application.toStdString();
    if (!contains(application)) {
        addApplication(application);
        m_applications[application].settings.set_payload_format("custom");
    }
    Record record;
    record.device = &device;
    handler::Device &stored = record.stored;
    stored.set_app_id(application);
    stored.set_dev_id(model.id.toStdString());
    if (model.locationRegistered) {
        stored.set_latitude(float(model.place.latitude));
        stored.set_longitude(float(model.place.longitude));
        stored.set_altitude(int(model.place.altitude));
    }
    for (auto it = model.attributes.begin(); it != model.attributes.end(); ++it)
        (*stored.mutable_attributes())[it.key().toStdString()] = it.value().toString().toStdString();
    lorawan::Device &lorawan = *stored.mutable_lorawan_device();
    lorawan.set_app_id(application);
    lorawan.set_dev_id(stored.dev_id());
    lorawan.set_app_eui(bigEndian(device.joinEui, 8));
    lorawan.set_dev_eui(bigEndian(device.devEui, 8));
    if (model.otaa) {
        lorawan.set_app_key(key(device, "AppKey"));
    } else {
        lorawan.set_dev_addr(bigEndian(device.devAddr, 4));
        lorawan.set_nwk_s_key(key(device, "NwkSKey"));
        lorawan.set_app_s_key(key(device, "AppSKey"));
    }
    lorawan.set_uses32_bit_f_cnt(true);
    lorawan.set_activation_constraints("local");
    m_applications[application].devices.insert_or_assign(stored.dev_id(), std::move(record));
}

HandlerV2Records::Application *HandlerV2Records::find(const std::string &application)
{
    const auto found = m_applications.find(application);
    return found == m_applications.end() ? nullptr : &found->second;
}

std::vector<std::string> HandlerV2Records::applications() const
{
    std::vector<std::string> out;
    for (const auto &[id, application] : m_applications)
        out.push_back(id);
    return out;
}

void HandlerV2Records::addApplication(const std::string &id)
{
    m_applications[id].settings.set_app_id(id);
}

handler::Device HandlerV2Records::read(const Record &record, bool counters)
{
    handler::Device out = record.stored;
    lorawan::Device &lorawan = *out.mutable_lorawan_device();
    fill(*lorawan.mutable_app_eui(), 8);
    fill(*lorawan.mutable_dev_eui(), 8);
    fill(*lorawan.mutable_dev_addr(), 4);
    for (std::string *bytes : {lorawan.mutable_nwk_s_key(), lorawan.mutable_app_s_key(), lorawan.mutable_app_key()})
        fill(*bytes, 16);
    lorawan.clear_used_dev_nonces();
    lorawan.clear_used_app_nonces();
    lorawan.clear_last_seen();
    const SandboxDevice *device = record.device;
    if (device && device->model.otaa && device->hasSession) {
        lorawan.set_dev_addr(bigEndian(device->devAddr, 4));
        lorawan.set_nwk_s_key(sessionKey(*device, "NwkSKey"));
        lorawan.set_app_s_key(sessionKey(*device, "AppSKey"));
    }
    if (!counters) {
        lorawan.clear_f_cnt_up();
        lorawan.clear_f_cnt_down();
        return out;
    }
    if (device && device->lastSeenNs != record.setAtSeen) {
        lorawan.set_f_cnt_up(device->fCntUp ? device->fCntUp - 1 : 0);
        lorawan.set_f_cnt_down(device->fCntDown);
    }
    if (device)
        lorawan.set_last_seen(device->lastSeenNs);
    return out;
}

bool HandlerV2Records::isTaken(const Application &application, const handler::Device &device)
{
    const auto pair = [](const handler::Device &of) {
        std::string euis = of.lorawan_device().app_eui();
        fill(euis, 8);
        std::string own = of.lorawan_device().dev_eui();
        fill(own, 8);
        return euis + own;
    };
    return std::any_of(application.devices.begin(), application.devices.end(),
                       [&](const auto &known) { return pair(known.second.stored) == pair(device); });
}

void HandlerV2Records::set(Application &application, const handler::Device &device)
{
    Record &record = application.devices[device.dev_id()];
    handler::Device before = std::exchange(record.stored, device);
    lorawan::Device &lorawan = *record.stored.mutable_lorawan_device();
    const lorawan::Device &old = before.lorawan_device();
    // Keys and address stay when the message says nothing of them.
    if (lorawan.dev_addr().empty())
        lorawan.set_dev_addr(old.dev_addr());
    if (lorawan.nwk_s_key().empty())
        lorawan.set_nwk_s_key(old.nwk_s_key());
    if (lorawan.app_s_key().empty())
        lorawan.set_app_s_key(old.app_s_key());
    if (lorawan.app_key().empty())
        lorawan.set_app_key(old.app_key());
    if (lorawan.activation_constraints().empty())
        lorawan.set_activation_constraints("local");
    const bool same = record.device && lorawan.app_eui() == old.app_eui() && lorawan.dev_eui() == old.dev_eui()
        && isZero(lorawan.app_key()) == isZero(old.app_key())
        && (!isZero(lorawan.app_key()) || lorawan.dev_addr() == old.dev_addr());
    if (!same) {
        if (record.device)
            m_simulation.remove(*record.device);
        record.device = nullptr;
        start(record);
    }
    record.setAtSeen = record.device ? record.device->lastSeenNs : -1;
}

void HandlerV2Records::start(Record &record)
{
    const lorawan::Device &lorawan = record.stored.lorawan_device();
    DeviceModel model;
    model.generation = Domain::Generation::V2;
    model.application = QByteArray::fromStdString(record.stored.app_id());
    model.id = QByteArray::fromStdString(record.stored.dev_id());
    model.place = {46.7715, 11.2391, 318};
    model.otaa = !isZero(lorawan.app_key());
    model.joined = !model.otaa;
    for (const auto &[name, value] : record.stored.attributes())
        model.attributes.insert(QString::fromStdString(name), QString::fromStdString(value));
    const bool personalized
        = !isZero(lorawan.dev_addr()) && !isZero(lorawan.nwk_s_key()) && !isZero(lorawan.app_s_key());
    if (isZero(lorawan.dev_eui()) || (!model.otaa && !personalized))
        return;
    record.device = &m_simulation.add(model,
                                      {fromBigEndian(lorawan.dev_eui()), fromBigEndian(lorawan.app_eui()),
                                       quint32(fromBigEndian(lorawan.dev_addr()))});
}

void HandlerV2Records::simulate(const Record &record, int port, const std::string &payload)
{
    const handler::Device &stored = record.stored;
    std::optional<SandboxLocation> place;
    if (stored.latitude() != 0 || stored.longitude() != 0 || stored.altitude() != 0)
        place = SandboxLocation{stored.latitude(), stored.longitude(), stored.altitude()};
    const QByteArray bytes = QByteArray::fromStdString(payload);
    if (record.device) {
        m_simulation.handler().simulate(*record.device, port, bytes, place);
        return;
    }
    // Without keys it cannot send, but one can pretend all the same.
    DeviceModel model;
    model.generation = Domain::Generation::V2;
    model.application = QByteArray::fromStdString(stored.app_id());
    model.id = QByteArray::fromStdString(stored.dev_id());
    for (const auto &[name, value] : stored.attributes())
        model.attributes.insert(QString::fromStdString(name), QString::fromStdString(value));
    SandboxDevice device(model, 1);
    device.devEui = fromBigEndian(stored.lorawan_device().dev_eui());
    m_simulation.handler().simulate(device, port, bytes, place);
}

void HandlerV2Records::remove(Application &application, const std::string &id)
{
    const auto found = application.devices.find(id);
    if (found == application.devices.end())
        return;
    if (found->second.device)
        m_simulation.remove(*found->second.device);
    application.devices.erase(found);
}

} // namespace Backend
