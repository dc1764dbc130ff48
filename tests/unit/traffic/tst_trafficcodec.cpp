// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What no server should send, and what older ones did: always a row with a reason, never a crash, never silence.
#include "backend/traffic/trafficcodec.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Domain;
using Backend::TrafficFacts;

namespace {

RawMessage message(const char *topic, const QByteArray &payload)
{
    return {topic, payload, 1'800'000'000'000'000'000};
}

RawMessage v3Up(const QByteArray &payload)
{
    return message("v3/orchard@ttn/devices/field-01/up", payload);
}

RawMessage v3Body(const QByteArray &body)
{
    return v3Up("{\"received_at\":\"2026-11-20T23:45:39.5Z\",\"uplink_message\":{" + body + "}}");
}

RawMessage v2Up(const QByteArray &payload)
{
    return message("greenhouse/devices/bed-1/up", payload);
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QByteArray recorded(const char *file)
{
    QFile lines(QStringLiteral(TTN_TEST_DATA "/") + QString::fromLatin1(file));
    if (!lines.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(lines.readLine()).object()[QLatin1String("payload")].toString().toUtf8();
}

} // namespace

class TestTrafficCodec : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void topicsDecide_data();
    void topicsDecide();
    void memberAndTopicDisagree();
    void truncated_data();
    void truncated();
    void wrongTypes_data();
    void wrongTypes();
    void nullMeansAbsent();
    void notAMessage_data();
    void notAMessage();
    void numbersAsText();
    void counters_data();
    void counters();
    void ports_data();
    void ports();
    void base64_data();
    void base64();
    void badCharacters();
    void byteOrderMark();
    void keysInAnyOrder();
    void lastOfDoubledKeysCounts();
    void unknownNumbersDoNoHarm();
    void times_data();
    void times();
    void dataRates_data();
    void dataRates();
    void bestGateway();
    void fskHasNoSnr();
    void unreadableRadioValueLoses();
    void packetBroker();
    void longPayload();
    void giantMessage();
    void deepNesting();
    void manyGateways();
    void olderShapes();
    void errorWords();
    void invalidated();
    void escapedNames();
    void retained();
    void identity();
    void v2BareValues();
    void v2NullEvents();
    void v2Radio();
    void consoleEvents();

private:
    TrafficFacts read(const RawMessage &raw, Backend::TrafficCodec *codec = nullptr)
    {
        TrafficFacts facts;
        m_isEvent = (codec ? codec : m_v3.get())->read(raw, facts);
        return facts;
    }

    std::unique_ptr<Backend::TrafficCodec> m_v3 = Backend::TrafficCodec::create(Generation::V3);
    std::unique_ptr<Backend::TrafficCodec> m_v2 = Backend::TrafficCodec::create(Generation::V2);
    bool m_isEvent = false;
};

void TestTrafficCodec::topicsDecide_data()
{
    QTest::addColumn<Generation>("generation");
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<bool>("isEvent");
    QTest::addColumn<EventKind>("kind");
    QTest::addColumn<QString>("application");
    QTest::addColumn<QString>("device");
    const auto row = [](Generation generation, const char *topic, bool isEvent, EventKind kind, const char *application,
                        const char *device) {
        QTest::addRow("%s", *topic ? topic : "(empty)")
            << generation << QByteArray(topic) << isEvent << kind << QString::fromLatin1(application)
            << QString::fromLatin1(device);
    };
    const auto v3 = Generation::V3;
    const auto v2 = Generation::V2;
    row(v3, "v3/app@tenant/devices/dev/up", true, EventKind::Uplink, "app", "dev");
    row(v3, "v3/app/devices/dev/down/failed", true, EventKind::DownlinkFailed, "app", "dev");
    row(v3, "v3/app/devices/dev/down/invalidated", true, EventKind::DownlinkInvalidated, "app", "dev");
    row(v3, "v3/app/devices/dev/down/push", false, EventKind::Unknown, "", "");
    row(v3, "v3/app/devices/dev/down/replace", false, EventKind::Unknown, "", "");
    row(v3, "v3/app/devices/dev/down/queue_invalidated", true, EventKind::Unknown, "app", "dev");
    row(v3, "v3/app/devices/dev", true, EventKind::Unknown, "app", "dev");
    row(v3, "v3/app/devices/", true, EventKind::Unknown, "app", "");
    row(v3, "v3/app", true, EventKind::Unknown, "", "");
    row(v3, "", true, EventKind::Unknown, "", "");
    row(v3, "v2/app/devices/dev/up", true, EventKind::Unknown, "", "");
    row(v3, "$console/other", true, EventKind::Unknown, "", "");
    row(v2, "app/devices/dev/events/down/acks", true, EventKind::DownlinkAcknowledged, "app", "dev");
    row(v2, "app/devices/dev/events/activations/errors", true, EventKind::Error, "app", "dev");
    row(v2, "app/devices/dev/events/something", true, EventKind::Unknown, "app", "dev");
    row(v2, "app/events/something", true, EventKind::Unknown, "app", "");
    row(v2, "app/devices/dev/down", false, EventKind::Unknown, "", "");
    row(v2, "app/devices/dev/up/temperature", false, EventKind::Unknown, "", "");
    row(v2, "app/devices/dev/up/", false, EventKind::Unknown, "", "");
    row(v2, "/devices//up", false, EventKind::Unknown, "", "");
    row(v2, "", true, EventKind::Unknown, "", "");
}

void TestTrafficCodec::topicsDecide()
{
    QFETCH(Generation, generation);
    QFETCH(QByteArray, topic);
    QFETCH(bool, isEvent);
    auto &codec = generation == Generation::V3 ? *m_v3 : *m_v2;
    const auto raw = message(topic.constData(), "{}");
    const TrafficFacts facts = read(raw, &codec);
    QCOMPARE(m_isEvent, isEvent);
    if (!isEvent)
        return;
    QTEST(facts.kind, "kind");
    QTEST(text(facts.application), "application");
    QTEST(text(facts.device), "device");
    if (facts.kind == EventKind::Unknown)
        QVERIFY(facts.problem && (facts.flags & EventRecord::Unreadable));
}

void TestTrafficCodec::memberAndTopicDisagree()
{
    // The member says what the message is.
    auto raw = message("v3/app/devices/dev/down/sent", "{\"downlink_ack\":{\"f_port\":3,\"f_cnt\":4}}");
    TrafficFacts facts = read(raw);
    QCOMPARE(facts.kind, EventKind::DownlinkAcknowledged);
    QCOMPARE(facts.fCnt, std::optional<quint32>(4));

    // Of two, the one that fits the topic, wherever it stands.
    for (const QByteArray &payload : {QByteArray("{\"downlink_sent\":{\"f_cnt\":1},\"downlink_ack\":{\"f_cnt\":2}}"),
                                      QByteArray("{\"downlink_ack\":{\"f_cnt\":2},\"downlink_sent\":{\"f_cnt\":1}}")}) {
        raw.payload = payload;
        facts = read(raw);
        QCOMPARE(facts.kind, EventKind::DownlinkSent);
        QCOMPARE(facts.fCnt, std::optional<quint32>(1));
    }

    // A topic that we do not know may repeat what another has told.
    raw = message("v3/app/devices/dev/up/raw", "{\"uplink_message\":{\"f_cnt\":9}}");
    facts = read(raw);
    QCOMPARE(facts.kind, EventKind::Unknown);
    QVERIFY(facts.flags & EventRecord::Unreadable);

    // The topic says where a row belongs, whatever the message claims.
    raw = message("v3/app/devices/dev/up",
                  "{\"end_device_ids\":{\"device_id\":\"x\",\"application_ids\":{\"application_id\":\"y\"}},"
                  "\"uplink_message\":{\"f_cnt\":9}}");
    facts = read(raw);
    QCOMPARE(text(facts.device), QStringLiteral("dev"));
    QCOMPARE(text(facts.application), QStringLiteral("app"));
    QVERIFY(!facts.problem);
}

void TestTrafficCodec::truncated_data()
{
    QTest::addColumn<Generation>("generation");
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("v3") << Generation::V3 << QByteArray("v3/a/devices/d/up")
                        << recorded("v3/mqtt/uplink-two-gateways.jsonl");
    QTest::newRow("v2") << Generation::V2 << QByteArray("a/devices/d/up")
                        << recorded("v2/mqtt/radio-two-gateways.jsonl");
    QTest::newRow("v3 failed") << Generation::V3 << QByteArray("v3/a/devices/d/down/failed")
                               << recorded("v3/mqtt/multicast-mistakes.jsonl");
}

void TestTrafficCodec::truncated()
{
    QFETCH(Generation, generation);
    QFETCH(QByteArray, topic);
    QFETCH(QByteArray, payload);
    auto &codec = generation == Generation::V3 ? *m_v3 : *m_v2;
    QVERIFY(payload.size() > 400);
    for (qsizetype size = 0; size < payload.size(); ++size) {
        const auto raw = message(topic.constData(), payload.left(size));
        const TrafficFacts facts = read(raw, &codec);
        QVERIFY(m_isEvent);
        QCOMPARE(facts.kind, topic.endsWith("failed") ? EventKind::DownlinkFailed : EventKind::Uplink);
        QCOMPARE(text(facts.device), QStringLiteral("d"));
        QVERIFY(facts.flags & EventRecord::Unreadable);
        QCOMPARE(facts.problem.code, Problem::Code::NotJson);
        QCOMPARE(facts.identity, quint64(0));
        (void)codec.cells(raw);
        (void)codec.event(raw);
        (void)codec.decodedField(raw, "temperature");
    }
    QVERIFY(!read(message(topic.constData(), payload), &codec).problem);
}

void TestTrafficCodec::wrongTypes_data()
{
    QTest::addColumn<Generation>("generation");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("pattern"); // % is the value
    const auto v3 = [](const char *key, const char *pattern) {
        QTest::addRow("v3 %s", key) << Generation::V3 << QByteArray(key) << QByteArray(pattern);
    };
    const auto v2 = [](const char *key, const char *pattern) {
        QTest::addRow("v2 %s", key) << Generation::V2 << QByteArray(key)
                                    << QByteArray("{\"dev_id\":\"d\",\"app_id\":\"a\",") + pattern + '}';
    };
    v3("end_device_ids", "{\"end_device_ids\":%,\"uplink_message\":{}}");
    v3("end_device_ids.dev_eui", "{\"end_device_ids\":{\"dev_eui\":%},\"uplink_message\":{}}");
    v3("end_device_ids.dev_addr", "{\"end_device_ids\":{\"dev_addr\":%},\"uplink_message\":{}}");
    v3("correlation_ids", "{\"correlation_ids\":%,\"uplink_message\":{}}");
    v3("received_at", "{\"received_at\":%,\"uplink_message\":{}}");
    v3("simulated", "{\"simulated\":%,\"uplink_message\":{}}");
    v3("message", "{\"uplink_message\":%}");
    for (const char *const key : {"session_key_id", "f_port", "f_cnt", "frm_payload", "decoded_payload", "rx_metadata",
                                  "settings", "consumed_airtime", "confirmed", "normalized_payload",
                                  "decoded_payload_warnings", "normalized_payload_warnings"})
        v3(key, QByteArray("{\"uplink_message\":{\"" + QByteArray(key) + "\":%}}").constData());
    v3("settings.data_rate", "{\"uplink_message\":{\"settings\":{\"data_rate\":%}}}");
    v3("settings.frequency", "{\"uplink_message\":{\"settings\":{\"frequency\":%}}}");
    v3("settings.data_rate.bandwidth",
       "{\"uplink_message\":{\"settings\":{\"data_rate\":{\"lora\":{\"bandwidth\":%}}}}}");
    v3("rx_metadata.gateway_ids", "{\"uplink_message\":{\"rx_metadata\":[{\"gateway_ids\":%}]}}");
    v3("rx_metadata.rssi", "{\"uplink_message\":{\"rx_metadata\":[{\"rssi\":%}]}}");
    v3("rx_metadata.snr", "{\"uplink_message\":{\"rx_metadata\":[{\"snr\":%}]}}");
    v3("rx_metadata.packet_broker", "{\"uplink_message\":{\"rx_metadata\":[{\"packet_broker\":%}]}}");
    for (const char *const key :
         {"port", "counter", "confirmed", "is_retry", "payload_raw", "payload_fields", "hardware_serial", "metadata"})
        v2(key, QByteArray("\"" + QByteArray(key) + "\":%").constData());
    for (const char *const key : {"time", "frequency", "modulation", "data_rate", "bit_rate", "airtime", "gateways"})
        QTest::addRow("v2 metadata.%s", key) << Generation::V2 << QByteArray("metadata.") + key
                                             << QByteArray("{\"dev_id\":\"d\",\"metadata\":{\"") + key + "\":%}}";
    v2("metadata.gateways.rssi", "\"metadata\":{\"gateways\":[{\"rssi\":%}]}");
    v2("metadata.gateways.gtw_id", "\"metadata\":{\"gateways\":[{\"gtw_id\":%}]}");
}

void TestTrafficCodec::wrongTypes()
{
    QFETCH(Generation, generation);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, pattern);
    const bool isV3 = generation == Generation::V3;
    auto &codec = isV3 ? *m_v3 : *m_v2;
    int complaints = 0;
    for (const QByteArray &value :
         {QByteArray("true"), QByteArray("-7.25"), QByteArray("\"words, no value\""), QByteArray("[[1]]"),
          QByteArray("{\"x\":{\"y\":[]}}"), QByteArray("1e400"), QByteArray("18446744073709551616")}) {
        const QByteArray payload = QByteArray(pattern).replace('%', value);
        const auto raw = isV3 ? v3Up(payload) : v2Up(payload);
        const TrafficFacts facts = read(raw, &codec);
        QVERIFY(m_isEvent);
        QCOMPARE(facts.kind, EventKind::Uplink);
        QCOMPARE(bool(facts.problem), bool(facts.flags & EventRecord::Unreadable));
        QCOMPARE(codec.event(raw).kind, EventKind::Uplink);
        (void)codec.cells(raw);
        if (!facts.problem)
            continue;
        ++complaints;
        QCOMPARE(facts.problem.code, Problem::Code::UnexpectedShape);
        QCOMPARE(facts.problem.args, QStringList{QString::fromLatin1(key)});
    }
    QVERIFY2(complaints >= 4, QByteArray::number(complaints).constData());
}

