// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Imports and exports as the window asks for them, with files, threads and a keychain, and the models on top.
#include "backend/accounts/sealedfiles.h"
#include "backend/domain/dictionary.h"
#include "backend/import/deviceimporter.h"
#include "models/deviceactivity.h"
#include "models/importdraft.h"
#include "models/importrowsmodel.h"
#include "models/importsheetmodel.h"
#include "models/importsmodel.h"
#include "models/importtext.h"
#include "models/livelogstore.h"
#include "tests/support/testmain.h"
#include "tests/unit/import/fakedevices.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>

using Backend::DeviceImporter;
using Domain::ImportDocumentRef;
using Domain::ImportedRow;
using Domain::ImportRun;
using Domain::Problem;
using Domain::Result;
using Models::ImportDraft;
using Models::ImportRowsModel;
using Models::ImportSheetModel;
using Models::ImportsModel;
using Code = Problem::Code;
using State = ImportRun::State;
using RowState = ImportedRow::State;

namespace {

/// A keychain that lasts as long as the test.
class FakeKeychain : public Domain::SecretStore
{
public:
    [[nodiscard]] bool isPersistent() const override { return true; }
    void read(const QString &account, QObject *context, Handler handler) override
    {
        answer(context, std::move(handler), secrets.value(account));
    }
    void write(const QString &account, const QByteArray &secret, QObject *context, Handler handler) override
    {
        secrets.insert(account, QByteArray(secret.constData(), secret.size()));
        answer(context, std::move(handler), {});
    }
    void remove(const QString &account, QObject *context, Handler handler) override
    {
        secrets.remove(account);
        answer(context, std::move(handler), {});
    }

    QHash<QString, QByteArray> secrets;

private:
    static void answer(QObject *context, Handler handler, const QByteArray &secret)
    {
        QMetaObject::invokeMethod(
            context, [handler = std::move(handler), given = Answer{secret, {}}] { handler(given); },
            Qt::QueuedConnection);
    }
};

template <typename T>
T wait(Domain::Call<T> call)
{
    QObject context;
    std::optional<T> answer;
    call.then(&context, [&answer](T given) { answer = std::move(given); });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
        qFatal("no answer");
    return std::move(*answer);
}

QByteArray list(int count)
{
    QByteArray out = "S/N;DevEUI;AppEUI;AppKey\n";
    for (int i = 0; i < count; ++i)
        out += "sn-" + QByteArray::number(100 + i) + ";70B3D57E" + QByteArray::number(i, 16).rightJustified(8, '0')
            + ";70B3D57ED0000000;" + QByteArray::number(i + 1, 16).rightJustified(32, '0') + '\n';
    return out;
}

Domain::Device defaults()
{
    Domain::Device device;
    device.radio = Domain::RadioProfile{QStringLiteral("EU_863_870_TTN"),
                                        QStringLiteral("MAC_V1_0_3"),
                                        QStringLiteral("PHY_V1_0_3_REV_A"),
                                        true,
                                        false,
                                        false};
    return device;
}

/// What a program has: folders, a keychain, an importer, a network.
struct House
{
    House() { begin(); }

