// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/secretstores.h"

#include "backend/accounts/wipe.h"
#ifdef TTN_HAVE_KEYCHAIN
#include "backend/accounts/keychainsecretstore.h"
#endif

#include <QFileInfo>
#include <QTimer>

#include <utility>

namespace Backend {

namespace {

void answerLater(QObject *context, Domain::SecretStore::Handler handler, const QByteArray &secret)
{
    QMetaObject::invokeMethod(
        context,
        [handler = std::move(handler), answer = Domain::SecretStore::Answer{ownCopy(secret), {}}]() mutable {
            handler(answer);
            wipe(answer.secret);
        },
        Qt::QueuedConnection);
}

Domain::Problem unavailable(const QString &words)
{
    Domain::Problem problem;
    problem.code = Domain::Problem::Code::SecretStoreUnavailable;
    problem.details = words;
    return problem;
}

#ifdef TTN_HAVE_KEYCHAIN
/// Asks the keychain; the first answer, its own or the clock's, counts.
class KeychainProbe : public QObject
{
public:
    KeychainProbe(QObject *context, SecretStoreHandler handler, std::chrono::milliseconds limit)
        : QObject(context)
        , m_handler(std::move(handler))
        , m_keychain(std::make_unique<KeychainSecretStore>())
    {
        QTimer::singleShot(limit, this, [this] { finish(unavailable(QStringLiteral("no answer in time"))); });
        m_keychain->read(QStringLiteral("probe"), this, [this](const Domain::SecretStore::Answer &answer) {
            const bool works = !answer.problem || answer.problem.code == Domain::Problem::Code::SecretDenied;
            finish(works ? Domain::Problem() : unavailable(answer.problem.serverText));
        });
    }

private:
    void finish(const Domain::Problem &problem)
    {
        if (!m_keychain)
            return;
        std::unique_ptr<Domain::SecretStore> store = std::move(m_keychain);
        if (problem)
            store = std::make_unique<MemorySecretStore>();
        deleteLater();
        const SecretStoreHandler handler = std::move(m_handler);
        handler(std::move(store), problem); // may delete the context, and this object with it
    }

    SecretStoreHandler m_handler;
    std::unique_ptr<Domain::SecretStore> m_keychain;
};
#endif

/// The keychains of Linux and BSD are services on the session bus. Asking without a bus would start one that nobody
/// ends.
bool keychainCanExist()
{
#if !defined(TTN_HAVE_KEYCHAIN)
    return false;
#elif defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus");
#else
    return true;
#endif
}

} // namespace

MemorySecretStore::~MemorySecretStore()
{
    for (QByteArray &secret : m_secrets)
        wipe(secret);
}

void MemorySecretStore::read(const QString &account, QObject *context, Handler handler)
{
    answerLater(context, std::move(handler), m_secrets.value(account));
}

void MemorySecretStore::write(const QString &account, const QByteArray &secret, QObject *context, Handler handler)
{
    forget(account);
    if (!secret.isEmpty())
        m_secrets.insert(account, ownCopy(secret));
    answerLater(context, std::move(handler), {});
}

void MemorySecretStore::remove(const QString &account, QObject *context, Handler handler)
{
    forget(account);
    answerLater(context, std::move(handler), {});
}

void MemorySecretStore::forget(const QString &account)
{
    const auto found = m_secrets.find(account);
    if (found == m_secrets.end())
        return;
    wipe(*found);
    m_secrets.erase(found);
}

void probeSecretStore(QObject *context, SecretStoreHandler handler, std::chrono::milliseconds limit)
{
    if (!keychainCanExist()) {
        QMetaObject::invokeMethod(
            context,
            [handler = std::move(handler)] {
                handler(std::make_unique<MemorySecretStore>(), unavailable(QStringLiteral("no keychain service")));
            },
            Qt::QueuedConnection);
        return;
    }
#ifdef TTN_HAVE_KEYCHAIN
    new KeychainProbe(context, std::move(handler), limit);
#else
    Q_UNUSED(limit);
#endif
}

} // namespace Backend
