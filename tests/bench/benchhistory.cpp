// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchhistory.h"

#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "backend/history/sqlitehistoryreader.h"
#include "backend/history/sqlitehistorystore.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <numeric>

namespace Bench {

namespace {

using namespace Domain;
using namespace Backend;

constexpr int Devices = 3'000;

QByteArray randomText(QRandomGenerator &random, int length, const char *alphabet, quint32 letters)
{
    QByteArray text(length, Qt::Uninitialized);
    for (char &c : text)
        c = alphabet[random.bounded(letters)];
    return text;
}

/// Uplinks as a v3 cluster sends them: about 1.3 kB, no two alike.
class Uplinks
{
public:
    explicit Uplinks(Dictionary &dictionary, ProfileRef profile)
        : m_dictionary(dictionary)
    {
        for (int i = 0; i < Devices; ++i)
            m_devices.push_back(dictionary.internDevice(profile, "orchard", "field-" + std::to_string(i)));
        for (const int gateway : {0, 1, 2, 3, 4, 5, 6, 7})
            m_gateways.push_back(dictionary.internGateway("gateway-" + std::to_string(gateway)));
        for (int factor = 7; factor <= 12; ++factor)
            m_radios.push_back(dictionary.internRadio("SF" + std::to_string(factor) + "BW125", 868'100'000));
    }

    void add(std::vector<EventRecord> &records, std::vector<RawMessage> &raw)
    {
        const quint32 device = m_random.bounded(Devices), gateway = m_random.bounded(8u), factor = m_random.bounded(6u);
        const quint32 fCnt = m_count / Devices;
        EventRecord record;
        record.kind = EventKind::Uplink;
        record.device = m_devices[device];
        record.gateway = m_gateways[gateway];
        record.radio = m_radios[factor];
        record.fCnt = fCnt;
        record.fPort = 2;
        record.timeNs = m_startNs + m_count * 300'000'000LL;
        record.receivedNs = record.timeNs + 120'000'000;
        record.rssiCentiDbm = qint16(-12'000 + int(m_random.bounded(8'000)));
        record.snrCentiDb = qint16(-2'000 + int(m_random.bounded(3'000)));
        record.airtimeTenthMs = 515;
        record.group = m_random.generate();
        record.gatewayCount = 1;
        record.payloadBytes = 5;
        record.flags = EventRecord::HasFPort | EventRecord::HasFCnt | EventRecord::HasPayload | EventRecord::Decoded
            | EventRecord::HasNetworkTime;
        records.push_back(record);
        raw.push_back(message(record, device, gateway, factor + 7));
        ++m_count;
    }