    /// As if the program began.
    void begin()
    {
        importer.reset();
        sealed = std::make_unique<Backend::SealedFiles>(folder.filePath(QStringLiteral("sealed")), keychain);
        importer = std::make_unique<DeviceImporter>(folder.filePath(QStringLiteral("imports")));
        importer->setSealedFiles(sealed.get());
    }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }
    [[nodiscard]] Domain::ImportTarget target() const
    {
        return {QStringLiteral("profile-1"), QStringLiteral("orchard"), Domain::Generation::V3};
    }
    /// A draft of a file, checked.
    std::unique_ptr<ImportDraft> draft(const QByteArray &bytes, const QString &name = QStringLiteral("list.csv"))
    {
        auto out = std::make_unique<ImportDraft>(importer.get(), target());
        out->setDefaults(defaults());
        out->readFile(write(name, bytes));
        if (!QTest::qWaitFor([&out] { return !out->isReading() && !out->isChecking(); }, 30'000))
            qFatal("not checked");
        return out;
    }
    /// The network answers by the system's clock here.
    bool finish(ImportRun &run)
    {
        return QTest::qWaitFor(
            [&] { return clock.run([&run] { return run.state() == State::Ended || run.state() == State::Broken; }); },
            30'000);
    }
    QString contents(const QString &below) const
    {
        QString out;
        const QDir dir(folder.filePath(below));
        for (const QFileInfo &info : dir.entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                out += QString::fromLatin1(file.readAll());
        }
        return out;
    }

    QTemporaryDir folder;
    FakeKeychain keychain;
    std::unique_ptr<Backend::SealedFiles> sealed;
    std::unique_ptr<DeviceImporter> importer;
    FakeClock clock;
    FakeDevices api{&clock};
};

} // namespace

class TestImports : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void readsCheckedAndRun();
    void resumedAfterACrash();
    void notResumable();
    void usedElsewhere();
    void forgotten();
    void surroundings();
    void reports();
    void exportsJson();
    void exportsCsv();
    void exportThatFails();
    void cancelledReading();
    void draftFollowsItsPlan();
    void draftOfAnotherSheet();
    void sheetModel();
    void rowsModel();
    void importsAndWhoWasHeard();
    void words();
};

void TestImports::readsCheckedAndRun()
{
    House house;
    const auto draft = house.draft(list(30));
    QVERIFY(!draft->readProblem());
    QCOMPARE(draft->check()->ready, 30);
    QVERIFY(draft->canBegin());
    const std::unique_ptr<ImportRun> run = draft->begin(&house.api);
    QCOMPARE(run->state(), State::Preparing);
    QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Ready; }));
    QCOMPARE(run->rowCount(), 30);
    QCOMPARE(run->row(4).id, QStringLiteral("eui-70b3d57e00000004"));
    QCOMPARE(run->row(4).number, 6U); // in the file
    // No key lies about in the open.
    const QString key = QStringLiteral("0000000000000000000000000000001E");
    QVERIFY(!house.contents(QStringLiteral("imports")).contains(key, Qt::CaseInsensitive));
    QVERIFY(!house.contents(QStringLiteral("sealed")).contains(key, Qt::CaseInsensitive));
    run->start();
    QVERIFY(house.finish(*run));
    QCOMPARE(house.api.stored.size(), 30);
    // The journal says the same.
    QList<Domain::ImportRecord> records;
    QVERIFY(QTest::qWaitFor([&] {
        records = wait(house.importer->imports());
        return records.size() == 1 && !records.front().canResume; // nothing is left to do
    }));
    QCOMPARE(records.front().fileName, QStringLiteral("list.csv"));
    QCOMPARE(records.front().application, QStringLiteral("orchard"));
    for (const ImportedRow &row : records.front().rows)
        QCOMPARE(row.state, RowState::Done);
}

void TestImports::resumedAfterACrash()
{
    House house;
    QString import;
    {
        const auto draft = house.draft(list(60));
        const std::unique_ptr<ImportRun> run = draft->begin(&house.api);
        QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Ready; }));
        import = run->id();
        run->start();
        // Deeds of the network arrive here although the program is gone before it hears of them.
        QTRY_VERIFY(house.api.created >= 16);
    }
    const qsizetype before = house.api.stored.size();
    QVERIFY(before > 0 && before < 60);
    house.begin();
    QList<Domain::ImportRecord> records = wait(house.importer->imports());
    QCOMPARE(records.size(), 1);
    QVERIFY(records.front().canResume);
    QCOMPARE(records.front().id, import);
    const std::unique_ptr<ImportRun> run = house.importer->resume(&house.api, import);
    QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Ready; }));
    QCOMPARE(run->rowCount(), 60);
    run->start();
    QVERIFY(house.finish(*run));
    QCOMPARE(run->progress().done, 60);
    QCOMPARE(run->progress().failed, 0);
    QCOMPARE(house.api.stored.size(), 60);
    QCOMPARE(house.api.stored.value(QStringLiteral("eui-70b3d57e00000003")).appKey,
             Domain::Aes128Key::fromHex("00000000000000000000000000000004"));
}

