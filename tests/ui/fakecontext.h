// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/domain/networkapi.h"
#include "models/backgroundwork.h"
#include "models/livelogstore.h"
#include "tests/ui/fakearchive.h"
#include "tests/ui/fakeconnections.h"
#include "tests/ui/fakeimports.h"
#include "tests/unit/models/fakehistory.h"
#include "ui/consolecontext.h"
#include "ui/export/exportservice.h"
#include "ui/live/logchoices.h"

#include <map>

namespace TestSupport {

/// Keeps what is ordered.
class FakeExports : public Gui::ExportService
{
public:
    void start(const Domain::ExportRequest &request) override { requests.push_back(request); }

    std::vector<Domain::ExportRequest> requests;
};

/// A console without anything behind it: two networks, a log that the test fills, and a list of the orders given.
class FakeContext : public Gui::ConsoleContext
{
    Q_OBJECT

public:
    struct Network
    {
        Domain::Profile profile;
        Domain::ConnectionStatus status;
        Domain::TrafficCounters counters;
        Domain::HistoryInfo history;
        FakeReader reader;
    };

    Domain::ProfileRef addNetwork(const QString &name, const QStringList &applications)
    {
        const Domain::ProfileRef ref = names.internProfile(name);
        Network &network = networks[ref];
        network.profile.id = QUuid::createUuidV5(QUuid(), name);
        network.profile.name = name;
        network.profile.applications = applications;
        network.status.state = Domain::ConnectionStatus::State::Live;
        network.status.applications = int(applications.size());
        network.status.liveApplications = int(applications.size());
        network.reader.answerAtOnce = true;
        Q_EMIT profilesChanged();
        return ref;
    }
    void setStatus(Domain::ProfileRef profile, Domain::ConnectionStatus::State state, Domain::Problem::Code problem)
    {
        networks[profile].status.state = state;
        networks[profile].status.problem.code = problem;
        Q_EMIT profileStatusChanged(profile, networks[profile].status);
    }

    const Domain::Dictionary &dictionary() const override { return names; }
    Models::LiveLogStore &liveLog() override { return log; }
    Domain::HistoryReader *reader(Domain::ProfileRef profile) override { return &networks.at(profile).reader; }
    std::vector<Domain::ProfileRef> profiles() const override
    {
        std::vector<Domain::ProfileRef> result;
        for (const auto &[ref, network] : networks)
            result.push_back(ref);
        return result;
    }
    Domain::Profile profile(Domain::ProfileRef profile) const override { return networks.at(profile).profile; }
    Domain::ConnectionStatus status(Domain::ProfileRef profile) const override { return networks.at(profile).status; }
    Domain::TrafficCounters counters(Domain::ProfileRef profile) const override
    {
        return networks.at(profile).counters;
    }
    Domain::HistoryInfo historyInfo(Domain::ProfileRef profile) const override { return networks.at(profile).history; }
    Domain::RetentionPolicy retention() const override { return keep; }
    bool secretsArePersistent() const override { return persistent; }
    bool hasOlderEvents() const override { return older; }
    bool isSandbox(Domain::ProfileRef profile) const override { return sandboxes.contains(profile); }
    QStringList sandboxFaults() const override { return faults; }
    bool sandboxFault(const QString &) const override { return false; }
    Gui::ConnectionService &connections() override { return service; }
    std::shared_ptr<Domain::NetworkApi> network(Domain::ProfileRef, const QString &) override { return services; }
    Domain::DeviceArchive *deviceArchive() override { return &archive; }
    Domain::DeviceImports &deviceImports() override { return imports; }
    Models::BackgroundWork &backgroundWork() override { return work; }
    Gui::ExportService &exports() override { return fakeExports; }
    Gui::LogChoices &logChoices() override { return choices; }

    void connectNow(Domain::ProfileRef profile) override { orders << QStringLiteral("connect %1").arg(profile); }
    void disconnectNow(Domain::ProfileRef profile) override { orders << QStringLiteral("disconnect %1").arg(profile); }
    void setCredential(Domain::ProfileRef profile, const QByteArray &secret) override
    {
        orders << QStringLiteral("credential %1 %2").arg(profile).arg(QString::fromUtf8(secret));
    }
    void addProfile(const Domain::Profile &profile, const QByteArray &secret) override
    {
        added = profile;
        orders << QStringLiteral("add %1").arg(QString::fromUtf8(secret));
    }
    void removeProfile(Domain::ProfileRef profile) override { orders << QStringLiteral("remove %1").arg(profile); }
    void deleteHistory(Domain::ProfileRef profile) override { orders << QStringLiteral("delete %1").arg(profile); }
    void loadOlder() override { orders << QStringLiteral("older"); }
    void setRetention(const Domain::RetentionPolicy &policy) override { keep = policy; }
    void startSandbox() override { orders << QStringLiteral("sandbox"); }
    void setSandboxFault(const QString &name, bool on) override
    {
        orders << QStringLiteral("fault %1 %2").arg(name).arg(on);
    }
    void probeCertificate(const QString &host, quint16 port) override
    {
        orders << QStringLiteral("probe %1:%2").arg(host).arg(port);
    }

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
