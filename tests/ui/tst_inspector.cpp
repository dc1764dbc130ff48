// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector of the live page, with messages that real servers sent.
#include "backend/domain/clock.h"
#include "backend/traffic/trafficcodec.h"
#include "models/eventfacts.h"
#include "models/inspectorroles.h"
#include "models/jsontreemodel.h"
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/guitest.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/jsonview.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace Domain;
using Gui::Inspector;
using Gui::LiveLogView;
using Gui::MainWindow;
using Models::LiveLogModel;
using TestSupport::batch;
using TestSupport::FakeContext;
using TestSupport::uplink;
using TestSupport::uplinks;

namespace {

struct House
{
    House()
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
    {
        v3 = context.addNetwork(QStringLiteral("Sandbox v3"), {QStringLiteral("orchard")});
        v2 = context.addNetwork(QStringLiteral("Sandbox v2"), {QStringLiteral("greenhouse")});
        context.networks[v2].profile.generation = Generation::V2;
        field = context.names.internDevice(v3, "orchard", "field-01");
        open();
    }
    void open()
    {
        window = std::make_unique<MainWindow>(context, settings);
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qWarning("the window does not become active");
        page = window->livePage();
        view = page->view();
        inspector = page->findChild<Inspector *>();
        view->setFocus();
    }

    /// Puts the recorded messages of a file into the log, as ingest would, and returns their first seq.
    qint64 record(const char *file)
    {
        const bool isV2 = QByteArray(file).startsWith("v2");
        const ProfileRef profile = isV2 ? v2 : v3;
        const auto codec = Backend::TrafficCodec::create(isV2 ? Generation::V2 : Generation::V3);
        QFile lines(QStringLiteral(TTN_TEST_DATA "/") + QString::fromLatin1(file));
        if (!lines.open(QIODevice::ReadOnly))
            qWarning("no %s", file);
        const qint64 first = nextSeq;
        std::vector<EventRecord> records;
        while (!lines.atEnd()) {
            const QJsonObject json = QJsonDocument::fromJson(lines.readLine()).object();
            RawMessage message;
            message.topic = json[QLatin1String("topic")].toString().toUtf8();
            message.payload = json[QLatin1String("payload")].toString().toUtf8();
            Backend::TrafficFacts facts;
            if (!codec->read(message, facts))
                continue;
            EventRecord event = uplink(nextSeq, context.names.internDevice(profile, facts.application, facts.device));
            event.flags = facts.flags;
            event.kind = facts.kind;
            event.timeNs = facts.timeNs;
            event.receivedNs = message.receivedNs = facts.timeNs + 300'000'000;
            event.fCnt = facts.fCnt.value_or(0);
            event.fPort = facts.fPort.value_or(0);
            event.group = facts.group;
            event.gatewayCount = facts.gatewayCount;
            event.gateway = context.names.internGateway(facts.bestGateway);
            add(profile, event, message, codec->event(message));
            records.push_back(event);
        }
        context.log.append(batch(profile, records));
        return first;
    }
    void add(ProfileRef profile, const EventRecord &event, const RawMessage &message, const TrafficEvent &said)
    {
        context.networks[profile].reader.messages.insert(event.seq, message);
        context.networks[profile].reader.events.insert(event.seq, said);
        nextSeq = event.seq + 1;
    }
    /// A message of our own making at the end of the log.
    void say(const QByteArray &body)
    {
        const auto codec = Backend::TrafficCodec::create(Generation::V3);
        EventRecord event = uplink(nextSeq, field);
        RawMessage message{"v3/orchard/devices/field-01/up",
                           "{\"received_at\":\"2026-11-20T23:45:39.5Z\",\"uplink_message\":" + body + "}",
                           event.receivedNs};
        add(v3, event, message, codec->event(message));
        context.log.append(batch(v3, {event}));
    }