void TestTrafficCodec::nullMeansAbsent()
{
    const auto raw
        = v3Up("{\"end_device_ids\":null,\"correlation_ids\":null,\"received_at\":null,\"simulated\":null,"
               "\"join_accept\":null,\"uplink_message\":{\"f_port\":null,\"f_cnt\":null,\"frm_payload\":null,"
               "\"decoded_payload\":null,\"rx_metadata\":null,\"settings\":null,\"session_key_id\":null,"
               "\"consumed_airtime\":null,\"confirmed\":null,\"decoded_payload_warnings\":null}}");
    const TrafficFacts facts = read(raw);
    QVERIFY(!facts.problem);
    QCOMPARE(facts.fCnt, std::optional<quint32>(0));
    QCOMPARE(facts.flags, quint16(EventRecord::HasFCnt));
    QVERIFY(!read(v2Up("{\"app_id\":null,\"port\":null,\"counter\":null,\"payload_raw\":null,\"payload_fields\":null,"
                       "\"metadata\":null,\"confirmed\":null}"),
                  m_v2.get())
                 .problem);
    QVERIFY(m_isEvent);
}

void TestTrafficCodec::notAMessage_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<Problem::Code>("code");
    QTest::newRow("empty") << QByteArray() << Problem::Code::NotJson;
    QTest::newRow("blank") << QByteArray(" \r\n\t ") << Problem::Code::NotJson;
    QTest::newRow("words") << QByteArray("hello there") << Problem::Code::NotJson;
    QTest::newRow("bytes") << QByteArray("\x00\x01\xfe\xff", 4) << Problem::Code::NotJson;
    QTest::newRow("two objects") << QByteArray("{\"uplink_message\":{}}{}") << Problem::Code::NotJson;
    QTest::newRow("text behind") << QByteArray("{\"uplink_message\":{}} x") << Problem::Code::NotJson;
    QTest::newRow("closed too often") << QByteArray("{\"uplink_message\":{}}}") << Problem::Code::NotJson;
    QTest::newRow("comma missing") << QByteArray("{\"uplink_message\":{} \"simulated\":true}")
                                   << Problem::Code::NotJson;
    QTest::newRow("colon missing") << QByteArray("{\"uplink_message\" {}}") << Problem::Code::NotJson;
    QTest::newRow("key without quotes") << QByteArray("{uplink_message:{}}") << Problem::Code::NotJson;
    QTest::newRow("wrong bracket") << QByteArray("{\"uplink_message\":{\"rx_metadata\":[{}}}]}")
                                   << Problem::Code::NotJson;
    QTest::newRow("only brackets") << QByteArray(100'000, '[') << Problem::Code::UnexpectedShape;
    QTest::newRow("array") << QByteArray("[{\"uplink_message\":{}}]") << Problem::Code::UnexpectedShape;
    QTest::newRow("null") << QByteArray("null") << Problem::Code::UnexpectedShape;
    QTest::newRow("no member") << QByteArray("{}") << Problem::Code::UnexpectedShape;
}

void TestTrafficCodec::notAMessage()
{
    QFETCH(QByteArray, payload);
    const auto raw = v3Up(payload);
    const TrafficFacts facts = read(raw);
    QVERIFY(m_isEvent);
    QCOMPARE(facts.kind, EventKind::Uplink); // the topic said so
    QCOMPARE(text(facts.device), QStringLiteral("field-01"));
    QTEST(facts.problem.code, "code");
    QVERIFY(facts.flags & EventRecord::Unreadable);
    QCOMPARE(facts.fCnt, std::nullopt);
    QCOMPARE(m_v3->event(raw).topic, raw.topic);
    (void)m_v3->cells(raw);
}

void TestTrafficCodec::numbersAsText()
{
    const TrafficFacts facts = read(v3Body(
        "\"f_port\":\"7\",\"f_cnt\":\"4294967295\",\"settings\":{\"frequency\":868100000,\"data_rate\":{\"lora\":"
        "{\"bandwidth\":\"125000\",\"spreading_factor\":\"12\"}}},\"rx_metadata\":[{\"rssi\":\"-97\",\"snr\":\"-3.25\"}"
        "]"));
    QVERIFY(!facts.problem);
    QCOMPARE(facts.fPort, std::optional<quint8>(7));
    QCOMPARE(facts.fCnt, std::optional<quint32>(4294967295));
    QCOMPARE(facts.frequencyHz, quint64(868100000));
    QCOMPARE(text(facts.dataRate), QStringLiteral("SF12BW125"));
    QCOMPARE(facts.rssiCentiDbm, qint16(-9700));
    QCOMPARE(facts.snrCentiDb, qint16(-325));
}

void TestTrafficCodec::counters_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<qint64>("value"); // -1: unreadable
    QTest::newRow("highest") << QByteArray("4294967295") << qint64(4294967295);
    QTest::newRow("one more") << QByteArray("4294967296") << qint64(-1);
    QTest::newRow("2^63") << QByteArray("9223372036854775808") << qint64(-1);
    QTest::newRow("2^64") << QByteArray("18446744073709551616") << qint64(-1);
    QTest::newRow("negative") << QByteArray("-1") << qint64(-1);
    QTest::newRow("fraction") << QByteArray("1.5") << qint64(-1);
    QTest::newRow("whole fraction") << QByteArray("15.0") << qint64(15);
    QTest::newRow("exponent") << QByteArray("1e3") << qint64(1000);
    QTest::newRow("too large") << QByteArray("1e400") << qint64(-1);
    QTest::newRow("minus zero") << QByteArray("-0") << qint64(0);
    QTest::newRow("blank") << QByteArray("\"\"") << qint64(-1);
    QTest::newRow("NaN") << QByteArray("\"NaN\"") << qint64(-1);
    QTest::newRow("hex") << QByteArray("\"0x10\"") << qint64(-1);
    QTest::newRow("broken") << QByteArray("12ab") << qint64(-1);
}

