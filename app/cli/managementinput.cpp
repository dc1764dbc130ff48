// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/managementinput.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <map>

namespace App {

using namespace Domain;

namespace {

constexpr qint64 MostBytes = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("ttnc", text);
}

/// Goes through an object once; the first mistake counts.
class Reader
{
public:
    Reader(QJsonObject json, QString *error)
        : m_json(std::move(json))
        , m_error(error)
    {
    }

    /// Must be this, where it is named.
    void same(const char *key, const QString &expected)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && value.toString() != expected)
            fail(key, tr("is %1 here").arg(expected));
    }
    /// Is printed by `get` and cannot be set.
    void ignore(std::initializer_list<const char *> keys)
    {
        for (const char *key : keys)
            take(key);
    }
    void text(const char *key, const std::function<void(const QString &)> &set)
    {
        const QJsonValue value = take(key);
        if (value.isString() || value.isNull())
            set(value.toString());
        else if (!value.isUndefined())
            fail(key, tr("must be a text"));
    }
    void boolean(const char *key, const std::function<void(bool)> &set)
    {
        const QJsonValue value = take(key);
        if (value.isBool())
            set(value.toBool());
        else if (!value.isUndefined() && !value.isNull())
            fail(key, tr("must be true or false"));
    }
    void counter(const char *key, const std::function<void(quint32)> &set)
    {
        const QJsonValue value = take(key);
        const double number = value.toDouble(-1);
        const bool fits = number >= 0 && number <= std::numeric_limits<quint32>::max() && number == std::floor(number);
        if (value.isDouble() && fits)
            set(quint32(number));
        else if (!value.isUndefined() && !value.isNull())
            fail(key, tr("must be a whole number from 0 to 4294967295"));
    }
    /// EUIs, addresses and keys. null is passed over: they cannot be taken away.
    template <typename T>
    void hex(const char *key, int digits, const std::function<void(T)> &set)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined() || value.isNull())
            return;
        const std::optional<T> read = fromHex<T>(value.toString());
        if (read)
            set(*read);
        else
            fail(key, tr("must be %1 hexadecimal digits").arg(digits));
    }
    void texts(const char *key, const std::function<void(const QMap<QString, QString> &)> &set)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return;
        QMap<QString, QString> values;
        const QJsonObject object = value.toObject();
        bool ok = value.isObject() || value.isNull();
        for (auto it = object.begin(); it != object.end(); ++it) {
            ok = ok && it->isString();
            values.insert(it.key(), it->toString());
        }
        if (ok)
            set(values);
        else
            fail(key, tr("must be an object of texts"));
    }
    void place(const char *key, const std::function<void(const std::optional<GeoPoint> &)> &set)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return;
        if (value.isNull()) {
            set(std::nullopt);
            return;
        }
        const QJsonObject object = value.toObject();
        const QJsonValue latitude = object.value(QLatin1String("latitude"));
        const QJsonValue longitude = object.value(QLatin1String("longitude"));
        if (!latitude.isDouble() || !longitude.isDouble())
            fail(key, tr("needs latitude and longitude as numbers"));
        else
            set(GeoPoint{latitude.toDouble(), longitude.toDouble(), object.value(QLatin1String("altitude")).toInt(),
                         0});
    }
    void account(const char *key, const std::function<void(const Account &)> &set)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined() || value.isNull())
            return;
        const QString kind = value[QLatin1String("kind")].toString();
        const QString id = value[QLatin1String("id")].toString();
        if ((kind != u"user" && kind != u"organization") || id.isEmpty())
            fail(key, tr("needs kind (user or organization) and id"));
        else
            set({kind == u"user" ? Account::Kind::User : Account::Kind::Organization, id});
    }
    void functions(const char *key, const std::function<void(const PayloadFunctions &)> &set)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return;
        if (!value.isObject() && !value.isNull()) {
            fail(key, tr("must be an object"));
            return;
        }
        Reader inner(value.toObject(), m_error);
        PayloadFunctions functions;
        const auto into = [](QString &place) { return [&place](const QString &text) { place = text; }; };
        inner.text("format", into(functions.format));
        inner.text("decoder", into(functions.decoder));
        inner.text("converter", into(functions.converter));
        inner.text("validator", into(functions.validator));
        inner.text("encoder", into(functions.encoder));
        inner.finish();
        set(functions);
    }
    [[nodiscard]] bool hasValue(const char *key) const
    {
        const QJsonValue value = m_json.value(QLatin1String(key));
        return !value.isUndefined() && !value.isNull();
    }
    void finish()
    {
        if (m_error->isEmpty() && !m_json.isEmpty())
            *m_error = tr("\"%1\" is not a key that can be set here.").arg(m_json.begin().key());
    }

