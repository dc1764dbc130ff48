// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchingest.h"

#include "backend/sandbox/mosquittobroker.h"
#include "backend/session/pipeline.h"
#include "backend/session/profilesession.h"
#include "models/livelogmodel.h"
#include "models/livelogstore.h"
#include "tests/bench/benchpublisher.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>

namespace Bench {

using namespace Backend;
using namespace Domain;

namespace {

constexpr int PatienceMs = 120'000;

/// Runs the event loop until `done`; false when it takes too long.
template <typename Condition>
bool wait(Condition done, int limitMs = PatienceMs)
{
    QElapsedTimer clock;
    clock.start();
    QTimer turning;
    turning.start(5);
    while (!done()) {
        if (clock.elapsed() > limitMs)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

struct Run
{
    double seconds = 0;
    quint64 arrived = 0;
    double peakLagMb = 0;
};

/// Ours: committed to the history and present in the live model.
Run runOurs(quint16 port, quint32 messages, MqttTransport::Kind transport)
{
    Run run;
    QTemporaryDir folder;
    Pipeline pipeline(transport);
    Models::LiveLogStore log;
    Profile profile;
    profile.id = QUuid::createUuid();
    profile.name = QStringLiteral("bench");
    profile.mqtt = {QStringLiteral("127.0.0.1"), port, std::nullopt};
    profile.applications = {QStringLiteral("bench")};
    ProfileSession session(pipeline, {profile, folder.filePath(QStringLiteral("history.sqlite"))});
    QObject::connect(
        &pipeline.mailbox(), &BatchMailbox::ready, &log,
        [&] {
            for (const EventBatchPtr &batch : pipeline.mailbox().take())
                log.append(batch);
        },
        Qt::QueuedConnection);
    Models::LiveLogModel model(&log, &pipeline.dictionary());
    bool live = false;
    QObject::connect(&session, &ProfileSession::historyOpened, &session, &ProfileSession::connectNow);
    QObject::connect(&session, &ProfileSession::statusChanged, &session,
                     [&](const ConnectionStatus &status) { live = status.state == ConnectionStatus::State::Live; });
    session.setCredential("none");
    session.open();
    Publisher publisher(port, messages);
    if (!wait([&] { return live; }, 10'000) || !publisher.isReady())
        return run;
    QElapsedTimer clock;
    clock.start();
    publisher.go();
    wait([&] {
        run.peakLagMb = std::max(run.peakLagMb, double(pipeline.queue().depth().bytes) / 1e6);
        return model.rowCount() >= int(messages);
    });
    run.seconds = double(clock.nsecsElapsed()) / 1e9;
    run.arrived = quint64(model.rowCount());
    bool closed = false;
    QObject::connect(&session, &ProfileSession::closed, &session, [&] { closed = true; });
    session.close();
    wait([&] { return closed; }, 5'000);
    return run;
}

/// The peer: the same stream into mosquitto_sub >/dev/null.
Run runMosquittoSub(quint16 port, quint32 messages)
{
    Run run;
    QProcess subscriber;
    subscriber.setStandardOutputFile(QProcess::nullDevice());
    subscriber.start(QStringLiteral("mosquitto_sub"),
                     {QStringLiteral("-h"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(port),
                      QStringLiteral("-t"), QStringLiteral("v3/bench/devices/#"), QStringLiteral("-C"),
                      QString::number(messages)});
    if (!subscriber.waitForStarted(5'000))
        return run;
    QElapsedTimer settle;
    settle.start();
    Publisher publisher(port, messages);
    if (!publisher.isReady())
        return run;
    wait([&] { return settle.elapsed() > 1'000; }); // it says nothing when it has subscribed
    QElapsedTimer clock;
    clock.start();
    publisher.go();
    if (wait([&] { return subscriber.state() == QProcess::NotRunning; }) && subscriber.exitCode() == 0)
        run.arrived = messages;
    run.seconds = double(clock.nsecsElapsed()) / 1e9;
    subscriber.kill();
    subscriber.waitForFinished(1'000);
    return run;
}

} // namespace

QJsonObject runIngestBench(const QStringList &arguments)
{
    quint32 messages = 200'000;
    int pairs = 5;
    MqttTransport::Kind transport = MqttTransport::defaultKind();
    for (const QString &argument : arguments) {
        const QString value = argument.section(u'=', 1);
        if (argument.startsWith(u"--messages="))
            messages = value.toUInt();
        else if (argument.startsWith(u"--pairs="))
            pairs = value.toInt();
        else if (argument.startsWith(u"--mqtt="))
            transport = MqttTransport::kindFromName(value).value_or(transport);
    }
    BrokerOptions options;
    options.anonymous = true;
    MosquittoBroker broker(options);
    QObject::connect(&broker, &MosquittoBroker::failed, &broker, [](const Problem &problem) {
        std::fprintf(stderr, "mosquitto: %s\n", qPrintable(problem.details));
    });
    broker.start();
    if (!wait([&] { return broker.isRunning(); }, 10'000))
        return {};
    std::vector<double> ours, peers, ratios;
    quint64 lost = 0;
    double lag = 0;
    for (int pair = 0; pair < pairs; ++pair) {
        const Run peer = runMosquittoSub(broker.port(), messages);
        const Run own = runOurs(broker.port(), messages, transport);
        lost += messages - std::min<quint64>(messages, own.arrived);
        lag = std::max(lag, own.peakLagMb);
        if (own.seconds <= 0 || peer.seconds <= 0 || peer.arrived != messages)
            continue;
        ours.push_back(messages / own.seconds);
        peers.push_back(messages / peer.seconds);
        ratios.push_back(peer.seconds / own.seconds);
        std::fprintf(stderr, "pair %d: %.0f msgs/s, mosquitto_sub %.0f msgs/s, ratio %.3f\n", pair + 1, ours.back(),
                     peers.back(), ratios.back());
    }
    const QJsonObject figures{
        {QLatin1String("ingest_msgs_per_s"), median(ours)}, {QLatin1String("ratio_to_mosquitto_sub"), median(ratios)},
        {QLatin1String("lost_events"), qint64(lost)},       {QLatin1String("peak_lag_mb"), lag},
        {QLatin1String("pairs"), qint64(ratios.size())},
    };
    return {{QLatin1String("transport"), MqttTransport::name(transport)},
            {QLatin1String("figures"), figures},
            {QLatin1String("peers"), QJsonObject{{QLatin1String("mosquitto_sub_msgs_per_s"), median(peers)}}}};
}

} // namespace Bench
