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
    void devices();
    void rowsGoOn();
    void rowsHaveTheirMessages();
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
    const RowsPage rows = wait(history->rows({}, 1, 0, 10));
    QVERIFY(rows.records.empty() && rows.nextSeq == 0 && !rows.problem);
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
    QVERIFY(answer.cells[3].second.field.isEmpty());
    QCOMPARE(wait(history->cells({4'001}, QStringLiteral("count"))).cells.at(0).second.field, QStringLiteral("4000"));
    QCOMPARE(wait(history->cells({4'001}, QStringLiteral("nothing"))).cells.at(0).second.field, QString());
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

    // With a lower bound nothing below it is looked at.
    const ScanPage above = wait(history->scan({}, 0, 100'000, 4'990));
    QCOMPARE(above.scanned, quint64(10));
    QCOMPARE(above.matches.size(), std::size_t(10));
    QCOMPARE(above.matches.front().seq, qint64(4'991));
    QCOMPARE(above.nextSeq, qint64(0));
    const ScanPage none = wait(history->scan({}, 0, 100, 5'000));
    QVERIFY(none.matches.empty() && none.nextSeq == 0 && none.scanned == 0);
}

void TestHistoryReader::devices()
{
    const auto history = reader();
    QVERIFY(wait(history->devices()).devices.empty());
    // More than one step reads, and names that the reader has not met.
    constexpr int Count = 20'000;
    Events events;
    std::vector<DeviceCounter> counters;
    for (int i = 0; i < Count; ++i) {
        const DeviceRef ref = m_dictionary->internDevice(m_profile, "orchard", "many-" + std::to_string(i));
        addUplink(events, ref, 1, Start + i);
        counters.push_back({ref, 1, 0, Start + i, true, i % 2 == 1});
    }
    append(std::move(events));
    m_store->saveCounters(counters);
    m_store->noteListening(Start + 7 * Second);
    DevicesAnswer answer = wait(history->devices());
    QVERIFY(!answer.problem);
    QCOMPARE(answer.devices.size(), std::size_t(Count));
    QCOMPARE(answer.lastListeningNs, Start + 7 * Second);
    for (const DeviceCounter &counter : answer.devices) {
        const DeviceCounter &saved = counters[counter.device - counters.front().device];
        QCOMPARE(counter.lastReceivedNs, saved.lastReceivedNs);
        QCOMPARE(counter.joined, saved.joined);
    }
    // A history that was emptied remembers nobody.
    QVERIFY(!m_store->clear());
    QVERIFY(wait(history->devices()).devices.empty());
}

void TestHistoryReader::rowsGoOn()
{
    append(uplinks(m_device, 5'000));
    const auto history = reader();
    const auto all = [&](const char *text, qint64 from, qint64 until) {
        const FilterSpec filter = FilterSpec::parse(QLatin1String(text)).spec;
        QList<qint64> seqs;
        quint64 scanned = 0;
        for (qint64 next = from; next > 0 || seqs.isEmpty();) {
            const RowsPage page = wait(history->rows(filter, next, until, 700));
            if (page.problem || page.records.size() > 700 || page.records.size() != page.raw.size()
                || (page.nextSeq > 0 && page.nextSeq <= next))
                return QList<qint64>{-1};
            for (const EventRecord &record : page.records)
                seqs << record.seq;
            scanned += page.scanned;
            next = page.nextSeq;
            if (next == 0)
                break;
        }
        seqs << qint64(scanned);
        return seqs;
    };
    const auto numbers = [](qint64 from, qint64 to, qint64 scanned) {
        QList<qint64> seqs;
        for (qint64 seq = from; seq <= to; ++seq)
            seqs << seq;
        return seqs << scanned;
    };
    QCOMPARE(all("", 1, 0), numbers(1, 5'000, 5'000));
    QCOMPARE(all("", 100, 201), numbers(100, 200, 101));
    QCOMPARE(all("", 4'990, 90'000), numbers(4'990, 5'000, 11));
    QCOMPARE(all("", 6'000, 0), QList<qint64>{0});
    QCOMPARE(all("fcnt<3", 1, 0), numbers(1, 3, 5'000));
    QCOMPARE(all("fcnt>=4997", 1, 0), numbers(4'998, 5'000, 5'000));
    QCOMPARE(all("count>=4997", 1, 0), numbers(4'998, 5'000, 5'000));
}

void TestHistoryReader::rowsHaveTheirMessages()
{
    Events events = uplinks(m_device, 300);
    for (std::size_t i = 0; i < 20; ++i)
        events.raw[i].payload = QByteArray(1 << 20, char('a' + i));
    append(events);
    const auto history = reader();
    // Large messages end a page early.
    const RowsPage first = wait(history->rows({}, 1, 0, 1'000));
    QVERIFY(!first.records.empty() && first.records.size() < 20);
    QCOMPARE(first.nextSeq, first.records.back().seq + 1);
    for (qint64 next = 1; next > 0;) {
        const RowsPage page = wait(history->rows({}, next, 0, 1'000));
        QVERIFY(!page.problem);
        for (std::size_t i = 0; i < page.records.size(); ++i) {
            const std::size_t at = std::size_t(page.records[i].seq) - 1;
            QCOMPARE(page.records[i].fCnt, quint32(at));
            QCOMPARE(page.raw[i].payload, events.raw[at].payload);
            QCOMPARE(page.raw[i].topic, events.raw[at].topic);
        }
        next = page.nextSeq;
    }
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
