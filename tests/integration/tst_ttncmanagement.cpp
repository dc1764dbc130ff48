// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ttnc's management commands against servers in this process.
#include "tests/integration/ttncprocess.h"
#include "tests/support/testmain.h"
#include "tests/unit/rpc/rpcrig.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <discovery/discovery.pb.h>
#include <handler/handler.pb.h>
#include <lorawan/device.pb.h>
#include <ttn/lorawan/v3/access.pb.h>
#include <ttn/lorawan/v3/application.pb.h>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace wire = ttn::lorawan::v3;

namespace {

constexpr auto stackKey = "NNSXS.ABC.DEF";
constexpr auto handlerKey = "ttn-account-v2.secret";

RpcRig::Answer ok(const std::string &message = {}, const std::map<std::string, std::string> &headers = {})
{
    RpcRig::Answer answer;
    answer.messages = {message};
    answer.headers = headers;
    return answer;
}

RpcRig::Answer failed(int code, const std::string &text)
{
    RpcRig::Answer answer;
    answer.code = code;
    answer.text = text;
    return answer;
}

/// Answers by the last part of the method's name; one that nobody named is a failure.
struct Server
{
    std::map<std::string, RpcRig::Handler> methods;
    Backend::Certificate certificate;
    RpcRig rig{[this](const RpcRig::Question &question) {
                   const std::string name = question.method.substr(question.method.rfind('/') + 1);
                   const auto it = methods.find(name);
                   return it == methods.end() ? failed(12, "not expected: " + name) : it->second(question);
               },
               certificate};

    [[nodiscard]] QString address() const { return QStringLiteral("127.0.0.1:%1").arg(rig.port()); }
};

RpcRig::Handler says(const google::protobuf::Message &message)
{
    return [bytes = message.SerializeAsString()](const RpcRig::Question &) { return ok(bytes); };
}

wire::AuthInfoResponse user()
{
    wire::AuthInfoResponse info;
    info.mutable_api_key()->mutable_entity_ids()->mutable_user_ids()->set_user_id("alice");
    return info;
}

wire::AuthInfoResponse keyOf(const std::string &application)
{
    wire::AuthInfoResponse info;
    info.mutable_api_key()->mutable_entity_ids()->mutable_application_ids()->set_application_id(application);
    return info;
}

wire::Application applicationNamed(const std::string &id, const std::string &name = {})
{
    wire::Application application;
    application.mutable_ids()->set_application_id(id);
    application.set_name(name);
    return application;
}

QByteArray textOf(const RpcRig::Question &question, const char *name)
{
    const auto it = question.metadata.find(name);
    return it == question.metadata.end() ? QByteArray() : QByteArray::fromStdString(it->second);
}

} // namespace

class TestTtncManagement : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void listsEveryPage();
    void asksWithEachKeyOnce();
    void getsOneApplication();
    void refusals_data();
    void refusals();
    void servicesThatNobodyNamed();
    void aFullDiskIsTold();
    void interruptEndsIt();
    void v2Applications();
    void v2DevicesWithoutTheirKeys();

private:
    QString connectionFile(const QJsonObject &parts, const QStringList &applications = {QStringLiteral("orchard")});
    QString stackFile(const Server &server, const QStringList &applications = {QStringLiteral("orchard")});
    QString handlerFile(const Server &discovery);
    /// The discovery of a network with one handler.
    static void announce(Server &discovery, const Server &handler);

    QTemporaryDir m_folder;
};

QString TestTtncManagement::connectionFile(const QJsonObject &parts, const QStringList &applications)
{
    QJsonObject json = parts;
    json.insert(QStringLiteral("format"), 1);
    json.insert(QStringLiteral("mqtt"),
                QJsonObject{{QStringLiteral("address"), QStringLiteral("127.0.0.1:1")},
                            {QStringLiteral("tls"), QJsonValue::Null}});
    json.insert(QStringLiteral("applications"), QJsonArray::fromStringList(applications));
    QFile file(m_folder.filePath(QStringLiteral("connection.json")));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(QJsonDocument(json).toJson());
    return file.fileName();
}

