// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/connectionorders.h"

#include "app/console/nettest.h"
#include "app/console/networks.h"
#include "app/console/openprofile.h"
#include "app/keyring.h"
#include "backend/accounts/connectionfile.h"
#include "backend/accounts/wipe.h"
#include "backend/history/historyfile.h"
#include "backend/session/pipeline.h"

#include <QThreadPool>

#include <algorithm>

namespace App {

using namespace Domain;

ConnectionOrders::ConnectionOrders(Console &console)
    : m_console(console)
{
}

Models::KeyPlace ConnectionOrders::keyPlace(ProfileRef profile) const
{
    using Models::KeyPlace;
    const Console::Open *open = m_console.find(profile);
    if (!open)
        return KeyPlace::Unknown;
    if (open->sandbox)
        return KeyPlace::Sandbox;
    if (!open->session->hasCredential()) {
        return open->session->status().problem.code == Problem::Code::CredentialMissing ? KeyPlace::Missing
                                                                                        : KeyPlace::Unknown;
    }
    const Keys keys = open->session->credentials();
    const QStringList &applications = open->session->profile().applications;
    const bool fromEnvironment = std::all_of(applications.begin(), applications.end(), [&](const QString &id) {
        return keys.value(id) == m_console.m_environmentKeys.key(id);
    });
    return fromEnvironment                 ? KeyPlace::Environment
        : m_console.secretsArePersistent() ? KeyPlace::Keychain
                                           : KeyPlace::Memory;
}

QString ConnectionOrders::historyPath(ProfileRef profile) const
{
    return m_console.m_options.paths.historyFile(m_console.profile(profile).id);
}

/// One key for all when it is given; else what is known, and for a new application the key that all others share.
ConnectionOrders::Keys ConnectionOrders::keysFor(const Profile &profile, const Keys &known, const QByteArray &secret)
{
    QByteArray common = secret;
    if (common.isEmpty() && !known.isEmpty()
        && std::all_of(known.begin(), known.end(), [&](const QByteArray &key) { return key == *known.begin(); }))
        common = *known.begin();
    Keys keys;
    for (const QString &application : profile.applications) {
        const QByteArray key = secret.isEmpty() ? known.value(application, common) : secret;
        if (!key.isEmpty())
            keys.insert(application, key);
    }
    return keys;
}

std::unique_ptr<ConnectionTest> ConnectionOrders::makeTest(const Profile &profile, const QByteArray &secret)
{
    Keys known;
    for (const ProfileRef ref : m_console.m_order) {
        if (!profile.id.isNull() && m_console.profile(ref).id == profile.id)
            known = keysOf(ref);
    }
    Backend::ConnectionTestOptions options;
    options.profile = profile;
    options.keys = keysFor(profile, known, secret);
    options.transport = m_console.m_options.transport;
    const auto services = [console = QPointer<Console>(&m_console), profile](const QByteArray &key) {
        return console && !key.isEmpty() ? console->m_networks->make(profile, key) : nullptr;
    };
    return std::make_unique<NetTest>(options, services, m_console.m_pipeline->wakeWatch().thread());
}

ConnectionOrders::Keys ConnectionOrders::keysOf(ProfileRef profile) const
{
    if (const Console::Open *open = m_console.find(profile))
        return open->session->credentials();
    const Console::Waiting *waiting = m_console.findWaiting(profile);
    return waiting ? waiting->keys : Keys();
}

void ConnectionOrders::updateProfile(ProfileRef profile, const Profile &changed, const QByteArray &secret)
{
    const Profile before = m_console.profile(profile);
    Profile wanted = changed;
    wanted.id = before.id;
    // Of another generation its history could not be read any more; the form does not offer it.
    if (before.id.isNull() || m_console.isSandbox(profile) || wanted.generation != before.generation)
        return;
    if (const Problem problem = m_console.m_profileStore.update(wanted)) {
        Q_EMIT m_console.problemNoticed(profile, problem);
        return;
    }
    Console::Open *open = m_console.find(profile);
    if (open)
        open->session->rename(wanted.name);
    Profile renamed = before;
    renamed.name = wanted.name;
    if (open && wanted == renamed) {
        if (!secret.isEmpty())
            m_console.setCredential(profile, secret);
        Q_EMIT m_console.profilesChanged();
        return;
    }
    const Keys known = keysOf(profile);
    const Keys keys = keysFor(wanted, known, secret);
    renamed.applications = wanted.applications;
    const bool onlyTicks = open && wanted == renamed;
    for (const QString &application : before.applications) {
        if (!wanted.applications.contains(application))
            m_console.forgetSecret(Backend::Credentials::account(before.id, application));
    }
    Keys fresh = keys;
    fresh.removeIf([&](const auto &key) { return secret.isEmpty() && known.contains(key.key()); });
    keep(profile, wanted, fresh);
    if (onlyTicks) {
        // Those that stay go on receiving.
        open->session->setApplications(wanted.applications);
        open->session->setCredential({}, keys);
        m_console.takeCredentials(*open);
    } else {
        m_console.openProfile(wanted, keys, false); // waits while the session before is still storing
    }
    Q_EMIT m_console.profilesChanged();
}

void ConnectionOrders::keep(ProfileRef ref, const Profile &profile, const Keys &keys)
{
    for (auto key = keys.begin(); key != keys.end(); ++key) {
        const QString account = Backend::Credentials::account(profile.id, key.key());
        if (m_console.m_keyring)
            m_console.keepSecret(ref, account, key.value());
        else
            m_waiting.insert(account, {ref, Backend::ownCopy(key.value())});
    }
}

void ConnectionOrders::keepWaitingSecrets()
{
    for (auto entry = m_waiting.begin(); entry != m_waiting.end(); ++entry) {
        m_console.keepSecret(entry->first, entry.key(), entry->second);
        Backend::wipe(entry->second);
    }
    m_waiting.clear();
}

void ConnectionOrders::duplicateProfile(ProfileRef profile)
{
    const QUuid original = m_console.profile(profile).id;
    if (original.isNull() || m_console.isSandbox(profile))
        return;
    Profile copy;
    if (const Problem problem = m_console.m_profileStore.duplicate(original, &copy)) {
        Q_EMIT m_console.problemNoticed(profile, problem);
        return;
    }
    const Keys keys = keysOf(profile);
    m_console.openProfile(copy, keys, false);
    const ProfileRef ref = m_console.m_order.back();
    keep(ref, copy, keys);
    Q_EMIT m_console.profilesChanged();
    Q_EMIT duplicated(ref);
}

void ConnectionOrders::deleteProfile(ProfileRef profile, bool withHistory)
{
    const Profile gone = m_console.profile(profile);
    if (gone.id.isNull() || m_console.isSandbox(profile))
        return;
    if (Console::Open *open = m_console.find(profile)) {
        // What another program stores is not ours to delete.
        open->dropsHistory = withHistory && !open->session->isFollowing();
        m_console.removeProfile(profile);
        if (Console::Open *still = m_console.find(profile)) {
            still->dropsHistory = false;
            return;
        }
    } else {
        forgetWaiting(profile, withHistory);
    }
    for (const QString &application : gone.applications)
        m_waiting.remove(Backend::Credentials::account(gone.id, application));
}

/// Deleted while its session is made anew.
void ConnectionOrders::forgetWaiting(ProfileRef profile, bool withHistory)
{
    const Profile gone = m_console.profile(profile);
    if (const Problem problem = m_console.m_profileStore.remove(gone.id)) {
        Q_EMIT m_console.problemNoticed(profile, problem);
        return;
    }
    for (const auto &leaving : m_console.m_leaving) {
        if (leaving->session->profile().id == gone.id)
            leaving->dropsHistory = withHistory && !leaving->session->isFollowing();
    }
    for (const QString &application : gone.applications)
        m_console.forgetSecret(Backend::Credentials::account(gone.id, application));
    std::erase_if(m_console.m_waiting, [&](const auto &entry) { return entry.ref == profile; });
    std::erase(m_console.m_order, profile);
    m_console.m_log.clearProfile(profile);
    Q_EMIT m_console.profilesChanged();
}

void ConnectionOrders::dropHistory(const QUuid &id)
{
    // In the thread that opens histories: one that is opened again after this begins anew.
    const QString path = m_console.m_options.paths.historyFile(id);
    m_console.m_pipeline->inHistoryThread([path, console = QPointer<Console>(&m_console)] {
        const Problem problem = Backend::HistoryFile::remove(path);
        if (!problem)
            return;
        QMetaObject::invokeMethod(
            qApp,
            [console, problem] {
                if (console)
                    Q_EMIT console->problemNoticed(0, problem);
            },
            Qt::QueuedConnection);
    });
}

void ConnectionOrders::inBackground(std::function<std::function<void()>()> work)
{
    QThreadPool::globalInstance()->start([work = std::move(work), self = QPointer<ConnectionOrders>(this)] {
        const std::function<void()> then = work();
        QMetaObject::invokeMethod(
            qApp,
            [self, then] {
                if (self)
                    then();
            },
            Qt::QueuedConnection);
    });
}

void ConnectionOrders::importFile(const QString &path)
{
    inBackground([this, path]() -> std::function<void()> {
        Problem problem;
        const std::optional<Profile> profile = Backend::ConnectionFile::load(path, &problem);
        return [this, path, profile, problem] {
            if (profile)
                takeImported(path, *profile);
            else
                Q_EMIT imported(path, 0, false, problem);
        };
    });
}

void ConnectionOrders::takeImported(const QString &path, Profile profile)
{
    // The id follows from what the file connects to.
    for (const ProfileRef ref : m_console.m_order) {
        if (m_console.profile(ref).id == profile.id) {
            Q_EMIT imported(path, ref, true, {});
            return;
        }
    }
    if (const Problem problem = m_console.m_profileStore.add(profile)) {
        Q_EMIT imported(path, 0, false, problem);
        return;
    }
    m_console.openProfile(profile, {}, false);
    Q_EMIT m_console.profilesChanged();
    Q_EMIT imported(path, m_console.m_pipeline->dictionary().internProfile(profile.name, profile.id), false, {});
}

void ConnectionOrders::exportFile(ProfileRef profile, const QString &path)
{
    inBackground([this, path, facts = m_console.profile(profile)]() -> std::function<void()> {
        const Problem problem = Backend::ConnectionFile::save(facts, path);
        return [this, path, problem] { Q_EMIT exported(path, problem); };
    });
}

} // namespace App
