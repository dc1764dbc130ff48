// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "backend/domain/filterspec.h"
#include "tests/support/testmain.h"

using namespace Domain;

using Field = FilterTerm::Field;
using Op = FilterTerm::Op;

class TestFilterSpec : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void parses();
    void times_data();
    void times();
    void writesWhatItReads_data();
    void writesWhatItReads();
    void writesTermsOfMenus();
    void relativeTimes();
    void positionsOfTerms();
    void errors_data();
    void errors();
    void keepsTheGoodTerms();
    void accepts_data();
    void accepts();
    void parts();
    void laterNames();
    void laterDevEui();
    void manyWords();
    void copies();

private:
    EventRecord uplink() const;
    EventRecord join() const;

    Dictionary m_dictionary;
    ProfileRef m_profile = 0;
    DeviceRef m_device = 0;
};

void TestFilterSpec::initTestCase()
{
    // Local time must not be UTC, or a mistake would not show.
    qputenv("TZ", "Asia/Kolkata");
    m_profile = m_dictionary.internProfile(QStringLiteral("Sandbox v3"));
    m_device = m_dictionary.internDevice(m_profile, "orchard", "field-01");
    m_dictionary.setDevEui(m_device, Eui(0x0B00000000000001));
}

EventRecord TestFilterSpec::uplink() const
{
    EventRecord record;
    record.seq = 7;
    record.kind = EventKind::Uplink;
    record.device = m_device;
    auto &dictionary = const_cast<Dictionary &>(m_dictionary);
    record.gateway = dictionary.internGateway("b-roof");
    record.radio = dictionary.internRadio("SF7BW125", 868'100'000);
    record.fPort = 2;
    record.fCnt = 147;
    record.missed = 2;
    record.rssiCentiDbm = -11'550;
    record.snrCentiDb = -525;
    record.airtimeTenthMs = 515;
    record.gatewayCount = 2;
    record.payloadBytes = 5;
    record.timeNs = 1'795'218'115'788'112'389; // 2026-11-20T23:41:55.788112389Z
    record.flags = EventRecord::HasFPort | EventRecord::HasFCnt | EventRecord::HasPayload | EventRecord::Confirmed;
    return record;
}

EventRecord TestFilterSpec::join() const
{
    EventRecord record;
    record.seq = -3;
    record.kind = EventKind::Join;
    record.device = m_device;
    return record;
}

void TestFilterSpec::parses()
{
    const auto parsed = FilterSpec::parse(
        QStringLiteral("  device:field-*,pump  -kind:join snr<=-5.5 gps.lat:52.* \"two words\" hex:08fc "));
    QVERIFY(!parsed.problem);
    const std::vector<FilterTerm> &terms = parsed.spec.terms;
    QCOMPARE(terms.size(), std::size_t(6));
    QCOMPARE(terms[0].field, Field::Device);
    QCOMPARE(terms[0].words, (QStringList{QStringLiteral("field-*"), QStringLiteral("pump")}));
    QCOMPARE(terms[0].source, QStringLiteral("device:field-*,pump"));
    QVERIFY(terms[1].negated);
    QCOMPARE(terms[1].field, Field::Kind);
    QCOMPARE(terms[2].op, Op::LessOrEqual);
    QCOMPARE(terms[2].number, -5.5);
    QCOMPARE(terms[3].field, Field::DecodedField);
    QCOMPARE(terms[3].name, QStringLiteral("gps.lat"));
    QCOMPARE(terms[4].field, Field::Word);
    QCOMPARE(terms[4].words, QStringList{QStringLiteral("two words")});
    QCOMPARE(terms[5].words, QStringList{QStringLiteral("08FC")});
    QVERIFY(FilterSpec::parse(QString()).spec.isEmpty());
    QVERIFY(FilterSpec::parse(QStringLiteral("   ")).spec.isEmpty());
    // In quotes a name of ours is the name of a decoded field.
    QCOMPARE(FilterSpec::parse(QStringLiteral("\"snr\">5")).spec.terms.at(0).field, Field::DecodedField);
    QCOMPARE(FilterSpec::parse(QStringLiteral("SNR>5")).spec.terms.at(0).field, Field::Snr);
}

void TestFilterSpec::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ns");
    constexpr qint64 Second = 1'000'000'000;
    QTest::newRow("UTC") << "time>2026-11-20T23:41:55Z" << 1'795'218'115 * Second;
    QTest::newRow("nanoseconds") << "time>2026-11-20T23:41:55.788112389Z" << qint64(1'795'218'115'788'112'389);
    QTest::newRow("offset") << "time>2026-11-21T00:41:55+01:00" << 1'795'218'115 * Second;
    QTest::newRow("local") << "time>2026-11-21T05:11:55" << 1'795'218'115 * Second;
    QTest::newRow("local to the minute") << "time>=2026-11-21T05:11" << 1'795'218'060 * Second;
    QTest::newRow("local with a blank") << "time<\"2026-11-21 05:11:55\"" << 1'795'218'115 * Second;
    QTest::newRow("day") << "time>2026-11-21" << 1'795'199'400 * Second;
}

