// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/profilestore.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Backend;
using namespace Domain;

namespace {

Profile makeProfile(const QString &name)
{
    Profile profile;
    profile.name = name;
    profile.tenant = QStringLiteral("ttn");
    profile.mqtt = {QStringLiteral("eu1.example"), 8883, TrustPolicy::system()};
    profile.applications = QStringList{QStringLiteral("orchard")};
    return profile;
}

} // namespace

class TestProfileStore : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void startsEmpty();
    void keepsWhatIsAdded();
    void namesAreUnique();
    void updatesRemovesDuplicates();
    void keepsUnknownKeys();
    void fileIsPrivateAndHoldsNoSecret();
    void damagedIsSetAside();
    void oneDamagedEntry();
    void newerIsLeftAlone();
    void invalidIsNotWritten();
    void twoConsoles();
    void unwritable();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("profiles.json")); }
    [[nodiscard]] QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QByteArray &content) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestProfileStore::init()
{
    TestBase::init();
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestProfileStore::startsEmpty()
{
    ProfileStore store(path());
    QVERIFY(!store.load());
    QVERIFY(store.profiles().empty());
    QVERIFY(!store.isReadOnly());
    QVERIFY(!QFile::exists(path()));
}

void TestProfileStore::keepsWhatIsAdded()
{
    QFile ca(QStringLiteral(TTN_TEST_DATA "/accounts/ca.pem"));
    QVERIFY(ca.open(QIODevice::ReadOnly));
    ProfileStore store(path());
    QVERIFY(!store.load());
    Profile first = makeProfile(QStringLiteral("bench"));
    first.mqtt.trust = TrustPolicy::ca(ca.readAll());
    first.grpcCluster = Endpoint{QStringLiteral("::1"), 1884, std::nullopt};
    QVERIFY(!store.add(first));
    Profile second = makeProfile(QStringLiteral("field"));
    second.mqtt.trust = TrustPolicy::pin(QByteArray(32, 'x'));
    QVERIFY(!store.add(second));
    QVERIFY(!first.id.isNull() && first.id != second.id);

    ProfileStore again(path());
    QVERIFY(!again.load());
    QCOMPARE(again.profiles().size(), std::size_t(2));
    QVERIFY(again.profiles()[0] == first);
    QVERIFY(again.profiles()[1] == second);
    QVERIFY(again.find(second.id) == second);
    QVERIFY(!again.find(QUuid::createUuid()));
    QVERIFY(again.findByName(QStringLiteral("BENCH")) == first);
    QVERIFY(!again.findByName(QStringLiteral("benc")));
}

void TestProfileStore::namesAreUnique()
{
    ProfileStore store(path());
    QVERIFY(!store.load());
    Profile first = makeProfile(QStringLiteral(" Bench "));
    Profile second = makeProfile(QStringLiteral("bench"));
    Profile third = makeProfile(QString());
    QVERIFY(!store.add(first) && !store.add(second) && !store.add(third));
    QCOMPARE(first.name, QStringLiteral("Bench"));
    QCOMPARE(second.name, QStringLiteral("bench 2"));
    QVERIFY(!third.name.isEmpty());
    QVERIFY(!store.update(first));
    QCOMPARE(first.name, QStringLiteral("Bench"));
    second.name = QStringLiteral("BENCH");
    QVERIFY(!store.update(second));
    QCOMPARE(second.name, QStringLiteral("BENCH 2"));
}

void TestProfileStore::updatesRemovesDuplicates()
{
    ProfileStore store(path());
    QVERIFY(!store.load());
    Profile profile = makeProfile(QStringLiteral("bench"));
    QVERIFY(!store.add(profile));
    profile.applications += QStringLiteral("vineyard");
    QVERIFY(!store.update(profile));
    Profile copy;
    QVERIFY(!store.duplicate(profile.id, &copy));
    QVERIFY(copy.id != profile.id);
    QCOMPARE(copy.name, QStringLiteral("bench 2"));
    QCOMPARE(copy.applications, profile.applications);
    QVERIFY(!store.remove(profile.id));
    QCOMPARE(store.remove(profile.id).code, Problem::Code::ProfileUnknown);
    QCOMPARE(store.update(profile).code, Problem::Code::ProfileUnknown);
    QCOMPARE(store.duplicate(profile.id, &copy).code, Problem::Code::ProfileUnknown);
    ProfileStore again(path());
    QVERIFY(!again.load());
    QCOMPARE(again.profiles().size(), std::size_t(1));
}

void TestProfileStore::keepsUnknownKeys()
{
    put(R"({"format":1,"theme":"of tomorrow","profiles":[{"id":"6b1d3f6a-7f0e-4a39-9df4-0f3a5f2f7a11","name":"bench","generation":"v3",
        "mqtt":{"address":"a:1883","tls":"system","alpn":"x"},"tenant":"ttn","applications":["orchard"],"colour":"green"}]})");
    ProfileStore store(path());
    QVERIFY(!store.load());
    Profile profile = store.profiles().front();
    profile.tenant.clear();
    profile.mqtt.port = 8883;
    QVERIFY(!store.update(profile));
    const QJsonObject root = QJsonDocument::fromJson(bytes()).object();
    const QJsonObject entry = root.value(u"profiles").toArray().first().toObject();
    QCOMPARE(root.value(u"theme").toString(), QStringLiteral("of tomorrow"));
    QCOMPARE(entry.value(u"colour").toString(), QStringLiteral("green"));
    QCOMPARE(entry.value(u"mqtt").toObject().value(u"alpn").toString(), QStringLiteral("x"));
    QCOMPARE(entry.value(u"mqtt").toObject().value(u"address").toString(), QStringLiteral("a:8883"));
    QVERIFY2(!entry.contains(u"tenant"), "a key that we know and no longer need must go");
}