QString TestTtncManagement::stackFile(const Server &server, const QStringList &applications)
{
    return connectionFile({{QStringLiteral("generation"), QStringLiteral("v3")},
                           {QStringLiteral("grpc"),
                            QJsonObject{{QStringLiteral("identity"), server.address()},
                                        {QStringLiteral("cluster"), server.address()},
                                        {QStringLiteral("tls"), QJsonValue::Null}}}},
                          applications);
}

QString TestTtncManagement::handlerFile(const Server &discovery)
{
    return connectionFile(
        {{QStringLiteral("generation"), QStringLiteral("v2")},
         {QStringLiteral("discovery"),
          QJsonObject{{QStringLiteral("address"), discovery.address()}, {QStringLiteral("tls"), QJsonValue::Null}}}},
        {QStringLiteral("orchard"), QStringLiteral("greenhouse")});
}

void TestTtncManagement::announce(Server &discoveryServer, const Server &handlerServer)
{
    discovery::Announcement announcement;
    announcement.set_net_address(handlerServer.address().toStdString());
    announcement.set_certificate(handlerServer.certificate.certificatePem.toStdString());
    discoveryServer.methods["GetByAppID"] = says(announcement);
}

void TestTtncManagement::listsEveryPage()
{
    Server server;
    server.methods["AuthInfo"] = says(user());
    server.methods["List"] = [](const RpcRig::Question &question) {
        wire::ListApplicationsRequest request;
        request.ParseFromString(question.message);
        wire::Applications page;
        // A server that gives less than was asked for.
        *page.add_applications() = applicationNamed("page-" + std::to_string(request.page()), "A \"name\"");
        return ok(page.SerializeAsString(), {{"x-total-count", "3"}});
    };
    const Ttnc ended = run(
        {QStringLiteral("applications"), QStringLiteral("list"), QStringLiteral("--connection"), stackFile(server)},
        stackKey);
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
    QVERIFY2(ended.errors.isEmpty(), ended.errors.constData());
    QCOMPARE(ended.lines.size(), 3);
    QCOMPARE(ended.lines.at(2).value(u"application_id").toString(), QStringLiteral("page-3"));
    QCOMPARE(ended.lines.at(2).value(u"name").toString(), QStringLiteral("A \"name\""));
    QVERIFY(ended.lines.at(2).value(u"description").isNull());
    QVERIFY(ended.output.startsWith(R"({"application_id":"page-1",)"));
}

void TestTtncManagement::asksWithEachKeyOnce()
{
    Server server;
    server.methods["AuthInfo"] = [](const RpcRig::Question &question) {
        const bool first = textOf(question, "authorization").endsWith("AAA.AAA");
        return ok(keyOf(first ? "orchard" : "vineyard").SerializeAsString());
    };
    server.methods["Get"] = [](const RpcRig::Question &question) {
        wire::GetApplicationRequest request;
        request.ParseFromString(question.message);
        return ok(applicationNamed(request.application_ids().application_id()).SerializeAsString());
    };
    const Ttnc ended
        = run({QStringLiteral("applications"), QStringLiteral("list"), QStringLiteral("--connection"),
               stackFile(server, {QStringLiteral("orchard"), QStringLiteral("vineyard"), QStringLiteral("cellar")})},
              R"({"orchard":"NNSXS.AAA.AAA","vineyard":"NNSXS.BBB.BBB","cellar":"NNSXS.BBB.BBB"})");
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
    QCOMPARE(ended.lines.size(), 2);
    QCOMPARE(ended.lines.at(1).value(u"application_id").toString(), QStringLiteral("vineyard"));
    QCOMPARE(server.rig.asked(), 4);
}