void TestTrafficCodec::counters()
{
    QFETCH(QByteArray, written);
    QFETCH(qint64, value);
    const TrafficFacts facts = read(v3Body("\"f_cnt\":" + written + ",\"f_port\":2"));
    QCOMPARE(facts.fCnt ? qint64(*facts.fCnt) : -1, value);
    QCOMPARE(bool(facts.problem), value < 0);
    QCOMPARE(facts.fPort, std::optional<quint8>(2)); // the rest is read all the same
}

void TestTrafficCodec::ports_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<int>("v3");
    QTest::addColumn<int>("v2");
    QTest::newRow("0") << QByteArray("0") << -1 << 0;
    QTest::newRow("1") << QByteArray("1") << 1 << 1;
    QTest::newRow("255") << QByteArray("255") << 255 << 255;
    QTest::newRow("256") << QByteArray("256") << -1 << -1;
    QTest::newRow("-1") << QByteArray("-1") << -1 << -1;
}

void TestTrafficCodec::ports()
{
    QFETCH(QByteArray, written);
    const auto port = [](const TrafficFacts &facts) { return facts.fPort ? int(*facts.fPort) : -1; };
    QTEST(port(read(v3Body("\"frm_payload\":\"AQ==\",\"f_port\":" + written))), "v3");
    QTEST(port(read(v2Up("{\"metadata\":{},\"payload_raw\":\"AQ==\",\"port\":" + written + '}'), m_v2.get())), "v2");
    QCOMPARE(read(v2Up("{\"metadata\":{},\"payload_raw\":null,\"port\":0}"), m_v2.get()).fPort, std::nullopt);
}

