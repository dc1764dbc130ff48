// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Applications, keys, collaborators and accounts of the sandbox: against recorded calls of the real server, and rule by
// rule.
#include "backend/sandbox/rpc/stackdesk.h"
#include "tests/support/testmain.h"
#include "tests/unit/sandbox/sandboxrun.h"
#include "tests/unit/sandbox/stackanswers.h"

#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/application_server.pb.h>

using namespace Backend;
using namespace StackReplay;
namespace v3 = ttn::lorawan::v3;
using google::protobuf::Message;

namespace {

/// The server of the recordings, with its people and keys.
struct Stack
{
    Stack()
    {
        access.userId = QStringLiteral("a-alice");
        access.userKey = u"NNSXS." + QString(39, u'A') + u'.' + QString(52, u'B');
        records = std::make_unique<StackRecords>(access, run.simulation);
        records->accounts.addUser("a-bob");
        records->accounts.addUser("admin", true);
        records->accounts.addOrganization("a-org1", "a-bob");
        StackDesk::addApplications(desk, *records);
        StackDesk::addKeys(desk, *records);
        StackDesk::addCollaborators(desk, *records);
        StackDesk::addLinks(desk, *records, access);
        user = access.userKey.toStdString();
        other = records
                    ->addKey(StackAccounts::user("a-bob"), {}, "test",
                             listOf({v3::RIGHT_USER_ALL, v3::RIGHT_APPLICATION_ALL, v3::RIGHT_ORGANIZATION_ALL}))
                    .secret;
        admin = records->addKey(StackAccounts::user("admin"), {}, "test", listOf({v3::RIGHT_ALL})).secret;
        organization = records
                           ->addKey(StackAccounts::organization("a-org1"), {}, "team",
                                    listOf({v3::RIGHT_APPLICATION_INFO, v3::RIGHT_ORGANIZATION_INFO,
                                            v3::RIGHT_ORGANIZATION_APPLICATIONS_LIST}))
                           .secret;
    }

    /// The application of the recordings, its keys with the recorded ids, and its neighbours.
    void addCellar()
    {
        for (const char *id : {"a-cellar", "a-shed-0", "a-shed-1", "a-shed-2"}) {
            v3::Application application;
            application.mutable_ids()->set_application_id(id);
            const std::string name = id;
            application.set_name(name == "a-cellar" ? "Cellar" : "Shed " + name.substr(7));
            StackRecords::stampNow(
                *records->add(application, StackAccounts::user("a-alice")).stored.mutable_created_at());
        }
        all = key("D454PZAYT3CR56YTAY7KBPUDMO5IEOYVU2WGOVA", "console", listOf({v3::RIGHT_APPLICATION_ALL}));
        link = key("IKMPGO5Z4YXCD76FSI5LZ37FYID4ZXNSR2UBDUA", "mqtt", listOf({v3::RIGHT_APPLICATION_LINK}));
        StackRecords::stamp(*records->keys.at("IKMPGO5Z4YXCD76FSI5LZ37FYID4ZXNSR2UBDUA").stored.mutable_expires_at(),
                            2'051'222'400'000'000'000);
        reader = key("EQPOEMECR2DTPH7ZGLEZRUQVGMWFFMXPOXQT33A", "reader",
                     listOf({v3::RIGHT_APPLICATION_INFO, v3::RIGHT_APPLICATION_DEVICES_READ}));
    }

    std::string key(const std::string &id, const std::string &name, const StackRights::List &rights)
    {
        return records->addKey({}, "a-cellar", name, rights, "NNSXS." + id + ".SECRET").secret;
    }

    ServerAnswer ask(const std::string &method, const Message &message, const std::string &token)
    {
        return send("/ttn.lorawan.v3." + method, message.SerializeAsString(), token);
    }

    ServerAnswer send(const std::string &method, const std::string &message, const std::string &token)
    {
        ServerRequest request{method, message, {}};
        if (!token.empty())
            request.metadata.emplace("authorization", "Bearer " + token);
        return desk.answer(request);
    }

    /// What the recorded calls before this one left behind.
    void prepareFor(const QString &name)
    {
        const auto before = [&](const char *method, const char *file, const std::string &token) {
            send(std::string("/ttn.lorawan.v3.") + method,
                 readBytes(u"v3/rpc/" + QLatin1String(file) + u".request.bin"), token);
        };
        if (name < u"006")
            return;
        addCellar();
        v3::CreateApplicationRequest create;
        create.ParseFromString(readBytes(QStringLiteral("v3/rpc/005-create-application.request.bin")));
        records->applications.at("a-cellar").stored.MergeFrom(create.application());
        if (name.startsWith(u"015"))
            before("ApplicationAccess/UpdateAPIKey", "014-update-api-key", user);
        if (name >= u"024" && name < u"029")
            before("ApplicationAccess/SetCollaborator", "023-set-collaborator", user);
        if (name.startsWith(u"030"))
            before("As/SetLink", "029-set-link", all);
        if (name.startsWith(u"102")) {
            v3::Application application;
            application.mutable_ids()->set_application_id("a-orgapp");
            records->add(application, StackAccounts::organization("a-org1"));
        }
    }

