// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Registering the devices of a list, whatever the network does, and taking it up again.
#include "backend/import/delimitedreader.h"
#include "backend/import/devicecsv.h"
#include "backend/import/devicejson.h"
#include "backend/import/importchecker.h"
#include "backend/import/importjournal.h"
#include "backend/import/importpace.h"
#include "tests/support/testmain.h"
#include "tests/unit/import/fakedevices.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

using Backend::ImportPace;
using Backend::ImportRunner;
using Domain::Device;
using Domain::ImportedRow;
using Domain::ImportRun;
using Domain::Problem;
using Code = Problem::Code;
using State = ImportRun::State;
using RowState = ImportedRow::State;

namespace {

QString text(int count)
{
    QString out = QStringLiteral("id;dev_eui;join_eui;app_key\n");
    for (int i = 0; i < count; ++i)
        out += QStringLiteral("unit-%1;70B3D57E%2;70B3D57ED0000000;%3\n")
                   .arg(i, 4, 10, QLatin1Char('0'))
                   .arg(i, 8, 16, QLatin1Char('0'))
                   .arg(i + 1, 32, 16, QLatin1Char('0'));
    return out;
}

std::shared_ptr<Backend::ImportPackage> packageOf(int count, Domain::Generation generation = Domain::Generation::V3)
{
    auto package = std::make_shared<Backend::ImportPackage>();
    package->sheet = std::make_shared<const Domain::ImportSheet>(
        Backend::readDelimited(text(count), u';', Backend::ImportLimits()).value);
    package->plan.application = QStringLiteral("orchard");
    package->plan.generation = generation;
    package->plan.headerRow = 0;
    package->plan.columns = {{Domain::ImportField::DeviceId, {}, false},
                             {Domain::ImportField::DevEui, {}, false},
                             {Domain::ImportField::JoinEui, {}, false},
                             {Domain::ImportField::AppKey, {}, false}};
    package->plan.defaults.radio = Domain::RadioProfile{QStringLiteral("EU_863_870_TTN"),
                                                        QStringLiteral("MAC_V1_0_3"),
                                                        QStringLiteral("PHY_V1_0_3_REV_A"),
                                                        true,
                                                        false,
                                                        false};
    for (int row = 1; row <= count; ++row)
        package->rows.push_back(row);
    return package;
}

std::vector<ImportedRow> rowsOf(const Backend::ImportPackage &package)
{
    std::vector<ImportedRow> out;
    for (const int row : package.rows) {
        ImportedRow line;
        line.number = package.sheet->rowNumber(row);
        line.id = package.sheet->cell(row, 0).toString();
        out.push_back(line);
    }
    return out;
}

/// A network, a clock, and a run over so many devices.
struct Rig
{
    explicit Rig(int count, bool resumed = false, std::vector<bool> open = {},
                 Domain::Generation generation = Domain::Generation::V3)
        : api(&clock)
        , runner(&api, QStringLiteral("7b0e3c9e-6a4e-4a53-9a3e-0d8a30f1a001"), clock.clock())
        , package(packageOf(count, generation))
    {
        runner.setJournal([this](int index, const ImportedRow &row) { journal.push_back({index, row.state}); });
        runner.prepare(package, rowsOf(*package), std::move(open), resumed);
    }

    bool runTo(State state)
    {
        return clock.run([this, state] { return runner.state() == state; });
    }
    [[nodiscard]] int count(RowState state) const
    {
        int found = 0;
        for (int i = 0; i < runner.rowCount(); ++i)
            found += runner.row(i).state == state ? 1 : 0;
        return found;
    }

    FakeClock clock;
    FakeDevices api;
    ImportRunner runner;
    std::shared_ptr<Backend::ImportPackage> package;
    std::vector<std::pair<int, RowState>> journal;
};

Problem problem(Code code, bool retryable = false, const QStringList &args = {})
{
    return {code, args, {}, {}, retryable};
}

Device deviceOf(int number)
{
    Device device;
    device.id = QStringLiteral("unit-%1").arg(number, 4, 10, QLatin1Char('0'));
    device.devEui = Domain::Eui(0x70B3D57E00000000ULL + quint64(number));
    device.joinEui = Domain::Eui(0x70B3D57ED0000000ULL);
    return device;
}

} // namespace