void TestImports::notResumable()
{
    House house;
    house.importer->setSealedFiles(nullptr);
    QString import;
    {
        const auto draft = house.draft(list(3));
        const std::unique_ptr<ImportRun> run = draft->begin(&house.api);
        QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Ready; }));
        import = run->id();
    }
    QVERIFY(!wait(house.importer->imports()).front().canResume);
    std::unique_ptr<ImportRun> run = house.importer->resume(&house.api, import);
    QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Broken; }));
    QCOMPARE(run->problem().code, Code::ImportKeysGone);
    run = house.importer->resume(&house.api, QStringLiteral("../../etc"));
    QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Broken; }));
}

void TestImports::usedElsewhere()
{
    House house;
    const auto draft = house.draft(list(3));
    std::unique_ptr<ImportRun> run = draft->begin(&house.api);
    QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Ready; }));
    const QString import = run->id();
    // Not even the same program does it twice, and its second try does not close the first one's journal.
    house.importer->resume(&house.api, import).reset();
    std::unique_ptr<ImportRun> twin = house.importer->resume(&house.api, import);
    QVERIFY(QTest::qWaitFor([&twin] { return twin->state() == State::Broken; }));
    twin.reset();
    DeviceImporter other(house.folder.filePath(QStringLiteral("imports")));
    other.setSealedFiles(house.sealed.get());
    std::unique_ptr<ImportRun> second = other.resume(&house.api, import);
    QVERIFY(QTest::qWaitFor([&second] { return second->state() == State::Broken; }));
    QCOMPARE(second->problem().code, Code::ImportInUse);
    run.reset();
    QVERIFY(QTest::qWaitFor([&] {
        second = other.resume(&house.api, import);
        return QTest::qWaitFor([&second] { return second->state() == State::Ready; }, 200);
    }));
    second.reset();
}

void TestImports::forgotten()
{
    House house;
    QString import;
    {
        const auto draft = house.draft(list(3));
        const std::unique_ptr<ImportRun> run = draft->begin(&house.api);
        QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Ready; }));
        import = run->id();
    }
    QCOMPARE(wait(house.importer->imports()).size(), 1);
    house.importer->forget(import);
    QCOMPARE(wait(house.importer->imports()).size(), 0);
    QVERIFY(QTest::qWaitFor([&house] { return house.contents(QStringLiteral("sealed")).isEmpty(); }));
}

