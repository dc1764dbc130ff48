// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What messages mean beyond the recordings: the rules of the wire references, older shapes, and our own events.
#include "tests/support/testmain.h"
#include "tests/unit/traffic/messages.h"

using namespace Domain;
using namespace Messages;
using Backend::TrafficFacts;

class TestTrafficCodec : public TestBase, private Codecs
{
    Q_OBJECT

private Q_SLOTS:
    void topicsDecide_data();
    void topicsDecide();
    void memberAndTopicDisagree();
    void numbersAsText();
    void keysInAnyOrder();
    void dataRates_data();
    void dataRates();
    void bestGateway();
    void fskHasNoSnr();
    void packetBroker();
    void longPayload();
    void olderShapes();
    void errorWords();
    void invalidated();
    void retained();
    void identity();
    void v2BareValues();
    void v2NullEvents();
    void v2Radio();
    void consoleEvents();
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
    for (const QByteArray &payload :
         {QByteArray("{\"downlink_sent\":{\"f_cnt\":1},\"downlink_ack\":{\"f_cnt\":2}}"),
          QByteArray("{\"downlink_ack\":{\"f_cnt\":2,\"f_port\":9},\"downlink_sent\":{\"f_cnt\":1}}")}) {
        raw.payload = payload;
        facts = read(raw);
        QCOMPARE(facts.kind, EventKind::DownlinkSent);
        QCOMPARE(facts.fCnt, std::optional<quint32>(1));
        QCOMPARE(facts.fPort, std::nullopt); // nothing of the other
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
    QCOMPARE(cells.payload, bytes.left(255));
    QVERIFY(cells.payloadCut);
    QCOMPARE(m_v3->event(raw).payload, std::optional(bytes));
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
