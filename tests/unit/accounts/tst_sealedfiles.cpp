// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/paths.h"
#include "backend/accounts/sealeddevicearchive.h"
#include "backend/accounts/sealedfiles.h"
#include "backend/accounts/secretstores.h"
#include "backend/domain/clock.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>

using namespace Backend;
using namespace Domain;
using Code = Problem::Code;

namespace {

/// A keychain that lasts as long as the test.
class FakeKeychain : public SecretStore
{
public:
    bool isPersistent() const override { return true; }
    void read(const QString &account, QObject *context, Handler handler) override
    {
        ++reads;
        answer(context, std::move(handler), refusal ? QByteArray() : secrets.value(account));
    }
    void write(const QString &account, const QByteArray &secret, QObject *context, Handler handler) override
    {
        if (!refusal)
            secrets.insert(account, QByteArray(secret.constData(), secret.size()));
        answer(context, std::move(handler), {});
    }
    void remove(const QString &account, QObject *context, Handler handler) override
    {
        secrets.remove(account);
        answer(context, std::move(handler), {});
    }

    QHash<QString, QByteArray> secrets;
    Problem refusal;
    int reads = 0;

private:
    void answer(QObject *context, Handler handler, const QByteArray &secret)
    {
        QMetaObject::invokeMethod(
            context, [handler = std::move(handler), given = Answer{secret, refusal}] { handler(given); },
            Qt::QueuedConnection);
    }
};

template <typename T>
Result<T> wait(Call<Result<T>> call)
{
    QObject context;
    std::optional<Result<T>> answer;
    call.then(&context, [&](const Result<T> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000))
        return Problem{Code::CallDeadline, {}, {}, {}, false};
    return *answer;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool setContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
}

const QString journal = QStringLiteral("import-1");

} // namespace

class TestSealedFiles : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void comesBack();
    void nobodyElseReadsIt();
    void recordsAreAppended();
    void cutRecordWasNeverWritten();
    void damageIsSetAside_data();
    void damageIsSetAside();
    void filesCannotBeExchanged();
    void keyOfAnotherComputer();
    void newerFormatStays();
    void lockedKeychainIsAskedAgain();
    void keyThatIsNone();
    void memoryOnly();
    void names();
    void whatWasBegunIsFinished();
    void archiveKeepsAndDrops();
    void archiveWithoutKeychain();
    void archiveForgetsAfterDays();
    void archiveIsShared();
    void archiveTellsOfDamage();

private:
    [[nodiscard]] QString pathOf(const QString &name) const { return m_folder + u'/' + name + u".sealed"; }
    [[nodiscard]] QStringList asides() const { return QDir(m_folder).entryList({QStringLiteral("*.damaged-*")}); }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
    FakeKeychain m_keychain;
};

void TestSealedFiles::init()
{
    TestBase::init();
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->filePath(QStringLiteral("sealed"));
    m_keychain.secrets.clear();
    m_keychain.refusal = {};
    m_keychain.reads = 0;
    stopClock(std::nullopt);
}

void TestSealedFiles::comesBack()
{
    const QList<QByteArray> records{"first", {}, QByteArray(100'000, 'x')};
    {
        SealedFiles files(m_folder, m_keychain);
        QVERIFY(files.isPersistent());
        QVERIFY(wait(files.write(journal, records)));
        QCOMPARE(wait(files.read(journal)).value, records);
        QCOMPARE(wait(files.read(journal, 1)).value, records.mid(0, 1));
    }
    SealedFiles again(m_folder, m_keychain);
    QCOMPARE(wait(again.read(journal)).value, records);
    QVERIFY(wait(again.write(journal, {"other"})));
    QCOMPARE(wait(again.read(journal)).value, QList<QByteArray>{"other"});
    QVERIFY(wait(again.remove(journal)));
    QVERIFY(wait(again.remove(journal)));
    const auto gone = wait(again.read(journal));
    QVERIFY(gone);
    QVERIFY(gone.value.isEmpty());
}

void TestSealedFiles::nobodyElseReadsIt()
{
    SealedFiles files(m_folder, m_keychain);
    QVERIFY(wait(files.write(journal, {"0123456789ABCDEF"})));
    QVERIFY(wait(files.append(QStringLiteral("other"), "0123456789ABCDEF")));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(m_folder).permissions() & others));
    for (const QString &name : {journal, QStringLiteral("other")}) {
        QVERIFY(!(QFileInfo(pathOf(name)).permissions() & others));
        QVERIFY(!contentOf(pathOf(name)).contains("0123456789"));
    }
    QVERIFY(contentOf(pathOf(journal)) != contentOf(pathOf(QStringLiteral("other"))));
}