void TestImports::surroundings()
{
    House house;
    for (int i = 0; i < 2'500; ++i) {
        Domain::Device device;
        device.id = QStringLiteral("unit-%1").arg(i);
        device.devEui = Domain::Eui(quint64(i) + 1);
        house.api.stored.insert(device.id, device);
    }
    const auto progress = std::make_shared<Domain::WorkProgress>();
    Domain::Call<Result<Domain::ImportSurroundingsRef>> call
        = house.importer->surroundings(&house.api, nullptr, QStringLiteral("orchard"), progress);
    QObject context;
    Domain::ImportSurroundingsRef found;
    call.then(&context, [&found](const Result<Domain::ImportSurroundingsRef> &answer) { found = answer.value; });
    QVERIFY(house.clock.run([&found] { return found != nullptr; }));
    QCOMPARE(found->euisById.size(), 2'500);
    QCOMPARE(progress->done.load(), 2'500U);
    QCOMPARE(found->idsByEuis.value(Domain::ImportSurroundings::euiPair({}, Domain::Eui(7))), QStringLiteral("unit-6"));
    // Dropping it ends it.
    call = house.importer->surroundings(&house.api, nullptr, QStringLiteral("orchard"), progress);
    call.cancel();
    QVERIFY(!house.clock.run([] { return false; }));
}

void TestImports::reports()
{
    House house;
    Domain::AcceptanceReport report;
    report.application = QStringLiteral("orchard");
    report.fileName = QStringLiteral("=list.csv");
    report.rows.resize(3);
    report.rows[0].row
        = {2, QStringLiteral("a"), QStringLiteral("=HYPERLINK(1)"), Domain::Eui(5), RowState::Done, {}, {}};
    report.rows[0].lastHeard = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    report.rows[1].row
        = {3, QStringLiteral("b"), {}, {}, RowState::Failed, Problem{Code::IdTaken, {}, {}, {}, false}, {}};
    report.rows[2].row = {4, QStringLiteral("c"), {}, {}, RowState::Found, {}, {}};
    const QString csv = house.folder.filePath(QStringLiteral("report.csv"));
    QVERIFY(wait(house.importer->writeReport(csv, report)));
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines[1],
             QByteArray("2,orchard,a,'=HYPERLINK(1),0000000000000005,registered,,yes,2023-11-14T22:13:20Z,\r"));
    QVERIFY(lines[2].startsWith("3,orchard,b,,,failed,,,,"));
    QVERIFY(lines[2].contains("This id is taken"));
    QVERIFY(lines[3].startsWith("4,orchard,c,,,was registered before,,no,,"));
    const QString json = house.folder.filePath(QStringLiteral("report.json"));
    QVERIFY(wait(house.importer->writeReport(json, report)));
    QFile second(json);
    QVERIFY(second.open(QIODevice::ReadOnly));
    const QJsonObject object = QJsonDocument::fromJson(second.readAll()).object();
    QCOMPARE(object.value(u"registered").toInt(), 2);
    QCOMPARE(object.value(u"never_heard").toInt(), 1);
    QCOMPARE(object.value(u"failed").toInt(), 1);
    QVERIFY(!wait(house.importer->writeReport(house.folder.filePath(QStringLiteral("no/such/folder.csv")), report)));
}

void TestImports::exportsJson()
{
    House house;
    for (int i = 0; i < 1'500; ++i) {
        Domain::Device device;
        device.id = QStringLiteral("unit-%1").arg(i, 4, 10, QLatin1Char('0'));
        device.appKey = Domain::Aes128Key::fromHex("00112233445566778899AABBCCDDEEFF");
        house.api.stored.insert(device.id, device);
    }
    house.api.vanished += QStringLiteral("unit-0007");
    house.api.unreadable += QStringLiteral("unit-0008");
    const auto exported = [&house](Domain::DeviceExportRequest request) {
        request.application = QStringLiteral("orchard");
        request.path = house.folder.filePath(QStringLiteral("devices.json"));
        request.format = Domain::DeviceExportRequest::Format::Json;
        const auto progress = std::make_shared<Domain::WorkProgress>();
        Domain::Call<Result<Domain::DeviceExportResult>> call
            = house.importer->exportDevices(&house.api, request, progress);
        QObject context;
        std::optional<Result<Domain::DeviceExportResult>> answer;
        call.then(&context, [&answer](const Result<Domain::DeviceExportResult> &given) { answer = given; });
        const bool done
            = QTest::qWaitFor([&] { return house.clock.run([&answer] { return answer.has_value(); }); }, 30'000);
        return done ? *answer : Result<Domain::DeviceExportResult>(Problem{Code::CallDeadline, {}, {}, {}, false});
    };
    const auto lines = [&house] {
        QFile file(house.folder.filePath(QStringLiteral("devices.json")));
        (void)file.open(QIODevice::ReadOnly);
        return file.readAll().trimmed().split('\n');
    };
    Domain::DeviceExportRequest request;
    Result<Domain::DeviceExportResult> result = exported(request);
    QVERIFY(result);
    QCOMPARE(result.value.devices, 1'499);
    QCOMPARE(result.value.vanished, QStringList{QStringLiteral("unit-0007")});
    QList<QByteArray> text = lines();
    QCOMPARE(text.size(), 1'499);
    for (qsizetype i = 1; i < text.size(); ++i)
        QVERIFY(text[i - 1] < text[i]); // in the order of the list
    QVERIFY(!text.join().contains("secret"));
    request.withKeys = true;
    request.ids = QStringList{QStringLiteral("unit-0009"), QStringLiteral("unit-0008")};
    result = exported(request);
    QVERIFY(result);
    QCOMPARE(result.value.withoutKeys, QStringList{QStringLiteral("unit-0008")});
    text = lines();
    QCOMPARE(text.size(), 2);
    QVERIFY(text[0].contains("unit-0009") && text[0].contains("secret"));
    // A network without backups: what is known of each device.
    house.api.hasBackups = false;
    result = exported(request);
    QVERIFY(result);
    text = lines();
    QVERIFY(text[1].contains("unit-0008") && text[1].contains("00112233445566778899AABBCCDDEEFF"));
    // What is exported can be imported.
    const Result<ImportDocumentRef> again
        = wait(house.importer->readFile(house.folder.filePath(QStringLiteral("devices.json")), {}));
    QVERIFY(again);
    QCOMPARE(again.value->sheets.front().rowCount(), 3);
    QCOMPARE(again.value->sheets.front().json.size(), std::size_t(3));
}

void TestImports::exportsCsv()
{
    House house;
    for (int i = 0; i < 3; ++i) {
        Domain::Device device = defaults();
        device.id = QStringLiteral("unit-%1").arg(i);
        device.devEui = Domain::Eui(0x70B3D57E00000000ULL + quint64(i));
        device.joinEui = Domain::Eui(0);
        device.name = QStringLiteral("Süd, \"%1\"").arg(i);
        device.appKey
            = Domain::Aes128Key::fromHex(QByteArray("00112233445566778899AABBCCDDEEF" + QByteArray::number(i)));
        house.api.stored.insert(device.id, device);
    }
    Domain::DeviceExportRequest request;
    request.application = QStringLiteral("orchard");
    request.path = house.folder.filePath(QStringLiteral("devices.csv"));
    request.withKeys = true;
    Domain::Call<Result<Domain::DeviceExportResult>> call = house.importer->exportDevices(&house.api, request, {});
    QObject context;
    bool done = false;
    call.then(&context, [&done](const Result<Domain::DeviceExportResult> &given) { done = bool(given); });
    QVERIFY(QTest::qWaitFor([&] { return house.clock.run([&done] { return done; }); }));
    // Round trip: read it, check it, and get the same devices.
    auto draft = std::make_unique<ImportDraft>(house.importer.get(), house.target());
    draft->readFile(request.path);
    QVERIFY(QTest::qWaitFor([&draft] { return !draft->isReading() && !draft->isChecking(); }));
    QCOMPARE(draft->check()->ready, 3);
    QVERIFY(draft->check()->findings.empty());
    const Domain::Device back = house.importer->device(*draft->document(), *draft->check(), 2);
    const Domain::Device was = house.api.stored.value(QStringLiteral("unit-1"));
    QCOMPARE(back.id, was.id);
    QCOMPARE(back.name, was.name);
    QVERIFY(back.devEui == was.devEui && back.appKey == was.appKey && back.joinEui == was.joinEui);
    QVERIFY(back.radio == was.radio);
}

void TestImports::exportThatFails()
{
    House house;
    house.api.stored.insert(QStringLiteral("a"), {});
    Domain::DeviceExportRequest request;
    request.path = house.folder.filePath(QStringLiteral("no/such/devices.csv"));
    const auto finished = [&house](Domain::Call<Result<Domain::DeviceExportResult>> call) {
        QObject context;
        std::optional<Result<Domain::DeviceExportResult>> answer;
        call.then(&context, [&answer](const Result<Domain::DeviceExportResult> &given) { answer = given; });
        (void)QTest::qWaitFor([&] { return house.clock.run([&answer] { return answer.has_value(); }); });
        return answer ? answer->problem.code : Code::None;
    };
    QCOMPARE(finished(house.importer->exportDevices(&house.api, request, {})), Code::FileUnwritable);
    // What was there stays when it is cancelled.
    request.path = house.write(QStringLiteral("kept.csv"), "before");
    Domain::Call<Result<Domain::DeviceExportResult>> call = house.importer->exportDevices(&house.api, request, {});
    QTest::qWait(20);
    call.cancel();
    (void)wait(house.importer->imports()); // the files' thread is done with it
    QCOMPARE(house.contents(QString()), QStringLiteral("before"));
}

void TestImports::cancelledReading()
{
    House house;
    ImportDraft draft(house.importer.get(), house.target());
    QSignalSpy changed(&draft, &ImportDraft::documentChanged);
    draft.readFile(house.write(QStringLiteral("list.csv"), list(20'000)));
    QVERIFY(draft.isReading());
    draft.cancelReading();
    QVERIFY(!draft.isReading());
    draft.readFile(QStringLiteral("/no/such/file"));
    QVERIFY(QTest::qWaitFor([&draft] { return !draft.isReading(); }));
    QCOMPARE(draft.readProblem().code, Code::FileUnreadable);
    QVERIFY(!draft.document() && !draft.sheet() && !draft.canBegin());
    QCOMPARE(changed.count(), 1); // nothing of the cancelled one
}

void TestImports::draftFollowsItsPlan()
{
    House house;
    const auto draft = house.draft(list(5) + "sn-100;70B3D57E00000004;70B3D57ED0000000;zz\n");
    QCOMPARE(draft->check()->ready, 5);
    QCOMPARE(draft->check()->wrong, 1);
    QCOMPARE(draft->sampleIds(2),
             (QStringList{QStringLiteral("eui-70b3d57e00000000"), QStringLiteral("eui-70b3d57e00000001")}));
    QSignalSpy checked(draft.get(), &ImportDraft::checkChanged);
    draft->setIdTemplate(QStringLiteral("{prefix}-{serial}"));
    draft->setPrefix(QStringLiteral("Nord"));
    QVERIFY(!draft->canBegin()); // not yet checked
    QVERIFY(QTest::qWaitFor([&draft] { return !draft->isChecking(); }));
    QCOMPARE(checked.count(), 1); // both at once
    QCOMPARE(draft->sampleIds(1), QStringList{QStringLiteral("nord-sn-100")});
    // One meaning has one column.
    draft->setColumn(0, {Domain::ImportField::DevEui, {}, false});
    QCOMPARE(int(draft->plan().columns[1].field), int(Domain::ImportField::None));
    QVERIFY(QTest::qWaitFor([&draft] { return !draft->isChecking(); }));
    QCOMPARE(draft->check()->ready, 0);
    // What the application has.
    draft->setColumn(0, {Domain::ImportField::Serial, {}, false});
    draft->setColumn(1, {Domain::ImportField::DevEui, {}, false});
    Domain::Device known;
    known.id = QStringLiteral("nord-sn-101");
    house.api.stored.insert(known.id, known);
    draft->look(&house.api, nullptr);
    QVERIFY(draft->isLooking());
    QVERIFY(house.clock.run([&draft] { return !draft->isLooking(); }));
    QVERIFY(QTest::qWaitFor([&draft] { return !draft->isChecking(); }));
    QCOMPARE(draft->check()->ready, 4);
}

void TestImports::draftOfAnotherSheet()
{
    House house;
    const auto draft = house.draft("[{\"a\":1}]", QStringLiteral("x.json"));
    QVERIFY(draft->document());
    draft->setSheet(3); // there is none
    QCOMPARE(draft->plan().sheet, 0);
    draft->setHeaderRow(99);
    QCOMPARE(draft->plan().headerRow, -1);
    draft->readText(QString::fromUtf8(list(2)));
    QVERIFY(QTest::qWaitFor([&draft] { return !draft->isReading() && !draft->isChecking(); }));
    QCOMPARE(draft->check()->ready, 2); // what was set for all rows stays
    QVERIFY(draft->document()->fileName.isEmpty());
}

void TestImports::sheetModel()
{
    House house;
    ImportDraft draft(house.importer.get(), house.target());
    ImportSheetModel model(&draft);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    draft.setDefaults(defaults());
    draft.readText(QString::fromUtf8("A title\n" + list(3) + "sn-9;7.0B3E+15;70B3D57ED0000000;00\n"));
    QVERIFY(QTest::qWaitFor([&draft] { return !draft.isReading() && !draft.isChecking(); }));
    QCOMPARE(model.rowCount(), 6);
    QCOMPARE(model.columnCount(), 2 + 4);
    const auto at
        = [&model](int row, int column, int role = Qt::DisplayRole) { return model.index(row, column).data(role); };
    QCOMPARE(model.headerData(2 + 1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("DevEUI"));
    QCOMPARE(model.headerData(2 + 3, Qt::Horizontal, ImportSheetModel::FieldNameRole).toString(),
             QStringLiteral("AppKey"));
    QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toInt(), 1);
    QCOMPARE(at(2, ImportSheetModel::IdColumn).toString(), QStringLiteral("eui-70b3d57e00000000"));
    QCOMPARE(at(2, 0, ImportSheetModel::SeverityRole).toInt(), 0);
    QVERIFY(at(5, 0).toString().contains(QStringLiteral("spreadsheet")));
    QCOMPARE(at(5, 3, ImportSheetModel::SeverityRole).toInt(), int(Domain::ImportSeverity::Error));
    QVERIFY(at(5, 3, Qt::ToolTipRole).toString().contains(QStringLiteral("digits are lost")));
    QCOMPARE(at(5, 4, ImportSheetModel::SeverityRole).toInt(), int(Domain::ImportSeverity::Fine));
    QCOMPARE(at(1, 0).toString(), QString()); // the header
    // Keys are hidden, also from copies.
    QVERIFY(!at(2, 5).toString().contains(u'1'));
    QVERIFY(at(2, 5, ImportSheetModel::CopyRole).toString().isEmpty());
    QVERIFY(at(2, 5, ImportSheetModel::SecretRole).toBool());
    QCOMPARE(at(1, 5).toString(), QStringLiteral("AppKey"));
    model.setKeysShown(true);
    QVERIFY(at(2, 5).toString().endsWith(u'1'));
    // Only some rows.
    model.setShow(ImportSheetModel::Show::Wrong);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.sheetRow(0), 5);
    model.setShow(ImportSheetModel::Show::Ready);
    QCOMPARE(model.rowCount(), 3);
    model.setShow(ImportSheetModel::Show::All);
    QCOMPARE(model.nextRemark(-1), 5);
    QCOMPARE(model.nextRemark(5), 5);
    draft.setColumn(3, {});
    QVERIFY(QTest::qWaitFor([&draft] { return !draft.isChecking(); }));
    QVERIFY(!at(2, 5, ImportSheetModel::SecretRole).toBool());
    draft.readText(QStringLiteral("  "));
    QVERIFY(QTest::qWaitFor([&draft] { return !draft.isReading(); }));
    QCOMPARE(model.rowCount(), 0);
}

void TestImports::rowsModel()
{
    House house;
    house.api.script = [](const Domain::Device &device, int) {
        return device.id.endsWith(u'2') ? Problem{Code::FieldInvalid, {}, {}, {}, false} : Problem();
    };
    ImportRowsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    {
        const auto draft = house.draft(list(5));
        const std::unique_ptr<ImportRun> run = draft->begin(&house.api);
        model.setRun(run.get());
        QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Ready; }));
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(0, ImportRowsModel::StateColumn).data().toString(), QStringLiteral("Waiting"));
        run->start();
        QVERIFY(house.finish(*run));
    }
    // The run is gone; what became of it stays.
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(1, ImportRowsModel::StateColumn).data().toString(), QStringLiteral("Registered"));
    const QModelIndex failed = model.index(2, ImportRowsModel::StateColumn);
    QCOMPARE(failed.data(ImportRowsModel::StateRole).toInt(), int(RowState::Failed));
    QCOMPARE(failed.data(ImportRowsModel::MeaningRole).toInt(), int(Models::Meaning::Bad));
    QCOMPARE(failed.data().toString(), QStringLiteral("The server does not accept a value."));
    QVERIFY(failed.data(Qt::ToolTipRole).toString().size() > failed.data().toString().size());
    model.setShow(ImportRowsModel::Show::Failed);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data(ImportRowsModel::IndexRole).toInt(), 2);
    model.setShow(ImportRowsModel::Show::Registered);
    QCOMPARE(model.rowCount(), 4);
    std::vector<ImportedRow> rows(2);
    model.setRows(rows);
    QCOMPARE(model.rowCount(), 0); // none of them is registered
    model.setRun(nullptr);
    model.setShow(ImportRowsModel::Show::All);
    QCOMPARE(model.rowCount(), 0);
}

