// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded calls of the real server about devices, codes, templates and events: what the sandbox answers must be the
// same in every field, but for what each server makes up by itself.
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/stackreplay.h"

#include <QRegularExpression>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/rpc/status.pb.h>
#include <ttn/lorawan/v3/application_server.pb.h>
#include <ttn/lorawan/v3/application_traffic.pb.h>
#include <ttn/lorawan/v3/catalogue_services.pb.h>
#include <ttn/lorawan/v3/device_services.pb.h>
#include <ttn/lorawan/v3/end_device_requests.pb.h>
#include <ttn/lorawan/v3/error.pb.h>
#include <ttn/lorawan/v3/identity_services.pb.h>
#include <ttn/lorawan/v3/network_traffic.pb.h>
#include <ttn/lorawan/v3/traffic_services.pb.h>

using namespace StackReplay;
namespace v3 = ttn::lorawan::v3;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

/// Fields that a server makes up: keys of sessions, ids, addresses, counters of the air. `set` is all that counts.
bool isMadeUp(const FieldDescriptor &field)
{
    static const QStringList names{QStringLiteral("session_key_id"), QStringLiteral("unique_id"),
                                   QStringLiteral("origin"),         QStringLiteral("correlation_id"),
                                   QStringLiteral("remote_ip"),      QStringLiteral("user_agent"),
                                   QStringLiteral("token_id"),       QStringLiteral("used_dev_nonces"),
                                   QStringLiteral("dev_addr"),       QStringLiteral("last_dev_nonce")};
    return names.contains(QString::fromStdString(field.name()))
        || (field.name() == "key" && field.containing_type()->name() == "KeyEnvelope");
}

/// What differs from call to call is made equal: times, what is made up, the order of what has none.
void normalize(Message &message)
{
    const auto *in = message.GetReflection();
    if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
        message.Clear();
        return;
    }
    if (auto *mask = dynamic_cast<google::protobuf::FieldMask *>(&message))
        std::sort(mask->mutable_paths()->begin(), mask->mutable_paths()->end());
    std::vector<const FieldDescriptor *> fields;
    in->ListFields(message, &fields);
    for (const FieldDescriptor *field : fields) {
        const int count = field->is_repeated() ? in->FieldSize(message, field) : 0;
        if (isMadeUp(*field)) {
            if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated())
                in->SetString(&message, field, std::to_string(in->GetString(message, field).size()) + " bytes");
            else
                in->ClearField(&message, field);
            continue;
        }
        if (field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
            std::vector<int> values;
            for (int i = 0; i < count; ++i)
                values.push_back(in->GetRepeatedEnumValue(message, field, i));
            std::sort(values.begin(), values.end());
            for (int i = 0; i < count; ++i)
                in->SetRepeatedEnumValue(&message, field, i, values[std::size_t(i)]);
        }
        if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map())
            continue;
        if (!field->is_repeated())
            normalize(*in->MutableMessage(&message, field));
        for (int i = 0; i < count; ++i)
            normalize(*in->MutableRepeatedMessage(&message, field, i));
    }
}

