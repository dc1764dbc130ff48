// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/connectionfile.h"
#include "backend/accounts/profilejson.h"
#include "backend/domain/problemtext.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>

using namespace Backend;
using namespace Domain;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeAll(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QString caFile()
{
    return QStringLiteral(TTN_TEST_DATA "/accounts/ca.pem");
}

/// A file with one address and one `tls` value.
QByteArray simple(const QByteArray &address, const QByteArray &tls)
{
    return R"({"format":1,"generation":"v3","mqtt":{"address":")" + address + R"(","tls":)" + tls
        + R"(},"applications":["orchard"]})";
}

} // namespace

class TestConnectionFile : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void everything();
    void v2();
    void addresses_data();
    void addresses();
    void pins();
    void caIsRelativeAndHoldsNoKey();
    void plaintext_data();
    void plaintext();
    void mistakes_data();
    void mistakes();
    void files();
    void roundTrip();
    void savedCaDoesNotOverwrite();
    void idIsStable();
};

void TestConnectionFile::everything()
{
    Problem problem;
    const auto profile = ConnectionFile::parse(R"({"format":1,"generation":"v3","tenant":"ttn","extra":{"x":1},
        "mqtt":{"address":"eu1.cloud.thethings.network:8883","tls":"system"},
        "grpc":{"identity":"eu1.cloud.thethings.network:8884","cluster":"nam1.cloud.thethings.network","tls":"system"},
        "applications":["orchard","vineyard"]})",
                                               QStringLiteral("/home/me/bench.json"), &problem);
    QVERIFY2(profile, qPrintable(problemLine(problem)));
    QVERIFY(!problem);
    QCOMPARE(profile->name, QStringLiteral("bench"));
    QVERIFY(!profile->id.isNull());
    QCOMPARE(profile->generation, Generation::V3);
    QCOMPARE(profile->mqtt.host, QStringLiteral("eu1.cloud.thethings.network"));
    QCOMPARE(profile->mqtt.port, quint16(8883));
    QVERIFY(profile->mqtt.trust == TrustPolicy::system());
    QCOMPARE(profile->grpcIdentity->port, quint16(8884));
    QCOMPARE(profile->grpcCluster->host, QStringLiteral("nam1.cloud.thethings.network"));
    QCOMPARE(profile->grpcCluster->port, quint16(8884));
    QCOMPARE(profile->applications, (QStringList{QStringLiteral("orchard"), QStringLiteral("vineyard")}));
    QCOMPARE(profile->tenant, QStringLiteral("ttn"));
    QVERIFY(!profile->plaintextAllowed);
}

void TestConnectionFile::v2()
{
    Problem problem;
    const auto profile
        = ConnectionFile::parse("\xEF\xBB\xBF"
                                R"({"format":1,"generation":"v2","mqtt":{"address":"localhost","tls":null},
        "discovery":{"address":"localhost:1900","tls":null},"applications":["green_house"]})",
                                QStringLiteral("v2.json"), &problem);
    QVERIFY2(profile, qPrintable(problemLine(problem)));
    QCOMPARE(profile->generation, Generation::V2);
    QVERIFY(!profile->mqtt.trust);
    QCOMPARE(profile->mqtt.port, quint16(1883));
    QCOMPARE(profile->discovery->port, quint16(1900));
    QCOMPARE(profile->userName(profile->applications.first()), QStringLiteral("green_house"));
}

void TestConnectionFile::addresses_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("tls");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port"); // 0: refused
    const QByteArray tls = R"("system")";
    QTest::newRow("default with TLS") << QByteArray("a.example") << tls << "a.example" << 8883;
    QTest::newRow("default without TLS") << QByteArray("127.0.0.1") << QByteArray("null") << "127.0.0.1" << 1883;
    QTest::newRow("IPv6") << QByteArray("[::1]:1883") << QByteArray("null") << "::1" << 1883;
    QTest::newRow("IPv6 without port") << QByteArray("[2001:db8::5]") << tls << "2001:db8::5" << 8883;
    QTest::newRow("bare IPv6") << QByteArray("2001:db8::5") << tls << "2001:db8::5" << 8883;
    QTest::newRow("international") << QByteArray("b\xC3\xBCro.example:1") << tls
                                   << QString::fromUtf8("b\xC3\xBCro.example") << 1;
    QTest::newRow("largest port") << QByteArray("a:65535") << tls << "a" << 65535;
    for (const char *bad : {"", ":8883", "a:", "a:0", "a:65536", "a:-1", "a:+1", "a: 1", "a:1x", "a:1:2", "a b:1",
                            "a/b", "user@a:1", "mqtts://a:8883", "[::1", "[a]:1", "[::1]1883", "[]:1", "a\\n:1"})
        QTest::addRow("refused '%s'", bad) << QByteArray(bad) << tls << QString() << 0;
}

