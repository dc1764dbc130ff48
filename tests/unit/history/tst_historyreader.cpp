// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/sqlitehistoryreader.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/support/testmain.h"
#include "tests/unit/history/historyfixture.h"

#include <atomic>
#include <thread>

using namespace Domain;
using namespace Backend;
using namespace HistoryFixture;

class TestHistoryReader : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingThere();
    void pages();
    void cells();
    void rawMessages();
    void growingLastBlock();
    void scanRecords();
    void scanContent_data();
    void scanContent();
    void scanGoesOn();
    void urgentOvertakes();
    void cancelled();
    void whileAWriterWrites();

private:
    std::unique_ptr<SqliteHistoryReader> reader();
    void append(Events events);
    QList<qint64> scanAll(const QString &filter);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Dictionary> m_dictionary;
    std::unique_ptr<SqliteHistoryStore> m_store;
    ProfileRef m_profile = 0;
    DeviceRef m_device = 0;
    QString m_path;
};

void TestHistoryReader::init()
{
    TestBase::init();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_dictionary = std::make_unique<Dictionary>();
    m_profile = m_dictionary->internProfile(QStringLiteral("sandbox"));
    m_device = m_dictionary->internDevice(m_profile, "orchard", "field-01");
    m_path = m_folder->filePath(QStringLiteral("h/one.history"));
    Problem problem;
    m_store = SqliteHistoryStore::open({m_path, m_profile, m_dictionary.get()}, &problem);
    QVERIFY(m_store && !problem);
}

std::unique_ptr<SqliteHistoryReader> TestHistoryReader::reader()
{
    return std::make_unique<SqliteHistoryReader>(
        HistoryReaderOptions{m_path, m_profile, m_dictionary.get(), [] { return std::make_unique<SimpleCodec>(); }});
}

void TestHistoryReader::append(Events events)
{
    QVERIFY(!m_store->append(events.records, events.raw));
}

void TestHistoryReader::nothingThere()
{
    m_store.reset();
    QVERIFY(QFile::remove(m_path));
    const auto history = reader();
    const RecordPage page = wait(history->page(0, 10));
    QVERIFY(page.records.empty() && page.reachedStart && !page.problem);
    QVERIFY(!wait(history->raw(1)).found);
    const ScanPage scan = wait(history->scan({}, 0, 10));
    QVERIFY(scan.matches.empty() && scan.nextSeq == 0 && !scan.problem);
    // It need not be made anew when the first event comes.
    Problem problem;
    m_store = SqliteHistoryStore::open({m_path, m_profile, m_dictionary.get()}, &problem);
    append(uplinks(m_device, 3));
    QCOMPARE(wait(history->page(0, 10)).records.size(), std::size_t(3));
}