QString shown(const std::string &bytes, const google::protobuf::Descriptor *type)
{
    const std::unique_ptr<Message> message(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
    if (!message->ParseFromString(bytes))
        return QStringLiteral("not a ") + QString::fromStdString(type->full_name());
    normalize(*message);
    return QString::fromStdString(message->DebugString());
}

/// Line by line, so that a failure says what it is: "-" what only the sandbox has, "+" what it lacks.
QStringList differences(const QString &ours, const QString &theirs)
{
    QStringList one = ours.split(u'\n'), other = theirs.split(u'\n'), out;
    if (one == other)
        return out;
    for (const QString &line : std::as_const(one)) {
        if (!other.removeOne(line))
            out += u'-' + line;
    }
    for (const QString &line : std::as_const(other))
        out += u'+' + line;
    if (out.isEmpty())
        out += QStringLiteral("another order");
    return out;
}

/// What a recorded method answers with.
const google::protobuf::Descriptor *answerOf(const std::string &rpc)
{
    // The linker leaves files with services out that nobody names.
    const auto &pool = *google::protobuf::DescriptorPool::generated_pool();
    for (const char *file : {descriptor_table_ttn_2florawan_2fv3_2fidentity_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2fdevice_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2fcatalogue_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2ftraffic_5fservices_2eproto.filename}) {
        if (!pool.FindFileByName(file))
            return nullptr;
    }
    std::string path = rpc.substr(1);
    path[path.find('/')] = '.';
    const auto *method = pool.FindMethodByName(path);
    return method ? method->output_type() : nullptr;
}

QStringList headerNames(const ServerAnswer &answer)
{
    QStringList out;
    for (const auto &[name, value] : answer.headers)
        out += QString::fromStdString(name);
    return out;
}

v3::ErrorDetails detailsOf(const ServerAnswer &answer)
{
    google::rpc::Status status;
    v3::ErrorDetails details;
    const std::string &bytes = answer.stream ? answer.stream->end().details : answer.details;
    if (status.ParseFromString(bytes) && status.details_size() == 1)
        status.details(0).UnpackTo(&details);
    return details;
}

} // namespace

class TestSandboxReplay : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void newAddress();
    void sessionAfterJoin_data();
    void sessionAfterJoin();
    void events_data();
    void events();
    void missingRights_data();
    void missingRights();
    void noSession();
    void limitedServer();
    void limitForAllCalls();
    void notTheMessage();
};

namespace {

/// The rows of the index whose file begins with one of these numbers.
void addRows(const QStringList &numbers)
{
    QTest::addColumn<QJsonObject>("call");
    for (const QJsonValue &value : readJson(QStringLiteral("v3/rpc/index.json")).array()) {
        const QString name = value[QLatin1String("request")].toString();
        if (numbers.contains(name.left(3)))
            QTest::newRow(qPrintable(name.section(u'.', 0, 0))) << value.toObject();
    }
}

ServerAnswer ask(Stack &stack, const std::string &rpc, const std::string &message, const std::string &token)
{
    ServerRequest request{rpc, message, {}};
    request.metadata.emplace("authorization", "Bearer " + token);
    return stack.desk.answer(request);
}

std::string requestOf(const QJsonObject &call)
{
    return readBytes(u"v3/rpc/" + call.value(QLatin1String("request")).toString());
}

std::string rpcOf(const QJsonObject &call)
{
    return call.value(QLatin1String("rpc")).toString().toStdString();
}

} // namespace

void TestSandboxReplay::answers_data()
{
    addRows({QStringLiteral("063"), QStringLiteral("064"), QStringLiteral("065"), QStringLiteral("066"),
             QStringLiteral("067"), QStringLiteral("068"), QStringLiteral("077"), QStringLiteral("079"),
             QStringLiteral("080"), QStringLiteral("081"), QStringLiteral("082"), QStringLiteral("083"),
             QStringLiteral("084"), QStringLiteral("085"), QStringLiteral("086"), QStringLiteral("087"),
             QStringLiteral("095")});
}