void TestConnectionFile::addresses()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, tls);
    QFETCH(QString, host);
    QFETCH(int, port);
    Problem problem;
    const auto profile = ConnectionFile::parse(simple(address, tls), QStringLiteral("x.json"), &problem);
    QCOMPARE(profile.has_value(), port != 0);
    if (!profile) {
        QCOMPARE(problem.code, Problem::Code::ConnectionFileInvalid);
        QCOMPARE(problem.args.value(1), QStringLiteral("mqtt.address"));
        return;
    }
    QCOMPARE(profile->mqtt.host, host);
    QCOMPARE(int(profile->mqtt.port), port);
}

void TestConnectionFile::pins()
{
    const QByteArray plain = QByteArray("0f").repeated(32);
    const QByteArray colons = QByteArray("0F:").repeated(32).chopped(1);
    for (const QByteArray &digits : {plain, colons}) {
        Problem problem;
        const auto profile = ConnectionFile::parse(simple("a", R"({"pin":"sha256:)" + digits + R"("})"),
                                                   QStringLiteral("x"), &problem);
        QVERIFY2(profile, qPrintable(problemLine(problem)));
        QVERIFY(profile->mqtt.trust == TrustPolicy::pin(QByteArray(32, '\x0f')));
    }
    for (const QByteArray &bad :
         std::initializer_list<QByteArray>{plain.chopped(2), plain + "00", plain.chopped(1) + "g", QByteArray()}) {
        Problem problem;
        QVERIFY(
            !ConnectionFile::parse(simple("a", R"({"pin":"sha256:)" + bad + R"("})"), QStringLiteral("x"), &problem));
        QCOMPARE(problem.args.value(1), QStringLiteral("mqtt.tls.pin"));
    }
}

void TestConnectionFile::caIsRelativeAndHoldsNoKey()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("certs")));
    const QByteArray certificate = readAll(caFile());
    QVERIFY(writeAll(folder.filePath(QStringLiteral("certs/ca.pem")),
                     "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n" + certificate));
    const QString path = folder.filePath(QStringLiteral("c.json"));
    Problem problem;
    const auto profile = ConnectionFile::parse(simple("a", R"({"ca":"certs/ca.pem"})"), path, &problem);
    QVERIFY2(profile, qPrintable(problemLine(problem)));
    QCOMPARE(profile->mqtt.trust->kind, TrustPolicy::Kind::Ca);
    QCOMPARE(profile->mqtt.trust->pem, certificatesOnly(certificate));
    QVERIFY(!profile->mqtt.trust->pem.contains("PRIVATE"));

    for (const char *bad : {"absent.pem", "certs", "c.json", ""}) {
        QVERIFY(writeAll(path, "no certificate"));
        QVERIFY(!ConnectionFile::parse(simple("a", QByteArray(R"({"ca":")") + bad + R"("})"), path, &problem));
        QCOMPARE(problem.code, Problem::Code::CaUnreadable);
        QVERIFY(problem.args.value(0).startsWith(folder.path()));
    }
}

void TestConnectionFile::plaintext_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("allowed");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("loopback") << QByteArray("127.0.0.1") << QByteArray() << true;
    QTest::newRow("localhost") << QByteArray("LocalHost") << QByteArray() << true;
    QTest::newRow("looks like loopback") << QByteArray("127.0.0.example.org") << QByteArray() << false;
    QTest::newRow("elsewhere") << QByteArray("a.example") << QByteArray() << false;
    QTest::newRow("elsewhere, refused") << QByteArray("a.example") << QByteArray(R"("plaintext":false,)") << false;
    QTest::newRow("elsewhere, allowed") << QByteArray("a.example") << QByteArray(R"("plaintext":true,)") << true;
}

