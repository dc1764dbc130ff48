// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/credentials.h"

#include "backend/accounts/wipe.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

namespace Backend {

namespace {

constexpr const char *variable = "TTN_CREDENTIAL";

std::optional<QHash<QString, QByteArray>> readKeys(const QByteArray &text, QString &words)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        words = error.errorString();
    if (!document.isObject())
        return std::nullopt;
    QHash<QString, QByteArray> keys;
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QByteArray key = it.value().toString().toUtf8().trimmed();
        if (key.isEmpty())
            return std::nullopt;
        keys.insert(it.key(), key);
    }
    return keys;
}

} // namespace

Credentials::~Credentials()
{
    forget();
}

Credentials &Credentials::operator=(Credentials &&other) noexcept
{
    if (this != &other) {
        forget();
        m_common = std::exchange(other.m_common, {});
        m_keys = std::exchange(other.m_keys, {});
        m_problem = std::exchange(other.m_problem, {});
    }
    return *this;
}

Credentials Credentials::takeFromEnvironment()
{
    QByteArray text = qgetenv(variable);
#ifdef Q_OS_UNIX
    // unsetenv() only forgets where the text is; others of the same user could still read it in the process's memory
    // map.
    if (char *value = std::getenv(variable))
        wipe(value, std::strlen(value));
#endif
    qunsetenv(variable);
    Credentials credentials = fromText(text);
    wipe(text);
    return credentials;
}

Credentials Credentials::fromText(const QByteArray &text)
{
    Credentials credentials;
    const QByteArray trimmed = text.trimmed();
    QString words;
    if (!trimmed.startsWith('{')) {
        credentials.m_common = ownCopy(trimmed);
    } else if (auto keys = readKeys(trimmed, words)) {
        credentials.m_keys = std::move(*keys);
    } else {
        credentials.m_problem.code = Domain::Problem::Code::CredentialMissing;
        credentials.m_problem.serverText = words;
        credentials.m_problem.details = QStringLiteral("TTN_CREDENTIAL: not a JSON object {\"application\":\"key\"}");
    }
    return credentials;
}

QByteArray Credentials::key(const QString &application) const
{
    return m_keys.isEmpty() ? m_common : m_keys.value(application);
}

QString Credentials::account(const QUuid &profile, const QString &application)
{
    return profile.toString(QUuid::WithoutBraces) + u'/' + application;
}

void Credentials::forget()
{
    wipe(m_common);
    for (QByteArray &key : m_keys)
        wipe(key);
    m_keys.clear();
}

} // namespace Backend
