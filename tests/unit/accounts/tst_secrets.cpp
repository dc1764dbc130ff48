// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/credentials.h"
#include "backend/accounts/paths.h"
#include "backend/accounts/secretstores.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdlib>

using namespace Backend;
using namespace Domain;

class TestSecrets : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void oneKeyForAll();
    void oneKeyEach();
    void notAnObjectOfKeys_data();
    void notAnObjectOfKeys();
    void leavesTheEnvironment();
    void memoryStore();
    void goneContextHearsNothing();
    void withoutBusKeysStayInMemory();
    void busWithoutAnswer();
    void folders();
    void folderInTheWay();
};

void TestSecrets::oneKeyForAll()
{
    const Credentials credentials = Credentials::fromText(" NNSXS.ABC\r\n");
    QVERIFY(!credentials.problem());
    QVERIFY(!credentials.isEmpty());
    QCOMPARE(credentials.key(QStringLiteral("orchard")), QByteArray("NNSXS.ABC"));
    QVERIFY(Credentials::fromText(" \n").isEmpty());
    QVERIFY(Credentials().key(QStringLiteral("orchard")).isEmpty());
}

void TestSecrets::oneKeyEach()
{
    const Credentials credentials = Credentials::fromText("\n{\"orchard\":\" one \",\"vineyard\":\"two\"}\n");
    QVERIFY(!credentials.problem());
    QCOMPARE(credentials.key(QStringLiteral("orchard")), QByteArray("one"));
    QCOMPARE(credentials.key(QStringLiteral("vineyard")), QByteArray("two"));
    QVERIFY(credentials.key(QStringLiteral("other")).isEmpty());
}

void TestSecrets::notAnObjectOfKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("cut") << QByteArray("{\"orchard\":\"SECRET");
    QTest::newRow("number") << QByteArray("{\"orchard\":5,\"x\":\"SECRET\"}");
    QTest::newRow("empty key") << QByteArray("{\"orchard\":\"\",\"x\":\"SECRET\"}");
}

void TestSecrets::notAnObjectOfKeys()
{
    QFETCH(QByteArray, text);
    const Credentials credentials = Credentials::fromText(text);
    QCOMPARE(credentials.problem().code, Problem::Code::CredentialMissing);
    QVERIFY(credentials.isEmpty());
    QVERIFY(!credentials.problem().details.contains(u"SECRET"));
    QVERIFY(!credentials.problem().serverText.contains(u"SECRET"));
}

void TestSecrets::leavesTheEnvironment()
{
    qputenv("TTN_CREDENTIAL", "from-the-environment");
#ifdef Q_OS_UNIX
    const char *before = std::getenv("TTN_CREDENTIAL");
#endif
    Credentials credentials = Credentials::takeFromEnvironment();
    QVERIFY(!qEnvironmentVariableIsSet("TTN_CREDENTIAL"));
#ifdef Q_OS_UNIX
    QCOMPARE(*before, '\0');
#endif
    QCOMPARE(credentials.key(QStringLiteral("orchard")), QByteArray("from-the-environment"));
    Credentials moved;
    moved = std::move(credentials);
    QCOMPARE(moved.key(QStringLiteral("orchard")), QByteArray("from-the-environment"));
    QVERIFY(Credentials::takeFromEnvironment().isEmpty());
    const QUuid id = QUuid::createUuid();
    QCOMPARE(Credentials::account(id, QStringLiteral("orchard")), id.toString(QUuid::WithoutBraces) + u"/orchard");
}