    void choose(int first, int last = -1)
    {
        const QAbstractItemModel *model = view->model();
        view->setCurrentIndex(model->index(first, 0));
        const QItemSelection rows(model->index(first, 0), model->index(last < 0 ? first : last, 0));
        view->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    template <typename T>
    T *find(const char *name) const
    {
        T *found = page->findChild<T *>(QLatin1String(name));
        if (!found)
            qWarning("no %s", name);
        return found;
    }
    void tab(Inspector::Tab which) const
    {
        auto *tabs = find<QTabBar>("inspectorTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(int(which)).center());
    }
    /// What the summary says under a label; all columns.
    [[nodiscard]] QString fact(const QString &label, int column = 1, int role = Qt::DisplayRole) const
    {
        for (const char *name : {"summary1", "summary2", "summary3"}) {
            const QAbstractItemModel *model = find<QTableView>(name)->model();
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->index(row, 0).data().toString() == label
                    && !model->index(row, 1).data().toString().isEmpty())
                    return model->index(row, column).data(role).toString();
            }
        }
        return {};
    }
    [[nodiscard]] bool shows(const char *name) const { return find<QWidget>(name)->isVisible(); }

    QTemporaryDir folder;
    QSettings settings;
    FakeContext context;
    ProfileRef v3 = 0, v2 = 0;
    DeviceRef field = 0;
    qint64 nextSeq = 1;
    std::unique_ptr<MainWindow> window;
    Gui::LivePage *page = nullptr;
    LiveLogView *view = nullptr;
    Inspector *inspector = nullptr;
};

} // namespace

