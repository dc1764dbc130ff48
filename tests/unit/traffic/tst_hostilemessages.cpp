// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What no server should send: always a row with a reason and all that can be read, never a crash, never silence.
#include "tests/support/testmain.h"
#include "tests/unit/traffic/messages.h"

using namespace Domain;
using namespace Messages;
using Backend::TrafficFacts;

class TestHostileMessages : public TestBase, private Codecs
{
    Q_OBJECT

private Q_SLOTS:
    void truncated_data();
    void truncated();
    void wrongTypes_data();
    void wrongTypes();
    void nullMeansAbsent();
    void notAMessage_data();
    void notAMessage();
    void counters_data();
    void counters();
    void ports_data();
    void ports();
    void base64_data();
    void base64();
    void badCharacters();
    void byteOrderMark();
    void lastOfDoubledKeysCounts();
    void unknownNumbersDoNoHarm();
    void times_data();
    void times();
    void unreadableRadioValueLoses();
    void giantMessage();
    void deepNesting();
    void manyGateways();
    void escapedNames();
};

void TestHostileMessages::truncated_data()
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

void TestHostileMessages::truncated()
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

void TestHostileMessages::wrongTypes_data()
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

void TestHostileMessages::wrongTypes()
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

void TestHostileMessages::nullMeansAbsent()
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

void TestHostileMessages::notAMessage_data()
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

void TestHostileMessages::notAMessage()
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

void TestHostileMessages::counters_data()
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

void TestHostileMessages::counters()
{
    QFETCH(QByteArray, written);
    QFETCH(qint64, value);
    const TrafficFacts facts = read(v3Body("\"f_cnt\":" + written + ",\"f_port\":2"));
    QCOMPARE(facts.fCnt ? qint64(*facts.fCnt) : -1, value);
    QCOMPARE(bool(facts.problem), value < 0);
    QCOMPARE(facts.fPort, std::optional<quint8>(2)); // the rest is read all the same
}

void TestHostileMessages::ports_data()
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

void TestHostileMessages::ports()
{
    QFETCH(QByteArray, written);
    const auto port = [](const TrafficFacts &facts) { return facts.fPort ? int(*facts.fPort) : -1; };
    QTEST(port(read(v3Body("\"frm_payload\":\"AQ==\",\"f_port\":" + written))), "v3");
    QTEST(port(read(v2Up("{\"metadata\":{},\"payload_raw\":\"AQ==\",\"port\":" + written + '}'), m_v2.get())), "v2");
    QCOMPARE(read(v2Up("{\"metadata\":{},\"payload_raw\":null,\"port\":0}"), m_v2.get()).fPort, std::nullopt);
}

void TestHostileMessages::base64_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("padded") << QByteArray("+/8=") << true << QByteArray("\xfb\xff");
    QTest::newRow("unpadded") << QByteArray("+/8") << true << QByteArray("\xfb\xff");
    QTest::newRow("URL alphabet") << QByteArray("-_8") << true << QByteArray("\xfb\xff");
    QTest::newRow("empty") << QByteArray("") << true << QByteArray("");
    QTest::newRow("hex that is base64") << QByteArray("0102") << true << QByteArray("\xd3\x5d\x36");
    QTest::newRow("escaped") << QByteArray("AQID\\u002b\\/8=") << true << QByteArray("\x01\x02\x03\xfb\xff");
    QTest::newRow("too short") << QByteArray("A") << false << QByteArray();
    QTest::newRow("five") << QByteArray("AQIDA") << false << QByteArray();
    QTest::newRow("no base64") << QByteArray("A*==") << false << QByteArray();
    QTest::newRow("padding inside") << QByteArray("AQ==AQ==") << false << QByteArray();
    QTest::newRow("blank inside") << QByteArray("AQ ID") << false << QByteArray();
}

void TestHostileMessages::base64()
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

void TestHostileMessages::badCharacters()
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

void TestHostileMessages::byteOrderMark()
{
    auto raw = v3Body("\"f_cnt\":5");
    raw.payload.prepend("\xef\xbb\xbf");
    const TrafficFacts facts = read(raw);
    QVERIFY(!facts.problem);
    QCOMPARE(facts.fCnt, std::optional<quint32>(5));
}

void TestHostileMessages::lastOfDoubledKeysCounts()
{
    const TrafficFacts facts = read(v3Body("\"f_cnt\":1,\"f_cnt\":2,\"f_port\":3,\"f_port\":4"));
    QCOMPARE(facts.fCnt, std::optional<quint32>(2));
    QCOMPARE(facts.fPort, std::optional<quint8>(4));
}

void TestHostileMessages::unknownNumbersDoNoHarm()
{
    const auto raw = v3Body("\"f_cnt\":1,\"new_key\":1e400,\"other\":99999999999999999999999999,"
                            "\"decoded_payload\":{\"huge\":1e400,\"long\":123456789012345678901234567890}");
    QVERIFY(!read(raw).problem);
    QCOMPARE(m_v3->cells(raw).decoded, QStringLiteral("huge 1e400 · long 123456789012345678901234567890"));
    QCOMPARE(m_v3->decodedField(raw, "long"), std::optional<QByteArray>("123456789012345678901234567890"));
}

void TestHostileMessages::times_data()
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

void TestHostileMessages::times()
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

void TestHostileMessages::unreadableRadioValueLoses()
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

void TestHostileMessages::giantMessage()
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

void TestHostileMessages::deepNesting()
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

void TestHostileMessages::manyGateways()
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

void TestHostileMessages::escapedNames()
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

TTN_TEST_MAIN(TestHostileMessages)
#include "tst_hostilemessages.moc"