void TestProfileStore::fileIsPrivateAndHoldsNoSecret()
{
    QFile ca(QStringLiteral(TTN_TEST_DATA "/accounts/ca.pem"));
    QVERIFY(ca.open(QIODevice::ReadOnly));
    ProfileStore store(path());
    QVERIFY(!store.load());
    Profile profile = makeProfile(QStringLiteral("bench"));
    // People choose files in which the server's private key stands beside its certificate.
    profile.mqtt.trust
        = TrustPolicy::ca("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n" + ca.readAll());
    QVERIFY(!store.add(profile));
    const QByteArray content = bytes();
    QVERIFY(content.contains("BEGIN CERTIFICATE"));
    for (const char *word : {"PRIVATE", "c2VjcmV0", "password", "secret", "api_key", "access_key", "NNSXS"})
        QVERIFY2(!content.contains(word), word);
#ifdef Q_OS_UNIX
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(path()) & others));
    QVERIFY(QFile::setPermissions(path(), QFile::permissions(path()) | others));
    QVERIFY(!store.update(profile));
    QVERIFY(!(QFile::permissions(path()) & others));
#endif
}

void TestProfileStore::damagedIsSetAside()
{
    for (const QByteArray &content : {QByteArray("{\"format\":1,\"prof"), QByteArray(), QByteArray("[1]"),
                                      QByteArray(R"({"profiles":[]})"), QByteArray(R"({"format":1,"profiles":{}})")}) {
        put(content);
        ProfileStore store(path());
        const Problem problem = store.load();
        QCOMPARE(problem.code, Problem::Code::ProfilesDamaged);
        QCOMPARE(problem.args.value(0), path());
        QFile aside(problem.args.value(1));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
        QVERIFY(store.profiles().empty());
        Profile profile = makeProfile(QStringLiteral("bench"));
        QVERIFY(!store.add(profile));
        QVERIFY(!store.load());
        QCOMPARE(store.profiles().size(), std::size_t(1));
    }
    QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("*.damaged-*")}).size(), 5);
}

void TestProfileStore::oneDamagedEntry()
{
    put(R"({"format":1,"profiles":[{"name":"no id"},{"id":"6b1d3f6a-7f0e-4a39-9df4-0f3a5f2f7a11","name":"bench","generation":"v3",
        "mqtt":{"address":"a","tls":"system"},"applications":["orchard"]}]})");
    ProfileStore store(path());
    const Problem problem = store.load();
    QCOMPARE(problem.code, Problem::Code::ProfilesDamaged);
    QVERIFY(QFile::exists(problem.args.value(1)));
    QCOMPARE(store.profiles().size(), std::size_t(1));
    Profile profile = makeProfile(QStringLiteral("field"));
    QVERIFY(!store.add(profile));
    QVERIFY(!store.load());
    QCOMPARE(store.profiles().size(), std::size_t(2));
}

void TestProfileStore::newerIsLeftAlone()
{
    const QByteArray content = R"({"format":2,"profiles":"of another kind"})";
    put(content);
    ProfileStore store(path());
    QCOMPARE(store.load().code, Problem::Code::ProfilesNewer);
    QVERIFY(store.isReadOnly());
    Profile profile = makeProfile(QStringLiteral("bench"));
    QCOMPARE(store.add(profile).code, Problem::Code::ProfilesNewer);
    QCOMPARE(bytes(), content);
    QVERIFY(store.profiles().empty());
}

void TestProfileStore::invalidIsNotWritten()
{
    ProfileStore store(path());
    QVERIFY(!store.load());
    Profile profile = makeProfile(QStringLiteral("bench"));
    QVERIFY(!store.add(profile));
    const QByteArray before = bytes();
    profile.applications.clear();
    const Problem problem = store.update(profile);
    QCOMPARE(problem.code, Problem::Code::ConnectionFileInvalid);
    QCOMPARE(problem.args.value(1), QStringLiteral("applications"));
    profile.applications = QStringList{QStringLiteral("orchard")};
    profile.mqtt.trust.reset();
    QCOMPARE(store.update(profile).code, Problem::Code::PlaintextNotAllowed);
    QCOMPARE(bytes(), before);
    QVERIFY(store.profiles().front().mqtt.trust);
}

void TestProfileStore::twoConsoles()
{
    ProfileStore one(path());
    ProfileStore two(path());
    QVERIFY(!one.load() && !two.load());
    Profile first = makeProfile(QStringLiteral("bench"));
    Profile second = makeProfile(QStringLiteral("bench"));
    QVERIFY(!one.add(first));
    QVERIFY(!two.add(second));
    QCOMPARE(second.name, QStringLiteral("bench 2"));
    QVERIFY(!one.load());
    QCOMPARE(one.profiles().size(), std::size_t(2));
    // Damaged under our feet: what we know is not lost.
    put("{");
    Profile third = makeProfile(QStringLiteral("third"));
    QVERIFY(!one.add(third));
    QVERIFY(!two.load());
    QCOMPARE(two.profiles().size(), std::size_t(3));
}

void TestProfileStore::unwritable()
{
    ProfileStore store(m_folder->filePath(QStringLiteral("absent/profiles.json")));
    QVERIFY(!store.load());
    Profile profile = makeProfile(QStringLiteral("bench"));
    QCOMPARE(store.add(profile).code, Problem::Code::FileUnwritable);
    QVERIFY(store.profiles().empty());
}

TTN_TEST_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
