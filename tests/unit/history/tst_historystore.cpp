// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/historyfile.h"
#include "backend/history/readsession.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/support/testmain.h"
#include "tests/unit/history/historyfixture.h"

#include <QDir>
#include <QFileInfo>

using namespace Domain;
using namespace Backend;
using namespace HistoryFixture;

class TestHistoryStore : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void appendGivesSequenceNumbers();
    void reopens();
    void namesInAnotherProcess();
    void devEuiFollows();
    void strangeNames();
    void revisesGaps();
    void listening();
    void aGapLeftOpenEnds();
    void countersWithoutSnapshot();
    void countersAfterSnapshot();
    void locked();
    void removing();
    void damaged_data();
    void damaged();
    void damagedInTheMiddle();
    void newer();
    void unwritable();
    void diskFull();
    void retentionByAge();
    void retentionBySize();
    void retentionAnnouncement();
    void clear();
    void permissions();

private:
    std::unique_ptr<SqliteHistoryStore> open(Problem *problem = nullptr, qint64 maxPages = 0);
    QByteArray payloadOf(qint64 seq);
    std::vector<EventRecord> stored();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Dictionary> m_dictionary;
    ProfileRef m_profile = 0;
    DeviceRef m_device = 0;
    QString m_path;
};

void TestHistoryStore::init()
{
    TestBase::init();
    m_folder = std::make_unique<QTemporaryDir>();
    m_dictionary = std::make_unique<Dictionary>();
    m_profile = m_dictionary->internProfile(QStringLiteral("sandbox"));
    m_device = m_dictionary->internDevice(m_profile, "orchard", "field-01");
    m_path = m_folder->filePath(QStringLiteral("history/one.history"));
}

std::unique_ptr<SqliteHistoryStore> TestHistoryStore::open(Problem *problem, qint64 maxPages)
{
    HistoryOptions options;
    options.path = m_path;
    options.profile = m_profile;
    options.dictionary = m_dictionary.get();
    options.maxPages = maxPages;
    Problem ignored;
    return SqliteHistoryStore::open(options, problem ? problem : &ignored);
}

QByteArray TestHistoryStore::payloadOf(qint64 seq)
{
    ReadSession session(m_path, m_dictionary.get(), m_profile);
    RawMessage message;
    bool found = false;
    if (session.ensureOpen() != SQLITE_OK || session.message(seq, message, found) != SQLITE_OK || !found)
        return "none";
    return message.payload;
}

