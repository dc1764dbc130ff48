// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every call that the window and ttnc can make, against the servers of the sandbox: done, refused, too late, given up,
// and with a server that goes away after each of its steps.
#include "backend/domain/clock.h"
#include "backend/rpc/rpcthread.h"
#include "tests/support/testmain.h"
#include "tests/unit/network/sandboxservers.h"

#include <ttn/lorawan/v3/application.pb.h>

using namespace SandboxServers;
using Domain::Device;
using Domain::DeviceKeys;
using Domain::Problem;
using Domain::Result;
using Code = Problem::Code;

namespace {

const QString apple = QStringLiteral("apple");
const QString pear = QStringLiteral("pear");
const QString greenhouse = QStringLiteral("greenhouse");
const QString bed = QStringLiteral("bed-99");
const QString plumJson = QStringLiteral(
    R"({"ids":{"device_id":"plum","application_ids":{"application_id":"cellar"},"dev_eui":"70B3D57ED0000103",)"
    R"("join_eui":"0000000000000000"},"frequency_plan_id":"EU_863_870_TTN","lorawan_version":"MAC_V1_0_3",)"
    R"("lorawan_phy_version":"PHY_V1_0_3_REV_A","supports_join":true,)"
    R"("root_keys":{"app_key":{"key":"ABABABABABABABABABABABABABABABAB"}}})");

/// A call under way. Letting go of `call` drops it.
struct Running
{
    std::shared_ptr<void> call;
    std::shared_ptr<std::optional<Problem>> problem = std::make_shared<std::optional<Problem>>();
};

template <typename T>
Problem problemOf(const Result<T> &result)
{
    return result.problem;
}

Problem problemOf(const Result<QList<Domain::DeviceOutcome>> &result)
{
    return result.problem || result.value.isEmpty() ? result.problem : result.value.constFirst().problem;
}

template <typename T>
Running run(Domain::Call<Result<T>> call)
{
    Running out;
    const auto kept = std::make_shared<Domain::Call<Result<T>>>(std::move(call));
    kept->then(qApp, [problem = out.problem](Result<T> result) { *problem = problemOf(result); });
    out.call = kept;
    return out;
}

enum class Kind {
    Plain,
    Open, ///< needs no credentials
    Registers, ///< what was begun is taken back
};

struct Operation
{
    std::function<Running(Domain::NetworkApi &)> start;
    Kind kind = Kind::Plain;
};

Device plum()
{
    return joining(QStringLiteral("plum"), 0x70B3D57ED0000103);
}

/// All four servers have a part in it.
Domain::DeviceChange change()
{
    Domain::DeviceChange out;
    out.name = QStringLiteral("Old tree");
    out.formatters = Domain::Formatters{QStringLiteral("FORMATTER_NONE"), {}, QStringLiteral("FORMATTER_NONE"), {}};
    out.mac = Domain::MacSettings();
    out.mac->rx1Delay = 3;
    out.resetsJoinNonces = true;
    return out;
}

const QMap<QByteArray, Operation> &ofStack()
{
    using Api = Domain::NetworkApi;
    using Domain::Account;
    using Domain::Right;
    static const Account admin{Account::Kind::User, QStringLiteral("admin")};
    static const QString seller = QStringLiteral("SELLER");
    static const QMap<QByteArray, Operation> all{
        {"access", {[](Api &api) { return run(api.access()); }}},
        {"rights", {[](Api &api) { return run(api.rights(cellar)); }}},
        {"applications", {[](Api &api) { return run(api.applications({})); }}},
        {"applications, searched", {[](Api &api) {
             return run(api.applications({QStringLiteral("cel"), {}, false, false, 10, 1}));
         }}},
        {"application", {[](Api &api) { return run(api.application(cellar)); }}},
        {"createApplication", {[](Api &api) {
             Domain::Application application;
             application.id = QStringLiteral("loft");
             return run(api.createApplication(application, {}));
         }}},
        {"changeApplication", {[](Api &api) {
             Domain::ApplicationChange wanted;
             wanted.name = QStringLiteral("Wine");
             return run(api.changeApplication(cellar, wanted));
         }}},
        {"deleteApplication", {[](Api &api) { return run(api.deleteApplication(attic)); }}},
        {"restoreApplication", {[](Api &api) { return run(api.restoreApplication(QStringLiteral("ruin"))); }}},
        {"defaultFormatters", {[](Api &api) { return run(api.defaultFormatters(cellar)); }}},
        {"setDefaultFormatters",
         {[](Api &api) { return run(api.setDefaultFormatters(cellar, *change().formatters)); }}},
        {"devices", {[](Api &api) { return run(api.devices()->devices(cellar, {})); }}},
        {"devices, searched", {[](Api &api) {
             return run(api.devices()->devices(cellar, {10, 1, apple}));
         }}},
        {"device", {[](Api &api) { return run(api.devices()->device(cellar, apple, DeviceKeys::Leave)); }}},
        {"device with keys", {[](Api &api) { return run(api.devices()->device(cellar, pear, DeviceKeys::Read)); }}},
        {"createDevice", {[](Api &api) { return run(api.devices()->createDevice(plum())); }, Kind::Registers}},
        {"changeDevice", {[](Api &api) { return run(api.devices()->changeDevice(cellar, apple, change())); }}},
        {"deleteDevice", {[](Api &api) { return run(api.devices()->deleteDevice(cellar, apple)); }}},
        {"deleteDevices", {[](Api &api) {
             return run(api.devices()->deleteDevices(cellar, {apple, pear}));
         }}},
        {"backup", {[](Api &api) { return run(api.devices()->backup(cellar, apple)); }}},
        {"restore",
         {[](Api &api) {
              const Domain::DeviceBackup backup = api.devices()->backupOf(plumJson.toUtf8()).value;
              return run(api.devices()->restore(backup, cellar, QStringLiteral("plum")));
          },
          Kind::Registers}},
        {"resetDevice", {[](Api &api) { return run(api.devices()->resetDevice(cellar, apple, true)); }}},
        {"simulateUplink",
         {[](Api &api) { return run(api.devices()->simulateUplink(cellar, apple, 1, QByteArray("\1", 1))); }}},
        {"apiKeys", {[](Api &api) { return run(api.accessLists()->apiKeys(cellar, 1, 10)); }}},
        {"apiKey", {[](Api &api) { return run(api.accessLists()->apiKey(cellar, seller)); }}},
        {"createApiKey",
         {[](Api &api) { return run(api.accessLists()->createApiKey(cellar, {}, Right::ViewDevices, {})); }}},
        {"changeApiKey", {[](Api &api) {
             Domain::ApiKeyChange wanted;
             wanted.name = QStringLiteral("shop");
             return run(api.accessLists()->changeApiKey(cellar, seller, wanted));
         }}},
        {"deleteApiKey", {[](Api &api) { return run(api.accessLists()->deleteApiKey(cellar, seller)); }}},
        {"collaborators", {[](Api &api) { return run(api.accessLists()->collaborators(cellar, 1, 10)); }}},
        {"setCollaborator",
         {[](Api &api) { return run(api.accessLists()->setCollaborator(cellar, admin, Right::ViewDevices)); }}},
        {"removeCollaborator", {[](Api &api) { return run(api.accessLists()->removeCollaborator(cellar, admin)); }}},
        {"findAccounts", {[](Api &api) { return run(api.accessLists()->findAccounts(QStringLiteral("adm"))); }}},
        {"frequencyPlans", {[](Api &api) { return run(api.catalog()->frequencyPlans()); }, Kind::Open}},
        {"phyVersions",
         {[](Api &api) { return run(api.catalog()->phyVersions(QStringLiteral("EU_863_870"))); }, Kind::Open}},
        {"macDefaults",
         {[](Api &api) {
              return run(
                  api.catalog()->macDefaults(QStringLiteral("EU_863_870_TTN"), QStringLiteral("PHY_V1_0_3_REV_A")));
          },
          Kind::Open}},
        {"brands", {[](Api &api) { return run(api.catalog()->brands({}, 1, 10)); }}},
        {"models", {[](Api &api) { return run(api.catalog()->models(QStringLiteral("acre-labs"), {}, 1, 10)); }}},
        {"deviceTemplate", {[](Api &api) {
             const QString version = QStringLiteral("1.0");
             return run(api.catalog()->deviceTemplate(Domain::VersionIds{QStringLiteral("acre-labs"),
                                                                         QStringLiteral("climate-mini"), version,
                                                                         version, QStringLiteral("EU_863_870")}));
         }}},
        {"deviceTemplate of a profile", {[](Api &api) {
             return run(api.catalog()->deviceTemplate(Domain::ProfileIds{901, 1}));
         }}},
        {"joinEuiPrefixes", {[](Api &api) { return run(api.catalog()->joinEuiPrefixes()); }, Kind::Open}},
        {"defaultJoinEui", {[](Api &api) { return run(api.catalog()->defaultJoinEui()); }, Kind::Open}},
        {"newDevAddr", {[](Api &api) { return run(api.catalog()->newDevAddr()); }, Kind::Open}},
        {"issueDevEui", {[](Api &api) { return run(api.catalog()->issueDevEui(cellar)); }}},
        {"supportsClaiming",
         {[](Api &api) { return run(api.catalog()->supportsClaiming(Domain::Eui(0))); }, Kind::Open}}};
    return all;
}

Device bedDevice(const QString &id, quint64 eui)
{
    Device device;
    device.application = greenhouse;
    device.id = id;
    device.devEui = Domain::Eui(eui);
    device.joinEui = Domain::Eui(0x70B3D57ED0000001);
    device.appKey = key('\xAB');
    return device;
}

const QMap<QByteArray, Operation> &ofHandler()
{
    using Api = Domain::NetworkApi;
    static const QMap<QByteArray, Operation> all{
        {"application", {[](Api &api) { return run(api.application(greenhouse)); }}},
        {"changeApplication", {[](Api &api) {
             Domain::ApplicationChange wanted;
             wanted.functions = Domain::PayloadFunctions{QStringLiteral("cayennelpp"), {}, {}, {}, {}};
             return run(api.changeApplication(greenhouse, wanted));
         }}},
        {"serviceAnnouncement", {[](Api &api) { return run(api.serviceAnnouncement(greenhouse)); }, Kind::Open}},
        {"devices", {[](Api &api) { return run(api.devices()->devices(greenhouse, {})); }}},
        {"device", {[](Api &api) { return run(api.devices()->device(greenhouse, bed, DeviceKeys::Read)); }}},
        {"createDevice", {[](Api &api) {
             return run(api.devices()->createDevice(bedDevice(QStringLiteral("bed-98"), 0x0011223344556698)));
         }}},
        {"changeDevice", {[](Api &api) {
             Domain::DeviceChange wanted;
             wanted.description = QStringLiteral("tomatoes");
             return run(api.devices()->changeDevice(greenhouse, bed, wanted));
         }}},
        {"deleteDevice", {[](Api &api) { return run(api.devices()->deleteDevice(greenhouse, bed)); }}},
        {"deleteDevices", {[](Api &api) { return run(api.devices()->deleteDevices(greenhouse, {bed})); }}},
        {"backup", {[](Api &api) { return run(api.devices()->backup(greenhouse, bed)); }}},
        {"simulateUplink",
         {[](Api &api) { return run(api.devices()->simulateUplink(greenhouse, bed, 1, QByteArray("\1", 1))); }}}};
    return all;
}

QByteArray words(QByteArray where, Code code)
{
    return where.append(": problem ").append(QByteArray::number(int(code)));
}

/// A device whose very first call was not answered may be there: that it says instead.
bool isLate(const Operation &operation, int step, const Problem &problem)
{
    return problem.code == Code::CallDeadline
        || (operation.kind == Kind::Registers && step <= 1 && problem.code == Code::RegistrationIncomplete
            && problem.args.value(2).contains(u"Identity Server"));
}

RpcRig::Answer hanging()
{
    RpcRig::Answer answer;
    answer.hang = true;
    return answer;
}

RpcRig::Answer failing(int code)
{
    RpcRig::Answer answer;
    answer.code = code;
    answer.text = "not now";
    return answer;
}

} // namespace