void TestSealedFiles::recordsAreAppended()
{
    QList<QByteArray> records;
    for (int round = 0; round < 2; ++round) {
        SealedFiles files(m_folder, m_keychain);
        for (int i = 0; i < 20; ++i) {
            records += "row " + QByteArray::number(records.size());
            QVERIFY(wait(files.append(journal, records.constLast())));
        }
        QCOMPARE(wait(files.read(journal)).value, records);
    }
    // Another object that writes in between is noticed.
    SealedFiles one(m_folder, m_keychain);
    SealedFiles two(m_folder, m_keychain);
    QVERIFY(wait(one.append(journal, "a")));
    QVERIFY(wait(two.append(journal, "b")));
    QVERIFY(wait(one.append(journal, "c")));
    records += {"a", "b", "c"};
    QCOMPARE(wait(one.read(journal)).value, records);
}

void TestSealedFiles::cutRecordWasNeverWritten()
{
    QByteArray whole;
    qsizetype before = 0;
    {
        SealedFiles files(m_folder, m_keychain);
        QVERIFY(wait(files.append(journal, "one")));
        before = contentOf(pathOf(journal)).size();
        QVERIFY(wait(files.append(journal, "two")));
        whole = contentOf(pathOf(journal));
    }
    for (qsizetype size = before; size < whole.size(); ++size) {
        QVERIFY(setContent(pathOf(journal), whole.left(size)));
        SealedFiles files(m_folder, m_keychain);
        QCOMPARE(wait(files.read(journal)).value, QList<QByteArray>{"one"});
        QVERIFY(wait(files.append(journal, "three")));
        QCOMPARE(wait(files.read(journal)).value, (QList<QByteArray>{"one", "three"}));
    }
    QVERIFY(asides().isEmpty());
}

void TestSealedFiles::damageIsSetAside_data()
{
    QTest::addColumn<int>("flipped");
    QTest::addColumn<int>("size");
    QTest::addColumn<Code>("code");
    QTest::newRow("first byte") << 0 << -1 << Code::SealedFileDamaged;
    QTest::newRow("key id") << 9 << -1 << Code::SealedFileForeign;
    QTest::newRow("nonce") << 20 << -1 << Code::SealedFileDamaged;
    QTest::newRow("content") << 34 << -1 << Code::SealedFileDamaged;
    QTest::newRow("tag") << 42 << -1 << Code::SealedFileDamaged;
    QTest::newRow("empty") << -1 << 0 << Code::SealedFileDamaged;
    QTest::newRow("half a header") << -1 << 10 << Code::SealedFileDamaged;
    QTest::newRow("another format") << 7 << -1 << Code::SealedFileDamaged;
}

void TestSealedFiles::damageIsSetAside()
{
    QFETCH(int, flipped);
    QFETCH(int, size);
    QFETCH(Code, code);
    SealedFiles files(m_folder, m_keychain);
    QVERIFY(wait(files.write(journal, {"content", "more"})));
    QByteArray content = contentOf(pathOf(journal));
    if (flipped >= 0)
        content[flipped] = char(content.at(flipped) ^ 0x01); // format 1 becomes 0
    QVERIFY(setContent(pathOf(journal), size >= 0 ? content.left(size) : content));
    const auto read = wait(files.read(journal));
    QCOMPARE(read.problem.code, code);
    QCOMPARE(read.problem.args.size(), 2);
    QCOMPARE(asides().size(), 1);
    QVERIFY(!QFile::exists(pathOf(journal)));
    // The name is free again, also when appending finds the damage; it looks at the header only.
    QVERIFY(setContent(pathOf(journal), size >= 0 ? content.left(size) : content));
    QVERIFY(wait(files.append(journal, "fresh")));
    const auto appended = wait(files.read(journal));
    if (flipped < 16) // in the header
        QCOMPARE(appended.value, QList<QByteArray>{"fresh"});
    else
        QCOMPARE(appended.problem.code, code);
    QCOMPARE(asides().size(), 2);
}