private:
    /// Undefined: it is not there.
    QJsonValue take(const char *key) { return m_json.take(QLatin1String(key)); }
    void fail(const char *key, const QString &rule)
    {
        if (m_error->isEmpty())
            *m_error = tr("\"%1\" %2.").arg(QLatin1String(key), rule);
    }
    template <typename T>
    static std::optional<T> fromHex(const QString &text)
    {
        const QByteArray digits = text.toLatin1();
        if constexpr (std::is_same_v<T, Aes128Key>)
            return Aes128Key::fromHex(digits);
        else
            return T::fromHex({digits.constData(), std::size_t(digits.size())});
    }

    QJsonObject m_json;
    QString *m_error;
};

template <typename T>
auto into(std::optional<T> &place)
{
    return [&place](const T &value) { place = value; };
}

void readSession(Reader &json, std::optional<DevAddr> &address, std::optional<Aes128Key> *const (&keys)[6])
{
    json.hex<DevAddr>("dev_addr", 8, into(address));
    const char *const names[] = {"app_key", "nwk_key", "nwk_s_key", "s_nwk_s_int_key", "nwk_s_enc_key", "app_s_key"};
    for (std::size_t i = 0; i < std::size(names); ++i)
        json.hex<Aes128Key>(names[i], 32, into(*keys[i]));
}

constexpr int RadioKeys = 6;

/// How many of the keys have a value.
int readRadio(Reader &json, RadioProfile &radio)
{
    int found = 0;
    for (const char *key : {"frequency_plan_id", "lorawan_version", "lorawan_phy_version", "supports_join",
                            "supports_class_b", "supports_class_c"})
        found += json.hasValue(key) ? 1 : 0;
    const auto text = [](QString &place) { return [&place](const QString &value) { place = value; }; };
    const auto flag = [](bool &place) { return [&place](bool value) { place = value; }; };
    json.text("frequency_plan_id", text(radio.frequencyPlan));
    json.text("lorawan_version", text(radio.macVersion));
    json.text("lorawan_phy_version", text(radio.phyVersion));
    json.boolean("supports_join", flag(radio.supportsJoin));
    json.boolean("supports_class_b", flag(radio.supportsClassB));
    json.boolean("supports_class_c", flag(radio.supportsClassC));
    return found;
}

} // namespace

QJsonObject readJson(const QString &path, QString *error)
{
    QFile file(path);
    const bool open = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        *error = tr("%1 cannot be read: %2.").arg(path, file.errorString());
        return {};
    }
    const QByteArray bytes = file.read(MostBytes + 1);
    QJsonParseError parsing;
    const QJsonDocument json = QJsonDocument::fromJson(bytes, &parsing);
    if (bytes.size() > MostBytes)
        *error = tr("%1 is too large: more than 1 MiB.").arg(path);
    else if (!json.isObject())
        *error = parsing.error == QJsonParseError::NoError
            ? tr("%1 holds no JSON object.").arg(path)
            : tr("%1 is no JSON at byte %2: %3.").arg(path).arg(parsing.offset).arg(parsing.errorString());
    return json.object();
}

Application newApplication(const QString &id, const QJsonObject &json, QString *error)
{
    Reader reader(json, error);
    Application out;
    out.id = id;
    const auto text = [](QString &place) { return [&place](const QString &value) { place = value; }; };
    reader.same("application_id", id);
    reader.ignore({"created_at", "updated_at", "administrative_contact", "technical_contact"});
    reader.text("name", text(out.name));
    reader.text("description", text(out.description));
    reader.texts("attributes", [&](const QMap<QString, QString> &values) { out.attributes = values; });
    reader.text("network_server_address", text(out.networkServer));
    reader.text("application_server_address", text(out.applicationServer));
    reader.text("join_server_address", text(out.joinServer));
    reader.functions("payload_functions", [&](const PayloadFunctions &functions) { out.functions = functions; });
    reader.finish();
    return out;
}

ApplicationChange applicationChange(const QString &id, const QJsonObject &json, QString *error)
{
    Reader reader(json, error);
    ApplicationChange out;
    reader.same("application_id", id);
    reader.ignore(
        {"created_at", "updated_at", "network_server_address", "application_server_address", "join_server_address"});
    reader.text("name", into(out.name));
    reader.text("description", into(out.description));
    reader.texts("attributes", into(out.attributes));
    reader.account("administrative_contact", into(out.administrativeContact));
    reader.account("technical_contact", into(out.technicalContact));
    // What get prints of a network without functions is null: nothing to take away.
    if (!json.value(QLatin1String("payload_functions")).isNull())
        reader.functions("payload_functions", into(out.functions));
    else
        reader.ignore({"payload_functions"});
    reader.finish();
    return out;
}

