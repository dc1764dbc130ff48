// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/export/csvtext.h"
#include "backend/export/csvwriter.h"
#include "backend/export/exporter.h"
#include "backend/history/sqlitehistoryreader.h"
#include "backend/history/sqlitehistorystore.h"
#include "backend/traffic/eventline.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

#ifdef Q_OS_UNIX
#include <csignal>
#include <ctime>
#include <sys/resource.h>
#endif

using namespace Domain;
using namespace Backend;

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 Start = 1'795'000'000 * Second;
constexpr int PatienceMs = 60'000;

/// Reads CSV as RFC 4180 says, independent of the writer; line ends are CRLF.
QList<QByteArrayList> parseCsv(const QByteArray &text)
{
    QList<QByteArrayList> rows;
    QByteArrayList row;
    QByteArray cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '"' && i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else if (c == '"')
                quoted = false;
            else
                cell += c;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            row += std::exchange(cell, {});
        } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            ++i;
            row += std::exchange(cell, {});
            rows += std::exchange(row, {});
        } else {
            cell += c;
        }
    }
    return rows;
}

/// The disk that is full after some bytes.
class SmallDevice : public QIODevice
{
public:
    explicit SmallDevice(qint64 room)
        : m_room(room)
    {
        open(QIODevice::WriteOnly);
    }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        if (size > m_room) {
            setErrorString(QStringLiteral("No space left on device"));
            return -1;
        }
        m_room -= size;
        return size;
    }

private:
    qint64 m_room;
};

/// One profile with a history on the disk.
struct Network
{
    Network(Dictionary &dictionary, const QString &folder, const QString &name, Generation speaks)
        : generation(speaks)
        , profile(dictionary.internProfile(name))
        , codec(TrafficCodec::create(speaks))
        , names(dictionary)
    {
        const QString path = folder + u"/histories/" + name;
        Problem problem;
        store = SqliteHistoryStore::open({path, profile, &dictionary, speaks}, &problem);
        reader = std::make_unique<SqliteHistoryReader>(
            HistoryReaderOptions{path, profile, &dictionary, [speaks] { return TrafficCodec::create(speaks); }});
    }

    void add(const RawMessage &message)
    {
        TrafficFacts facts;
        if (!codec->read(message, facts))
            return;
        EventRecord record;
        record.kind = facts.kind;
        record.device = names.internDevice(profile, facts.application, facts.device);
        record.receivedNs = message.receivedNs;
        record.timeNs = facts.timeNs ? facts.timeNs : message.receivedNs;
        record.flags = facts.flags;
        record.fCnt = facts.fCnt.value_or(0);
        record.fPort = facts.fPort.value_or(0);
        record.payloadBytes = facts.payloadBytes;
        records.push_back(record);
        raw.push_back(message);
    }
    void keep()
    {
        QVERIFY(store);
        QVERIFY(!store->append(records, raw));
    }
    [[nodiscard]] ExportSource source() const { return {profile, generation, names.profileName(profile)}; }

    Generation generation;
    ProfileRef profile;
    std::unique_ptr<TrafficCodec> codec;
    Dictionary &names;
    std::unique_ptr<SqliteHistoryStore> store;
    std::unique_ptr<SqliteHistoryReader> reader;
    std::vector<EventRecord> records;
    std::vector<RawMessage> raw;
};

RawMessage uplink(int number, const QByteArray &decoded)
{
    RawMessage message;
    message.topic = "v3/orchard@ttn/devices/field-01/up";
    message.receivedNs = Start + number * Second;
    message.payload
        = "{\"end_device_ids\":{\"device_id\":\"field-01\",\"application_ids\":{\"application_id\":\"orchard\"}},"
          "\"uplink_message\":{\"f_port\":2,\"f_cnt\":"
        + QByteArray::number(number) + ",\"frm_payload\":\"CPxuwA==\",\"decoded_payload\":" + decoded + "}}";
    return message;
}