void TestFilterSpec::times()
{
    QFETCH(QString, text);
    QFETCH(qint64, ns);
    const auto parsed = FilterSpec::parse(text);
    QVERIFY(!parsed.problem);
    QCOMPARE(parsed.spec.terms.at(0).timeNs, ns);
}

void TestFilterSpec::writesWhatItReads_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"device:field-* fport:2 snr<-5 -kind:join",
          "rssi<-115 snr<-10.25",
          "missed>0 gws>=2",
          "word",
          "-word",
          "one,two",
          "\"two words\",three",
          "\"a:b\"",
          "\"-minus\"",
          "-\"-minus\"",
          "device:\"a b\",c",
          "device:\"a,b\",c",
          "device:\"say \\\"hi\\\"\"",
          "device:back\\slash",
          "temperature>30",
          "gps.lat:52.*",
          "\"snr\">5",
          "\"field name\":x",
          "\"-x\"<1",
          "a.b:\"\"",
          "hex:08FC,00",
          "time>2026-11-20T10:00",
          "time>-15min",
          "time<=-1.5h",
          "-time<-90s time>=today",
          "time<2026-11-20T10:00:00.123456789Z",
          "decoded:no warning:yes",
          "freq:868.1,868.3",
          "rssi>0.1",
          "kind:uplink,join,ack",
          "dr:SF7* network:\"Sandbox v3\" app:orchard deveui:0B* gw:b-roof sf:7 fcnt:0 bytes>10 airtime>100.5",
          "confirmed:yes simulated:no reset:yes,no unsaved:no",
          "x=5"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestFilterSpec::writesWhatItReads()
{
    QFETCH(QString, text);
    const auto first = FilterSpec::parse(text);
    QVERIFY(!first.problem);
    const QString written = first.spec.toText();
    const auto second = FilterSpec::parse(written);
    QVERIFY2(!second.problem, qPrintable(written));
    QVERIFY2(second.spec == first.spec, qPrintable(written));
    QCOMPARE(second.spec.toText(), written);
}

void TestFilterSpec::writesTermsOfMenus()
{
    FilterSpec spec;
    FilterTerm device;
    device.field = Field::Device;
    device.words = QStringList{QStringLiteral("odd \"name\", really")};
    spec.terms.push_back(device);
    FilterTerm time;
    time.field = Field::Time;
    time.op = Op::GreaterOrEqual;
    time.timeNs = 1'795'218'115'788'112'389;
    spec.terms.push_back(time);
    QCOMPARE(spec.toText(),
             QStringLiteral("device:\"odd \\\"name\\\", really\" time>=2026-11-21T05:11:55.788112389+05:30"));
    QVERIFY(FilterSpec::parse(spec.toText()).spec == spec);
}