void TestSealedFiles::filesCannotBeExchanged()
{
    SealedFiles files(m_folder, m_keychain);
    QVERIFY(wait(files.write(QStringLiteral("a"), {"of a"})));
    QVERIFY(wait(files.write(QStringLiteral("b"), {"of b", "second"})));
    QVERIFY(QFile::remove(pathOf(QStringLiteral("a"))));
    QVERIFY(QFile::copy(pathOf(QStringLiteral("b")), pathOf(QStringLiteral("a"))));
    QCOMPARE(wait(files.read(QStringLiteral("a"))).problem.code, Code::SealedFileDamaged);
}

void TestSealedFiles::keyOfAnotherComputer()
{
    {
        SealedFiles files(m_folder, m_keychain);
        QVERIFY(wait(files.write(journal, {"content"})));
    }
    m_keychain.secrets.clear();
    SealedFiles files(m_folder, m_keychain);
    QCOMPARE(wait(files.read(journal)).problem.code, Code::SealedFileForeign);
    QCOMPARE(asides().size(), 1);
}

void TestSealedFiles::newerFormatStays()
{
    SealedFiles files(m_folder, m_keychain);
    QVERIFY(wait(files.write(journal, {"content"})));
    QByteArray content = contentOf(pathOf(journal));
    content[7] = 2;
    QVERIFY(setContent(pathOf(journal), content));
    QCOMPARE(wait(files.read(journal)).problem.code, Code::SealedFileNewer);
    QCOMPARE(wait(files.append(journal, "x")).problem.code, Code::SealedFileNewer);
    QCOMPARE(contentOf(pathOf(journal)), content);
}

void TestSealedFiles::lockedKeychainIsAskedAgain()
{
    m_keychain.refusal = {Code::SecretDenied, {}, {}, {}, true};
    SealedFiles files(m_folder, m_keychain);
    QCOMPARE(wait(files.write(journal, {"content"})).problem.code, Code::SecretDenied);
    QCOMPARE(wait(files.read(journal)).problem.code, Code::SecretDenied);
    QCOMPARE(wait(files.list({})).problem.code, Code::SecretDenied);
    QCOMPARE(wait(files.remove(journal)).problem.code, Code::SecretDenied);
    QVERIFY(!QFile::exists(m_folder));
    m_keychain.refusal = {};
    QVERIFY(wait(files.write(journal, {"content"})));
    const int reads = m_keychain.reads;
    QCOMPARE(wait(files.read(journal)).value, QList<QByteArray>{"content"});
    QCOMPARE(m_keychain.reads, reads); // once it is known
}

void TestSealedFiles::keyThatIsNone()
{
    m_keychain.secrets.insert(QStringLiteral("sealed-files"), "not a key");
    SealedFiles files(m_folder, m_keychain);
    QCOMPARE(wait(files.write(journal, {"content"})).problem.code, Code::SecretFailed);
    QCOMPARE(m_keychain.secrets.value(QStringLiteral("sealed-files")), QByteArray("not a key"));
}

void TestSealedFiles::memoryOnly()
{
    MemorySecretStore secrets;
    SealedFiles files(m_folder, secrets);
    QVERIFY(!files.isPersistent());
    QVERIFY(wait(files.write(journal, {"one"})));
    QVERIFY(wait(files.append(journal, "two")));
    QCOMPARE(wait(files.read(journal)).value, (QList<QByteArray>{"one", "two"}));
    QCOMPARE(wait(files.read(journal, 1)).value, QList<QByteArray>{"one"});
    QCOMPARE(wait(files.list(QStringLiteral("import-"))).value, QStringList{journal});
    QVERIFY(wait(files.list(QStringLiteral("deleted-"))).value.isEmpty());
    QVERIFY(wait(files.remove(journal)));
    QVERIFY(wait(files.read(journal)).value.isEmpty());
    QVERIFY(!QFile::exists(m_folder));
}