class TestImportRun : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void paceOfANetwork();
    void registersAll();
    void rateLimitLosesNothing();
    void rateLimitOfV2();
    void oneBadRowStopsNobody();
    void firstOne();
    void stopAndGoOn();
    void shortTrouble();
    void longTrouble();
    void expiredKey();
    void unknownOutcome();
    void halfRegistered();
    void heardMeanwhile();
    void resumeFindsWhatIsThere();
    void resumeOfOthersDevice();
    void freshRunTakesNothingOver();
    void takenEuis();
    void wholeDevices();
    void journalThatFails();
    void dropped();
    void journals();
    void journalOfAnotherVersion();
    void damagedJournals();
    void devicesAsJson();
    void devicesAsCsv();
};

void TestImportRun::paceOfANetwork()
{
    ImportPace pace;
    QCOMPARE(pace.mostUnderWay(), 16);
    QCOMPARE(pace.perMinute(0), 0.0);
    pace.limited(1'000, 3);
    QCOMPARE(pace.mostUnderWay(), 8);
    QCOMPARE(pace.waitMs(1'000), 3'000);
    pace.limited(1'500, 4); // under way together with the first one
    QCOMPARE(pace.mostUnderWay(), 8);
    QCOMPARE(pace.waitMs(1'500), 4'000);
    for (int i = 0; i < 8; ++i)
        pace.succeeded(6'000 + i);
    QCOMPARE(pace.mostUnderWay(), 9);
    for (int i = 0; i < 10; ++i)
        pace.limited(100'000 * (i + 1), 0);
    QCOMPARE(pace.mostUnderWay(), 1);
    // Each pause without a success is twice as long, up to a minute.
    ImportPace troubled;
    qint64 now = 0;
    for (const qint64 seconds : {1, 2, 4, 8, 16, 32, 60, 60}) {
        troubled.troubled(now);
        QCOMPARE(troubled.waitMs(now), seconds * 1'000);
        now += seconds * 1'000;
    }
    QCOMPARE(troubled.troubles(), 8);
    troubled.succeeded(now);
    QCOMPARE(troubled.troubles(), 0);
    // 120 in a minute, of which only the last minute counts.
    ImportPace steady;
    for (int i = 0; i < 1'000; ++i)
        steady.succeeded(i * 500);
    QVERIFY(qAbs(steady.perMinute(500'000) - 120) < 3);
}

void TestImportRun::registersAll()
{
    Rig rig(100);
    QCOMPARE(rig.runner.state(), State::Ready);
    QSignalSpy states(&rig.runner, &ImportRun::stateChanged);
    QSignalSpy rows(&rig.runner, &ImportRun::rowsChanged);
    rig.runner.start(0);
    QCOMPARE(rig.runner.progress().underWay, 16);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.api.stored.size(), 100);
    QCOMPARE(rig.api.created, 100);
    QCOMPARE(rig.api.mostUnderWay, 16);
    QCOMPARE(rig.count(RowState::Done), 100);
    QVERIFY(rig.runner.row(0).ended.isValid());
    QCOMPARE(rig.runner.progress().done, 100);
    QVERIFY(rig.runner.progress().perMinute > 0);
    QCOMPARE(states.count(), 2); // running, ended
    QVERIFY(rows.count() > 0);
    // Each row is written down before and after.
    QCOMPARE(rig.journal.size(), std::size_t(200));
    std::map<int, RowState> last;
    for (const auto &[index, state] : rig.journal) {
        QVERIFY(state == RowState::UnderWay ? !last.contains(index) : last.at(index) == RowState::UnderWay);
        last[index] = state;
    }
    const Device device = rig.api.stored.value(QStringLiteral("unit-0007"));
    QCOMPARE(device.devEui, Domain::Eui(0x70B3D57E00000007ULL));
    QCOMPARE(device.radio->frequencyPlan, QStringLiteral("EU_863_870_TTN"));
    QVERIFY(device.appKey);
}

/// 1,000 devices of four calls each against 100 calls a minute.
void TestImportRun::rateLimitLosesNothing()
{
    Rig rig(1'000);
    rig.api.perMinute = 100;
    const qint64 began = rig.clock.now;
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 1'000);
    QCOMPARE(rig.api.stored.size(), 1'000);
    QCOMPARE(rig.api.created, 1'000);
    const double minutes = double(rig.clock.now - began) / 60'000;
    // The first hundred calls are free; nothing can be faster than this, and little is lost.
    QVERIFY2(minutes >= 39 && minutes < 44, qPrintable(QString::number(minutes)));
    // It does not run against the wall again and again.
    QVERIFY2(rig.api.refusals < 1'500, qPrintable(QString::number(rig.api.refusals)));
    QVERIFY(qAbs(rig.runner.progress().perMinute - 25) < 5);
}

void TestImportRun::rateLimitOfV2()
{
    Rig rig(200, false, {}, Domain::Generation::V2);
    rig.api.perMinute = 240 * 2;
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 200);
    QVERIFY(!rig.api.stored.first().radio);
}

void TestImportRun::oneBadRowStopsNobody()
{
    Rig rig(40);
    rig.api.script = [](const Device &device, int attempt) {
        return device.id == u"unit-0003" && attempt < 2
            ? problem(Code::FieldInvalid, false, {QStringLiteral("frequency_plan_id")})
            : Problem();
    };
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 39);
    QCOMPARE(rig.count(RowState::Failed), 1);
    QCOMPARE(rig.runner.row(3).problem.code, Code::FieldInvalid);
    QCOMPARE(rig.runner.progress().failed, 1);
    // Only what failed is tried again.
    rig.runner.retryFailed();
    QCOMPARE(rig.runner.state(), State::Ready);
    QCOMPARE(rig.runner.progress().waiting, 1);
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 40);
    QCOMPARE(rig.api.attempts.value(QStringLiteral("unit-0003")), 2);
    QCOMPARE(rig.api.attempts.value(QStringLiteral("unit-0004")), 1);
}

void TestImportRun::firstOne()
{
    Rig rig(10);
    rig.api.perMinute = 1; // the first try is refused
    rig.api.script = [&rig](const Device &, int) {
        rig.api.perMinute = 0;
        return Problem();
    };
    rig.runner.start(1);
    QVERIFY(rig.clock.run([&rig] { return rig.api.refusals == 1; }));
    rig.api.perMinute = 0;
    QVERIFY(rig.runTo(State::Stopped));
    QCOMPARE(rig.api.stored.keys(), QStringList{QStringLiteral("unit-0000")});
    QVERIFY(!rig.runner.problem());
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.api.created, 10);
}

void TestImportRun::stopAndGoOn()
{
    Rig rig(100);
    rig.runner.start(0);
    QVERIFY(rig.clock.run([&rig] { return rig.runner.progress().done >= 20; }));
    rig.runner.stop();
    QCOMPARE(rig.runner.state(), State::Stopping);
    const int begun = rig.api.created;
    QVERIFY(rig.runTo(State::Stopped));
    QCOMPARE(rig.api.created, begun); // nothing new was begun
    QCOMPARE(rig.count(RowState::Done), begun); // and nothing was dropped
    QCOMPARE(rig.runner.progress().underWay, 0);
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.api.created, 100);
}

void TestImportRun::shortTrouble()
{
    Rig rig(60);
    const qint64 began = rig.clock.now;
    rig.api.script = [&rig, began](const Device &, int) {
        const qint64 at = rig.clock.now - began;
        return at > 40 && at < 10'000 ? problem(Code::ConnectionRefused, true) : Problem();
    };
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 60);
    QCOMPARE(rig.api.created, 60);
}

void TestImportRun::longTrouble()
{
    Rig rig(60);
    bool isDown = true;
    rig.api.script
        = [&isDown](const Device &, int) { return isDown ? problem(Code::NetworkUnreachable, true) : Problem(); };
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Stopped));
    QCOMPARE(rig.runner.problem().code, Code::NetworkUnreachable);
    QCOMPARE(rig.count(RowState::Waiting), 60);
    isDown = false;
    rig.runner.start(0);
    QVERIFY(!rig.runner.problem());
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 60);
}

/// What would fail for every row stops at the first.
void TestImportRun::expiredKey()
{
    Rig rig(60);
    bool expired = false;
    rig.api.script = [&expired](const Device &, int) { return expired ? problem(Code::KeyExpired) : Problem(); };
    rig.runner.start(0);
    QVERIFY(rig.clock.run([&rig] { return rig.runner.progress().done >= 16; }));
    expired = true;
    QVERIFY(rig.runTo(State::Stopped));
    QCOMPARE(rig.runner.problem().code, Code::KeyExpired);
    QCOMPARE(rig.count(RowState::Failed), 0);
    QCOMPARE(rig.count(RowState::Done) + rig.count(RowState::Waiting), 60);
    QVERIFY(rig.api.refusals <= 16);
    expired = false;
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 60);
}

/// The answer was lost; the device may be there, and may be there by half.
void TestImportRun::unknownOutcome()
{
    Rig rig(20);
    rig.api.script = [](const Device &device, int attempt) {
        return attempt == 1 && device.id == u"unit-0005" ? problem(Code::CallDeadline, true) : Problem();
    };
    rig.api.leavesIt = [](const Problem &) { return true; };
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 20);
    QCOMPARE(rig.api.removed, 1); // registered anew as a whole
    QCOMPARE(rig.api.stored.size(), 20);
}

void TestImportRun::halfRegistered()
{
    Rig rig(20);
    rig.api.script = [](const Device &device, int attempt) {
        return attempt == 1 && device.id == u"unit-0005" ? problem(Code::RegistrationIncomplete) : Problem();
    };
    rig.api.leavesIt = [](const Problem &) { return true; };
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.runner.row(5).state, RowState::Failed);
    rig.runner.retry(5);
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.count(RowState::Done), 20);
    QCOMPARE(rig.api.removed, 1);
}

/// A device that already sends is complete, and is left alone.
void TestImportRun::heardMeanwhile()
{
    Rig rig(3, true, {true, false, false});
    Device there = deviceOf(0);
    there.lastSeen = QDateTime::currentDateTimeUtc();
    rig.api.stored.insert(there.id, there);
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.runner.row(0).state, RowState::Found);
    QCOMPARE(rig.api.removed, 0);
    QCOMPARE(rig.count(RowState::Done), 2);
}