class TestEveryCall : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void stack_data() { rows(ofStack()); }
    void stack();
    void handler_data() { rows(ofHandler()); }
    void handler();
    void nobodyAnswers();

private:
    static void rows(const QMap<QByteArray, Operation> &all);
    [[nodiscard]] std::unique_ptr<StackV3Api> api(const Stack &stack, const QByteArray &apiKey = {})
    {
        return std::make_unique<StackV3Api>(m_rpc.line(), stack.settings(apiKey));
    }
    [[nodiscard]] std::unique_ptr<HandlerV2Api> api(const Handler &handler)
    {
        return std::make_unique<HandlerV2Api>(m_rpc.line(), handler.settings());
    }
    /// With what the calls are about.
    [[nodiscard]] std::unique_ptr<Stack> makeStack();
    [[nodiscard]] std::unique_ptr<Handler> makeHandler();
    /// What became of it; CodeCount: nothing.
    static Problem ended(const Running &running);
    /// The call with a server that goes, falls silent and answers too late after each of its steps.
    template <typename Server>
    void interrupt(const Operation &operation, int steps, const std::function<std::unique_ptr<Server>()> &make);

    RpcThread m_rpc;
};

void TestEveryCall::rows(const QMap<QByteArray, Operation> &all)
{
    QTest::addColumn<QByteArray>("name");
    for (const QByteArray &name : all.keys())
        QTest::newRow(name.constData()) << name;
}

