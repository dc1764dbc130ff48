// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/mqtt/mqttconnection.h"
#include "backend/sandbox/mosquittobroker.h"
#include "backend/session/pipeline.h"
#include "backend/session/profilesession.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <set>

using namespace Backend;
using namespace Domain;

namespace {

constexpr int PatienceMs = 30'000;

BrokerOptions brokerOptions()
{
    BrokerOptions options;
    options.users = {{QStringLiteral("orchard"), "key-of-orchard", {QStringLiteral("read v3/orchard/devices/#")}},
                     {QStringLiteral("vineyard"), "key-of-vineyard", {QStringLiteral("read v3/vineyard/devices/#")}},
                     {QStringLiteral("server"), "key-of-server", {QStringLiteral("readwrite v3/#")}}};
    return options;
}

/// Publishes as the network's server would.
class Server
{
public:
    explicit Server(quint16 port)
        : m_connection(MqttTransport::create(MqttTransport::defaultKind(), m_queue, 1))
    {
        m_options.endpoint = {QStringLiteral("127.0.0.1"), port, std::nullopt};
        m_options.clientId = "server";
        m_options.userName = QStringLiteral("server");
        m_options.password = "key-of-server";
        m_connection.start(m_options, {QStringLiteral("v3/server/#")});
    }
    ~Server() { m_queue.close(); }
    bool isLive() const { return m_connection.state() == MqttConnection::State::Live; }
    void reconnect() { m_connection.connectNow(); }
    void uplink(const char *application, const char *device, quint32 fCnt)
    {
        const QByteArray time = toRfc3339(nowNs());
        m_connection.publish(
            u"v3/" + QString::fromLatin1(application) + u"/devices/" + QString::fromLatin1(device) + u"/up",
            R"({"end_device_ids":{"device_id":")" + QByteArray(device) + R"(","application_ids":{"application_id":")"
                + application + R"("}},"received_at":")" + time
                + R"(","uplink_message":{"session_key_id":"AaH7Vn3nMQQ+15iEjTH6Zw==","f_port":2,"f_cnt":)"
                + QByteArray::number(fCnt) + R"(,"frm_payload":"CPxuDOQ=","received_at":")" + time + R"("}})",
            0, false);
    }

private:
    MessageQueue m_queue;
    MqttOptions m_options;
    MqttConnection m_connection;
};

Profile profileFor(quint16 port, const QStringList &applications)
{
    Profile profile;
    profile.id = QUuid::createUuid();
    profile.name = QStringLiteral("test");
    profile.mqtt = {QStringLiteral("127.0.0.1"), port, std::nullopt};
    profile.applications = applications;
    return profile;
}

const QHash<QString, QByteArray> keys{{QStringLiteral("orchard"), "key-of-orchard"},
                                      {QStringLiteral("vineyard"), "key-of-vineyard"}};

/// A pipeline with one session, and what came through its mailbox.
struct Console
{
    Console(const Profile &profile, const QString &path)
        : pipeline(std::make_unique<Pipeline>(MqttTransport::defaultKind()))
        , session(std::make_unique<ProfileSession>(*pipeline, ProfileSession::Options{profile, path}))
    {
        QObject::connect(
            &pipeline->mailbox(), &BatchMailbox::ready, session.get(),
            [this] {
                for (const EventBatchPtr &batch : pipeline->mailbox().take()) {
                    records.insert(records.end(), batch->records.begin(), batch->records.end());
                    revised.insert(revised.end(), batch->revised.begin(), batch->revised.end());
                }
            },
            Qt::QueuedConnection);
        QObject::connect(session.get(), &ProfileSession::historyOpened, session.get(), [this](const Problem &problem) {
            openProblem = problem;
            opened = true;
        });
    }
    ~Console()
    {
        session.reset();
        pipeline.reset();
    }
    [[nodiscard]] ConnectionStatus::State state() const { return session->status().state; }
    [[nodiscard]] int count(EventKind kind) const
    {
        return int(std::count_if(records.begin(), records.end(),
                                 [&](const EventRecord &record) { return record.kind == kind; }));
    }