void TestImportRun::resumeFindsWhatIsThere()
{
    // The second was under way when the program ended, so it may be one by half; the first was not even begun.
    Rig rig(5, true, {false, true, false, false, false});
    rig.api.stored.insert(deviceOf(0).id, deviceOf(0));
    rig.api.stored.insert(deviceOf(1).id, deviceOf(1));
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.runner.row(0).state, RowState::Found);
    QCOMPARE(rig.runner.row(1).state, RowState::Done);
    QCOMPARE(rig.api.removed, 1);
    QCOMPARE(rig.runner.progress().done, 5);
    QCOMPARE(rig.api.stored.size(), 5);
}

void TestImportRun::resumeOfOthersDevice()
{
    Rig rig(3, true, {true, false, false});
    Device other = deviceOf(0);
    other.devEui = Domain::Eui(1);
    rig.api.stored.insert(other.id, other);
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.runner.row(0).state, RowState::Failed);
    QCOMPARE(rig.runner.row(0).problem.code, Code::IdTaken);
    QCOMPARE(rig.api.removed, 0); // it is not ours
    QCOMPARE(rig.api.stored.value(other.id).devEui, Domain::Eui(1));
}

void TestImportRun::freshRunTakesNothingOver()
{
    Rig rig(3);
    rig.api.stored.insert(deviceOf(1).id, deviceOf(1));
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.runner.row(1).state, RowState::Failed);
    QCOMPARE(rig.api.removed, 0);
}

