// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/profilejson.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonArray>
#include <QSslCertificate>

#include <algorithm>
#include <utility>

namespace Backend {

using Domain::Endpoint;
using Domain::Generation;
using Domain::Problem;
using Domain::Profile;
using Domain::TrustPolicy;

namespace {

constexpr qsizetype maxHostLength = 255;
constexpr qsizetype maxApplications = 1'000;

// Usual ports: The Things Stack (pkg/config defaults) and The Things Network v2 (discovery).
constexpr quint16 mqttsPort = 8883;
constexpr quint16 mqttPort = 1883;
constexpr quint16 grpcsPort = 8884;
constexpr quint16 grpcPort = 1884;
constexpr quint16 discoveryPort = 1900;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionFile)

public:
    static QString missing() { return tr("this is missing"); }
    static QString text() { return tr("a text is expected"); }
    static QString object() { return tr("an object is expected"); }
    static QString boolean() { return tr("true or false is expected"); }
    static QString generation() { return tr("\"v3\" or \"v2\" is expected"); }
    static QString scheme() { return tr("write host:port, without a scheme in front"); }
    static QString host() { return tr("this is not a host name or IP address"); }
    static QString port() { return tr("the port must be a number from 1 to 65535"); }
    static QString tls() { return tr("\"system\", {\"ca\": file}, {\"pin\": \"sha256:…\"} or null is expected"); }
    static QString pin() { return tr("\"sha256:\" and 64 hexadecimal digits are expected"); }
    static QString applications() { return tr("a list of one or more application ids is expected"); }
    static QString tooMany() { return tr("these are too many applications"); }
    static QString id() { return tr("this is not a valid id"); }
    static QString tenantApart() { return tr("write the tenant into \"tenant\""); }
    static QString twice() { return tr("this application is named twice"); }
    static QString v3Only() { return tr("only generation v3 has this"); }
};

bool isHostName(const QString &host)
{
    if (host.isEmpty() || host.size() > maxHostLength)
        return false;
    return std::all_of(host.cbegin(), host.cend(), [](QChar c) {
        return c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'.' || c == u'-' || c == u'_';
    });
}

bool isIpV6(const QString &host)
{
    return QHostAddress(host).protocol() == QAbstractSocket::IPv6Protocol;
}

QJsonValue trustJson(const std::optional<TrustPolicy> &trust, const ProfileJson::WriteCa &writeCa)
{
    if (!trust)
        return QJsonValue::Null;
    switch (trust->kind) {
    case TrustPolicy::Kind::System:
        break;
    case TrustPolicy::Kind::Ca:
        return QJsonObject{{QStringLiteral("ca"), writeCa(trust->pem)}};
    case TrustPolicy::Kind::Pin:
        return QJsonObject{{QStringLiteral("pin"), QString::fromLatin1("sha256:" + trust->sha256.toHex())}};
    }
    return QStringLiteral("system");
}

} // namespace

ProfileJson::ProfileJson(QString path, ReadCa readCa)
    : m_path(std::move(path))
    , m_readCa(std::move(readCa))
{
}

void ProfileJson::fail(const QString &where, const QString &what)
{
    m_problem = {Problem::Code::ConnectionFileInvalid, {m_path, where, what}, {}, {}, false};
}

std::optional<Profile> ProfileJson::read(const QJsonObject &object)
{
    m_problem = {};
    Profile profile;
    const QString generation = object.value(u"generation").toString();
    if (generation != u"v3" && generation != u"v2") {
        fail(QStringLiteral("generation"), object.contains(u"generation") ? Words::generation() : Words::missing());
        return std::nullopt;
    }
    profile.generation = generation == u"v3" ? Generation::V3 : Generation::V2;
    if (!readPlaintext(object, QStringLiteral("plaintext"), profile.plaintextAllowed))
        return std::nullopt;

    std::optional<QJsonObject> mqtt;
    std::optional<Endpoint> endpoint;
    if (!readObject(object, QStringLiteral("mqtt"), mqtt))
        return std::nullopt;
    if (!mqtt) {
        fail(QStringLiteral("mqtt"), Words::missing());
        return std::nullopt;
    }
    if (!readPlaintext(*mqtt, QStringLiteral("mqtt.plaintext"), profile.plaintextAllowed)
        || !readEndpoint(*mqtt, QStringLiteral("mqtt"), QStringLiteral("address"), mqttsPort, mqttPort, endpoint))
        return std::nullopt;
    if (!endpoint) {
        fail(QStringLiteral("mqtt.address"), Words::missing());
        return std::nullopt;
    }
    profile.mqtt = *endpoint;
    if (!readServices(object, profile) || !readNames(object, profile) || !checkPlaintext(profile))
        return std::nullopt;
    return profile;
}

