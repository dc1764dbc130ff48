// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keyring.h"

#include "backend/accounts/credentials.h"

#include <QTimer>

namespace App {

void Keyring::collect(const Domain::Profile &profile, Handler handler)
{
    struct Collected
    {
        QHash<QString, QByteArray> keys;
        Domain::Problem problem;
        qsizetype open = 0;
        Handler handler;
    };
    const auto collected = std::make_shared<Collected>();
    collected->open = profile.applications.size();
    collected->handler = std::move(handler);
    if (!collected->open) {
        QTimer::singleShot(0, this, [collected] { collected->handler({}, {}); });
        return;
    }
    for (const QString &application : profile.applications) {
        m_store.read(Backend::Credentials::account(profile.id, application), this,
                     [collected, application](const Domain::SecretStore::Answer &answer) {
                         if (!answer.secret.isEmpty())
                             collected->keys.insert(application, answer.secret);
                         if (answer.problem)
                             collected->problem = answer.problem;
                         if (--collected->open == 0)
                             collected->handler(collected->keys, collected->problem);
                     });
    }
}

} // namespace App