Device newDevice(const QString &application, const QJsonObject &json, QString *error)
{
    Reader reader(json, error);
    Device out;
    out.application = application;
    const auto text = [](QString &place) { return [&place](const QString &value) { place = value; }; };
    reader.same("application_id", application);
    reader.ignore({"created_at", "last_seen_at"});
    reader.text("device_id", text(out.id));
    reader.text("name", text(out.name));
    reader.text("description", text(out.description));
    reader.hex<Eui>("dev_eui", 16, into(out.devEui));
    reader.hex<Eui>("join_eui", 16, into(out.joinEui));
    std::optional<Aes128Key> *const keys[]
        = {&out.appKey, &out.nwkKey, &out.nwkSKey, &out.sNwkSIntKey, &out.nwkSEncKey, &out.appSKey};
    readSession(reader, out.devAddr, keys);
    reader.texts("attributes", [&](const QMap<QString, QString> &values) { out.attributes = values; });
    reader.place("location", [&](const std::optional<GeoPoint> &place) { out.location = place; });
    RadioProfile radio;
    if (readRadio(reader, radio) > 0)
        out.radio = radio;
    reader.boolean("resets_join_nonces", into(out.resetsJoinNonces));
    reader.counter("f_cnt_up", into(out.fCntUp));
    reader.counter("f_cnt_down", into(out.fCntDown));
    reader.text("activation_constraints", text(out.activationConstraints));
    reader.text("network_server_address", text(out.servers.network));
    reader.text("application_server_address", text(out.servers.application));
    reader.text("join_server_address", text(out.servers.join));
    reader.finish();
    if (error->isEmpty() && out.id.isEmpty())
        *error = tr("\"device_id\" is missing.");
    return out;
}

DeviceChange deviceChange(const QString &application, const QString &id, const QJsonObject &json, QString *error)
{
    Reader reader(json, error);
    DeviceChange out;
    reader.same("application_id", application);
    reader.same("device_id", id);
    reader.ignore(
        {"created_at", "last_seen_at", "network_server_address", "application_server_address", "join_server_address"});
    reader.text("name", into(out.name));
    reader.text("description", into(out.description));
    reader.hex<Eui>("dev_eui", 16, into(out.devEui));
    reader.hex<Eui>("join_eui", 16, into(out.joinEui));
    std::optional<Aes128Key> *const keys[]
        = {&out.appKey, &out.nwkKey, &out.nwkSKey, &out.sNwkSIntKey, &out.nwkSEncKey, &out.appSKey};
    readSession(reader, out.devAddr, keys);
    reader.texts("attributes", into(out.attributes));
    reader.place("location", [&](const std::optional<GeoPoint> &place) {
        out.location = place;
        out.removesLocation = !place;
    });
    RadioProfile radio;
    // All of it or nothing: what is left out would be taken away.
    const int radioKeys = readRadio(reader, radio);
    if (radioKeys == RadioKeys)
        out.radio = radio;
    else if (radioKeys > 0 && error->isEmpty())
        *error = tr("\"frequency_plan_id\", \"lorawan_version\", \"lorawan_phy_version\", \"supports_join\", "
                    "\"supports_class_b\" and \"supports_class_c\" go together.");
    reader.boolean("resets_join_nonces", into(out.resetsJoinNonces));
    reader.counter("f_cnt_up", into(out.fCntUp));
    reader.counter("f_cnt_down", into(out.fCntDown));
    reader.text("activation_constraints", [&](const QString &text) {
        if (!text.isEmpty())
            out.activationConstraints = text;
    });
    reader.finish();
    return out;
}

namespace {

/// Is changed only where the change names it.
template <typename Place, typename Value> void apply(Place &place, const std::optional<Value> &value)
{
    if (value)
        place = *value;
}

} // namespace

Device changed(Device device, const DeviceChange &change)
{
    apply(device.name, change.name);
    apply(device.description, change.description);
    apply(device.attributes, change.attributes);
    if (change.removesLocation)
        device.location.reset();
    else if (change.location)
        device.location = change.location;
    apply(device.devEui, change.devEui);
    apply(device.joinEui, change.joinEui);
    apply(device.devAddr, change.devAddr);
    apply(device.fCntUp, change.fCntUp);
    apply(device.fCntDown, change.fCntDown);
    apply(device.activationConstraints, change.activationConstraints);
    apply(device.radio, change.radio);
    apply(device.resetsJoinNonces, change.resetsJoinNonces);
    return device;
}

Application changed(Application application, const ApplicationChange &change)
{
    apply(application.name, change.name);
    apply(application.description, change.description);
    apply(application.attributes, change.attributes);
    apply(application.administrativeContact, change.administrativeContact);
    apply(application.technicalContact, change.technicalContact);
    apply(application.functions, change.functions);
    return application;
}

} // namespace App