void TestFilterSpec::relativeTimes()
{
    constexpr qint64 Second = 1'000'000'000;
    const qint64 now = 1'795'218'115 * Second; // 2026-11-21T05:11:55+05:30
    const auto spec = [](const char *text) { return FilterSpec::parse(QString::fromLatin1(text)).spec; };
    const FilterSpec quarter = spec("time>-15min");
    QVERIFY(quarter.isRelative());
    QCOMPARE(quarter.terms.at(0).timeBase, FilterTerm::TimeBase::Now);
    QCOMPARE(quarter.toText(), QStringLiteral("time>-15min"));
    QCOMPARE(spec("time>-900S").toText(), QStringLiteral("time>-15min"));
    QCOMPARE(spec("time>-48h").toText(), QStringLiteral("time>-2d"));
    const FilterSpec resolved = quarter.resolved(now);
    QVERIFY(!resolved.isRelative());
    QCOMPARE(resolved.terms.at(0).timeNs, now - 900 * Second);
    QCOMPARE(spec("time>-2d").resolved(now).terms.at(0).timeNs, now - 2 * 86'400 * Second);
    // Local midnight.
    QCOMPARE(spec("time>=TODAY").resolved(now).terms.at(0).timeNs, 1'795'199'400 * Second);
    QVERIFY(!(quarter == spec("time>-16min")));
    QVERIFY(!spec("time>2026-11-20").isRelative());

    // The predicate takes the moment at which it is made.
    EventRecord record = uplink();
    record.timeNs = Domain::nowNs() - 600 * Second;
    QVERIFY(RecordPredicate(quarter, m_dictionary)(record));
    QVERIFY(!RecordPredicate(spec("-time>-15min"), m_dictionary)(record));
    record.timeNs = Domain::nowNs() - 1'000 * Second;
    QVERIFY(!RecordPredicate(quarter, m_dictionary)(record));
}

void TestFilterSpec::positionsOfTerms()
{
    const QString text = QStringLiteral("  device:\"a b\"  fport:x   -kind:join");
    const auto parsed = FilterSpec::parse(text);
    QCOMPARE(parsed.spec.terms.size(), std::size_t(2));
    for (const FilterTerm &term : parsed.spec.terms)
        QCOMPARE(text.mid(term.position, term.source.size()), term.source);
    QCOMPARE(parsed.spec.terms.at(1).position, 26);
}

void TestFilterSpec::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("term");
    QTest::addColumn<int>("position");
    QTest::newRow("no value") << "fport:2 device:"
                              << "device:" << 9;
    QTest::newRow("no name") << ":x"
                             << ":x" << 1;
    QTest::newRow("lone minus") << "a - b"
                                << "-" << 3;
    QTest::newRow("empty alternative") << "device:a,,b"
                                       << "device:a,,b" << 1;
    QTest::newRow("open quote") << "device:\"a b"
                                << "device:\"a b" << 1;
    QTest::newRow("number") << "  fport:two"
                            << "fport:two" << 3;
    QTest::newRow("compared with a word") << "snr<low"
                                          << "snr<low" << 1;
    QTest::newRow("text compared") << "device<3"
                                   << "device<3" << 1;
    QTest::newRow("yes or no") << "decoded:maybe"
                               << "decoded:maybe" << 1;
    QTest::newRow("yes or no compared") << "decoded>1"
                                        << "decoded>1" << 1;
    QTest::newRow("kind") << "kind:uplnk"
                          << "kind:uplnk" << 1;
    QTest::newRow("hex") << "hex:xyz"
                         << "hex:xyz" << 1;
    QTest::newRow("time") << "time>yesterday"
                          << "time>yesterday" << 1;
    QTest::newRow("time without a unit") << "time>-15"
                                         << "time>-15" << 1;
    QTest::newRow("time of another unit") << "time>-15weeks"
                                          << "time>-15weeks" << 1;
    QTest::newRow("time too long ago") << "time>-99999999d"
                                       << "time>-99999999d" << 1;
    QTest::newRow("time matched") << "time:2026-11-20"
                                  << "time:2026-11-20" << 1;
    QTest::newRow("time impossible") << "time>2026-13-40"
                                     << "time>2026-13-40" << 1;
    QTest::newRow("not a number") << "rssi<nan"
                                  << "rssi<nan" << 1;
    QTest::newRow("endless") << "temperature>inf"
                             << "temperature>inf" << 1;
    QTest::newRow("quoted blank in a bad term") << "fport:\"a b\" x"
                                                << "fport:\"a b\"" << 1;
}

void TestFilterSpec::errors()
{
    QFETCH(QString, text);
    QFETCH(QString, term);
    QFETCH(int, position);
    const auto parsed = FilterSpec::parse(text);
    QCOMPARE(parsed.problem.code, Problem::Code::FilterInvalid);
    QCOMPARE(parsed.problem.args, (QStringList{term, QString::number(position)}));
}

void TestFilterSpec::keepsTheGoodTerms()
{
    const auto parsed = FilterSpec::parse(QStringLiteral("device:a fport:x kind:join sf:y"));
    QCOMPARE(parsed.spec.terms.size(), std::size_t(2));
    QCOMPARE(parsed.problem.args.at(0), QStringLiteral("fport:x"));
}

void TestFilterSpec::accepts_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("uplink");
    QTest::addColumn<bool>("join");
    const auto row = [](const char *filter, bool uplink, bool join) {
        QTest::newRow(filter) << QString::fromLatin1(filter) << uplink << join;
    };
    row("", true, true);
    row("field", true, true);
    row("FIELD-01", true, true);
    row("orch*rd", true, true);
    row("b000001", false, false);
    row("0b0000", true, true);
    row("join", false, true);
    row("uplink,join", true, true);
    row("nothing", false, false);
    row("-join", true, false);
    row("field -uplink", false, true);
    row("app:orchard", true, true);
    row("app:orch", false, false);
    row("app:orch*", true, true);
    row("device:field-01,other", true, true);
    row("device:field-0?", true, true);
    row("device:field-?", false, false);
    row("-device:field-01", false, false);
    row("deveui:0b00000000000001", true, true);
    row("deveui:0B*", true, true);
    row("network:\"sandbox v3\"", true, true);
    row("network:eu1", false, false);
    row("kind:uplink", true, false);
    row("kind:uplink,join", true, true);
    row("kind:j*", false, true);
    row("-kind:join", true, false);
    row("fport:2", true, false);
    row("fport:1,2", true, false);
    row("fport>2", false, false);
    row("fport>=2", true, false);
    row("-fport:2", false, true);
    row("fcnt:147", true, false);
    row("fcnt<147.5", true, false);
    row("fcnt>146.5", true, false);
    row("fcnt>147", false, false);
    row("gw:b-*", true, false);
    row("-gw:b-*", false, true);
    row("sf:7", true, false);
    row("sf>=8", false, false);
    row("dr:SF7BW125", true, false);
    row("dr:sf7*", true, false);
    row("freq:868.1", true, false);
    row("freq:868.3", false, false);
    row("freq<868.2", true, false);
    row("rssi<-115", true, false);
    row("rssi<-115.5", false, false);
    row("rssi<=-115.5", true, false);
    row("rssi>-116", true, false);
    row("-rssi<-115", false, true);
    row("snr:-5.25", true, false);
    row("snr<-5", true, false);
    row("missed>0", true, false);
    row("missed:0", false, false);
    row("gws>1", true, false);
    row("gws<2", false, false);
    row("bytes:5", true, false);
    row("airtime>51", true, false);
    row("airtime>51.5", false, false);
    row("airtime>=51.5", true, false);
    row("decoded:no", true, false);
    row("decoded:yes", false, false);
    row("-decoded:yes", true, true);
    row("warning:no", true, true);
    row("confirmed:yes", true, false);
    row("confirmed:yes,no", true, true);
    row("simulated:yes", false, false);
    row("reset:no", true, true);
    row("unsaved:yes", false, true);
    row("unsaved:no", true, false);
    row("time>2026-11-20T23:41:55.788112388Z", true, false);
    row("time>2026-11-20T23:41:55.788112389Z", false, false);
    row("time>=2026-11-20T23:41:55.788112389Z", true, false);
    row("time<2026-11-20T23:41:55.788112390Z", true, true);
    row("hex:FF temperature>99", true, true); // not for the record to say
    row("device:field-* fport:2 snr<-5 -kind:join", true, false);
}