void TestSandboxReplay::answers()
{
    QFETCH(const QJsonObject, call);
    Stack stack;
    const std::string rpc = rpcOf(call);
    const ServerAnswer answer = ask(stack, rpc, requestOf(call), stack.applicationKey);
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QCOMPARE(headerNames(answer), QStringList{QStringLiteral("x-request-id")});
    std::vector<std::string> ours{answer.message};
    if (answer.stream) {
        ours = answer.stream->take();
        QCOMPARE(answer.stream->end().code, RpcCode::Ok);
        QVERIFY(!answer.stream->isOpen());
    }
    const QJsonArray theirs = call.value(QLatin1String("responses")).toArray();
    QCOMPARE(qsizetype(ours.size()), theirs.size());
    const auto *type = answerOf(rpc);
    QVERIFY(type);
    for (qsizetype i = 0; i < theirs.size(); ++i) {
        const QStringList wrong
            = differences(shown(ours[std::size_t(i)], type), shown(readBytes(u"v3/rpc/" + theirs[i].toString()), type));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
}

/// By chance, but inside of what the server says are its own.
void TestSandboxReplay::newAddress()
{
    Stack stack;
    QSet<QByteArray> seen;
    for (int i = 0; i < 20; ++i) {
        v3::GenerateDevAddrResponse made;
        const ServerAnswer answer = ask(stack, "/ttn.lorawan.v3.Ns/GenerateDevAddr", {}, stack.applicationKey);
        QCOMPARE(headerNames(answer), QStringList{QStringLiteral("x-request-id")});
        QVERIFY(made.ParseFromString(answer.message));
        QCOMPARE(made.dev_addr().size(), std::size_t(4));
        QVERIFY(uchar(made.dev_addr()[0]) < 2); // 00000000/7
        seen.insert(QByteArray::fromStdString(made.dev_addr()));
    }
    QVERIFY(seen.size() > 15);
}

void TestSandboxReplay::sessionAfterJoin_data()
{
    addRows({QStringLiteral("092"), QStringLiteral("093"), QStringLiteral("094")});
}

/// Between the join-accept and the first uplink, at each server.
void TestSandboxReplay::sessionAfterJoin()
{
    QFETCH(const QJsonObject, call);
    Stack stack;
    StackDevice &device = stack.records->find("a-cellar")->devices.at("probe-otaa-103");
    for (int i = 0; i < 200 && !device.isPending; ++i)
        stack.run.forward(0.1);
    QVERIFY(device.isPending);
    const std::string rpc = rpcOf(call);
    const ServerAnswer answer = ask(stack, rpc, requestOf(call), stack.applicationKey);
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QStringList headers{QStringLiteral("x-request-id")};
    if (QByteArray(QTest::currentDataTag()).startsWith("094"))
        headers.prepend(QStringLiteral("warning"));
    QCOMPARE(headerNames(answer), headers);
    const QJsonArray theirs = call.value(QLatin1String("responses")).toArray();
    v3::EndDevice recorded;
    QVERIFY(recorded.ParseFromString(readBytes(u"v3/rpc/" + theirs[0].toString())));
    if (recorded.has_pending_mac_state()) { // the sandbox keeps no frames there
        recorded.mutable_pending_mac_state()->clear_recent_uplinks();
        recorded.mutable_pending_mac_state()->clear_recent_downlinks();
    }
    const QStringList wrong = differences(shown(answer.message, recorded.GetDescriptor()),
                                          shown(recorded.SerializeAsString(), recorded.GetDescriptor()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestSandboxReplay::events_data()
{
    addRows({QStringLiteral("088"), QStringLiteral("089"), QStringLiteral("090")});
}

namespace {

/// The event without what it says of one frame: its name, the kind of its data, whose it is, who may see it, the kinds
/// of its correlation ids.
QString shapeOf(const std::string &bytes)
{
    v3::Event event;
    if (!event.ParseFromString(bytes))
        return QStringLiteral("not an event");
    QStringList ids;
    for (const std::string &id : event.correlation_ids())
        ids += QString::fromStdString(id).section(u':', 0, 1);
    ids.removeDuplicates();
    ids.sort();
    QString identifiers;
    for (v3::EntityIdentifiers one : event.identifiers()) {
        if (one.has_device_ids() && !one.device_ids().dev_addr().empty())
            one.mutable_device_ids()->set_dev_addr("addr");
        identifiers += QString::fromStdString(one.ShortDebugString());
    }
    return QString::fromStdString(event.name()) + u" | " + QString::fromStdString(event.data().type_url()) + u" | "
        + identifiers + u" | " + QString::fromStdString(event.visibility().ShortDebugString()) + u" | " + ids.join(u' ')
        + (event.has_authentication() ? u" | signed in as " : u" | nobody")
        + QString::fromStdString(event.authentication().token_type());
}

} // namespace

/// Each event of the recording that the sandbox makes, too, has its shape; the application hears of the same ones.
void TestSandboxReplay::events()
{
    QFETCH(const QJsonObject, call);
    Stack stack;
    const bool hasTail = QByteArray(QTest::currentDataTag()).startsWith("090");
    if (hasTail)
        stack.run.forward(60); // joined, heard
    v3::UpdateEndDeviceRequest update;
    update.ParseFromString(readBytes(QStringLiteral("v3/rpc/059-update-device-is.request.bin")));
    const ServerAnswer answer = ask(stack, rpcOf(call), requestOf(call), stack.applicationKey);
    QVERIFY2(answer.stream, answer.text.c_str());
    QCOMPARE(headerNames(answer), QStringList{QStringLiteral("x-request-id")});
    std::vector<std::string> ours = answer.stream->take();
    QCOMPARE(ours.size(), hasTail ? 4U : 1U);
    const QJsonArray theirs = call.value(QLatin1String("responses")).toArray();
    const auto recordedShape = [&theirs](qsizetype i) { return shapeOf(readBytes(u"v3/rpc/" + theirs[i].toString())); };
    QCOMPARE(shapeOf(ours.front()), recordedShape(0));
    if (hasTail)
        return; // whatever came last
    update.mutable_field_mask()->clear_paths();
    update.mutable_field_mask()->add_paths("name");
    update.mutable_end_device()->mutable_ids()->set_device_id("probe-abp-103");
    update.mutable_end_device()->set_name("Again");
    QCOMPARE(
        ask(stack, "/ttn.lorawan.v3.EndDeviceRegistry/Update", update.SerializeAsString(), stack.applicationKey).code,
        RpcCode::Ok);
    stack.run.forward(60);
    QMultiMap<QString, QString> made;
    for (const std::string &event : answer.stream->take()) {
        const QString shape = shapeOf(event);
        const QString device = shape.contains(u"probe-abp") ? QStringLiteral("abp ") : QStringLiteral("otaa ");
        made.insert(device + shape.section(u' ', 0, 0), shape);
    }
    int compared = 0;
    QStringList missing;
    for (qsizetype i = 1; i < theirs.size(); ++i) {
        const QString shape = recordedShape(i);
        const QString device = shape.contains(u"probe-abp") ? QStringLiteral("abp ") : QStringLiteral("otaa ");
        const QString name = device + shape.section(u' ', 0, 0);
        if (!made.contains(name)) {
            missing += name;
            continue;
        }
        const QStringList known = made.values(name);
        QVERIFY2(known.contains(shape), qPrintable(shape + u'\n' + known.join(u'\n')));
        ++compared;
    }
    missing.removeDuplicates();
    // Nobody sent it a downlink, and the sandbox has no MAC commands.
    const QRegularExpression left(QStringLiteral("^abp (as\\.down|ns\\.down|ns\\.mac)"));
    QCOMPARE(missing.filter(left), missing);
    QVERIFY(compared >= (theirs.size() > 5 ? 15 : 2));
}

void TestSandboxReplay::missingRights_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"009-insufficient-rights", "010-insufficient-rights-keys", "011-insufficient-rights-two"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// With a key that may see the application and its devices.
void TestSandboxReplay::missingRights()
{
    QFETCH(const QString, name);
    Stack stack;
    StackRights::List rights;
    rights.Add(v3::RIGHT_APPLICATION_INFO);
    rights.Add(v3::RIGHT_APPLICATION_DEVICES_READ);
    const std::string token = stack.records->addKey({}, "a-cellar", "reader", rights).secret;
    const QJsonObject call = readJson(u"v3/errors/" + name + u".json").object();
    const ServerAnswer answer = ask(stack, rpcOf(call), readBytes(u"v3/errors/" + name + u".request.bin"), token);
    const QJsonObject status = call.value(QLatin1String("status")).toObject();
    QCOMPARE(int(answer.code), status.value(QLatin1String("code")).toInt());
    QCOMPARE(QString::fromStdString(answer.text), status.value(QLatin1String("message")).toString());
    QCOMPARE(headerNames(answer), QStringList{QStringLiteral("x-request-id")});
    const v3::ErrorDetails details = detailsOf(answer);
    const QJsonObject expected = call.value(QLatin1String("error_details")).toObject();
    QCOMPARE(QString::fromStdString(details.namespace_()), expected.value(QLatin1String("namespace")).toString());
    QCOMPARE(QString::fromStdString(details.name()), expected.value(QLatin1String("name")).toString());
    const auto &attributes = details.attributes().fields();
    const QJsonObject wanted = expected.value(QLatin1String("attributes")).toObject();
    QCOMPARE(QString::fromStdString(attributes.at("uid").string_value()),
             wanted.value(QLatin1String("uid")).toString());
    QStringList missing, recorded;
    for (const auto &value : attributes.at("missing").list_value().values())
        missing += QString::fromStdString(value.string_value());
    for (const QJsonValue &value : wanted.value(QLatin1String("missing")).toArray())
        recorded += value.toString();
    missing.sort();
    recorded.sort();
    QCOMPARE(missing, recorded);
}

void TestSandboxReplay::noSession()
{
    Stack stack;
    const QString name = QStringLiteral("v3/errors/054-no-device-session");
    const QJsonObject call = readJson(name + u".json").object();
    const ServerAnswer answer = ask(stack, rpcOf(call), readBytes(name + u".request.bin"), stack.applicationKey);
    QCOMPARE(QString::fromStdString(answer.text),
             call.value(QLatin1String("status")).toObject().value(QLatin1String("message")).toString());
    QCOMPARE(int(answer.code), 9);
    QCOMPARE(detailsOf(answer).name(), std::string("no_device_session"));
    QCOMPARE(headerNames(answer), QStringList{QStringLiteral("x-request-id")});
}

/// The recorded server with a limit, a block of DevEUIs and an admin who asks.
void TestSandboxReplay::limitedServer()
{
    Stack stack(false);
    stack.records->accounts.addUser("admin", true);
    StackRights::List all;
    all.Add(v3::RIGHT_ALL);
    const std::string token = stack.records
                                  ->addKey(StackAccounts::user("admin"), {}, "test", all,
                                           "NNSXS.WQLH6Y4XMZQNRWG2A2O4OHYBAO2KLWPKSNI2ILA.SECRET")
                                  .secret;
    v3::Application application;
    application.mutable_ids()->set_application_id("a-limits");
    StackRecords::stampNow(*stack.records->add(application, StackAccounts::user("admin")).stored.mutable_created_at());
    stack.records->euiLimit = 3;
    stack.records->limiter.setPerMinute(5);
    const auto recorded = [](const char *name) {
        for (const QJsonValue &value : readJson(QStringLiteral("v3/rpc/index.json")).array()) {
            if (value[QLatin1String("request")].toString().startsWith(QLatin1String(name)))
                return value.toObject();
        }
        return QJsonObject();
    };
    const QStringList limits{QStringLiteral("x-rate-limit-available"), QStringLiteral("x-rate-limit-limit"),
                             QStringLiteral("x-rate-limit-reset"), QStringLiteral("x-rate-limit-retry"),
                             QStringLiteral("x-request-id")};
    // A list, of which the headers count.
    const QJsonObject list = recorded("096");
    (void)ask(stack, rpcOf(list), requestOf(list), token);
    const ServerAnswer listed = ask(stack, rpcOf(list), requestOf(list), token);
    QCOMPARE(headerNames(listed), limits + QStringList{QStringLiteral("x-total-count")});
    QCOMPARE(listed.headers.at("x-rate-limit-available"), std::string("3"));
    QCOMPARE(listed.headers.at("x-rate-limit-limit"), std::string("5"));
    QCOMPARE(listed.headers.at("x-rate-limit-reset"), std::string("23"));
    QCOMPARE(listed.headers.at("x-rate-limit-retry"), std::string("0"));

    const QJsonObject issue = recorded("097");
    v3::IssueDevEUIResponse issued;
    QVERIFY(issued.ParseFromString(ask(stack, rpcOf(issue), requestOf(issue), token).message));
    QCOMPARE(issued.dev_eui().size(), std::size_t(8));
    const QJsonObject count = recorded("098");
    const ServerAnswer counted = ask(stack, rpcOf(count), requestOf(count), token);
    const QString theirs = count.value(QLatin1String("responses")).toArray()[0].toString();
    QCOMPARE(shown(counted.message, v3::Application::descriptor()),
             shown(readBytes(u"v3/rpc/" + theirs), v3::Application::descriptor()));

    // Streams are counted when they open. The recorded server keeps no events and says so, this one does.
    stack.records->limiter.setPerMinute(3);
    const QJsonObject open = recorded("099");
    const ServerAnswer opened = ask(stack, rpcOf(open), requestOf(open), token);
    QVERIFY(opened.stream);
    QCOMPARE(headerNames(opened), limits);
    QCOMPARE(opened.headers.at("x-rate-limit-available"), std::string("2"));
    for (int i = 0; i < 2; ++i)
        QVERIFY(ask(stack, rpcOf(open), requestOf(open), token).stream);
    const QString name = QStringLiteral("v3/errors/070-rate-limit-exceeded-stream");
    const QJsonObject call = readJson(name + u".json").object();
    const ServerAnswer refused = ask(stack, rpcOf(call), readBytes(name + u".request.bin"), token);
    QVERIFY(!refused.stream);
    QCOMPARE(QString::fromStdString(refused.text),
             call.value(QLatin1String("status")).toObject().value(QLatin1String("message")).toString());
    QCOMPARE(int(refused.code), 8);
    QCOMPARE(headerNames(refused), limits);
    QCOMPARE(detailsOf(refused).attributes().fields().at("rate").number_value(), 3.0);
}

/// What a gateway in front of the servers counts: whatever a key calls, refused calls and streams, too.
void TestSandboxReplay::limitForAllCalls()
{
    Stack stack;
    stack.records->limiter.setPerMinute(3, StackLimiter::Scope::Token);
    v3::GetApplicationRequest get;
    get.mutable_application_ids()->set_application_id("a-cellar");
    const auto left = [](const ServerAnswer &answer) { return answer.headers.at("x-rate-limit-available"); };
    const std::string getApplication = "/ttn.lorawan.v3.ApplicationRegistry/Get";
    const std::string user = stack.access.userKey.toStdString();
    QCOMPARE(left(ask(stack, getApplication, get.SerializeAsString(), user)), std::string("2"));
    const ServerAnswer stream = ask(stack, "/ttn.lorawan.v3.Events/Stream", {}, user);
    QCOMPARE(detailsOf(stream).name(), std::string("no_identifiers"));
    QCOMPARE(left(stream), std::string("1"));
    QCOMPARE(left(ask(stack, "/ttn.lorawan.v3.ApplicationAccess/ListRights", get.application_ids().SerializeAsString(),
                      user)),
             std::string("0"));
    const ServerAnswer refused = ask(stack, "/ttn.lorawan.v3.Ns/GetNetID", {}, user);
    QCOMPARE(refused.code, RpcCode::ResourceExhausted);
    QCOMPARE(detailsOf(refused).namespace_() + ':' + detailsOf(refused).name(),
             std::string("pkg/ratelimit:rate_limit_exceeded"));
    QVERIFY(std::stoi(refused.headers.at("x-rate-limit-retry")) <= 20);
    QCOMPARE(ask(stack, getApplication, get.SerializeAsString(), stack.applicationKey).code, RpcCode::Ok);
}

void TestSandboxReplay::notTheMessage()
{
    Stack stack;
    const QString name = QStringLiteral("v3/errors/067-request-not-protobuf");
    const QJsonObject call = readJson(name + u".json").object();
    const ServerAnswer answer = ask(stack, rpcOf(call), readBytes(name + u".request.bin"), stack.applicationKey);
    QCOMPARE(int(answer.code), 13);
    QCOMPARE(QString::fromStdString(answer.text),
             call.value(QLatin1String("status")).toObject().value(QLatin1String("message")).toString());
    QVERIFY(answer.details.empty() && answer.headers.empty());
}

TTN_TEST_MAIN(TestSandboxReplay)
#include "tst_sandboxreplay.moc"