void TestSecrets::memoryStore()
{
    MemorySecretStore store;
    QVERIFY(!store.isPersistent());
    QObject context;
    QList<QByteArray> answers;
    const auto note = [&](const SecretStore::Answer &answer) {
        QVERIFY(!answer.problem);
        answers += QByteArray(answer.secret.constData(), answer.secret.size());
    };
    const QString account = QStringLiteral("p/orchard");
    store.read(account, &context, note);
    store.write(account, "key", &context, note);
    store.read(account, &context, note);
    store.write(account, "other", &context, note);
    store.read(account, &context, note);
    store.remove(account, &context, note);
    store.read(account, &context, note);
    store.write(account, "third", &context, note);
    store.write(account, "", &context, note);
    store.read(account, &context, note);
    QVERIFY2(answers.isEmpty(), "an answer must not come from inside the call");
    QTRY_COMPARE(answers.size(), 10);
    QCOMPARE(answers.at(0), QByteArray());
    QCOMPARE(answers.at(2), QByteArray("key"));
    QCOMPARE(answers.at(4), QByteArray("other"));
    QCOMPARE(answers.at(6), QByteArray());
    QCOMPARE(answers.at(9), QByteArray());
}

void TestSecrets::goneContextHearsNothing()
{
    MemorySecretStore store;
    auto context = std::make_unique<QObject>();
    bool heard = false;
    store.read(QStringLiteral("x"), context.get(), [&](const SecretStore::Answer &) { heard = true; });
    probeSecretStore(context.get(), [&](std::unique_ptr<SecretStore>, const Problem &) { heard = true; });
    context.reset();
    QObject later;
    bool done = false;
    probeSecretStore(&later, [&](std::unique_ptr<SecretStore>, const Problem &) { done = true; });
    QTRY_VERIFY(done);
    QVERIFY(!heard);
}

void TestSecrets::withoutBusKeysStayInMemory()
{
    QObject context;
    std::unique_ptr<SecretStore> store;
    Problem problem;
    probeSecretStore(&context, [&](std::unique_ptr<SecretStore> found, const Problem &why) {
        store = std::move(found);
        problem = why;
    });
    QVERIFY(!store);
    QTRY_VERIFY(store);
    QVERIFY(!store->isPersistent());
    QCOMPARE(problem.code, Problem::Code::SecretStoreUnavailable);
}

void TestSecrets::busWithoutAnswer()
{
    // A bus that is named, but is not there: the keychain's library is asked and fails or stays silent.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    QObject context;
    int answers = 0;
    std::unique_ptr<SecretStore> store;
    probeSecretStore(
        &context,
        [&](std::unique_ptr<SecretStore> found, const Problem &) {
            store = std::move(found);
            ++answers;
        },
        std::chrono::seconds(1));
    QTRY_COMPARE_WITH_TIMEOUT(answers, 1, 30'000);
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    QVERIFY(!store->isPersistent());
    QTest::qWait(50);
    QCOMPARE(answers, 1);
}

void TestSecrets::folders()
{
    QTemporaryDir folder;
    const Paths paths = Paths::below(folder.filePath(QStringLiteral("a b")));
    QVERIFY(!paths.create());
    QVERIFY(!paths.create());
    const QUuid id = QUuid::createUuid();
    QVERIFY(paths.profilesFile().startsWith(paths.configFolder()));
    QVERIFY(paths.historyFile(id).contains(id.toString(QUuid::WithoutBraces)));
    QCOMPARE(QFileInfo(paths.historyFile(id)).path(), paths.historyFolder());
#ifdef Q_OS_UNIX
    const auto others = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QVERIFY(QFile::setPermissions(paths.configFolder(), QFile::permissions(paths.configFolder()) | others));
    QVERIFY(!paths.create());
    for (const QString &made : {paths.configFolder(), paths.dataFolder(), paths.historyFolder()})
        QVERIFY2(!(QFile::permissions(made) & others), qPrintable(made));
#endif
    const Paths standard = Paths::standard();
    QVERIFY(standard.configFolder().endsWith(u"/ttn-console"));
    QVERIFY(standard.dataFolder().endsWith(u"/ttn-console"));
    QVERIFY(QDir::isAbsolutePath(Paths::below(QStringLiteral("relative")).dataFolder()));
}

void TestSecrets::folderInTheWay()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("config")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Problem problem = Paths::below(folder.path()).create();
    QCOMPARE(problem.code, Problem::Code::FileUnwritable);
    QCOMPARE(problem.args, QStringList{file.fileName()});
}

TTN_TEST_MAIN(TestSecrets)
#include "tst_secrets.moc"