void TestImportRun::takenEuis()
{
    Rig rig(3, true);
    const QString eui = QStringLiteral("70B3D57E00000001");
    rig.api.script = [&](const Device &device, int) {
        // v3 names the device that has the EUIs.
        if (device.id == u"unit-0001")
            return problem(Code::EuisTaken, false, {eui, eui, QStringLiteral("other"), QStringLiteral("orchard")});
        if (device.id == u"unit-0002")
            return problem(Code::EuisTaken, false, {eui, eui, device.id, QStringLiteral("orchard")});
        return Problem();
    };
    rig.api.stored.insert(deviceOf(2).id, deviceOf(2));
    rig.runner.start(0);
    QVERIFY(rig.runTo(State::Ended));
    QCOMPARE(rig.runner.row(1).state, RowState::Failed);
    QCOMPARE(rig.runner.row(2).state, RowState::Found);
}

void TestImportRun::wholeDevices()
{
    Rig rig(2);
    auto package = std::make_shared<Backend::ImportPackage>(*rig.package);
    auto sheet = std::make_shared<Domain::ImportSheet>(*package->sheet);
    sheet->json = {"", R"({"ids":{"device_id":"x"},"mac_state":{"a":1}})", R"({"ids":{},"name":"impossible"})"};
    package->sheet = sheet;
    FakeDevices api(&rig.clock);
    ImportRunner runner(&api, QString(), rig.clock.clock());
    runner.prepare(package, rowsOf(*package), {}, false);
    runner.start(0);
    QVERIFY(rig.clock.run([&runner] { return runner.state() == State::Ended; }));
    QCOMPARE(api.restored, 1);
    QVERIFY(api.restoredJson.contains("mac_state"));
    QVERIFY(api.restoredJson.contains("unit-0000")); // the id of the sheet
    QVERIFY(api.restoredJson.contains("EU_863_870_TTN")); // what the file lacks
    QCOMPARE(runner.row(1).state, RowState::Failed);
    QCOMPARE(runner.row(1).problem.code, Code::SheetUnreadable);
}

