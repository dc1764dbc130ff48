// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/historyfollower.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/support/testmain.h"
#include "tests/unit/history/historyfixture.h"

#include <QDir>

using namespace Domain;
using namespace Backend;
using namespace HistoryFixture;

/// Two dictionaries stand for two programs.
class TestHistoryFollower : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void followsFromTheBeginning();
    void followsAfterWhatIsKnown();
    void tellsRevisedGaps();
    void forgetsNothingAcrossClear();
    void doesNotWrite();

private:
    std::unique_ptr<HistoryFollower> follow(qint64 afterSeq);
    void append(Events events);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Dictionary> m_writing, m_following;
    std::unique_ptr<SqliteHistoryStore> m_store;
    DeviceRef m_device = 0;
    QString m_path;
    std::vector<EventRecord> m_rows, m_revised;
};

void TestHistoryFollower::init()
{
    TestBase::init();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("h/one.history"));
    m_writing = std::make_unique<Dictionary>();
    m_following = std::make_unique<Dictionary>();
    m_device = m_writing->internDevice(1, "orchard", "field-01");
    m_following->internDevice(1, "vineyard", "barrel-01");
    m_rows.clear();
    m_revised.clear();
}

std::unique_ptr<HistoryFollower> TestHistoryFollower::follow(qint64 afterSeq)
{
    auto follower = std::make_unique<HistoryFollower>(
        HistoryFollowerOptions{m_path, 1, m_following.get(), afterSeq, std::chrono::milliseconds(20)});
    connect(follower.get(), &HistoryFollower::batch, this, [this](const EventBatchPtr &batch) {
        QCOMPARE(batch->profile, ProfileRef(1));
        m_rows.insert(m_rows.end(), batch->records.begin(), batch->records.end());
        m_revised.insert(m_revised.end(), batch->revised.begin(), batch->revised.end());
    });
    connect(follower.get(), &HistoryFollower::failed, this,
            [](const Problem &problem) { QFAIL(qPrintable(problem.details)); });
    return follower;
}

void TestHistoryFollower::append(Events events)
{
    if (!m_store) {
        Problem problem;
        m_store = SqliteHistoryStore::open({m_path, 1, m_writing.get()}, &problem);
    }
    QVERIFY(!m_store->append(events.records, events.raw));
}

void TestHistoryFollower::followsFromTheBeginning()
{
    const auto follower = follow(0); // before there is a file
    append(uplinks(m_device, 25'000));
    QTRY_COMPARE(m_rows.size(), std::size_t(25'000));
    append(uplinks(m_writing->internDevice(1, "orchard", "late"), 3));
    QTRY_COMPARE(m_rows.size(), std::size_t(25'003));
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        QCOMPARE(m_rows[i].seq, qint64(i) + 1);
    QCOMPARE(m_following->device(m_rows.front().device).device, QStringLiteral("field-01"));
    QCOMPARE(m_following->device(m_rows.back().device).device, QStringLiteral("late"));
}

void TestHistoryFollower::followsAfterWhatIsKnown()
{
    append(uplinks(m_device, 100));
    const auto follower = follow(90);
    QTRY_COMPARE(m_rows.size(), std::size_t(10));
    QCOMPARE(m_rows.front().seq, qint64(91));
}

void TestHistoryFollower::tellsRevisedGaps()
{
    Events events = uplinks(m_device, 10);
    events.records[4].kind = EventKind::Gap;
    append(events);
    const auto follower = follow(0);
    QTRY_COMPARE(m_rows.size(), std::size_t(10));
    QVERIFY(m_revised.empty());
    EventRecord gap = events.records[4];
    gap.seq = 5;
    gap.missed = 3;
    QVERIFY(!m_store->revise({&gap, 1}, {&events.raw[4], 1}));
    QTRY_COMPARE(m_revised.size(), std::size_t(1));
    QCOMPARE(m_revised[0].seq, qint64(5));
    QCOMPARE(m_revised[0].missed, quint16(3));
    gap.missed = 4;
    QVERIFY(!m_store->revise({&gap, 1}, {&events.raw[4], 1}));
    QTRY_COMPARE(m_revised.size(), std::size_t(2));
    QCOMPARE(m_rows.size(), std::size_t(10));
}

void TestHistoryFollower::forgetsNothingAcrossClear()
{
    append(uplinks(m_device, 10));
    const auto follower = follow(0);
    QTRY_COMPARE(m_rows.size(), std::size_t(10));
    QVERIFY(!m_store->clear());
    append(uplinks(m_device, 2));
    QTRY_COMPARE(m_rows.size(), std::size_t(12));
    QCOMPARE(m_rows.back().seq, qint64(12));
    QCOMPARE(m_following->device(m_rows.back().device).device, QStringLiteral("field-01"));
}

void TestHistoryFollower::doesNotWrite()
{
    const auto follower = follow(0);
    QTest::qWait(60);
    QVERIFY(!QFile::exists(m_path));
    append(uplinks(m_device, 1));
    QTRY_COMPARE(m_rows.size(), std::size_t(1));
    QVERIFY(m_store->info().events == 1);
}

TTN_TEST_MAIN(TestHistoryFollower)
#include "tst_historyfollower.moc"