void TestTrafficCodec::base64_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("padded") << QByteArray("+/8=") << true << QByteArray("\xfb\xff");
    QTest::newRow("unpadded") << QByteArray("+/8") << true << QByteArray("\xfb\xff");
    QTest::newRow("URL alphabet") << QByteArray("-_8") << true << QByteArray("\xfb\xff");
    QTest::newRow("empty") << QByteArray("") << true << QByteArray("");
    QTest::newRow("hex that is base64") << QByteArray("0102") << true << QByteArray("\xd3\x5d\x36");
    QTest::newRow("escaped") << QByteArray("AQID\\u002b\\/8=") << true
                             << QByteArray("\x01\x02\x03\xfb\xff");
    QTest::newRow("too short") << QByteArray("A") << false << QByteArray();
    QTest::newRow("five") << QByteArray("AQIDA") << false << QByteArray();
    QTest::newRow("no base64") << QByteArray("A*==") << false << QByteArray();
    QTest::newRow("padding inside") << QByteArray("AQ==AQ==") << false << QByteArray();
    QTest::newRow("blank inside") << QByteArray("AQ ID") << false << QByteArray();
}

void TestTrafficCodec::base64()
{
    QFETCH(QByteArray, written);
    QFETCH(bool, good);
    QFETCH(QByteArray, bytes);
    const auto raw = v3Body("\"frm_payload\":\"" + written + "\",\"f_port\":3");
    const TrafficFacts facts = read(raw);
    QCOMPARE(bool(facts.flags & EventRecord::HasPayload), good);
    QCOMPARE(bool(facts.problem), !good);
    QCOMPARE(int(facts.payloadBytes), int(bytes.size()));
    QCOMPARE(m_v3->cells(raw).payload, bytes);
    QCOMPARE(m_v3->event(raw).payload, good ? std::optional(bytes) : std::nullopt);
}