Problem TestEveryCall::ended(const Running &running)
{
    const bool came = QTest::qWaitFor([&running] { return running.problem->has_value(); }, 60'000);
    return came ? **running.problem : Problem{Code::CodeCount, {}, {}, QStringLiteral("no answer came"), false};
}

std::unique_ptr<Stack> TestEveryCall::makeStack()
{
    auto stack = std::make_unique<Stack>();
    StackRecords &records = *stack->records;
    records.accounts.addUser("admin", true);
    records.euiLimit = 10;
    wire::Application ruin;
    ruin.mutable_ids()->set_application_id("ruin");
    StackApplication &deleted = records.add(ruin, StackAccounts::user(stack->access.userId.toStdString()));
    deleted.deleted = true;
    deleted.deletedNs = Domain::nowNs();
    StackRecords::stamp(*deleted.stored.mutable_deleted_at(), deleted.deletedNs);
    StackRights::List rights;
    rights.Add(wire::RIGHT_APPLICATION_INFO);
    records.addKey({}, cellar.toStdString(), "seller", rights, "NNSXS.SELLER.SECRET");
    wire::Collaborator admin;
    *admin.mutable_ids() = StackAccounts::user("admin");
    *admin.mutable_rights() = rights;
    records.find(cellar.toStdString())->collaborators.push_back(admin);
    const auto v3 = api(*stack);
    const bool isReady = !ended(run(v3->devices()->createDevice(joining())))
        && !ended(run(v3->devices()->createDevice(personalized())));
    return isReady ? std::move(stack) : nullptr;
}

std::unique_ptr<Handler> TestEveryCall::makeHandler()
{
    auto handler = std::make_unique<Handler>();
    const bool isReady = !ended(run(api(*handler)->devices()->createDevice(bedDevice(bed, 0x0011223344556699))));
    return isReady ? std::move(handler) : nullptr;
}

template <typename Server>
void TestEveryCall::interrupt(const Operation &operation, int steps,
                              const std::function<std::unique_ptr<Server>()> &make)
{
    for (int step = 0; step < steps; ++step) {
        const QByteArray where = "after " + QByteArray::number(step) + " of " + QByteArray::number(steps);
        // It goes away for good.
        auto server = make();
        QVERIFY(server);
        auto client = api(*server);
        server->setStep([step](int number) { return number < step ? std::nullopt : std::optional(hanging()); });
        Running running = operation.start(*client);
        QTRY_VERIFY2_WITH_TIMEOUT(server->steps() > step, where.constData(), 20'000);
        server->rig.shutDown();
        const Code gone = ended(running).code;
        const bool isTold = gone == Code::CallInterrupted || gone == Code::ConnectionRefused
            || (step > 0 && operation.kind == Kind::Registers && gone == Code::RegistrationIncomplete);
        QVERIFY2(isTold, words(where, gone).constData());

        // It answers one call too late.
        server = make();
        client = api(*server);
        server->setStep([step](int number) { return number == step ? std::optional(failing(4)) : std::nullopt; });
        const Problem late = ended(operation.start(*client));
        // Where the application lives, a registration asks first; if that stays unknown the server compares it itself.
        const bool goesOn = step == 0 && operation.kind == Kind::Registers && !late;
        QVERIFY2(goesOn || isLate(operation, step, late), words(where, late.code).constData());

        // Nobody waits for it any more.
        server = make();
        client = api(*server);
        server->setStep([step](int number) { return number == step ? std::optional(hanging()) : std::nullopt; });
        running = operation.start(*client);
        QTRY_VERIFY2_WITH_TIMEOUT(server->steps() > step, where.constData(), 20'000);
        const int before = server->rig.cancelled();
        running.call.reset();
        QTRY_VERIFY2_WITH_TIMEOUT(server->rig.cancelled() > before, where.constData(), 20'000);
        QCoreApplication::processEvents();
        QVERIFY2(!running.problem->has_value(), where.constData());
        if constexpr (std::is_same_v<Server, Stack>) {
            if (operation.kind == Kind::Registers)
                QTRY_VERIFY2_WITH_TIMEOUT(server->keepers(cellar, QStringLiteral("plum")).isEmpty(), where.constData(),
                                          20'000);
        }
    }
}

void TestEveryCall::stack()
{
    QFETCH(const QByteArray, name);
    const Operation operation = ofStack().value(name);
    auto stack = makeStack();
    QVERIFY(stack);

    // By somebody who may not.
    const QByteArray stranger = "NNSXS." + QByteArray(39, 'C') + '.' + QByteArray(52, 'D');
    auto client = api(*stack, stranger);
    const Problem unknown = ended(operation.start(*client));
    QCOMPARE(unknown.code, operation.kind == Kind::Open ? Code::None : Code::KeyUnknown);
    client = api(*stack, "NNSXS.broken");
    QCOMPARE(ended(operation.start(*client)).code, Code::KeyMalformed);

    client = api(*stack);
    stack->setStep({});
    const Problem done = ended(operation.start(*client));
    QVERIFY2(!done, qPrintable(QString::number(int(done.code)) + u' ' + done.details));
    const int steps = stack->steps();
    QVERIFY(steps > 0);
    interrupt<Stack>(operation, steps, [this] { return makeStack(); });
}

void TestEveryCall::handler()
{
    QFETCH(const QByteArray, name);
    const Operation operation = ofHandler().value(name);
    auto handler = makeHandler();
    QVERIFY(handler);
    auto client = api(*handler);
    handler->setStep({});
    const Problem done = ended(operation.start(*client));
    QVERIFY2(!done, qPrintable(QString::number(int(done.code)) + u' ' + done.details));
    const int steps = handler->steps();
    QVERIFY(steps > 0);
    interrupt<Handler>(operation, steps, [this] { return makeHandler(); });
}

/// All at once, each with the time that it has: a server that takes calls and never answers.
void TestEveryCall::nobodyAnswers()
{
    Stack silentStack;
    silentStack.setStep([](int) { return hanging(); });
    Handler silentHandler;
    silentHandler.setStep([](int) { return hanging(); });
    const auto v3 = api(silentStack);
    const auto v2 = api(silentHandler);
    QMap<QByteArray, Running> running;
    for (auto it = ofStack().begin(); it != ofStack().end(); ++it)
        running.insert("v3 " + it.key(), it->start(*v3));
    for (auto it = ofHandler().begin(); it != ofHandler().end(); ++it)
        running.insert("v2 " + it.key(), it->start(*v2));
    for (auto it = running.begin(); it != running.end(); ++it) {
        const Problem problem = ended(*it);
        const Operation operation = it.key().startsWith("v3 ") ? ofStack().value(it.key().mid(3)) : Operation();
        QVERIFY2(isLate(operation, 0, problem), words(it.key(), problem.code).constData());
    }
    QTRY_COMPARE_WITH_TIMEOUT(silentStack.rig.cancelled(), silentStack.rig.asked(), 20'000);
}

TTN_TEST_MAIN(TestEveryCall)
#include "tst_everycall.moc"
