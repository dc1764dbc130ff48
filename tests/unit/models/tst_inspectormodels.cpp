// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "models/comparisonmodel.h"
#include "models/eventloader.h"
#include "models/factsmodel.h"
#include "models/gatewaysmodel.h"
#include "models/hexdumpmodel.h"
#include "models/jsontreemodel.h"
#include "models/relatedmodel.h"
#include "models/selectionsummary.h"
#include "tests/fakes/fakehistory.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Domain;
using namespace Models;
using TestSupport::batch;
using TestSupport::FakeReader;
using TestSupport::uplink;
using TestSupport::uplinks;
using TesterMode = QAbstractItemModelTester::FailureReportingMode;

namespace {

QModelIndex child(const JsonTreeModel &model, const QStringList &names)
{
    QModelIndex at;
    for (const QString &name : names) {
        if (model.canFetchMore(at))
            const_cast<JsonTreeModel &>(model).fetchMore(at);
        QModelIndex next;
        for (int row = 0; row < model.rowCount(at); ++row) {
            if (model.index(row, 0, at).data().toString() == name)
                next = model.index(row, 0, at);
        }
        if (!next.isValid())
            return {};
        at = next;
    }
    return at;
}

QString value(const QModelIndex &index)
{
    return index.siblingAtColumn(JsonTreeModel::Value).data().toString();
}

std::vector<JsonTreeModel::Part> decoded(const QByteArray &json)
{
    return {{QString(), json, true}};
}

} // namespace