void TestSealedFiles::names()
{
    SealedFiles files(m_folder, m_keychain);
    for (const char *name : {"", "../evil", "a/b", "A", "a.b", "ä"})
        QCOMPARE(wait(files.write(QString::fromUtf8(name), {"x"})).problem.code, Code::FileUnwritable);
    QVERIFY(wait(files.write(QStringLiteral("b-2"), {"x"})));
    QVERIFY(wait(files.write(QStringLiteral("b-1"), {"x"})));
    QVERIFY(wait(files.write(QStringLiteral("c-1"), {"x"})));
    QVERIFY(setContent(m_folder + u"/b-3.txt", "not ours"));
    QCOMPARE(wait(files.list(QStringLiteral("b-"))).value, (QStringList{QStringLiteral("b-1"), QStringLiteral("b-2")}));
}

void TestSealedFiles::whatWasBegunIsFinished()
{
    {
        SealedFiles files(m_folder, m_keychain);
        QVERIFY(wait(files.list({}))); // the key is there
        for (int i = 0; i < 10; ++i)
            files.append(journal, "row").cancel();
    }
    SealedFiles files(m_folder, m_keychain);
    QCOMPARE(wait(files.read(journal)).value.size(), 10);
}

namespace {

DeviceBackup sampleBackup(const QString &id)
{
    return {QStringLiteral("orchard"),
            id,
            QByteArray("message \0 of ", 13) + id.toUtf8(),
            "{\"json\":1}",
            {QStringLiteral("root_keys")}};
}

ArchivedDevice sampleAbout()
{
    ArchivedDevice about;
    about.profile = QUuid(QStringLiteral("{0f1b6a3e-2f9b-4c6e-9d0a-6d1f8a7b1c2d}"));
    about.profileName = QStringLiteral("Home");
    about.name = QStringLiteral("Soil 1");
    about.devEui = Eui(0x70B3D57ED0000001);
    about.reason = ArchivedDevice::Reason::Moved;
    about.movedTo = QStringLiteral("vineyard");
    about.who = QStringLiteral("grower");
    return about;
}

} // namespace

void TestSealedFiles::archiveKeepsAndDrops()
{
    SealedFiles files(m_folder, m_keychain);
    SealedDeviceArchive archive(files);
    QSignalSpy changed(&archive, &DeviceArchive::changed);
    QVERIFY(archive.isPersistent());
    QVERIFY(wait(archive.list()).value.isEmpty());
    stopClock(1'800'000'000'000'000'000);
    const QString one = wait(archive.keep(sampleBackup(QStringLiteral("soil-1")), sampleAbout())).value;
    stopClock(1'800'000'001'000'000'000);
    const QString two = wait(archive.keep(sampleBackup(QStringLiteral("soil-2")), {})).value;
    QVERIFY(one != two);
    QCOMPARE(changed.count(), 2);

    SealedDeviceArchive fresh(files);
    const QList<ArchivedDevice> entries = wait(fresh.list()).value;
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries.at(0).id, two); // the newest first
    const ArchivedDevice &entry = entries.at(1);
    QCOMPARE(entry.id, one);
    QCOMPARE(entry.profile, sampleAbout().profile);
    QCOMPARE(entry.profileName, QStringLiteral("Home"));
    QCOMPARE(entry.application, QStringLiteral("orchard"));
    QCOMPARE(entry.device, QStringLiteral("soil-1"));
    QCOMPARE(entry.name, QStringLiteral("Soil 1"));
    QCOMPARE(entry.devEui, sampleAbout().devEui);
    QCOMPARE(entry.when.toSecsSinceEpoch(), 1'800'000'000);
    QCOMPARE(entry.reason, ArchivedDevice::Reason::Moved);
    QCOMPARE(entry.movedTo, QStringLiteral("vineyard"));
    QCOMPARE(entry.who, QStringLiteral("grower"));
    QCOMPARE(entry.missing, QStringList{QStringLiteral("root_keys")});
    QVERIFY(!entries.at(0).devEui);

    const DeviceBackup backup = wait(fresh.take(one)).value;
    QCOMPARE(backup.id, QStringLiteral("soil-1"));
    QCOMPARE(backup.message, sampleBackup(QStringLiteral("soil-1")).message);
    QCOMPARE(backup.json, QByteArray("{\"json\":1}"));
    QCOMPARE(backup.missing, entry.missing);
    QCOMPARE(wait(fresh.list()).value.size(), 2); // taking leaves it

    QSignalSpy dropped(&fresh, &DeviceArchive::changed);
    QVERIFY(wait(fresh.drop(one)));
    QVERIFY(wait(fresh.drop(one)));
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(wait(fresh.take(one)).problem.code, Code::EntryNotFound);
    QCOMPARE(wait(archive.list()).value.size(), 1); // the other one has noticed
    QCOMPARE(wait(fresh.take(journal)).problem.code, Code::EntryNotFound);
}