void TestImports::importsAndWhoWasHeard()
{
    House house;
    Models::LiveLogStore log;
    Domain::Dictionary names;
    qint64 now = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    Models::DeviceActivity activity(&log, &names, nullptr, [&now] { return now; });
    ImportsModel model(house.importer.get(), &activity, QStringLiteral("profile-1"), 1, QStringLiteral("orchard"));
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    {
        const auto draft = house.draft(list(4));
        const std::unique_ptr<ImportRun> run = draft->begin(&house.api);
        QVERIFY(QTest::qWaitFor([&run] { return run->state() == State::Ready; }));
        run->start();
        QVERIFY(house.finish(*run));
    }
    model.refresh();
    QVERIFY(model.isLoading());
    QVERIFY(QTest::qWaitFor([&model] { return !model.isLoading(); }));
    QCOMPARE(model.rowCount(), 1);
    const auto count = [&model](int column) { return model.index(0, column).data(ImportsModel::CountRole).toInt(); };
    QCOMPARE(count(ImportsModel::RegisteredColumn), 4);
    QCOMPARE(count(ImportsModel::HeardColumn), 0);
    QCOMPARE(count(ImportsModel::NeverHeardColumn), 4);
    // One was heard before it was imported, one since; others belong elsewhere.
    const qint64 second = 1'000'000'000;
    Domain::DevicesAnswer known;
    const auto heard = [&names, &known](const char *application, int number, qint64 ns) {
        const QByteArray id = "eui-70b3d57e" + QByteArray::number(number).rightJustified(8, '0');
        known.devices.push_back({names.internDevice(1, application, id.toStdString()), 1, 0, ns, true, false});
    };
    heard("orchard", 0, now - 3'600 * second);
    heard("orchard", 1, now + 10 * second);
    heard("vineyard", 2, now + 10 * second);
    now += 60 * second;
    activity.addKnown(1, known);
    activity.tick();
    QCOMPARE(count(ImportsModel::HeardColumn), 1);
    QCOMPARE(count(ImportsModel::NeverHeardColumn), 3);
    QCOMPARE(model.devices(0, ImportsModel::Part::Heard), QStringList{QStringLiteral("eui-70b3d57e00000001")});
    QCOMPARE(model.devices(0, ImportsModel::Part::NeverHeard).size(), 3);
    const Domain::AcceptanceReport report = model.report(0, QStringLiteral("eu1"));
    QCOMPARE(report.rows.size(), std::size_t(4));
    QVERIFY(report.rows[1].lastHeard.isValid());
    QVERIFY(!report.rows[0].lastHeard.isValid());
    QVERIFY(!model.index(0, 0).data(ImportsModel::CanResumeRole).toBool());
    // Read anew it says the same.
    model.refresh();
    QVERIFY(QTest::qWaitFor([&model] { return !model.isLoading(); }));
    QCOMPARE(count(ImportsModel::HeardColumn), 1);
    ImportsModel elsewhere(house.importer.get(), &activity, QStringLiteral("profile-1"), 1, QStringLiteral("vineyard"));
    elsewhere.refresh();
    QVERIFY(QTest::qWaitFor([&elsewhere] { return !elsewhere.isLoading(); }));
    QCOMPARE(elsewhere.rowCount(), 0);
    model.forget(0);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(wait(house.importer->imports()).size(), 0);
}

/// Each rule has a sentence of its own, each field a name.
void TestImports::words()
{
    QSet<QString> seen;
    for (int rule = 0; rule < int(Domain::ImportRule::RuleCount); ++rule) {
        Domain::ImportFinding finding;
        finding.rule = Domain::ImportRule(rule);
        finding.fact = QStringLiteral("2");
        finding.other = QStringLiteral("7 %1");
        const QString text = Models::ImportText::findingText(finding);
        QVERIFY2(text.endsWith(u'.'), qPrintable(QString::number(rule)));
        QVERIFY2(!text.contains(u"%2"), qPrintable(text));
        QVERIFY2(!seen.contains(text), qPrintable(text));
        seen.insert(text);
    }
    seen.clear();
    for (int field = 1; field < int(Domain::ImportField::FieldCount); ++field) {
        const QString text = Models::ImportText::fieldName(Domain::ImportField(field));
        QVERIFY2(!text.isEmpty() && !seen.contains(text), qPrintable(QString::number(field)));
        seen.insert(text);
    }
    Domain::ImportFinding range;
    range.rule = Domain::ImportRule::BadRange;
    range.other = QStringLiteral("1…15");
    QCOMPARE(Models::ImportText::findingText(range), QStringLiteral("This number cannot be: 1…15."));
    QCOMPARE(Models::ImportText::durationText(7'530), QStringLiteral("2 h 5 min"));
    ImportRun::Progress progress;
    progress.pauseSeconds = 12;
    QCOMPARE(Models::ImportText::runText(State::Running, progress), QStringLiteral("The network asks to wait 12 s"));
    progress.pauseSeconds = 0;
    progress.perMinute = 25;
    progress.secondsLeft = 600;
    QCOMPARE(Models::ImportText::runText(State::Running, progress), QStringLiteral("25 per minute, about 10 min left"));
}

TTN_TEST_MAIN(TestImports)
#include "tst_imports.moc"
