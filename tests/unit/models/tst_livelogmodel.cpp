// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellterms.h"
#include "models/livelogmodel.h"
#include "tests/fakes/fakehistory.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using Domain::CellText;
using Domain::EventKind;
using Domain::EventRecord;
using Models::EventText;
using Models::LiveLogModel;
using Models::LiveLogStore;
using Models::Meaning;
using TestSupport::batch;
using TestSupport::FakeReader;
using TestSupport::uplink;
using TestSupport::uplinks;

class TestLiveLogModel : public TestBase
{
    Q_OBJECT

private:
    Domain::Dictionary m_dictionary;
    Domain::ProfileRef m_profile = 0;
    Domain::DeviceRef m_device = 0;

    static QString text(const LiveLogModel &model, int row, int column, int role = Qt::DisplayRole)
    {
        return model.index(row, column).data(role).toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_profile = m_dictionary.internProfile(QStringLiteral("Sandbox v3"));
        m_device = m_dictionary.internDevice(m_profile, "orchard", "field-01");
        m_dictionary.setDevEui(m_device, Domain::Eui(0x70B3D57ED0000001));
    }

    void passesTheModelTester()
    {
        LiveLogStore store;
        store.setCap(2 * LiveLogStore::BlockRows);
        LiveLogModel model(&store, &m_dictionary);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        store.append(batch(m_profile, uplinks(10'001, 50, m_device)));
        QCOMPARE(inserted.count(), 1);
        store.prepend(m_profile, uplinks(9000, 1001, m_device));
        QCOMPARE(inserted.count(), 2);
        store.append(batch(m_profile, uplinks(20'000, 9000, m_device)));
        store.clearProfile(m_profile);
        QCOMPARE(model.rowCount(), 0);
        store.clear();
    }

    void persistentIndexesFollowTheirRows()
    {
        LiveLogStore store;
        store.setCap(2 * LiveLogStore::BlockRows);
        LiveLogModel model(&store, &m_dictionary);
        store.append(batch(m_profile, uplinks(10'000, 5000, m_device)));
        const QPersistentModelIndex first(model.index(0, 0));
        const QPersistentModelIndex later(model.index(4999, 0));
        store.prepend(m_profile, uplinks(9000, 1000, m_device));
        QCOMPARE(first.data(LiveLogModel::SeqRole).toLongLong(), 10'000);
        store.append(batch(m_profile, uplinks(20'000, 4000, m_device)));
        QVERIFY(!first.isValid());
        QCOMPARE(later.data(LiveLogModel::SeqRole).toLongLong(), 14'999);
    }

    void cellsOfARecord()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        EventRecord record = uplink(147, m_device);
        record.radio = m_dictionary.internRadio("SF7BW125", 868'100'000);
        record.gateway = m_dictionary.internGateway("gw-one");
        record.rssiCentiDbm = -6000;
        record.snrCentiDb = -525;
        record.gatewayCount = 2;
        record.missed = 2;
        record.payloadBytes = 4;
        record.airtimeTenthMs = 565;
        record.set(EventRecord::Confirmed);
        store.append(batch(m_profile, {record}));
        const auto copy = LiveLogModel::CopyRole;
        QCOMPARE(text(model, 0, LiveLogModel::Time), QStringLiteral("10:02:27.000"));
        QCOMPARE(text(model, 0, LiveLogModel::Time, copy), QStringLiteral("2026-11-20T10:02:27.000Z"));
        QCOMPARE(text(model, 0, LiveLogModel::Application), QStringLiteral("orchard"));
        QCOMPARE(text(model, 0, LiveLogModel::Network), QStringLiteral("Sandbox v3"));
        QCOMPARE(text(model, 0, LiveLogModel::Device), QStringLiteral("field-01"));
        QCOMPARE(text(model, 0, LiveLogModel::Kind), QStringLiteral("↑ Uplink ✓?"));
        QCOMPARE(text(model, 0, LiveLogModel::Kind, copy), QStringLiteral("uplink"));
        QCOMPARE(text(model, 0, LiveLogModel::FPort), QStringLiteral("2"));
        QCOMPARE(text(model, 0, LiveLogModel::FCnt), QStringLiteral("147 +2"));
        QCOMPARE(text(model, 0, LiveLogModel::FCnt, copy), QStringLiteral("147"));
        QCOMPARE(text(model, 0, LiveLogModel::DataRate), QStringLiteral("SF7BW125"));
        QCOMPARE(text(model, 0, LiveLogModel::Rssi), QStringLiteral("\u221260"));
        QCOMPARE(text(model, 0, LiveLogModel::Snr), QStringLiteral("\u22125.25"));
        QCOMPARE(text(model, 0, LiveLogModel::Snr, copy), QStringLiteral("-5.25"));
        QCOMPARE(text(model, 0, LiveLogModel::Gateways), QStringLiteral("2"));
        QCOMPARE(text(model, 0, LiveLogModel::DevEui), QStringLiteral("70B3D57ED0000001"));
        QCOMPARE(text(model, 0, LiveLogModel::BestGateway), QStringLiteral("gw-one"));
        QCOMPARE(text(model, 0, LiveLogModel::Frequency), QStringLiteral("868.1"));
        QCOMPARE(text(model, 0, LiveLogModel::Bytes), QStringLiteral("4"));
        QCOMPARE(text(model, 0, LiveLogModel::Airtime), QStringLiteral("56.5"));
        QCOMPARE(text(model, 0, LiveLogModel::Delay), QStringLiteral("20"));
        QCOMPARE(model.index(0, LiveLogModel::Kind).data(LiveLogModel::MeaningRole).toInt(), int(Meaning::Uplink));
        for (int column = 0; column < LiveLogModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!model.headerData(LiveLogModel::ColumnCount, Qt::Horizontal, Qt::DisplayRole).isValid());
        QVERIFY(!model.data(model.index(1, 0), Qt::DisplayRole).isValid());
    }

    void absentValuesAreEmpty()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        EventRecord join;
        join.seq = 1;
        join.kind = EventKind::Join;
        join.device = m_device;
        join.timeNs = join.receivedNs = 1;
        store.append(batch(m_profile, {join}));
        for (const int column :
             {LiveLogModel::FPort, LiveLogModel::FCnt, LiveLogModel::DataRate, LiveLogModel::Rssi, LiveLogModel::Snr,
              LiveLogModel::Gateways, LiveLogModel::Payload, LiveLogModel::Decoded, LiveLogModel::DevAddr,
              LiveLogModel::BestGateway, LiveLogModel::Frequency, LiveLogModel::Bytes, LiveLogModel::Airtime,
              LiveLogModel::Confirmed, LiveLogModel::Delay})
            QCOMPARE(text(model, 0, column), QString());
    }

    void frameCounters_data()
    {
        QTest::addColumn<int>("flags");
        QTest::addColumn<int>("missed");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<Meaning>("meaning");
        const int has = EventRecord::HasFCnt;
        QTest::newRow("none") << 0 << 0 << QString() << Meaning::Plain;
        QTest::newRow("plain") << has << 0 << QStringLiteral("9") << Meaning::Plain;
        QTest::newRow("missed") << has << 2 << QStringLiteral("9 +2") << Meaning::Plain;
        QTest::newRow("across a gap") << (has | EventRecord::MissedAcrossGap) << 3 << QStringLiteral("9 +3")
                                      << Meaning::Quiet;
        QTest::newRow("reset") << (has | EventRecord::CounterReset) << 0 << QStringLiteral("9 ↺") << Meaning::Plain;
        QTest::newRow("more") << (has | EventRecord::MoreMissed) << 65'535 << QStringLiteral("9 ≥+65535")
                              << Meaning::Plain;
    }

    void frameCounters()
    {
        QFETCH(int, flags);
        QFETCH(int, missed);
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        EventRecord record = uplink(9, m_device);
        record.flags = quint16(flags);
        record.missed = quint16(missed);
        store.append(batch(m_profile, {record}));
        QTEST(text(model, 0, LiveLogModel::FCnt), "shown");
        QTEST(Meaning(model.index(0, LiveLogModel::FCnt).data(LiveLogModel::MeaningRole).toInt()), "meaning");
    }

    void numbers()
    {
        QCOMPARE(EventText::number(-0.0, 2, EventText::Style::Screen), QStringLiteral("0"));
        QCOMPARE(EventText::number(8.5, 2, EventText::Style::Screen), QStringLiteral("8.5"));
        QCOMPARE(EventText::number(100, 2, EventText::Style::Copy), QStringLiteral("100"));
        QCOMPARE(EventText::centi(Domain::NoRadioValue, EventText::Style::Screen), QString());
        QCOMPARE(EventText::centi(0, EventText::Style::Screen), QStringLiteral("0"));
        QCOMPARE(EventText::duration(17'000'000'000), QStringLiteral("17 s"));
        QCOMPARE(EventText::duration(245'000'000'000), QStringLiteral("4 min 5 s"));
        QCOMPARE(EventText::duration(3'600'000'000'000), QStringLiteral("1 h"));
        QCOMPARE(EventText::duration(187'200'000'000'000), QStringLiteral("2 d 4 h"));
    }

    void timesInUtc()
    {
        EventText text;
        text.setUtc(true);
        const auto shown = [&](qint64 ns) { return text.time(ns, EventText::Style::Screen); };
        QCOMPARE(shown(1'795'218'271'204'999'999), QStringLiteral("23:44:31.204"));
        QCOMPARE(shown(-1), QStringLiteral("23:59:59.999"));
        QCOMPARE(shown(0), QStringLiteral("00:00:00.000"));
        QCOMPARE(text.day(0), QDate(1970, 1, 1).toJulianDay());
        QCOMPARE(text.day(-1), QDate(1969, 12, 31).toJulianDay());
    }

#ifdef Q_OS_UNIX
    /// Around the days on which clocks are set, against what Qt says.
    void timesInALocalZone_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::newRow("Rome") << QByteArray("CET-1CEST,M3.5.0,M10.5.0/3");
        QTest::newRow("Saint John's") << QByteArray("NST3:30NDT,M3.2.0,M11.1.0");
        QTest::newRow("Kathmandu") << QByteArray("NPT-5:45");
    }

    void timesInALocalZone()
    {
        QFETCH(QByteArray, zone);
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", zone);
        const auto restore = qScopeGuard([&] { qputenv("TZ", before); });
        const EventText text;
        const qint64 hour = 3'600'000;
        for (const QDate &day : {QDate(2026, 3, 8), QDate(2026, 3, 29), QDate(2026, 10, 25), QDate(2026, 11, 1)}) {
            const qint64 noon = QDateTime(day, QTime(12, 0), Qt::UTC).toMSecsSinceEpoch();
            for (qint64 ms = noon - 24 * hour; ms < noon + 24 * hour; ms += hour / 7) {
                const QDateTime when = QDateTime::fromMSecsSinceEpoch(ms);
                QCOMPARE(text.time(ms * 1'000'000 + 7, EventText::Style::Screen),
                         when.toString(QStringLiteral("HH:mm:ss.zzz")));
                QCOMPARE(text.day(ms * 1'000'000 + 7), when.date().toJulianDay());
            }
        }
    }
#endif

    void gapRowsAreOneLine()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        EventRecord gap;
        gap.seq = 1;
        gap.kind = EventKind::Gap;
        gap.timeNs = uplink(12).timeNs;
        store.append(batch(m_profile, {gap}));
        QCOMPARE(text(model, 0, LiveLogModel::Decoded, LiveLogModel::SpanRole),
                 QStringLiteral("since 10:00:12 · without connection"));
        gap.receivedNs = uplink(29).timeNs;
        gap.gatewayCount = 2;
        gap.fCnt = 3;
        gap.missed = 2;
        auto revision = std::make_shared<Domain::EventBatch>();
        revision->profile = m_profile;
        revision->revised = {gap};
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        store.append(revision);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(text(model, 0, LiveLogModel::Decoded, LiveLogModel::SpanRole),
                 QStringLiteral("10:00:12 – 10:00:29 · 17 s without connection · 2 applications · by FCnt at least 3 "
                                "uplinks of 2 devices missed"));
        QCOMPARE(text(model, 0, LiveLogModel::Gateways), QString());
        QVERIFY(!text(model, 0, LiveLogModel::Decoded, LiveLogModel::CopyRole).contains(u'–'));
    }

    void textsComeLaterAndTogether()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        FakeReader reader;
        CellText cell;
        cell.payload = QByteArray::fromHex("08fc6e0c");
        cell.payloadCut = true;
        cell.decoded = QStringLiteral("battery 3.3\nhumidity 55");
        cell.warning = QStringLiteral("low");
        reader.texts.insert(1, cell);
        model.setReader(m_profile, &reader);
        store.append(batch(m_profile, uplinks(1, 3, m_device)));
        QCOMPARE(text(model, 0, LiveLogModel::Payload), QString());
        QVERIFY(model.index(0, LiveLogModel::Payload).data(LiveLogModel::PendingRole).toBool());

        model.wantCells({0, 1});
        model.wantCells({2, 0, 1, 77, -1});
        QCOMPARE(reader.cellsAsked.size(), std::size_t(0));
        QTRY_COMPARE(reader.cellsAsked.size(), std::size_t(1));
        QCOMPARE(reader.cellsAsked[0].seqs, (std::vector<qint64>{3, 1, 2}));

        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        reader.answerCells(reader.cellsAsked[0]);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(text(model, 0, LiveLogModel::Payload), QStringLiteral("08FC6E0C…"));
        QCOMPARE(text(model, 0, LiveLogModel::Payload, LiveLogModel::CopyRole), QStringLiteral("08FC6E0C..."));
        QCOMPARE(text(model, 0, LiveLogModel::Decoded), QStringLiteral("⚠ low · battery 3.3 humidity 55"));
        QVERIFY(!model.index(0, LiveLogModel::Payload).data(LiveLogModel::PendingRole).toBool());
        // What the history does not have is not asked for again.
        model.wantCells({0, 1, 2});
        QTest::qWait(5);
        QCOMPARE(reader.cellsAsked.size(), std::size_t(1));
    }

    void aDecodedFieldAsAColumn()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        FakeReader reader;
        CellText cell;
        cell.field = QStringLiteral("23.5");
        reader.texts.insert(1, cell);
        model.setReader(m_profile, &reader);
        EventRecord record = uplink(1, m_device);
        record.set(EventRecord::Decoded);
        store.append(batch(m_profile, {record}));
        model.wantCells({0});
        QTRY_COMPARE(reader.cellsAsked.size(), std::size_t(1));
        QCOMPARE(reader.cellsAsked[0].field, QString());
        QSignalSpy header(&model, &QAbstractItemModel::headerDataChanged);
        model.setField(QStringLiteral("temperature"));
        QCOMPARE(header.count(), 1);
        QCOMPARE(model.headerData(LiveLogModel::Field, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("temperature"));
        // What was asked without it is asked again.
        QVERIFY(reader.cellsAsked[0].source.isCancelled());
        QTRY_COMPARE(reader.cellsAsked.size(), std::size_t(2));
        QCOMPARE(reader.cellsAsked[1].field, QStringLiteral("temperature"));
        reader.answerCells(reader.cellsAsked[1]);
        QTRY_COMPARE(text(model, 0, LiveLogModel::Field), QStringLiteral("23.5"));
    }

    void termsOfCells()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        FakeReader reader;
        reader.answerAtOnce = true;
        CellText cell;
        cell.payload = QByteArray::fromHex("08fc");
        cell.decoded = QStringLiteral("battery 3.3 · name a b · star x*y · gps.lat 52.1 · note long…");
        reader.texts.insert(1, cell);
        model.setReader(m_profile, &reader);
        EventRecord record = uplink(1, m_device);
        record.rssiCentiDbm = -6050;
        record.snrCentiDb = 850;
        record.set(EventRecord::Decoded);
        store.append(batch(m_profile, {record}));
        model.wantCells({0});
        QTRY_VERIFY(model.cell(0));
        const auto terms = [&](LiveLogModel::Column column) {
            Domain::FilterSpec spec;
            spec.terms = Models::CellTerms::of(model, 0, column);
            return spec.toText();
        };
        QCOMPARE(terms(LiveLogModel::Device), QStringLiteral("device:field-01"));
        QCOMPARE(terms(LiveLogModel::Network), QStringLiteral("network:\"Sandbox v3\""));
        QCOMPARE(terms(LiveLogModel::Kind), QStringLiteral("kind:uplink"));
        QCOMPARE(terms(LiveLogModel::FPort), QStringLiteral("fport:2"));
        QCOMPARE(terms(LiveLogModel::Rssi), QStringLiteral("rssi:-60.5"));
        QCOMPARE(terms(LiveLogModel::Snr), QStringLiteral("snr:8.5"));
        QCOMPARE(terms(LiveLogModel::Payload), QStringLiteral("hex:08FC"));
        QCOMPARE(terms(LiveLogModel::Decoded), QStringLiteral("battery:3.3 name:\"a b\" gps.lat:52.1"));
        QCOMPARE(terms(LiveLogModel::BestGateway), QString());
        QCOMPARE(terms(LiveLogModel::Confirmed), QString());
        // Each condition holds for the row that it came from.
        for (int column = 0; column < LiveLogModel::Decoded; ++column) {
            for (const Domain::FilterTerm &term : Models::CellTerms::of(model, 0, LiveLogModel::Column(column))) {
                Domain::FilterSpec spec;
                spec.terms.push_back(term);
                QVERIFY2(Domain::RecordPredicate(spec, m_dictionary)(record), qPrintable(spec.toText()));
                QVERIFY(Domain::FilterSpec::parse(spec.toText()).spec == spec);
            }
        }
    }

    void daysChangeAtMidnightOfTheZone()
    {
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Asia/Kolkata");
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        // 18:29:59, 18:30:00, 23:59:59, 00:00:00 UTC; midnight in Kolkata is 18:30 UTC.
        std::vector<EventRecord> records = uplinks(1, 4, m_device);
        constexpr qint64 Second = 1'000'000'000;
        const qint64 midnight = qint64(1'795'219'200) * Second; // 2026-11-21T00:00:00Z
        records[0].timeNs = midnight - 19'801 * Second;
        records[1].timeNs = midnight - 19'800 * Second;
        records[2].timeNs = midnight - Second;
        records[3].timeNs = midnight;
        store.append(batch(m_profile, records));
        const auto changes = [&] {
            QList<int> rows;
            for (int row = 1; row < model.rowCount(); ++row) {
                if (model.index(row, 0).data(LiveLogModel::DayRole)
                    != model.index(row - 1, 0).data(LiveLogModel::DayRole))
                    rows << row;
            }
            return rows;
        };
        const QList<int> local = changes();
        model.setUtc(true);
        const QList<int> utc = changes();
        qputenv("TZ", before);
        QCOMPARE(local, QList<int>{1});
        QCOMPARE(utc, QList<int>{3});
    }

    void answersThatComeTooLateDoNoHarm()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        FakeReader reader;
        model.setReader(m_profile, &reader);
        store.append(batch(m_profile, uplinks(1, 3, m_device)));
        model.wantCells({0, 1, 2});
        QTRY_COMPARE(reader.cellsAsked.size(), std::size_t(1));
        store.clear();
        reader.answerCells(reader.cellsAsked[0]);
        store.append(batch(m_profile, uplinks(1, 1, m_device)));
        QTest::qWait(5);
        QVERIFY(model.index(0, LiveLogModel::Payload).data(LiveLogModel::PendingRole).toBool());
        model.wantCells({0});
        QTRY_COMPARE(reader.cellsAsked.size(), std::size_t(2));
        model.setReader(m_profile, nullptr);
        reader.answerCells(reader.cellsAsked[1]);
        QTest::qWait(5);
        QCOMPARE(text(model, 0, LiveLogModel::Payload), QString());
    }

    void unsavedRowsSaySo()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        FakeReader reader;
        model.setReader(m_profile, &reader);
        EventRecord record = uplink(1, m_device);
        record.seq = -1;
        store.append(batch(m_profile, {record}));
        QCOMPARE(text(model, 0, LiveLogModel::Decoded), QStringLiteral("not stored"));
        model.wantCells({0});
        QTest::qWait(5);
        QCOMPARE(reader.cellsAsked.size(), std::size_t(0));
    }

    void wordsForWhatIsNotThere()
    {
        LiveLogStore store;
        LiveLogModel model(&store, &m_dictionary);
        EventRecord bare = uplink(1, m_device);
        bare.flags = EventRecord::HasFCnt;
        EventRecord first = uplink(2, m_device);
        EventRecord decoded = uplink(3, m_device);
        decoded.set(EventRecord::Decoded);
        store.append(batch(m_profile, {bare, first}));
        QCOMPARE(text(model, 0, LiveLogModel::Decoded), QStringLiteral("no application payload"));
        QCOMPARE(text(model, 1, LiveLogModel::Decoded), QString());
        store.append(batch(m_profile, {decoded, uplink(4, m_device)}));
        QCOMPARE(text(model, 3, LiveLogModel::Decoded), QStringLiteral("not decoded"));
    }

    void everyKindHasWords()
    {
        for (int kind = 0; kind < Domain::EventKindCount; ++kind) {
            EventRecord record;
            record.kind = EventKind(kind);
            QVERIFY(!EventText::kind(record, EventText::Style::Screen).isEmpty());
            const QString copy = EventText::kind(record, EventText::Style::Copy);
            QVERIFY(std::all_of(copy.begin(), copy.end(), [](QChar c) { return c.unicode() < 128; }));
        }
    }
};

TTN_TEST_MAIN(TestLiveLogModel)
#include "tst_livelogmodel.moc"