    std::string keyNamed(const QString &name) const
    {
        const QMap<QString, std::string> known{
            {QStringLiteral("user"), user},    {QStringLiteral("other"), other},
            {QStringLiteral("admin"), admin},  {QStringLiteral("organization"), organization},
            {QStringLiteral("all"), all},      {QStringLiteral("link"), link},
            {QStringLiteral("reader"), reader}};
        return known.value(name);
    }

    /// The key that a recorded failure names in words.
    std::string keySaid(const QJsonObject &call) const
    {
        const QString words
            = call.value(QLatin1String("request_metadata")).toObject().value(QLatin1String("authorization")).toString();
        if (words.contains(u"deleted"))
            return "NNSXS.QJ54M3BBDEBWJ7RQOBT6CUVOYQVAVXEHMSMZEBY.SECRET";
        return words.contains(u"admin") ? admin
            : words.contains(u"user")   ? user
            : words.isEmpty()           ? std::string()
                                        : all;
    }

    SandboxRun::Run run;
    SandboxAccess access;
    ServerDesk desk;
    std::unique_ptr<StackRecords> records;
    std::string user, other, admin, organization, all, link, reader;
};

v3::ApplicationIdentifiers named(const std::string &id)
{
    v3::ApplicationIdentifiers out;
    out.set_application_id(id);
    return out;
}

v3::SetApplicationCollaboratorRequest membership(const StackAccounts::Ids &account, const StackRights::List &rights)
{
    v3::SetApplicationCollaboratorRequest out;
    *out.mutable_application_ids() = named("a-cellar");
    *out.mutable_collaborator()->mutable_ids() = account;
    *out.mutable_collaborator()->mutable_rights() = rights;
    return out;
}

const StackAccounts::Ids alice = StackAccounts::user("a-alice");
const StackAccounts::Ids bob = StackAccounts::user("a-bob");
const StackAccounts::Ids team = StackAccounts::organization("a-org1");

} // namespace

class TestSandboxAccess : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void calls_data();
    void calls();
    void errors_data();
    void errors();
    void deletedApplicationsComeBack();
    void purging();
    void contactsAreCollaborators();
    void keyTraps();
    void keysExpire();
    void keyOrders();
    void grantingNeedsTheRight();
    void collaborators();
    void membershipThroughAnOrganization();
    void lists();
    void searches();
    void accounts();
    void links();
    void issuesEuis();
    void validation_data();
    void validation();
    void limits();
};

void TestSandboxAccess::calls_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("isCounted");
    const auto row = [](const char *name, const char *key, bool isCounted) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(key) << isCounted;
    };
    row("001-auth-info-user-key", "user", false);
    row("002-auth-info-admin-key", "admin", false);
    row("003-auth-info-no-credentials", "nobody", false);
    row("004-is-configuration", "user", false);
    row("005-create-application", "user", false);
    row("006-get-application", "user", false);
    row("007-update-application", "user", false);
    row("008-list-applications-page-1", "user", true);
    row("010-search-applications", "user", true);
    row("011-create-api-key", "user", false);
    row("012-create-api-key-link", "user", false);
    row("013-list-api-keys", "user", true);
    row("014-update-api-key", "user", false);
    row("015-get-api-key", "user", false);
    row("016-auth-info-application-key", "all", false);
    row("017-auth-info-application-key-link", "link", false);
    row("019-list-applications-application-key", "all", false);
    row("020-list-rights-user-key", "user", false);
    row("021-list-rights-application-key", "reader", false);
    row("022-list-rights-none", "other", false);
    row("023-set-collaborator", "user", false);
    row("024-list-collaborators", "user", true);
    row("025-list-collaborators-reduced", "reader", true);
    row("026-get-collaborator", "user", false);
    row("027-search-accounts", "user", true);
    row("028-delete-collaborator", "user", false);
    row("029-set-link", "all", false);
    row("030-get-link", "all", false);
    row("032-as-configuration", "all", false);
    row("101-auth-info-organization-key", "organization", false);
    row("102-list-applications-organization-key", "organization", true);
}