std::vector<RawMessage> recordings(Generation generation)
{
    const QDir folder(generation == Generation::V3 ? QStringLiteral(TTN_TEST_DATA "/v3/mqtt")
                                                   : QStringLiteral(TTN_TEST_DATA "/v2/mqtt"));
    std::vector<RawMessage> messages;
    for (const QString &name : folder.entryList({QStringLiteral("*.jsonl")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        while (!file.atEnd()) {
            const QJsonObject json = QJsonDocument::fromJson(file.readLine()).object();
            RawMessage message;
            message.topic = json[QLatin1String("topic")].toString().toUtf8();
            message.payload = json[QLatin1String("payload")].toString().toUtf8();
            message.receivedNs = Start + qint64(messages.size()) * Second;
            messages.push_back(message);
        }
    }
    return messages;
}

std::vector<ExportColumn> allColumns()
{
    std::vector<ExportColumn> columns;
    for (int i = 0; i < ExportColumnCount; ++i)
        columns.push_back(ExportColumn(i));
    return columns;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestExporter : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cells_data();
    void cells();
    void times();
    void flatFields_data();
    void flatFields();
    void hostileFieldsReadBack();
    void columnsAreBounded();
    void linesAreThoseOfTtnc();
    void tableSaysTheSame();
    void profilesAreMerged();
    void onlyTheChosenRows();
    void onlyWhatPassesTheFilter();
    void nothingToExport();
    void hundredThousand();
    void cancelled();
    void endsWithTheExporter();
    void deviceWithoutRoom_data();
    void deviceWithoutRoom();
    void diskWithoutRoom();
    void folderThatIsNotThere();
    void readerGone();

private:
    [[nodiscard]] QString target(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    [[nodiscard]] ExportRequest request(const char *file, ExportRequest::Format format) const;
    Network &network(const char *name, Generation generation = Generation::V3);
    ExportResult run(const ExportRequest &request);
    [[nodiscard]] QStringList leftFiles() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }
    QList<QByteArrayList> exportTable(const std::vector<QByteArray> &decoded, ExportResult *result = nullptr);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Dictionary> m_dictionary;
    std::vector<std::unique_ptr<Network>> m_networks;
};

void TestExporter::init()
{
    TestBase::init();
    m_networks.clear();
    m_dictionary = std::make_unique<Dictionary>();
    m_folder = std::make_unique<QTemporaryDir>();
}

Network &TestExporter::network(const char *name, Generation generation)
{
    m_networks.push_back(std::make_unique<Network>(*m_dictionary, m_folder->path(), QLatin1String(name), generation));
    return *m_networks.back();
}

/// All events of all networks.
ExportRequest TestExporter::request(const char *file, ExportRequest::Format format) const
{
    ExportRequest request;
    request.path = target(file);
    request.format = format;
    request.utc = true;
    request.columns = allColumns();
    for (const auto &network : m_networks)
        request.rows[network->profile] = {{1, qint64(network->records.size())}};
    return request;
}

ExportResult TestExporter::run(const ExportRequest &request)
{
    Exporter exporter(*m_dictionary);
    std::vector<ExportSource> sources;
    for (const auto &network : m_networks) {
        sources.push_back(network->source());
        exporter.setReader(network->profile, network->reader.get());
    }
    std::optional<ExportResult> result;
    connect(&exporter, &Exporter::finished, this, [&](int, const ExportResult &finished) { result = finished; });
    exporter.start(request, sources);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), PatienceMs); }();
    return result.value_or(ExportResult());
}

