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
    explicit FakeTest(QList<Domain::ConnectionTestStep> steps)
        : m_steps(std::move(steps))
    {
    }
    void start() override { started = true; }
    const QList<Domain::ConnectionTestStep> &steps() const override { return m_steps; }
    void set(int step, Domain::ConnectionTestStep::State state, const Domain::Problem &problem = {})
    {
        m_steps[step].state = state;
        m_steps[step].problem = problem;
        m_steps[step].elapsedMs = 7;
        Q_EMIT changed(step);
    }
    void finish() { Q_EMIT finished(); }

    bool started = false;

private:
    QList<Domain::ConnectionTestStep> m_steps;
};

/// Writes down what is ordered.
class FakeConnections : public Gui::ConnectionService
{
public:
    explicit FakeConnections(QStringList &list)
        : orders(list)
    {
    }
    Models::KeyPlace keyPlace(Domain::ProfileRef) const override { return key; }
    QString historyPath(Domain::ProfileRef) const override { return QStringLiteral("/home/me/history.db"); }
    std::unique_ptr<Domain::ConnectionTest> makeTest(const Domain::Profile &profile, const QByteArray &secret) override
    {
        orders << QStringLiteral("test %1 %2").arg(profile.mqtt.host, QString::fromUtf8(secret));
        QList<Domain::ConnectionTestStep> steps;
        using Kind = Domain::ConnectionTestStep::Kind;
        for (const Kind kind : {Kind::Name, Kind::Tcp, Kind::Tls, Kind::Login, Kind::Subscription}) {
            Domain::ConnectionTestStep step{kind};
            step.application = profile.applications.value(0);
            steps += step;
        }
        auto test = std::make_unique<FakeTest>(steps);
        lastTest = test.get();
        return test;
    }
    void updateProfile(Domain::ProfileRef profile, const Domain::Profile &changed, const QByteArray &secret) override
    {
        updated = changed;
        orders << QStringLiteral("update %1 %2").arg(profile).arg(QString::fromUtf8(secret));
    }
    void duplicateProfile(Domain::ProfileRef profile) override
    {
        orders << QStringLiteral("duplicate %1").arg(profile);
    }
    void deleteProfile(Domain::ProfileRef profile, bool withHistory) override
    {
        orders << QStringLiteral("delete %1 %2").arg(profile).arg(withHistory);
    }
    void importFile(const QString &path) override { orders << QStringLiteral("import %1").arg(path); }
    void exportFile(Domain::ProfileRef profile, const QString &path) override
    {
        orders << QStringLiteral("export %1 %2").arg(profile).arg(path);
    }

    QStringList &orders;
    Domain::Profile updated;
    QPointer<FakeTest> lastTest;
    Models::KeyPlace key = Models::KeyPlace::Keychain;
};

} // namespace TestSupport