void TestImportRun::journalThatFails()
{
    Rig rig(100);
    rig.runner.start(0);
    QVERIFY(rig.clock.run([&rig] { return rig.runner.progress().done >= 20; }));
    rig.runner.breakOff(problem(Code::FileDiskFull));
    QVERIFY(rig.runTo(State::Stopped));
    QCOMPARE(rig.runner.problem().code, Code::FileDiskFull);
    QCOMPARE(rig.count(RowState::Done), rig.api.created);
    ImportRunner broken(&rig.api, QString(), rig.clock.clock());
    broken.breakOff(problem(Code::ImportKeysGone));
    QCOMPARE(broken.state(), State::Broken);
    QCOMPARE(broken.problem().code, Code::ImportKeysGone);
}

/// With the run its calls go, so that the network takes back what is half done.
void TestImportRun::dropped()
{
    FakeClock clock;
    FakeDevices api(&clock);
    {
        ImportRunner runner(&api, QString(), clock.clock());
        const auto package = packageOf(50);
        runner.prepare(package, rowsOf(*package), {}, false);
        runner.start(0);
        QCOMPARE(api.underWay, 16);
    }
    QCOMPARE(api.underWay, 0);
}

void TestImportRun::journals()
{
    Domain::ImportRecord record;
    record.id = QStringLiteral("7b0e3c9e-6a4e-4a53-9a3e-0d8a30f1a001");
    record.fileName = QStringLiteral("Lieferung \"7\".xlsx");
    record.profile = QStringLiteral("p");
    record.application = QStringLiteral("orchard");
    record.begun = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    record.rows.resize(4);
    for (std::size_t i = 0; i < 4; ++i) {
        record.rows[i].number = quint32(i + 2);
        record.rows[i].id = QStringLiteral("unit-%1").arg(i);
        record.rows[i].devEui = Domain::Eui(0x70B3D57E00000000ULL + i);
    }
    record.rows[1].name = QStringLiteral("Süd\n2");
    QByteArray text = Backend::ImportJournal::head(record, Domain::Generation::V2);
    const auto add = [&](int index, RowState state, const Problem &why = {}) {
        ImportedRow row = record.rows[std::size_t(index)];
        row.state = state;
        row.problem = why;
        if (state != RowState::UnderWay)
            row.ended = QDateTime::fromMSecsSinceEpoch(1'700'000'100'000, Qt::UTC);
        text += Backend::ImportJournal::change(index, row);
    };
    add(0, RowState::UnderWay);
    add(1, RowState::UnderWay);
    add(2, RowState::UnderWay);
    add(0, RowState::Done);
    const Problem why{Code::FieldInvalid, {QStringLiteral("a"), QStringLiteral("b")}, QStringLiteral("no"), {}, true};
    add(2, RowState::Failed, why);
    text += R"({"at":1,"state":"do)"; // the program ended here
    const auto reading = Backend::ImportJournal::read(text);
    QVERIFY(reading);
    QCOMPARE(reading->generation, Domain::Generation::V2);
    QCOMPARE(reading->record.fileName, record.fileName);
    QCOMPARE(reading->record.begun, record.begun);
    QCOMPARE(reading->record.rows[0].state, RowState::Done);
    QCOMPARE(reading->record.rows[0].ended.toMSecsSinceEpoch(), 1'700'000'100'000);
    QCOMPARE(reading->record.rows[1].state, RowState::Waiting);
    QCOMPARE(reading->record.rows[1].name, record.rows[1].name);
    QCOMPARE(reading->record.rows[2].problem, why);
    QCOMPARE(reading->record.rows[3].devEui, record.rows[3].devEui);
    QCOMPARE(reading->record.rows[3].number, 5U);
    QCOMPARE(reading->isOpen, (std::vector<bool>{false, true, false, false}));
}

