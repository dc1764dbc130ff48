// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Our .proto files against what real servers sent and took: nothing is unknown, nothing is lost.
#include "tests/support/testmain.h"

#include <discovery/discovery.pb.h>
#include <google/protobuf/any.pb.h>
#include <google/protobuf/unknown_field_set.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <google/rpc/status.pb.h>
#include <handler/handler.pb.h>
#include <ttn/lorawan/v3/application_packages.pb.h>
#include <ttn/lorawan/v3/catalogue_services.pb.h>
#include <ttn/lorawan/v3/device_services.pb.h>
#include <ttn/lorawan/v3/error.pb.h>
#include <ttn/lorawan/v3/events.pb.h>
#include <ttn/lorawan/v3/identifiers.pb.h>
#include <ttn/lorawan/v3/identity_services.pb.h>
#include <ttn/lorawan/v3/maccommand.pb.h>
#include <ttn/lorawan/v3/network_traffic.pb.h>
#include <ttn/lorawan/v3/traffic_services.pb.h>

namespace pb = google::protobuf;

namespace {

QString dataFolder()
{
    return QStringLiteral(TTN_TEST_DATA "/");
}

QByteArray bytesOf(const QString &path)
{
    QFile file(dataFolder() + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

QJsonDocument jsonOf(const QString &path)
{
    return QJsonDocument::fromJson(bytesOf(path));
}

/// "/package.Service/Method" as our descriptors know it.
const pb::MethodDescriptor *methodOf(const QString &path)
{
    return pb::DescriptorPool::generated_pool()->FindMethodByName(path.mid(1).replace(u'/', u'.').toStdString());
}

std::unique_ptr<pb::Message> create(const pb::Descriptor *type)
{
    return std::unique_ptr<pb::Message>(pb::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

/// Names the fields that have no declaration, in depth and within every Any.
QStringList unknownFields(const pb::Message &message, const QString &where = {})
{
    QStringList found;
    const pb::Reflection *reflection = message.GetReflection();
    const pb::UnknownFieldSet &unknown = reflection->GetUnknownFields(message);
    for (int i = 0; i < unknown.field_count(); ++i)
        found += where + u": field " + QString::number(unknown.field(i).number());
    if (message.GetDescriptor()->full_name() == "google.protobuf.Any") {
        const auto &any = static_cast<const pb::Any &>(message);
        const std::string name = any.type_url().substr(any.type_url().rfind('/') + 1);
        const pb::Descriptor *type = pb::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
        if (!type)
            return found << where + u": type " + QString::fromStdString(name);
        const auto content = create(type);
        if (!content->ParseFromString(any.value()))
            return found << where + u": content of " + QString::fromStdString(name);
        return found + unknownFields(*content, where + u'/' + QString::fromStdString(type->name()));
    }
    std::vector<const pb::FieldDescriptor *> fields;
    reflection->ListFields(message, &fields);
    for (const pb::FieldDescriptor *field : fields) {
        const QString at = where + u'/' + QString::fromStdString(field->name());
        if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_ENUM && !field->is_repeated()
            && !field->enum_type()->FindValueByNumber(reflection->GetEnumValue(message, field)))
            found += at + u": number without a name";
        if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE)
            continue;
        const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
        for (int i = 0; i < count; ++i)
            found += unknownFields(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                                        : reflection->GetMessage(message, field),
                                   at);
    }
    return found;
}

/// What is wrong with `bytes` as a message of `type`; empty: nothing.
QString fault(const pb::Descriptor *type, const QByteArray &bytes)
{
    const auto message = create(type);
    if (!message->ParseFromArray(bytes.constData(), int(bytes.size())))
        return QStringLiteral("cannot be read as ") + QString::fromStdString(type->full_name());
    const QStringList unknown = unknownFields(*message);
    if (!unknown.isEmpty())
        return unknown.join(u", ");
    const std::string again = message->SerializeAsString();
    const auto copy = create(type);
    if (!copy->ParseFromString(again) || !pb::util::MessageDifferencer::Equals(*message, *copy))
        return QStringLiteral("differs after encoding");
    // The same content in the same encoding: fields may change places, but nothing may be missing.
    if (again.size() != std::size_t(bytes.size()))
        return QStringLiteral("has another size after encoding");
    return {};
}

bool isHexInJson(const QString &key)
{
    static const QSet<QString> keys{
        QStringLiteral("dev_eui"),   QStringLiteral("join_eui"),  QStringLiteral("eui"),
        QStringLiteral("dev_addr"),  QStringLiteral("net_id"),    QStringLiteral("forwarder_net_id"),
        QStringLiteral("ns_id"),     QStringLiteral("key"),       QStringLiteral("home_network_net_id"),
        QStringLiteral("dev_nonce"), QStringLiteral("join_nonce")};
    return keys.contains(key);
}

/// The servers print EUIs, addresses and keys as hexadecimal digits where the standard mapping has base64.
QJsonValue standardForm(const QJsonValue &value, const QString &key = {})
{
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &item : value.toArray())
            out += standardForm(item, key);
        return out;
    }
    if (value.isObject()) {
        const QJsonObject in = value.toObject();
        QJsonObject out;
        for (auto it = in.begin(); it != in.end(); ++it)
            out.insert(it.key(), standardForm(it.value(), it.key()));
        return out;
    }
    if (isHexInJson(key) && value.isString())
        return QString::fromLatin1(QByteArray::fromHex(value.toString().toLatin1()).toBase64());
    return value;
}

} // namespace