/// Code, headers and answer, but for what is made by chance.
void TestSandboxAccess::calls()
{
    QFETCH(const QString, name);
    QFETCH(const QString, key);
    QFETCH(const bool, isCounted);
    std::string rpc;
    for (const QJsonValue &value : readJson(QStringLiteral("v3/rpc/index.json")).array()) {
        if (value[QLatin1String("request")].toString() == QString(name + u".request.bin"))
            rpc = value[QLatin1String("rpc")].toString().toStdString();
    }
    QVERIFY2(!rpc.empty(), qPrintable(name));
    Stack stack;
    stack.prepareFor(name);
    const ServerAnswer answer = stack.send(rpc, readBytes(u"v3/rpc/" + name + u".request.bin"), stack.keyNamed(key));
    QVERIFY2(answer.code == RpcCode::Ok, answer.text.c_str());
    QStringList expected{QStringLiteral("x-request-id")};
    if (isCounted)
        expected += QStringLiteral("x-total-count");
    QCOMPARE(headerNames(answer), expected);
    const auto *type = answerOf(rpc);
    QVERIFY(type);
    const QString ours = shown(answer.message, type);
    const QString theirs = shown(readBytes(u"v3/rpc/" + name + u".response.bin"), type);
    // The keys that ask have other names here.
    const auto nameless = [](const QString &text) {
        static const QRegularExpression own(QStringLiteral("\n *name: \"(sandbox|test|full)\""));
        return QString(text).remove(own);
    };
    const QStringList wrong = differences(nameless(ours), nameless(theirs));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestSandboxAccess::errors_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"001-token-malformed",
                             "002-api-key-wrong-secret",
                             "003-api-key-deleted",
                             "004-oauth-token-unknown",
                             "005-not-authenticated",
                             "006-search-forbidden",
                             "007-no-application-rights",
                             "008-application-not-found",
                             "012-no-user-rights",
                             "013-validation-id",
                             "014-validation-name-too-long",
                             "015-validation-order",
                             "019-forbidden-id",
                             "020-id-taken-application",
                             "046-link-not-found",
                             "047-link-stats-unimplemented",
                             "049-application-needs-collaborator",
                             "050-collaborator-is-contact",
                             "052-dev-eui-issuing-not-enabled",
                             "053-api-key-not-found",
                             "068-dev-eui-limit-reached",
                             "069-rate-limit-exceeded"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Code, text, headers and the chain of causes with names and attributes.
void TestSandboxAccess::errors()
{
    QFETCH(const QString, name);
    const QJsonObject call = readJson(u"v3/errors/" + name + u".json").object();
    Stack stack;
    stack.addCellar();
    const std::string method = call.value(QLatin1String("rpc")).toString().toStdString();
    const std::string message = readBytes(u"v3/errors/" + name + u".request.bin");
    std::string token = stack.keySaid(call);
    if (name.startsWith(u"001"))
        token = "nonsense";
    else if (name.startsWith(u"002"))
        token = stack.all + 'X';
    else if (name.startsWith(u"004"))
        token = "MFRWG.D454PZAYT3CR56YTAY7KBPUDMO5IEOYVU2WGOVA.SECRET";
    if (name.startsWith(u"068")) {
        v3::Application application;
        application.mutable_ids()->set_application_id("a-limits");
        stack.records->add(application, alice);
        stack.records->euiLimit = 3;
        for (int i = 0; i < 3; ++i)
            QVERIFY(stack.send(method, message, token).code == RpcCode::Ok);
    }
    if (name.startsWith(u"069")) {
        stack.records->limiter.setPerMinute(5);
        token = stack.records
                    ->addKey(StackAccounts::user("admin"), {}, "test", listOf({v3::RIGHT_ALL}),
                             "NNSXS.WQLH6Y4XMZQNRWG2A2O4OHYBAO2KLWPKSNI2ILA.SECRET")
                    .secret;
        for (int i = 0; i < 5; ++i)
            QVERIFY(stack.send(method, message, token).code == RpcCode::Ok);
    }
    const ServerAnswer answer = stack.send(method, message, token);
    const QStringList wrong = failureDifferences(answer, call);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestSandboxAccess::deletedApplicationsComeBack()
{
    Stack stack;
    stack.addCellar();
    const auto shed = named("a-shed-1");
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Restore", shed, stack.user)),
             QStringLiteral("pkg/identityserver/store:application_not_found"));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Delete", shed, stack.user)), QString());
    v3::GetApplicationRequest get;
    *get.mutable_application_ids() = shed;
    get.mutable_field_mask()->add_paths("name");
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Delete", shed, stack.user)),
             QStringLiteral("pkg/auth/rights:no_application_rights"));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/IssueDevEUI", shed, stack.user)), // looks at deleted ones, too
             QStringLiteral("pkg/identityserver:dev_eui_issuing_not_enabled"));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Get", get, stack.user)),
             QStringLiteral("pkg/auth/rights:no_application_rights"));
    QVERIFY(read<v3::Rights>(stack.ask("ApplicationAccess/ListRights", shed, stack.user)).rights().empty());
    v3::ListApplicationsRequest gone;
    gone.set_deleted(true);
    gone.mutable_field_mask()->add_paths("deleted_at");
    const auto trash = read<v3::Applications>(stack.ask("ApplicationRegistry/List", gone, stack.user));
    QCOMPARE(trash.applications_size(), 1);
    QVERIFY(trash.applications(0).has_deleted_at());
    // The id stays taken.
    v3::CreateApplicationRequest create;
    *create.mutable_application()->mutable_ids() = shed;
    *create.mutable_collaborator() = alice;
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Create", create, stack.user)),
             QStringLiteral("pkg/util/store:id_taken"));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Restore", shed, stack.other)),
             QStringLiteral("pkg/auth/rights:no_application_rights"));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Restore", shed, stack.user)), QString());
    QCOMPARE(read<v3::Application>(stack.ask("ApplicationRegistry/Get", get, stack.user)).name(),
             std::string("Shed 1"));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Delete", shed, stack.user)), QString());
    stack.records->applications.at("a-shed-1").deletedNs -= 25LL * 3'600 * 1'000'000'000;
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Restore", shed, stack.user)),
             QStringLiteral("pkg/identityserver:restore_window_expired"));
}

