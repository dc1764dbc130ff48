// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every recorded message against tests/data/expected/*.json, which was made from the recordings' JSON by
// tests/data/expected/make.py, without the codecs; and what the recordings' index says of single scenarios.
#include "backend/domain/filterspec.h"
#include "backend/traffic/trafficcodec.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Domain;

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QString hex(const std::optional<Eui> &eui)
{
    return eui ? eui->toString() : QString();
}

const std::vector<std::pair<QString, EventRecord::Flag>> flagNames
    = {{QStringLiteral("HasPayload"), EventRecord::HasPayload},
       {QStringLiteral("Confirmed"), EventRecord::Confirmed},
       {QStringLiteral("Decoded"), EventRecord::Decoded},
       {QStringLiteral("HasWarnings"), EventRecord::HasWarnings},
       {QStringLiteral("Simulated"), EventRecord::Simulated},
       {QStringLiteral("Retry"), EventRecord::Retry},
       {QStringLiteral("HasNetworkTime"), EventRecord::HasNetworkTime},
       {QStringLiteral("Unreadable"), EventRecord::Unreadable},
       {QStringLiteral("Repeat"), EventRecord::Repeat},
       {QStringLiteral("Retained"), EventRecord::Retained}};

} // namespace

class TestRecordings : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void everyLine_data();
    void everyLine();
    void normalizedBelongToTheirUplink();
    void downlinkJourneyIsTied();
    void identitiesDiffer_data();
    void identitiesDiffer();
    void hugeNumbersAndText();
    void zeroRadioValues();
    void twoAntennas();
    void twoGateways();
    void warnings();
    void noFieldsIsNotNoDecoder();
    void multicastHasNoSession();
    void expiredQueueWords();
    void v2FieldTopicsAreNoEvents();
    void v2TwoGateways();
    void v2ZeroTime();
    void decodedField();

private:
    struct Line
    {
        RawMessage message;
        int number = 0;
    };
    static std::vector<Line> lines(Generation generation, const QString &file);
    static RawMessage line(Generation generation, const QString &file, int number);
    void compareFacts(const QJsonObject &expected, const Backend::TrafficFacts &facts);
    void compareEvent(const QJsonObject &expected, const TrafficEvent &event);

    std::unique_ptr<Backend::TrafficCodec> m_v3 = Backend::TrafficCodec::create(Generation::V3);
    std::unique_ptr<Backend::TrafficCodec> m_v2 = Backend::TrafficCodec::create(Generation::V2);
};

std::vector<TestRecordings::Line> TestRecordings::lines(Generation generation, const QString &name)
{
    QFile file(QStringLiteral(TTN_TEST_DATA)
               + (generation == Generation::V3 ? QStringLiteral("/v3/mqtt/") : QStringLiteral("/v2/mqtt/")) + name);
    std::vector<Line> lines;
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    while (!file.atEnd()) {
        const QJsonObject json = QJsonDocument::fromJson(file.readLine()).object();
        Line line;
        line.message.topic = json[QLatin1String("topic")].toString().toUtf8();
        line.message.payload = json[QLatin1String("payload")].toString().toUtf8();
        line.message.receivedNs = 1'800'000'000'000'000'000;
        line.number = int(lines.size()) + 1;
        lines.push_back(line);
    }
    return lines;
}

RawMessage TestRecordings::line(Generation generation, const QString &file, int number)
{
    const auto all = lines(generation, file);
    return number <= int(all.size()) ? all[std::size_t(number - 1)].message : RawMessage();
}

