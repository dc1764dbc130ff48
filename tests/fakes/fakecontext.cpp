// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakecontext.h"

namespace TestSupport {

void FakeExports::start(const Domain::ExportRequest &request)
{
    requests.push_back(request);
}

FakeContext::FakeContext() = default;
FakeContext::~FakeContext() = default;

Domain::ProfileRef FakeContext::addNetwork(const QString &name, const QStringList &applications)
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

void FakeContext::setStatus(Domain::ProfileRef profile, Domain::ConnectionStatus::State state,
                            Domain::Problem::Code problem)
{
    networks[profile].status.state = state;
    networks[profile].status.problem.code = problem;
    Q_EMIT profileStatusChanged(profile, networks[profile].status);
}

const Domain::Dictionary &FakeContext::dictionary() const
{
    return names;
}

Models::LiveLogStore &FakeContext::liveLog()
{
    return log;
}

Domain::HistoryReader *FakeContext::reader(Domain::ProfileRef profile)
{
    return &networks.at(profile).reader;
}

std::vector<Domain::ProfileRef> FakeContext::profiles() const
{
    std::vector<Domain::ProfileRef> result;
    for (const auto &[ref, network] : networks)
        result.push_back(ref);
    return result;
}

Domain::Profile FakeContext::profile(Domain::ProfileRef profile) const
{
    return networks.at(profile).profile;
}

Domain::ConnectionStatus FakeContext::status(Domain::ProfileRef profile) const
{
    return networks.at(profile).status;
}

Domain::TrafficCounters FakeContext::counters(Domain::ProfileRef profile) const
{
    return networks.at(profile).counters;
}

Domain::HistoryInfo FakeContext::historyInfo(Domain::ProfileRef profile) const
{
    return networks.at(profile).history;
}

Domain::RetentionPolicy FakeContext::retention() const
{
    return keep;
}

bool FakeContext::secretsArePersistent() const
{
    return persistent;
}

bool FakeContext::hasOlderEvents() const
{
    return older;
}

bool FakeContext::isSandbox(Domain::ProfileRef profile) const
{
    return sandboxes.contains(profile);
}

QStringList FakeContext::sandboxFaults() const
{
    return faults;
}

bool FakeContext::sandboxFault(const QString &) const
{
    return false;
}

Gui::ConnectionService &FakeContext::connections()
{
    return service;
}

std::shared_ptr<Domain::NetworkApi> FakeContext::network(Domain::ProfileRef, const QString &)
{
    return services;
}

Domain::DeviceArchive *FakeContext::deviceArchive()
{
    return &archive;
}

Domain::DeviceImports &FakeContext::deviceImports()
{
    return imports;
}

Models::BackgroundWork &FakeContext::backgroundWork()
{
    return work;
}

Gui::ExportService &FakeContext::exports()
{
    return fakeExports;
}

Gui::LogChoices &FakeContext::logChoices()
{
    return choices;
}

void FakeContext::connectNow(Domain::ProfileRef profile)
{
    orders << QStringLiteral("connect %1").arg(profile);
}

void FakeContext::disconnectNow(Domain::ProfileRef profile)
{
    orders << QStringLiteral("disconnect %1").arg(profile);
}

void FakeContext::setCredential(Domain::ProfileRef profile, const QByteArray &secret)
{
    orders << QStringLiteral("credential %1 %2").arg(profile).arg(QString::fromUtf8(secret));
}

void FakeContext::addProfile(const Domain::Profile &profile, const QByteArray &secret)
{
    added = profile;
    orders << QStringLiteral("add %1").arg(QString::fromUtf8(secret));
}

void FakeContext::removeProfile(Domain::ProfileRef profile)
{
    orders << QStringLiteral("remove %1").arg(profile);
}

void FakeContext::deleteHistory(Domain::ProfileRef profile)
{
    orders << QStringLiteral("delete %1").arg(profile);
}

void FakeContext::loadOlder()
{
    orders << QStringLiteral("older");
}

void FakeContext::setRetention(const Domain::RetentionPolicy &policy)
{
    keep = policy;
}

void FakeContext::startSandbox()
{
    orders << QStringLiteral("sandbox");
}

void FakeContext::setSandboxFault(const QString &name, bool on)
{
    orders << QStringLiteral("fault %1 %2").arg(name).arg(on);
}

void FakeContext::probeCertificate(const QString &host, quint16 port)
{
    orders << QStringLiteral("probe %1:%2").arg(host).arg(port);
}

} // namespace TestSupport