void TestConnectionFile::plaintext()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, allowed);
    QFETCH(bool, accepted);
    const QByteArray mqtt = R"("address":")" + host + R"(","tls":null)";
    const QByteArray rest = R"("format":1,"generation":"v3","applications":["orchard"])";
    // It may stand at the top, or beside the address.
    const QByteArray atTop = "{" + allowed + rest + R"(,"mqtt":{)" + mqtt + "}}";
    const QByteArray beside = "{" + rest + R"(,"mqtt":{)" + allowed + mqtt + "}}";
    for (const QByteArray &text : {atTop, beside}) {
        Problem problem;
        QCOMPARE(ConnectionFile::parse(text, QStringLiteral("x"), &problem).has_value(), accepted);
        QCOMPARE(problem.code, accepted ? Problem::Code::None : Problem::Code::PlaintextNotAllowed);
    }
}

void TestConnectionFile::mistakes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    const QByteArray head = R"({"format":1,"generation":"v3",)";
    const QByteArray mqtt = R"("mqtt":{"address":"a","tls":"system"},)";
    QTest::newRow("empty") << QByteArray() << "line 1";
    QTest::newRow("no JSON") << QByteArray("{\n  \"format\": 1,\n  x") << "line 3";
    QTest::newRow("list") << QByteArray("[]") << "line 1";
    QTest::newRow("no format") << QByteArray(R"({"generation":"v3"})") << "format";
    QTest::newRow("newer format") << QByteArray(R"({"format":2})") << "format";
    QTest::newRow("generation") << QByteArray(R"({"format":1,"generation":"v4"})") << "generation";
    QTest::newRow("no generation") << QByteArray(R"({"format":1})") << "generation";
    QTest::newRow("no mqtt") << head + R"("applications":["orchard"]})"
                             << "mqtt";
    QTest::newRow("mqtt text") << head + R"("mqtt":"a:1"})"
                               << "mqtt";
    QTest::newRow("no address") << head + R"("mqtt":{}})"
                                << "mqtt.address";
    QTest::newRow("address number") << head + R"("mqtt":{"address":1}})"
                                    << "mqtt.address";
    QTest::newRow("tls true") << head + R"("mqtt":{"address":"a","tls":true}})"
                              << "mqtt.tls";
    QTest::newRow("tls none") << head + R"("mqtt":{"address":"a","tls":"none"}})"
                              << "mqtt.tls";
    QTest::newRow("tls both") << head + R"("mqtt":{"address":"a","tls":{"ca":"x","pin":"y"}}})"
                              << "mqtt.tls";
    QTest::newRow("plaintext text") << head + R"("plaintext":"yes"})"
                                    << "plaintext";
    QTest::newRow("no applications") << head + mqtt + R"("x":1})"
                                     << "applications";
    QTest::newRow("empty applications") << head + mqtt + R"("applications":[]})"
                                        << "applications";
    QTest::newRow("application number") << head + mqtt + R"("applications":["orchard",5]})"
                                        << "applications[1]";
    QTest::newRow("application wildcard") << head + mqtt + R"("applications":["+"]})"
                                          << "applications[0]";
    QTest::newRow("application with tenant") << head + mqtt + R"("applications":["orchard@ttn"]})"
                                             << "applications[0]";
    QTest::newRow("twice") << head + mqtt + R"("applications":["orchard","orchard"]})"
                           << "applications[1]";
    QTest::newRow("tenant") << head + mqtt + R"("applications":["orchard"],"tenant":"T T"})"
                            << "tenant";
    QTest::newRow("tenant in v2") << QByteArray(R"({"format":1,"generation":"v2",)") + mqtt
            + R"("applications":["ab"],"tenant":"ttn"})"
                                  << "tenant";
    QTest::newRow("grpc") << head + mqtt + R"("applications":["orchard"],"grpc":{"identity":"a:b"}})"
                          << "grpc.identity";
    QTest::newRow("too large") << QByteArray(2 << 20, ' ') << "line 1";
}

