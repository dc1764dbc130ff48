// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window orders; the facts that it reads are in console.cpp.
#include "app/console/connectionorders.h"
#include "app/console/openprofile.h"
#include "app/keyring.h"
#include "backend/accounts/wipe.h"
#include "backend/history/historyfile.h"
#include "backend/mqtt/certificateprobe.h"
#include "backend/session/pipeline.h"

#include <algorithm>
#include <chrono>

namespace App {

using namespace Domain;

namespace {
constexpr auto ExitPatience = std::chrono::milliseconds(2'000);
constexpr qint64 NsPerMs = 1'000'000;
} // namespace

void Console::connectNow(ProfileRef profile)
{
    if (Open *open = find(profile))
        open->session->connectNow();
}

void Console::disconnectNow(ProfileRef profile)
{
    if (Open *open = find(profile))
        open->session->disconnectNow();
}

void Console::setCredential(ProfileRef profile, const QByteArray &secret)
{
    Open *open = find(profile);
    if (!open)
        return;
    if (open->sandbox) {
        // Its keys are of no use once it has ended.
    } else if (!m_keyring) {
        open->entered = Backend::ownCopy(secret);
    } else {
        for (const QString &application : open->session->profile().applications)
            keepSecret(profile, Backend::Credentials::account(open->session->profile().id, application), secret);
    }
    open->session->setCredential(secret);
    open->session->connectNow();
    Q_EMIT networksChanged(profile);
}

void Console::keepSecret(ProfileRef profile, const QString &account, const QByteArray &secret)
{
    m_secrets->write(account, secret, this, [this, profile](const SecretStore::Answer &answer) {
        if (answer.problem)
            Q_EMIT problemNoticed(profile, answer.problem);
    });
}

void Console::forgetSecret(const QString &account)
{
    if (m_keyring)
        m_secrets->remove(account, this, [](const SecretStore::Answer &) {});
    else
        m_forgotten.append(account);
}

void Console::addProfile(const Profile &profile, const QByteArray &secret)
{
    Profile added = profile;
    if (const Problem problem = m_profileStore.add(added)) {
        Q_EMIT problemNoticed(0, problem);
        return;
    }
    openProfile(added, {}, false); // its id is new, so it is open at once
    if (!secret.isEmpty())
        setCredential(m_order.back(), secret);
    Q_EMIT profilesChanged();
}

void Console::removeProfile(ProfileRef profile)
{
    Open *open = find(profile);
    if (!open)
        return;
    if (!open->sandbox) {
        if (const Problem problem = m_profileStore.remove(open->session->profile().id)) {
            Q_EMIT problemNoticed(profile, problem);
            return;
        }
        for (const QString &application : open->session->profile().applications)
            forgetSecret(Backend::Credentials::account(open->session->profile().id, application));
    }
    closeOne(profile);
    m_log.clearProfile(profile);
    Q_EMIT profilesChanged();
}

/// The profile is gone for the window at once; what is under way is still stored.
void Console::closeOne(ProfileRef profile, bool keepsPlace)
{
    const auto it = m_open.find(profile);
    if (it == m_open.end())
        return;
    Q_EMIT historyClosing(profile);
    if (!keepsPlace)
        std::erase(m_order, profile);
    it->second->loader.reset();
    Open *leaving = it->second.get();
    leaving->session->disconnect(this); // what it says from here on concerns nobody
    m_leaving.push_back(std::move(it->second));
    m_open.erase(it);
    connect(
        leaving->session.get(), &Backend::ProfileSession::closed, this, [this, leaving] { onClosed(leaving); },
        Qt::QueuedConnection);
    leaving->session->close();
}

void Console::onClosed(const Open *leaving)
{
    const auto at = std::find_if(m_leaving.begin(), m_leaving.end(),
                                 [leaving](const auto &entry) { return entry.get() == leaving; });
    if (at == m_leaving.end())
        return;
    const QUuid id = (*at)->session->profile().id;
    if (leaving->dropsHistory)
        m_connections->dropHistory(id);
    m_leaving.erase(at);
    if (m_closing) {
        if (m_leaving.empty())
            Q_EMIT shutDown();
        return;
    }
    const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(),
                                      [&](const Waiting &entry) { return entry.profile.id == id; });
    if (waiting == m_waiting.end())
        return;
    const Waiting next = std::move(*waiting);
    m_waiting.erase(waiting);
    openProfile(next.profile, next.keys, next.sandbox);
    Q_EMIT profilesChanged();
}

void Console::close()
{
    if (m_closing)
        return;
    m_closing = true;
    m_work.cancelAll();
    m_counterTimer.stop();
    for (const ProfileRef profile : profiles())
        closeOne(profile);
    if (m_leaving.empty())
        QMetaObject::invokeMethod(this, &Console::shutDown, Qt::QueuedConnection);
    QTimer::singleShot(ExitPatience, this, &Console::shutDown);
}

void Console::deleteHistory(ProfileRef profile)
{
    if (Open *open = find(profile))
        open->session->clearHistory();
}

void Console::loadOlder()
{
    for (const auto &[ref, open] : m_open) {
        if (open->loader)
            open->loader->loadOlder();
    }
}

void Console::setRetention(const Domain::RetentionPolicy &policy)
{
    if (policy == m_retention)
        return;
    m_retention = policy;
    for (const auto &[ref, open] : m_open) {
        if (open->historyOpen)
            open->session->setRetention(policy);
    }
}

void Console::startSandbox()
{
    if (m_sandbox || m_closing)
        return;
    m_sandbox = std::make_unique<SandboxControl>(this);
    connect(m_sandbox.get(), &SandboxControl::ready, this, &Console::onSandboxReady);
    connect(m_sandbox.get(), &SandboxControl::faultsChanged, this, &Console::sandboxFaultsChanged);
    connect(m_sandbox.get(), &SandboxControl::ended, this, &Console::onSandboxEnded, Qt::QueuedConnection);
    m_sandbox->start(m_options.sandboxArguments);
}

void Console::onSandboxReady()
{
    if (m_closing)
        return;
    for (const SandboxControl::Network &network : m_sandbox->networks()) {
        Profile profile = network.profile;
        // The sandbox of another console in the same folder has its own history; this one is not to follow it.
        for (int n = 2; Backend::HistoryFile::isHeldElsewhere(m_options.paths.historyFile(profile.id)); ++n)
            profile.id = QUuid::createUuidV5(network.profile.id, QString::number(n));
        openProfile(profile, network.keys, true);
    }
    Q_EMIT profilesChanged();
    Q_EMIT sandboxFaultsChanged();
}

void Console::onSandboxEnded(const Problem &problem)
{
    m_sandbox.reset();
    // The next one listens elsewhere and has other keys.
    std::erase_if(m_waiting, [this](const Waiting &entry) {
        if (entry.sandbox)
            std::erase(m_order, entry.ref);
        return entry.sandbox;
    });
    Q_EMIT profilesChanged();
    for (const auto &[ref, open] : m_open) {
        if (open->sandbox)
            open->session->disconnectNow();
    }
    Q_EMIT sandboxFaultsChanged();
    if (!m_closing)
        Q_EMIT problemNoticed(0, problem);
}

void Console::setSandboxFault(const QString &name, bool on)
{
    if (m_sandbox)
        m_sandbox->setFault(name, on);
}

void Console::probeCertificate(const QString &host, quint16 port)
{
    auto *probe = new Backend::CertificateProbe(this);
    connect(probe, &Backend::CertificateProbe::finished, this,
            [this, probe, host, port](const Backend::ProbedCertificate &certificate) {
                Gui::CertificateFacts facts;
                facts.subject = certificate.subject;
                facts.issuer = certificate.issuer;
                facts.names = certificate.names;
                facts.sha256 = certificate.sha256;
                facts.notBeforeNs = certificate.notBefore.toMSecsSinceEpoch() * NsPerMs;
                facts.notAfterNs = certificate.notAfter.toMSecsSinceEpoch() * NsPerMs;
                facts.trusted = certificate.problems.isEmpty();
                Q_EMIT certificateProbed(host, port, facts, {});
                probe->deleteLater();
            });
    connect(probe, &Backend::CertificateProbe::failed, this, [this, probe, host, port](const Problem &problem) {
        Q_EMIT certificateProbed(host, port, {}, problem);
        probe->deleteLater();
    });
    probe->start(host, port);
}

} // namespace App