bool ProfileJson::readServices(const QJsonObject &object, Profile &profile)
{
    std::optional<QJsonObject> grpc;
    std::optional<QJsonObject> discovery;
    const QString grpcName = QStringLiteral("grpc");
    const QString discoveryName = QStringLiteral("discovery");
    if (!readObject(object, grpcName, grpc) || !readObject(object, discoveryName, discovery))
        return false;
    if (grpc
        && (!readPlaintext(*grpc, QStringLiteral("grpc.plaintext"), profile.plaintextAllowed)
            || !readEndpoint(*grpc, grpcName, QStringLiteral("identity"), grpcsPort, grpcPort, profile.grpcIdentity)
            || !readEndpoint(*grpc, grpcName, QStringLiteral("cluster"), grpcsPort, grpcPort, profile.grpcCluster)))
        return false;
    return !discovery
        || (readPlaintext(*discovery, QStringLiteral("discovery.plaintext"), profile.plaintextAllowed)
            && readEndpoint(*discovery, discoveryName, QStringLiteral("address"), discoveryPort, discoveryPort,
                            profile.discovery));
}

bool ProfileJson::readNames(const QJsonObject &object, Profile &profile)
{
    const QString name = QStringLiteral("applications");
    const QJsonArray applications = object.value(name).toArray();
    if (applications.isEmpty() || applications.size() > maxApplications) {
        fail(name,
             applications.size() > maxApplications ? Words::tooMany()
                 : object.contains(name)           ? Words::applications()
                                                   : Words::missing());
        return false;
    }
    for (qsizetype i = 0; i < applications.size(); ++i) {
        const QString id = applications.at(i).toString();
        const QString what = profile.applications.contains(id)          ? Words::twice()
            : Domain::isValidId(profile.generation, id)                 ? QString()
            : profile.generation == Generation::V3 && id.contains(u'@') ? Words::tenantApart()
                                                                        : Words::id();
        if (!what.isEmpty()) {
            fail(QStringLiteral("applications[%1]").arg(i), what);
            return false;
        }
        profile.applications += id;
    }
    const QJsonValue tenant = object.value(u"tenant");
    profile.tenant = tenant.toString();
    if (tenant.isUndefined() || tenant.isNull() || tenant == QJsonValue(QString()))
        return true;
    if (profile.generation != Generation::V3 || !Domain::isValidId(Generation::V3, profile.tenant)) {
        fail(QStringLiteral("tenant"), profile.generation != Generation::V3 ? Words::v3Only() : Words::id());
        return false;
    }
    return true;
}

bool ProfileJson::checkPlaintext(const Profile &profile)
{
    for (const std::optional<Endpoint> &endpoint :
         {std::optional(profile.mqtt), profile.grpcIdentity, profile.grpcCluster, profile.discovery}) {
        if (endpoint && !endpoint->trust && !endpoint->isLoopback() && !profile.plaintextAllowed) {
            m_problem = {Problem::Code::PlaintextNotAllowed, {endpoint->host}, {}, {}, false};
            return false;
        }
    }
    return true;
}

bool ProfileJson::readObject(const QJsonObject &parent, const QString &member, std::optional<QJsonObject> &object)
{
    const QJsonValue value = parent.value(member);
    if (value.isUndefined() || value.isNull())
        return true;
    if (!value.isObject()) {
        fail(member, Words::object());
        return false;
    }
    object = value.toObject();
    return true;
}

bool ProfileJson::readPlaintext(const QJsonObject &object, const QString &where, bool &allowed)
{
    const QJsonValue value = object.value(u"plaintext");
    if (!value.isUndefined() && !value.isBool()) {
        fail(where, Words::boolean());
        return false;
    }
    allowed = allowed || value.toBool();
    return true;
}

bool ProfileJson::readEndpoint(const QJsonObject &parent, const QString &where, const QString &member, quint16 tlsPort,
                               quint16 plainPort, std::optional<Endpoint> &endpoint)
{
    const QJsonValue address = parent.value(member);
    if (address.isUndefined() || address.isNull())
        return true;
    const QString at = where + u'.' + member;
    if (!address.isString()) {
        fail(at, Words::text());
        return false;
    }
    Endpoint read;
    const QJsonValue tls = parent.value(u"tls");
    // What is not said is safe: TLS by the system's roots.
    if (!tls.isUndefined() && !readTrust(tls, where + u".tls", read.trust))
        return false;
    if (!readAddress(address.toString(), at, tlsPort, plainPort, read))
        return false;
    endpoint = read;
    return true;
}