    std::unique_ptr<Pipeline> pipeline;
    std::unique_ptr<ProfileSession> session;
    std::vector<EventRecord> records;
    std::vector<EventRecord> revised;
    Problem openProblem;
    bool opened = false;
};

} // namespace

class TestProfileSession : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void receivesStoresAndRemembers();
    void survivesTheBroker();
    void refusedUntilTheKeyIsRight();
    void anotherKeyIsUsedAtOnce();
    void othersAreWatchedWithoutAnInterruption();
    void aGapThatIsOpenAtTheEndEndsThere();
    void aSecondOneFollowsAndTakesOver();
    void everythingIsStoredAtTheEnd();
    void plaintextNeedsPermission();

private:
    std::unique_ptr<MosquittoBroker> m_broker;
    QTemporaryDir m_folder;
};

void TestProfileSession::initTestCase()
{
    m_broker = std::make_unique<MosquittoBroker>(brokerOptions());
    m_broker->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_broker->isRunning(), PatienceMs);
}

void TestProfileSession::receivesStoresAndRemembers()
{
    const Profile profile = profileFor(m_broker->port(), {QStringLiteral("orchard"), QStringLiteral("vineyard")});
    const QString path = m_folder.filePath(QStringLiteral("remember.sqlite"));
    Server server(m_broker->port());
    QTRY_VERIFY_WITH_TIMEOUT(server.isLive(), PatienceMs);
    {
        Console console(profile, path);
        console.session->setCredential({}, keys);
        console.session->open();
        QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
        QVERIFY(!console.openProblem);
        console.session->connectNow();
        QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
        QCOMPARE(console.session->status().liveApplications, 2);
        server.uplink("orchard", "field-01", 10);
        server.uplink("vineyard", "vine-01", 1);
        QTRY_COMPARE_WITH_TIMEOUT(console.records.size(), std::size_t(2), PatienceMs);
        QVERIFY(console.records[0].seq > 0);
        QSignalSpy closed(console.session.get(), &ProfileSession::closed);
        console.session->close();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, PatienceMs);
    }
    QTest::qWait(1'100); // a pause that counts as one
    Console console(profile, path);
    console.session->setCredential({}, keys);
    console.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
    RecordPage page;
    Call<RecordPage> call = console.session->reader()->page(0, 100);
    call.then(this, [&](const RecordPage &answer) { page = answer; });
    QTRY_COMPARE_WITH_TIMEOUT(page.records.size(), std::size_t(2), PatienceMs);
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
    server.uplink("orchard", "field-01", 14);
    QTRY_COMPARE_WITH_TIMEOUT(console.count(EventKind::Uplink), 1, PatienceMs);
    QCOMPARE(console.count(EventKind::Gap), 1); // the console was closed
    QCOMPARE(console.records.back().missed, quint16(3));
    QVERIFY(console.records.back().has(EventRecord::MissedAcrossGap));
    // Told at once when the frame came with the row, else by a revision.
    const auto told = [&] {
        const auto isTold = [](const EventRecord &record) { return record.kind == EventKind::Gap && record.fCnt == 3; };
        return std::any_of(console.records.begin(), console.records.end(), isTold)
            || std::any_of(console.revised.begin(), console.revised.end(), isTold);
    };
    QTRY_VERIFY_WITH_TIMEOUT(told(), PatienceMs);
}

