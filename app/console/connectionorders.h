// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/connectionservice.h"

#include <QHash>
#include <QPointer>

#include <functional>
#include <utility>

namespace App {

class Console;

/// Carries out what the page of connections orders. GUI thread; files are read and written in the thread pool.
class ConnectionOrders : public Gui::ConnectionService
{
    Q_OBJECT

public:
    explicit ConnectionOrders(Console &console);

    [[nodiscard]] Models::KeyPlace keyPlace(Domain::ProfileRef profile) const override;
    [[nodiscard]] QString historyPath(Domain::ProfileRef profile) const override;
    [[nodiscard]] std::unique_ptr<Domain::ConnectionTest> makeTest(const Domain::Profile &profile,
                                                                   const QByteArray &secret) override;

    void updateProfile(Domain::ProfileRef profile, const Domain::Profile &changed, const QByteArray &secret) override;
    void duplicateProfile(Domain::ProfileRef profile) override;
    void deleteProfile(Domain::ProfileRef profile, bool withHistory) override;
    void importFile(const QString &path) override;
    void exportFile(Domain::ProfileRef profile, const QString &path) override;

    /// The profile with this id was deleted with its history, and nobody uses the file any more.
    void dropHistory(const QUuid &id);
    /// It is known now where secrets are kept.
    void keepWaitingSecrets();

private:
    using Keys = QHash<QString, QByteArray>;

    /// What it connects with, also while its session is made anew.
    [[nodiscard]] Keys keysOf(Domain::ProfileRef profile) const;
    void forgetWaiting(Domain::ProfileRef profile, bool withHistory);
    void takeImported(const QString &path, Domain::Profile profile);
    void keep(Domain::ProfileRef ref, const Domain::Profile &profile, const Keys &keys);
    [[nodiscard]] static Keys keysFor(const Domain::Profile &profile, const Keys &known, const QByteArray &secret);
    /// Runs `work` in the thread pool, then what it returns here.
    void inBackground(std::function<std::function<void()>()> work);

    Console &m_console;
    QHash<QString, std::pair<Domain::ProfileRef, QByteArray>> m_waiting; ///< by account
};

} // namespace App
