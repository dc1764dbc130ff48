// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/filtersql.h"
#include "backend/history/readsession.h"
#include "backend/history/sqlitehistorystore.h"
#include "tests/support/testmain.h"
#include "tests/unit/history/historyfixture.h"

using namespace Domain;
using namespace Backend;
using namespace HistoryFixture;

/// The two readings of a filter must agree, whatever is asked of whatever was stored.
class TestFilterSql : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithThePredicate();
    void relativeTimesAgree();
    void textStaysOut();

private:
    EventRecord randomRecord();
    QString randomTerm();
    QString pick(const QStringList &choices) { return choices[m_random.bounded(choices.size())]; }

    QTemporaryDir m_folder;
    Dictionary m_dictionary;
    QRandomGenerator m_random{20261120};
    std::vector<DeviceRef> m_devices{0};
    std::vector<GatewayRef> m_gateways{0};
    std::vector<RadioRef> m_radios{0};
    std::unique_ptr<SqliteHistoryStore> m_store;
    std::vector<EventRecord> m_records;
    QString m_path;
};

void TestFilterSql::initTestCase()
{
    const ProfileRef profile = m_dictionary.internProfile(QStringLiteral("sandbox"));
    m_dictionary.internDevice(profile, "elsewhere", "field-0"); // known, but not in the file
    for (const char *application : {"orchard", "vineyard"}) {
        for (int i = 0; i < 6; ++i) {
            const DeviceRef ref
                = m_dictionary.internDevice(profile, application, i == 5 ? "" : "field-" + std::to_string(i));
            if (i % 2)
                m_dictionary.setDevEui(ref, Eui(0x0B00000000000000 + quint64(i)));
            m_devices.push_back(ref);
        }
    }
    for (const char *gateway : {"roof", "barn", "b-roof"})
        m_gateways.push_back(m_dictionary.internGateway(gateway));
    for (const char *dataRate : {"SF7BW125", "SF12BW125", "FSK 50000", ""})
        m_radios.push_back(m_dictionary.internRadio(dataRate, 868'100'000 + 200'000 * m_radios.size()));

    m_path = m_folder.filePath(QStringLiteral("h/one.history"));
    Problem problem;
    m_store = SqliteHistoryStore::open({m_path, profile, &m_dictionary}, &problem);
    QVERIFY(m_store && !problem);
    for (int i = 0; i < 3'000; ++i)
        m_records.push_back(randomRecord());
    const std::vector<RawMessage> raw(m_records.size());
    QVERIFY(!m_store->append(m_records, raw));
}

EventRecord TestFilterSql::randomRecord()
{
    const auto maybe = [this](int value, int otherwise) { return m_random.bounded(4) ? value : otherwise; };
    EventRecord record;
    record.kind = EventKind(m_random.bounded(EventKindCount));
    record.device = m_devices[m_random.bounded(quint32(m_devices.size()))];
    record.gateway = m_gateways[m_random.bounded(quint32(m_gateways.size()))];
    record.radio = m_radios[m_random.bounded(quint32(m_radios.size()))];
    record.fCnt = m_random.bounded(10u) ? m_random.bounded(200u) : 0xFFFFFFFF;
    record.fPort = quint8(m_random.bounded(5u));
    record.missed = quint16(m_random.bounded(4u));
    record.rssiCentiDbm = qint16(maybe(-12'000 + m_random.bounded(100) * 50, NoRadioValue));
    record.snrCentiDb = qint16(maybe(-2'000 + m_random.bounded(100) * 25, NoRadioValue));
    record.airtimeTenthMs = quint16(maybe(m_random.bounded(2'000), 0));
    record.gatewayCount = quint8(m_random.bounded(4u));
    record.payloadBytes = quint8(m_random.bounded(20u));
    record.flags = quint16(m_random.bounded(0x10000u));
    record.timeNs = Start + m_random.bounded(100) * Second;
    record.receivedNs = record.timeNs;
    return record;
}

QString TestFilterSql::randomTerm()
{
    const auto words = [this](const QStringList &choices) -> QString {
        QStringList picked;
        for (int i = m_random.bounded(2); i >= 0; --i)
            picked << pick(choices);
        return u':' + picked.join(u',');
    };
    const auto number = [this](double low, double high, double step) -> QString {
        const double value = low + step * m_random.bounded(int((high - low) / step) + 1);
        return pick(QStringLiteral(": < <= > >=").split(u' ')) + QString::number(value, 'f', 3);
    };
    const QStringList names
        = QStringLiteral("field-0 field-* field-?,x *d* orchard roof b-* 0B* 0B00000000000001 x").split(u' ');
    const QString minus = m_random.bounded(3) ? QString() : QStringLiteral("-");
    switch (m_random.bounded(23)) {
    case 0:
        return minus + pick(QStringLiteral("field orchard up ack 0B00 *-1 join,vine roof zzz").split(u' '));
    case 1:
        return minus + u"app" + words(QStringLiteral("orchard vine* x").split(u' '));
    case 2:
        return minus + u"device" + words(names);
    case 3:
        return minus + u"deveui" + words(names);
    case 4:
        return minus + u"network" + words(QStringLiteral("sandbox sand* eu1").split(u' '));
    case 5:
        return minus + u"kind" + words(QStringLiteral("uplink join ack n* gap other *ed").split(u' '));
    case 6:
        return minus + u"fport" + number(0, 5, 0.5);
    case 7:
        return minus + u"fcnt" + number(0, 200, 20);
    case 8:
        return minus + u"gw" + words(names);
    case 9:
        return minus + u"sf" + number(7, 12, 2.5);
    case 10:
        return minus + u"dr" + words(QStringLiteral("SF* *125 \"FSK 50000\" x").split(u' ').mid(0, 2));
    case 11:
        return minus + u"freq" + number(868.1, 869.1, 0.1);
    case 12:
        return minus + u"rssi" + number(-121, -70, 0.25);
    case 13:
        return minus + u"snr" + number(-21, 5, 0.125);
    case 14:
        return minus + u"missed" + number(0, 3, 1);
    case 15:
        return minus + u"gws" + number(0, 3, 1);
    case 16:
        return minus + u"bytes" + number(0, 20, 1);
    case 17:
        return minus + u"airtime" + number(0, 200, 0.05);
    case 18:
        return minus + pick(QStringLiteral("decoded warning confirmed").split(u' '))
            + words({QStringLiteral("yes"), QStringLiteral("no")});
    case 19:
        return minus + pick(QStringLiteral("simulated reset unsaved").split(u' '))
            + words({QStringLiteral("yes"), QStringLiteral("no")});
    case 20:
        return minus + u"time" + pick(QStringLiteral("< <= > >=").split(u' '))
            + QDateTime::fromSecsSinceEpoch(Start / Second + m_random.bounded(100), Qt::UTC).toString(Qt::ISODate);
    case 21: // far from every row: the two are compiled one after the other
        return minus + u"time" + pick(QStringLiteral("< <= > >=").split(u' '))
            + pick(QStringLiteral("-20000d -1s today").split(u' '));
    default:
        return minus + pick(QStringLiteral("hex:08 temperature>3").split(u' ')); // has no say in either
    }
}

void TestFilterSql::agreesWithThePredicate()
{
    ReadSession session(m_path, &m_dictionary, 1);
    QCOMPARE(session.ensureOpen(), SQLITE_OK);
    int withSome = 0;
    for (int round = 0; round < 600; ++round) {
        QStringList terms;
        for (int i = m_random.bounded(3); i >= 0; --i)
            terms << randomTerm();
        const QString text = terms.join(u' ');
        const auto parsed = FilterSpec::parse(text);
        QVERIFY2(!parsed.problem, qPrintable(text));
        const RecordPredicate predicate(parsed.spec, m_dictionary);
        QList<qint64> expected, found;
        for (const EventRecord &record : m_records) {
            if (predicate(record))
                expected << record.seq;
        }
        std::vector<EventRecord> rows;
        const QByteArray sql = filterSql(parsed.spec, session.names());
        QVERIFY2(session.rowsWhere(sql, 0, 1'000'000, rows) == SQLITE_OK, sql.constData());
        for (const EventRecord &record : rows)
            found << record.seq;
        QVERIFY2(found == expected, qPrintable(text + u'\n' + QString::fromLatin1(sql)));
        withSome += !found.isEmpty() && found.size() < qsizetype(m_records.size());
    }
    // Agreeing on nothing would prove nothing.
    QVERIFY2(withSome > 300, qPrintable(QString::number(withSome)));
}

void TestFilterSql::relativeTimesAgree()
{
    // At one moment both say the same, up to the row that stands at the very boundary.
    ReadSession session(m_path, &m_dictionary, 1);
    QCOMPARE(session.ensureOpen(), SQLITE_OK);
    for (const char *op : {"<", "<=", ">", ">="}) {
        const QString text = u"time" + QLatin1String(op) + u"-50s";
        const FilterSpec spec = FilterSpec::parse(text).spec.resolved(Start + 100 * Second);
        const RecordPredicate predicate(spec, m_dictionary);
        const auto expected = std::count_if(m_records.begin(), m_records.end(),
                                            [&](const EventRecord &record) { return predicate(record); });
        std::vector<EventRecord> rows;
        QCOMPARE(session.rowsWhere(filterSql(spec, session.names()), 0, 1'000'000, rows), SQLITE_OK);
        QCOMPARE(qsizetype(rows.size()), qsizetype(expected));
        QVERIFY(expected > 0 && expected < qsizetype(m_records.size()));
    }
}

void TestFilterSql::textStaysOut()
{
    ReadSession session(m_path, &m_dictionary, 1);
    QCOMPARE(session.ensureOpen(), SQLITE_OK);
    const FilterSpec spec = FilterSpec::parse(QStringLiteral("device:\"x');DROP TABLE event;--\" word' gw:\"'\"")).spec;
    QCOMPARE(spec.terms.size(), std::size_t(3));
    const QByteArray sql = filterSql(spec, session.names());
    QVERIFY(!sql.contains('\'') && !sql.contains(';') && !sql.contains("DROP"));
}

TTN_TEST_MAIN(TestFilterSql)
#include "tst_filtersql.moc"