void TestFilterSpec::accepts()
{
    QFETCH(QString, filter);
    const auto parsed = FilterSpec::parse(filter);
    QVERIFY(!parsed.problem);
    const RecordPredicate predicate(parsed.spec, m_dictionary);
    QTEST(predicate(uplink()), "uplink");
    QTEST(predicate(join()), "join");
    // The second time from what was judged before.
    QTEST(predicate(uplink()), "uplink");
    QTEST(predicate(join()), "join");
}

void TestFilterSpec::parts()
{
    const FilterSpec spec = FilterSpec::parse(QStringLiteral("device:a hex:08 temperature>3 kind:join")).spec;
    QVERIFY(spec.needsContent());
    QCOMPARE(spec.recordPart().terms.size(), std::size_t(2));
    QVERIFY(!spec.recordPart().needsContent());
}

void TestFilterSpec::laterNames()
{
    const RecordPredicate predicate(FilterSpec::parse(QStringLiteral("device:late-*")).spec, m_dictionary);
    EventRecord record = uplink();
    QVERIFY(!predicate(record));
    for (int i = 0; i < 100; ++i) {
        record.device = m_dictionary.internDevice(m_profile, "orchard", "late-" + std::to_string(i));
        QVERIFY(predicate(record));
    }
}

void TestFilterSpec::laterDevEui()
{
    const RecordPredicate predicate(FilterSpec::parse(QStringLiteral("deveui:00000000000000AA")).spec, m_dictionary);
    EventRecord record = uplink();
    record.device = m_dictionary.internDevice(m_profile, "orchard", "no-eui-yet");
    QVERIFY(!predicate(record));
    m_dictionary.setDevEui(record.device, Eui(0xAA));
    QVERIFY(predicate(record));
}

void TestFilterSpec::manyWords()
{
    const QString text = QStringLiteral("field ").repeated(40);
    QVERIFY(RecordPredicate(FilterSpec::parse(text).spec, m_dictionary)(uplink()));
    QVERIFY(!RecordPredicate(FilterSpec::parse(text + QStringLiteral("nothing")).spec, m_dictionary)(uplink()));
}

void TestFilterSpec::copies()
{
    RecordPredicate one(FilterSpec::parse(QStringLiteral("device:field-01")).spec, m_dictionary);
    const RecordPredicate two = one;
    one = RecordPredicate(FilterSpec::parse(QStringLiteral("device:other")).spec, m_dictionary);
    QVERIFY(!one(uplink()));
    QVERIFY(two(uplink()));
}

TTN_TEST_MAIN(TestFilterSpec)
#include "tst_filterspec.moc"