void TestProfileSession::survivesTheBroker()
{
    MosquittoBroker broker(brokerOptions());
    broker.start();
    QTRY_VERIFY_WITH_TIMEOUT(broker.isRunning(), PatienceMs);
    Console console(profileFor(broker.port(), {QStringLiteral("orchard"), QStringLiteral("vineyard")}),
                    m_folder.filePath(QStringLiteral("survive.sqlite")));
    console.session->setCredential({}, keys);
    console.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
    {
        Server server(broker.port());
        QTRY_VERIFY_WITH_TIMEOUT(server.isLive(), PatienceMs);
        server.uplink("orchard", "field-01", 1);
        QTRY_COMPARE_WITH_TIMEOUT(console.count(EventKind::Uplink), 1, PatienceMs);
    }
    broker.kill();
    QTRY_VERIFY_WITH_TIMEOUT(!broker.isRunning(), PatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(console.count(EventKind::Gap), 1, PatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Waiting, PatienceMs);
    QVERIFY(console.session->status().problem);
    broker.start();
    QTRY_VERIFY_WITH_TIMEOUT(broker.isRunning(), PatienceMs);
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
    QVERIFY(!console.session->status().problem);
    Server server(broker.port());
    QTRY_VERIFY_WITH_TIMEOUT(server.isLive(), PatienceMs);
    server.uplink("orchard", "field-01", 4);
    QTRY_COMPARE_WITH_TIMEOUT(console.count(EventKind::Uplink), 2, PatienceMs);
    QCOMPARE(console.count(EventKind::Gap), 1); // one row for both connections
    QTRY_VERIFY_WITH_TIMEOUT(!console.revised.empty() && console.revised.back().fCnt == 2, PatienceMs);
    QVERIFY(console.revised.back().receivedNs > console.revised.back().timeNs);
    QCOMPARE(console.revised.back().gatewayCount, quint8(2));
}

void TestProfileSession::anotherKeyIsUsedAtOnce()
{
    Console console(profileFor(m_broker->port(), {QStringLiteral("orchard")}),
                    m_folder.filePath(QStringLiteral("another.sqlite")));
    console.session->setCredential({}, keys);
    console.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
    console.session->setCredential("revoked");
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.session->status().problem.code, Problem::Code::NotAuthorized, PatienceMs);
}

/// Ticks that change beside an application that stays: it hears every uplink, on one connection.
void TestProfileSession::othersAreWatchedWithoutAnInterruption()
{
    Server server(m_broker->port());
    QTRY_VERIFY_WITH_TIMEOUT(server.isLive(), PatienceMs);
    Console console(profileFor(m_broker->port(), {QStringLiteral("orchard")}),
                    m_folder.filePath(QStringLiteral("others.sqlite")));
    console.session->setCredential({}, keys);
    console.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
    const auto watch = [&](const QStringList &applications) {
        console.session->setApplications(applications);
        console.session->setCredential({}, keys);
        console.session->connectNow();
    };
    std::set<ConnectionStatus::State> seen;
    connect(console.session.get(), &ProfileSession::statusChanged, this,
            [&](const ConnectionStatus &status) { seen.insert(status.state); });
    quint32 sent = 0;
    const auto send = [&](int uplinks) {
        for (int i = 0; i < uplinks; ++i)
            server.uplink("orchard", "field-01", ++sent);
    };
    send(20);
    watch({QStringLiteral("orchard"), QStringLiteral("vineyard")});
    send(20);
    QTRY_COMPARE_WITH_TIMEOUT(console.session->status().liveApplications, 2, PatienceMs);
    server.uplink("vineyard", "vine-01", 1);
    send(20);
    QTRY_COMPARE_WITH_TIMEOUT(console.count(EventKind::Uplink), int(sent) + 1, PatienceMs);
    watch({QStringLiteral("orchard")});
    QCOMPARE(console.session->status().applications, 1);
    QCOMPARE(console.state(), ConnectionStatus::State::Live);
    send(20);
    watch({QStringLiteral("vineyard"), QStringLiteral("orchard")});
    QTRY_COMPARE_WITH_TIMEOUT(console.session->status().liveApplications, 2, PatienceMs);
    server.uplink("vineyard", "vine-01", 5);
    send(20);
    QTRY_COMPARE_WITH_TIMEOUT(console.count(EventKind::Uplink), int(sent) + 2, PatienceMs);
    QCOMPARE(console.count(EventKind::Gap), 0);
    for (const EventRecord &record : console.records) {
        const QString device = console.pipeline->dictionary().device(record.device).device;
        if (device == QLatin1String("field-01"))
            QCOMPARE(record.missed, quint16(0));
        else if (record.fCnt == 5)
            QVERIFY(record.has(EventRecord::MissedAcrossGap)); // it was not watched meanwhile
    }
    // Partly: the other one is on its way. The one that stays never was.
    const std::set<ConnectionStatus::State> expected{ConnectionStatus::State::Live, ConnectionStatus::State::Partly};
    QCOMPARE(seen, expected);

    watch({});
    QCOMPARE(console.session->status().liveApplications, 0);
    QSignalSpy closed(console.session.get(), &ProfileSession::closed);
    console.session->close(); // says goodbye to those that have just left
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, PatienceMs);
}

