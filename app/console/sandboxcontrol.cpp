// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/sandboxcontrol.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace App {

using namespace Domain;

namespace {

constexpr int StopWaitMs = 1'500;
constexpr qsizetype KeptErrors = 4'096;
constexpr qint64 MostCertificate = 65'536;

/// Beside this program, or in libexec of the same installation; never by PATH.
QString sandboxProgram()
{
    const QDir here(QCoreApplication::applicationDirPath());
#ifdef Q_OS_WIN
    const QString name = QStringLiteral("ttn-sandbox.exe");
#else
    const QString name = QStringLiteral("ttn-sandbox");
#endif
    for (const QString &path : {here.filePath(name), here.filePath(QStringLiteral("../libexec/ttn-console/") + name)}) {
        if (QFileInfo(path).isExecutable())
            return path;
    }
    return {};
}

std::optional<Endpoint> endpoint(const QString &address)
{
    const qsizetype colon = address.lastIndexOf(u':');
    bool ok = false;
    const int port = address.mid(colon + 1).toInt(&ok);
    if (colon <= 0 || !ok || port <= 0 || port > 65535)
        return std::nullopt;
    return Endpoint{address.left(colon), quint16(port), std::nullopt};
}

/// What signs the servers of v2: a file of the sandbox, which runs as we do.
QByteArray certificateOf(const QJsonObject &json)
{
    QFile file(json.value(QLatin1String("certificate")).toString());
    return file.open(QIODevice::ReadOnly) ? file.read(MostCertificate) : QByteArray();
}

std::optional<SandboxControl::Network> network(const QJsonObject &json, Generation generation, const QString &name)
{
    SandboxControl::Network out;
    const auto mqtt = endpoint(json.value(QLatin1String("mqtt")).toString());
    if (!mqtt)
        return std::nullopt;
    out.profile.id = QUuid::createUuidV5(QUuid(), QStringLiteral("ttn-console sandbox ") + name);
    out.profile.name = name;
    out.profile.generation = generation;
    out.profile.mqtt = *mqtt;
    // As on the real servers, one address is plaintext: on this computer that is good enough.
    out.profile.grpcCluster = endpoint(json.value(QLatin1String("grpc")).toString());
    out.profile.grpcIdentity = out.profile.grpcCluster;
    out.profile.discovery = endpoint(json.value(QLatin1String("discovery")).toString());
    if (out.profile.discovery)
        out.profile.discovery->trust = TrustPolicy::ca(certificateOf(json));
    const char *keyName = generation == Generation::V3 ? "api_key" : "access_key";
    const QJsonArray applications = json.value(QLatin1String("applications")).toArray();
    for (const QJsonValue value : applications) { // made on the fly: there is nothing to refer to
        const QString id = value[QLatin1String("id")].toString();
        out.profile.applications.append(id);
        out.keys.insert(id, value[QLatin1String(keyName)].toString().toUtf8());
    }
    return out;
}

} // namespace

SandboxControl::SandboxControl(QObject *parent)
    : QObject(parent)
    , m_process(this)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SandboxControl::onOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
        m_errors.append(m_process.readAllStandardError());
        m_errors = m_errors.right(KeptErrors);
    });
    connect(&m_process, &QProcess::finished, this, &SandboxControl::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT ended({Problem::Code::SandboxFailed, {m_process.program()}, {}, m_process.errorString()});
    });
}

SandboxControl::~SandboxControl()
{
    m_process.disconnect(this);
    m_process.closeWriteChannel(); // the end of its input ends it
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(StopWaitMs))
        m_process.kill();
}

void SandboxControl::start(const QStringList &arguments)
{
    const QString program = sandboxProgram();
    if (program.isEmpty()) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                Q_EMIT ended({Problem::Code::SandboxFailed, {QStringLiteral("ttn-sandbox")}});
            },
            Qt::QueuedConnection);
        return;
    }
    m_process.start(program, arguments);
}

std::vector<SandboxControl::Network> SandboxControl::readNetworks(const QJsonObject &line)
{
    std::vector<Network> networks;
    if (auto v3 = network(line.value(QLatin1String("v3")).toObject(), Generation::V3, tr("Sandbox v3")))
        networks.push_back(std::move(*v3));
    if (auto v2 = network(line.value(QLatin1String("v2")).toObject(), Generation::V2, tr("Sandbox v2")))
        networks.push_back(std::move(*v2));
    return networks;
}

void SandboxControl::onOutput()
{
    while (m_process.canReadLine()) {
        const QByteArray line = m_process.readLine();
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        if (m_ready) {
            onAnswer(json);
            continue;
        }
        m_networks = readNetworks(json);
        m_userKey = json[QLatin1String("v3")][QLatin1String("user_key")].toString().toUtf8();
        if (m_networks.empty())
            continue;
        m_ready = true;
        m_process.write("dev-euis 100\n"); // so that there is something to issue
        Q_EMIT ready();
    }
}

void SandboxControl::onAnswer(const QJsonObject &answer)
{
    // What the other commands did shows in the log.
    const QJsonValue published = answer.value(QLatin1String("published"));
    if (published.isDouble())
        Q_EMIT forwarded(quint64(published.toInteger()));
}

QStringList SandboxControl::faults()
{
    QStringList names;
    for (const char *network : {"v3", "v2"}) {
        for (const char *fault :
             {"cut", "delay", "stall", "half-open", "malformed", "byte-by-byte", "broker-down", "slow-subscriber",
              "silent", "undecodable", "duplicates", "fcnt-reset", "gateway-refuses"})
            names.append(QLatin1String(network) + QLatin1Char(' ') + QLatin1String(fault));
    }
    return names;
}

void SandboxControl::setFault(const QString &name, bool on)
{
    const QString network = name.section(u' ', 0, 0);
    const QString fault = on ? name.section(u' ', 1) : QString();
    if (!m_ready || m_faults.value(network) == fault)
        return;
    m_faults[network] = fault;
    m_process.write("fault " + network.toLatin1() + ' ' + (on ? fault.toLatin1() : QByteArrayLiteral("none")) + '\n');
    Q_EMIT faultsChanged();
}

void SandboxControl::forward(double seconds)
{
    if (m_ready)
        m_process.write("forward " + QByteArray::number(seconds, 'f', 3) + '\n');
}

void SandboxControl::onFinished()
{
    m_ready = false;
    Q_EMIT ended({Problem::Code::SandboxFailed, {m_process.program()}, {}, QString::fromLocal8Bit(m_errors).trimmed()});
}

} // namespace App