class TestInspectorModels : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void jsonIsShownAsSent()
    {
        JsonTreeModel model;
        QAbstractItemModelTester tester(&model, TesterMode::Fatal);
        tester.setUseFetchMore(false); // it would do so in the midst of a reset
        model.setParts(decoded(
            " {\"z\":18446744073709551615, \"a\":1.0, "
            "\"e\":1E+2,\"s\":\"x\\\"y\\nz\",\"gps\":{\"lat\":52.10,\"list\":[1,{\"q\":null}]},\"a\":-0,\"\":{} } "));
        QCOMPARE(model.rowCount(), 7);
        const QStringList names{QStringLiteral("z"),   QStringLiteral("a"), QStringLiteral("e"),   QStringLiteral("s"),
                                QStringLiteral("gps"), QStringLiteral("a"), QStringLiteral("\"\"")};
        for (int row = 0; row < 7; ++row)
            QCOMPARE(model.index(row, 0).data().toString(), names[row]);
        QCOMPARE(value(model.index(0, 0)), QStringLiteral("18446744073709551615"));
        QCOMPARE(value(model.index(1, 0)), QStringLiteral("1.0"));
        QCOMPARE(value(model.index(2, 0)), QStringLiteral("1E+2"));
        QCOMPARE(value(model.index(3, 0)), QStringLiteral("\"x\"y\\nz\""));
        QCOMPARE(model.index(3, 0).data(JsonTreeModel::CopyRole).toString(), QStringLiteral("x\"y\nz"));
        QCOMPARE(value(model.index(5, 0)), QStringLiteral("-0"));
        QVERIFY(!model.hasChildren(model.index(6, 0)));
        const QModelIndex deep
            = child(model, {QStringLiteral("gps"), QStringLiteral("list"), QStringLiteral("1"), QStringLiteral("q")});
        QVERIFY(deep.isValid());
        QCOMPARE(value(deep), QStringLiteral("null"));
        QCOMPARE(deep.data(JsonTreeModel::PathRole).toString(), QStringLiteral("gps.list.1.q"));
        QCOMPARE(child(model, {QStringLiteral("gps")}).data(JsonTreeModel::CopyRole).toString(),
                 QStringLiteral("{\"lat\":52.10,\"list\":[1,{\"q\":null}]}"));
    }

    void jsonBecomesFilterTerms()
    {
        JsonTreeModel model;
        model.setParts(
            decoded("{\"temperature\":23.50,\"state\":\"two words\",\"device\":\"x\",\"-a,b\":true,\"o\":{\"n\":7}}"));
        QCOMPARE(model.index(0, 0).data(JsonTreeModel::TermsRole).toStringList(),
                 QStringList({QStringLiteral("temperature:23.50"), QStringLiteral("temperature>=23.5"),
                              QStringLiteral("temperature<=23.5")}));
        QCOMPARE(model.index(1, 0).data(JsonTreeModel::TermsRole).toStringList(),
                 QStringList{QStringLiteral("state:\"two words\"")});
        // The name of one of our own conditions stands in quotes.
        QCOMPARE(model.index(2, 0).data(JsonTreeModel::TermsRole).toStringList(),
                 QStringList{QStringLiteral("\"device\":x")});
        QCOMPARE(model.index(3, 0).data(JsonTreeModel::TermsRole).toStringList().size(), 1);
        QVERIFY(model.index(4, 0).data(JsonTreeModel::TermsRole).toStringList().isEmpty());
        QCOMPARE(child(model, {QStringLiteral("o"), QStringLiteral("n")})
                     .data(JsonTreeModel::TermsRole)
                     .toStringList()
                     .constFirst(),
                 QStringLiteral("o.n:7"));
        model.setParts({{QStringLiteral("Normalized"), "[{\"t\":1}]", false}, {QStringLiteral("x"), "no json", true}});
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0, 0).data(JsonTreeModel::HeadingRole).toBool());
        const QModelIndex t = child(model, {QStringLiteral("Normalized"), QStringLiteral("0"), QStringLiteral("t")});
        QCOMPARE(t.data(JsonTreeModel::PathRole).toString(), QStringLiteral("0.t"));
        QVERIFY(t.data(JsonTreeModel::TermsRole).toStringList().isEmpty());
    }

    void hostileJson_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("breaks off") << QByteArray("{\"a\":[1,2") << false;
        QTest::newRow("open string") << QByteArray("{\"a\":\"x}") << false;
        QTest::newRow("ends in escape") << QByteArray("{\"a\":\"x\\\"}") << false;
        QTest::newRow("text behind") << QByteArray("{} x") << false;
        QTest::newRow("number") << QByteArray("5") << false;
        QTest::newRow("only commas") << QByteArray("{,,,}") << true;
        QTest::newRow("no colon") << QByteArray("{\"a\" \"b\",1:2}") << true;
        QTest::newRow("bare words") << QByteArray("[NaN,undefined,,]") << true;
        QTest::newRow("wrong brackets") << QByteArray("[{]}") << true;
        QTest::newRow("bad utf-8") << QByteArray("{\"\xff\xfe\":\"\xc3\"}") << true;
        QTest::newRow("bad escapes") << QByteArray("{\"\\u12\":\"\\ud800\\x\\u\"}") << true;
        QTest::newRow("nul") << QByteArray("{\"a\0b\":1}", 9) << true;
        QTest::newRow("deep") << QByteArray(QByteArray(200'000, '[') + QByteArray(200'000, ']')) << true;
    }

    void hostileJson()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, accepted);
        JsonTreeModel model;
        QAbstractItemModelTester tester(&model, TesterMode::Fatal);
        tester.setUseFetchMore(false); // it would do so in the midst of a reset
        QCOMPARE(JsonTreeModel::isJson(json), accepted);
        model.setParts(decoded(json));
        QVERIFY(accepted || model.isEmpty());
        // Down the first branch to its end.
        QModelIndex at;
        int depth = 0;
        for (;; ++depth) {
            if (model.canFetchMore(at))
                model.fetchMore(at);
            if (model.rowCount(at) == 0)
                break;
            for (int row = 0; row < model.rowCount(at); ++row) {
                for (const int role : {int(Qt::DisplayRole), int(JsonTreeModel::PathRole),
                                       int(JsonTreeModel::TermsRole), int(JsonTreeModel::CopyRole)}) {
                    (void)model.index(row, 0, at).data(role);
                    (void)model.index(row, 1, at).data(role);
                }
            }
            at = model.index(0, 0, at);
        }
        QVERIFY(depth <= JsonTreeModel::MaxDepth + 1);
        (void)JsonScan::leaves(json, 100);
        (void)model.find(QStringLiteral("zz"), {});
    }

    void extentsAreWhereValuesEnd()
    {
        // Large and small ones in each other, with brackets in strings, broken at each place.
        QByteArray inner = "{\"s\":\"]}\\\"[{\",\"l\":[";
        for (int i = 0; i < 5'000; ++i)
            inner += QByteArray::number(i) + ',';
        inner += "[]]}";
        QByteArray json = "{\"a\":" + inner + ",\"b\":[" + inner + ',' + inner + "],\"c\":[1]} ";
        for (const qsizetype length : {json.size(), json.size() - 2, json.size() / 2, qsizetype(20'000)}) {
            const QByteArray text = json.left(length);
            const JsonScan::Extents extents(text);
            for (qsizetype at = 0; at < text.size(); ++at) {
                if (text.at(at) == '{' || text.at(at) == '[')
                    QCOMPARE(extents.skipValue(text, at), JsonScan::skipValue(text, at));
            }
        }
        const QByteArray deep = QByteArray(100'000, '[').append(QByteArray(100'000, ']'));
        QCOMPARE(JsonScan::Extents(deep).skipValue(deep, 0), JsonScan::skipValue(deep, 0));
    }

    void controlCharactersAreVisible()
    {
        JsonTreeModel model;
        model.setParts(decoded("{\"a\\u202eb\":\"\\u0007\\u200b\\ud83d\\ude00\"}"));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("a\\u202eb"));
        QCOMPARE(value(model.index(0, 0)), QStringLiteral("\"\\u0007\\u200b\U0001F600\""));
    }

    void largeDocumentsAreReadInPieces()
    {
        QByteArray json = "{\"list\":[";
        for (int i = 0; i < 1'000'000; ++i)
            json += QByteArray::number(i) + ',';
        json += "\"needle\"],\"end\":true}";
        JsonTreeModel model;
        model.setParts(decoded(json));
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex list = model.index(0, 0);
        model.fetchMore(list);
        QCOMPARE(model.rowCount(list), JsonTreeModel::BatchRows + 1);
        const QModelIndex more = model.index(JsonTreeModel::BatchRows, 0, list);
        QVERIFY(more.data(JsonTreeModel::MoreRole).toBool());
        model.loadMore(more);
        QCOMPARE(model.rowCount(list), 2 * JsonTreeModel::BatchRows + 1);
        QCOMPARE(value(model.index(499, 0, list)), QStringLiteral("499"));
        // The value of the branch is only a hint of bounded length.
        QVERIFY(value(list).size() < 200);
    }

    void findGoesThroughTheTree()
    {
        JsonTreeModel model;
        QAbstractItemModelTester tester(&model, TesterMode::Fatal);
        tester.setUseFetchMore(false); // it would do so in the midst of a reset
        QByteArray list;
        for (int i = 0; i < 1000; ++i)
            list += QByteArray::number(i) + ',';
        model.setParts(decoded("{\"Temp\":1,\"a\":{\"b\":[" + list + "{\"temperature\":5}],\"c\":\"the TEMP\"}}"));
        QModelIndex found = model.find(QStringLiteral("temp"), {});
        QCOMPARE(found.data(JsonTreeModel::PathRole).toString(), QStringLiteral("Temp"));
        found = model.find(QStringLiteral("temp"), found);
        QCOMPARE(found.data(JsonTreeModel::PathRole).toString(), QStringLiteral("a.b.1000.temperature"));
        found = model.find(QStringLiteral("temp"), found);
        QCOMPARE(found.data(JsonTreeModel::PathRole).toString(), QStringLiteral("a.c"));
        found = model.find(QStringLiteral("temp"), found);
        QCOMPARE(found.data(JsonTreeModel::PathRole).toString(), QStringLiteral("Temp"));
        QVERIFY(!model.find(QStringLiteral("pressure"), found).isValid());
    }

    void hexDump()
    {
        HexDumpModel model;
        QAbstractItemModelTester tester(&model, TesterMode::Fatal);
        QByteArray bytes = QByteArray::fromHex("0048690AFF");
        bytes += QByteArray(15, 'z');
        model.setBytes(bytes);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("0010"));
        QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("48"));
        QCOMPARE(model.index(0, model.asciiColumn()).data().toString(), QStringLiteral(".Hi..zzzzzzzzzzz"));
        QCOMPARE(model.offsetOf(model.index(1, 4)), 19);
        QCOMPARE(model.offsetOf(model.index(1, 5)), -1);
        QVERIFY(model.index(1, 5).data().toString().isEmpty());
        model.setBytesPerRow(8);
        QCOMPARE(model.rowCount(), 3);
        using Form = HexDumpModel::Form;
        const QByteArray few = QByteArray::fromHex("00FF");
        QCOMPARE(HexDumpModel::text(few, Form::Hex), QStringLiteral("00FF"));
        QCOMPARE(HexDumpModel::text(few, Form::Base64), QStringLiteral("AP8="));
        QCOMPARE(HexDumpModel::text(few, Form::CArray), QStringLiteral("{ 0x00, 0xFF }"));
    }

    void gatewaysBestFirst()
    {
        TrafficEvent event;
        for (const double snr : {-3.0, 9.5, 2.0}) {
            GatewayReception reception;
            reception.id = QStringLiteral("gw%1").arg(snr);
            reception.snr = snr;
            reception.rssi = -100;
            event.gateways.push_back(reception);
        }
        event.bestGateway = 1;
        GatewaysModel model;
        QAbstractItemModelTester tester(&model, TesterMode::Fatal);
        model.setEvent(event, {});
        QCOMPARE(model.index(0, GatewaysModel::Gateway).data().toString(), QStringLiteral("gw9.5"));
        QVERIFY(!model.index(0, GatewaysModel::Best).data().toString().isEmpty());
        QVERIFY(model.index(1, GatewaysModel::Best).data().toString().isEmpty());
        QCOMPARE(model.index(2, GatewaysModel::Snr).data().toString(), QString(QChar(0x2212) + QStringLiteral("3")));
        QCOMPARE(model.index(2, GatewaysModel::Snr).data(Models::InspectorRole::CopyRole).toString(),
                 QStringLiteral("-3"));
        QVERIFY(model.isColumnEmpty(GatewaysModel::Time));
        QVERIFY(!model.isColumnEmpty(GatewaysModel::Rssi));
    }

    void delaysInWords()
    {
        const auto text = [](qint64 ns) { return EventFacts::delay(ns, EventText::Style::Copy); };
        QCOMPARE(text(34'210'000), QStringLiteral("+34.2 ms"));
        QCOMPARE(text(150'400), QStringLiteral("+0.15 ms"));
        QCOMPARE(text(-1'204'000'000), QStringLiteral("-1.204 s"));
        QCOMPARE(text(245'000'000'000), QStringLiteral("+4 min 5 s"));
        QCOMPARE(EventFacts::delay(-1'000'000, EventText::Style::Screen),
                 QString(QChar(0x2212) + QStringLiteral("1 ms")));
    }

    void loaderTellsEveryState()
    {
        FakeReader reader;
        EventLoader loader;
        QSignalSpy changed(&loader, &EventLoader::changed);
        loader.load({1, 5}, &reader);
        QCOMPARE(loader.state(), EventLoader::State::Waiting);
        QTRY_COMPARE(loader.state(), EventLoader::State::Loading);
        reader.messages.insert(5, {});
        reader.answerEvent(reader.eventsAsked.back());
        QTRY_COMPARE(loader.state(), EventLoader::State::Ready);
        QVERIFY(loader.answer());
        loader.load({1, 6}, &reader);
        QVERIFY(!loader.answer());
        reader.answerEvent(reader.eventsAsked.back());
        QTRY_COMPARE(loader.state(), EventLoader::State::Gone);
        loader.load({1, -3}, &reader);
        QCOMPARE(loader.state(), EventLoader::State::Unsaved);
        loader.load({1, 7}, nullptr);
        QCOMPARE(loader.state(), EventLoader::State::Closed);
        // What was asked before does not arrive any more.
        loader.load({1, 8}, &reader);
        const auto asked = reader.eventsAsked.back();
        loader.load({1, 9}, &reader);
        reader.messages.insert(8, {});
        reader.answerEvent(asked);
        QTest::qWait(20);
        QCOMPARE(loader.key()->seq, 9);
        QVERIFY(!loader.answer());
    }

    void comparisonMarksWhatDiffers()
    {
        Dictionary names;
        const EventText text;
        const EventFacts words(&names, &text);
        const DeviceRef device = names.internDevice(names.internProfile(QStringLiteral("n")), "orchard", "field-01");
        EventAnswer one, two;
        one.found = two.found = true;
        one.event.fPort = two.event.fPort = 2;
        one.event.payload = QByteArray::fromHex("0102030405060708AA");
        two.event.payload = QByteArray::fromHex("01FF030405060708");
        one.event.decoded = "{\"t\":1.0,\"same\":5,\"only\":1}";
        two.event.decoded = "{\"t\":1,\"same\":5}";
        EventRecord first = uplink(1, device);
        EventRecord second = uplink(4, device);
        second.fPort = 3;
        ComparisonModel model;
        QAbstractItemModelTester tester(&model, TesterMode::Fatal);
        model.compare(words, {1, Generation::V3, first, &one}, {1, Generation::V3, second, &two});
        QHash<QString, int> rows;
        for (int row = 0; row < model.rowCount(); ++row)
            rows.insert(model.index(row, ComparisonModel::Field).data().toString(), row);
        const auto differs = [&](const char *field) {
            const QModelIndex mark = model.index(rows.value(QString::fromUtf8(field), -1), 0);
            return mark.data().toString() == u"≠" && mark.data(Models::InspectorRole::DiffersRole).toBool();
        };
        QVERIFY(differs("FPort"));
        QVERIFY(differs("FCnt"));
        QVERIFY(!differs("Device"));
        QVERIFY(differs("t")); // 1.0 and 1 are spelled differently
        QVERIFY(!differs("same"));
        QVERIFY(differs("only"));
        QCOMPARE(model.index(rows.value(QStringLiteral("only")), ComparisonModel::Second).data().toString(), QString());
        QVERIFY(!differs("Here")); // a clock
        QVERIFY(rows.contains(QStringLiteral("Here")));
        QVERIFY(differs("0000"));
        const int bytes = rows.value(QStringLiteral("0000"));
        QVERIFY(model.index(bytes, ComparisonModel::First).data().toString().contains(QStringLiteral("[02]")));
        QVERIFY(model.index(bytes, ComparisonModel::Second).data().toString().contains(QStringLiteral("[FF]")));
        QVERIFY(!model.index(bytes, ComparisonModel::First).data().toString().contains(QStringLiteral("[03]")));
        QVERIFY(differs("0008"));
        QCOMPARE(model.differingBytes(), 2);
        QVERIFY(model.summary().contains(QStringLiteral("Δt +3 s")));
        QVERIFY(model.summary().contains(QStringLiteral("ΔFCnt +3")));
        QVERIFY(model.summary().contains(QStringLiteral("2 bytes differ")));
    }

    void summaryOfManyRows()
    {
        LiveLogStore store;
        auto rows = uplinks(1, 10'000, 1);
        for (std::size_t i = 0; i < rows.size(); i += 4)
            rows[i].device = 2;
        rows[3].missed = 7;
        rows[9'999].kind = EventKind::Join;
        store.append(batch(1, rows));
        const auto never = [] { return false; };
        const SelectionSummary all = SelectionSummary::of(store.snapshot(), {{0, 10'000}}, never);
        QCOMPARE(all.rows, 10'000U);
        QCOMPARE(all.missed, 7U);
        QCOMPARE(all.lastNs - all.firstNs, 9'999'000'000'000);
        QCOMPARE(all.devices.size(), 2U);
        QCOMPARE(all.devices.front().of, 1U);
        QCOMPARE(all.devices.front().count, 7500U);
        QCOMPARE(all.kinds.size(), 2U);
        QCOMPARE(SelectionSummary::of(store.snapshot(), {{5, 7}, {9'999, 20'000}}, never).rows, 3U);
        QCOMPARE(SelectionSummary::of(store.snapshot(), {{0, 10'000}}, [] { return true; }).rows, 0U);
    }

    void relatedByServerMadeIds()
    {
        Dictionary names;
        const DeviceRef device = names.internDevice(names.internProfile(QStringLiteral("n")), "orchard", "field-01");
        const DeviceRef other = names.internDevice(names.internProfile(QStringLiteral("n")), "orchard", "field-02");
        LiveLogStore store;
        FakeReader reader;
        reader.answerAtOnce = true;
        std::vector<EventRecord> records;
        const auto add = [&](qint64 seq, EventKind kind, quint32 group, std::vector<quint32> groups, DeviceRef of) {
            EventRecord record = uplink(seq, of);
            record.kind = kind;
            record.group = group;
            records.push_back(record);
            TrafficEvent event;
            event.groups = std::move(groups);
            reader.events.insert(seq, event);
            reader.messages.insert(seq, {});
        };
        // A downlink is queued (7), an uplink comes (1), the downlink goes out after it, the next uplink (2) carries
        // its acknowledgement; then an uplink that has nothing to do with it.
        add(1, EventKind::DownlinkQueued, 7, {7}, device);
        add(2, EventKind::Uplink, 1, {1}, device);
        add(3, EventKind::DownlinkSent, 7, {7, 1}, device);
        add(4, EventKind::DownlinkAcknowledged, 7, {7, 2}, device);
        add(5, EventKind::Uplink, 2, {2}, device);
        add(6, EventKind::Uplink, 3, {3}, device);
        add(7, EventKind::DownlinkSent, 7, {7, 1}, other);
        add(8, EventKind::DownlinkSent, 9, {9}, device);
        store.append(batch(1, records));
        RelatedModel model(&store, &names);
        QAbstractItemModelTester tester(&model, TesterMode::Fatal);
        const auto related = [&](qint64 seq) {
            RelatedModel::Question question;
            question.key = {1, seq};
            question.record = records[std::size_t(seq - 1)];
            question.groups = reader.events.value(seq).groups;
            question.reader = &reader;
            QSignalSpy changed(&model, &RelatedModel::changed);
            model.ask(question, {});
            for (int i = 0; i < 500 && (changed.isEmpty() || model.isLooking()); ++i)
                QTest::qWait(5);
            QList<qint64> seqs;
            for (int row = 0; row < model.rowCount(); ++row)
                seqs << model.key(row).seq;
            return seqs;
        };
        const QList<qint64> chain{1, 2, 3, 4, 5};
        QCOMPARE(related(3), chain);
        QCOMPARE(model.othersCount(), 4);
        QCOMPARE(model.index(1, RelatedModel::Delay).data(Models::InspectorRole::CopyRole).toString(),
                 QStringLiteral("+1 s"));
        QVERIFY(model.index(0, RelatedModel::Delay).data().toString().isEmpty());
        // From an uplink its downlink is found by what the history says of it, but not that one's other uplink.
        QCOMPARE(related(2), (QList<qint64>{1, 2, 3, 4}));
        QCOMPARE(related(5), (QList<qint64>{1, 3, 4, 5}));
        QCOMPARE(related(6), QList<qint64>{6});
        QCOMPARE(model.othersCount(), 0);
        records[0].group = 0;
        RelatedModel::Question nothing;
        nothing.key = {1, 1};
        nothing.record = records[0];
        model.ask(nothing, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void relatedOfV2IsNearInTime()
    {
        Dictionary names;
        const DeviceRef device = names.internDevice(names.internProfile(QStringLiteral("n")), "greenhouse", "bed-1");
        LiveLogStore store;
        store.append(batch(1, uplinks(1, 300, device)));
        RelatedModel model(&store, &names);
        RelatedModel::Question question;
        question.key = {1, 150};
        question.record = store.record(149);
        question.generation = Generation::V2;
        QSignalSpy changed(&model, &RelatedModel::changed);
        model.ask(question, {});
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(model.rowCount(), 121);
        QCOMPARE(model.key(0).seq, 90);
        QCOMPARE(model.index(60, RelatedModel::Which).data().toString(), QStringLiteral("this event"));
    }
};

TTN_TEST_MAIN(TestInspectorModels)
#include "tst_inspectormodels.moc"