class TestProtoMessages : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void v3Calls_data();
    void v3Calls();
    void v3Errors_data();
    void v3Errors();
    void v2Calls_data();
    void v2Calls();
    void v2Requests();
    void v3Events();
    void findsWhatIsUnknown();
    void unusualNumbers();
};

/// Descriptors of a static library are there once something of the file is named.
void TestProtoMessages::initTestCase()
{
    GOOGLE_PROTOBUF_VERIFY_VERSION;
    using namespace ttn::lorawan::v3;
    pb::LinkMessageReflection<handler::Device>();
    pb::LinkMessageReflection<discovery::Announcement>();
    pb::LinkMessageReflection<MACCommand>();
    pb::LinkMessageReflection<UplinkMessage>();
    pb::LinkMessageReflection<ApplicationPackageDefaultAssociation>();
    for (const auto *table : {&descriptor_table_ttn_2florawan_2fv3_2fcatalogue_5fservices_2eproto,
                              &descriptor_table_ttn_2florawan_2fv3_2fdevice_5fservices_2eproto,
                              &descriptor_table_ttn_2florawan_2fv3_2fidentity_5fservices_2eproto,
                              &descriptor_table_ttn_2florawan_2fv3_2ftraffic_5fservices_2eproto})
        QVERIFY(table);
}

void TestProtoMessages::v3Calls_data()
{
    QTest::addColumn<QString>("rpc");
    QTest::addColumn<QString>("request");
    QTest::addColumn<QStringList>("responses");
    const QJsonArray calls = jsonOf(QStringLiteral("v3/rpc/index.json")).array();
    QVERIFY(calls.size() > 90);
    for (const QJsonValue &call : calls) {
        const QString request = call[u"request"].toString();
        QTest::newRow(qPrintable(request.section(u'.', 0, 0)))
            << call[u"rpc"].toString() << request << call[u"responses"].toVariant().toStringList();
    }
}

void TestProtoMessages::v3Calls()
{
    QFETCH(const QString, rpc);
    QFETCH(const QString, request);
    QFETCH(const QStringList, responses);
    const pb::MethodDescriptor *method = methodOf(rpc);
    QVERIFY2(method, qPrintable(rpc));
    QVERIFY(responses.size() < 2 || method->server_streaming());
    QCOMPARE(fault(method->input_type(), bytesOf(QStringLiteral("v3/rpc/") + request)), QString());
    for (const QString &response : responses)
        QCOMPARE(fault(method->output_type(), bytesOf(QStringLiteral("v3/rpc/") + response)), QString());
}

void TestProtoMessages::v3Errors_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files
        = QDir(dataFolder() + QStringLiteral("v3/errors")).entryList({QStringLiteral("*.json")}, QDir::Files);
    QVERIFY(files.size() > 70);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(5);
}

void TestProtoMessages::v3Errors()
{
    QFETCH(const QString, name);
    const QJsonObject call = jsonOf(QStringLiteral("v3/errors/") + name + QStringLiteral(".json")).object();
    const pb::MethodDescriptor *method = methodOf(call[u"rpc"].toString());
    QVERIFY(method);
    const QString wrong
        = fault(method->input_type(), bytesOf(QStringLiteral("v3/errors/") + name + QStringLiteral(".request.bin")));
    QCOMPARE(wrong.isEmpty(), !name.contains(u"not-protobuf"));
    for (const QJsonValue &entry : call[u"trailing_metadata"].toArray()) {
        if (entry[u"name"].toString() != u"grpc-status-details-bin")
            continue;
        const QByteArray details = QByteArray::fromBase64(entry[u"value"].toString().toLatin1());
        QCOMPARE(fault(google::rpc::Status::descriptor(), details), QString());
    }
}