void TestTrafficCodec::badCharacters()
{
    const auto raw = v3Body("\"f_port\":2,\"f_cnt\":5,\"decoded_payload\":{\"name\":\"a\xff\xfe\",\"line\":\"x\ny\"}");
    const TrafficFacts facts = read(raw);
    QVERIFY(facts.flags & EventRecord::Unreadable);
    QCOMPARE(facts.problem.code, Problem::Code::UnexpectedShape);
    QCOMPARE(facts.fCnt, std::optional<quint32>(5)); // what can be read is read
    QCOMPARE(m_v3->cells(raw).decoded, QStringLiteral("name a\uFFFD\uFFFD · line x y"));

    const auto shown
        = v3Body("\"decoded_payload\":{\"t\":\"\\u0000\\u001b[31m\\n\\u202eevil\\u2028\\ud800\\ud83d\\ude00\"}");
    QVERIFY(!read(shown).problem);
    QCOMPARE(m_v3->cells(shown).decoded, QStringLiteral("t \\u0000\\u001b[31m\\n\\u202eevil\\u2028\uFFFD😀"));
}

void TestTrafficCodec::byteOrderMark()
{
    auto raw = v3Body("\"f_cnt\":5");
    raw.payload.prepend("\xef\xbb\xbf");
    const TrafficFacts facts = read(raw);
    QVERIFY(!facts.problem);
    QCOMPARE(facts.fCnt, std::optional<quint32>(5));
}

void TestTrafficCodec::keysInAnyOrder()
{
    const auto raw = v3Up(
        "{\"uplink_message\":{\"rx_metadata\":[{\"snr\":1,\"rssi\":-80,\"gateway_ids\":{\"eui\":\"00000000000000AA\","
        "\"gateway_id\":\"g\"}}],\"settings\":{\"frequency\":\"1\",\"data_rate\":{\"lora\":{\"spreading_factor\":9,"
        "\"bandwidth\":500000}}},\"f_cnt\":3},\"received_at\":\"2026-11-20T23:45:39Z\",\"correlation_ids\":"
        "[\"gs:uplink:X\"],\"end_device_ids\":{\"dev_eui\":\"00000000000000bb\"}}");
    const TrafficFacts facts = read(raw);
    QVERIFY(!facts.problem);
    QCOMPARE(text(facts.bestGateway), QStringLiteral("g"));
    QCOMPARE(text(facts.dataRate), QStringLiteral("SF9BW500"));
    QCOMPARE(facts.devEui, std::optional<quint64>(0xbb));
    QVERIFY(facts.group && facts.timeNs);
}

void TestTrafficCodec::lastOfDoubledKeysCounts()
{
    const TrafficFacts facts = read(v3Body("\"f_cnt\":1,\"f_cnt\":2,\"f_port\":3,\"f_port\":4"));
    QCOMPARE(facts.fCnt, std::optional<quint32>(2));
    QCOMPARE(facts.fPort, std::optional<quint8>(4));
}

void TestTrafficCodec::unknownNumbersDoNoHarm()
{
    const auto raw = v3Body("\"f_cnt\":1,\"new_key\":1e400,\"other\":99999999999999999999999999,"
                            "\"decoded_payload\":{\"huge\":1e400,\"long\":123456789012345678901234567890}");
    QVERIFY(!read(raw).problem);
    QCOMPARE(m_v3->cells(raw).decoded, QStringLiteral("huge 1e400 · long 123456789012345678901234567890"));
    QCOMPARE(m_v3->decodedField(raw, "long"), std::optional<QByteArray>("123456789012345678901234567890"));
}

void TestTrafficCodec::times_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<qint64>("ns"); // 0: none
    QTest::addColumn<bool>("good");
    QTest::newRow("whole") << QByteArray("2001-09-09T01:46:40Z") << qint64(1'000'000'000'000'000'000) << true;
    QTest::newRow("nine") << QByteArray("2001-09-09T01:46:40.123456789Z") << qint64(1'000'000'000'123'456'789) << true;
    QTest::newRow("twelve") << QByteArray("2001-09-09T01:46:40.123456789999Z") << qint64(1'000'000'000'123'456'789)
                            << true;
    QTest::newRow("offset") << QByteArray("2001-09-09T03:16:40+01:30") << qint64(1'000'000'000'000'000'000) << true;
    QTest::newRow("leap day") << QByteArray("2000-02-29T00:00:00Z") << qint64(951'782'400'000'000'000) << true;
    QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59Z") << qint64(-1'000'000'000) << true;
    QTest::newRow("zero time") << QByteArray("0001-01-01T00:00:00Z") << qint64(0) << true;
    QTest::newRow("empty") << QByteArray("") << qint64(0) << true;
    QTest::newRow("beyond") << QByteArray("9999-12-31T23:59:59Z") << qint64(0) << false;
    QTest::newRow("month 13") << QByteArray("2001-13-09T01:46:40Z") << qint64(0) << false;
    QTest::newRow("no zone") << QByteArray("2001-09-09T01:46:40.5") << qint64(0) << false;
    QTest::newRow("no fraction") << QByteArray("2001-09-09T01:46:40.Z") << qint64(0) << false;
    QTest::newRow("words") << QByteArray("yesterday, about noon") << qint64(0) << false;
}

void TestTrafficCodec::times()
{
    QFETCH(QByteArray, written);
    QFETCH(qint64, ns);
    QFETCH(bool, good);
    const auto raw = v3Up("{\"uplink_message\":{\"received_at\":\"" + written + "\"}}");
    const TrafficFacts facts = read(raw);
    QCOMPARE(facts.timeNs, ns);
    QCOMPARE(!facts.problem, good);
    QCOMPARE(bool(facts.flags & EventRecord::HasNetworkTime), ns != 0);
    QCOMPARE(m_v3->event(raw).timeNs, ns ? ns : raw.receivedNs);
}

void TestTrafficCodec::dataRates_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *written, const char *shown) {
        QTest::newRow(shown) << QByteArray(written) << QString::fromLatin1(shown);
    };
    row("\"lora\":{\"bandwidth\":125000,\"spreading_factor\":7}", "SF7BW125");
    row("\"lora\":{\"bandwidth\":31250,\"spreading_factor\":12}", "SF12BW31.25");
    row("\"lora\":{\"bandwidth\":812000,\"spreading_factor\":5}", "SF5BW812");
    row("\"fsk\":{\"bit_rate\":50000}", "FSK 50k");
    row("\"fsk\":{\"bit_rate\":1234}", "FSK 1234");
    row("\"lrfhss\":{\"modulation_type\":0,\"operating_channel_width\":136719,\"coding_rate\":\"1/3\"}",
        "LR-FHSS M0 CW137 CR1/3");
    row("\"lora\":{\"bandwidth\":125000}", "");
}