void TestSealedFiles::archiveWithoutKeychain()
{
    MemorySecretStore secrets;
    SealedFiles files(m_folder, secrets);
    SealedDeviceArchive archive(files);
    QVERIFY(!archive.isPersistent());
    const QString id = wait(archive.keep(sampleBackup(QStringLiteral("soil-1")), sampleAbout())).value;
    QCOMPARE(wait(archive.take(id)).value.message, sampleBackup(QStringLiteral("soil-1")).message);
    QVERIFY(!QFile::exists(m_folder));

    SealedFiles locked(m_folder, m_keychain);
    m_keychain.refusal = {Code::SecretDenied, {}, {}, {}, true};
    SealedDeviceArchive refused(locked);
    QSignalSpy changed(&refused, &DeviceArchive::changed);
    QCOMPARE(wait(refused.keep(sampleBackup(QStringLiteral("soil-1")), {})).problem.code, Code::SecretDenied);
    QCOMPARE(wait(refused.list()).problem.code, Code::SecretDenied);
    QCOMPARE(changed.count(), 0);
}

void TestSealedFiles::archiveForgetsAfterDays()
{
    constexpr qint64 day = 86'400'000'000'000;
    constexpr qint64 start = 1'800'000'000'000'000'000;
    SealedFiles files(m_folder, m_keychain);
    SealedDeviceArchive archive(files);
    stopClock(start);
    const QString old = wait(archive.keep(sampleBackup(QStringLiteral("soil-1")), {})).value;
    stopClock(start + day);
    QVERIFY(wait(archive.keep(sampleBackup(QStringLiteral("soil-2")), {})));
    stopClock(start + 30 * day - 1'000'000);
    QCOMPARE(wait(archive.list()).value.size(), 2);
    stopClock(start + 30 * day);
    QCOMPARE(wait(archive.take(old)).problem.code, Code::EntryNotFound);
    QCOMPARE(wait(archive.list()).value.size(), 1);
    QTRY_VERIFY(!QFile::exists(pathOf(old)));
}

void TestSealedFiles::archiveIsShared()
{
    SealedFiles files(m_folder, m_keychain);
    SealedDeviceArchive window(files);
    SealedFiles otherFiles(m_folder, m_keychain);
    SealedDeviceArchive program(otherFiles);
    QVERIFY(wait(window.list()).value.isEmpty());
    const QString id = wait(program.keep(sampleBackup(QStringLiteral("soil-1")), {})).value;
    QCOMPARE(wait(window.list()).value.size(), 1);
    QCOMPARE(wait(window.take(id)).value.id, QStringLiteral("soil-1"));
}

void TestSealedFiles::archiveTellsOfDamage()
{
    SealedFiles files(m_folder, m_keychain);
    QString id;
    {
        SealedDeviceArchive archive(files);
        id = wait(archive.keep(sampleBackup(QStringLiteral("soil-1")), {})).value;
        QVERIFY(wait(archive.keep(sampleBackup(QStringLiteral("soil-2")), {})));
    }
    QByteArray content = contentOf(pathOf(id));
    content[40] = char(content.at(40) ^ 1);
    QVERIFY(setContent(pathOf(id), content));
    SealedDeviceArchive archive(files);
    QSignalSpy damage(&archive, &DeviceArchive::damageFound);
    QCOMPARE(wait(archive.list()).value.size(), 1);
    QCOMPARE(damage.count(), 1);
    QCOMPARE(damage.at(0).at(0).value<Problem>().code, Code::SealedFileDamaged);
    QCOMPARE(asides().size(), 1);
}

TTN_TEST_MAIN(TestSealedFiles)
#include "tst_sealedfiles.moc"