void TestSandboxAccess::purging()
{
    Stack stack;
    stack.addCellar();
    const auto cellar = named("a-cellar");
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Purge", cellar, stack.user)),
             QStringLiteral("pkg/identityserver:admins_purge_applications"));
    stack.ask("ApplicationRegistry/Delete", cellar, stack.user);
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Purge", cellar, stack.admin)), QString());
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Purge", cellar, stack.admin)),
             QStringLiteral("pkg/identityserver/store:application_not_found"));
    QCOMPARE(nameOf(stack.ask("EntityAccess/AuthInfo", google::protobuf::Empty(), stack.all)),
             QStringLiteral("pkg/identityserver:api_key_not_found"));
    v3::CreateApplicationRequest create;
    *create.mutable_application()->mutable_ids() = cellar;
    *create.mutable_collaborator() = alice;
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Create", create, stack.user)), QString());
}

void TestSandboxAccess::contactsAreCollaborators()
{
    Stack stack;
    stack.addCellar();
    v3::UpdateApplicationRequest update;
    *update.mutable_application()->mutable_ids() = named("a-cellar");
    *update.mutable_application()->mutable_technical_contact() = bob;
    update.mutable_field_mask()->add_paths("technical_contact");
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Update", update, stack.user)),
             QStringLiteral("pkg/identityserver:contact_no_collaborator"));
    stack.ask("ApplicationAccess/SetCollaborator", membership(bob, listOf({v3::RIGHT_APPLICATION_INFO})), stack.user);
    const auto updated = read<v3::Application>(stack.ask("ApplicationRegistry/Update", update, stack.user));
    QCOMPARE(updated.technical_contact().user_ids().user_id(), std::string("a-bob"));
    QVERIFY(updated.name().empty()); // not in the mask
    v3::DeleteApplicationCollaboratorRequest remove;
    *remove.mutable_application_ids() = named("a-cellar");
    *remove.mutable_collaborator_ids() = bob;
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/DeleteCollaborator", remove, stack.user)),
             QStringLiteral("pkg/identityserver:collaborator_is_contact"));
    // Without a mask only the time of the last change moves.
    update.clear_field_mask();
    update.mutable_application()->set_name("other");
    QVERIFY(read<v3::Application>(stack.ask("ApplicationRegistry/Update", update, stack.user)).name().empty());
    update.mutable_field_mask()->add_paths("dev_eui_counter");
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Update", update, stack.user)),
             QStringLiteral("pkg/rpcmiddleware/validator:field_mask_paths"));
}

/// No rights delete the key, also where only the name was meant and the mask left out.
void TestSandboxAccess::keyTraps()
{
    Stack stack;
    stack.addCellar();
    v3::UpdateApplicationAPIKeyRequest update;
    *update.mutable_application_ids() = named("a-cellar");
    update.mutable_api_key()->set_id("EQPOEMECR2DTPH7ZGLEZRUQVGMWFFMXPOXQT33A");
    update.mutable_api_key()->set_name("new");
    update.mutable_field_mask()->add_paths("name");
    const auto renamed = read<v3::APIKey>(stack.ask("ApplicationAccess/UpdateAPIKey", update, stack.user));
    QCOMPARE(renamed.name(), std::string("new"));
    QCOMPARE(renamed.rights_size(), 2);
    update.clear_field_mask();
    const ServerAnswer gone = stack.ask("ApplicationAccess/UpdateAPIKey", update, stack.user);
    QCOMPARE(nameOf(gone), QString());
    QVERIFY(gone.message.empty());
    QCOMPARE(nameOf(stack.ask("EntityAccess/AuthInfo", google::protobuf::Empty(), stack.reader)),
             QStringLiteral("pkg/identityserver:api_key_not_found"));
    v3::DeleteApplicationAPIKeyRequest remove;
    *remove.mutable_application_ids() = named("a-cellar");
    remove.set_key_id("EQPOEMECR2DTPH7ZGLEZRUQVGMWFFMXPOXQT33A");
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/DeleteAPIKey", remove, stack.user)),
             QStringLiteral("pkg/identityserver/store:api_key_not_found"));
}

