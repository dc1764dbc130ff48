// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices, radio and servers of the sandbox without a network: messages are held against recordings of the real
// servers.
#include "backend/sandbox/lorawan.h"
#include "backend/sandbox/simulation.h"
#include "backend/traffic/trafficcodec.h"
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/recordings.h"

using namespace Backend;

namespace {

constexpr qint64 Start = 1'795'000'000'000'000'000; // 2026-11-18
constexpr qint64 Second = 1'000'000'000;

/// The sandbox for a while, and what it published.
struct Run
{
    explicit Run(quint64 seed = 1, double rate = 3)
        : simulation({seed, Start, rate}, [this](ServerMessage message) { messages.append(std::move(message)); })
    {
    }

    void forward(double seconds)
    {
        simulation.runUntil(simulation.nowNs() + qint64(seconds * double(Second)), [] { return true; });
    }

    QList<ServerMessage> of(const QByteArray &topicPart) const
    {
        QList<ServerMessage> out;
        for (const ServerMessage &message : messages) {
            if (message.topic.contains(topicPart))
                out.append(message);
        }
        return out;
    }

    /// The suffixes of topics of one device since the last call.
    QStringList news(const QByteArray &device)
    {
        QStringList out;
        for (; m_seen < messages.size(); ++m_seen) {
            const QString topic = QString::fromUtf8(messages[m_seen].topic);
            if (topic.contains(u"/devices/" + QString::fromUtf8(device) + u'/'))
                out.append(Recordings::suffix(topic));
        }
        return out;
    }

    QJsonObject last(const QByteArray &topic) const
    {
        for (auto it = messages.crbegin(); it != messages.crend(); ++it) {
            if (it->topic == topic)
                return QJsonDocument::fromJson(it->payload).object();
        }
        return {};
    }

    QList<ServerMessage> messages;
    Simulation simulation;

private:
    qsizetype m_seen = 0;
};

} // namespace

class TestSandboxDevices : public TestBase
{
    Q_OBJECT

private:
    /// A run in which nothing happens by itself: devices are silenced.
    static std::unique_ptr<Run> quiet()
    {
        auto run = std::make_unique<Run>();
        run->forward(10);
        for (const auto &device : run->simulation.devices())
            device->silenced = true;
        run->forward(2);
        run->news({});
        return run;
    }

    static SandboxDevice &v3(Run &run, const char *application, const char *id)
    {
        return *run.simulation.find(Domain::Generation::V3, application, id);
    }

    /// Uplinks until one was heard.
    static void uplink(Run &run, SandboxDevice &device, double thenSeconds = 1)
    {
        const qsizetype before = run.messages.size();
        for (int i = 0; i < 20 && run.messages.size() == before; ++i) {
            run.simulation.uplink(device);
            run.forward(0.25);
        }
        run.forward(thenSeconds);
    }