void TestProfileSession::aGapThatIsOpenAtTheEndEndsThere()
{
    MosquittoBroker broker(brokerOptions());
    broker.start();
    QTRY_VERIFY_WITH_TIMEOUT(broker.isRunning(), PatienceMs);
    const Profile profile = profileFor(broker.port(), {QStringLiteral("orchard"), QStringLiteral("vineyard")});
    const QString path = m_folder.filePath(QStringLiteral("gaps.sqlite"));
    qint64 lostNs = 0;
    {
        Console console(profile, path);
        console.session->setCredential({}, keys);
        console.session->open();
        QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
        console.session->connectNow();
        QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
        broker.kill();
        QTRY_COMPARE_WITH_TIMEOUT(console.count(EventKind::Gap), 1, PatienceMs);
        QCOMPARE(console.records.back().receivedNs, 0); // open
        lostNs = console.records.back().timeNs;
        QSignalSpy closed(console.session.get(), &ProfileSession::closed);
        console.session->close();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, PatienceMs);
    }
    QTest::qWait(1'200); // longer than what is forgiven
    QTRY_VERIFY_WITH_TIMEOUT(!broker.isRunning(), PatienceMs);
    broker.start();
    QTRY_VERIFY_WITH_TIMEOUT(broker.isRunning(), PatienceMs);
    Console console(profile, path);
    console.session->setCredential({}, keys);
    console.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
    std::vector<EventRecord> stored;
    auto call = console.session->reader()->page(0, 10);
    call.then(console.session.get(), [&](const RecordPage &page) { stored = page.records; });
    QTRY_COMPARE_WITH_TIMEOUT(stored.size(), std::size_t(1), PatienceMs);
    QCOMPARE(stored[0].timeNs, lostNs);
    QVERIFY(stored[0].receivedNs >= lostNs); // not open for ever
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.count(EventKind::Gap), 1, PatienceMs);
    QCOMPARE(console.records.back().timeNs, stored[0].receivedNs); // nothing is told twice
}

void TestProfileSession::refusedUntilTheKeyIsRight()
{
    Console console(profileFor(m_broker->port(), {QStringLiteral("orchard")}),
                    m_folder.filePath(QStringLiteral("refused.sqlite")));
    console.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Refused, PatienceMs);
    QCOMPARE(console.session->status().problem.code, Problem::Code::CredentialMissing);
    console.session->setCredential("wrong");
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.session->status().problem.code, Problem::Code::NotAuthorized, PatienceMs);
    QCOMPARE(console.state(), ConnectionStatus::State::Refused);
    console.session->setCredential("key-of-orchard");
    console.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
    QCOMPARE(console.count(EventKind::Gap), 0); // we never listened before
}

