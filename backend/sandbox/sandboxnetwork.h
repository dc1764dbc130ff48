// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/certificates.h"
#include "backend/sandbox/sandboxlink.h"
#include "backend/sandbox/sandboxservices.h"
#include "backend/sandbox/simulation.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTemporaryDir>
#include <QTimer>

#include <array>
#include <memory>
#include <optional>

namespace Backend {

/// How the sandbox runs.
struct SandboxOptions
{
    std::optional<quint64> seed; ///< of devices and radio; unset: another one each time
    double rate = Simulation::DefaultRate;
    std::optional<qint64> startNs; ///< time in the sandbox at its start; unset: the system's clock
    bool paused = false; ///< nothing happens but by fastForward(): for screenshots
    SandboxServicesFactory services; ///< makes the management half; unset: there is none
};

/// Where the sandbox listens and who may log in. Fresh for each start; the keys are secrets of that one run.
struct SandboxAccess
{
    struct Application
    {
        QString id;
        QString key; ///< of this application alone; the user name of MQTT is the id
    };

    quint16 v3Port = 0;
    quint16 v3TlsPort = 0;
    quint16 v2Port = 0;
    quint16 v2TlsPort = 0;
    quint16 v3RpcPort = 0; ///< this and the next: 0 where the sandbox serves no gRPC
    quint16 v3RpcTlsPort = 0;
    quint16 discoveryPort = 0;
    quint16 handlerPort = 0;
    QString v3CaPath;
    QString v2CertificatePath;
    QByteArray caPem;
    QString userId;
    QString userKey; ///< v3: good for every application of the user
    QList<Application> v3;
    QList<Application> v2;

    /// The line that ttn-sandbox prints, without line end.
    [[nodiscard]] QByteArray toJson() const;
};

enum class SandboxFault {
    None, ///< ends all others
    Cut, ///< connections of clients are reset, new ones too
    Delay, ///< argument: ms
    Stall,
    HalfOpen,
    Malformed,
    ByteByByte,
    BrokerDown,
    BrokerRestart,
    SlowSubscriber, ///< argument: messages that the broker keeps for a slow client before it drops
    Silent, ///< no device sends
    Undecodable, ///< every payload function fails
    Duplicates, ///< uplinks arrive twice
    CounterReset, ///< once: all counters start again at 0
    GatewayRefuses, ///< downlinks are refused by the gateways
};

/// A local network to connect to: per generation a mosquitto broker behind fault proxies, and devices that send.
/// Lives in any thread with an event loop; never blocks it. Everything is on 127.0.0.1 and gone after the destructor.
class SandboxNetwork : public QObject
{
    Q_OBJECT

public:
    explicit SandboxNetwork(const SandboxOptions &options, QObject *parent = nullptr);
    ~SandboxNetwork() override;

    /// Ends in started() or failed().
    void start();
    /// Ends in stopped(), within about two seconds.
    void stop();

    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Valid after started().
    [[nodiscard]] const SandboxAccess &access() const { return m_access; }

    void setRate(double messagesPerSecond);
    [[nodiscard]] double rate() const { return m_options.rate; }
    /// `generation` nullopt: both. `argument` as the fault says; negative: its default.
    void setFault(std::optional<Domain::Generation> generation, SandboxFault fault, int argument = -1);
    /// All that happens within this time is published as fast as the brokers take it; time in the sandbox runs ahead of
    /// the clock afterwards.
    void fastForward(qint64 byNs);

    /// The devices, to look at and for single actions. Only after started().
    [[nodiscard]] Simulation &simulation() { return *m_simulation; }
    /// nullptr: there is no management half.
    [[nodiscard]] SandboxServices *services() { return m_services.get(); }
    [[nodiscard]] const SandboxLink &link(Domain::Generation generation) const { return *m_links[index(generation)]; }
    /// Messages published since the start.
    [[nodiscard]] quint64 published() const { return m_published; }

Q_SIGNALS:
    void started();
    /// A broker is missing, did not start or ended by itself.
    void failed(const Domain::Problem &problem);
    void stopped();

private:
    static std::size_t index(Domain::Generation generation) { return generation == Domain::Generation::V3 ? 0 : 1; }
    void makeCredentials();
    /// The user of the broker that a client of v3 becomes.
    [[nodiscard]] std::optional<MqttGate::Login> judge(const QByteArray &user, const QByteArray &password);
    [[nodiscard]] std::optional<MqttRights> rightsOf(const QByteArray &application, const QByteArray &key);
    bool makeFiles();
    void linkReady();
    void linkStopped();
    void begin();
    void tick();
    void takeFromClients();
    [[nodiscard]] qint64 simulationTime() const;
    void applyFault(Domain::Generation generation, SandboxFault fault, int argument);
    void publish(const ServerMessage &message);

    SandboxOptions m_options;
    SandboxAccess m_access;
    QTemporaryDir m_folder;
    std::array<std::unique_ptr<SandboxLink>, 2> m_links; ///< v3, v2
    std::unique_ptr<Simulation> m_simulation;
    Certificate m_certificate;
    std::unique_ptr<SandboxServices> m_services;
    QHash<QString, QByteArray> m_stackUsers; ///< passwords of the v3 broker's users
    QElapsedTimer m_elapsed;
    qint64 m_aheadNs = 0; ///< of the clock
    qint64 m_forwardToNs = 0; ///< how far to go without waiting
    QTimer m_tick;
    quint64 m_published = 0;
    int m_linksReady = 0;
    int m_linksStopped = 0;
    bool m_running = false;
    bool m_stopping = false;
};

} // namespace Backend
