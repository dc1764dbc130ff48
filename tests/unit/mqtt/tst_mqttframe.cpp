// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mqttframe.h"
#include "tests/support/testmain.h"

using namespace Backend;

class TestMqttFrame : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void headers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("parse");
        QTest::addColumn<qsizetype>("size");
        const auto row = [](const char *hex, MqttFrame::Parse parse, qsizetype size) {
            QTest::newRow(hex) << QByteArray::fromHex(hex) << int(parse) << size;
        };
        row("", MqttFrame::Parse::Incomplete, 0);
        row("30", MqttFrame::Parse::Incomplete, 0);
        row("d000", MqttFrame::Parse::Complete, 2);
        row("3080", MqttFrame::Parse::Incomplete, 0);
        row("308001", MqttFrame::Parse::Complete, 131);
        row("30ffff7f", MqttFrame::Parse::Complete, 2097155);
        row("30ffffff", MqttFrame::Parse::Incomplete, 0);
        row("30ffffff7f", MqttFrame::Parse::Malformed, 0); // 256 MB: more than we take
        row("30ffffffff", MqttFrame::Parse::Malformed, 0);
    }
    void headers()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, parse);
        QFETCH(const qsizetype, size);
        MqttFrame::Header header;
        QCOMPARE(int(MqttFrame::parseHeader(bytes, header)), parse);
        if (parse == int(MqttFrame::Parse::Complete))
            QCOMPARE(header.size, size);
    }

    void publishes()
    {
        const QByteArray packet = QByteArray::fromHex("330700036162630005") + "!";
        MqttFrame::Header header;
        QVERIFY(MqttFrame::parseHeader(packet, header) == MqttFrame::Parse::Complete);
        const auto message = MqttFrame::readPublish(header, packet);
        QVERIFY(message);
        QCOMPARE(message->topic, QByteArrayLiteral("abc"));
        QCOMPARE(message->payload, QByteArray());
        QCOMPARE(int(message->qos), 1);
        QVERIFY(message->retained);
    }

    void contradictions()
    {
        for (const char *hex : {"3000", "300100", "30020001", "3003000541",
                                "3204000241"
                                "42"}) {
            const QByteArray packet = QByteArray::fromHex(hex);
            MqttFrame::Header header;
            QVERIFY(MqttFrame::parseHeader(packet, header) == MqttFrame::Parse::Complete);
            QVERIFY2(!MqttFrame::readPublish(header, packet), hex);
            QVERIFY2(!MqttFrame::isPlausible(header, packet), hex);
        }
    }
};

TTN_TEST_MAIN(TestMqttFrame)
#include "tst_mqttframe.moc"
