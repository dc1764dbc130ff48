// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/handlerv2convert.h"

#include "backend/domain/devicelimits.h"
#include "backend/network/stackv3json.h"

#include <QTimeZone>
#include <QtEndian>

namespace Backend {

namespace {

using Domain::Aes128Key;
using Domain::Device;
using Domain::Problem;
using namespace Domain::DeviceLimits;

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

/// All zero is how v2 says that nothing is set.
template <typename Id>
std::optional<Id> identifierOf(const std::string &bytes)
{
    if (bytes.size() != std::size_t(Id::byteCount))
        return std::nullopt;
    quint64 value = 0;
    for (const char c : bytes)
        value = value << 8 | quint8(c);
    return value ? std::optional(Id(value)) : std::nullopt;
}

template <typename Id>
std::string bytesOf(const Id &id)
{
    std::string out(Id::byteCount, '\0');
    for (int i = 0; i < Id::byteCount; ++i)
        out[std::size_t(i)] = char(id.value() >> (8 * (Id::byteCount - 1 - i)) & 0xFF);
    return out;
}

std::optional<Aes128Key> keyOf(const std::string &bytes)
{
    const std::optional<Aes128Key> key = Aes128Key::fromBytes(QByteArray::fromStdString(bytes));
    return key && !key->isZero() ? key : std::nullopt;
}

std::string bytesOf(const Aes128Key &key)
{
    return key.bytes().toStdString();
}

void setLocation(handler::Device &wire, const Domain::GeoPoint &point)
{
    wire.set_latitude(float(point.latitude));
    wire.set_longitude(float(point.longitude));
    wire.set_altitude(point.altitude);
}

void setAttributes(handler::Device &wire, const QMap<QString, QString> &attributes)
{
    wire.clear_attributes();
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        (*wire.mutable_attributes())[it.key().toStdString()] = it.value().toStdString();
}

} // namespace

Domain::Application applicationOf(const handler::Application &wire)
{
    Domain::Application out;
    out.id = text(wire.app_id());
    out.functions = {text(wire.payload_format()), text(wire.decoder()), text(wire.converter()), text(wire.validator()),
                     text(wire.encoder())};
    out.registersOnJoin = !wire.register_on_join_access_key().empty();
    return out;
}

void setFunctions(handler::Application &wire, const Domain::PayloadFunctions &functions)
{
    wire.set_payload_format(functions.format.toStdString());
    wire.set_decoder(functions.decoder.toStdString());
    wire.set_converter(functions.converter.toStdString());
    wire.set_validator(functions.validator.toStdString());
    wire.set_encoder(functions.encoder.toStdString());
}

bool isMaskedKey(const std::string &key)
{
    return key.find("...") != std::string::npos;
}

Device deviceOf(const handler::Device &wire, bool isList)
{
    const lorawan::Device &radio = wire.lorawan_device();
    Device out;
    out.application = text(wire.app_id());
    out.id = text(wire.dev_id());
    out.description = text(wire.description());
    for (const auto &[name, value] : wire.attributes())
        out.attributes.insert(text(name), text(value));
    if (wire.latitude() != 0 || wire.longitude() != 0 || wire.altitude() != 0)
        out.location = {double(wire.latitude()), double(wire.longitude()), wire.altitude()};
    out.devEui = identifierOf<Domain::Eui>(radio.dev_eui());
    out.joinEui = identifierOf<Domain::Eui>(radio.app_eui());
    out.devAddr = identifierOf<Domain::DevAddr>(radio.dev_addr());
    out.appKey = keyOf(radio.app_key());
    out.nwkSKey = keyOf(radio.nwk_s_key());
    out.appSKey = keyOf(radio.app_s_key());
    out.checksCounters = !radio.disable_f_cnt_check();
    out.uses32BitCounters = radio.uses32_bit_f_cnt();
    out.activationConstraints = text(radio.activation_constraints());
    if (!isList) {
        out.fCntUp = radio.f_cnt_up();
        out.fCntDown = radio.f_cnt_down();
        if (radio.last_seen() > 0)
            out.lastSeen = QDateTime::fromMSecsSinceEpoch(radio.last_seen() / 1'000'000, Qt::UTC);
    }
    return out;
}

handler::Device wireOf(const Device &device)
{
    handler::Device wire;
    wire.set_app_id(device.application.toStdString());
    wire.set_dev_id(device.id.toStdString());
    wire.set_description(device.description.toStdString());
    setAttributes(wire, device.attributes);
    if (device.location)
        setLocation(wire, *device.location);
    lorawan::Device &radio = *wire.mutable_lorawan_device();
    radio.set_app_id(wire.app_id());
    radio.set_dev_id(wire.dev_id());
    if (device.devEui)
        radio.set_dev_eui(bytesOf(*device.devEui));
    if (device.joinEui)
        radio.set_app_eui(bytesOf(*device.joinEui));
    if (device.devAddr)
        radio.set_dev_addr(bytesOf(*device.devAddr));
    if (device.appKey)
        radio.set_app_key(bytesOf(*device.appKey));
    if (device.nwkSKey)
        radio.set_nwk_s_key(bytesOf(*device.nwkSKey));
    if (device.appSKey)
        radio.set_app_s_key(bytesOf(*device.appSKey));
    radio.set_f_cnt_up(device.fCntUp.value_or(0));
    radio.set_f_cnt_down(device.fCntDown.value_or(0));
    radio.set_disable_f_cnt_check(!device.checksCounters);
    radio.set_uses32_bit_f_cnt(device.uses32BitCounters);
    radio.set_activation_constraints(device.activationConstraints.toStdString());
    return wire;
}

void apply(handler::Device &wire, const Domain::DeviceChange &change)
{
    if (change.description)
        wire.set_description(change.description->toStdString());
    if (change.attributes)
        setAttributes(wire, *change.attributes);
    if (change.removesLocation)
        setLocation(wire, {}); // all zero is how v2 says that there is none
    else if (change.location)
        setLocation(wire, *change.location);
    lorawan::Device &radio = *wire.mutable_lorawan_device();
    // The inner ids are mandatory, and not always those of the device.
    radio.set_app_id(wire.app_id());
    radio.set_dev_id(wire.dev_id());
    radio.clear_dev_addr();
    radio.clear_app_key();
    radio.clear_nwk_s_key();
    radio.clear_app_s_key();
    if (change.devEui)
        radio.set_dev_eui(bytesOf(*change.devEui));
    if (change.joinEui)
        radio.set_app_eui(bytesOf(*change.joinEui));
    if (change.devAddr)
        radio.set_dev_addr(bytesOf(*change.devAddr));
    if (change.appKey)
        radio.set_app_key(bytesOf(*change.appKey));
    if (change.nwkSKey)
        radio.set_nwk_s_key(bytesOf(*change.nwkSKey));
    if (change.appSKey)
        radio.set_app_s_key(bytesOf(*change.appSKey));
    if (change.fCntUp)
        radio.set_f_cnt_up(*change.fCntUp);
    if (change.fCntDown)
        radio.set_f_cnt_down(*change.fCntDown);
    if (change.checksCounters)
        radio.set_disable_f_cnt_check(!*change.checksCounters);
    if (change.uses32BitCounters)
        radio.set_uses32_bit_f_cnt(*change.uses32BitCounters);
    if (change.activationConstraints)
        radio.set_activation_constraints(change.activationConstraints->toStdString());
}

Domain::DeviceBackup backupOf(const handler::Device &wire)
{
    return {text(wire.app_id()),
            text(wire.dev_id()),
            QByteArray::fromStdString(wire.SerializeAsString()),
            stackJson(wire, StackSecrets::Show),
            {}};
}

Domain::Result<handler::Device> restored(const Domain::DeviceBackup &backup, const QString &application,
                                         const QString &id)
{
    handler::Device wire;
    const bool parsed = !backup.message.isEmpty()
        && wire.ParseFromArray(backup.message.constData(), int(backup.message.size())) && wire.has_lorawan_device();
    lorawan::Device &radio = *wire.mutable_lorawan_device();
    // Lengths that the server does not take, it does not name either.
    const auto fits = [](const std::string &bytes, std::size_t size) { return bytes.empty() || bytes.size() == size; };
    const bool isSound = radio.app_eui().size() == 8 && radio.dev_eui().size() == 8 && fits(radio.dev_addr(), 4)
        && fits(radio.app_key(), 16) && fits(radio.nwk_s_key(), 16) && fits(radio.app_s_key(), 16);
    if (!parsed || !isSound)
        return Problem{Problem::Code::UnexpectedShape, {QStringLiteral("handler.Device")}, {}, {}, false};
    wire.set_app_id(application.toStdString());
    wire.set_dev_id(id.toStdString());
    radio.set_app_id(wire.app_id());
    radio.set_dev_id(wire.dev_id());
    radio.clear_last_seen();
    return wire;
}

Problem attributesProblem(const QMap<QString, QString> &attributes)
{
    int count = 0;
    for (auto it = attributes.begin(); it != attributes.end(); ++it) {
        if (isFreeAttributeV2(it.key()))
            continue;
        // Bytes, not letters.
        if (++count > MostAttributesV2 || it.key().toUtf8().size() > LongestAttributeV2
            || it.value().toUtf8().size() > LongestAttributeV2)
            return {Problem::Code::AttributesRefused, {}, {}, {}, false};
    }
    return {};
}

} // namespace Backend
