// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How downlinks fare in the sandbox, as recorded from the real servers: good, bad and unanswered ones.
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/sandboxrun.h"

using namespace SandboxRun;

class TestSandboxDownlinks : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
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

TTN_TEST_MAIN(TestSandboxDownlinks)
#include "tst_sandboxdownlinks.moc"