    static void push(Run &run, const char *device, const QByteArray &json, const char *command = "push")
    {
        run.simulation.clientMessage(Domain::Generation::V3,
                                     QByteArray("v3/orchard/devices/") + device + "/down/" + command, json);
    }

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
        run.forward(300);
        QVERIFY(run.messages.size() > 5'000);
        QSet<QString> kinds;
        QSet<QString> wrong;
        for (const ServerMessage &message : std::as_const(run.messages)) {
            if ((message.generation == Domain::Generation::V3) != isV3)
                continue;
            const QString topic = Recordings::suffix(QString::fromUtf8(message.topic));
            if (!isV3 && topic.startsWith(u"up/"))
                continue;
            kinds.insert(topic);
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

    void classADownlinkFollowsItsUplink()
    {
        const auto run = quiet();
        SandboxDevice &device = v3(*run, "orchard", "field-01");
        push(*run, "field-01",
             R"({"downlinks":[{"f_port":15,"frm_payload":"AQAK","confirmed":true,"correlation_ids":["mine"]}]})");
        run->forward(5);
        QCOMPARE(run->news("field-01"), QStringList{QStringLiteral("down/queued")});
        uplink(*run, device);
        QCOMPARE(run->news("field-01"), (QStringList{QStringLiteral("up"), QStringLiteral("down/sent")}));
        const QJsonObject sent = run->last("v3/orchard/devices/field-01/down/sent");
        QVERIFY(sent.value(u"correlation_ids").toArray().contains(QStringLiteral("mine")));
        QCOMPARE(sent[u"downlink_sent"][u"decoded_payload"][u"led"].toString(), QStringLiteral("red"));
        uplink(*run, device);
        QCOMPARE(run->news("field-01"), (QStringList{QStringLiteral("down/ack"), QStringLiteral("up")}));
    }

    void unansweredDownlinkEndsInFailed()
    {
        const auto run = quiet();
        SandboxDevice &device = v3(*run, "orchard", "soil-02");
        push(
            *run, "soil-02",
            R"({"downlinks":[{"f_port":5,"frm_payload":"AQ==","confirmed":true,"confirmed_retry":{"max_attempts":2}}]})");
        run->news("soil-02");
        QStringList course;
        for (int i = 0; i < 6; ++i) {
            uplink(*run, device);
            for (const QString &topic : run->news("soil-02")) {
                if (topic.startsWith(u"down/"))
                    course.append(topic.mid(5));
            }
        }
        // max_attempts without attempt: one transmission more.
        QCOMPARE(course.join(u' '), QStringLiteral("sent nack sent nack sent failed nack"));
        const QJsonObject failed = run->last("v3/orchard/devices/soil-02/down/failed");
        QCOMPARE(failed[u"downlink_failed"][u"error"][u"name"].toString(), QStringLiteral("max_retries_reached"));
        QVERIFY(!failed[u"end_device_ids"].toObject().contains(u"dev_addr"));
    }

    void classCObeysAtOnce()
    {
        const auto run = quiet();
        run->simulation.clientMessage(Domain::Generation::V3, "v3/vineyard/devices/valve-01/down/push",
                                      R"({"downlinks":[{"f_port":15,"decoded_payload":{"valve":"open"}}]})");
        run->forward(1);
        QCOMPARE(run->news("valve-01"), (QStringList{QStringLiteral("down/queued"), QStringLiteral("down/sent")}));
        uplink(*run, v3(*run, "vineyard", "valve-01"));
        QCOMPARE(
            run->last("v3/vineyard/devices/valve-01/up")[u"uplink_message"][u"decoded_payload"][u"valve"].toString(),
            QStringLiteral("open"));
    }

    void replaceEmptiesTheQueue()
    {
        const auto run = quiet();
        SandboxDevice &device = v3(*run, "orchard", "field-01");
        push(*run, "field-01",
             R"({"downlinks":[{"f_port":1,"frm_payload":"AQ=="},{"f_port":2,"frm_payload":"Ag=="}]})");
        QCOMPARE(run->simulation.server(Domain::Generation::V3).queued(device), 2);
        push(*run, "field-01", R"({"downlinks":[{"f_port":3,"frm_payload":"Aw=="}]})", "replace");
        QCOMPARE(run->simulation.server(Domain::Generation::V3).queued(device), 1);
        push(*run, "field-01", R"({"downlinks":[]})", "replace");
        QCOMPARE(run->simulation.server(Domain::Generation::V3).queued(device), 0);
    }

    void badPushes_data()
    {
        QTest::addColumn<QByteArray>("device");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("answer"); ///< names of errors of down/failed, "queued", or nothing
        const auto row = [](const char *name, const char *json, const char *answer, const char *device = "field-01") {
            QTest::newRow(name) << QByteArray(device) << QByteArray(json) << QString::fromLatin1(answer);
        };
        row("not JSON", "hello", "");
        row("empty", "", "");
        row("array", "[]", "");
        row("no downlinks", "{}", "");
        row("bad base64", R"({"downlinks":[{"f_port":1,"frm_payload":"*"}]})", "");
        row("port 224", R"({"downlinks":[{"f_port":224,"frm_payload":"AQ=="}]})", "");
        row("port 256", R"({"downlinks":[{"f_port":256,"frm_payload":"AQ=="}]})", "");
        row("port negative", R"({"downlinks":[{"f_port":-1,"frm_payload":"AQ=="}]})", "");
        row("port text", R"({"downlinks":[{"f_port":"one","frm_payload":"AQ=="}]})", "");
        row("port digits", R"({"downlinks":[{"f_port":"9","frm_payload":"AQ=="}]})", "queued");
        row("port 225", R"({"downlinks":[{"f_port":225,"frm_payload":"AQ=="}]})", "queued");
        row("no port", R"({"downlinks":[{"frm_payload":"AQ=="}]})", "no_f_port");
        row("port 0", R"({"downlinks":[{"f_port":0,"frm_payload":"AQ=="}]})", "no_f_port");
        row("one of two", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ=="},{"f_port":0,"frm_payload":"AQ=="}]})",
            "no_f_port no_f_port");
        row("no payload", R"({"downlinks":[{"f_port":1}]})", "");
        row("empty payload", R"({"downlinks":[{"f_port":1,"frm_payload":""}]})", "");
        row("attempts 0", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ==","confirmed_retry":{"max_attempts":0}}]})",
            "");
        row("attempts 33", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ==","confirmed_retry":{"max_attempts":33}}]})",
            "");
        row("camel case", R"({"downlinks":[{"fPort":1,"frmPayload":"AQ=="}]})", "queued");
        row("unpadded", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ"}]})", "queued");
        row("unknown priority", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ==","priority":"URGENT"}]})", "queued");
        row("expired",
            R"({"downlinks":[{"f_port":1,"frm_payload":"AQ==","class_b_c":{"absolute_time":"2020-01-01T00:00:00Z"}}]})",
            "downlink_expired");
        row("encoder fails", R"({"downlinks":[{"f_port":15,"decoded_payload":{"led":"purple"}}]})", "");
        row("no encoder", R"({"downlinks":[{"f_port":15,"decoded_payload":{"x":1}}]})", "queued", "soil-01");
        row("no session", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ=="}]})", "no_device_session", "fresh-01");
        row("no session, empty", R"({"downlinks":[]})", "", "fresh-01");
        row("unknown device", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ=="}]})", "", "nobody-01");
        const QByteArray long243 = QByteArray(243, 'x').toBase64();
        QTest::newRow("243 bytes") << QByteArray("field-01")
                                   << QByteArray("{\"downlinks\":[{\"f_port\":1,\"frm_payload\":\"" + long243 + "\"}]}")
                                   << QStringLiteral("application_downlink_too_long");
        const QByteArray long256 = QByteArray(256, 'x').toBase64();
        QTest::newRow("256 bytes") << QByteArray("field-01")
                                   << QByteArray("{\"downlinks\":[{\"f_port\":1,\"frm_payload\":\"" + long256 + "\"}]}")
                                   << QString();
        const QByteArray longId(101, 'x');
        QTest::newRow("long id") << QByteArray("field-01")
                                 << QByteArray(
                                        "{\"downlinks\":[{\"f_port\":1,\"frm_payload\":\"AQ==\",\"correlation_ids\":[\""
                                        + longId + "\"]}]}")
                                 << QString();
    }

    void badPushes()
    {
        QFETCH(QByteArray, device);
        QFETCH(QByteArray, json);
        QFETCH(QString, answer);
        const auto run = quiet();
        run->messages.clear();
        push(*run, device.constData(), json);
        run->forward(0.1);
        QStringList got;
        for (const ServerMessage &message : std::as_const(run->messages)) {
            if (message.topic.endsWith("/down/queued"))
                got.append(QStringLiteral("queued"));
            if (message.topic.endsWith("/down/failed"))
                got.append(QJsonDocument::fromJson(message.payload)[u"downlink_failed"][u"error"][u"name"].toString());
        }
        QCOMPARE(got.join(u' '), answer);
    }

    void recordedV2DownlinksAreAnsweredAlike_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("topic");
        QTest::addColumn<QByteArray>("answer");
        const auto messages = Recordings::load(QStringLiteral("v2/mqtt"));
        QFile file(QStringLiteral(TTN_TEST_DATA "/v2/mqtt/downlink-invalid.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QList<QJsonObject> lines;
        while (!file.atEnd())
            lines.append(QJsonDocument::fromJson(file.readLine()).object());
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (lines[i][u"topic"].toString() != u"greenhouse/devices/bed-1/down")
                continue;
            const bool answered = i + 1 < lines.size() && lines[i + 1][u"topic"].toString().contains(u"/events/down/");
            QTest::addRow("%d", int(i)) << lines[i][u"payload"].toString().toUtf8()
                                        << (answered ? lines[i + 1][u"topic"].toString().toUtf8() : QByteArray())
                                        << (answered ? lines[i + 1][u"payload"].toString().toUtf8() : QByteArray());
        }
    }

    void recordedV2DownlinksAreAnsweredAlike()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, topic);
        QFETCH(QByteArray, answer);
        const auto run = quiet();
        run->messages.clear();
        run->simulation.clientMessage(Domain::Generation::V2, "greenhouse/devices/bed-1/down", sent);
        QCOMPARE(run->messages.size(), topic.isEmpty() ? 0 : 1);
        if (!topic.isEmpty()) {
            QCOMPARE(run->messages.first().topic, topic);
            QCOMPARE(run->messages.first().payload, answer);
        }
    }

