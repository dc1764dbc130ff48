// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/connectionservice.h"

#include <QPointer>

namespace TestSupport {

/// A connection test that does what the test function says.
class FakeTest : public Domain::ConnectionTest
{
public:
    explicit FakeTest(QList<Domain::ConnectionTestStep> steps);
    void start() override;
    const QList<Domain::ConnectionTestStep> &steps() const override;
    void set(int step, Domain::ConnectionTestStep::State state, const Domain::Problem &problem = {});
    void finish();

    bool started = false;

private:
    QList<Domain::ConnectionTestStep> m_steps;
};

/// Writes down what is ordered.
class FakeConnections : public Gui::ConnectionService
{
public:
    explicit FakeConnections(QStringList &list);
    Models::KeyPlace keyPlace(Domain::ProfileRef) const override;
    QString historyPath(Domain::ProfileRef) const override;
    std::unique_ptr<Domain::ConnectionTest> makeTest(const Domain::Profile &profile, const QByteArray &secret) override;
    void updateProfile(Domain::ProfileRef profile, const Domain::Profile &changed, const QByteArray &secret) override;
    void duplicateProfile(Domain::ProfileRef profile) override;
    void deleteProfile(Domain::ProfileRef profile, bool withHistory) override;
    void importFile(const QString &path) override;
    void exportFile(Domain::ProfileRef profile, const QString &path) override;

    QStringList &orders;
    Domain::Profile updated;
    QPointer<FakeTest> lastTest;
    Models::KeyPlace key = Models::KeyPlace::Keychain;
};

} // namespace TestSupport