void TestSandboxAccess::keysExpire()
{
    Stack stack;
    stack.addCellar();
    QVERIFY(stack.records->findKey(stack.reader));
    StackRecords::stamp(*stack.records->keys.at("EQPOEMECR2DTPH7ZGLEZRUQVGMWFFMXPOXQT33A").stored.mutable_expires_at(),
                        1'000'000'000);
    QCOMPARE(nameOf(stack.ask("EntityAccess/AuthInfo", google::protobuf::Empty(), stack.reader)),
             QStringLiteral("pkg/identityserver:api_key_expired"));
}

void TestSandboxAccess::keyOrders()
{
    Stack stack;
    stack.addCellar();
    v3::ListApplicationAPIKeysRequest request;
    *request.mutable_application_ids() = named("a-cellar");
    const auto order = [&](const char *by) {
        request.set_order(by);
        QStringList names;
        const auto keys = read<v3::APIKeys>(stack.ask("ApplicationAccess/ListAPIKeys", request, stack.user));
        for (const v3::APIKey &key : keys.api_keys())
            names += QString::fromStdString(key.name());
        return names.join(u' ');
    };
    QCOMPARE(order("name"), QStringLiteral("console mqtt reader"));
    QCOMPARE(order("-name"), QStringLiteral("reader mqtt console"));
    QCOMPARE(order("api_key_id"), QStringLiteral("console reader mqtt"));
    QVERIFY(order("expires_at").startsWith(QLatin1String("mqtt"))); // what never expires is last
    QVERIFY(order("-expires_at").endsWith(QLatin1String("mqtt")));
    request.set_limit(2);
    request.set_page(2);
    QCOMPARE(order("name"), QStringLiteral("reader"));
    QCOMPARE(stack.ask("ApplicationAccess/ListAPIKeys", request, stack.user).headers.at("x-total-count"),
             std::string("3"));
}

void TestSandboxAccess::grantingNeedsTheRight()
{
    Stack stack;
    stack.addCellar();
    const std::string manager = stack.key(std::string(39, 'M'), "manager",
                                          listOf({v3::RIGHT_APPLICATION_INFO, v3::RIGHT_APPLICATION_SETTINGS_API_KEYS,
                                                  v3::RIGHT_APPLICATION_SETTINGS_COLLABORATORS}));
    v3::CreateApplicationAPIKeyRequest create;
    *create.mutable_application_ids() = named("a-cellar");
    create.add_rights(v3::RIGHT_APPLICATION_DEVICES_READ);
    const QString lacking = QStringLiteral("pkg/auth/rights:insufficient_application_rights");
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/CreateAPIKey", create, manager)), lacking);
    create.set_rights(0, v3::RIGHT_APPLICATION_INFO);
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/CreateAPIKey", create, manager)), QString());
    // Neither may it take away what it has not.
    v3::UpdateApplicationAPIKeyRequest update;
    *update.mutable_application_ids() = named("a-cellar");
    update.mutable_api_key()->set_id("EQPOEMECR2DTPH7ZGLEZRUQVGMWFFMXPOXQT33A");
    update.mutable_api_key()->add_rights(v3::RIGHT_APPLICATION_INFO);
    update.mutable_field_mask()->add_paths("rights");
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/UpdateAPIKey", update, manager)), lacking);
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/SetCollaborator",
                              membership(alice, listOf({v3::RIGHT_APPLICATION_INFO})), manager)),
             lacking);
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/SetCollaborator",
                              membership(bob, listOf({v3::RIGHT_APPLICATION_INFO})), manager)),
             QString());
    v3::ListApplicationAPIKeysRequest keys;
    *keys.mutable_application_ids() = named("a-cellar");
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/ListAPIKeys", keys, stack.reader)), lacking);
}

void TestSandboxAccess::collaborators()
{
    Stack stack;
    stack.addCellar();
    const auto set = [&](const StackAccounts::Ids &account, const StackRights::List &rights) {
        return nameOf(stack.ask("ApplicationAccess/SetCollaborator", membership(account, rights), stack.admin));
    };
    QCOMPARE(set(StackAccounts::user("nobody"), listOf({v3::RIGHT_APPLICATION_INFO})),
             QStringLiteral("pkg/identityserver/store:account_not_found"));
    QCOMPARE(set(alice, listOf({v3::RIGHT_APPLICATION_INFO})),
             QStringLiteral("pkg/identityserver:application_needs_collaborator"));
    // The creator has more than a user's key.
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/SetCollaborator",
                              membership(alice, listOf({v3::RIGHT_APPLICATION_INFO})), stack.user)),
             QStringLiteral("pkg/auth/rights:insufficient_application_rights"));
    v3::GetApplicationCollaboratorRequest get;
    *get.mutable_application_ids() = named("a-cellar");
    *get.mutable_collaborator() = bob;
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/GetCollaborator", get, stack.user)),
             QStringLiteral("pkg/identityserver/store:membership_not_found"));
    QCOMPARE(set(bob, listOf({v3::RIGHT_APPLICATION_ALL})), QString());
    QCOMPARE(
        read<v3::GetCollaboratorResponse>(stack.ask("ApplicationAccess/GetCollaborator", get, stack.user)).rights(0),
        v3::RIGHT_APPLICATION_ALL);
    // Now somebody else has all rights.
    QCOMPARE(set(alice, listOf({v3::RIGHT_APPLICATION_INFO})), QString());
    v3::ListApplicationCollaboratorsRequest request;
    *request.mutable_application_ids() = named("a-cellar");
    request.set_order("-id");
    const auto members
        = read<v3::Collaborators>(stack.ask("ApplicationAccess/ListCollaborators", request, stack.other));
    QCOMPARE(members.collaborators(0).ids().user_ids().user_id(), std::string("a-bob"));
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/ListCollaborators", request, {})),
             QStringLiteral("pkg/identityserver:unauthenticated"));
    // Any caller sees who they are; what they may do only those who manage them.
    const auto seen
        = read<v3::Collaborators>(stack.ask("ApplicationAccess/ListCollaborators", request, stack.organization));
    QCOMPARE(seen.collaborators_size(), 2);
    QVERIFY(seen.collaborators(0).rights().empty());
    v3::DeleteApplicationCollaboratorRequest remove;
    *remove.mutable_application_ids() = named("a-cellar");
    *remove.mutable_collaborator_ids() = bob;
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/DeleteCollaborator", remove, stack.other)),
             QStringLiteral("pkg/identityserver:organization_needs_collaborator"));
    *remove.mutable_collaborator_ids() = team;
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/DeleteCollaborator", remove, stack.other)),
             QStringLiteral("pkg/identityserver/store:membership_not_found"));
}