std::vector<EventRecord> TestHistoryStore::stored()
{
    ReadSession session(m_path, m_dictionary.get(), m_profile);
    std::vector<EventRecord> records;
    if (session.ensureOpen() == SQLITE_OK)
        [&] { QCOMPARE(session.rows(0, 1'000'000'000, records), SQLITE_OK); }();
    return records;
}

void TestHistoryStore::appendGivesSequenceNumbers()
{
    const auto store = open();
    QVERIFY(store);
    QCOMPARE(store->info().events, quint64(0));
    Events events = uplinks(m_device, 100);
    QVERIFY(!store->append(events.records, events.raw));
    for (std::size_t i = 0; i < 100; ++i)
        QCOMPARE(events.records[i].seq, qint64(i) + 1);
    QVERIFY(!store->append({}, {}));
    Events more = uplinks(m_device, 1, 100);
    QVERIFY(!store->append(more.records, more.raw));
    QCOMPARE(more.records[0].seq, qint64(101));
    const HistoryInfo info = store->info();
    QCOMPARE(info.events, quint64(101));
    QCOMPARE(info.firstSeq, qint64(1));
    QCOMPARE(info.lastSeq, qint64(101));
    QCOMPARE(info.oldestNs, Start);
    QVERIFY(info.bytes > 0);
}

void TestHistoryStore::reopens()
{
    EventRecord written;
    {
        const auto store = open();
        Events events = uplinks(m_device, 1);
        EventRecord &record = events.records[0];
        record.gateway = m_dictionary->internGateway("roof");
        record.radio = m_dictionary->internRadio("SF7BW125", 868'100'000);
        record.timeNs = Start - 1;
        record.fCnt = 0xFFFFFFFF;
        record.group = 0xFEDCBA98;
        record.missed = 0xFFFF;
        record.rssiCentiDbm = NoRadioValue;
        record.snrCentiDb = -1234;
        record.airtimeTenthMs = 0xFFFE;
        record.flags = 0xFFFF;
        record.kind = EventKind::Lost;
        record.fPort = 255;
        record.gatewayCount = 254;
        record.payloadBytes = 253;
        QVERIFY(!store->append(events.records, events.raw));
        written = record;
    }
    const auto store = open();
    QVERIFY(store);
    const std::vector<EventRecord> read = stored();
    QCOMPARE(read.size(), std::size_t(1));
    QCOMPARE(std::memcmp(&read[0], &written, sizeof written), 0);
    Events events = uplinks(m_device, 1);
    QVERIFY(!store->append(events.records, events.raw));
    QCOMPARE(events.records[0].seq, qint64(2));
}

void TestHistoryStore::namesInAnotherProcess()
{
    {
        const auto store = open();
        Events events;
        for (const char *name : {"a", "b", "c"})
            addUplink(events, m_dictionary->internDevice(m_profile, "orchard", name), 1, Start);
        events.records[1].gateway = m_dictionary->internGateway("roof");
        events.records[2].gateway = m_dictionary->internGateway("barn");
        events.records[2].radio = m_dictionary->internRadio("SF12BW125", 868'500'000);
        QVERIFY(!store->append(events.records, events.raw));
    }
    // Another process met other names first.
    m_dictionary = std::make_unique<Dictionary>();
    m_dictionary->internProfile(QStringLiteral("other"));
    m_profile = m_dictionary->internProfile(QStringLiteral("sandbox"));
    m_dictionary->internDevice(m_profile, "orchard", "c");
    m_dictionary->internGateway("barn");
    m_dictionary->internRadio("SF9BW125", 1);
    const auto store = open();
    Events events;
    addUplink(events, m_dictionary->internDevice(m_profile, "orchard", "new"), 1, Start);
    addUplink(events, m_dictionary->internDevice(m_profile, "orchard", "b"), 1, Start);
    QVERIFY(!store->append(events.records, events.raw));
    const std::vector<EventRecord> read = stored();
    QStringList devices, gateways;
    for (const EventRecord &record : read) {
        devices << m_dictionary->device(record.device).device;
        gateways << m_dictionary->gateway(record.gateway);
    }
    QCOMPARE(devices, QStringLiteral("a b c new b").split(u' '));
    QCOMPARE(gateways, QStringLiteral(" roof barn  ").split(u' '));
    QCOMPARE(m_dictionary->radio(read[2].radio).frequencyHz, quint64(868'500'000));
    QCOMPARE(m_dictionary->device(read[0].device).profile, m_profile);
}

void TestHistoryStore::devEuiFollows()
{
    {
        const auto store = open();
        Events events = uplinks(m_device, 1);
        QVERIFY(!store->append(events.records, events.raw));
        m_dictionary->setDevEui(m_device, Eui(0x0B00000000000001));
        QVERIFY(!store->append(events.records, events.raw));
    }
    m_dictionary = std::make_unique<Dictionary>();
    const auto store = open();
    QCOMPARE(m_dictionary->device(1).devEui.load(), quint64(0x0B00000000000001));
}

void TestHistoryStore::strangeNames()
{
    const std::string odd("'\"\\\0\xC3\xA4;--", 9);
    {
        const auto store = open();
        Events events = uplinks(m_dictionary->internDevice(m_profile, odd, ""), 1);
        QVERIFY(!store->append(events.records, events.raw));
    }
    const QString expected = m_dictionary->device(m_dictionary->internDevice(m_profile, odd, "")).application;
    m_dictionary = std::make_unique<Dictionary>();
    QCOMPARE(m_dictionary->device(stored()[0].device).application, expected);
}

void TestHistoryStore::revisesGaps()
{
    const auto store = open();
    Events events = uplinks(m_device, 50);
    events.records[20].kind = EventKind::Gap;
    events.records[20].receivedNs = 0;
    QVERIFY(!store->append(events.records, events.raw));
    EventRecord gap = events.records[20];
    for (const int round : {1, 2}) {
        gap.receivedNs = Start + round;
        gap.missed = quint16(round);
        RawMessage raw = events.raw[20];
        raw.payload = "{\"round\":" + QByteArray::number(round) + "}";
        EventRecord gone = gap;
        gone.seq = 4'711;
        const EventRecord records[] = {gap, gone};
        const RawMessage messages[] = {raw, raw};
        QVERIFY(!store->revise(records, messages));
        QCOMPARE(payloadOf(gap.seq), raw.payload);
        QCOMPARE(stored()[20].receivedNs, Start + round);
    }
    QCOMPARE(stored().size(), std::size_t(50));
    QCOMPARE(payloadOf(gap.seq + 1), events.raw[21].payload);
    QCOMPARE(payloadOf(4'711), QByteArray("none"));
}

void TestHistoryStore::listening()
{
    {
        const auto store = open();
        QCOMPARE(store->lastListeningNs(), qint64(0));
        store->noteListening(Start);
        store->noteListening(Start + Second);
        QCOMPARE(store->lastListeningNs(), Start + Second);
    }
    {
        const auto store = open();
        QCOMPARE(store->lastListeningNs(), Start + Second);
        Events events = uplinks(m_device, 2, 0, Start + 10 * Second);
        events.records[1].kind = EventKind::Gap;
        events.records[1].receivedNs = Start + 99 * Second;
        QVERIFY(!store->append(events.records, events.raw));
        QCOMPARE(store->lastListeningNs(), Start + 10 * Second);
    }
    QCOMPARE(open()->lastListeningNs(), Start + 10 * Second);
}

void TestHistoryStore::aGapLeftOpenEnds()
{
    {
        const auto store = open();
        Events events = uplinks(m_device, 4);
        for (const std::size_t gap : {1, 2}) {
            events.records[gap].kind = EventKind::Gap;
            events.records[gap].receivedNs = 0;
        }
        events.records[2].timeNs = Start + 60 * Second;
        QVERIFY(!store->append(events.records, events.raw));
    }
    const auto store = open();
    const std::vector<EventRecord> rows = stored();
    QCOMPARE(rows.size(), std::size_t(4));
    QCOMPARE(rows[1].receivedNs, Start + 3 * Second); // others listened until then
    QCOMPARE(rows[2].receivedNs, Start + 60 * Second);
    QCOMPARE(rows[3].receivedNs, Start + 3 * Second);
    QCOMPARE(store->lastListeningNs(), Start + 3 * Second);
}

void TestHistoryStore::countersWithoutSnapshot()
{
    const auto store = open();
    const DeviceRef other = m_dictionary->internDevice(m_profile, "orchard", "other");
    Events events = uplinks(m_device, 3, 10);
    addUplink(events, m_device, 5, Start);
    events.records.back().set(EventRecord::Repeat);
    addUplink(events, other, 7, Start);
    addUplink(events, other, 0, Start + Second);
    events.records.back().kind = EventKind::Join;
    QVERIFY(!store->append(events.records, events.raw));
    std::vector<DeviceCounter> counters = store->counters();
    QCOMPARE(counters.size(), std::size_t(2));
    std::sort(counters.begin(), counters.end(), [](const auto &a, const auto &b) { return a.device < b.device; });
    QCOMPARE(counters[0].device, m_device);
    QCOMPARE(counters[0].lastFCnt, 12u);
    QCOMPARE(counters[0].lastReceivedNs, Start + 2 * Second);
    QVERIFY(counters[0].known && !counters[0].joined);
    QCOMPARE(counters[1].lastFCnt, 7u);
    QVERIFY(!counters[1].known && counters[1].joined);
}

void TestHistoryStore::countersAfterSnapshot()
{
    {
        const auto store = open();
        Events events = uplinks(m_device, 3, 10);
        QVERIFY(!store->append(events.records, events.raw));
        DeviceCounter counter{m_device, 500, 77, Start, true, false};
        store->saveCounters({&counter, 1});
        // What the snapshot says holds for what is older than it.
        QCOMPARE(store->counters().at(0).lastFCnt, 500u);
        QCOMPARE(store->counters().at(0).session, 77u);
        Events later = uplinks(m_device, 1, 501);
        QVERIFY(!store->append(later.records, later.raw));
    }
    const DeviceCounter counter = open()->counters().at(0);
    QCOMPARE(counter.lastFCnt, 501u);
    QCOMPARE(counter.session, 77u);
}

void TestHistoryStore::locked()
{
    Problem problem;
    const auto store = open();
    QVERIFY(store);
    QVERIFY(!open(&problem));
    QCOMPARE(problem.code, Problem::Code::HistoryLocked);
    QCOMPARE(problem.args.size(), 4);
    QCOMPARE(problem.args[0], m_path);
    QVERIFY(problem.args[1].contains(u"tst_historystore"));
    QCOMPARE(problem.args[2], QString::number(QCoreApplication::applicationPid()));
    QCOMPARE(problem.args[3], QSysInfo::machineHostName());
}

void TestHistoryStore::removing()
{
    auto store = open();
    QVERIFY(store);
    QCOMPARE(HistoryFile::remove(m_path).code, Problem::Code::HistoryLocked);
    QVERIFY(QFile::exists(m_path));
    store.reset();
    QVERIFY(!HistoryFile::remove(m_path));
    QVERIFY(QDir(QFileInfo(m_path).path()).isEmpty());
    QVERIFY(!HistoryFile::remove(m_path)); // it is gone already
}

void TestHistoryStore::damaged_data()
{
    QTest::addColumn<QByteArray>("how");
    for (const char *how : {"header", "truncated", "not a database", "schema", "other database"})
        QTest::newRow(how) << QByteArray(how);
}

void TestHistoryStore::damaged()
{
    QFETCH(QByteArray, how);
    {
        const auto store = open();
        Events events = uplinks(m_device, 2'000);
        QVERIFY(!store->append(events.records, events.raw));
    }
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (how == "header")
        file.write(QByteArray(100, 'x'));
    else if (how == "truncated")
        file.resize(file.size() / 2);
    else if (how == "not a database")
        file.resize(0),
            file.write("a text that somebody saved here by mistake, longer than a header would be, so that it is read");
    else if (how == "schema")
        file.seek(200), file.write(QByteArray(HistorySchema::PageSize - 200, '\xA5'));
    else {
        file.remove();
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.close();
        SqliteDatabase other;
        QCOMPARE(other.open(m_path, SqliteDatabase::Mode::ReadWrite), SQLITE_OK);
        QCOMPARE(other.exec("CREATE TABLE event(a)"), SQLITE_OK);
    }
    file.close();
    const qint64 size = QFileInfo(m_path).size();

    Problem problem;
    {
        const auto store = open(&problem);
        QVERIFY(store);
        QCOMPARE(problem.code, Problem::Code::HistoryDamaged);
        QCOMPARE(problem.args.size(), 2);
        QCOMPARE(QFileInfo(problem.args[1]).size(), size);
        QVERIFY(problem.args[1].startsWith(m_path + QStringLiteral(".damaged-")));
        Events events = uplinks(m_device, 1);
        QVERIFY(!store->append(events.records, events.raw));
        QCOMPARE(events.records[0].seq, qint64(1));
    }
    problem = {};
    QVERIFY(open(&problem));
    QVERIFY(!problem);
}

void TestHistoryStore::damagedInTheMiddle()
{
    {
        const auto store = open();
        Events events = uplinks(m_device, 5'000);
        QVERIFY(!store->append(events.records, events.raw));
    }
    {
        // A leaf of the events, which were written before their payloads: a look at the ends of the tables does not
        // meet it.
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / HistorySchema::PageSize / 2 * HistorySchema::PageSize);
        QCOMPARE(file.peek(1), QByteArray("\x0D"));
        file.write(QByteArray(HistorySchema::PageSize, 'x'));
    }
    Problem problem;
    {
        const auto store = open(&problem);
        QVERIFY(store && !problem);
        RetentionPolicy policy;
        policy.age = std::chrono::hours(1);
        while (store->deleteExpired(policy, Start + 99'999 * Second, 100'000)) { }
        QVERIFY(store->info().events > 0);
    }
    // It was met while the file was in use, so the next start looks closely.
    const auto store = open(&problem);
    QVERIFY(store);
    QCOMPARE(problem.code, Problem::Code::HistoryDamaged);
    QCOMPARE(store->info().events, quint64(0));
}

void TestHistoryStore::newer()
{
    open();
    {
        SqliteDatabase database;
        QCOMPARE(database.open(m_path, SqliteDatabase::Mode::ReadWrite), SQLITE_OK);
        QCOMPARE(database.exec("PRAGMA user_version=99"), SQLITE_OK);
    }
    Problem problem;
    const auto store = open(&problem);
    QVERIFY(store);
    QCOMPARE(problem.code, Problem::Code::HistoryNewer);
    QVERIFY(QFile::exists(problem.args.at(1)));
    SqliteDatabase aside;
    QCOMPARE(aside.open(problem.args.at(1), SqliteDatabase::Mode::ReadOnly), SQLITE_OK);
    QCOMPARE(aside.integer("PRAGMA user_version"), qint64(99));
}

void TestHistoryStore::unwritable()
{
    // A folder in the place of the file cannot be written by root either.
    QVERIFY(QDir().mkpath(m_path));
    Problem problem;
    QVERIFY(!open(&problem));
    QCOMPARE(problem.code, Problem::Code::HistoryUnwritable);
    QCOMPARE(problem.args.at(0), m_path);
}

void TestHistoryStore::diskFull()
{
    const auto store = open(nullptr, 60);
    QVERIFY(store);
    Events first = uplinks(m_device, 100);
    QVERIFY(!store->append(first.records, first.raw));
    const HistoryInfo before = store->info();
    // The batch also brings a name: it has to be given again later.
    const DeviceRef fresh = m_dictionary->internDevice(m_profile, "orchard", "fresh");
    Events large = uplinks(fresh, 20);
    QRandomGenerator random(1);
    for (RawMessage &raw : large.raw) {
        raw.payload.resize(100'000);
        random.fillRange(reinterpret_cast<quint32 *>(raw.payload.data()), raw.payload.size() / 4);
    }
    for (int i = 0; i < 3; ++i) {
        const Problem problem = store->append(large.records, large.raw);
        QCOMPARE(problem.code, Problem::Code::DiskFull);
        QVERIFY(problem.retryable);
        QCOMPARE(problem.args, QStringList{m_path});
        QCOMPARE(large.records[0].seq, qint64(0));
        QCOMPARE(store->info().events, before.events);
    }
    Events small = uplinks(fresh, 1);
    QVERIFY(!store->append(small.records, small.raw));
    QCOMPARE(small.records[0].seq, qint64(101));
    QCOMPARE(m_dictionary->device(stored().back().device).device, QStringLiteral("fresh"));
    for (const qint64 seq : {1, 100})
        QCOMPARE(payloadOf(seq), first.raw[std::size_t(seq) - 1].payload);
    QCOMPARE(payloadOf(101), small.raw[0].payload);
}

void TestHistoryStore::retentionByAge()
{
    const auto store = open();
    Events events = uplinks(m_device, 3'000);
    QVERIFY(!store->append(events.records, events.raw));
    RetentionPolicy policy;
    policy.age = std::chrono::hours(1);
    const qint64 now = Start + 3'000 * Second;
    QCOMPARE(store->expired(policy, now - 3'000 * Second), quint64(0));
    // The oldest 2,400 of 3,000 s are beyond... an hour is 3,600 s, so look 3,000 s later.
    const qint64 later = now + 3'000 * Second;
    QCOMPARE(store->expired(policy, later), quint64(2'400));
    QCOMPARE(store->deleteExpired(policy, later, 10), quint64(10));
    QCOMPARE(store->info().firstSeq, qint64(11));
    quint64 deleted = 10;
    while (const quint64 some = store->deleteExpired(policy, later, 1'000))
        deleted += some;
    QCOMPARE(deleted, quint64(2'400));
    QCOMPARE(store->expired(policy, later), quint64(0));
    QCOMPARE(store->info().events, quint64(600));
    QCOMPARE(store->info().oldestNs, Start + 2'400 * Second);
    QCOMPARE(stored().size(), std::size_t(600));
    QCOMPARE(payloadOf(2'401), events.raw[2'400].payload);
    // All of it: sequence numbers go on, also after a restart.
    while (store->deleteExpired(policy, later + 9'999 * Second, 1'000)) { }
    QCOMPARE(store->info().events, quint64(0));
    QCOMPARE(payloadOf(3'000), QByteArray("none"));
}

void TestHistoryStore::retentionBySize()
{
    auto store = open();
    QRandomGenerator random(1);
    for (int batch = 0; batch < 20; ++batch) {
        Events events = uplinks(m_device, 500, quint32(batch) * 500, Start + batch * 500 * Second);
        for (RawMessage &raw : events.raw) {
            raw.payload.resize(1'000);
            random.fillRange(reinterpret_cast<quint32 *>(raw.payload.data()), raw.payload.size() / 4);
        }
        QVERIFY(!store->append(events.records, events.raw));
    }
    const quint64 full = store->info().bytes;
    QVERIFY(full > 10'000'000);
    RetentionPolicy policy;
    policy.age = std::chrono::hours(0);
    policy.bytes = 4'000'000;
    while (store->deleteExpired(policy, Start, 1'000)) { }
    QVERIFY(store->info().bytes <= policy.bytes);
    QVERIFY(store->info().bytes > 3'000'000);
    QCOMPARE(store->info().lastSeq, qint64(10'000));
    const auto expected = store->info().events;
    QCOMPARE(stored().size(), std::size_t(expected));
    policy.bytes = 0;
    QCOMPARE(store->expired(policy, Start), quint64(0));
    store.reset();
    QVERIFY2(QFileInfo(m_path).size() < 12'000'000, "most of the freed pages go back to the system");
    QCOMPARE(open()->info().events, expected);
}

void TestHistoryStore::retentionAnnouncement()
{
    {
        const auto store = open();
        QVERIFY(!store->retentionAnnounced());
        store->setRetentionAnnounced();
        QVERIFY(store->retentionAnnounced());
    }
    QVERIFY(open()->retentionAnnounced());
}

void TestHistoryStore::clear()
{
    {
        const auto store = open();
        Events events = uplinks(m_device, 2'000);
        QVERIFY(!store->append(events.records, events.raw));
        const DeviceCounter counter{m_device, 1, 0, Start, true, false};
        store->saveCounters({&counter, 1});
        QVERIFY(!store->clear());
        QCOMPARE(store->info().events, quint64(0));
        QVERIFY(store->counters().empty());
        QVERIFY(stored().empty());
        QCOMPARE(payloadOf(1), QByteArray("none"));
        Events next = uplinks(m_device, 1);
        QVERIFY(!store->append(next.records, next.raw));
        QCOMPARE(next.records[0].seq, qint64(2'001));
        QVERIFY(!store->clear());
    }
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(!bytes.contains("field-01") && !bytes.contains("v3/orchard"));
    const auto store = open();
    Events events = uplinks(m_device, 1);
    QVERIFY(!store->append(events.records, events.raw));
    QCOMPARE(events.records[0].seq, qint64(2'002));
    QCOMPARE(m_dictionary->device(stored()[0].device).device, QStringLiteral("field-01"));
}

void TestHistoryStore::permissions()
{
#ifdef Q_OS_UNIX
    const auto store = open();
    Events events = uplinks(m_device, 1);
    QVERIFY(!store->append(events.records, events.raw));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    for (const QString &path : {m_path, QString(m_path + QStringLiteral("-wal")),
                                QString(m_path + QStringLiteral("-shm")), QFileInfo(m_path).absolutePath()}) {
        QVERIFY2(QFile::exists(path), qPrintable(path));
        QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
    }
#endif
}

TTN_TEST_MAIN(TestHistoryStore)
#include "tst_historystore.moc"
