// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QUuid>

namespace Backend {

/// The credential that a script hands over in TTN_CREDENTIAL: one key for all applications, or a JSON object
/// `{"application":"key",…}`. Blanks and line ends around a key are left out. Never printed.
class Credentials
{
public:
    Credentials() = default;
    ~Credentials();
    Credentials(Credentials &&) noexcept = default;
    Credentials &operator=(Credentials &&) noexcept;
    Credentials(const Credentials &) = delete;
    Credentials &operator=(const Credentials &) = delete;

    /// Reads the variable and takes it out of the environment; to be called before any child or thread is started.
    static Credentials takeFromEnvironment();
    static Credentials fromText(const QByteArray &text);

    /// None, or why the text cannot be used (it looked like a JSON object of keys, but is none).
    [[nodiscard]] Domain::Problem problem() const { return m_problem; }
    [[nodiscard]] bool isEmpty() const { return m_common.isEmpty() && m_keys.isEmpty(); }
    /// Empty when there is none for this application.
    [[nodiscard]] QByteArray key(const QString &application) const;

    /// Under which name a SecretStore keeps the key of an application of a profile.
    static QString account(const QUuid &profile, const QString &application);

private:
    void forget();

    QByteArray m_common;
    QHash<QString, QByteArray> m_keys;
    Domain::Problem m_problem;
};

} // namespace Backend