bool ProfileJson::readAddress(const QString &text, const QString &where, quint16 tlsPort, quint16 plainPort,
                              Endpoint &endpoint)
{
    if (text.contains(u"://")) {
        fail(where, Words::scheme());
        return false;
    }
    QString port;
    bool hasPort = false;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        endpoint.host = text.mid(1, end - 1);
        const QString rest = end < 0 ? QString() : text.mid(end + 1);
        hasPort = rest.startsWith(u':');
        port = rest.mid(1);
        if (end < 0 || (!rest.isEmpty() && !hasPort) || !isIpV6(endpoint.host)) {
            fail(where, Words::host());
            return false;
        }
    } else if (isIpV6(text)) {
        endpoint.host = text;
    } else {
        const qsizetype colon = text.indexOf(u':');
        hasPort = colon >= 0;
        endpoint.host = text.left(colon);
        port = hasPort ? text.mid(colon + 1) : QString();
        if (!isHostName(endpoint.host)) {
            fail(where, Words::host());
            return false;
        }
    }
    endpoint.port = endpoint.trust ? tlsPort : plainPort;
    if (!hasPort)
        return true;
    bool isNumber = false;
    const uint number = port.toUInt(&isNumber);
    const bool digitsOnly = std::all_of(port.cbegin(), port.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isNumber || !digitsOnly || number < 1 || number > 65'535) {
        fail(where, Words::port());
        return false;
    }
    endpoint.port = quint16(number);
    return true;
}

bool ProfileJson::readTrust(const QJsonValue &value, const QString &where, std::optional<TrustPolicy> &trust)
{
    const QJsonObject object = value.toObject();
    if (value.isNull()) {
        trust.reset();
        return true;
    }
    if (value == QJsonValue(QStringLiteral("system"))) {
        trust = TrustPolicy::system();
        return true;
    }
    if (object.size() == 1 && object.value(u"ca").isString()) {
        const std::optional<QByteArray> pem = m_readCa(object.value(u"ca").toString(), m_problem);
        if (pem)
            trust = TrustPolicy::ca(*pem);
        return pem.has_value();
    }
    if (object.size() == 1 && object.value(u"pin").isString()) {
        QString digits = object.value(u"pin").toString().trimmed();
        const bool named = digits.startsWith(u"sha256:", Qt::CaseInsensitive);
        digits = digits.mid(7).remove(u':');
        const QByteArray bytes = QByteArray::fromHex(digits.toLatin1());
        if (!named || bytes.size() != 32 || bytes.toHex() != digits.toLower().toLatin1()) {
            fail(where + u".pin", Words::pin());
            return false;
        }
        trust = TrustPolicy::pin(bytes);
        return true;
    }
    fail(where, Words::tls());
    return false;
}

QJsonObject ProfileJson::write(const Profile &profile, const WriteCa &writeCa)
{
    const QString tls = QStringLiteral("tls");
    const QString address = QStringLiteral("address");
    const auto endpointJson = [&](const Endpoint &endpoint) {
        return QJsonObject{{address, addressText(endpoint)}, {tls, trustJson(endpoint.trust, writeCa)}};
    };
    QJsonObject object{
        {QStringLiteral("generation"),
         profile.generation == Generation::V3 ? QStringLiteral("v3") : QStringLiteral("v2")},
        {QStringLiteral("mqtt"), endpointJson(profile.mqtt)},
        {QStringLiteral("applications"), QJsonArray::fromStringList(profile.applications)},
    };
    if (profile.grpcIdentity || profile.grpcCluster) {
        QJsonObject grpc{
            {tls, trustJson((profile.grpcIdentity ? profile.grpcIdentity : profile.grpcCluster)->trust, writeCa)}};
        if (profile.grpcIdentity)
            grpc.insert(QStringLiteral("identity"), addressText(*profile.grpcIdentity));
        if (profile.grpcCluster)
            grpc.insert(QStringLiteral("cluster"), addressText(*profile.grpcCluster));
        object.insert(QStringLiteral("grpc"), grpc);
    }
    if (profile.discovery)
        object.insert(QStringLiteral("discovery"), endpointJson(*profile.discovery));
    if (!profile.tenant.isEmpty())
        object.insert(QStringLiteral("tenant"), profile.tenant);
    if (profile.plaintextAllowed)
        object.insert(QStringLiteral("plaintext"), true);
    return object;
}

QByteArray certificatesOnly(const QByteArray &pem)
{
    QByteArray out;
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(pem, QSsl::Pem);
    for (const QSslCertificate &certificate : certificates)
        out += certificate.toPem();
    return out;
}

QString addressText(const Endpoint &endpoint)
{
    const bool bare = endpoint.host.contains(u':') && !endpoint.host.startsWith(u'[');
    const QString host = bare ? u'[' + endpoint.host + u']' : endpoint.host;
    return host + u':' + QString::number(endpoint.port);
}

} // namespace Backend
