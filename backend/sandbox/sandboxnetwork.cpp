// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/sandboxnetwork.h"

#include "backend/domain/clock.h"
#include "backend/domain/jsonwriter.h"

#include <QFile>
#include <QRandomGenerator>

#include <algorithm>

namespace Backend {

namespace {

constexpr qint64 Millisecond = 1'000'000;
constexpr int MostUnsent = 4'000;
constexpr qint64 MostLateness = 1'000 * Millisecond;
constexpr qint64 LongestPause = 10'000 * Millisecond;

QString randomText(int length, const char *alphabet)
{
    const int letters = int(qstrlen(alphabet));
    QString out;
    for (int i = 0; i < length; ++i)
        out += QLatin1Char(alphabet[QRandomGenerator::system()->bounded(letters)]);
    return out;
}

/// As API keys of The Things Stack look.
QString stackKey()
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    return u"NNSXS." + randomText(39, alphabet) + u'.' + randomText(52, alphabet);
}

/// As access keys of TTN v2 look.
QString accessKey()
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return u"ttn-account-v2." + randomText(43, alphabet);
}

/// The broker's user for all keys that may do the same with an application.
QString stackUserName(const QString &application, MqttRights rights)
{
    return application + u'/' + (rights.reads ? u"r" : u"") + (rights.writes ? u"w" : u"");
}

BrokerUser stackUser(const QString &application, MqttRights rights)
{
    BrokerUser user{stackUserName(application, rights), randomText(24, "abcdefghijklmnopqrstuvwxyz").toUtf8(), {}};
    const QString root = u"v3/" + application + u"/devices/+/";
    for (const char *topic : {"up", "up/normalized", "join", "down/queued", "down/sent", "down/ack", "down/nack",
                              "down/failed", "down/invalidated", "location/solved", "service/data"}) {
        if (rights.reads)
            user.acl.append(u"read " + root + QLatin1String(topic));
    }
    for (const char *topic : {"down/push", "down/replace"}) {
        if (rights.writes)
            user.acl.append(u"write " + root + QLatin1String(topic));
    }
    return user;
}

BrokerUser handlerUser(const SandboxAccess::Application &application)
{
    const QString root = application.id + u"/devices/+/";
    return {application.id,
            application.key.toUtf8(),
            {u"read " + root + u"up/#", u"read " + root + u"events/#", u"read " + application.id + u"/events/#",
             u"write " + root + u"down"}};
}

QByteArray address(quint16 port)
{
    return "127.0.0.1:" + QByteArray::number(port);
}

bool writePrivate(const QString &path, const QByteArray &content)
{
    QFile file(path);
    // Permissions before content.
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(content) == content.size();
}

} // namespace

QByteArray SandboxAccess::toJson() const
{
    Domain::JsonWriter json;
    const auto rpc = [&json](const char *name, quint16 port) {
        if (port)
            json.key(name).text(address(port));
    };
    json.beginObject().key("v3").beginObject();
    rpc("grpc", v3RpcPort);
    rpc("grpcs", v3RpcTlsPort);
    json.key("mqtt").text(address(v3Port)).key("mqtts").text(address(v3TlsPort)).key("ca").text(v3CaPath.toUtf8());
    json.key("user_id").text(userId.toUtf8()).key("user_key").text(userKey.toUtf8()).key("applications").beginArray();
    for (const Application &application : v3) {
        json.beginObject().key("id").text(application.id.toUtf8());
        json.key("mqtt_username")
            .text(application.id.toUtf8())
            .key("api_key")
            .text(application.key.toUtf8())
            .endObject();
    }
    json.endArray().endObject().key("v2").beginObject();
    rpc("discovery", discoveryPort);
    rpc("handler", handlerPort);
    json.key("mqtt").text(address(v2Port)).key("certificate").text(v2CertificatePath.toUtf8());
    json.key("applications").beginArray();
    for (const Application &application : v2) {
        json.beginObject().key("id").text(application.id.toUtf8());
        json.key("access_key").text(application.key.toUtf8()).endObject();
    }
    json.endArray().endObject().endObject();
    return json.take();
}

