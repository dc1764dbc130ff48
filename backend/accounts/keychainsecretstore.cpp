// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/keychainsecretstore.h"

#include <qt6keychain/keychain.h>

#include <utility>

namespace Backend {

namespace {

using Domain::Problem;

Problem problemOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return {};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {Problem::Code::SecretDenied, {}, job.errorString(), {}, true};
    default:
        return {Problem::Code::SecretFailed, {}, job.errorString(), {}, true};
    }
}

/// Jobs have no parent: the backends of Linux call them back by address, so a job must live until it has finished,
/// whatever happens to the store. They delete themselves then.
template <typename Job>
Job *makeJob(const QString &account)
{
    auto *job = new Job(QStringLiteral("ttn-console"));
    job->setInsecureFallback(false);
    job->setKey(account);
    return job;
}

} // namespace

void KeychainSecretStore::read(const QString &account, QObject *context, Handler handler)
{
    auto *job = makeJob<QKeychain::ReadPasswordJob>(account);
    connect(job, &QKeychain::Job::finished, context, [job, handler = std::move(handler)] {
        Answer answer{{}, problemOf(*job)};
        if (job->error() == QKeychain::NoError)
            answer.secret = job->binaryData();
        handler(answer);
    });
    job->start();
}

void KeychainSecretStore::write(const QString &account, const QByteArray &secret, QObject *context, Handler handler)
{
    if (secret.isEmpty()) {
        remove(account, context, std::move(handler));
        return;
    }
    auto *job = makeJob<QKeychain::WritePasswordJob>(account);
    job->setBinaryData(secret);
    connect(job, &QKeychain::Job::finished, context, [job, handler = std::move(handler)] {
        handler({{}, problemOf(*job)});
    });
    job->start();
}

void KeychainSecretStore::remove(const QString &account, QObject *context, Handler handler)
{
    auto *job = makeJob<QKeychain::DeletePasswordJob>(account);
    connect(job, &QKeychain::Job::finished, context, [job, handler = std::move(handler)] {
        handler({{}, problemOf(*job)});
    });
    job->start();
}

} // namespace Backend