void TestTrafficCodec::dataRates()
{
    QFETCH(QByteArray, written);
    QTEST(text(read(v3Body("\"settings\":{\"data_rate\":{" + written + "}}")).dataRate), "shown");
}

void TestTrafficCodec::bestGateway()
{
    const TrafficFacts facts
        = read(v3Body("\"rx_metadata\":[{\"gateway_ids\":{\"gateway_id\":\"a\"},\"rssi\":-50,\"snr\":-1},"
                      "{\"gateway_ids\":{\"gateway_id\":\"b\"},\"rssi\":-90},"
                      "{\"gateway_ids\":{\"gateway_id\":\"c\"},\"rssi\":-80},"
                      "{\"gateway_ids\":{\"gateway_id\":\"c\"},\"antenna_index\":1,\"rssi\":-95},"
                      "{\"gateway_ids\":{\"eui\":\"00000000000000AA\"},\"rssi\":-110,\"snr\":-20}]"));
    QCOMPARE(text(facts.bestGateway), QStringLiteral("c")); // an absent SNR is 0; then the RSSI
    QCOMPARE(facts.rssiCentiDbm, qint16(-8000));
    QCOMPARE(facts.snrCentiDb, qint16(0));
    QCOMPARE(facts.gatewayCount, quint8(4));
}

void TestTrafficCodec::fskHasNoSnr()
{
    const auto raw = v3Body("\"rx_metadata\":[{\"gateway_ids\":{\"gateway_id\":\"a\"},\"rssi\":-90,\"snr\":9},"
                            "{\"gateway_ids\":{\"gateway_id\":\"b\"},\"rssi\":-50}],"
                            "\"settings\":{\"data_rate\":{\"fsk\":{\"bit_rate\":50000}}}");
    const TrafficFacts facts = read(raw);
    QCOMPARE(text(facts.bestGateway), QStringLiteral("b"));
    QCOMPARE(facts.rssiCentiDbm, qint16(-5000));
    QCOMPARE(facts.snrCentiDb, NoRadioValue);
    QCOMPARE(m_v3->event(raw).snr, std::nullopt);
}

void TestTrafficCodec::unreadableRadioValueLoses()
{
    const auto raw
        = v3Body("\"rx_metadata\":[{\"gateway_ids\":{\"gateway_id\":\"a\"},\"rssi\":\"NaN\",\"snr\":\"Infinity\"},"
                 "{\"gateway_ids\":{\"gateway_id\":\"b\"},\"rssi\":-120,\"snr\":-20}]");
    const TrafficFacts facts = read(raw);
    QVERIFY(facts.problem);
    QCOMPARE(text(facts.bestGateway), QStringLiteral("b"));
    const auto event = m_v3->event(raw);
    QCOMPARE(event.gateways[0].rssi, std::nullopt);
    QCOMPARE(event.gateways[0].snr, std::nullopt);
}

void TestTrafficCodec::packetBroker()
{
    const QByteArray ids
        = "{\"gateway_ids\":{\"gateway_id\":\"packetbroker\"},\"packet_broker\":{\"forwarder_net_id\":\"000013\",";
    const auto raw = v3Body("\"rx_metadata\":[" + ids + "\"forwarder_gateway_id\":\"roof\"},\"snr\":1}," + ids
                            + "\"forwarder_gateway_id\":{\"value\":\"roof\"}},\"snr\":3}," + ids
                            + "\"forwarder_gateway_eui\":\"00000000000000AA\"},\"snr\":2}," + ids
                            + "\"forwarder_tenant_id\":\"ttn\",\"forwarder_cluster_id\":\"eu1\"},\"snr\":2},"
                              "{\"gateway_ids\":{\"gateway_id\":\"roof\"},\"snr\":2}]");
    const TrafficFacts facts = read(raw);
    QVERIFY(!facts.problem);
    QCOMPARE(text(facts.bestGateway), QStringLiteral("roof"));
    QCOMPARE(facts.gatewayCount, quint8(4)); // our own "roof" is another one
    const auto event = m_v3->event(raw);
    QCOMPARE(event.gateways[2].id, QStringLiteral("00000000000000AA"));
    QCOMPARE(event.gateways[2].eui, Eui::fromHex("00000000000000AA"));
    QCOMPARE(event.gateways[3].id, QStringLiteral("000013/ttn/eu1"));
}

void TestTrafficCodec::longPayload()
{
    const QByteArray bytes(300, 'x');
    const auto raw = v3Body("\"f_port\":1,\"frm_payload\":\"" + bytes.toBase64() + '"');
    QCOMPARE(read(raw).payloadBytes, quint8(255));
    const CellText cells = m_v3->cells(raw);
    QCOMPARE(cells.payload, bytes.left(64));
    QVERIFY(cells.payloadCut);
    QCOMPARE(m_v3->event(raw).payload, std::optional(bytes));
}

void TestTrafficCodec::giantMessage()
{
    const QByteArray filler(10 << 20, 'y');
    const auto raw = v3Body("\"f_port\":9,\"decoded_payload\":{\"a\":\"" + filler + "\",\"b\":1},\"f_cnt\":7");
    const TrafficFacts facts = read(raw);
    QVERIFY(!facts.problem);
    QCOMPARE(facts.fCnt, std::optional<quint32>(7));
    QVERIFY(m_v3->cells(raw).decoded.size() < 310);
    QCOMPARE(m_v3->event(raw).decoded.size(), filler.size() + 14);
    QCOMPARE(m_v3->decodedField(raw, "b"), std::optional<QByteArray>("1"));
    QCOMPARE(read(v3Body("\"f_cnt\":8")).fCnt, std::optional<quint32>(8)); // and the next small one
    QCOMPARE(read(v3Up("{\"uplink_message\":{\"a\":\"" + filler)).problem.code, Problem::Code::NotJson);
}

