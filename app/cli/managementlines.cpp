// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/managementlines.h"

#include "backend/domain/jsonwriter.h"
#include "backend/domain/problemtext.h"
#include "models/righttext.h"

#include <QJsonArray>

namespace App {

using namespace Domain;

namespace {

/// One key after the other; a value that is not there is null.
class Line
{
public:
    Line() { m_json.beginObject(); }

    Line &text(const char *key, const QString &value)
    {
        m_json.key(key);
        value.isEmpty() ? m_json.null() : m_json.text(value.toUtf8());
        return *this;
    }
    Line &texts(const char *key, const QMap<QString, QString> &values)
    {
        QJsonObject object;
        for (auto it = values.begin(); it != values.end(); ++it)
            object.insert(it.key(), it.value());
        m_json.key(key).object(object);
        return *this;
    }
    Line &time(const char *key, const QDateTime &time)
    {
        return text(key, time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString());
    }
    Line &boolean(const char *key, const std::optional<bool> &value)
    {
        m_json.key(key);
        value ? m_json.boolean(*value) : m_json.null();
        return *this;
    }
    Line &integer(const char *key, const std::optional<quint32> &value)
    {
        m_json.key(key);
        value ? m_json.integer(*value) : m_json.null();
        return *this;
    }
    template <typename Identifier>
    Line &hex(const char *key, const std::optional<Identifier> &value)
    {
        return text(key, value ? value->toString() : QString());
    }
    Line &secret(const char *key, const std::optional<Aes128Key> &value)
    {
        return text(key, value ? value->toHex() : QString());
    }
    Line &list(const char *key, const QStringList &values)
    {
        m_json.key(key).beginArray();
        for (const QString &value : values)
            m_json.text(value.toUtf8());
        m_json.endArray();
        return *this;
    }
    Line &account(const char *key, const Account &account)
    {
        m_json.key(key);
        if (account.id.isEmpty()) {
            m_json.null();
            return *this;
        }
        m_json.beginObject();
        text("kind", account.kind == Account::Kind::User ? QStringLiteral("user") : QStringLiteral("organization"));
        text("id", account.id);
        m_json.endObject();
        return *this;
    }
    Line &functions(const char *key, const PayloadFunctions &functions)
    {
        m_json.key(key);
        if (functions == PayloadFunctions()) {
            m_json.null();
            return *this;
        }
        m_json.beginObject();
        text("format", functions.format);
        text("decoder", functions.decoder);
        text("converter", functions.converter);
        text("validator", functions.validator);
        text("encoder", functions.encoder);
        m_json.endObject();
        return *this;
    }
    Line &place(const char *key, const std::optional<GeoPoint> &place)
    {
        m_json.key(key);
        if (!place) {
            m_json.null();
            return *this;
        }
        m_json.beginObject();
        m_json.key("latitude").real(place->latitude);
        m_json.key("longitude").real(place->longitude);
        m_json.key("altitude").integer(place->altitude);
        m_json.endObject();
        return *this;
    }
    QByteArray take() { return m_json.endObject().take(); }

private:
    JsonWriter m_json;
};

void addRadio(Line &line, const Device &device)
{
    const RadioProfile radio = device.radio.value_or(RadioProfile());
    const auto told = [&device](bool value) { return device.radio ? std::optional(value) : std::nullopt; };
    line.text("frequency_plan_id", radio.frequencyPlan)
        .text("lorawan_version", radio.macVersion)
        .text("lorawan_phy_version", radio.phyVersion)
        .boolean("supports_join", told(radio.supportsJoin))
        .boolean("supports_class_b", told(radio.supportsClassB))
        .boolean("supports_class_c", told(radio.supportsClassC))
        .boolean("resets_join_nonces", device.resetsJoinNonces);
}

} // namespace

QByteArray applicationLine(const Application &application)
{
    return Line()
        .text("application_id", application.id)
        .text("name", application.name)
        .text("description", application.description)
        .texts("attributes", application.attributes)
        .account("administrative_contact", application.administrativeContact)
        .account("technical_contact", application.technicalContact)
        .text("network_server_address", application.networkServer)
        .text("application_server_address", application.applicationServer)
        .text("join_server_address", application.joinServer)
        .functions("payload_functions", application.functions)
        .time("created_at", application.created)
        .time("updated_at", application.updated)
        .take();
}

QByteArray deviceLine(const Device &device, bool withKeys)
{
    Line line;
    line.text("application_id", device.application)
        .text("device_id", device.id)
        .text("name", device.name)
        .text("description", device.description)
        .hex("dev_eui", device.devEui)
        .hex("join_eui", device.joinEui)
        .hex("dev_addr", device.devAddr)
        .texts("attributes", device.attributes)
        .place("location", device.location);
    addRadio(line, device);
    line.integer("f_cnt_up", device.fCntUp)
        .integer("f_cnt_down", device.fCntDown)
        .text("activation_constraints", device.activationConstraints)
        .text("network_server_address", device.servers.network)
        .text("application_server_address", device.servers.application)
        .text("join_server_address", device.servers.join)
        .time("created_at", device.created)
        .time("last_seen_at", device.lastSeen);
    if (withKeys) {
        line.secret("app_key", device.appKey)
            .secret("nwk_key", device.nwkKey)
            .secret("nwk_s_key", device.nwkSKey)
            .secret("s_nwk_s_int_key", device.sNwkSIntKey)
            .secret("nwk_s_enc_key", device.nwkSEncKey)
            .secret("app_s_key", device.appSKey);
    }
    return line.take();
}

QByteArray keyLine(const ApiKey &key, const QByteArray &secret)
{
    Line line;
    line.text("key_id", key.id)
        .text("name", key.name)
        .list("rights", Models::RightText::wireNameList(key.rights) + key.otherRights)
        .time("created_at", key.created)
        .time("updated_at", key.updated)
        .time("expires_at", key.expires);
    if (!secret.isEmpty())
        line.text("key", QString::fromUtf8(secret));
    return line.take();
}

QByteArray deletedLine(const char *idKey, const QString &id, const Problem &problem, bool dryRun)
{
    return Line()
        .text(idKey, id)
        .text("result",
              problem      ? QStringLiteral("failed")
                  : dryRun ? QStringLiteral("would be deleted")
                           : QStringLiteral("deleted"))
        .text("problem", problem ? problemLine(problem) : QString())
        .take();
}

QByteArray movedLine(const QString &id, const QString &target, const Problem &problem, bool dryRun)
{
    return Line()
        .text("device_id", id)
        .text("application_id", problem ? QString() : target)
        .text("result",
              problem      ? QStringLiteral("failed")
                  : dryRun ? QStringLiteral("would be moved")
                           : QStringLiteral("moved"))
        .text("problem", problem ? problemLine(problem) : QString())
        .take();
}

QByteArray importedLine(const ImportedRow &row)
{
    using State = ImportedRow::State;
    const QString state = row.state == State::Done ? QStringLiteral("registered")
        : row.state == State::Found                ? QStringLiteral("was registered")
        : row.state == State::Failed               ? QStringLiteral("failed")
                                                   : QStringLiteral("waiting");
    return Line()
        .integer("row", row.number)
        .text("device_id", row.id)
        .hex("dev_eui", row.devEui)
        .text("result", state)
        .text("problem", row.problem ? problemLine(row.problem) : QString())
        .take();
}

QByteArray exportedLine(const QString &path, const DeviceExportResult &result)
{
    return Line()
        .text("file", path)
        .integer("devices", quint32(result.devices))
        .list("vanished", result.vanished)
        .list("without_keys", result.withoutKeys)
        .take();
}

QByteArray checkedLine(const ImportSheet &sheet, const ImportCheck &check, int row, const QStringList &remarks)
{
    const ImportRowCheck &checked = check.rows[std::size_t(row)];
    const QString result = check.isSent(row)        ? QStringLiteral("would be registered")
        : checked.severity == ImportSeverity::Doubt ? QStringLiteral("doubtful")
                                                    : QStringLiteral("wrong");
    return Line()
        .integer("row", sheet.rowNumber(row))
        .text("device_id", checked.id)
        .text("result", result)
        .list("remarks", remarks)
        .take();
}

} // namespace App
