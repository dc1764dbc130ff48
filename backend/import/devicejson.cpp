// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/devicejson.h"

#include "backend/domain/jsonwriter.h"

#include <QJsonDocument>

#include <array>

namespace Backend::DeviceJson {

namespace {

using Domain::JsonWriter;

/// Columns in the order in which addRow() fills them.
constexpr std::array columns{"id",
                             "dev_eui",
                             "join_eui",
                             "name",
                             "description",
                             "supports_join",
                             "frequency_plan_id",
                             "lorawan_version",
                             "lorawan_phy_version",
                             "app_key",
                             "nwk_key",
                             "dev_addr",
                             "f_nwk_s_int_key",
                             "s_nwk_s_int_key",
                             "nwk_s_enc_key",
                             "app_s_key",
                             "last_f_cnt_up",
                             "last_n_f_cnt_down",
                             "supports_class_b",
                             "supports_class_c",
                             "brand_id",
                             "model_id",
                             "hardware_version",
                             "firmware_version",
                             "band_id",
                             "serial_number"};

/// Members are named as in the protocol, or as its JSON mapping has them otherwise (`dev_eui`, `devEui`).
QString camelCase(QLatin1String name)
{
    QString out;
    bool upper = false;
    for (const char c : name) {
        if (c == '_') {
            upper = true;
        } else {
            out += upper ? QChar(QLatin1Char(c)).toUpper() : QChar(QLatin1Char(c));
            upper = false;
        }
    }
    return out;
}

QJsonValue member(const QJsonObject &object, const char *name)
{
    const QLatin1String key(name);
    const auto found = object.constFind(key);
    return found != object.constEnd() ? *found : object.value(camelCase(key));
}

/// Along a path of members: `root_keys.app_key.key`.
QJsonValue at(const QJsonObject &object, const char *path)
{
    QJsonValue value = object;
    for (const QByteArray &name : QByteArray(path).split('.'))
        value = member(value.toObject(), name.constData());
    return value;
}

QString textAt(const QJsonObject &object, const char *path)
{
    const QJsonValue value = at(object, path);
    if (value.isDouble())
        return QString::number(qint64(value.toDouble()));
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return value.toString();
}

/// Identifiers and keys stand in hexadecimal digits, and are read in base64, too.
QString hexAt(const QJsonObject &object, const char *path)
{
    const QString text = textAt(object, path);
    if (!text.endsWith(u'='))
        return text;
    const auto decoded = QByteArray::fromBase64Encoding(text.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? QString::fromLatin1(decoded.decoded.toHex()).toUpper() : text;
}

bool joins(const QJsonObject &device)
{
    return at(device, "supports_join").toBool() || at(device, "root_keys").isObject();
}

void put(JsonWriter &json, const char *key, const QString &text)
{
    if (!text.isEmpty())
        json.key(key).text(text.toUtf8());
}

void put(JsonWriter &json, const char *key, bool value)
{
    if (value)
        json.key(key).boolean(true);
}

void put(JsonWriter &json, const char *key, quint32 number)
{
    if (number != 0)
        json.key(key).integer(number);
}

void putKey(JsonWriter &json, const char *name, const std::optional<Domain::Aes128Key> &key)
{
    if (!key || key->isZero())
        return;
    json.key(name).beginObject();
    json.key("key").text(key->toHex().toLatin1());
    json.endObject();
}

void putIds(JsonWriter &json, const Domain::Device &device)
{
    json.key("ids").beginObject();
    put(json, "device_id", device.id);
    json.key("application_ids").beginObject();
    put(json, "application_id", device.application);
    json.endObject();
    if (device.devEui)
        put(json, "dev_eui", device.devEui->toString());
    if (device.joinEui)
        put(json, "join_eui", device.joinEui->toString());
    json.endObject();
}

void putProduct(JsonWriter &json, const Domain::Device &device)
{
    if (device.versionIds != Domain::VersionIds()) {
        json.key("version_ids").beginObject();
        put(json, "brand_id", device.versionIds.brand);
        put(json, "model_id", device.versionIds.model);
        put(json, "hardware_version", device.versionIds.hardware);
        put(json, "firmware_version", device.versionIds.firmware);
        put(json, "band_id", device.versionIds.band);
        json.endObject();
    }
    if (device.profileIds != Domain::ProfileIds()) {
        json.key("lora_alliance_profile_ids").beginObject();
        put(json, "vendor_id", device.profileIds.vendor);
        put(json, "vendor_profile_id", device.profileIds.profile);
        json.endObject();
    }
    put(json, "serial_number", device.serialNumber);
}

void putDescription(JsonWriter &json, const Domain::Device &device)
{
    put(json, "name", device.name);
    put(json, "description", device.description);
    if (!device.attributes.isEmpty()) {
        json.key("attributes").beginObject();
        for (auto it = device.attributes.begin(); it != device.attributes.end(); ++it)
            json.key(it.key().toStdString()).text(it.value().toUtf8());
        json.endObject();
    }
    if (device.location) {
        json.key("locations").beginObject().key("user").beginObject();
        json.key("latitude").real(device.location->latitude);
        json.key("longitude").real(device.location->longitude);
        json.key("altitude").integer(device.location->altitude);
        json.key("source").text("SOURCE_REGISTRY");
        json.endObject().endObject();
    }
    put(json, "network_server_address", device.servers.network);
    put(json, "application_server_address", device.servers.application);
    put(json, "join_server_address", device.servers.join);
}

void putRadio(JsonWriter &json, const Domain::Device &device)
{
    if (device.radio) {
        put(json, "supports_class_b", device.radio->supportsClassB);
        put(json, "supports_class_c", device.radio->supportsClassC);
        put(json, "lorawan_version", device.radio->macVersion);
        put(json, "lorawan_phy_version", device.radio->phyVersion);
        put(json, "frequency_plan_id", device.radio->frequencyPlan);
    }
    put(json, "supports_join", device.radio ? device.radio->supportsJoin : device.joins());
    put(json, "multicast", device.multicast);
    if (!device.checksCounters || !device.uses32BitCounters) {
        json.key("mac_settings").beginObject();
        put(json, "resets_f_cnt", !device.checksCounters);
        if (!device.uses32BitCounters)
            json.key("supports_32_bit_f_cnt").boolean(false);
        json.endObject();
    }
    if (device.formatters) {
        json.key("formatters").beginObject();
        put(json, "up_formatter", device.formatters->up);
        put(json, "up_formatter_parameter", device.formatters->upParameter);
        put(json, "down_formatter", device.formatters->down);
        put(json, "down_formatter_parameter", device.formatters->downParameter);
        json.endObject();
    }
}

void putKeys(JsonWriter &json, const Domain::Device &device)
{
    if (device.appKey || device.nwkKey) {
        json.key("root_keys").beginObject();
        putKey(json, "app_key", device.appKey);
        putKey(json, "nwk_key", device.nwkKey);
        json.endObject();
    }
    put(json, "resets_join_nonces", device.resetsJoinNonces.value_or(false));
    if (!device.claimCode.isEmpty()) {
        json.key("claim_authentication_code").beginObject();
        put(json, "value", device.claimCode);
        json.endObject();
    }
    if (!device.devAddr)
        return;
    json.key("session").beginObject();
    put(json, "dev_addr", device.devAddr->toString());
    json.key("keys").beginObject();
    putKey(json, "f_nwk_s_int_key", device.nwkSKey);
    putKey(json, "s_nwk_s_int_key", device.sNwkSIntKey);
    putKey(json, "nwk_s_enc_key", device.nwkSEncKey);
    putKey(json, "app_s_key", device.appSKey);
    json.endObject();
    put(json, "last_f_cnt_up", device.fCntUp.value_or(0));
    put(json, "last_n_f_cnt_down", device.fCntDown.value_or(0));
    put(json, "last_a_f_cnt_down", device.lastAFCntDown.value_or(device.fCntDown.value_or(0)));
    json.endObject();
}

/// Sets what is not there under any of its names.
void fill(QJsonObject &object, const char *name, const QString &text)
{
    if (!text.isEmpty() && member(object, name).toString().isEmpty()) {
        object.remove(camelCase(QLatin1String(name)));
        object.insert(QLatin1String(name), text);
    }
}

void removeBoth(QJsonObject &object, const char *name)
{
    object.remove(QLatin1String(name));
    object.remove(camelCase(QLatin1String(name)));
}

} // namespace

void addHead(Domain::ImportSheet &sheet)
{
    sheet.beginRow(0);
    for (const char *name : columns)
        sheet.addCell(QString::fromLatin1(name));
    sheet.json.emplace_back();
}

void addRow(Domain::ImportSheet &sheet, quint32 number, const QJsonObject &device)
{
    const bool overTheAir = joins(device);
    const auto session = [&](const QString &text) { return overTheAir ? QString() : text; };
    const std::array<QString, columns.size()> cells{
        textAt(device, "ids.device_id"),
        hexAt(device, "ids.dev_eui"),
        hexAt(device, "ids.join_eui"),
        textAt(device, "name"),
        textAt(device, "description"),
        overTheAir ? QStringLiteral("true") : QStringLiteral("false"),
        textAt(device, "frequency_plan_id"),
        textAt(device, "lorawan_version"),
        textAt(device, "lorawan_phy_version"),
        hexAt(device, "root_keys.app_key.key"),
        hexAt(device, "root_keys.nwk_key.key"),
        session(hexAt(device, "session.dev_addr")),
        session(hexAt(device, "session.keys.f_nwk_s_int_key.key")),
        session(hexAt(device, "session.keys.s_nwk_s_int_key.key")),
        session(hexAt(device, "session.keys.nwk_s_enc_key.key")),
        session(hexAt(device, "session.keys.app_s_key.key")),
        session(textAt(device, "session.last_f_cnt_up")),
        session(textAt(device, "session.last_n_f_cnt_down")),
        textAt(device, "supports_class_b"),
        textAt(device, "supports_class_c"),
        textAt(device, "version_ids.brand_id"),
        textAt(device, "version_ids.model_id"),
        textAt(device, "version_ids.hardware_version"),
        textAt(device, "version_ids.firmware_version"),
        textAt(device, "version_ids.band_id"),
        textAt(device, "serial_number"),
    };
    sheet.beginRow(number);
    for (const QString &cell : cells)
        sheet.addCell(cell);
    sheet.json.push_back(QJsonDocument(device).toJson(QJsonDocument::Compact));
}

QByteArray completed(const QByteArray &json, const Domain::Device &device)
{
    QJsonObject object = QJsonDocument::fromJson(json).object();
    for (const char *name : {"network_server_address", "application_server_address", "join_server_address"})
        removeBoth(object, name);
    QJsonObject ids = object.value(QLatin1String("ids")).toObject();
    for (const char *name : {"device_id", "application_ids", "dev_eui", "join_eui"})
        removeBoth(ids, name);
    ids.insert(QLatin1String("device_id"), device.id);
    ids.insert(QLatin1String("application_ids"), QJsonObject{{QStringLiteral("application_id"), device.application}});
    if (device.devEui)
        ids.insert(QLatin1String("dev_eui"), device.devEui->toString());
    if (device.joinEui)
        ids.insert(QLatin1String("join_eui"), device.joinEui->toString());
    object.insert(QLatin1String("ids"), ids);
    if (device.radio) {
        fill(object, "frequency_plan_id", device.radio->frequencyPlan);
        fill(object, "lorawan_version", device.radio->macVersion);
        fill(object, "lorawan_phy_version", device.radio->phyVersion);
        removeBoth(object, "supports_join");
        if (device.radio->supportsJoin)
            object.insert(QLatin1String("supports_join"), true);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray fromDevice(const Domain::Device &device, bool withKeys)
{
    JsonWriter json;
    json.beginObject();
    putIds(json, device);
    putDescription(json, device);
    putProduct(json, device);
    putRadio(json, device);
    if (withKeys)
        putKeys(json, device);
    json.endObject();
    return json.take();
}

QByteArray withoutSecrets(const QByteArray &json)
{
    QJsonObject object = QJsonDocument::fromJson(json).object();
    for (const char *name : {"root_keys", "session", "pending_session", "mac_state", "pending_mac_state",
                             "claim_authentication_code", "used_dev_nonces", "last_dev_nonce", "last_join_nonce"})
        removeBoth(object, name);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace Backend::DeviceJson