void TestTrafficCodec::deepNesting()
{
    for (const int depth : {40, 1000, 5000}) {
        QByteArray nested;
        for (int i = 0; i < depth; ++i)
            nested += "{\"k\":";
        const auto raw = v3Body("\"f_cnt\":7,\"decoded_payload\":" + nested + '1' + QByteArray(depth, '}')
                                + ",\"f_port\":3,\"x\":" + QByteArray(depth, '[') + QByteArray(depth, ']'));
        const TrafficFacts facts = read(raw);
        QVERIFY(!facts.problem);
        QCOMPARE(facts.fPort, std::optional<quint8>(3));
        QVERIFY(m_v3->cells(raw).decoded.startsWith(QStringLiteral("k.k.k.k.")));
        (void)m_v3->event(raw);
        QVERIFY(m_v3->decodedField(raw, "k.k").has_value());
    }
}

void TestTrafficCodec::manyGateways()
{
    QByteArray entries;
    for (int i = 0; i < 100'000; ++i)
        entries += QByteArray(i ? "," : "") + "{\"gateway_ids\":{\"gateway_id\":\"g" + QByteArray::number(i / 2)
            + "\"},\"rssi\":-" + QByteArray::number(i % 100 + 20) + ",\"snr\":" + (i == 70'001 ? "12" : "5") + '}';
    const auto raw = v3Body("\"rx_metadata\":[" + entries + ']');
    const TrafficFacts facts = read(raw);
    QVERIFY(!facts.problem);
    QCOMPARE(facts.gatewayCount, quint8(255));
    QCOMPARE(text(facts.bestGateway), QStringLiteral("g35000"));
    const auto event = m_v3->event(raw);
    QCOMPARE(event.gatewayCount, 50'000);
    QCOMPARE(event.gateways.size(), std::size_t(1000));
}

void TestTrafficCodec::olderShapes()
{
    // Early v3 servers: no received_at at all, coding_rate and data_rate_index beside the data rate.
    const TrafficFacts facts = read(v3Up(
        "{\"end_device_ids\":{\"device_id\":\"dev1\",\"dev_eui\":\"4200000000000000\",\"dev_addr\":\"01DA1F15\"},"
        "\"correlation_ids\":[\"gs:uplink:01D2CV8HF62ME0D7MZWE38HHH8\",\"as:up:01D2CV8HNGJ57G25BW0FCZNY07\"],"
        "\"uplink_message\":{\"session_key_id\":\"AWiZpAyXrAfEkUNkBljRoA==\",\"f_port\":15,\"frm_payload\":"
        "\"VGVtcGVyYXR1cmUgPSAwLjA=\",\"rx_metadata\":[{\"gateway_ids\":{\"gateway_id\":\"eui-0242020000247803\","
        "\"eui\":"
        "\"0242020000247803\"},\"time\":\"2019-01-29T13:02:34.981Z\",\"timestamp\":1283325000,\"rssi\":-35,\"snr\":5}],"
        "\"settings\":{\"data_rate\":{\"lora\":{\"bandwidth\":125000,\"spreading_factor\":7}},\"data_rate_index\":5,"
        "\"coding_rate\":\"4/6\",\"frequency\":\"868500000\"}}}"));
    QVERIFY(!facts.problem);
    QCOMPARE(facts.timeNs, 0);
    QCOMPARE(facts.identity, quint64(0)); // without a time nothing proves a duplicate
    QCOMPARE(facts.fCnt, std::optional<quint32>(0));
    QCOMPARE(text(facts.dataRate), QStringLiteral("SF7BW125"));
    QCOMPARE(facts.payloadBytes, quint8(17));
}

void TestTrafficCodec::errorWords()
{
    auto raw = message(
        "v3/app/devices/dev/down/failed",
        "{\"downlink_failed\":{\"error\":{\"namespace\":\"pkg/x\",\"name\":\"y\",\"message_format\":"
        "\"length `{length}` of {what} over {max} in {list}\",\"attributes\":{\"length\":244.50,\"what\":\"a\\tb\","
        "\"list\":[1, \"z\"]},\"cause\":{\"namespace\":\"pkg/c\",\"name\":\"inner\"}},\"downlink\":{\"f_port\":1}}}");
    QCOMPARE(m_v3->event(raw).error, QStringLiteral("length `244.50` of a\\tb over {max} in [1,\"z\"]: pkg/c:inner"));
    QCOMPARE(m_v3->cells(raw).decoded, m_v3->event(raw).error);
    QCOMPARE(read(raw).fCnt, std::nullopt); // refused before it had a counter

    // A chain without end is cut.
    QByteArray chain = "null";
    for (int i = 0; i < 500; ++i)
        chain = "{\"message_format\":\"m\",\"cause\":" + chain + '}';
    raw.payload = "{\"downlink_failed\":{\"error\":" + chain + "}}";
    QCOMPARE(m_v3->event(raw).error, QStringLiteral("m: m: m: m: m: m: m: m"));
}

void TestTrafficCodec::invalidated()
{
    auto raw = message(
        "v3/app/devices/dev/down/invalidated",
        "{\"downlink_queue_invalidated\":{\"downlinks\":[{\"f_port\":1,\"f_cnt\":9,\"frm_payload\":\"AQ==\"}]}}");
    QCOMPARE(read(raw).fCnt, std::optional<quint32>(9));
    raw.payload = "{\"downlink_queue_invalidated\":{\"downlinks\":[{\"f_port\":1,\"f_cnt\":9,\"frm_payload\":\"AQ==\"},"
                  "{\"f_cnt\":10}]}}";
    const TrafficFacts facts = read(raw);
    QCOMPARE(facts.kind, EventKind::DownlinkInvalidated);
    QCOMPARE(facts.fCnt, std::nullopt); // one does not stand for all
    QCOMPARE(facts.payloadBytes, quint8(0));
}

void TestTrafficCodec::escapedNames()
{
    const auto raw = v3Body(
        "\"decoded_payload\":{\"\":1,\"a.b\":2,\"a\":{\"b\":3,\"c d\":4},\"q\\\"\\u00fc\":5,\"\\n\":{\"\":6}}");
    QCOMPARE(m_v3->cells(raw).decoded, QStringLiteral("\"\" 1 · a.b 2 · a.b 3 · a.c d 4 · q\"ü 5 · \\n.\"\" 6"));
    QCOMPARE(m_v3->decodedField(raw, "a.b"), std::optional<QByteArray>("2"));
    QCOMPARE(m_v3->decodedField(raw, "a.c d"), std::optional<QByteArray>("4"));
    QCOMPARE(m_v3->decodedField(raw, "q\"ü"), std::optional<QByteArray>("5"));
    QCOMPARE(m_v3->decodedField(raw, ""), std::optional<QByteArray>("1"));
    QCOMPARE(m_v3->decodedField(raw, "a"), std::optional<QByteArray>("{\"b\":3,\"c d\":4}"));
}

void TestTrafficCodec::retained()
{
    auto raw = v3Body("\"f_cnt\":1");
    QVERIFY(!(read(raw).flags & EventRecord::Retained));
    raw.retained = true;
    QVERIFY(read(raw).flags & EventRecord::Retained);
}

void TestTrafficCodec::identity()
{
    const QByteArray body = "\"f_cnt\":1,\"f_port\":2,\"frm_payload\":\"AQID\",\"session_key_id\":\"QUI=\"";
    const quint64 one = read(v3Body(body)).identity;
    QVERIFY(one != 0);
    QCOMPARE(read(v3Body(body)).identity, one);
    QCOMPARE(read(v3Body(body + ",\"rx_metadata\":[]")).identity, one); // the same frame with more told of it
    QVERIFY(read(v3Body(QByteArray(body).replace("\":1", "\":2"))).identity != one);
    QVERIFY(read(v3Body(QByteArray(body).replace("AQID", "AQIE"))).identity != one);
    QVERIFY(read(v3Body(QByteArray(body).replace("QUI=", "QUM="))).identity != one);
    auto other = v3Body(body);
    other.topic.replace("field-01", "field-02");
    QVERIFY(read(other).identity != one);
}

void TestTrafficCodec::v2BareValues()
{
    for (const char *const value :
         {"1", "-15.6", "\"text\"", "null", "true", "[1,2]", "{\"lat\":52.1,\"lon\":4.9}", "{}"}) {
        (void)read(v2Up(value), m_v2.get());
        QVERIFY2(!m_isEvent, value);
    }
    // What is no JSON at all is told.
    const TrafficFacts facts = read(v2Up("oops"), m_v2.get());
    QVERIFY(m_isEvent);
    QCOMPARE(facts.problem.code, Problem::Code::NotJson);
}

void TestTrafficCodec::v2NullEvents()
{
    for (const char *const tail : {"down/scheduled", "down/acks", "create", "delete"}) {
        const auto raw = message(qPrintable(QStringLiteral("a/devices/d/events/") + QLatin1String(tail)), "null");
        const TrafficFacts facts = read(raw, m_v2.get());
        QVERIFY(m_isEvent);
        QVERIFY(!facts.problem);
        QCOMPARE(m_v2->cells(raw).decoded, QString());
    }
    const TrafficFacts wrong = read(message("a/devices/d/events/create", "[]"), m_v2.get());
    QCOMPARE(wrong.problem.code, Problem::Code::UnexpectedShape);
    QCOMPARE(wrong.kind, EventKind::DeviceCreated);
}

void TestTrafficCodec::v2Radio()
{
    const TrafficFacts facts = read(
        v2Up("{\"port\":1,\"counter\":4294967295,\"payload_raw\":\"\",\"metadata\":{\"time\":\"\",\"frequency\":867.3,"
             "\"modulation\":\"FSK\",\"bit_rate\":50000,\"airtime\":144384000,\"gateways\":[{\"gtw_id\":\"a\",\"time\":"
             "\"\"},"
             "{\"gtw_id\":\"a\",\"antenna\":1,\"rssi\":-3,\"snr\":0}]}}"),
        m_v2.get());
    QVERIFY(!facts.problem);
    QCOMPARE(facts.frequencyHz, quint64(867300000));
    QCOMPARE(text(facts.dataRate), QStringLiteral("FSK 50k"));
    QCOMPARE(facts.airtimeTenthMs, quint16(1444));
    QCOMPARE(facts.gatewayCount, quint8(1));
    QCOMPARE(facts.rssiCentiDbm, qint16(0)); // absent is zero, and zero is more than -3
    QCOMPARE(facts.timeNs, 0);
    QVERIFY(facts.flags & EventRecord::HasPayload);
}

void TestTrafficCodec::consoleEvents()
{
    for (Backend::TrafficCodec *const codec : {m_v3.get(), m_v2.get()}) {
        auto raw = message("$console/gap",
                           "{\"cause\":\"connection lost\",\"from\":\"2001-09-09T01:46:40Z\",\"to\":"
                           "\"2001-09-09T01:46:57Z\",\"applications\":2,\"missed\":3,\"devices\":2}");
        TrafficFacts facts = read(raw, codec);
        QVERIFY(m_isEvent);
        QCOMPARE(facts.kind, EventKind::Gap);
        QVERIFY(!facts.problem);
        QCOMPARE(codec->cells(raw).decoded, QStringLiteral("connection lost"));
        TrafficEvent event = codec->event(raw);
        QCOMPARE(event.error, QStringLiteral("connection lost"));
        QCOMPARE(event.timeNs, 1'000'000'000'000'000'000);
        QCOMPARE(event.receivedNs, 1'000'000'017'000'000'000);
        raw = message("$console/gap", "{\"cause\":\"asleep\",\"from\":\"2001-09-09T01:46:40Z\"}");
        QCOMPARE(codec->event(raw).receivedNs, 0); // still open

        raw = message("$console/lost", "{\"events\":12,\"reason\":\"disk full\"}");
        facts = read(raw, codec);
        QCOMPARE(facts.kind, EventKind::Lost);
        QCOMPARE(codec->cells(raw).decoded, QStringLiteral("disk full"));
        raw = message("$console/lost", "{");
        QVERIFY(read(raw, codec).problem);
    }
}

TTN_TEST_MAIN(TestTrafficCodec)
#include "tst_trafficcodec.moc"