/// Numbers of codes change between versions; then the sentence of that time is shown.
void TestImportRun::journalOfAnotherVersion()
{
    Domain::ImportRecord record;
    record.id = QStringLiteral("x");
    record.rows.resize(1);
    record.rows[0].id = QStringLiteral("unit-0");
    const QByteArray text = Backend::ImportJournal::head(record, Domain::Generation::V3)
        + R"({"at":0,"state":"failed","problem":{"code":3,"title":"Something else.","line":"Something else. Do it.","args":[]}})";
    const auto reading = Backend::ImportJournal::read(text);
    QVERIFY(reading);
    QCOMPARE(reading->record.rows[0].problem.code, Code::ImportFailedBefore);
    QCOMPARE(reading->record.rows[0].problem.args.front(), QStringLiteral("Something else. Do it."));
}

void TestImportRun::damagedJournals()
{
    QVERIFY(!Backend::ImportJournal::read({}));
    QVERIFY(!Backend::ImportJournal::read("{\"import\":2}\n"));
    QVERIFY(!Backend::ImportJournal::read("rubbish\n\n{}\n[]"));
    const auto reading = Backend::ImportJournal::read("{\"import\":1,\"id\":\"a\"}\n{\"row\":1}\n{\"at\":-1}\n{\"at\":"
                                                      "7,\"state\":\"done\"}\n{\"at\":0,\"state\":\"odd\"}\n");
    QVERIFY(reading);
    QCOMPARE(reading->record.rows.size(), std::size_t(1));
    QCOMPARE(reading->record.rows[0].state, RowState::Waiting);
}

