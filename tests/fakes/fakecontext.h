// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/domain/networkapi.h"
#include "models/backgroundwork.h"
#include "models/livelogstore.h"
#include "tests/fakes/fakearchive.h"
#include "tests/fakes/fakeconnections.h"
#include "tests/fakes/fakehistory.h"
#include "tests/fakes/fakeimports.h"
#include "ui/consolecontext.h"
#include "ui/export/exportservice.h"
#include "ui/live/logchoices.h"

#include <map>

namespace TestSupport {

/// Keeps what is ordered.
class FakeExports : public Gui::ExportService
{
public:
    void start(const Domain::ExportRequest &request) override;

    std::vector<Domain::ExportRequest> requests;
};

/// A console without anything behind it: two networks, a log that the test fills, and a list of the orders given.
class FakeContext : public Gui::ConsoleContext
{
public:
    struct Network
    {
        Domain::Profile profile;
        Domain::ConnectionStatus status;
        Domain::TrafficCounters counters;
        Domain::HistoryInfo history;
        FakeReader reader;
    };

    FakeContext();
    ~FakeContext() override;

    Domain::ProfileRef addNetwork(const QString &name, const QStringList &applications);
    void setStatus(Domain::ProfileRef profile, Domain::ConnectionStatus::State state, Domain::Problem::Code problem);

    const Domain::Dictionary &dictionary() const override;
    Models::LiveLogStore &liveLog() override;
    Domain::HistoryReader *reader(Domain::ProfileRef profile) override;
    std::vector<Domain::ProfileRef> profiles() const override;
    Domain::Profile profile(Domain::ProfileRef profile) const override;
    Domain::ConnectionStatus status(Domain::ProfileRef profile) const override;
    Domain::TrafficCounters counters(Domain::ProfileRef profile) const override;
    Domain::HistoryInfo historyInfo(Domain::ProfileRef profile) const override;
    Domain::RetentionPolicy retention() const override;
    bool secretsArePersistent() const override;
    bool hasOlderEvents() const override;
    bool isSandbox(Domain::ProfileRef profile) const override;
    QStringList sandboxFaults() const override;
    bool sandboxFault(const QString &) const override;
    Gui::ConnectionService &connections() override;
    std::shared_ptr<Domain::NetworkApi> network(Domain::ProfileRef, const QString &) override;
    Domain::DeviceArchive *deviceArchive() override;
    Domain::DeviceImports &deviceImports() override;
    Models::BackgroundWork &backgroundWork() override;
    Gui::ExportService &exports() override;
    Gui::LogChoices &logChoices() override;

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

    Domain::Dictionary names;
    Models::LiveLogStore log;
    Models::BackgroundWork work;
    std::shared_ptr<Domain::NetworkApi> services; ///< of every network; null: none
    FakeArchive archive;
    FakeImports imports;
    FakeExports fakeExports;
    Gui::LogChoices choices;
    std::map<Domain::ProfileRef, Network> networks;
    QStringList orders;
    FakeConnections service{orders};
    QStringList faults;
    QList<Domain::ProfileRef> sandboxes;
    Domain::Profile added;
    Domain::RetentionPolicy keep;
    bool persistent = true;
    bool older = false;
};

} // namespace TestSupport