void TestConnectionFile::mistakes()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    Problem problem;
    QVERIFY(!ConnectionFile::parse(text, QStringLiteral("/x/c.json"), &problem));
    QCOMPARE(problem.code, Problem::Code::ConnectionFileInvalid);
    QCOMPARE(problem.args.size(), 3);
    QCOMPARE(problem.args.at(0), QStringLiteral("/x/c.json"));
    QCOMPARE(problem.args.at(1), where);
    QVERIFY(!problem.args.at(2).isEmpty());
}

void TestConnectionFile::files()
{
    QTemporaryDir folder;
    Problem problem;
    QVERIFY(!ConnectionFile::load(folder.filePath(QStringLiteral("absent.json")), &problem));
    QCOMPARE(problem.code, Problem::Code::FileUnreadable);
    QVERIFY(!ConnectionFile::load(folder.path(), &problem));
    QCOMPARE(problem.code, Problem::Code::FileUnreadable);
    const QString path = folder.filePath(QStringLiteral("bench.json"));
    QVERIFY(writeAll(path, simple("a", R"("system")")));
    QVERIFY(ConnectionFile::load(path, &problem));
    QVERIFY(!problem);
}

void TestConnectionFile::roundTrip()
{
    QTemporaryDir folder;
    const QByteArray pem = certificatesOnly(readAll(caFile()));
    Profile profile;
    profile.generation = Generation::V3;
    profile.tenant = QStringLiteral("ttn");
    profile.applications = QStringList{QStringLiteral("orchard"), QStringLiteral("vineyard")};
    profile.plaintextAllowed = true;
    profile.mqtt = {QStringLiteral("2001:db8::5"), 1883, std::nullopt};
    profile.grpcIdentity = Endpoint{QStringLiteral("id.example"), 8884, TrustPolicy::ca(pem)};
    profile.grpcCluster = Endpoint{QStringLiteral("eu.example"), 18884, TrustPolicy::ca(pem)};
    profile.discovery = Endpoint{QStringLiteral("d.example"), 1900, TrustPolicy::pin(QByteArray(32, '\x7f'))};
    const QString path = folder.filePath(QStringLiteral("bench.v3.json"));
    const Problem saved = ConnectionFile::save(profile, path);
    QVERIFY2(!saved, qPrintable(problemLine(saved)));
    QCOMPARE(readAll(folder.filePath(QStringLiteral("bench.v3-ca.pem"))), pem);

    Problem problem;
    auto read = ConnectionFile::load(path, &problem);
    QVERIFY2(read, qPrintable(problemLine(problem)));
    QCOMPARE(read->name, QStringLiteral("bench.v3"));
    read->name.clear();
    read->id = {};
    QVERIFY(*read == profile);

    QCOMPARE(ConnectionFile::save(profile, folder.filePath(QStringLiteral("no/folder.json"))).code,
             Problem::Code::FileUnwritable);
}

void TestConnectionFile::savedCaDoesNotOverwrite()
{
    QTemporaryDir folder;
    const QString other = folder.filePath(QStringLiteral("c-ca.pem"));
    QVERIFY(writeAll(other, "something else"));
    Profile profile;
    profile.applications = QStringList{QStringLiteral("orchard")};
    profile.mqtt = {QStringLiteral("a.example"), 8883, TrustPolicy::ca(readAll(caFile()))};
    const QString path = folder.filePath(QStringLiteral("c.json"));
    QVERIFY(!ConnectionFile::save(profile, path));
    QVERIFY(!ConnectionFile::save(profile, path));
    QCOMPARE(readAll(other), QByteArray("something else"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 3);
    Problem problem;
    QVERIFY(ConnectionFile::load(path, &problem));
}

void TestConnectionFile::idIsStable()
{
    const auto id = [](const QByteArray &text) {
        Problem problem;
        const auto profile = ConnectionFile::parse(text, QStringLiteral("x"), &problem);
        return profile ? profile->id : QUuid();
    };
    const QByteArray pin = R"({"pin":"sha256:)" + QByteArray("00").repeated(32) + R"("})";
    QVERIFY(!id(simple("a", R"("system")")).isNull());
    QCOMPARE(id(simple("a", R"("system")")), id(simple("A:8883", pin)));
    QVERIFY(id(simple("a", R"("system")")) != id(simple("b", R"("system")")));
}

TTN_TEST_MAIN(TestConnectionFile)
#include "tst_connectionfile.moc"
