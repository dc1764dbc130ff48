// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded calls of the real server about devices, codes, templates and events: what the sandbox answers must be the
// same in every field, but for what each server makes up by itself. The device repository and the list of plans are not
// among them: what they say belongs to others.
#include "backend/qr/codereading.h"
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/stackreplay.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSize>
#include <QtEndian>

#include <ttn/lorawan/v3/application_server.pb.h>
#include <ttn/lorawan/v3/configuration.pb.h>
#include <ttn/lorawan/v3/end_device_requests.pb.h>
#include <ttn/lorawan/v3/network.pb.h>
#include <ttn/lorawan/v3/onboarding.pb.h>

using namespace StackReplay;
namespace v3 = ttn::lorawan::v3;

class TestSandboxReplay : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void asReplayed_data();
    void asReplayed();
    void answers_data();
    void answers();
    void bands();
    void drawnCode();
    void newAddress();
    void sessionAfterJoin_data();
    void sessionAfterJoin();
    void events_data();
    void events();
    void relatedEvents();
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

/// In what an answer differs from the recorded one, message by message.
QStringList messageDifferences(const ServerAnswer &answer, const QJsonObject &call)
{
    std::vector<std::string> ours{answer.message};
    if (answer.stream)
        ours = answer.stream->take();
    const QJsonArray theirs = call.value(QLatin1String("responses")).toArray();
    const auto *type = answerOf(rpcOf(call));
    if (!type || qsizetype(ours.size()) != theirs.size())
        return {QStringLiteral("%1 messages, recorded %2").arg(ours.size()).arg(theirs.size())};
    QStringList out;
    for (qsizetype i = 0; i < theirs.size(); ++i)
        out += differences(shown(ours[std::size_t(i)], type),
                           shown(readBytes(u"v3/rpc/" + theirs[i].toString()), type));
    return out;
}

void addRowsBetween(int first, int last)
{
    QStringList numbers;
    for (int number = first; number <= last; ++number)
        numbers += QStringLiteral("%1").arg(number, 3, 10, QLatin1Char('0'));
    addRows(numbers);
}

} // namespace

void TestSandboxReplay::asReplayed_data()
{
    addRowsBetween(33, 61); // 062 is an address by chance, see newAddress
}