void TestRecordings::everyLine_data()
{
    QTest::addColumn<Generation>("generation");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QJsonArray>("rows");
    int count = 0;
    for (const auto generation : {Generation::V3, Generation::V2}) {
        const QString name = generation == Generation::V3 ? QStringLiteral("v3") : QStringLiteral("v2");
        QFile file(QStringLiteral(TTN_TEST_DATA "/expected/") + name + QStringLiteral(".json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject scenarios = QJsonDocument::fromJson(file.readAll()).object();
        for (auto it = scenarios.begin(); it != scenarios.end(); ++it) {
            QTest::addRow("%s %s", qPrintable(name), qPrintable(it.key())) << generation << it.key() << it->toArray();
            count += int(it->toArray().size());
        }
    }
    QVERIFY(count > 600);
}

void TestRecordings::everyLine()
{
    QFETCH(Generation, generation);
    QFETCH(QString, file);
    QFETCH(QJsonArray, rows);
    Backend::TrafficCodec &codec = generation == Generation::V3 ? *m_v3 : *m_v2;
    const auto all = lines(generation, file);
    QCOMPARE(qsizetype(all.size()), rows.size());
    for (const Line &line : all) {
        const auto expected = rows[line.number - 1];
        Backend::TrafficFacts facts;
        const bool isEvent = codec.read(line.message, facts);
        if (isEvent == expected.isNull())
            qDebug() << "line" << line.number;
        QCOMPARE(isEvent, !expected.isNull());
        if (!isEvent)
            continue;
        compareFacts(expected.toObject(), facts);
        compareEvent(expected.toObject(), codec.event(line.message));
        const CellText cells = codec.cells(line.message);
        QString decoded = expected[QLatin1String("decoded")].toString();
        if (decoded.size() > 300)
            decoded = decoded.left(300) + QChar(u'…');
        QCOMPARE(cells.decoded, decoded);
        QCOMPARE(cells.payload.toHex(), expected[QLatin1String("payload")].toString().left(510).toLatin1());
        QCOMPARE(cells.payloadCut, expected[QLatin1String("payload")].toString().size() > 510);
        QCOMPARE(cells.warning, expected[QLatin1String("warnings")][0].toString());
        if (facts.kind == EventKind::Join)
            QCOMPARE(cells.devAddr, expected[QLatin1String("dev_addr")].toString());
        if (QTest::currentTestFailed()) {
            qDebug() << "line" << line.number;
            return;
        }
    }
}

void TestRecordings::compareFacts(const QJsonObject &expected, const Backend::TrafficFacts &facts)
{
    const auto number = [&](const char *key, int missing) { return expected[QLatin1String(key)].toInt(missing); };
    const auto words = [&](const char *key) { return expected[QLatin1String(key)].toString(); };
    QCOMPARE(QString::fromLatin1(kindWord(facts.kind)), words("kind"));
    QCOMPARE(text(facts.application), words("application"));
    QCOMPARE(text(facts.device), words("device"));
    QCOMPARE(facts.devEui ? Eui(*facts.devEui).toString() : QString(), words("dev_eui"));
    QCOMPARE(text(facts.bestGateway), words("gateway"));
    QCOMPARE(text(facts.dataRate), words("data_rate"));
    QCOMPARE(facts.frequencyHz, words("frequency").toULongLong());
    QCOMPARE(facts.timeNs, words("time").toLongLong());
    QCOMPARE(facts.fCnt ? qint64(*facts.fCnt) : -1, expected[QLatin1String("f_cnt")].toInteger(-1));
    QCOMPARE(facts.fPort ? int(*facts.fPort) : -1, number("f_port", -1));
    QCOMPARE(facts.session != 0, !words("session").isEmpty());
    QCOMPARE(facts.group != 0, !words("group").isEmpty());
    QCOMPARE(facts.identity != 0, facts.timeNs != 0);
    QCOMPARE(int(facts.rssiCentiDbm), number("rssi", NoRadioValue));
    QCOMPARE(int(facts.snrCentiDb), number("snr", NoRadioValue));
    QCOMPARE(int(facts.airtimeTenthMs), number("airtime", 0));
    QCOMPARE(int(facts.gatewayCount), number("gateways", 0));
    QCOMPARE(int(facts.payloadBytes), std::min(int(words("payload").size() / 2), 255));
    QVERIFY(!facts.problem);
    EventRecord record;
    record.flags = facts.flags;
    const QJsonArray flags = expected[QLatin1String("flags")].toArray();
    for (const auto &[name, flag] : flagNames)
        QVERIFY2(record.has(flag) == flags.contains(QJsonValue(name)), qPrintable(name));
    QCOMPARE(record.has(EventRecord::HasFCnt), facts.fCnt.has_value());
    QCOMPARE(record.has(EventRecord::HasFPort), facts.fPort.has_value());
}

void TestRecordings::compareEvent(const QJsonObject &expected, const TrafficEvent &event)
{
    const auto words = [&](const char *key) { return expected[QLatin1String(key)].toString(); };
    QCOMPARE(QString::fromLatin1(kindWord(event.kind)), words("kind"));
    QCOMPARE(event.applicationId, words("application"));
    QCOMPARE(event.deviceId, words("device"));
    QCOMPARE(hex(event.devEui), words("dev_eui"));
    QCOMPARE(hex(event.joinEui), words("join_eui"));
    QCOMPARE(event.devAddr ? event.devAddr->toString() : QString(), words("dev_addr"));
    QCOMPARE(event.fPort.value_or(-1), expected[QLatin1String("f_port")].toInt(-1));
    QCOMPARE(event.fCnt ? qint64(*event.fCnt) : -1, expected[QLatin1String("f_cnt")].toInteger(-1));
    QCOMPARE(event.payload.has_value(), expected.contains(QLatin1String("payload")));
    if (event.payload)
        QCOMPARE(event.payload->toHex(), words("payload").toLatin1());
    QCOMPARE(event.error, words("error"));
    QCOMPARE(event.service, words("service"));
    QCOMPARE(QJsonArray::fromStringList(event.warnings), expected[QLatin1String("warnings")].toArray());
    QCOMPARE(QJsonArray::fromStringList(event.correlationIds), expected[QLatin1String("correlation_ids")].toArray());
    QCOMPARE(event.gatewayCount, expected[QLatin1String("gateways")].toInt(0));
    QCOMPARE(event.rssi ? int(*event.rssi * 100) : NoRadioValue, expected[QLatin1String("rssi")].toInt(NoRadioValue));
    QCOMPARE(event.timeNs, words("time").isEmpty() ? 1'800'000'000'000'000'000 : words("time").toLongLong());
}

void TestRecordings::normalizedBelongToTheirUplink()
{
    for (const QString &file :
         {QStringLiteral("uplink-normalized.jsonl"), QStringLiteral("simulate-uplink-normalized.jsonl")}) {
        Backend::TrafficFacts uplink, first, second;
        QVERIFY(m_v3->read(line(Generation::V3, file, 1), uplink));
        QVERIFY(m_v3->read(line(Generation::V3, file, 2), first));
        QVERIFY(m_v3->read(line(Generation::V3, file, 3), second));
        QCOMPARE(uplink.kind, EventKind::Uplink);
        QCOMPARE(first.kind, EventKind::Normalized);
        QVERIFY(uplink.group != 0);
        QCOMPARE(first.group, uplink.group);
        QCOMPARE(second.group, uplink.group);
        QVERIFY(first.identity != second.identity);
    }
}

void TestRecordings::downlinkJourneyIsTied()
{
    // queued, up, sent, ack, up
    std::vector<Backend::TrafficFacts> facts;
    const auto all = lines(Generation::V3, QStringLiteral("downlink-confirmed-acked.jsonl"));
    for (const Line &line : all) {
        Backend::TrafficFacts one;
        QVERIFY(m_v3->read(line.message, one));
        one.application = one.device = one.bestGateway = one.dataRate = {};
        facts.push_back(one);
    }
    QCOMPARE(facts.size(), std::size_t(5));
    QVERIFY(facts[0].group != 0);
    QCOMPARE(facts[2].group, facts[0].group);
    QCOMPARE(facts[3].kind, EventKind::DownlinkAcknowledged);
    QCOMPARE(facts[3].group, facts[0].group); // although it names the uplink that carried it, too
    QVERIFY(facts[4].group != facts[0].group);
    QCOMPARE(facts[0].fCnt, std::nullopt);
    QCOMPARE(facts[2].fCnt, std::optional<quint32>(10));
    QCOMPARE(facts[2].session, facts[1].session);
}

void TestRecordings::identitiesDiffer_data()
{
    QTest::addColumn<Generation>("generation");
    QTest::newRow("v3") << Generation::V3;
    QTest::newRow("v2") << Generation::V2;
}

void TestRecordings::identitiesDiffer()
{
    // No recorded message is a duplicate of another; each is one of itself.
    QFETCH(Generation, generation);
    Backend::TrafficCodec &codec = generation == Generation::V3 ? *m_v3 : *m_v2;
    QFile file(QStringLiteral(TTN_TEST_DATA "/expected/")
               + (generation == Generation::V3 ? QStringLiteral("v3.json") : QStringLiteral("v2.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject scenarios = QJsonDocument::fromJson(file.readAll()).object();
    QHash<quint64, QByteArray> seen;
    for (auto it = scenarios.begin(); it != scenarios.end(); ++it) {
        for (const Line &line : lines(generation, it.key())) {
            Backend::TrafficFacts facts, again;
            if (!codec.read(line.message, facts) || !facts.identity)
                continue;
            const quint64 identity = facts.identity;
            QVERIFY2(!seen.contains(identity), line.message.payload.constData());
            seen.insert(identity, line.message.payload);
            QVERIFY(codec.read(line.message, again));
            QCOMPARE(again.identity, identity);
        }
    }
    QVERIFY(seen.size() > 80);
}

void TestRecordings::hugeNumbersAndText()
{
    const auto message = line(Generation::V3, QStringLiteral("uplink-huge-numbers-and-text.jsonl"), 1);
    const QString decoded = m_v3->cells(message).decoded;
    QVERIFY(decoded.startsWith(QStringLiteral("big 1.7976931348623157e+308 · empty {} · frac 0.30000000000000004")));
    QVERIFY(decoded.contains(
        QStringLiteral(" · list [1,[2,[3,{}]],null,\"x\",true] · max 18446744073709552000 · neg -0 · ")));
    QVERIFY(decoded.contains(QStringLiteral("nested.a.b.c.d.e 1 · none [] · nul null · safe 9007199254740992")));
    QVERIFY(decoded.contains(QStringLiteral("text a\\u0000b € <b>&amp;</b> 😀 \"q\" · tiny 5e-324")));
}

void TestRecordings::zeroRadioValues()
{
    const auto message = line(Generation::V3, QStringLiteral("uplink-zero-rssi-snr.jsonl"), 1);
    Backend::TrafficFacts facts;
    QVERIFY(m_v3->read(message, facts));
    QCOMPARE(facts.rssiCentiDbm, qint16(0));
    QCOMPARE(facts.snrCentiDb, qint16(0));
    QCOMPARE(facts.gatewayCount, quint8(1));
}

void TestRecordings::twoAntennas()
{
    const auto event = m_v3->event(line(Generation::V3, QStringLiteral("uplink-two-antennas-fine-time.jsonl"), 1));
    QCOMPARE(event.gatewayCount, 1);
    QCOMPARE(event.gateways.size(), std::size_t(2));
    QCOMPARE(event.gateways[0].antenna, 0);
    QCOMPARE(event.gateways[1].antenna, 1);
    QCOMPARE(event.gateways[1].fineTimestamp, std::optional<quint64>(123456799));
    QCOMPARE(event.gateways[0].signalRssi, std::optional(-118.0));
    QCOMPARE(event.gateways[0].latitude, std::optional(52.3702));
    QCOMPARE(event.gateways[0].eui, Eui::fromHex("0B00000000000002"));
    QVERIFY(event.gateways[0].receivedNs.has_value());
    // Both values of the best come from one antenna.
    const auto &best = event.gateways[event.snr == event.gateways[0].snr ? 0 : 1];
    QCOMPARE(event.rssi, best.rssi);
    QCOMPARE(event.snr, best.snr);
    QVERIFY(*event.snr >= *event.gateways[0].snr && *event.snr >= *event.gateways[1].snr);
}

void TestRecordings::twoGateways()
{
    const auto message = line(Generation::V3, QStringLiteral("uplink-two-gateways.jsonl"), 1);
    Backend::TrafficFacts facts;
    QVERIFY(m_v3->read(message, facts));
    QCOMPARE(text(facts.bestGateway), QStringLiteral("b-roof")); // named second
    QCOMPARE(facts.rssiCentiDbm, qint16(-6000));
    QCOMPARE(facts.snrCentiDb, qint16(850));
    QCOMPARE(facts.gatewayCount, quint8(2));
    const auto event = m_v3->event(message);
    QCOMPARE(event.gateways[0].id, QStringLiteral("b-barn"));
    QVERIFY(event.gateways[0].timeNs.has_value());
    QVERIFY(event.networkReceivedNs && event.serverReceivedNs && *event.networkReceivedNs < *event.serverReceivedNs);
}

void TestRecordings::warnings()
{
    const auto message = line(Generation::V3, QStringLiteral("uplink-formatter-warnings.jsonl"), 1);
    const auto event = m_v3->event(message);
    QCOMPARE(event.warnings.size(), 2);
    QCOMPARE(m_v3->cells(message).warning, event.warnings.constFirst());
}

void TestRecordings::noFieldsIsNotNoDecoder()
{
    Backend::TrafficFacts facts;
    const auto message = line(Generation::V3, QStringLiteral("uplink-formatter-no-data.jsonl"), 1);
    QVERIFY(m_v3->read(message, facts));
    QVERIFY(facts.flags & EventRecord::Decoded);
    QCOMPARE(m_v3->event(message).decoded, QByteArray("{}"));
    QCOMPARE(m_v3->cells(message).decoded, QString());
}

void TestRecordings::multicastHasNoSession()
{
    Backend::TrafficFacts facts;
    QVERIFY(m_v3->read(line(Generation::V3, QStringLiteral("multicast-push.jsonl"), 2), facts));
    QCOMPARE(facts.kind, EventKind::DownlinkSent);
    QCOMPARE(facts.session, quint32(0));
    QVERIFY(facts.fCnt.has_value());
}

void TestRecordings::expiredQueueWords()
{
    const auto event = m_v3->event(line(Generation::V3, QStringLiteral("downlink-gateway-refuses.jsonl"), 3));
    QCOMPARE(event.error, QStringLiteral("downlink transmission failed with result `TOO_LATE`"));
    QCOMPARE(event.fCnt, std::optional<quint32>(17));
    const auto refused = m_v3->event(line(Generation::V3, QStringLiteral("multicast-mistakes.jsonl"), 1));
    QCOMPARE(refused.error, QStringLiteral("confirmed downlink queued for multicast device"));
    QCOMPARE(refused.fCnt, std::nullopt);
    QVERIFY(refused.confirmed);
}

void TestRecordings::v2FieldTopicsAreNoEvents()
{
    int events = 0;
    int ignored = 0;
    for (const QString &file : {QStringLiteral("field-names.jsonl"), QStringLiteral("field-name-hash.jsonl"),
                                QStringLiteral("cayenne.jsonl"), QStringLiteral("simulate-custom-fields.jsonl")}) {
        for (const Line &line : lines(Generation::V2, file)) {
            Backend::TrafficFacts facts;
            ++(m_v2->read(line.message, facts) ? events : ignored);
        }
    }
    QVERIFY(events > 4);
    QVERIFY(ignored > 30);
}

void TestRecordings::v2TwoGateways()
{
    const auto event = m_v2->event(line(Generation::V2, QStringLiteral("radio-two-gateways.jsonl"), 3));
    QCOMPARE(event.gatewayCount, 2);
    QCOMPARE(event.gateways.size(), std::size_t(3));
    QCOMPARE(event.gateways[2].id, QStringLiteral("gtw-2"));
    QCOMPARE(event.gateways[2].antenna, 1);
    QCOMPARE(event.gateways[1].fineTimestamp, std::optional<quint64>(1234567890123456789));
    QCOMPARE(event.gateways[1].timeNs, std::nullopt);
    QCOMPARE(event.rssi, std::optional(-42.0));
    QCOMPARE(event.consumedAirtimeMs, std::optional(46.336));
}

void TestRecordings::v2ZeroTime()
{
    const auto message = line(Generation::V2, QStringLiteral("device-events.jsonl"), 3);
    Backend::TrafficFacts facts;
    QVERIFY(m_v2->read(message, facts));
    QCOMPARE(facts.kind, EventKind::DeviceUpdated);
    QCOMPARE(facts.timeNs, 0);
    QCOMPARE(m_v2->cells(line(Generation::V2, QStringLiteral("device-events.jsonl"), 2)).decoded,
             QStringLiteral("latitude 1.5 · longitude 2.25 · altitude 7"));
}

void TestRecordings::decodedField()
{
    const auto huge = line(Generation::V3, QStringLiteral("uplink-huge-numbers-and-text.jsonl"), 1);
    QCOMPARE(m_v3->decodedField(huge, "nested.a.b.c.d.e"), std::optional<QByteArray>("1"));
    QCOMPARE(m_v3->decodedField(huge, "max"), std::optional<QByteArray>("18446744073709552000"));
    QCOMPARE(m_v3->decodedField(huge, "list.1.0"), std::optional<QByteArray>("2"));
    QCOMPARE(m_v3->decodedField(huge, "nul"), std::optional<QByteArray>("null"));
    QCOMPARE(m_v3->decodedField(huge, "nested.x"), std::nullopt);
    const auto cayenne = line(Generation::V2, QStringLiteral("cayenne.jsonl"), 1);
    QCOMPARE(m_v2->decodedField(cayenne, "gps_12.latitude"), std::optional<QByteArray>("52.3645"));
    const auto normalized = line(Generation::V3, QStringLiteral("uplink-normalized.jsonl"), 2);
    QCOMPARE(m_v3->decodedField(normalized, "soil.moisture"), std::optional<QByteArray>("33"));
}

TTN_TEST_MAIN(TestRecordings)
#include "tst_recordings.moc"