class TestInspector : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void summaryOfAnUplink()
    {
        House house;
        QVERIFY(house.shows("inspectorHint"));
        house.record("v3/mqtt/uplink-two-gateways.jsonl");
        house.choose(0);
        QTRY_COMPARE(house.fact(QStringLiteral("DevAddr")), QStringLiteral("01116ED3"));
        QCOMPARE(house.fact(QStringLiteral("FPort")), QStringLiteral("10"));
        QVERIFY(!house.shows("inspectorHint"));
        QCOMPARE(house.fact(QStringLiteral("Device")), QStringLiteral("raw-01"));
        QCOMPARE(house.fact(QStringLiteral("DevEUI")), QStringLiteral("0B00000000000002"));
        QCOMPARE(house.fact(QStringLiteral("JoinEUI")), QStringLiteral("0B0A000000000000"));
        QCOMPARE(house.fact(QStringLiteral("Data rate")), QStringLiteral("SF7BW125"));
        QCOMPARE(house.fact(QStringLiteral("Coding rate")), QStringLiteral("4/5"));
        QCOMPARE(house.fact(QStringLiteral("Frequency")), QStringLiteral("868.1\u2009MHz"));
        QCOMPARE(house.fact(QStringLiteral("Airtime")), QStringLiteral("46.336\u2009ms"));
        QCOMPARE(house.fact(QStringLiteral("Best gateway")), QStringLiteral("b-roof"));
        QCOMPARE(house.fact(QStringLiteral("RSSI"), 1, Models::InspectorRole::CopyRole), QStringLiteral("-60"));
        QCOMPARE(house.fact(QStringLiteral("SNR")), QStringLiteral("8.5\u2009dB"));
        QCOMPARE(house.fact(QStringLiteral("Payload")), QStringLiteral("05"));
        QCOMPARE(house.fact(QStringLiteral("Topic")), QStringLiteral("v3/b-orchard/devices/raw-01/up"));
        // The way through the clocks, each with the delay since the one before; the best gateway first.
        QCOMPARE(house.fact(QStringLiteral("Gateway b-roof")), QStringLiteral("23:46:31.417"));
        QVERIFY(house.fact(QStringLiteral("Gateway b-roof"), 2).isEmpty());
        QCOMPARE(house.fact(QStringLiteral("Gateway b-barn"), 2), QStringLiteral("+0 ms"));
        QCOMPARE(house.fact(QStringLiteral("Gateway Server from b-barn"), 2), QStringLiteral("+0.507 ms"));
        QCOMPARE(house.fact(QStringLiteral("Network Server"), 2), QStringLiteral("+1 ms"));
        QCOMPARE(house.fact(QStringLiteral("Application Server"), 2), QStringLiteral("+202.5 ms"));
        QCOMPARE(house.fact(QStringLiteral("Application Server"), 1, Models::InspectorRole::CopyRole),
                 QStringLiteral("2026-11-20T23:46:31.621656915Z"));
        QVERIFY(!house.fact(QStringLiteral("Here")).isEmpty());
        QVERIFY(!house.shows("inspectorNote"));
    }

    void clocksOfRealMessages_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("line");
        QTest::addColumn<QStringList>("clocks"); // without ours
        QTest::addColumn<int>("gateways");
        const auto row = [](const char *file, int line, const QStringList &clocks, int gateways) {
            QTest::addRow("%s %d", file, line) << QString::fromLatin1(file) << line << clocks << gateways;
        };
        row("v3/mqtt/uplink-two-antennas-fine-time.jsonl", 0,
            {QStringLiteral("Gateway Server from b-barn, antenna 1 2026-11-20T23:46:33.219938283Z"),
             QStringLiteral("Gateway Server from b-barn 2026-11-20T23:46:33.219938283Z"),
             QStringLiteral("Network Server 2026-11-20T23:46:33.22125697Z"),
             QStringLiteral("Application Server 2026-11-20T23:46:33.424439664Z")},
            1);
        row("v3/mqtt/join-first-uplinks.jsonl", 0,
            {QStringLiteral("Network Server 2026-11-20T23:41:51.973970565Z"),
             QStringLiteral("Application Server 2026-11-20T23:41:55.788112389Z")},
            0);
        row("v3/mqtt/downlink-confirmed-acked.jsonl", 2,
            {QStringLiteral("Application Server 2026-11-20T23:49:18.41180987Z")}, 0);
        row("v2/mqtt/radio-two-gateways.jsonl", 1,
            {QStringLiteral("Gateway gtw-1 2026-11-20T23:58:38.214833864Z"),
             QStringLiteral("Network 2026-11-20T23:58:38.216038411Z")},
            2);
        row("v2/mqtt/join.jsonl", 0,
            {QStringLiteral("Gateway gtw-1 2026-11-21T00:00:55.157086498Z"),
             QStringLiteral("Network 2026-11-21T00:00:55.158516561Z")},
            1);
    }

    void clocksOfRealMessages()
    {
        QFETCH(QString, file);
        QFETCH(int, line);
        QFETCH(QStringList, clocks);
        QFETCH(int, gateways);
        House house;
        const qint64 seq = house.record(file.toLatin1().constData()) + line;
        const bool v2 = file.startsWith(u"v2");
        const auto &reader = house.context.networks[v2 ? house.v2 : house.v3].reader;
        const EventAnswer answer{reader.events.value(seq), reader.messages.value(seq), true, {}};
        Models::EventFacts::Source source;
        source.generation = v2 ? Generation::V2 : Generation::V3;
        source.answer = &answer;
        QStringList found;
        // Trailing zeros do not matter here.
        for (const Models::ClockTime &clock : Models::EventFacts::clocks(source)) {
            QString time = QString::fromLatin1(toRfc3339(clock.ns));
            while (time.endsWith(QLatin1String("0Z")))
                time = time.chopped(2) + u'Z';
            found << QString(clock.name + u' ' + time);
        }
        found.removeIf([](const QString &text) { return text.startsWith(QLatin1String("GPS")); });
        QCOMPARE(found, clocks);
        QCOMPARE(answer.event.gatewayCount, gateways);
    }

    void clocksAreInOrderOfTime()
    {
        EventAnswer answer;
        answer.found = true;
        for (const auto &[id, receivedNs] : {std::pair("near", 30), std::pair("far", 20), std::pair("next", 30)}) {
            GatewayReception reception;
            reception.id = QLatin1String(id);
            reception.receivedNs = receivedNs;
            answer.event.gateways.push_back(reception);
        }
        answer.event.networkReceivedNs = 40;
        answer.event.bestGateway = 2;
        Models::EventFacts::Source source;
        source.answer = &answer;
        source.record.receivedNs = 10; // a clock of ours that is slow
        QStringList names;
        for (const Models::ClockTime &clock : Models::EventFacts::clocks(source))
            names << clock.name.section(u' ', -1);
        QCOMPARE(names.join(u' '), QStringLiteral("Here far next near Server"));
    }

    void gatewaysOfRealMessages()
    {
        House house;
        house.record("v3/mqtt/uplink-two-antennas-fine-time.jsonl");
        house.record("v2/mqtt/radio-two-gateways.jsonl");
        house.choose(0);
        auto *tabs = house.find<QTabBar>("inspectorTabs");
        QTRY_COMPARE(tabs->tabText(int(Inspector::Tab::Gateways)), QStringLiteral("Gateways 1"));
        house.tab(Inspector::Tab::Gateways);
        auto *table = house.find<QTableView>("gatewaysTable");
        QVERIFY(table->isVisible());
        const auto cell = [&](int row, const QString &title) {
            for (int column = 0; column < table->model()->columnCount(); ++column) {
                if (table->model()->headerData(column, Qt::Horizontal).toString() == title)
                    return table->isColumnHidden(column)
                        ? QStringLiteral("hidden")
                        : table->model()->index(row, column).data(Models::InspectorRole::CopyRole).toString();
            }
            return QStringLiteral("no column");
        };
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(cell(0, QStringLiteral("Antenna")), QStringLiteral("1"));
        QCOMPARE(cell(0, QStringLiteral("SNR")), QStringLiteral("-7.5"));
        QCOMPARE(cell(0, QStringLiteral("Signal RSSI")), QStringLiteral("-115"));
        QCOMPARE(cell(0, QStringLiteral("Fine time, ns")), QStringLiteral("123456799"));
        QCOMPARE(cell(0, QString()), QStringLiteral("best"));
        QCOMPARE(cell(1, QStringLiteral("Latitude")), QStringLiteral("52.3702"));
        QCOMPARE(cell(0, QStringLiteral("Time")), QStringLiteral("hidden"));
        table->selectRow(0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(
            QGuiApplication::clipboard()->text().startsWith(QStringLiteral("best\tb-barn\t0B00000000000002\t1\t-110")));
        // The tab stays; the next event is of the other generation.
        house.choose(2);
        QTRY_COMPARE(tabs->tabText(int(Inspector::Tab::Gateways)), QStringLiteral("Gateways 2"));
        QCOMPARE(house.inspector->tab(), Inspector::Tab::Gateways);
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(cell(0, QStringLiteral("Gateway")), QStringLiteral("gtw-1"));
        QCOMPARE(cell(1, QStringLiteral("Fine time, ns")), QStringLiteral("1234567890123456789"));
    }

    void decodedAsSentAndFilter()
    {
        House house;
        house.say("{\"f_port\":1,\"frm_payload\":\"AQI=\",\"decoded_payload\":{\"z\":1.0,\"big\":18446744073709551615,"
                  "\"o\":{\"a\":[1]}},"
                  "\"decoded_payload_warnings\":[\"low <b>battery</b>\"]}");
        house.choose(0);
        house.tab(Inspector::Tab::Decoded);
        auto *tree = house.find<QTreeView>("decodedTree");
        QTRY_VERIFY(tree->isVisible());
        QTRY_COMPARE(tree->model()->rowCount(), 3);
        QCOMPARE(tree->model()->index(0, 1).data().toString(), QStringLiteral("1.0"));
        QCOMPARE(tree->model()->index(1, 1).data().toString(), QStringLiteral("18446744073709551615"));
        QVERIFY(tree->isExpanded(tree->model()->index(2, 0)));
        auto *warnings = house.find<QLabel>("decoderWarnings");
        QVERIFY(warnings->isVisible());
        QCOMPARE(warnings->textFormat(), Qt::PlainText);
        QVERIFY(warnings->text().contains(QStringLiteral("<b>battery")));
        tree->setFocus();
        tree->setCurrentIndex(tree->model()->index(1, 0));
        QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("18446744073709551615"));
        tree->setCurrentIndex(tree->model()->index(0, 0));
        // Made as a right click makes it; an offscreen display cannot show it.
        const std::unique_ptr<QMenu> menu(static_cast<Gui::JsonView *>(tree)->menuFor(tree->currentIndex()));
        QVERIFY(menu->actions().size() >= 5);
        menu->actions().at(1)->trigger();
        QCOMPARE(house.page->filterText(), QStringLiteral("z>=1"));
    }

    void rawInThreeForms()
    {
        House house;
        house.say("{\"f_port\":1,\"x\":{\"needle\":5}}");
        house.choose(0);
        house.tab(Inspector::Tab::Raw);
        auto *text = house.find<QPlainTextEdit>("rawMessage");
        QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("\n    \"f_port\": 1")));
        auto *findField = house.find<QLineEdit>("rawFind");
        findField->setFocus();
        QTest::keyClicks(findField, QStringLiteral("NEEDLE"));
        QTest::keyClick(findField, Qt::Key_Return);
        QCOMPARE(text->textCursor().selectedText(), QStringLiteral("needle"));
        QTest::mouseClick(house.find<QToolButton>("rawTreeButton"), Qt::LeftButton);
        auto *tree = house.find<QTreeView>("rawTree");
        QVERIFY(tree->isVisible());
        QTest::keyClick(findField, Qt::Key_Return);
        QCOMPARE(tree->currentIndex().data(Models::JsonTreeModel::PathRole).toString(),
                 QStringLiteral("uplink_message.x.needle"));
        QTest::keyClicks(findField, QStringLiteral("less"));
        QTest::keyClick(findField, Qt::Key_Return);
        QCOMPARE(house.find<QLabel>("rawFindNote")->text(), QStringLiteral("not found"));
        QTest::keyClick(findField, Qt::Key_Escape);
        QVERIFY(findField->text().isEmpty());
        QTest::mouseClick(house.find<QToolButton>("asReceivedButton"), Qt::LeftButton);
        const QString sent = QString::fromUtf8(house.context.networks[house.v3].reader.messages.value(1).payload);
        QCOMPARE(text->toPlainText(), sent);
        QTest::mouseClick(house.find<QToolButton>("copyMessageButton"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), sent);
    }

    void hostileMessages()
    {
        House house;
        QByteArray deep = "{\"x\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}';
        house.say(deep);
        house.say("{\"f_port\":\xff\xfe}");
        house.say("{\"decoded_payload\":{\"a\":");
        house.say(QByteArray());
        RawMessage binary{"v3/orchard/devices/field-01/up", QByteArray::fromHex("00FF10410D"), 1};
        const auto codec = Backend::TrafficCodec::create(Generation::V3);
        EventRecord event = uplink(house.nextSeq, house.field);
        house.add(house.v3, event, binary, codec->event(binary));
        house.context.log.append(batch(house.v3, {event}));
        for (int row = 0; row < house.view->model()->rowCount(); ++row) {
            house.choose(row);
            for (const char *form : {"rawTreeButton", "indentedButton", "asReceivedButton"}) {
                for (int tab = 0; tab < Inspector::TabCount; ++tab) {
                    house.tab(Inspector::Tab(tab));
                    QApplication::processEvents();
                }
                house.tab(Inspector::Tab::Raw);
                if (auto *button = house.find<QToolButton>(form); button->isEnabled())
                    QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        // Bytes that are no text stand there as hex.
        QTRY_VERIFY(house.find<QPlainTextEdit>("rawMessage")->toPlainText().contains(QStringLiteral("00 FF 10 41 0D")));
    }

    void tenMegabytes()
    {
        House house;
        QByteArray list;
        list.reserve(11 << 20);
        while (list.size() < 10 << 20)
            list += "{\"a\":[1,2,3],\"b\":\"text\"},";
        list.chop(1);
        house.say("{\"f_port\":1,\"frm_payload\":\"AQI=\",\"decoded_payload\":{\"l\":[" + list + "],\"last\":1}}");
        house.choose(0);
        house.tab(Inspector::Tab::Raw);
        auto *text = house.find<QPlainTextEdit>("rawMessage");
        QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("more not shown")));
        QVERIFY(text->toPlainText().size() < 1'000'000);
        QTest::mouseClick(house.find<QToolButton>("rawTreeButton"), Qt::LeftButton);
        QVERIFY(house.find<QTreeView>("rawTree")->model()->rowCount() > 0);
        house.tab(Inspector::Tab::Decoded);
        QCOMPARE(house.find<QTreeView>("decodedTree")->model()->rowCount(), 2);
        QTest::mouseClick(house.find<QToolButton>("copyMessageButton"), Qt::LeftButton);
    }

    void bytesAreCopied()
    {
        House house;
        house.say("{\"f_port\":1,\"frm_payload\":\"AEhpCv8AAQIDBAUGBwgJCg==\"}");
        house.choose(0);
        house.tab(Inspector::Tab::Bytes);
        auto *table = house.find<QTableView>("bytesTable");
        QTRY_VERIFY(table->isVisible());
        QCOMPARE(house.find<QLabel>("bytesSize")->text(), QStringLiteral("16 bytes"));
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 2));
        QTest::keyClick(table, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("4869"));
        QTest::mouseClick(house.find<QToolButton>("copyBase64Button"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("AEhpCv8AAQIDBAUGBwgJCg=="));
        QTest::mouseClick(house.find<QToolButton>("copyCArrayButton"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("{ 0x00, 0x48, 0x69,")));
    }

    void relatedJumps()
    {
        House house;
        house.record("v3/mqtt/downlink-confirmed-acked.jsonl");
        house.choose(2); // sent
        auto *tabs = house.find<QTabBar>("inspectorTabs");
        // Queued, the uplink before it, sent, acknowledged, and the uplink that carried the answer.
        QTRY_COMPARE(tabs->tabText(int(Inspector::Tab::Related)), QStringLiteral("Related 4"));
        house.tab(Inspector::Tab::Related);
        auto *table = house.find<QTableView>("relatedTable");
        QCOMPARE(table->model()->rowCount(), 5);
        table->setFocus();
        for (int row = 0; row < 5; ++row) {
            if (table->model()->index(row, 2).data(Models::InspectorRole::CopyRole).toString() == u"ack")
                table->setCurrentIndex(table->model()->index(row, 0));
        }
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(house.view->currentIndex().siblingAtColumn(LiveLogModel::Kind).data(LiveLogModel::CopyRole).toString(),
                 QStringLiteral("ack"));
        QCOMPARE(house.view->selectionModel()->selectedRows().size(), 1);
        QTRY_COMPARE(tabs->tabText(int(Inspector::Tab::Related)), QStringLiteral("Related 4"));
        // One that the filter hides cannot be gone to.
        house.page->setFilterText(QStringLiteral("kind:sent"));
        house.choose(0);
        QTRY_COMPARE(tabs->tabText(int(Inspector::Tab::Related)), QStringLiteral("Related 4"));
        QSignalSpy noted(house.inspector, &Inspector::noted);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(noted.count(), 1);
    }

    void twoRowsAreCompared()
    {
        House house;
        house.record("v3/mqtt/uplink-two-gateways.jsonl");
        house.record("v3/mqtt/uplink-two-antennas-fine-time.jsonl");
        house.choose(0, 1);
        QTRY_VERIFY(house.shows("comparePage"));
        auto *summary = house.find<QLabel>("compareSummary");
        QTRY_VERIFY(summary->text().contains(QStringLiteral("Δt +1.802 s")));
        QVERIFY(summary->text().contains(QStringLiteral("ΔFCnt +1")));
        QTRY_VERIFY(summary->text().contains(QStringLiteral("one byte differs")));
        auto *table = house.find<QTableView>("compareTable");
        bool marked = false;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 1).data().toString() == u"Data rate") {
                marked = table->model()->index(row, 0).data().toString() == u"≠";
                QCOMPARE(table->model()->index(row, 2).data().toString(), QStringLiteral("SF7BW125"));
                QCOMPARE(table->model()->index(row, 3).data().toString(), QStringLiteral("SF9BW125"));
            }
        }
        QVERIFY(marked);
        QVERIFY(!house.shows("inspectorTabs"));
        house.page->copyMessage();
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 1);
        house.choose(1);
        QTRY_VERIFY(house.shows("inspectorTabs"));
    }

    void manyRowsAreSummed()
    {
        House house;
        house.context.log.append(batch(house.v3, uplinks(1, 5000, house.field)));
        house.view->setFocus();
        QTest::keyClick(house.view, Qt::Key_A, Qt::ControlModifier);
        QTRY_VERIFY(house.shows("many"));
        auto *table = house.find<QTableView>("many1");
        const auto rows = [&] { return table->model()->index(1, 1).data().toString(); };
        QTRY_COMPARE(rows(), QStringLiteral("5000"));
        house.view->clearSelection();
        QTRY_VERIFY(house.shows("inspectorHint"));
    }

    void saysWhatIsNotThere()
    {
        House house;
        EventRecord unsaved = uplink(-1, house.field);
        EventRecord gap = uplink(2);
        gap.kind = EventKind::Gap;
        gap.flags = 0;
        gap.fCnt = 3;
        gap.missed = 2;
        EventRecord lost = uplink(3);
        lost.kind = EventKind::Lost;
        lost.fCnt = 9;
        house.context.log.append(batch(house.v3, {uplink(1, house.field), gap, lost, unsaved}));
        auto *note = house.find<QLabel>("inspectorNote");
        house.choose(0);
        QTRY_VERIFY(note->text().contains(QStringLiteral("no longer")));
        QVERIFY(note->isVisible());
        QCOMPARE(house.fact(QStringLiteral("Device")), QStringLiteral("field-01"));
        house.choose(1);
        QTRY_VERIFY(house.fact(QStringLiteral("Known to be missed")).contains(u'3'));
        QVERIFY(!house.fact(QStringLiteral("What that means")).isEmpty());
        house.choose(2);
        QTRY_COMPARE(house.fact(QStringLiteral("Events lost")), QStringLiteral("9"));
        house.choose(3);
        QTRY_VERIFY(note->text().contains(QStringLiteral("could not be stored")));
        // A reader that takes long is waited for in words.
        house.context.networks[house.v3].reader.answerAtOnce = false;
        house.choose(0);
        QTRY_VERIFY(note->text().contains(QStringLiteral("Reading")));
        Q_EMIT house.context.historyClosing(house.v3);
        QVERIFY(note->text().contains(QStringLiteral("not open")));
    }

    void remembersTabAndDock()
    {
        House house;
        house.record("v3/mqtt/uplink-two-gateways.jsonl");
        house.choose(0);
        QTRY_VERIFY(house.shows("inspectorTabs"));
        house.tab(Inspector::Tab::Bytes);
        QTest::mouseClick(house.find<QToolButton>("inspectorDock"), Qt::LeftButton);
        QVERIFY(house.inspector->isDockedRight());
        QCOMPARE(house.find<QSplitter>("liveSplitter")->orientation(), Qt::Horizontal);
        house.window->close();
        house.window.reset();
        house.open();
        QCOMPARE(house.inspector->tab(), Inspector::Tab::Bytes);
        QVERIFY(house.inspector->isDockedRight());
        QTest::keyClick(house.window.get(), Qt::Key_F4);
        QVERIFY(!house.inspector->isVisible());
        QTest::keyClick(house.window.get(), Qt::Key_F4);
        QVERIFY(house.inspector->isVisible());
    }

    void longNamesFitSmallWindows()
    {
        House house;
        const QByteArray id(36, 'w');
        house.field
            = house.context.names.internDevice(house.v3, "an-application-with-a-name-of-36-char", id.constData());
        house.say("{\"f_port\":1,\"frm_payload\":\"" + QByteArray(200, 'w').toBase64() + "\",\"decoded_payload\":{\""
                  + QByteArray(300, 'n') + "\":\"" + QByteArray(3000, 'v') + "\"},\"decoded_payload_warnings\":[\""
                  + QByteArray(500, 'x') + "\"],\"rx_metadata\":[{\"gateway_ids\":{\"gateway_id\":\""
                  + QByteArray(120, 'g') + "\"},\"time\":\"2026-11-20T23:45:39Z\",\"rssi\":-100,\"snr\":3}]}");
        house.window->resize(960, 600);
        house.choose(0);
        for (const bool right : {false, true}) {
            house.inspector->setDockedRight(right);
            for (int tab = 0; tab < Inspector::TabCount; ++tab) {
                house.tab(Inspector::Tab(tab));
                QTest::qWait(20);
                QCOMPARE(house.window->size(), QSize(960, 600));
                if (const QString folder = qEnvironmentVariable("TTN_TEST_PICTURES"); !folder.isEmpty())
                    house.window->grab().save(QStringLiteral("%1/long-%2-%3.png").arg(folder).arg(right).arg(tab));
            }
        }
        QVERIFY(house.window->minimumSizeHint().width() <= 960);
    }

    void keyboardReachesEverything()
    {
        House house;
        house.record("v3/mqtt/uplink-two-gateways.jsonl");
        house.choose(0);
        QTRY_VERIFY(house.shows("inspectorTabs"));
        auto *tabs = house.find<QTabBar>("inspectorTabs");
        tabs->setFocus();
        for (int tab = 1; tab < Inspector::TabCount; ++tab) {
            QTest::keyClick(tabs, Qt::Key_Right);
            QCOMPARE(int(house.inspector->tab()), tab);
        }
        tabs->setCurrentIndex(0);
        auto *facts = house.find<QTableView>("summary1");
        for (int i = 0; i < 4 && !facts->hasFocus(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(facts->hasFocus());
        facts->setCurrentIndex(facts->model()->index(1, 0));
        QTest::keyClick(facts, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("uplink")));
    }
};

TTN_GUI_TEST_MAIN(TestInspector)
#include "tst_inspector.moc"