SandboxNetwork::SandboxNetwork(const SandboxOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    if (!m_options.seed)
        m_options.seed = QRandomGenerator::system()->generate64();
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &SandboxNetwork::tick);
}

SandboxNetwork::~SandboxNetwork() = default;

void SandboxNetwork::makeCredentials()
{
    m_access.userId = QStringLiteral("grower");
    m_access.userKey = stackKey();
    m_access.v3 = {{QStringLiteral("orchard"), stackKey()}, {QStringLiteral("vineyard"), stackKey()}};
    m_access.v2 = {{QStringLiteral("greenhouse"), accessKey()}};
}

bool SandboxNetwork::makeFiles()
{
    m_access.v3CaPath = m_folder.filePath(QStringLiteral("ca.pem"));
    m_access.v2CertificatePath = m_folder.filePath(QStringLiteral("v2-certificate.pem"));
    return m_folder.isValid() && writePrivate(m_access.v3CaPath, m_access.caPem)
        && writePrivate(m_access.v2CertificatePath, m_access.caPem);
}

void SandboxNetwork::start()
{
    makeCredentials();
    CertificateRequest authority;
    authority.commonName = QStringLiteral("TTN sandbox CA");
    const Certificate ca = Certificates::makeCa(authority);
    CertificateRequest server;
    server.commonName = QStringLiteral("localhost");
    server.hosts = {QStringLiteral("localhost"), QStringLiteral("127.0.0.1")};
    const Certificate leaf = Certificates::makeLeaf(ca, server);
    m_access.caPem = ca.certificatePem;
    if (leaf.isNull() || !makeFiles()) {
        Domain::Problem problem;
        problem.code = Domain::Problem::Code::SandboxFailed;
        problem.details = leaf.isNull() ? QStringLiteral("no certificate could be made") : m_folder.errorString();
        QMetaObject::invokeMethod(
            this, [this, problem] { Q_EMIT failed(problem); }, Qt::QueuedConnection);
        return;
    }

    m_certificate = leaf;
    BrokerOptions v3;
    v3.certificate = leaf;
    for (const SandboxAccess::Application &application : m_access.v3) {
        const BrokerUser user = stackUser(application.id, {true, true});
        m_stackUsers.insert(user.name, user.password);
        v3.users.append(user);
    }
    BrokerOptions v2;
    v2.certificate = leaf;
    for (const SandboxAccess::Application &application : m_access.v2)
        v2.users.append(handlerUser(application));
    m_links[0] = std::make_unique<SandboxLink>(
        v3, QStringList{QStringLiteral("v3/+/devices/+/down/push"), QStringLiteral("v3/+/devices/+/down/replace")},
        [this](const QByteArray &user, const QByteArray &password) { return judge(user, password); });
    m_links[1] = std::make_unique<SandboxLink>(v2, QStringList{QStringLiteral("+/devices/+/down")});
    for (const auto &link : m_links) {
        connect(link.get(), &SandboxLink::ready, this, &SandboxNetwork::linkReady);
        connect(link.get(), &SandboxLink::failed, this, &SandboxNetwork::failed);
        connect(link.get(), &SandboxLink::stopped, this, &SandboxNetwork::linkStopped);
    }
    for (const auto &link : m_links)
        link->start();
}

std::optional<MqttRights> SandboxNetwork::rightsOf(const QByteArray &application, const QByteArray &key)
{
    if (m_services)
        return m_services->mqttRights(application, key);
    const auto opens = [&](const SandboxAccess::Application &known) {
        return known.id.toUtf8() == application && (key == known.key.toUtf8() || key == m_access.userKey.toUtf8());
    };
    if (std::any_of(m_access.v3.begin(), m_access.v3.end(), opens))
        return MqttRights{true, true};
    return std::nullopt;
}

