// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices, radio and servers of the sandbox without a network: messages are held against recordings of the real
// servers.
#include "backend/sandbox/lorawan.h"
#include "backend/sandbox/simulation.h"
#include "backend/traffic/trafficcodec.h"
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/sandboxrun.h"

using namespace SandboxRun;

class TestSandboxDevices : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void airtime_data()
    {
        QTest::addColumn<int>("spreadingFactor");
        QTest::addColumn<int>("payload");
        QTest::addColumn<qint64>("airtimeNs");
        // consumed_airtime of recorded uplinks without FOpts.
        QTest::newRow("SF7, 1 byte") << 7 << 1 << qint64(46'336'000);
        QTest::newRow("SF7, 5 bytes") << 7 << 5 << qint64(51'456'000);
        QTest::newRow("SF7, 222 bytes") << 7 << 222 << qint64(368'896'000);
        QTest::newRow("SF9, 1 byte") << 9 << 1 << qint64(164'864'000);
        QTest::newRow("SF12, 100 bytes") << 12 << 100 << qint64(4'431'872'000);
    }

    void airtime()
    {
        QFETCH(int, spreadingFactor);
        QFETCH(int, payload);
        QTEST(LoraWan::timeOnAirNs(LoraWan::HeaderAndMicBytes + 1 + payload, spreadingFactor), "airtimeNs");
    }

    void airtimeOfJoinAsRecorded() { QCOMPARE(LoraWan::timeOnAirNs(0, 7), qint64(25'856'000)); }

    void airtimeOfAllRecordings()
    {
        int checked = 0;
        for (const auto &message : Recordings::load(QStringLiteral("v3/mqtt"))) {
            const QJsonObject uplink
                = QJsonDocument::fromJson(message.payload).object().value(u"uplink_message").toObject();
            const QString airtime = uplink.value(u"consumed_airtime").toString();
            if (airtime.isEmpty())
                continue;
            const auto payload = QByteArray::fromBase64(uplink.value(u"frm_payload").toString().toLatin1());
            const int factor = uplink.value(u"settings")
                                   .toObject()
                                   .value(u"data_rate")
                                   .toObject()
                                   .value(u"lora")
                                   .toObject()
                                   .value(u"spreading_factor")
                                   .toInt();
            const qint64 expected = qRound64(airtime.chopped(1).toDouble() * 1e9);
            bool found = false;
            // The message does not tell how many MAC bytes the frame had: 0 to 15, and port or none.
            for (int extra = 0; extra <= 16; ++extra)
                found |= LoraWan::timeOnAirNs(LoraWan::HeaderAndMicBytes + int(payload.size()) + extra, factor)
                    == expected;
            QVERIFY2(found, qPrintable(airtime + u' ' + message.topic));
            ++checked;
        }
        QVERIFY(checked > 100);
    }

    void shapeIsThatOfTheRecordings_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("isV3");
        QTest::newRow("v3") << QStringLiteral("v3/mqtt") << true;
        QTest::newRow("v2") << QStringLiteral("v2/mqtt") << false;
    }

    void shapeIsThatOfTheRecordings()
    {
        QFETCH(QString, folder);
        QFETCH(bool, isV3);
        std::map<QString, QSet<QString>> known;
        std::map<QString, QSet<QString>> order;
        for (const auto &message : Recordings::load(folder)) {
            QString topic = Recordings::suffix(message.topic);
            if (!isV3 && topic.startsWith(u"up/"))
                continue;
            Recordings::paths(QJsonDocument::fromJson(message.payload).object(), {}, known[topic]);
            Recordings::keyOrder(message.payload, order[topic]);
        }
        // The recordings come from gateways without these together; the reference has them.
        if (isV3) {
            for (const char *path : {"gps_time:string", "time:string"}) {
                known[QStringLiteral("up/normalized")].insert(u".uplink_normalized.rx_metadata[]."
                                                              + QLatin1String(path));
            }
        }
        Run run(7, 30);
        run.forward(200);
        QVERIFY(run.messages.size() > 4'000);
        QSet<QString> kinds;
        std::map<QByteArray, int> seen;
        QSet<QString> wrong;
        for (const ServerMessage &message : std::as_const(run.messages)) {
            if ((message.generation == Domain::Generation::V3) != isV3)
                continue;
            const QString topic = Recordings::suffix(QString::fromUtf8(message.topic));
            if (!isV3 && topic.startsWith(u"up/"))
                continue;
            kinds.insert(topic);
            // Enough of each device and kind: the comparison is slow.
            if (++seen[message.topic] > 25)
                continue;
            QJsonParseError error;
            const QJsonDocument document = QJsonDocument::fromJson(message.payload, &error);
            QVERIFY2(document.isObject(), message.payload.constData());
            QSet<QString> paths;
            Recordings::paths(document.object(), {}, paths);
            // uplink_normalized has the radio part of the uplink: more of it was recorded there.
            QSet<QString> allowed = known[topic];
            if (topic == u"up/normalized") {
                for (QString path : known[QStringLiteral("up")])
                    allowed.insert(
                        path.replace(QStringLiteral(".uplink_message"), QStringLiteral(".uplink_normalized")));
            }
            // The gateways of an activation are those of an uplink; only one without fine timestamps was recorded.
            if (topic == u"events/activations")
                allowed += known[QStringLiteral("up")];
            for (const QString &path : paths) {
                if (!allowed.contains(path))
                    wrong.insert(topic + path);
            }
            QSet<QString> pairs;
            Recordings::keyOrder(message.payload, pairs);
            for (const QString &pair : std::as_const(pairs)) {
                const qsizetype dot = pair.lastIndexOf(u'.', pair.indexOf(u'<'));
                const QString mirrored
                    = pair.left(dot + 1) + pair.section(u'<', 1) + u'<' + pair.mid(dot + 1).section(u'<', 0, 0);
                if (order[topic].contains(mirrored))
                    wrong.insert(topic + u" order " + pair);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringList(wrong.begin(), wrong.end()).join(u'\n')));
        const QStringList expected = isV3
            ? QStringList{QStringLiteral("up"),          QStringLiteral("up/normalized"),
                          QStringLiteral("join"),        QStringLiteral("location/solved"),
                          QStringLiteral("down/queued"), QStringLiteral("down/sent"),
                          QStringLiteral("down/ack")}
            : QStringList{QStringLiteral("up"),
                          QStringLiteral("events/activations"),
                          QStringLiteral("events/up/errors"),
                          QStringLiteral("events/down/scheduled"),
                          QStringLiteral("events/down/sent"),
                          QStringLiteral("events/down/acks")};
        for (const QString &kind : expected)
            QVERIFY2(kinds.contains(kind), qPrintable(kind));
    }

    void sameSeedSameMessages()
    {
        Run one(42);
        Run two(42);
        Run other(43);
        one.forward(120);
        for (int i = 0; i < 1'200; ++i)
            two.forward(0.1);
        other.forward(120);
        QVERIFY(one.messages.size() > 200);
        QCOMPARE(two.messages.size(), one.messages.size());
        bool differs = other.messages.size() != one.messages.size();
        for (qsizetype i = 0; i < one.messages.size(); ++i) {
            QCOMPARE(two.messages[i].topic, one.messages[i].topic);
            QCOMPARE(two.messages[i].payload, one.messages[i].payload);
            differs = differs || other.messages[i].payload != one.messages[i].payload;
        }
        QVERIFY(differs);
    }

    void firstMessagesComeWithinASecond()
    {
        Run run;
        run.forward(1);
        QVERIFY(!run.of("v3/").isEmpty());
    }

    void rateIsKept_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("seconds");
        QTest::newRow("slow") << 0.5 << 1'200.0;
        QTest::newRow("usual") << 3.0 << 300.0;
        QTest::newRow("fast") << 2'000.0 << 5.0;
    }

    void rateIsKept()
    {
        QFETCH(double, rate);
        QFETCH(double, seconds);
        Run run(5, rate);
        run.forward(seconds);
        qsizetype count = 0;
        for (const ServerMessage &message : std::as_const(run.messages))
            count += message.generation == Domain::Generation::V3 || !message.topic.contains("/up/");
        const double reached = double(count) / seconds;
        QVERIFY2(reached > rate * 0.75 && reached < rate * 1.4, qPrintable(QString::number(reached)));
    }

    void everyMessageIsReadable()
    {
        Run run(11, 30);
        run.forward(300);
        const auto v3Codec = TrafficCodec::create(Domain::Generation::V3);
        const auto v2Codec = TrafficCodec::create(Domain::Generation::V2);
        int events = 0;
        for (const ServerMessage &message : std::as_const(run.messages)) {
            TrafficCodec &codec = message.generation == Domain::Generation::V3 ? *v3Codec : *v2Codec;
            TrafficFacts facts;
            if (!codec.read({message.topic, message.payload, Start, false, 0}, facts))
                continue;
            ++events;
            QVERIFY2(!facts.problem && facts.kind != Domain::EventKind::Unknown, message.payload.constData());
        }
        QVERIFY(events > 3'000);
    }

    void behavioursAreThere()
    {
        Run run(3, 3);
        run.forward(400);
        QSet<QString> withoutFields, withWarnings, rejoined;
        QSet<QByteArray> gateways;
        bool antennaPair = false, reset = false, gap = false, withoutPort = false;
        std::map<QString, qint64> lastCounter;
        for (const ServerMessage &message : run.of("v3/")) {
            const QJsonObject json = QJsonDocument::fromJson(message.payload).object();
            const QString device = json.value(u"end_device_ids").toObject().value(u"device_id").toString();
            if (message.topic.endsWith("/join"))
                rejoined.insert(device);
            if (!message.topic.endsWith("/up"))
                continue;
            const QJsonObject uplink = json.value(u"uplink_message").toObject();
            if (!uplink.contains(u"decoded_payload"))
                withoutFields.insert(device);
            if (uplink.contains(u"decoded_payload_warnings"))
                withWarnings.insert(device);
            withoutPort = withoutPort || !uplink.contains(u"f_port");
            const qint64 counter = uplink.value(u"f_cnt").toInteger();
            if (lastCounter.contains(device)) {
                gap = gap || counter > lastCounter[device] + 1;
                reset = reset || (device == u"frost-01" && counter < lastCounter[device]);
            }
            lastCounter[device] = counter;
            for (const QJsonValue &item : uplink.value(u"rx_metadata").toArray()) {
                gateways.insert(item[u"gateway_ids"][u"gateway_id"].toString().toUtf8());
                antennaPair = antennaPair || item[u"antenna_index"].toInt() == 1;
            }
        }
        QCOMPARE(withoutFields, QSet<QString>{QStringLiteral("foreign-01")});
        QVERIFY(!withWarnings.isEmpty());
        QVERIFY(rejoined.contains(QStringLiteral("pump-01")));
        QCOMPARE(gateways.size(), 3);
        QVERIFY(antennaPair);
        QVERIFY(reset);
        QVERIFY(gap);
        QVERIFY(!run.of("/devices/meter-01/up").isEmpty());
        // Silent after 90 s.
        const auto cellar = run.of("/devices/cellar-01/up");
        QVERIFY(!cellar.isEmpty());
        run.messages.clear();
        run.forward(200);
        QVERIFY(run.of("/devices/cellar-01/up").isEmpty());
        QVERIFY(run.of("/devices/fresh-01/").isEmpty());
    }
};

TTN_TEST_MAIN(TestSandboxDevices)
#include "tst_sandboxdevices.moc"