/// The life of the recorded devices in the order of the recording: what each call answered at that time.
void TestSandboxReplay::asReplayed()
{
    QFETCH(const QJsonObject, call);
    Stack stack;
    const QString name = call.value(QLatin1String("request")).toString();
    QVERIFY(stack.answers.contains(name));
    const ServerAnswer &answer = stack.answers.at(name);
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QStringList headers{QStringLiteral("x-request-id")};
    if (name.contains(u"list-devices") || name.contains(u"search-devices"))
        headers += QStringLiteral("x-total-count");
    if (name.contains(u"js-get"))
        headers.prepend(QStringLiteral("warning"));
    QCOMPARE(headerNames(answer), headers);
    const QStringList wrong = messageDifferences(answer, call);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestSandboxReplay::answers_data()
{
    addRows({QStringLiteral("063"), QStringLiteral("064"), QStringLiteral("065"), QStringLiteral("066"),
             QStringLiteral("067"), QStringLiteral("068"), QStringLiteral("075"), QStringLiteral("076"),
             QStringLiteral("077"), QStringLiteral("079"), QStringLiteral("080"), QStringLiteral("081"),
             QStringLiteral("082"), QStringLiteral("083"), QStringLiteral("084"), QStringLiteral("085"),
             QStringLiteral("086"), QStringLiteral("087"), QStringLiteral("095")});
}

void TestSandboxReplay::answers()
{
    QFETCH(const QJsonObject, call);
    Stack stack;
    const ServerAnswer answer = ask(stack, rpcOf(call), requestOf(call), stack.applicationKey);
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QCOMPARE(headerNames(answer), QStringList{QStringLiteral("x-request-id")});
    const QStringList wrong = messageDifferences(answer, call);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    if (answer.stream) {
        QCOMPARE(answer.stream->end().code, RpcCode::Ok);
        QVERIFY(!answer.stream->isOpen());
    }
}

namespace {

template <typename T>
T recordedAnswer(const char *name)
{
    T out;
    out.ParseFromString(readBytes(u"v3/rpc/" + QLatin1String(name) + u".response.bin"));
    return out;
}

} // namespace

/// Every plan has a band that its channels fit into, and every band the versions that it is listed with.
void TestSandboxReplay::bands()
{
    Stack stack;
    v3::ListBandsResponse all;
    QVERIFY(
        all.ParseFromString(ask(stack, "/ttn.lorawan.v3.Configuration/ListBands", {}, stack.applicationKey).message));
    const auto versions = recordedAnswer<v3::GetPhyVersionsResponse>("075-get-phy-versions");
    QCOMPARE(all.descriptions_size(), versions.version_info_size());
    for (const auto &info : versions.version_info()) {
        const auto &described = all.descriptions().at(info.band_id()).band();
        QCOMPARE(int(described.size()), info.phy_versions_size());
        for (const int version : info.phy_versions()) {
            const v3::BandDescription &band = described.at(v3::PHYVersion_Name(v3::PHYVersion(version)));
            QCOMPARE(band.id(), info.band_id());
            QVERIFY(quint32(band.uplink_channels_size()) <= band.max_uplink_channels());
            for (const v3::BandDescription::Channel &channel : band.uplink_channels()) {
                QVERIFY2(band.data_rates().contains(quint32(channel.max_data_rate())), info.band_id().c_str());
                QVERIFY2(
                    std::any_of(band.sub_bands().begin(), band.sub_bands().end(),
                                [&channel](const auto &part) {
                                    return part.min_frequency() <= channel.frequency()
                                        && channel.frequency() <= part.max_frequency();
                                }),
                    qPrintable(QString::fromStdString(info.band_id()) + u' ' + QString::number(channel.frequency())));
            }
        }
    }
    const auto plans = read<v3::ListFrequencyPlansResponse>(
        ask(stack, "/ttn.lorawan.v3.Configuration/ListFrequencyPlans", {}, stack.applicationKey));
    QVERIFY(plans.frequency_plans_size() > 0);
    for (const auto &plan : plans.frequency_plans()) {
        v3::GetDefaultMACSettingsRequest asked;
        asked.set_frequency_plan_id(plan.id());
        const auto &known = all.descriptions().at(plan.band_id()).band();
        v3::PHYVersion version = v3::PHY_UNKNOWN;
        QVERIFY(v3::PHYVersion_Parse(known.begin()->first, &version));
        asked.set_lorawan_phy_version(version);
        const ServerAnswer answer
            = ask(stack, "/ttn.lorawan.v3.Ns/GetDefaultMACSettings", asked.SerializeAsString(), stack.applicationKey);
        QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
        const auto settings = read<v3::MACSettings>(answer);
        QCOMPARE(settings.rx2_frequency().value(), known.begin()->second.default_rx2_parameters().frequency());
        QCOMPARE(settings.use_adr().value(), plan.band_id() != "ISM_2400");
    }
}

namespace {

/// A PNG file with one bit for each pixel, where 0 is white in the palette or black without one; null: it is none.
GreyPicture greyOf(const QByteArray &png)
{
    constexpr int header = 8, frame = 12;
    GreyPicture out;
    QByteArray packed;
    bool hasPalette = false, zeroIsWhite = false;
    for (qsizetype at = header; at + frame <= png.size();) {
        const qsizetype size = qFromBigEndian<qint32>(png.constData() + at);
        const QByteArray type = png.mid(at + 4, 4), data = png.mid(at + 8, size);
        if (type == "IHDR") {
            out.width = qFromBigEndian<qint32>(data.constData());
            out.height = qFromBigEndian<qint32>(data.constData() + 4);
            hasPalette = data[9] == 3;
            if (data[8] != 1)
                return {};
        } else if (type == "PLTE") {
            zeroIsWhite = quint8(data[0]) > 0x80;
        } else if (type == "IDAT") {
            packed += data;
        }
        at += size + frame;
    }
    const int row = (out.width + 7) / 8;
    const qint32 unpacked = qToBigEndian<qint32>((row + 1) * out.height);
    QByteArray bytes = qUncompress(QByteArray(reinterpret_cast<const char *>(&unpacked), 4) + packed);
    if (bytes.size() != (row + 1) * out.height)
        return {};
    QByteArray above(row, '\0');
    for (int y = 0; y < out.height; ++y) {
        QByteArray line = bytes.mid(y * (row + 1) + 1, row);
        for (int x = 0; x < row; ++x) {
            const int left = x ? quint8(line[x - 1]) : 0, up = quint8(above[x]), corner = x ? quint8(above[x - 1]) : 0;
            const int a = std::abs(up - corner), b = std::abs(left - corner), c = std::abs(left + up - 2 * corner);
            const int paeth = a <= b && a <= c ? left : b <= c ? up : corner;
            const int predicted[] = {0, left, up, (left + up) / 2, paeth};
            line[x] = char(quint8(line[x]) + predicted[quint8(bytes[y * (row + 1)]) % 5]);
        }
        for (int x = 0; x < out.width; ++x) {
            const bool bit = quint8(line[x / 8]) >> (7 - x % 8) & 1;
            out.pixels.append(bit != (hasPalette && zeroIsWhite) ? char(0xFF) : '\0');
        }
        above = line;
    }
    return out;
}

} // namespace

/// The text of 078 is the same. The picture cannot be: it comes from another encoder, which may choose another mask
/// and another compression; so it has to be as large, as a file of the same kind, and to say the same when it is read.
void TestSandboxReplay::drawnCode()
{
    Stack stack;
    const ServerAnswer answer
        = ask(stack, "/ttn.lorawan.v3.EndDeviceQRCodeGenerator/Generate",
              readBytes(QStringLiteral("v3/rpc/078-qr-generate.request.bin")), stack.applicationKey);
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QCOMPARE(headerNames(answer), QStringList{QStringLiteral("x-request-id")});
    v3::GenerateQRCodeResponse ours = read<v3::GenerateQRCodeResponse>(answer);
    v3::GenerateQRCodeResponse theirs = recordedAnswer<v3::GenerateQRCodeResponse>("078-qr-generate");
    QStringList texts;
    for (v3::GenerateQRCodeResponse *one : {&ours, &theirs}) {
        const std::string &file = one->image().embedded().data();
        const GreyPicture picture = greyOf(QByteArray::fromStdString(file));
        QCOMPARE(QSize(picture.width, picture.height), QSize(120, 120));
        texts += readCodes(picture);
        one->mutable_image()->mutable_embedded()->clear_data();
    }
    QCOMPARE(texts, QStringList(2, QString::fromStdString(theirs.text())));
    QCOMPARE(ours.DebugString(), theirs.DebugString());
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

/// 091 tells of one uplink, of the downlink that answered it with MAC commands, and of both at a gateway. The sandbox
/// has no MAC commands, no downlink that nobody sent, no gateways as entities, and other correlation ids: of its own
/// uplink the rest must be told the same way.
void TestSandboxReplay::relatedEvents()
{
    Stack stack;
    v3::StreamEventsRequest stream;
    stream.add_identifiers()->mutable_application_ids()->set_application_id("a-cellar");
    const ServerAnswer opened
        = ask(stack, "/ttn.lorawan.v3.Events/Stream", stream.SerializeAsString(), stack.applicationKey);
    QVERIFY(opened.stream);
    stack.run.forward(60);
    v3::FindRelatedEventsRequest asked;
    for (const std::string &bytes : opened.stream->take()) {
        v3::Event event;
        QVERIFY(event.ParseFromString(bytes));
        if (event.name() == "as.up.data.forward" && event.identifiers(0).device_ids().device_id() == "probe-abp-103") {
            for (const std::string &id : event.correlation_ids()) {
                if (id.starts_with("gs:uplink:"))
                    asked.set_correlation_id(id);
            }
        }
    }
    QVERIFY(!asked.correlation_id().empty());
    const ServerAnswer answer
        = ask(stack, "/ttn.lorawan.v3.Events/FindRelated", asked.SerializeAsString(), stack.applicationKey);
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QCOMPARE(headerNames(answer), QStringList{QStringLiteral("x-request-id")});
    const auto shapes = [](const v3::FindRelatedEventsResponse &events) {
        QStringList out;
        for (const v3::Event &event : events.events()) {
            if (!event.name().starts_with("ns.mac.") && !event.name().starts_with("ns.down.")
                && !event.name().starts_with("gs."))
                out += shapeOf(event.SerializeAsString());
        }
        return out;
    };
    const QStringList ours = shapes(read<v3::FindRelatedEventsResponse>(answer));
    const QStringList theirs = shapes(recordedAnswer<v3::FindRelatedEventsResponse>("091-events-find-related"));
    const QStringList wrong = differences(ours.join(u'\n'), theirs.join(u'\n'));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
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
    const std::string token = stack.records
                                  ->addKey({}, "a-cellar", "reader",
                                           listOf({v3::RIGHT_APPLICATION_INFO, v3::RIGHT_APPLICATION_DEVICES_READ}))
                                  .secret;
    const QJsonObject call = readJson(u"v3/errors/" + name + u".json").object();
    const ServerAnswer answer = ask(stack, rpcOf(call), readBytes(u"v3/errors/" + name + u".request.bin"), token);
    const QStringList wrong = failureDifferences(answer, call);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
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
    const std::string token = stack.records
                                  ->addKey(StackAccounts::user("admin"), {}, "test", listOf({v3::RIGHT_ALL}),
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