void TestExporter::cells_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cell");
    const auto row
        = [](const char *name, const QByteArray &text, const QByteArray &cell) { QTest::newRow(name) << text << cell; };
    row("empty", "", "");
    row("plain", "field-01", "field-01");
    row("comma", "a,b", "\"a,b\"");
    row("quote", "a\"b", "\"a\"\"b\"");
    row("line break", "a\nb\r\nc", "\"a\nb\r\nc\"");
    row("blanks around", " a ", "\" a \"");
    row("equals", "=1+1", "'=1+1");
    row("plus", "+49 30", "'+49 30");
    row("at", "@SUM(A1)", "'@SUM(A1)");
    row("minus", "-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0");
    row("formula with quote", "=\"x\"", "\"'=\"\"x\"\"\"");
    row("tab first", "\t=1", "'\t=1");
    row("return first", "\r=1", "\"'\r=1\"");
    row("line feed first", "\n=1", "\"'\n=1\"");
    row("blank before formula", " =1", "\"' =1\"");
    row("full width",
        "\xef\xbc\x9d"
        "1",
        "'\xef\xbc\x9d"
        "1");
    row("negative number", "-60", "-60");
    row("negative fraction", "-60.25", "-60.25");
    row("exponent", "-1e400", "-1e400");
    row("minus alone", "-", "'-");
    row("minus and text", "-60 dBm", "'-60 dBm");
    row("two minus", "--60", "'--60");
    row("half a number", "-60.", "'-60.");
    row("64 bit", "18446744073709551615", "18446744073709551615");
    row("NUL", QByteArray("a\0b", 3),
        "a\xef\xbf\xbd"
        "b");
    row("no UTF-8",
        "a\xff"
        "b",
        "a\xef\xbf\xbd"
        "b");
    row("no UTF-8 formula", "=\xff", "'=\xef\xbf\xbd");
    row("umlaut", "Bäume", "Bäume");
}

void TestExporter::cells()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, cell);
    QByteArray out = "x";
    CsvText::appendCell(out, text);
    QCOMPARE(out, QByteArray('x' + cell));
}

void TestExporter::times()
{
    IsoTime utc(true);
    QCOMPARE(utc.text(Start + 5'000'000), toRfc3339(Start + 5'000'000));
#ifdef Q_OS_UNIX
    // A rule instead of a name: needs no time zone files.
    qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3");
    tzset();
    IsoTime local(false);
    const auto ns = [](const char *text) { return parseRfc3339(text).value_or(0); };
    QCOMPARE(local.text(ns("2026-11-20T22:41:55.788112389Z")), QByteArray("2026-11-20T23:41:55.788112389+01:00"));
    QCOMPARE(local.text(ns("2026-07-01T00:00:00Z")), QByteArray("2026-07-01T02:00:00+02:00"));
    // The hour that is there twice is told by its offset.
    QCOMPARE(local.text(ns("2026-10-25T00:59:59Z")), QByteArray("2026-10-25T02:59:59+02:00"));
    QCOMPARE(local.text(ns("2026-10-25T01:00:00Z")), QByteArray("2026-10-25T02:00:00+01:00"));
    QCOMPARE(local.text(ns("1969-12-31T23:59:59.5Z")), QByteArray("1970-01-01T00:59:59.500+01:00"));
    qputenv("TZ", "NST3:30");
    tzset();
    IsoTime west(false);
    QCOMPARE(west.text(ns("2026-11-20T00:00:00Z")), QByteArray("2026-11-19T20:30:00-03:30"));
    qputenv("TZ", "UTC");
    tzset();
#endif
}

void TestExporter::flatFields_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("flat");
    const auto row
        = [](const char *name, const QByteArray &json, const QByteArray &flat) { QTest::newRow(name) << json << flat; };
    row("fields", R"({"b":3.30,"a":"x"})", "b=3.30|a=x|");
    row("nested", R"({"gps":{"lat":52.1,"fix":{"ok":true}}})", "gps.lat=52.1|gps.fix.ok=true|");
    row("null", R"({"a":null,"b":1})", "b=1|");
    row("array", "{\"a\":[1, 2,\n{\"b\":3}]}", R"(a=[1, 2, {"b":3}]|)");
    row("empty object", R"({"a":{}})", "a={}|");
    row("exact numbers", R"({"a":18446744073709551615,"b":1e400,"c":-0.10,"d":123456789012345678901234567890})",
        "a=18446744073709551615|b=1e400|c=-0.10|d=123456789012345678901234567890|");
    row("text with escapes", R"({"a":"x\u00e4\ny\u0000z"})", QByteArray("a=x\xc3\xa4\ny\0z|", 10));
    row("names with escapes", R"({"t\u0065mp":1})", "temp=1|");
    row("dots in names", R"({"a.b":1,"a":{"b":2}})", "a.b=1|a.b=2|");
    row("no name", R"({"":1})", "=1|");
    row("a list", R"([1,2])", "=[1,2]|");
    row("a text", R"("abc")", "=abc|");
    row("no JSON", "{{{", "");
    row("nothing", "", "");
    const QByteArray deep = QByteArray("{\"a\":").repeated(40) + "1" + QByteArray("}").repeated(40);
    row("deep", deep,
        QByteArray("a.").repeated(32) + "a=" + QByteArray("{\"a\":").repeated(7) + "1" + QByteArray("}").repeated(7)
            + '|');
    const QByteArray longName(300, 'n');
    row("long name", "{\"" + longName + "\":{\"a\":1}}", longName + "={\"a\":1}|");
}