void TestTtncManagement::getsOneApplication()
{
    Server server;
    wire::Application application = applicationNamed("vineyard", "Vineyard");
    (*application.mutable_attributes())["slope"] = "south";
    application.mutable_created_at()->set_seconds(1'600'000'000);
    application.mutable_administrative_contact()->mutable_user_ids()->set_user_id("alice");
    server.methods["Get"] = says(application);
    const Ttnc ended = run({QStringLiteral("applications"), QStringLiteral("get"), QStringLiteral("vineyard"),
                            QStringLiteral("--connection"), stackFile(server)},
                           stackKey);
    QVERIFY2(ended.exitCode == 0, ended.errors.constData());
    QCOMPARE(ended.lines.size(), 1);
    const QJsonObject line = ended.lines.first();
    QCOMPARE(line.value(u"attributes").toObject().value(u"slope").toString(), QStringLiteral("south"));
    QCOMPARE(line.value(u"created_at").toString(), QStringLiteral("2020-09-13T12:26:40.000Z"));
    QCOMPARE(line.value(u"administrative_contact").toObject().value(u"id").toString(), QStringLiteral("alice"));
    QVERIFY(line.value(u"technical_contact").isNull());
}

void TestTtncManagement::refusals_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("credential");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no right") << 7 << QByteArray(stackKey) << QByteArray("ttnc: ");
    QTest::newRow("server failed") << 13 << QByteArray(stackKey) << QByteArray("The server failed.");
    QTest::newRow("no such function") << 12 << QByteArray(stackKey) << QByteArray("The server does not offer this.");
    QTest::newRow("no key at all") << 0 << QByteArray("NNSXS with blanks") << QByteArray("This is not a key.");
}

void TestTtncManagement::refusals()
{
    QFETCH(const int, code);
    QFETCH(const QByteArray, credential);
    QFETCH(const QByteArray, says);
    Server server;
    server.methods["AuthInfo"] = [code](const RpcRig::Question &) { return failed(code, "no"); };
    const Ttnc ended = run(
        {QStringLiteral("applications"), QStringLiteral("list"), QStringLiteral("--connection"), stackFile(server)},
        credential);
    QCOMPARE(ended.exitCode, 1);
    QVERIFY(ended.output.isEmpty());
    QVERIFY2(ended.errors.startsWith("ttnc: ") && ended.errors.contains(says), ended.errors.constData());
    QVERIFY2(!ended.errors.contains(credential), "the key was printed");
}

void TestTtncManagement::servicesThatNobodyNamed()
{
    for (const char *generation : {"v3", "v2"}) {
        const QString file = connectionFile({{QStringLiteral("generation"), QString::fromLatin1(generation)}});
        const Ttnc ended = run(
            {QStringLiteral("applications"), QStringLiteral("list"), QStringLiteral("--connection"), file}, stackKey);
        QCOMPARE(ended.exitCode, 2);
        QVERIFY2(ended.errors.contains(qstrcmp(generation, "v3") == 0 ? "\"grpc\"" : "\"discovery\""),
                 ended.errors.constData());
    }
}

void TestTtncManagement::aFullDiskIsTold()
{
#ifdef Q_OS_LINUX
    Server server;
    server.methods["Get"] = says(applicationNamed("orchard"));
    QProcess process;
    prepare(process, stackKey);
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.setArguments({QStringLiteral("applications"), QStringLiteral("get"), QStringLiteral("orchard"),
                          QStringLiteral("--connection"), stackFile(server)});
    process.start();
    const Ttnc ended = collect(process);
    QCOMPARE(ended.exitCode, 3);
    QVERIFY2(ended.errors.contains("standard output"), ended.errors.constData());
#endif
}