    void v2ConfirmedDownlinkIsSentUntilAcknowledged()
    {
        const auto run = quiet();
        SandboxDevice &device = *run->simulation.find(Domain::Generation::V2, "greenhouse", "leaf-1");
        run->simulation.clientMessage(Domain::Generation::V2, "greenhouse/devices/leaf-1/down",
                                      R"({"port":7,"payload_raw":"EA==","confirmed":true})");
        QStringList course;
        for (int i = 0; i < 3; ++i) {
            uplink(*run, device);
            for (const QString &topic : run->news("leaf-1")) {
                if (!topic.startsWith(u"up/"))
                    course.append(topic);
            }
        }
        QCOMPARE(course.join(u' '), QStringLiteral("events/down/scheduled up events/down/sent events/down/acks up up"));
        const QJsonObject sent = run->last("greenhouse/devices/leaf-1/events/down/sent");
        QCOMPARE(QByteArray::fromBase64(sent[u"payload"].toString().toLatin1()).at(0), char(0xA0));
    }

    void faultsChangeTheMessages()
    {
        const auto run = quiet();
        SandboxDevice &device = v3(*run, "orchard", "soil-01");
        run->simulation.server(Domain::Generation::V3).faults.undecodable = true;
        uplink(*run, device);
        QCOMPARE(run->news("soil-01"), QStringList{QStringLiteral("up")});
        QVERIFY(!run->last("v3/orchard/devices/soil-01/up")[u"uplink_message"].toObject().contains(u"decoded_payload"));
        run->simulation.server(Domain::Generation::V3).faults = {};
        run->simulation.server(Domain::Generation::V3).faults.duplicates = true;
        uplink(*run, device);
        QCOMPARE(run->news("soil-01").count(QStringLiteral("up")), 2);
        run->simulation.server(Domain::Generation::V3).faults = {};
        run->simulation.server(Domain::Generation::V3).faults.gatewayRefuses = true;
        push(*run, "soil-01", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ=="}]})");
        uplink(*run, device);
        QVERIFY(run->news("soil-01").contains(QStringLiteral("down/failed")));
    }

    void joiningAgainKeepsTheQueue()
    {
        const auto run = quiet();
        SandboxDevice &device = v3(*run, "orchard", "field-02");
        const quint32 before = device.devAddr;
        push(*run, "field-02", R"({"downlinks":[{"f_port":1,"frm_payload":"AQ=="}]})");
        QVERIFY(run->simulation.join(device));
        QVERIFY(!run->simulation.join(device));
        run->forward(12);
        QVERIFY(device.devAddr != before);
        uplink(*run, device);
        const QStringList course = run->news("field-02");
        QVERIFY2(course.startsWith(QStringLiteral("down/queued")) && course.contains(QStringLiteral("join"))
                     && course.contains(QStringLiteral("down/sent")),
                 qPrintable(course.join(u' ')));
        QVERIFY(!run->simulation.join(v3(*run, "orchard", "frost-01")));
    }
};

TTN_TEST_MAIN(TestSandboxDevices)
#include "tst_sandboxdevices.moc"