void TestProtoMessages::v2Calls_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(dataFolder() + QStringLiteral("v2/rpc"));
    for (const QString &file : folder.entryList({QStringLiteral("*.json")}, QDir::Files))
        QTest::newRow(qPrintable(file)) << file;
}

void TestProtoMessages::v2Calls()
{
    QFETCH(const QString, file);
    const QJsonObject call = jsonOf(QStringLiteral("v2/rpc/") + file).object();
    const QString path = call[u"method"].toString();
    if (path.startsWith(u"/grpc.health"))
        return; // not ours to declare
    const pb::MethodDescriptor *method = methodOf(path);
    QVERIFY2(method, qPrintable(path));
    const QString response = call[u"response_file"].toString();
    const QByteArray request = bytesOf(QStringLiteral("v2/rpc/") + call[u"request_file"].toString());
    // The one recorded mistake: the application's id under number 1.
    const bool isMistake = file.contains(u"field-1");
    QCOMPARE(fault(method->input_type(), request).isEmpty(), !isMistake);
    if (!response.isEmpty())
        QCOMPARE(fault(method->output_type(), bytesOf(QStringLiteral("v2/rpc/") + response)), QString());
}

void TestProtoMessages::v2Requests()
{
    int read = 0;
    int refused = 0;
    pb::LogSilencer silence;
    const QDir folder(dataFolder() + QStringLiteral("v2/errors"));
    for (const QString &file : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        for (const QJsonValue &call : jsonOf(QStringLiteral("v2/errors/") + file).array()) {
            const pb::MethodDescriptor *method = methodOf(call[u"method"].toString());
            if (!method || call[u"text"].toString().contains(u"unmarshalling"))
                continue;
            const QByteArray bytes = QByteArray::fromHex(call[u"request_hex"].toString().toLatin1());
            const auto message = create(method->input_type());
            (message->ParseFromArray(bytes.constData(), int(bytes.size())) ? read : refused) += 1;
        }
    }
    QVERIFY(read > 80);
    QCOMPARE(refused, 1); // an id that is not UTF-8
}

void TestProtoMessages::v3Events()
{
    QFile file(dataFolder() + QStringLiteral("v3/events/shapes.jsonl"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int read = 0;
    for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        const QJsonObject event = standardForm(QJsonDocument::fromJson(line).object()).toObject();
        const std::string json = QJsonDocument(event).toJson(QJsonDocument::Compact).toStdString();
        ttn::lorawan::v3::Event message;
        pb::util::JsonParseOptions strict;
        strict.ignore_unknown_fields = false;
        const auto status = pb::util::JsonStringToMessage(json, &message, strict);
        QVERIFY2(status.ok(),
                 qPrintable(QString::fromStdString(status.ToString()) + QString::fromUtf8(line.left(300))));
        const std::string bytes = message.SerializeAsString();
        QCOMPARE(fault(message.GetDescriptor(), QByteArray::fromStdString(bytes)), QString());
        ++read;
    }
    QVERIFY(read > 100);
}

void TestProtoMessages::findsWhatIsUnknown()
{
    // Field 4 of ErrorDetails is a Struct; 15 is nothing; within an Any as well.
    ttn::lorawan::v3::ErrorDetails details;
    details.set_name("x");
    const QByteArray extra = QByteArray::fromStdString(details.SerializeAsString()) + QByteArray::fromHex("7801");
    QCOMPARE(fault(details.GetDescriptor(), extra), QStringLiteral(": field 15"));
    google::rpc::Status status;
    auto *any = status.add_details();
    any->set_type_url("type.googleapis.com/ttn.lorawan.v3.ErrorDetails");
    any->set_value(extra.toStdString());
    QCOMPARE(fault(status.GetDescriptor(), QByteArray::fromStdString(status.SerializeAsString())),
             QStringLiteral("/details/ErrorDetails: field 15"));
    any->set_type_url("type.googleapis.com/ttn.lorawan.v3.Nothing");
    QVERIFY(!fault(status.GetDescriptor(), QByteArray::fromStdString(status.SerializeAsString())).isEmpty());
}

void TestProtoMessages::unusualNumbers()
{
    QCOMPARE(discovery::GetByAppIDRequest::kAppIdFieldNumber, 30);
    QCOMPARE(discovery::GetByAppEUIRequest::kAppEuiFieldNumber, 31);
    QCOMPARE(int(ttn::lorawan::v3::MAC_V1_1), 4);
    QCOMPARE(int(ttn::lorawan::v3::MAC_V1_0_3), 5);
    QCOMPARE(int(ttn::lorawan::v3::PHY_V1_0_3_REV_A), int(ttn::lorawan::v3::RP001_V1_0_3_REV_A));
}

TTN_TEST_MAIN(TestProtoMessages)

#include "tst_protomessages.moc"