void TestProfileSession::aSecondOneFollowsAndTakesOver()
{
    const Profile profile = profileFor(m_broker->port(), {QStringLiteral("orchard")});
    const QString path = m_folder.filePath(QStringLiteral("shared.sqlite"));
    Server server(m_broker->port());
    QTRY_VERIFY_WITH_TIMEOUT(server.isLive(), PatienceMs);
    auto holder = std::make_unique<Console>(profile, path);
    holder->session->setCredential({}, keys);
    holder->session->open();
    QTRY_VERIFY_WITH_TIMEOUT(holder->opened, PatienceMs);
    holder->session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(holder->state(), ConnectionStatus::State::Live, PatienceMs);

    Console second(profile, path);
    second.session->setCredential({}, keys);
    QSignalSpy tookOver(second.session.get(), &ProfileSession::tookOver);
    second.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(second.opened, PatienceMs);
    QCOMPARE(second.openProblem.code, Problem::Code::HistoryLocked);
    QCOMPARE(second.state(), ConnectionStatus::State::Following);
    QVERIFY(!second.session->status().holder.isEmpty());
    second.session->connectNow(); // without effect
    QCOMPARE(second.state(), ConnectionStatus::State::Following);
    QSignalSpy cleared(second.session.get(), &ProfileSession::historyCleared);
    second.session->clearHistory(); // not ours
    QTRY_COMPARE(cleared.size(), 1);
    QCOMPARE(cleared.first().first().value<Problem>().code, Problem::Code::HistoryLocked);
    second.session->followFrom(0);
    server.uplink("orchard", "field-01", 1);
    QTRY_COMPARE_WITH_TIMEOUT(second.count(EventKind::Uplink), 1, PatienceMs);

    QSignalSpy closed(holder->session.get(), &ProfileSession::closed);
    holder->session->close();
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, PatienceMs);
    holder.reset();
    QTRY_COMPARE_WITH_TIMEOUT(tookOver.size(), 1, PatienceMs);
    second.session->connectNow();
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), ConnectionStatus::State::Live, PatienceMs);
    server.uplink("orchard", "field-01", 2);
    QTRY_COMPARE_WITH_TIMEOUT(second.count(EventKind::Uplink), 2, PatienceMs);
}

void TestProfileSession::everythingIsStoredAtTheEnd()
{
    const Profile profile = profileFor(m_broker->port(), {QStringLiteral("orchard")});
    const QString path = m_folder.filePath(QStringLiteral("end.sqlite"));
    Server server(m_broker->port());
    QTRY_VERIFY_WITH_TIMEOUT(server.isLive(), PatienceMs);
    quint64 received = 0;
    {
        Console console(profile, path);
        console.session->setCredential({}, keys);
        console.session->open();
        QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
        console.session->connectNow();
        QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionStatus::State::Live, PatienceMs);
        for (quint32 i = 0; i < 5'000; ++i)
            server.uplink("orchard", "field-01", i);
        QTRY_VERIFY_WITH_TIMEOUT(console.pipeline->ingest().received() > 0, PatienceMs);
        QSignalSpy closed(console.session.get(), &ProfileSession::closed);
        console.session->close(); // in the middle of it
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, PatienceMs);
        received = console.pipeline->ingest().received();
    }
    Console console(profile, path);
    console.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
    QCOMPARE(console.session->historyStatus().info.events, received);
}

void TestProfileSession::plaintextNeedsPermission()
{
    Profile profile = profileFor(1883, {QStringLiteral("orchard")});
    profile.mqtt.host = QStringLiteral("192.0.2.1"); // documentation address: nothing is sent there
    Console console(profile, m_folder.filePath(QStringLiteral("plain.sqlite")));
    console.session->setCredential({}, keys);
    console.session->open();
    QTRY_VERIFY_WITH_TIMEOUT(console.opened, PatienceMs);
    console.session->connectNow();
    QCOMPARE(console.state(), ConnectionStatus::State::Refused);
    QCOMPARE(console.session->status().problem.code, Problem::Code::PlaintextNotAllowed);
}

TTN_TEST_MAIN(TestProfileSession)
#include "tst_profilesession.moc"
