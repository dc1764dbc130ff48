// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/historyloader.h"
#include "app/console/sandboxcontrol.h"
#include "app/console/storedlogchoices.h"
#include "backend/accounts/credentials.h"
#include "backend/accounts/paths.h"
#include "backend/accounts/profilestore.h"
#include "backend/domain/secretstore.h"
#include "backend/mqtt/mqtttransport.h"
#include "models/backgroundwork.h"
#include "models/livelogstore.h"
#include "ui/consolecontext.h"

#include <QTimer>

#include <map>
#include <memory>

namespace Backend {
class Pipeline;
class ProfileSession;
class DeviceImporter;
class SealedFiles;
struct HistoryStatus;
} // namespace Backend

namespace App {

class ConnectionOrders;
class Exports;
class Keyring;
class Networks;

/// The composition root of the window: opens profiles, wires the backend to the models, and carries out what the window
/// orders. GUI thread.
class Console : public Gui::ConsoleContext
{
    Q_OBJECT

public:
    struct Options
    {
        Backend::Paths paths = Backend::Paths::standard();
        Backend::MqttTransport::Kind transport = Backend::MqttTransport::defaultKind();
        QStringList sandboxArguments;
    };

    explicit Console(Options options, QObject *parent = nullptr);
    ~Console() override;

    /// Opens the saved profiles.
    void start();
    /// The sandbox that startSandbox() has started; null before and after.
    [[nodiscard]] SandboxControl *sandbox() const { return m_sandbox.get(); }
    /// Closes every profile with everything stored; ends in shutDown(), after two seconds at most.
    void close();

    [[nodiscard]] const Domain::Dictionary &dictionary() const override;
    [[nodiscard]] Models::LiveLogStore &liveLog() override { return m_log; }
    [[nodiscard]] Domain::HistoryReader *reader(Domain::ProfileRef profile) override;
    [[nodiscard]] std::vector<Domain::ProfileRef> profiles() const override;
    [[nodiscard]] Domain::Profile profile(Domain::ProfileRef profile) const override;
    [[nodiscard]] Domain::ConnectionStatus status(Domain::ProfileRef profile) const override;
    [[nodiscard]] Domain::TrafficCounters counters(Domain::ProfileRef profile) const override;
    [[nodiscard]] Domain::HistoryInfo historyInfo(Domain::ProfileRef profile) const override;
    [[nodiscard]] Domain::RetentionPolicy retention() const override { return m_retention; }
    [[nodiscard]] bool secretsArePersistent() const override;
    [[nodiscard]] bool hasOlderEvents() const override;
    [[nodiscard]] bool isSandbox(Domain::ProfileRef profile) const override;
    [[nodiscard]] QStringList sandboxFaults() const override;
    [[nodiscard]] bool sandboxFault(const QString &name) const override;
    [[nodiscard]] Gui::ConnectionService &connections() override;
    [[nodiscard]] std::shared_ptr<Domain::NetworkApi> network(Domain::ProfileRef profile,
                                                              const QString &application) override;
    [[nodiscard]] Domain::DeviceArchive *deviceArchive() override;
    [[nodiscard]] Domain::DeviceImports &deviceImports() override;
    [[nodiscard]] Models::BackgroundWork &backgroundWork() override { return m_work; }
    [[nodiscard]] Gui::ExportService &exports() override;
    [[nodiscard]] Gui::LogChoices &logChoices() override { return m_logChoices; }

public Q_SLOTS:
    void connectNow(Domain::ProfileRef profile) override;
    void disconnectNow(Domain::ProfileRef profile) override;
    void setCredential(Domain::ProfileRef profile, const QByteArray &secret) override;
    void addProfile(const Domain::Profile &profile, const QByteArray &secret) override;
    void removeProfile(Domain::ProfileRef profile) override;
    void deleteHistory(Domain::ProfileRef profile) override;
    void loadOlder() override;
    void setRetention(const Domain::RetentionPolicy &policy) override;
    void startSandbox() override;
    void setSandboxFault(const QString &name, bool on) override;
    void probeCertificate(const QString &host, quint16 port) override;

Q_SIGNALS:
    void shutDown();

private:
    friend class ConnectionOrders;
    struct Open;
    /// A profile whose session before is still storing: two of one history would lock each other out.
    struct Waiting
    {
        Domain::ProfileRef ref = 0;
        Domain::Profile profile;
        QHash<QString, QByteArray> keys;
        bool sandbox = false;
    };

    void openProfile(const Domain::Profile &profile, const QHash<QString, QByteArray> &keys, bool sandbox);
    void onHistoryOpened(Open &open, const Domain::Problem &problem);
    void onNewestLoaded(Open &open);
    void takeCredentials(Open &open);
    void onHistoryCleared(Domain::ProfileRef profile, const Domain::Problem &problem);
    void onSecretStore(std::unique_ptr<Domain::SecretStore> store);
    void onSandboxReady();
    void onSandboxEnded(const Domain::Problem &problem);
    void takeBatches();
    [[nodiscard]] Domain::EventBatchPtr withoutKnown(const Domain::EventBatchPtr &batch, const Open &open) const;
    void updateCounters();
    static void countShown(Open &open, std::size_t events);
    void closeOne(Domain::ProfileRef profile, bool keepsPlace = false);
    void onClosed(const Open *leaving);
    void keepSecret(Domain::ProfileRef profile, const QString &account, const QByteArray &secret);
    void forgetSecret(const QString &account);
    [[nodiscard]] Open *find(Domain::ProfileRef profile) const;
    [[nodiscard]] const Waiting *findWaiting(Domain::ProfileRef profile) const;

    const Options m_options;
    Backend::ProfileStore m_profileStore;
    Backend::Credentials m_environmentKeys;
    Models::LiveLogStore m_log;
    Models::BackgroundWork m_work;
    StoredLogChoices m_logChoices;
    std::unique_ptr<Backend::Pipeline> m_pipeline;
    std::unique_ptr<Domain::SecretStore> m_secrets;
    std::unique_ptr<Backend::SealedFiles> m_sealedFiles; ///< null as m_keyring
    std::unique_ptr<Domain::DeviceArchive> m_deviceArchive; ///< null as m_keyring
    std::unique_ptr<Keyring> m_keyring; ///< null until it is known where secrets are kept
    QStringList m_forgotten; ///< accounts to be removed then
    std::unique_ptr<SandboxControl> m_sandbox;
    std::map<Domain::ProfileRef, std::unique_ptr<Open>> m_open;
    std::vector<Domain::ProfileRef> m_order;
    std::vector<std::unique_ptr<Open>> m_leaving; ///< removed, still storing
    std::vector<Waiting> m_waiting;
    std::unique_ptr<ConnectionOrders> m_connections;
    std::unique_ptr<Exports> m_exports;
    std::unique_ptr<Backend::DeviceImporter> m_deviceImports;
    std::unique_ptr<Networks> m_networks;
    Domain::RetentionPolicy m_retention;
    QTimer m_counterTimer;
    bool m_closing = false;
};

} // namespace App
