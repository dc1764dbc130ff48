// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakeconnections.h"

namespace TestSupport {

FakeTest::FakeTest(QList<Domain::ConnectionTestStep> steps)
    : m_steps(std::move(steps))
{
}

void FakeTest::start()
{
    started = true;
}

const QList<Domain::ConnectionTestStep> &FakeTest::steps() const
{
    return m_steps;
}

void FakeTest::set(int step, Domain::ConnectionTestStep::State state, const Domain::Problem &problem)
{
    m_steps[step].state = state;
    m_steps[step].problem = problem;
    m_steps[step].elapsedMs = 7;
    Q_EMIT changed(step);
}

void FakeTest::finish()
{
    Q_EMIT finished();
}

FakeConnections::FakeConnections(QStringList &list)
    : orders(list)
{
}

Models::KeyPlace FakeConnections::keyPlace(Domain::ProfileRef) const
{
    return key;
}

QString FakeConnections::historyPath(Domain::ProfileRef) const
{
    return QStringLiteral("/home/me/history.db");
}

std::unique_ptr<Domain::ConnectionTest> FakeConnections::makeTest(const Domain::Profile &profile,
                                                                  const QByteArray &secret)
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

void FakeConnections::updateProfile(Domain::ProfileRef profile, const Domain::Profile &changed,
                                    const QByteArray &secret)
{
    updated = changed;
    orders << QStringLiteral("update %1 %2").arg(profile).arg(QString::fromUtf8(secret));
}

void FakeConnections::duplicateProfile(Domain::ProfileRef profile)
{
    orders << QStringLiteral("duplicate %1").arg(profile);
}

void FakeConnections::deleteProfile(Domain::ProfileRef profile, bool withHistory)
{
    orders << QStringLiteral("delete %1 %2").arg(profile).arg(withHistory);
}

void FakeConnections::importFile(const QString &path)
{
    orders << QStringLiteral("import %1").arg(path);
}

void FakeConnections::exportFile(Domain::ProfileRef profile, const QString &path)
{
    orders << QStringLiteral("export %1 %2").arg(profile).arg(path);
}

} // namespace TestSupport