void TestHistoryReader::pages()
{
    append(uplinks(m_device, 40'000));
    const auto history = reader();
    RecordPage page = wait(history->page(0, 30'000));
    QCOMPARE(page.records.size(), std::size_t(30'000));
    QVERIFY(!page.reachedStart);
    QCOMPARE(page.records.front().seq, qint64(10'001));
    QCOMPARE(page.records.back().seq, qint64(40'000));
    for (std::size_t i = 1; i < page.records.size(); ++i)
        QCOMPARE(page.records[i].seq, page.records[i - 1].seq + 1);
    const EventRecord &record = page.records.back();
    QCOMPARE(record.fCnt, 39'999u);
    QCOMPARE(record.device, m_device);
    QCOMPARE(record.rssiCentiDbm, qint16(-6000));
    QCOMPARE(record.receivedNs, Start + 39'999 * Second);

    page = wait(history->page(10'001, 30'000));
    QCOMPARE(page.records.size(), std::size_t(10'000));
    QVERIFY(page.reachedStart);
    QCOMPARE(page.records.back().seq, qint64(10'000));
    page = wait(history->page(1, 10));
    QVERIFY(page.records.empty() && page.reachedStart);
}

void TestHistoryReader::cells()
{
    append(uplinks(m_device, 5'000));
    const auto history = reader();
    const CellsAnswer answer = wait(history->cells({4'000, 1, 9'999, 17, 17, 4'001}));
    QVERIFY(!answer.problem);
    QCOMPARE(answer.cells.size(), std::size_t(4));
    QCOMPARE(answer.cells[0].first, qint64(1));
    QCOMPARE(answer.cells[1].second.payload, QByteArray::fromHex("00000010"));
    QCOMPARE(answer.cells[3].first, qint64(4'001));
    QVERIFY(answer.cells[3].second.decoded.contains(u"4000"));
}

void TestHistoryReader::rawMessages()
{
    Events events = uplinks(m_device, 200);
    // Larger than a block, and what no compression makes smaller.
    events.raw[20].payload = QByteArray(3 << 20, 'x');
    QByteArray noise(200'000, '\0');
    QRandomGenerator random(7);
    random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
    events.raw[21].payload = noise;
    events.raw[22].payload.clear();
    events.raw[23].topic.clear();
    append(events);
    const auto history = reader();
    for (const std::size_t i : {0u, 19u, 20u, 21u, 22u, 23u, 199u}) {
        const RawAnswer answer = wait(history->raw(qint64(i) + 1));
        QVERIFY(answer.found && !answer.problem);
        QCOMPARE(answer.message.topic, events.raw[i].topic);
        QVERIFY(answer.message.payload == events.raw[i].payload);
        QCOMPARE(answer.message.receivedNs, events.raw[i].receivedNs);
        QCOMPARE(answer.message.qos, events.raw[i].qos);
        QCOMPARE(answer.message.retained, events.raw[i].retained);
        const EventAnswer said = wait(history->event(qint64(i) + 1));
        QVERIFY(said.found && !said.problem);
        QVERIFY(said.message.payload == events.raw[i].payload);
        QVERIFY(said.event.payload.has_value());
    }
    QVERIFY(!wait(history->event(201)).found);
    QVERIFY(!wait(history->raw(201)).found);
    QVERIFY(!wait(history->raw(0)).found);
}

void TestHistoryReader::growingLastBlock()
{
    const auto history = reader();
    for (quint32 i = 0; i < 600; ++i) {
        append(uplinks(m_device, 1, i));
        if (i % 50 == 0)
            QVERIFY(wait(history->raw(i + 1)).message.payload.contains(QByteArray::number(i)));
    }
    for (const quint32 i : {0u, 1u, 150u, 598u, 599u})
        QVERIFY(wait(history->raw(i + 1)).message.payload.contains(QByteArray::number(i)));
}

QList<qint64> TestHistoryReader::scanAll(const QString &filter)
{
    const FilterSpec::Parsed parsed = FilterSpec::parse(filter);
    [&] { QVERIFY2(!parsed.problem, qPrintable(filter)); }();
    const auto history = reader();
    QList<qint64> seqs;
    qint64 before = 0;
    do {
        const ScanPage page = wait(history->scan(parsed.spec, before, 1'000'000));
        [&] { QVERIFY(!page.problem); }();
        for (auto it = page.matches.rbegin(); it != page.matches.rend(); ++it)
            seqs << it->seq;
        before = page.nextSeq;
    } while (before > 0);
    return seqs;
}

void TestHistoryReader::scanRecords()
{
    append(uplinks(m_device, 3'000));
    const DeviceRef late = m_dictionary->internDevice(m_profile, "orchard", "late");
    append(uplinks(late, 2));
    QCOMPARE(scanAll(QStringLiteral("device:late")), (QList<qint64>{3'002, 3'001}));
    QCOMPARE(scanAll(QStringLiteral("fcnt>=2998 device:field-*")), (QList<qint64>{3'000, 2'999}));
    QCOMPARE(scanAll(QStringLiteral("fcnt:7,9 -device:late")), (QList<qint64>{10, 8}));
    QCOMPARE(scanAll(QString()).size(), 3'002);
}

void TestHistoryReader::scanContent_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<qint64>>("seqs");
    QTest::newRow("hex") << "hex:00000BB7" << QList<qint64>{3'000};
    QTest::newRow("hex alternatives") << "hex:00000BB7,00000001" << QList<qint64>{3'000, 2};
    QTest::newRow("hex not across nibbles") << "hex:0BB7 fcnt>=2999 -hex:00000BB7" << QList<qint64>{};
    QTest::newRow("field equals") << "count:10" << QList<qint64>{11};
    QTest::newRow("field equals as a number") << "count:10.0" << QList<qint64>{11};
    QTest::newRow("field wildcard") << "count:299?" << QList<qint64>{3'000, 2'999, 2'998, 2'997, 2'996,
                                                                     2'995, 2'994, 2'993, 2'992, 2'991};
    QTest::newRow("field compare") << "count>=2998" << QList<qint64>{3'000, 2'999};
    QTest::newRow("field and record") << "count>=2998 fcnt:2998" << QList<qint64>{2'999};
    QTest::newRow("field absent") << "nothing:1" << QList<qint64>{};
    QTest::newRow("negated") << "-count<2999" << QList<qint64>{3'000};
}

void TestHistoryReader::scanContent()
{
    QFETCH(QString, filter);
    QFETCH(QList<qint64>, seqs);
    append(uplinks(m_device, 3'000));
    QCOMPARE(scanAll(filter), seqs);
}

void TestHistoryReader::scanGoesOn()
{
    append(uplinks(m_device, 5'000));
    const auto history = reader();
    const FilterSpec filter = FilterSpec::parse(QStringLiteral("-count:x hex:00")).spec;
    QList<qint64> seqs;
    qint64 before = 0;
    quint64 scanned = 0;
    do {
        const ScanPage page = wait(history->scan(filter, before, 700));
        QVERIFY(page.matches.size() <= 700);
        for (std::size_t i = 1; i < page.matches.size(); ++i)
            QVERIFY(page.matches[i - 1].seq < page.matches[i].seq);
        for (auto it = page.matches.rbegin(); it != page.matches.rend(); ++it)
            seqs << it->seq;
        scanned += page.scanned;
        QVERIFY(before == 0 || page.nextSeq < before);
        before = page.nextSeq;
    } while (before > 0);
    QCOMPARE(scanned, quint64(5'000));
    QCOMPARE(seqs.size(), 5'000);
    QVERIFY(std::is_sorted(seqs.rbegin(), seqs.rend()));
}

void TestHistoryReader::urgentOvertakes()
{
    append(uplinks(m_device, 60'000));
    const auto history = reader();
    QStringList order;
    Call<RecordPage> page = history->page(0, 60'000);
    Call<RecordPage> second = history->page(0, 60'000);
    Call<RawAnswer> raw = history->raw(5);
    Call<CellsAnswer> cells = history->cells({1, 2, 3});
    page.then(this, [&](const RecordPage &) { order << QStringLiteral("page"); });
    second.then(this, [&](const RecordPage &) { order << QStringLiteral("second"); });
    raw.then(this, [&](const RawAnswer &) { order << QStringLiteral("raw"); });
    cells.then(this, [&](const CellsAnswer &) { order << QStringLiteral("cells"); });
    QTRY_COMPARE(order.size(), 4);
    // The first page needs several steps, so the small questions come before its end.
    QCOMPARE(order,
             (QStringList{QStringLiteral("cells"), QStringLiteral("raw"), QStringLiteral("page"),
                          QStringLiteral("second")}));
}

void TestHistoryReader::cancelled()
{
    append(uplinks(m_device, 20'000));
    const auto history = reader();
    bool ran = false;
    {
        Call<ScanPage> call = history->scan(FilterSpec::parse(QStringLiteral("nothing:1")).spec, 0, 1);
        call.then(this, [&](const ScanPage &) { ran = true; });
    }
    // Answered after the dropped one had its turn.
    QVERIFY(!wait(history->scan({}, 0, 1)).problem);
    QVERIFY(!ran);
}

void TestHistoryReader::whileAWriterWrites()
{
    const auto history = reader();
    std::atomic<qint64> committed = 0;
    std::atomic<bool> failed = false;
    std::thread writer([&] {
        for (quint32 batch = 0; batch < 200; ++batch) {
            Events events = uplinks(m_device, 50, batch * 50);
            if (m_store->append(events.records, events.raw))
                failed = true;
            committed = events.records.back().seq;
        }
    });
    bool sound = true;
    while (committed < 10'000 && !failed) {
        const qint64 seen = committed;
        const RecordPage page = wait(history->page(0, 100'000));
        sound = sound && !page.problem && qint64(page.records.size()) >= seen;
        if (!page.records.empty()) {
            const qint64 last = page.records.back().seq;
            const RawAnswer raw = wait(history->raw(last));
            sound = sound && raw.found && raw.message.payload.contains(QByteArray::number(last - 1));
        }
    }
    writer.join();
    QVERIFY(!failed);
    QVERIFY(sound);
    QCOMPARE(wait(history->page(0, 100'000)).records.size(), std::size_t(10'000));
}

TTN_TEST_MAIN(TestHistoryReader)
#include "tst_historyreader.moc"