void TestExporter::flatFields()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, flat);
    FlatFields fields;
    QByteArray found;
    for (const FlatFields::Field &field : fields.read(json))
        found += field.name + '=' + field.value + '|';
    QCOMPARE(found, flat);
}

QList<QByteArrayList> TestExporter::exportTable(const std::vector<QByteArray> &decoded, ExportResult *result)
{
    Network &v3 = network("v3");
    for (std::size_t i = 0; i < decoded.size(); ++i)
        v3.add(uplink(int(i), decoded[i]));
    v3.keep();
    ExportRequest table = request("table.csv", ExportRequest::Format::Csv);
    table.columns = {ExportColumn::DeviceId, ExportColumn::FCnt};
    const ExportResult finished = run(table);
    if (result)
        *result = finished;
    return parseCsv(contentOf(target("table.csv")));
}

void TestExporter::hostileFieldsReadBack()
{
    const QList<QByteArrayList> rows = exportTable({
        R"j({"temperature":23.50,"note":"=HYPERLINK(\"http://x\",\"y\")"})j",
        R"({"note":"a,b\r\n\"c\"","humidity":-5})",
        R"({"a,b":"tab\there","=x":1,"temperature":9007199254740993})",
        "null",
        R"({"gps":{"lat":1},"gps.lat":2,"temperature":{"c":1}})",
        "{\"text\":\"" + QByteArray(100'000, 'x') + "\"}",
        "{\"bad\":\"\xff\xfe\"}",
    });
    QCOMPARE(rows.size(), 8);
    QCOMPARE(rows[0],
             (QByteArrayList{"device_id", "f_cnt", "decoded.temperature", "decoded.note", "decoded.humidity",
                             "decoded.a,b", "decoded.=x", "decoded.gps.lat", "decoded.temperature.c", "decoded.text",
                             "decoded.bad", "decoded_other"}));
    for (const QByteArrayList &row : rows)
        QCOMPARE(row.size(), rows[0].size());
    QCOMPARE(rows[1][2], QByteArray("23.50"));
    QCOMPARE(rows[1][3], QByteArray("'=HYPERLINK(\"http://x\",\"y\")"));
    QCOMPARE(rows[2][3], QByteArray("a,b\r\n\"c\""));
    QCOMPARE(rows[2][4], QByteArray("-5"));
    QCOMPARE(rows[2][2], QByteArray());
    QCOMPARE(rows[3][2], QByteArray("9007199254740993"));
    QCOMPARE(rows[3][5], QByteArray("tab\there"));
    QCOMPARE(rows[4], (QByteArrayList{"field-01", "3", "", "", "", "", "", "", "", "", "", ""}));
    // Two fields of one name: neither is lost.
    QCOMPARE(rows[5][7], QByteArray("1"));
    QCOMPARE(rows[5][11], QByteArray("{\"gps.lat\":2}"));
    QCOMPARE(rows[6][9], QByteArray(100'000, 'x'));
    QCOMPARE(rows[7][10], QByteArray("\xef\xbf\xbd\xef\xbf\xbd"));
}

void TestExporter::columnsAreBounded()
{
    std::vector<QByteArray> decoded;
    for (int i = 0; i < 60; ++i) {
        QByteArray fields;
        for (int j = 0; j < 10; ++j)
            fields += (j ? ",\"n" : "\"n") + QByteArray::number(i * 10 + j) + "\":" + QByteArray::number(j);
        decoded.push_back('{' + fields + '}');
    }
    ExportResult result;
    const QList<QByteArrayList> rows = exportTable(decoded, &result);
    QCOMPARE(rows.size(), 61);
    for (const QByteArrayList &row : rows)
        QCOMPARE(row.size(), 2 + 500 + 1);
    QVERIFY(result.columnsLeftOver);
    QCOMPARE(result.columns, 500);
    QCOMPARE(rows[0].last(), QByteArray("decoded_other"));
    QCOMPARE(rows[50].last(), QByteArray());
    QCOMPARE(rows[50][2 + 499], QByteArray("9"));
    const QJsonObject rest = QJsonDocument::fromJson(rows[60].last()).object();
    QCOMPARE(rest.size(), 10);
    QCOMPARE(rest[QLatin1String("n599")].toInt(), 9);
}

void TestExporter::linesAreThoseOfTtnc()
{
    QByteArray expected;
    for (const Generation generation : {Generation::V3, Generation::V2}) {
        Network &own = network(generation == Generation::V3 ? "eu1" : "greenhouse", generation);
        for (const RawMessage &message : recordings(generation))
            own.add(message);
        QVERIFY(own.records.size() > 50);
        own.keep();
        const auto codec = TrafficCodec::create(generation);
        const ExportRequest lines = [&] {
            ExportRequest one = request("lines.jsonl", ExportRequest::Format::JsonLines);
            one.rows = {{own.profile, {{1, qint64(own.records.size())}}}};
            return one;
        }();
        const ExportResult result = run(lines);
        QVERIFY(!result.problem && !result.cancelled);
        QCOMPARE(result.events, quint64(own.records.size()));
        const QByteArray content = contentOf(lines.path);
        QCOMPARE(result.bytes, content.size());
        const QList<QByteArray> found = content.split('\n');
        QCOMPARE(found.size(), qsizetype(own.records.size()) + 1);
        for (std::size_t i = 0; i < own.records.size(); ++i) {
            QCOMPARE(found[qsizetype(i)], eventLine(codec->event(own.raw[i]), own.records[i], own.source().name));
            QVERIFY(QJsonDocument::fromJson(found[qsizetype(i)]).isObject());
            QVERIFY(found[qsizetype(i)].startsWith("{\"kind\":\""));
        }
    }
    QCOMPARE(leftFiles(), QStringList{QStringLiteral("lines.jsonl")});
}

/// Each cell of the table says what the line of the same event says.
void TestExporter::tableSaysTheSame()
{
    for (const Generation generation : {Generation::V3, Generation::V2}) {
        Network &own = network(generation == Generation::V3 ? "eu1" : "greenhouse", generation);
        for (const RawMessage &message : recordings(generation))
            own.add(message);
        own.keep();
    }
    QVERIFY(!run(request("all.jsonl", ExportRequest::Format::JsonLines)).problem);
    ExportRequest csv = request("all.csv", ExportRequest::Format::Csv);
    csv.byteOrderMark = true;
    QVERIFY(!run(csv).problem);
    QByteArray table = contentOf(csv.path);
    QVERIFY(table.startsWith("\xef\xbb\xbf"));
    const QList<QByteArrayList> rows = parseCsv(table.mid(3));
    const QList<QByteArray> lines = contentOf(target("all.jsonl")).split('\n');
    QCOMPARE(rows.size(), lines.size());
    const QByteArrayList &heads = rows[0];
    QVERIFY(heads.contains("decoded.temperature"));
    int decodedCells = 0;
    for (qsizetype i = 1; i < rows.size(); ++i) {
        QCOMPARE(rows[i].size(), heads.size());
        const QJsonObject line = QJsonDocument::fromJson(lines[i - 1]).object();
        for (qsizetype column = 0; column < heads.size(); ++column) {
            QByteArray cell = rows[i][column];
            if (cell.startsWith('\''))
                cell.remove(0, 1);
            const QJsonValue value = line.value(QLatin1String(heads[column]));
            if (value.isString())
                QCOMPARE(cell, value.toString().toUtf8());
            else if (value.isDouble())
                QCOMPARE(cell.toDouble(), value.toDouble());
            else if (value.isNull())
                QCOMPARE(cell, QByteArray());
            decodedCells += heads[column].startsWith("decoded.") && !cell.isEmpty();
        }
    }
    QVERIFY(decodedCells > 50);
}

void TestExporter::profilesAreMerged()
{
    Network &first = network("first");
    Network &second = network("second");
    for (int i = 0; i < 5'000; ++i)
        (i % 3 == 0 ? first : second).add(uplink(i, R"({"n":1})"));
    first.keep();
    second.keep();
    const ExportRequest lines = request("merged.jsonl", ExportRequest::Format::JsonLines);
    QCOMPARE(run(lines).events, quint64(5'000));
    int number = 0;
    for (const QByteArray &line : contentOf(lines.path).trimmed().split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        QCOMPARE(event[QLatin1String("f_cnt")].toInt(), number);
        QCOMPARE(event[QLatin1String("network")].toString(),
                 number % 3 == 0 ? QStringLiteral("first") : QStringLiteral("second"));
        ++number;
    }
    QCOMPARE(number, 5'000);
}

void TestExporter::onlyTheChosenRows()
{
    Network &own = network("v3");
    for (int i = 1; i <= 9'000; ++i)
        own.add(uplink(i, R"({"n":1})"));
    own.keep();
    ExportRequest lines = request("some.jsonl", ExportRequest::Format::JsonLines);
    std::vector<SeqRange> &ranges = lines.rows[own.profile];
    ranges = {{1, 1}, {3, 3}, {5, 9}};
    for (qint64 seq = 20; seq < 4'000; seq += 2)
        ranges.push_back({seq, seq});
    ranges.push_back({8'500, 8'502});
    ranges.push_back({9'000, 12'000}); // more than there are
    QList<int> expected;
    for (const SeqRange &range : ranges) {
        for (qint64 seq = range.first; seq <= std::min<qint64>(range.last, 9'000); ++seq)
            expected << int(seq);
    }
    const ExportResult result = run(lines);
    QVERIFY(!result.problem);
    QList<int> found;
    for (const QByteArray &line : contentOf(lines.path).trimmed().split('\n'))
        found << QJsonDocument::fromJson(line).object()[QLatin1String("f_cnt")].toInt();
    QCOMPARE(found, expected);
}

void TestExporter::onlyWhatPassesTheFilter()
{
    Network &own = network("v3");
    for (int i = 1; i <= 3'000; ++i)
        own.add(uplink(i, "{\"n\":" + QByteArray::number(i) + '}'));
    RawMessage normalized = uplink(3'001, "{}");
    normalized.topic = "v3/orchard@ttn/devices/field-01/up/normalized";
    normalized.payload.replace("uplink_message", "uplink_normalized");
    own.add(normalized);
    QCOMPARE(own.records.back().kind, EventKind::Normalized);
    own.keep();
    ExportRequest lines = request("filtered.jsonl", ExportRequest::Format::JsonLines);
    QCOMPARE(run(lines).events, quint64(3'001));
    lines.withoutNormalized = true;
    QCOMPARE(run(lines).events, quint64(3'000));
    lines.filter = FilterSpec::parse(QStringLiteral("fcnt>2000")).spec;
    QCOMPARE(run(lines).events, quint64(1'000));
    lines.filter = FilterSpec::parse(QStringLiteral("fcnt>2000 n<2011")).spec;
    QCOMPARE(run(lines).events, quint64(10));
    lines.filter = FilterSpec::parse(QStringLiteral("hex:FFFF")).spec;
    QCOMPARE(run(lines).events, quint64(0));
    QCOMPARE(contentOf(lines.path), QByteArray());
}

void TestExporter::nothingToExport()
{
    network("empty");
    ExportRequest table = request("empty.csv", ExportRequest::Format::Csv);
    table.rows = {{m_networks[0]->profile, {{1, ExportRequest::ToTheEnd}}}};
    QVERIFY(!run(table).problem);
    const QList<QByteArrayList> rows = parseCsv(contentOf(table.path));
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].size(), ExportColumnCount);
    QCOMPARE(QSet<QByteArray>(rows[0].begin(), rows[0].end()).size(), ExportColumnCount);
}

void TestExporter::hundredThousand()
{
    Network &own = network("v3");
    for (int i = 1; i <= 100'000; ++i)
        own.add(uplink(i, "{\"n\":" + QByteArray::number(i) + ",\"of\":\"" + QByteArray::number(i % 7) + "\"}"));
    own.keep();
    ExportRequest table = request("large.csv", ExportRequest::Format::Csv);
    table.columns = {ExportColumn::Time, ExportColumn::FCnt};
    table.rows[own.profile] = {{1, ExportRequest::ToTheEnd}};
    QCOMPARE(run(table).events, quint64(100'000));
    const QList<QByteArrayList> rows = parseCsv(contentOf(table.path));
    QCOMPARE(rows.size(), 100'001);
    for (int i = 1; i <= 100'000; ++i) {
        QCOMPARE(rows[i][1], QByteArray::number(i));
        QCOMPARE(rows[i][2], rows[i][1]);
    }
}

void TestExporter::cancelled()
{
    Network &own = network("v3");
    for (int i = 1; i <= 100'000; ++i)
        own.add(uplink(i, R"({"n":1})"));
    own.keep();
    QFile before(target("kept.csv"));
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("what was there") > 0);
    before.close();
    Exporter exporter(*m_dictionary);
    exporter.setReader(own.profile, own.reader.get());
    QSignalSpy finished(&exporter, &Exporter::finished);
    int number = 0;
    connect(&exporter, &Exporter::progressed, this, [&](int which, const ExportProgress &progress) {
        QCOMPARE(which, number);
        QVERIFY(progress.written > 0 && progress.total == 100'000 && progress.looked <= progress.total);
        exporter.cancel(which);
    });
    number = exporter.start(request("kept.csv", ExportRequest::Format::Csv), {own.source()});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, PatienceMs);
    const auto result = finished[0][1].value<ExportResult>();
    QVERIFY(result.cancelled && !result.problem);
    QVERIFY(result.events < 100'000);
    QCOMPARE(contentOf(target("kept.csv")), QByteArray("what was there"));
    QCOMPARE(leftFiles(), QStringList{QStringLiteral("kept.csv")});
    // Before it begins.
    exporter.disconnect(this);
    exporter.cancel(exporter.start(request("none.csv", ExportRequest::Format::Csv), {own.source()}));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, PatienceMs);
    QVERIFY(finished[1][1].value<ExportResult>().cancelled);
    QCOMPARE(leftFiles(), QStringList{QStringLiteral("kept.csv")});
}

void TestExporter::endsWithTheExporter()
{
    Network &own = network("v3");
    for (int i = 1; i <= 50'000; ++i)
        own.add(uplink(i, R"({"n":1})"));
    own.keep();
    {
        Exporter exporter(*m_dictionary);
        exporter.setReader(own.profile, own.reader.get());
        QSignalSpy progressed(&exporter, &Exporter::progressed);
        exporter.start(request("a.csv", ExportRequest::Format::Csv), {own.source()});
        exporter.start(request("b.jsonl", ExportRequest::Format::JsonLines), {own.source()});
        QTRY_VERIFY_WITH_TIMEOUT(!progressed.isEmpty(), PatienceMs);
    }
    QCOMPARE(leftFiles(), QStringList());
}

void TestExporter::deviceWithoutRoom_data()
{
    QTest::addColumn<bool>("csv");
    QTest::addColumn<bool>("inBody");
    QTest::newRow("lines") << false << false;
    QTest::newRow("table") << true << false;
    QTest::newRow("body of a table") << true << true;
}

void TestExporter::deviceWithoutRoom()
{
    QFETCH(bool, csv);
    QFETCH(bool, inBody);
    ExportRequest request;
    request.format = csv ? ExportRequest::Format::Csv : ExportRequest::Format::JsonLines;
    request.columns = allColumns();
    SmallDevice small(600'000);
    QBuffer large;
    QVERIFY(large.open(QIODevice::ReadWrite));
    const auto writer = ExportWriter::create(request, inBody ? static_cast<QIODevice &>(large) : small,
                                             inBody ? static_cast<QIODevice &>(small) : large);
    const auto codec = TrafficCodec::create(Generation::V3);
    const RawMessage message = uplink(1, R"({"n":1})");
    const TrafficEvent event = codec->event(message);
    const QString name = QStringLiteral("v3");
    bool failed = false;
    for (int i = 0; i < 20'000 && !failed; ++i)
        failed = !writer->add({event, {}, name, name});
    QCOMPARE(failed, !csv || inBody);
    auto step = ExportWriter::Step::More;
    while (!failed && step == ExportWriter::Step::More)
        step = writer->finish();
    QVERIFY(failed || step == ExportWriter::Step::Failed);
}

/// A limit on the size of files stands for the full disk.
void TestExporter::diskWithoutRoom()
{
#ifdef Q_OS_UNIX
    Network &own = network("v3");
    for (int i = 1; i <= 20'000; ++i)
        own.add(uplink(i, R"({"n":1})"));
    own.keep();
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit;
    QVERIFY(getrlimit(RLIMIT_FSIZE, &limit) == 0);
    rlimit small = limit;
    small.rlim_cur = 1 << 20;
    QVERIFY(setrlimit(RLIMIT_FSIZE, &small) == 0);
    ExportResult lines, table;
    lines = run(request("lines.jsonl", ExportRequest::Format::JsonLines));
    table = run(request("table.csv", ExportRequest::Format::Csv));
    setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, before);
    for (const ExportResult &result : {lines, table}) {
        QVERIFY(result.problem.code == Problem::Code::FileUnwritable
                || result.problem.code == Problem::Code::FileDiskFull);
        QVERIFY(result.problem.args.value(0).contains(m_folder->path()));
        QVERIFY(!result.problem.details.isEmpty());
    }
    QCOMPARE(leftFiles(), QStringList());
#endif
}

void TestExporter::folderThatIsNotThere()
{
    Network &own = network("v3");
    own.add(uplink(1, "{}"));
    own.keep();
    const ExportResult result = run(request("no/such/folder.csv", ExportRequest::Format::Csv));
    QCOMPARE(result.problem.code, Problem::Code::FileUnwritable);
    QVERIFY(!result.cancelled);
}

void TestExporter::readerGone()
{
    Network &own = network("v3");
    for (int i = 1; i <= 50'000; ++i)
        own.add(uplink(i, R"({"n":1})"));
    own.keep();
    Exporter exporter(*m_dictionary);
    QSignalSpy finished(&exporter, &Exporter::finished);
    // Never there.
    exporter.start(request("a.jsonl", ExportRequest::Format::JsonLines), {own.source()});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, PatienceMs);
    QCOMPARE(finished[0][1].value<ExportResult>().problem.code, Problem::Code::ExportInterrupted);
    // Goes in the middle.
    exporter.setReader(own.profile, own.reader.get());
    QSignalSpy progressed(&exporter, &Exporter::progressed);
    exporter.start(request("b.jsonl", ExportRequest::Format::JsonLines), {own.source()});
    QTRY_VERIFY_WITH_TIMEOUT(!progressed.isEmpty(), PatienceMs);
    exporter.setReader(own.profile, nullptr);
    own.reader.reset();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, PatienceMs);
    QCOMPARE(finished[1][1].value<ExportResult>().problem.code, Problem::Code::ExportInterrupted);
    QCOMPARE(finished[1][1].value<ExportResult>().problem.args, QStringList{QStringLiteral("v3")});
    QCOMPARE(leftFiles(), QStringList());
}

TTN_TEST_MAIN(TestExporter)
#include "tst_exporter.moc"