void TestSandboxAccess::membershipThroughAnOrganization()
{
    Stack stack;
    stack.addCellar();
    const auto rights = [&](const std::string &token) {
        return read<v3::Rights>(stack.ask("ApplicationAccess/ListRights", named("a-cellar"), token)).rights_size();
    };
    QCOMPARE(rights(stack.other), 0);
    stack.ask("ApplicationAccess/SetCollaborator",
              membership(team, listOf({v3::RIGHT_APPLICATION_INFO, v3::RIGHT_APPLICATION_DEVICES_READ})), stack.user);
    QCOMPARE(rights(stack.other), 2);
    QCOMPARE(rights(stack.organization), 1); // its key may not view devices
    v3::ListApplicationsRequest request;
    QCOMPARE(read<v3::Applications>(stack.ask("ApplicationRegistry/List", request, stack.other)).applications_size(),
             1);
    *request.mutable_collaborator() = bob; // directly only
    QCOMPARE(read<v3::Applications>(stack.ask("ApplicationRegistry/List", request, stack.other)).applications_size(),
             0);
    *request.mutable_collaborator() = team;
    QCOMPARE(read<v3::Applications>(stack.ask("ApplicationRegistry/List", request, stack.other)).applications_size(),
             1);
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/List", request, stack.user)),
             QStringLiteral("pkg/auth/rights:no_organization_rights"));
}

void TestSandboxAccess::lists()
{
    Stack stack;
    stack.addCellar();
    stack.records->applications.at("a-shed-2").stored.clear_name();
    v3::ListApplicationsRequest request;
    request.mutable_field_mask()->add_paths("name");
    const auto ids = [&](const char *order) {
        request.set_order(order);
        QStringList out;
        const auto listed = read<v3::Applications>(stack.ask("ApplicationRegistry/List", request, stack.user));
        for (const v3::Application &application : listed.applications())
            out += QString::fromStdString(application.ids().application_id());
        return out.join(u' ');
    };
    QCOMPARE(ids("name"), QStringLiteral("a-cellar a-shed-0 a-shed-1 a-shed-2")); // the nameless last
    QCOMPARE(ids("-name"), QStringLiteral("a-shed-2 a-shed-1 a-shed-0 a-cellar"));
    const ServerAnswer nobody = stack.ask("ApplicationRegistry/List", request, {});
    QVERIFY(nobody.message.empty() && !nobody.headers.contains("x-total-count"));
    *request.mutable_collaborator() = bob;
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/List", request, stack.user)),
             QStringLiteral("pkg/auth/rights:no_user_rights"));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/List", request, stack.admin)), QString());
    // What everybody may see of an application that is somebody else's.
    v3::GetApplicationRequest get;
    *get.mutable_application_ids() = named("a-cellar");
    get.mutable_field_mask()->add_paths("administrative_contact");
    QCOMPARE(read<v3::Application>(stack.ask("ApplicationRegistry/Get", get, stack.other))
                 .administrative_contact()
                 .user_ids()
                 .user_id(),
             std::string("a-alice"));
    get.mutable_field_mask()->add_paths("name");
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Get", get, stack.other)),
             QStringLiteral("pkg/auth/rights:no_application_rights"));
}

void TestSandboxAccess::searches()
{
    Stack stack;
    stack.addCellar();
    v3::SearchApplicationsRequest request;
    const auto found = [&] {
        return read<v3::Applications>(stack.ask("EntityRegistrySearch/SearchApplications", request, stack.user))
            .applications_size();
    };
    QCOMPARE(found(), 4);
    request.set_query("SHED");
    QCOMPARE(found(), 3);
    request.set_query("s%1");
    QCOMPARE(found(), 1);
    request.set_query("[");
    QCOMPARE(found(), 0);
    request.clear_query();
    request.set_name_contains("cell");
    const auto shownToo
        = read<v3::Applications>(stack.ask("EntityRegistrySearch/SearchApplications", request, stack.user));
    QCOMPARE(shownToo.applications(0).name(), std::string("Cellar"));
    request.clear_name_contains();
    QCOMPARE(read<v3::Applications>(stack.ask("EntityRegistrySearch/SearchApplications", request, stack.other))
                 .applications_size(),
             0);
    QCOMPARE(read<v3::Applications>(stack.ask("EntityRegistrySearch/SearchApplications", request, stack.admin))
                 .applications_size(),
             4);
    QCOMPARE(nameOf(stack.ask("EntityRegistrySearch/SearchApplications", request, {})),
             QStringLiteral("pkg/identityserver:search_forbidden"));
}

void TestSandboxAccess::accounts()
{
    Stack stack;
    stack.addCellar();
    for (int i = 0; i < 12; ++i)
        stack.records->accounts.addUser("many-" + std::to_string(i));
    v3::SearchAccountsRequest request;
    const auto found = [&](const std::string &token) {
        return read<v3::SearchAccountsResponse>(stack.ask("EntityRegistrySearch/SearchAccounts", request, token))
            .account_ids_size();
    };
    request.set_query("a");
    QCOMPARE(found(stack.user), 0); // too short
    request.set_query("a-");
    QCOMPARE(found({}), 3); // no credentials are needed
    request.set_query("many");
    QCOMPARE(found(stack.user), 10);
    QCOMPARE(found(stack.admin), 12);
    request.clear_query();
    *request.mutable_application_ids() = named("a-cellar");
    QCOMPARE(found(stack.user), 1);
    request.set_complement_collaborators(true);
    QCOMPARE(found(stack.user), 15);
    request.set_only_users(true);
    QCOMPARE(found(stack.user), 14);
    *request.mutable_application_ids() = named("a-nothing");
    QCOMPARE(nameOf(stack.ask("EntityRegistrySearch/SearchAccounts", request, stack.user)),
             QStringLiteral("pkg/identityserver/store:application_not_found"));
}