private:
    RawMessage message(const EventRecord &record, quint32 device, quint32 gateway, quint32 factor)
    {
        constexpr const char *Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        constexpr const char *Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const auto ulid = [&]() -> QByteArray { return "01M7XN" + randomText(m_random, 20, Crockford, 32); };
        const QByteArray id = QByteArray::number(device), time = toRfc3339(record.timeNs),
                         received = toRfc3339(record.receivedNs);
        const QByteArray eui = QByteArray::number(0x0B00000000000000 + device, 16).toUpper();
        const QByteArray gw = QByteArray::number(gateway), rssi = QByteArray::number(record.rssiCentiDbm / 100);
        const QByteArray timestamp = QByteArray::number(m_random.generate());
        RawMessage raw;
        raw.topic = "v3/orchard@ttn/devices/field-" + id + "/up";
        raw.receivedNs = record.receivedNs;
        raw.payload = "{\"end_device_ids\":{\"device_id\":\"field-" + id
            + "\",\"application_ids\":{\"application_id\":\"orchard\"},\"dev_eui\":\"0" + eui
            + "\",\"join_eui\":\"0B0A000000000000\",\"dev_addr\":\"00" + randomText(m_random, 6, "0123456789ABCDEF", 16)
            + "\"},\"correlation_ids\":[\"gs:uplink:" + ulid() + "\",\"rpc:/ttn.lorawan.v3.GsNs/HandleUplink:" + ulid()
            + "\",\"rpc:/ttn.lorawan.v3.NsAs/HandleUplink:" + ulid() + "\"],\"received_at\":\"" + received
            + "\",\"uplink_message\":{\"session_key_id\":\"" + randomText(m_random, 22, Base64, 64)
            + "==\",\"f_port\":2,\"f_cnt\":" + QByteArray::number(record.fCnt) + ",\"frm_payload\":\""
            + randomText(m_random, 7, Base64, 62) + "=\",\"decoded_payload\":{\"battery\":3."
            + QByteArray::number(m_random.bounded(10u)) + ",\"humidity\":" + QByteArray::number(m_random.bounded(100u))
            + ",\"temperature\":" + QByteArray::number(m_random.bounded(400u) / 10.0)
            + "},\"rx_metadata\":[{\"gateway_ids\":{\"gateway_id\":\"gateway-" + gw + "\",\"eui\":\"0B0000000000000"
            + gw + "\"},\"timestamp\":" + timestamp + ",\"rssi\":" + rssi + ",\"channel_rssi\":" + rssi
            + ",\"snr\":" + QByteArray::number(record.snrCentiDb / 100.0) + ",\"uplink_token\":\""
            + randomText(m_random, 86, Base64, 64) + "==\",\"received_at\":\"" + time
            + "\"}],\"settings\":{\"data_rate\":{\"lora\":{\"bandwidth\":125000,\"spreading_factor\":"
            + QByteArray::number(factor) + ",\"coding_rate\":\"4/5\"}},\"frequency\":\"868100000\",\"timestamp\":"
            + timestamp + "},\"received_at\":\"" + time
            + "\",\"consumed_airtime\":\"0.051456s\",\"locations\":{\"user\":{\"latitude\":52.37,"
              "\"longitude\":4.89,\"altitude\":3,\"source\":\"SOURCE_REGISTRY\"}},\"version_ids\":{\"brand_id\":\"the-"
              "things-products\","
              "\"model_id\":\"the-things-uno\",\"hardware_version\":\"1.0\",\"firmware_version\":\"quickstart\",\"band_"
              "id\":\"EU_863_870\"},"
              "\"network_ids\":{\"net_id\":\"000013\",\"ns_id\":\"EC656E0000000181\",\"tenant_id\":\"ttn\",\"cluster_"
              "id\":\"eu1\","
              "\"cluster_address\":\"eu1.cloud.thethings.network\"}}}";
        return raw;
    }

    Dictionary &m_dictionary;
    QRandomGenerator m_random{1};
    std::vector<DeviceRef> m_devices;
    std::vector<GatewayRef> m_gateways;
    std::vector<RadioRef> m_radios;
    qint64 m_startNs = 1'795'000'000'000'000'000;
    quint32 m_count = 0;
};

struct Run
{
    QString path;
    Dictionary dictionary;
    ProfileRef profile = dictionary.internProfile(QStringLiteral("bench"));
    int events = 1'000'000;
    int batch = 2'000;
    QJsonObject figures, peers;
    QString failed;

    bool succeeded(const Problem &problem)
    {
        if (problem && failed.isEmpty())
            failed = QStringLiteral("problem %1: %2").arg(int(problem.code)).arg(problem.details);
        return !problem;
    }
};

template <typename T>
T wait(Call<T> call)
{
    QEventLoop loop;
    std::optional<T> answer;
    call.then(&loop, [&](T value) {
        answer = std::move(value);
        loop.quit();
    });
    loop.exec();
    return std::move(*answer);
}

double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

double percentile(std::vector<double> &values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::size_t(double(values.size() - 1) * share)];
}

double megabytes(const QString &path)
{
    return double(QFileInfo(path).size()) / 1e6;
}

std::unique_ptr<SqliteHistoryStore> openStore(Run &run)
{
    Problem problem;
    HistoryOptions options;
    options.path = run.path;
    options.profile = run.profile;
    options.dictionary = &run.dictionary;
    auto store = SqliteHistoryStore::open(options, &problem);
    run.succeeded(problem);
    return store;
}