void TestImportRun::devicesAsJson()
{
    Device device = deviceOf(3);
    device.application = QStringLiteral("orchard");
    device.name = QStringLiteral("Süd \"3\"");
    device.radio = Domain::RadioProfile{QStringLiteral("EU_863_870_TTN"),
                                        QStringLiteral("MAC_V1_0_3"),
                                        QStringLiteral("PHY_V1_0_3_REV_A"),
                                        false,
                                        false,
                                        true};
    device.devAddr = Domain::DevAddr(0x26011234);
    device.nwkSKey = Domain::Aes128Key::fromHex("00112233445566778899AABBCCDDEEFF");
    device.appSKey = Domain::Aes128Key::fromHex("FF112233445566778899AABBCCDDEEFF");
    device.fCntUp = 12;
    device.attributes.insert(QStringLiteral("room"), QStringLiteral("4"));
    const QByteArray whole = Backend::DeviceJson::fromDevice(device, true);
    const QJsonObject json = QJsonDocument::fromJson(whole).object();
    QCOMPARE(json.value(u"ids").toObject().value(u"dev_eui").toString(), QStringLiteral("70B3D57E00000003"));
    QCOMPARE(json.value(u"name").toString(), device.name);
    QVERIFY(!json.contains(u"supports_join")); // false is left out
    QVERIFY(json.value(u"supports_class_c").toBool());
    const QJsonObject session = json.value(u"session").toObject();
    QCOMPARE(session.value(u"dev_addr").toString(), QStringLiteral("26011234"));
    QCOMPARE(session.value(u"last_f_cnt_up").toInt(), 12);
    QCOMPARE(session.value(u"keys").toObject().value(u"app_s_key").toObject().value(u"key").toString(),
             QStringLiteral("FF112233445566778899AABBCCDDEEFF"));
    const QByteArray bare = Backend::DeviceJson::fromDevice(device, false);
    QVERIFY(!bare.contains("session") && !bare.contains("0011223344"));
    // What was written is read.
    Domain::ImportSheet sheet;
    Backend::DeviceJson::addHead(sheet);
    Backend::DeviceJson::addRow(sheet, 1, json);
    QCOMPARE(sheet.cell(1, 0).toString(), device.id);
    QVERIFY(sheet.cellCount(1) == sheet.cellCount(0));
}

void TestImportRun::devicesAsCsv()
{
    Backend::DeviceCsv csv;
    Device joins = deviceOf(1);
    joins.name = QStringLiteral("=1+1");
    joins.appKey = Domain::Aes128Key::fromHex("00112233445566778899AABBCCDDEEFF");
    joins.radio = Domain::RadioProfile{QStringLiteral("EU_863_870_TTN"),
                                       QStringLiteral("MAC_V1_0_3"),
                                       QStringLiteral("PHY_V1_0_3_REV_A"),
                                       true,
                                       false,
                                       false};
    csv.add(5, joins);
    csv.add(2, joins);
    QVERIFY(csv.partlyEmptyKeys().isEmpty());
    QByteArray text = csv.toBytes();
    QCOMPARE(text.split('\n').front(),
             QByteArray("id,dev_eui,join_eui,name,frequency_plan_id,lorawan_version,lorawan_phy_version,app_key,"
                        "supports_32_bit_f_cnt,supports_class_c\r"));
    QVERIFY(text.contains("'=1+1")); // no formula
    Device personalized = deviceOf(2);
    personalized.radio = joins.radio;
    personalized.radio->supportsJoin = false;
    personalized.devAddr = Domain::DevAddr(0x26011234);
    personalized.nwkSKey = personalized.appSKey = joins.appKey;
    csv.add(1, personalized);
    text = csv.toBytes();
    QVERIFY(text.split('\n').at(1).startsWith("unit-0002,")); // in their order
    // The stack takes an empty cell of a key for zeros.
    QVERIFY(csv.partlyEmptyKeys().contains(QStringLiteral("app_key")));
    QVERIFY(csv.partlyEmptyKeys().contains(QStringLiteral("dev_addr")));
}

TTN_TEST_MAIN(TestImportRun)
#include "tst_importrun.moc"