void TestTtncManagement::interruptEndsIt()
{
#ifdef Q_OS_UNIX
    Server server;
    server.methods["AuthInfo"] = says(user());
    server.methods["List"] = [](const RpcRig::Question &) {
        RpcRig::Answer answer;
        answer.hang = true;
        return answer;
    };
    QProcess process;
    prepare(process, stackKey);
    process.setArguments(
        {QStringLiteral("applications"), QStringLiteral("list"), QStringLiteral("--connection"), stackFile(server)});
    process.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.rig.asked(), 2, 20'000);
    ::kill(pid_t(process.processId()), SIGINT);
    const Ttnc ended = collect(process, 20'000);
    QVERIFY2(ended.exitCode == 3, ended.errors.constData());
    QTRY_COMPARE_WITH_TIMEOUT(server.rig.cancelled(), 1, 20'000); // the server was told
#endif
}

void TestTtncManagement::v2Applications()
{
    Server handlerServer{
        {}, Backend::Certificates::makeSelfSigned({QStringLiteral("handler"), {QStringLiteral("127.0.0.1")}})};
    handler::Application application;
    application.set_app_id("greenhouse");
    application.set_payload_format("custom");
    application.set_decoder("function Decoder() {}");
    handlerServer.methods["GetApplication"] = says(application);
    Server discoveryServer;
    announce(discoveryServer, handlerServer);
    const QString file = handlerFile(discoveryServer);
    const Ttnc list = run(
        {QStringLiteral("applications"), QStringLiteral("list"), QStringLiteral("--connection"), file}, handlerKey);
    QVERIFY2(list.exitCode == 0, list.errors.constData());
    QCOMPARE(list.lines.size(), 2);
    QCOMPARE(list.lines.first().value(u"application_id").toString(), QStringLiteral("greenhouse"));
    const Ttnc one = run({QStringLiteral("applications"), QStringLiteral("get"), QStringLiteral("greenhouse"),
                          QStringLiteral("--connection"), file},
                         handlerKey);
    QVERIFY2(one.exitCode == 0, one.errors.constData());
    QCOMPARE(one.lines.first().value(u"payload_functions").toObject().value(u"format").toString(),
             QStringLiteral("custom"));
    QCOMPARE(textOf(handlerServer.rig.questions().back(), "key"), QByteArray(handlerKey));
}

void TestTtncManagement::v2DevicesWithoutTheirKeys()
{
    handler::Device device;
    device.set_app_id("orchard");
    device.set_dev_id("apple");
    device.mutable_lorawan_device()->set_dev_eui(std::string("\0\1\2\3\4\5\6\7", 8));
    device.mutable_lorawan_device()->set_app_eui(std::string(8, '\x70'));
    device.mutable_lorawan_device()->set_app_key(std::string(16, '\xAB'));
    handler::DeviceList devices;
    *devices.add_devices() = device;
    Server handlerServer{
        {}, Backend::Certificates::makeSelfSigned({QStringLiteral("handler"), {QStringLiteral("127.0.0.1")}})};
    handlerServer.methods["GetDevicesForApplication"] = says(devices);
    handlerServer.methods["GetDevice"] = says(device);
    Server discoveryServer;
    announce(discoveryServer, handlerServer);
    const QString file = handlerFile(discoveryServer);
    const QStringList list{QStringLiteral("devices"), QStringLiteral("list"), QStringLiteral("orchard"),
                           QStringLiteral("--connection"), file};
    const QStringList get{QStringLiteral("devices"), QStringLiteral("get"),          QStringLiteral("orchard"),
                          QStringLiteral("apple"),   QStringLiteral("--connection"), file};
    for (const QStringList &arguments : {list, get}) {
        const Ttnc plain = run(arguments, handlerKey);
        QVERIFY2(plain.exitCode == 0, plain.errors.constData());
        QCOMPARE(plain.lines.size(), 1);
        QCOMPARE(plain.lines.first().value(u"dev_eui").toString(), QStringLiteral("0001020304050607"));
        QVERIFY(!plain.lines.first().contains(u"app_key"));
        QVERIFY(!plain.output.contains("ABABAB"));
        const Ttnc whole = run(arguments + QStringList{QStringLiteral("--with-keys")}, handlerKey);
        QVERIFY2(whole.exitCode == 0, whole.errors.constData());
        QCOMPARE(whole.lines.first().value(u"app_key").toString(), QStringLiteral("AB").repeated(16));
    }
}

TTN_TEST_MAIN(TestTtncManagement)
#include "tst_ttncmanagement.moc"