std::optional<MqttGate::Login> SandboxNetwork::judge(const QByteArray &user, const QByteArray &password)
{
    const std::optional<MqttRights> rights = rightsOf(user, password);
    if (!rights)
        return std::nullopt;
    const QString application = QString::fromUtf8(user);
    const QString name = stackUserName(application, *rights);
    const auto known = m_stackUsers.constFind(name);
    if (known != m_stackUsers.constEnd())
        return MqttGate::Login{name.toUtf8(), *known, false};
    const BrokerUser added = stackUser(application, *rights);
    m_stackUsers.insert(name, added.password);
    m_links[0]->addUser(added);
    return MqttGate::Login{name.toUtf8(), added.password, true};
}

void SandboxNetwork::linkReady()
{
    if (m_running || m_stopping || ++m_linksReady < int(m_links.size()))
        return;
    m_access.v3Port = m_links[0]->port();
    m_access.v3TlsPort = m_links[0]->tlsPort();
    m_access.v2Port = m_links[1]->port();
    m_access.v2TlsPort = m_links[1]->tlsPort();
    begin();
}

void SandboxNetwork::begin()
{
    m_running = true;
    m_elapsed.start();
    const qint64 start = m_options.startNs.value_or(Domain::nowNs());
    m_simulation = std::make_unique<Simulation>(Simulation::Options{*m_options.seed, start, m_options.rate},
                                                [this](ServerMessage message) { publish(message); });
    setRate(m_options.rate);
    if (m_options.services) {
        m_services = m_options.services();
        if (!m_services->start(m_access, *m_simulation, m_certificate)) {
            m_services.reset();
            Domain::Problem problem;
            problem.code = Domain::Problem::Code::SandboxFailed;
            problem.details = QStringLiteral("no gRPC server could be started");
            Q_EMIT failed(problem);
            return;
        }
    }
    m_tick.start();
    Q_EMIT started();
}

void SandboxNetwork::stop()
{
    if (m_stopping)
        return;
    m_stopping = true;
    m_running = false;
    m_tick.stop();
    if (m_services)
        m_services->stop();
    if (!m_links[0]) {
        QMetaObject::invokeMethod(this, &SandboxNetwork::stopped, Qt::QueuedConnection);
        return;
    }
    // A broker that does not go in time is killed by the destructor.
    QTimer::singleShot(1'500, this, [this] {
        if (m_linksStopped < int(m_links.size())) {
            m_linksStopped = int(m_links.size()) - 1;
            linkStopped();
        }
    });
    for (const auto &link : m_links)
        link->stop();
}

void SandboxNetwork::linkStopped()
{
    if (++m_linksStopped == int(m_links.size()))
        Q_EMIT stopped();
}

qint64 SandboxNetwork::simulationTime() const
{
    return (m_options.startNs ? *m_options.startNs + m_elapsed.nsecsElapsed() : Domain::nowNs()) + m_aheadNs;
}

void SandboxNetwork::publish(const ServerMessage &message)
{
    ++m_published;
    m_links[index(message.generation)]->publish(message.topic, message.payload);
}

void SandboxNetwork::takeFromClients()
{
    for (const auto generation : {Domain::Generation::V3, Domain::Generation::V2}) {
        for (const ReceivedMessage &received : m_links[index(generation)]->takeReceived())
            m_simulation->clientMessage(generation, received.message.topic, received.message.payload);
    }
}