/// Events are made outside of the measured time.
void insert(Run &run, SqliteHistoryStore &store)
{
    Uplinks source(run.dictionary, run.profile);
    std::vector<EventRecord> records;
    std::vector<RawMessage> raw;
    std::vector<double> batches;
    double total = 0;
    for (int done = 0; done < run.events; done += run.batch) {
        records.clear();
        raw.clear();
        for (int i = 0; i < run.batch; ++i)
            source.add(records, raw);
        QElapsedTimer clock;
        clock.start();
        if (!run.succeeded(store.append(records, raw)))
            return;
        batches.push_back(milliseconds(clock));
        total += batches.back();
    }
    run.figures.insert(QStringLiteral("insert_events_per_s"), run.events / total * 1000);
    run.figures.insert(QStringLiteral("insert_batch_p99_ms"), percentile(batches, 0.99));
    run.figures.insert(QStringLiteral("insert_batch_max_ms"), batches.back());
}

/// What storing each message in a row of its own would cost.
void insertPlain(Run &run, const QString &path)
{
    const int events = std::min(run.events, 200'000);
    QFile file(path);
    SqliteDatabase database;
    if (!file.open(QIODevice::WriteOnly) || database.open(path, SqliteDatabase::Mode::ReadWrite) != SQLITE_OK)
        return;
    database.exec("PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;CREATE TABLE message(seq INTEGER PRIMARY "
                  "KEY,received INTEGER,"
                  "topic TEXT,payload BLOB)");
    SqliteStatement row = database.prepare("INSERT INTO message(received,topic,payload) VALUES(?1,?2,?3)");
    Uplinks source(run.dictionary, run.profile);
    std::vector<EventRecord> records;
    std::vector<RawMessage> raw;
    double total = 0;
    for (int done = 0; done < events; done += run.batch) {
        records.clear();
        raw.clear();
        for (int i = 0; i < run.batch; ++i)
            source.add(records, raw);
        QElapsedTimer clock;
        clock.start();
        database.exec("BEGIN");
        for (const RawMessage &message : raw) {
            row.bind(1, message.receivedNs);
            row.bindText(2, message.topic);
            row.bindBlob(3, message.payload);
            row.run();
        }
        database.exec("COMMIT");
        total += milliseconds(clock);
    }
    run.peers.insert(QStringLiteral("plain_insert_events_per_s"), events / total * 1000);
}

/// One screen of matches, as the window asks for it.
void contentFilter(Run &run, SqliteHistoryReader &reader)
{
    constexpr std::size_t Screen = 40;
    const FilterSpec filter = FilterSpec::parse(QStringLiteral("temperature>39")).spec;
    QElapsedTimer clock;
    clock.start();
    qint64 before = 0;
    std::size_t found = 0;
    quint64 scanned = 0;
    do {
        const ScanPage page = wait(reader.scan(filter, before, int(Screen - found)));
        run.succeeded(page.problem);
        found += page.matches.size();
        scanned += page.scanned;
        before = page.nextSeq;
    } while (found < Screen && before > 0);
    run.figures.insert(QStringLiteral("content_filter_first_ms"), milliseconds(clock));
    run.figures.insert(QStringLiteral("content_filter_first_scanned_events"), double(scanned));
    if (found < Screen && run.failed.isEmpty() && run.events >= 10'000)
        run.failed = QStringLiteral("the content filter found only %1").arg(found);
}

void read(Run &run)
{
    SqliteHistoryReader reader(
        {run.path, run.profile, &run.dictionary, [] { return TrafficCodec::create(Generation::V3); }});
    QElapsedTimer clock;
    clock.start();
    RecordPage page = wait(reader.page(0, 1'000'000));
    run.figures.insert(QStringLiteral("load_newest_million_ms"), milliseconds(clock));
    if (!run.succeeded(page.problem))
        return;

    QRandomGenerator random(2);
    std::vector<double> screens;
    for (int i = 0; i < 300; ++i) {
        std::vector<qint64> seqs(280); // 40 rows and three screens on both sides
        std::iota(seqs.begin(), seqs.end(), 1 + qint64(random.bounded(quint32(std::max(1, run.events - 280)))));
        clock.start();
        run.succeeded(wait(reader.cells(std::move(seqs))).problem);
        screens.push_back(milliseconds(clock));
    }
    run.figures.insert(QStringLiteral("cells_random_screen_p50_ms"), percentile(screens, 0.5));
    run.figures.insert(QStringLiteral("cells_random_screen_p99_ms"), percentile(screens, 0.99));

    contentFilter(run, reader);

    const FilterSpec filter = FilterSpec::parse(QStringLiteral("device:field-1* snr<-15 sf:12")).spec;
    clock.start();
    const RecordPredicate predicate(filter, run.dictionary);
    const auto matches = std::count_if(page.records.begin(), page.records.end(), predicate);
    run.figures.insert(QStringLiteral("record_filter_ms"), milliseconds(clock));

    clock.start();
    qint64 before = 0;
    std::size_t found = 0;
    do {
        const ScanPage scan = wait(reader.scan(filter, before, 1'000'000));
        run.succeeded(scan.problem);
        found += scan.matches.size();
        before = scan.nextSeq;
    } while (before > 0);
    run.figures.insert(QStringLiteral("record_filter_history_ms"), milliseconds(clock));
    if (found != std::size_t(matches) && run.failed.isEmpty() && run.events <= 1'000'000)
        run.failed = QStringLiteral("predicate and SQL disagree");
}

void forget(Run &run, SqliteHistoryStore &store)
{
    RetentionPolicy policy;
    policy.age = std::chrono::hours(1);
    const HistoryInfo info = store.info();
    // As old as event 100,000 of 300 ms each.
    const qint64 now = info.oldestNs + 100'000 * 300'000'000LL + 3'600'000'000'000LL;
    double longest = 0;
    QElapsedTimer total, call;
    total.start();
    quint64 deleted = 0, some = 0;
    do {
        call.start();
        some = store.deleteExpired(policy, now, 100'000);
        longest = std::max(longest, milliseconds(call));
        deleted += some;
    } while (some > 0);
    run.figures.insert(QStringLiteral("delete_oldest_100000_ms"), milliseconds(total));
    run.figures.insert(QStringLiteral("delete_longest_stall_ms"), longest);
    run.figures.insert(QStringLiteral("deleted_events"), double(deleted));
}

int option(const QStringList &arguments, const QString &name, int fallback)
{
    const qsizetype at = arguments.indexOf(name);
    return at >= 0 && at + 1 < arguments.size() ? std::max(1, arguments[at + 1].toInt()) : fallback;
}

} // namespace

QJsonObject runHistoryBench(const QStringList &arguments)
{
    const QTemporaryDir folder;
    Run run;
    run.path = folder.filePath(QStringLiteral("bench/bench.history"));
    run.events = option(arguments, QStringLiteral("--events"), run.events);
    run.batch = option(arguments, QStringLiteral("--batch"), run.batch);
    if (const auto store = openStore(run))
        insert(run, *store);
    run.figures.insert(QStringLiteral("file_mb_before"), megabytes(run.path));
    if (run.failed.isEmpty())
        insertPlain(run, folder.filePath(QStringLiteral("plain.sqlite")));
    if (run.failed.isEmpty())
        read(run);
    if (const auto store = run.failed.isEmpty() ? openStore(run) : nullptr)
        forget(run, *store);
    run.figures.insert(QStringLiteral("file_mb_after"), megabytes(run.path));
    QJsonObject result{{QStringLiteral("figures"), run.figures}, {QStringLiteral("peers"), run.peers}};
    if (!run.failed.isEmpty())
        result.insert(QStringLiteral("failed"), run.failed);
    return result;
}

} // namespace Bench