void TestSandboxAccess::links()
{
    Stack stack;
    stack.addCellar();
    v3::SetApplicationLinkRequest set;
    *set.mutable_application_ids() = named("a-cellar");
    set.mutable_link()->mutable_default_formatters()->set_up_formatter(v3::FORMATTER_CAYENNELPP);
    set.mutable_field_mask()->add_paths("default_formatters.up_formatter");
    set.mutable_link()->mutable_skip_payload_crypto()->set_value(true); // not in the mask
    auto link = read<v3::ApplicationLink>(stack.ask("As/SetLink", set, stack.all));
    QCOMPARE(link.default_formatters().up_formatter(), v3::FORMATTER_CAYENNELPP);
    QVERIFY(!link.has_skip_payload_crypto());
    set.mutable_field_mask()->set_paths(0, "skip_payload_crypto");
    link = read<v3::ApplicationLink>(stack.ask("As/SetLink", set, stack.all));
    QVERIFY(link.has_skip_payload_crypto() && link.has_default_formatters()); // all of it, whatever the mask
    QCOMPARE(nameOf(stack.ask("As/SetLink", set, stack.reader)),
             QStringLiteral("pkg/auth/rights:insufficient_application_rights"));
    set.mutable_field_mask()->set_paths(0, "api_key");
    QCOMPARE(nameOf(stack.ask("As/SetLink", set, stack.all)),
             QStringLiteral("pkg/rpcmiddleware/validator:field_mask_paths"));
    set.mutable_field_mask()->set_paths(0, "default_formatters");
    std::string script;
    for (int i = 0; i < 20'481; ++i)
        script += "\xC3\xA9";
    set.mutable_link()->mutable_default_formatters()->set_up_formatter_parameter(script);
    QCOMPARE(nameOf(stack.ask("As/SetLink", set, stack.all)), QStringLiteral("pkg/applicationserver:field_value"));
    set.mutable_link()->mutable_default_formatters()->set_up_formatter_parameter(std::string(40'961, 'x'));
    QCOMPARE(nameOf(stack.ask("As/SetLink", set, stack.all)), QStringLiteral("pkg/errors:validation"));
    for (int i = 0; i < 2; ++i)
        QCOMPARE(nameOf(stack.ask("As/DeleteLink", named("a-cellar"), stack.all)), QString());
    v3::GetApplicationLinkRequest get;
    *get.mutable_application_ids() = named("a-cellar");
    QCOMPARE(nameOf(stack.ask("As/GetLink", get, stack.all)), QStringLiteral("pkg/redis:not_found"));
    QCOMPARE(
        read<v3::MQTTConnectionInfo>(stack.ask("AppAs/GetMQTTConnectionInfo", named("a-cellar"), stack.all)).username(),
        std::string("a-cellar"));
}

void TestSandboxAccess::issuesEuis()
{
    Stack stack;
    stack.addCellar();
    stack.records->euiLimit = 2;
    const auto cellar = named("a-cellar");
    const auto first = read<v3::IssueDevEUIResponse>(stack.ask("ApplicationRegistry/IssueDevEUI", cellar, stack.user));
    const auto second = read<v3::IssueDevEUIResponse>(stack.ask("ApplicationRegistry/IssueDevEUI", cellar, stack.user));
    QCOMPARE(first.dev_eui().size(), std::size_t(8));
    QCOMPARE(quint8(second.dev_eui().back()), quint8(first.dev_eui().back() + 1));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/IssueDevEUI", cellar, stack.user)),
             QStringLiteral("pkg/identityserver/store:application_dev_eui_limit_reached"));
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/IssueDevEUI", cellar, stack.reader)),
             QStringLiteral("pkg/auth/rights:insufficient_application_rights"));
    v3::GetApplicationRequest get;
    *get.mutable_application_ids() = cellar;
    get.mutable_field_mask()->add_paths("dev_eui_counter");
    QCOMPARE(read<v3::Application>(stack.ask("ApplicationRegistry/Get", get, stack.user)).dev_eui_counter(), 2U);
}

void TestSandboxAccess::validation_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *method, const Message &message, const char *reason) {
        QTest::newRow(name) << QString::fromLatin1(method) << QByteArray::fromStdString(message.SerializeAsString())
                            << QString::fromUtf8(reason);
    };
    row("no ids", "ApplicationRegistry/Get", v3::GetApplicationRequest(), "value is required");
    row("empty id", "ApplicationRegistry/Delete", v3::ApplicationIdentifiers(), "value does not match regex pattern");
    row("long id", "ApplicationRegistry/Delete", named(std::string(37, 'a')), "value length must be at most 36 runes");
    row("line end", "ApplicationRegistry/Delete", named("abc\n"), "value does not match regex pattern");
    v3::CreateApplicationAPIKeyRequest key;
    *key.mutable_application_ids() = named("a-cellar");
    row("no rights", "ApplicationAccess/CreateAPIKey", key, "value must contain at least 1 item(s)");
    key.add_rights(v3::RIGHT_APPLICATION_INFO);
    key.add_rights(v3::RIGHT_APPLICATION_INFO);
    row("twice", "ApplicationAccess/CreateAPIKey", key, "repeated value must contain unique items");
    key.set_rights(1, v3::Right(4'711));
    row("unknown right", "ApplicationAccess/CreateAPIKey", key, "value must be one of the defined enum values");
    key.mutable_rights()->RemoveLast();
    key.mutable_expires_at()->set_seconds(1);
    row("expired", "ApplicationAccess/CreateAPIKey", key, "value must be greater than now");
    key.clear_expires_at();
    key.set_name(std::string(51, 'n'));
    row("long name", "ApplicationAccess/CreateAPIKey", key, "value length must be at most 50 runes");
    v3::ListApplicationCollaboratorsRequest list;
    *list.mutable_application_ids() = named("a-cellar");
    list.set_limit(1'001);
    row("limit", "ApplicationAccess/ListCollaborators", list, "value must be less than or equal to 1000");
    list.set_limit(1);
    list.set_order("name");
    row("order", "ApplicationAccess/ListCollaborators", list, "value must be in list [ id -id -rights rights]");
    v3::SetApplicationCollaboratorRequest member;
    *member.mutable_application_ids() = named("a-cellar");
    member.mutable_collaborator()->mutable_ids();
    row("nobody", "ApplicationAccess/SetCollaborator", member, "value is required");
    v3::CreateApplicationRequest create;
    *create.mutable_collaborator() = alice;
    *create.mutable_application()->mutable_ids() = named("a-new");
    create.mutable_application()->set_network_server_address("not a host");
    row("address", "ApplicationRegistry/Create", create, "value does not match regex pattern");
    create.mutable_application()->clear_network_server_address();
    (*create.mutable_application()->mutable_attributes())["Key"] = "value";
    row("attribute", "ApplicationRegistry/Create", create, "value does not match regex pattern");
    create.mutable_application()->clear_attributes();
    (*create.mutable_application()->mutable_attributes())["key"] = std::string(201, 'v');
    row("attribute value", "ApplicationRegistry/Create", create, "value length must be at most 200 runes");
}

void TestSandboxAccess::validation()
{
    QFETCH(const QString, method);
    QFETCH(const QByteArray, message);
    QFETCH(const QString, reason);
    Stack stack;
    stack.addCellar();
    const ServerAnswer answer
        = stack.send("/ttn.lorawan.v3." + method.toStdString(), message.toStdString(), stack.user);
    QCOMPARE(nameOf(answer), QStringLiteral("pkg/errors:validation"));
    const v3::ErrorDetails details = detailsOf(answer);
    const v3::ErrorDetails *innermost = &details;
    while (innermost->has_cause())
        innermost = &innermost->cause();
    const QString found = QString::fromStdString(innermost->attributes().fields().at("reason").string_value());
    QVERIFY2(found.startsWith(reason), qPrintable(found));
}

/// Per method, entity and token, with headers on success and failure.
void TestSandboxAccess::limits()
{
    Stack stack;
    stack.addCellar();
    v3::GetApplicationRequest get;
    *get.mutable_application_ids() = named("a-cellar");
    QVERIFY(!stack.ask("ApplicationRegistry/Get", get, stack.user).headers.contains("x-rate-limit-limit"));
    stack.records->limiter.setPerMinute(3);
    for (int left = 2; left >= 0; --left) {
        const ServerAnswer answer = stack.ask("ApplicationRegistry/Get", get, stack.user);
        QCOMPARE(nameOf(answer), QString());
        QCOMPARE(answer.headers.at("x-rate-limit-limit"), std::string("3"));
        QCOMPARE(answer.headers.at("x-rate-limit-available"), std::to_string(left));
        QCOMPARE(answer.headers.at("x-rate-limit-retry"), std::string("0"));
    }
    const ServerAnswer refused = stack.ask("ApplicationRegistry/Get", get, stack.user);
    QCOMPARE(nameOf(refused), QStringLiteral("pkg/ratelimit:rate_limit_exceeded"));
    QCOMPARE(refused.code, RpcCode::ResourceExhausted);
    QCOMPARE(refused.headers.at("x-rate-limit-available"), std::string("0"));
    QVERIFY(std::stoi(refused.headers.at("x-rate-limit-retry")) <= 20);
    QVERIFY(refused.headers.contains("x-request-id"));
    QVERIFY(refused.text.find("grpc:method:/ttn.lorawan.v3.ApplicationRegistry/Get:application:a-cellar:token:")
            != std::string::npos);
    *get.mutable_application_ids() = named("a-shed-1");
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Get", get, stack.user)), QString()); // another entity
    *get.mutable_application_ids() = named("a-cellar");
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Get", get, stack.all)), QString()); // another key
    QCOMPARE(nameOf(stack.ask("ApplicationAccess/ListRights", named("a-cellar"), stack.user)), QString());
    stack.records->limiter.setPerMinute(0);
    QCOMPARE(nameOf(stack.ask("ApplicationRegistry/Get", get, stack.user)), QString());
}

TTN_TEST_MAIN(TestSandboxAccess)

#include "tst_sandboxaccess.moc"