void SandboxNetwork::tick()
{
    takeFromClients();
    const bool forwarding = m_simulation->nowNs() < m_forwardToNs;
    if (m_options.paused && !forwarding)
        return;
    if (!forwarding) {
        const qint64 behind = simulationTime() - m_simulation->nowNs();
        if (behind > LongestPause)
            m_simulation->postpone(behind); // the computer slept
        else if (behind < -LongestPause)
            m_aheadNs -= behind; // the clock was set back
    }
    const qint64 target = m_options.paused ? m_forwardToNs : std::max(simulationTime(), m_forwardToNs);
    const auto roomLeft = [this] { return m_links[0]->unsent() < MostUnsent && m_links[1]->unsent() < MostUnsent; };
    if (m_simulation->runUntil(target, roomLeft) || m_simulation->nowNs() < m_forwardToNs)
        return;
    // The brokers do not keep up: go on from here instead of making up for it.
    const qint64 late = target - m_simulation->nowNs();
    if (late > MostLateness)
        m_simulation->postpone(late);
}

void SandboxNetwork::fastForward(qint64 byNs)
{
    if (!m_running)
        return;
    m_forwardToNs = std::max(m_simulation->nowNs(), m_forwardToNs) + byNs;
    m_aheadNs += byNs;
    tick();
}

void SandboxNetwork::setRate(double messagesPerSecond)
{
    m_options.rate = messagesPerSecond;
    // Fine steps only where there is much to do.
    m_tick.setInterval(messagesPerSecond > 200 ? 5 : 20);
    if (m_simulation && m_simulation->rate() != messagesPerSecond)
        m_simulation->setRate(messagesPerSecond);
}

void SandboxNetwork::setFault(std::optional<Domain::Generation> generation, SandboxFault fault, int argument)
{
    if (!m_running)
        return;
    for (const auto each : {Domain::Generation::V3, Domain::Generation::V2}) {
        if (!generation || *generation == each)
            applyFault(each, fault, argument);
    }
}

void SandboxNetwork::applyFault(Domain::Generation generation, SandboxFault fault, int argument)
{
    SandboxLink &link = *m_links[index(generation)];
    ServerFaults &faults = m_simulation->server(generation).faults;
    const auto eachDevice = [&](auto &&act) {
        for (const auto &device : m_simulation->devices()) {
            if (device->model.generation == generation)
                act(*device);
        }
    };
    switch (fault) {
    case SandboxFault::None:
        link.setProxyMode(FaultProxy::Mode::Pass, 0);
        faults = {};
        eachDevice([](SandboxDevice &device) { device.silenced = false; });
        if (!link.isBrokerWanted() || link.queueLimit() != SandboxLink::NoQueueLimit)
            link.restartBroker(SandboxLink::NoQueueLimit);
        break;
    case SandboxFault::Cut:
        link.setProxyMode(FaultProxy::Mode::Cut, 0);
        break;
    case SandboxFault::Delay:
        link.setProxyMode(FaultProxy::Mode::Delay, argument < 0 ? 500 : argument);
        break;
    case SandboxFault::Stall:
        link.setProxyMode(FaultProxy::Mode::Stall, 0);
        break;
    case SandboxFault::HalfOpen:
        link.setProxyMode(FaultProxy::Mode::HalfOpen, 0);
        break;
    case SandboxFault::Malformed:
        link.setProxyMode(FaultProxy::Mode::Malformed, 0);
        break;
    case SandboxFault::ByteByByte:
        link.setProxyMode(FaultProxy::Mode::ByteByByte, 0);
        break;
    case SandboxFault::BrokerDown:
        link.killBroker();
        break;
    case SandboxFault::BrokerRestart:
        link.restartBroker(link.queueLimit());
        break;
    case SandboxFault::SlowSubscriber:
        link.restartBroker(argument < 1 ? 1'000 : argument);
        break;
    case SandboxFault::Silent:
        eachDevice([](SandboxDevice &device) { device.silenced = true; });
        break;
    case SandboxFault::Undecodable:
        faults.undecodable = true;
        break;
    case SandboxFault::Duplicates:
        faults.duplicates = true;
        break;
    case SandboxFault::CounterReset:
        eachDevice([](SandboxDevice &device) { Simulation::resetCounter(device); });
        break;
    case SandboxFault::GatewayRefuses:
        faults.gatewayRefuses = true;
        break;
    }
}

} // namespace Backend
