// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// API keys, collaborators, contacts and default formatters of The Things Stack, against a server that answers as the
// recordings do.
#include "backend/network/stackv3rights.h"
#include "tests/unit/network/apiserver.h"

#include <ttn/lorawan/v3/access.pb.h>
#include <ttn/lorawan/v3/application.pb.h>
#include <ttn/lorawan/v3/application_server.pb.h>

using Backend::WireRights;
using Domain::Account;
using Domain::ApiKeyChange;
using Domain::Problem;
using Domain::Right;
using Domain::Rights;
using namespace ApiServer;
using Code = Problem::Code;
namespace wire = ttn::lorawan::v3;

Q_DECLARE_METATYPE(WireRights)

namespace {

const QString cellar = QStringLiteral("a-cellar");
const QString readerId = QStringLiteral("EQPOEMECR2DTPH7ZGLEZRUQVGMWFFMXPOXQT33A");
const Account bob{Account::Kind::User, QStringLiteral("a-bob")};

WireRights list(std::initializer_list<int> rights)
{
    WireRights out;
    for (const int right : rights)
        out.Add(right);
    return out;
}

std::vector<int> sorted(const WireRights &rights)
{
    std::vector<int> out(rights.begin(), rights.end());
    std::sort(out.begin(), out.end());
    return out;
}

/// The bytes that were sent last.
std::string sent(const Server &server)
{
    return server.rig.questions().back().message;
}

} // namespace

class TestStackV3Access : public ApiTest
{
    Q_OBJECT

private Q_SLOTS:
    void rightsMerge_data();
    void rightsMerge();
    void listsKeys();
    void createsKeys();
    void createRefusesBeforeTheCall_data();
    void createRefusesBeforeTheCall();
    void changesOnlyWhatDiffers();
    void aChangeNeverDeletesTheKey();
    void changesExpiry();
    void aKeyOfEverythingStaysOne();
    void deletesKeys();
    void listsCollaborators();
    void setsCollaborators();
    void keepsUnnamedRightsOfCollaborators();
    void removesCollaborators();
    void findsAccounts();
    void badIdsAreRefused_data();
    void badIdsAreRefused();
    void badKeysAreRefused();
    void changesContacts();
    void restores();
    void readsFormatters();
    void setsFormatters();
    void refusesFormatters_data();
    void refusesFormatters();
    void failures_data();
    void failures();
    void deadline();
    void dropping();
    void capabilities();
};

void TestStackV3Access::rightsMerge_data()
{
    QTest::addColumn<WireRights>("stored");
    QTest::addColumn<Rights>("wanted");
    QTest::addColumn<WireRights>("expected");
    const Rights link = Right::ViewApplication | Right::ReadTraffic | Right::SendDownlinks;
    QTest::newRow("none") << list({}) << Rights() << list({});
    QTest::newRow("new") << list({}) << Rights(Right::ViewApplication) << list({wire::RIGHT_APPLICATION_INFO});
    QTest::newRow("everything has a word of its own")
        << list({}) << Backend::allRights() << list({wire::RIGHT_APPLICATION_ALL});
    QTest::newRow("all stays all") << list({wire::RIGHT_ALL}) << Backend::allRights() << list({wire::RIGHT_ALL});
    QTest::newRow("all but one") << list({wire::RIGHT_APPLICATION_ALL})
                                 << (Backend::allRights() & ~Rights(Right::DeleteApplication))
                                 << list({15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 56});
    QTest::newRow("link stays") << list({wire::RIGHT_APPLICATION_LINK}) << (link | Right::ViewDevices)
                                << list({wire::RIGHT_APPLICATION_LINK, wire::RIGHT_APPLICATION_DEVICES_READ});
    QTest::newRow("link loses") << list({wire::RIGHT_APPLICATION_LINK}) << (link & ~Rights(Right::SendDownlinks))
                                << list({wire::RIGHT_APPLICATION_INFO, wire::RIGHT_APPLICATION_TRAFFIC_READ});
    QTest::newRow("others stay") << list({wire::RIGHT_USER_INFO, 4'711, wire::RIGHT_APPLICATION_INFO})
                                 << Rights(Right::ViewDevices)
                                 << list({wire::RIGHT_USER_INFO, 4'711, wire::RIGHT_APPLICATION_DEVICES_READ});
    QTest::newRow("others stay beside all")
        << list({wire::RIGHT_USER_INFO, wire::RIGHT_APPLICATION_INFO, wire::RIGHT_APPLICATION_LINK})
        << Backend::allRights()
        << list({wire::RIGHT_USER_INFO, wire::RIGHT_APPLICATION_LINK, wire::RIGHT_APPLICATION_ALL});
}

void TestStackV3Access::rightsMerge()
{
    QFETCH(const WireRights, stored);
    QFETCH(const Rights, wanted);
    QFETCH(const WireRights, expected);
    const WireRights merged = Backend::mergedRights(stored, wanted);
    QCOMPARE(sorted(merged), sorted(expected));
    QCOMPARE(Backend::rightsOf(merged), wanted);
    const WireRights again = Backend::mergedRights(merged, wanted);
    QCOMPARE(sorted(again), sorted(expected));
}

void TestStackV3Access::listsKeys()
{
    Server server;
    server.methods["ListAPIKeys"] = [](const RpcRig::Question &) {
        return ok(recorded("v3/rpc/013-list-api-keys.response.bin"), {{"x-total-count", "31"}});
    };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    QVERIFY(api.accessLists());
    const auto page = wait(api.accessLists()->apiKeys(cellar, 1, 10));
    QVERIFY2(page, qPrintable(page.problem.details));
    QCOMPARE(sent(server), recorded("v3/rpc/013-list-api-keys.request.bin"));
    QCOMPARE(page.value.total, 31);
    QCOMPARE(page.value.rows.size(), 3);
    const Domain::ApiKey &everything = page.value.rows.at(0);
    QCOMPARE(everything.name, QStringLiteral("console"));
    QCOMPARE(everything.rights, Backend::allRights());
    QCOMPARE(everything.otherRights, QStringList{QStringLiteral("RIGHT_APPLICATION_ALL")});
    QVERIFY(!everything.expires.isValid());
    const Domain::ApiKey &link = page.value.rows.at(1);
    QCOMPARE(link.rights, Rights(Right::ViewApplication | Right::ReadTraffic | Right::SendDownlinks));
    QCOMPARE(link.otherRights, QStringList{QStringLiteral("RIGHT_APPLICATION_LINK")});
    QCOMPARE(link.expires, QDateTime(QDate(2035, 1, 1), QTime(0, 0), Qt::UTC));
    const Domain::ApiKey &reader = page.value.rows.at(2);
    QCOMPARE(reader.id, readerId);
    QCOMPARE(reader.rights, Rights(Right::ViewApplication | Right::ViewDevices));
    QVERIFY(reader.otherRights.isEmpty());
    QVERIFY(reader.created.isValid() && reader.updated.isValid());
    // Never all, never more than servers give.
    QVERIFY(wait(api.accessLists()->apiKeys(cellar, 0, 100'000)));
    QCOMPARE(server.last<wire::ListApplicationAPIKeysRequest>().limit(), 1'000U);
    QCOMPARE(server.last<wire::ListApplicationAPIKeysRequest>().page(), 1U);
}

void TestStackV3Access::createsKeys()
{
    Server server;
    server.methods["CreateAPIKey"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/011-create-api-key.response.bin")); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto made
        = wait(api.accessLists()->createApiKey(cellar, QStringLiteral("console"), Backend::allRights(), {}));
    QVERIFY2(made, qPrintable(made.problem.details));
    QCOMPARE(sent(server), recorded("v3/rpc/011-create-api-key.request.bin"));
    QCOMPARE(made.value.key.name, QStringLiteral("console"));
    QVERIFY(made.value.secret.startsWith(QByteArray("NNSXS." + made.value.key.id.toUtf8() + '.')));

    const QDateTime expires(QDate(2099, 1, 1), QTime(12, 0), Qt::UTC);
    QVERIFY(wait(api.accessLists()->createApiKey(cellar, QString(), Right::ViewDevices | Right::ReadTraffic, expires)));
    const auto request = server.last<wire::CreateApplicationAPIKeyRequest>();
    QCOMPARE(sorted(request.rights()),
             (std::vector<int>{wire::RIGHT_APPLICATION_DEVICES_READ, wire::RIGHT_APPLICATION_TRAFFIC_READ}));
    QCOMPARE(request.expires_at().seconds(), expires.toSecsSinceEpoch());
    QVERIFY(request.name().empty());
}

void TestStackV3Access::createRefusesBeforeTheCall_data()
{
    QTest::addColumn<QString>("application");
    QTest::addColumn<QString>("name");
    QTest::addColumn<Rights>("rights");
    QTest::addColumn<int>("daysLeft");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("field");
    const Rights some = Right::ViewDevices;
    QTest::newRow("no rights") << cellar << QString() << Rights() << 0 << Code::FieldInvalid
                               << QStringLiteral("rights");
    QTest::newRow("long name") << cellar << QString(51, u'n') << some << 0 << Code::FieldInvalid
                               << QStringLiteral("name");
    QTest::newRow("expired") << cellar << QString() << some << -1 << Code::FieldInvalid << QStringLiteral("expires_at");
    QTest::newRow("no id") << QString() << QString() << some << 0 << Code::IdInvalid << QString();
    QTest::newRow("id of v2") << QStringLiteral("a_cellar") << QString() << some << 0 << Code::IdInvalid
                              << QStringLiteral("a_cellar");
}

void TestStackV3Access::createRefusesBeforeTheCall()
{
    QFETCH(const QString, application);
    QFETCH(const QString, name);
    QFETCH(const Rights, rights);
    QFETCH(const int, daysLeft);
    QFETCH(const Code, code);
    QFETCH(const QString, field);
    Server server;
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const QDateTime expires = daysLeft ? QDateTime::currentDateTimeUtc().addDays(daysLeft) : QDateTime();
    const auto made = wait(api.accessLists()->createApiKey(application, name, rights, expires));
    QCOMPARE(made.problem.code, code);
    QCOMPARE(made.problem.args.value(0), field);
    QCOMPARE(server.rig.asked(), 0);
}

void TestStackV3Access::changesOnlyWhatDiffers()
{
    Server server;
    wire::APIKey stored;
    stored.ParseFromString(recorded("v3/rpc/015-get-api-key.response.bin"));
    stored.set_name("reader");
    server.methods["GetAPIKey"] = [&](const RpcRig::Question &) { return ok(stored.SerializeAsString()); };
    server.methods["UpdateAPIKey"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/014-update-api-key.response.bin")); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    ApiKeyChange change;
    change.name = QStringLiteral("reader 2");
    const auto changed = wait(api.accessLists()->changeApiKey(cellar, readerId, change));
    QVERIFY2(changed, qPrintable(changed.problem.details));
    QCOMPARE(changed.value.name, QStringLiteral("reader 2"));
    QCOMPARE(server.rig.questions().front().message, recorded("v3/rpc/015-get-api-key.request.bin"));
    QCOMPARE(sent(server), recorded("v3/rpc/014-update-api-key.request.bin"));

    change = {};
    change.rights = Right::ViewApplication | Right::ViewDevices | Right::EditDevices;
    QVERIFY(wait(api.accessLists()->changeApiKey(cellar, readerId, change)));
    const auto request = server.last<wire::UpdateApplicationAPIKeyRequest>();
    QCOMPARE(request.field_mask().paths_size(), 1);
    QCOMPARE(request.field_mask().paths(0), std::string("rights"));
    QCOMPARE(sorted(request.api_key().rights()), (std::vector<int>{15, 20, 21}));
}

/// An empty mask means name and rights to the server, and no rights mean that the key goes.
void TestStackV3Access::aChangeNeverDeletesTheKey()
{
    wire::APIKey stored;
    stored.ParseFromString(recorded("v3/rpc/015-get-api-key.response.bin"));
    Server server;
    server.methods["GetAPIKey"] = [&](const RpcRig::Question &) { return ok(stored.SerializeAsString()); };
    server.methods["UpdateAPIKey"] = [&](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto same = wait(api.accessLists()->changeApiKey(cellar, readerId, {}));
    QVERIFY(same);
    QCOMPARE(same.value.name, QStringLiteral("reader 2"));
    ApiKeyChange change;
    change.name = QStringLiteral("reader 2");
    change.rights = Right::ViewApplication | Right::ViewDevices;
    QVERIFY(wait(api.accessLists()->changeApiKey(cellar, readerId, change)));
    QVERIFY(!server.asked().contains(QStringLiteral("UpdateAPIKey")));

    const int asked = server.rig.asked();
    change.rights = Rights();
    const auto refusal = wait(api.accessLists()->changeApiKey(cellar, readerId, change));
    QCOMPARE(refusal.problem.code, Code::FieldInvalid);
    QCOMPARE(refusal.problem.args.value(0), QStringLiteral("rights"));
    QCOMPARE(server.rig.asked(), asked);

    // What the server answers when there is no key any more.
    change.rights = Right::ViewDevices;
    QCOMPARE(wait(api.accessLists()->changeApiKey(cellar, readerId, change)).problem.code, Code::ApiKeyNotFound);
}

void TestStackV3Access::changesExpiry()
{
    wire::APIKey stored;
    stored.ParseFromString(recorded("v3/rpc/015-get-api-key.response.bin"));
    Server server;
    server.methods["GetAPIKey"] = [&](const RpcRig::Question &) { return ok(stored.SerializeAsString()); };
    server.methods["UpdateAPIKey"] = server.methods["GetAPIKey"];
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    ApiKeyChange change;
    change.expires = QDateTime(); // never
    QVERIFY(wait(api.accessLists()->changeApiKey(cellar, readerId, change)));
    auto request = server.last<wire::UpdateApplicationAPIKeyRequest>();
    QCOMPARE(request.field_mask().paths(0), std::string("expires_at"));
    QVERIFY(!request.api_key().has_expires_at());
    change.expires = QDateTime::currentDateTimeUtc().addDays(7);
    QVERIFY(wait(api.accessLists()->changeApiKey(cellar, readerId, change)));
    request = server.last<wire::UpdateApplicationAPIKeyRequest>();
    QCOMPARE(request.api_key().expires_at().seconds(), change.expires->toSecsSinceEpoch());
    change.expires = QDateTime::currentDateTimeUtc().addSecs(-1);
    QCOMPARE(wait(api.accessLists()->changeApiKey(cellar, readerId, change)).problem.code, Code::FieldInvalid);
    change = {};
    change.name = QString(51, u'n');
    QCOMPARE(wait(api.accessLists()->changeApiKey(cellar, readerId, change)).problem.code, Code::FieldInvalid);
    QCOMPARE(server.rig.asked(), 4);
}

void TestStackV3Access::aKeyOfEverythingStaysOne()
{
    wire::APIKey stored;
    stored.set_id(readerId.toStdString());
    stored.add_rights(wire::RIGHT_APPLICATION_ALL);
    stored.add_rights(wire::RIGHT_USER_INFO);
    Server server;
    server.methods["GetAPIKey"] = [&](const RpcRig::Question &) { return ok(stored.SerializeAsString()); };
    server.methods["UpdateAPIKey"] = server.methods["GetAPIKey"];
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    ApiKeyChange change;
    change.rights = Backend::allRights();
    change.name = QStringLiteral("all");
    QVERIFY(wait(api.accessLists()->changeApiKey(cellar, readerId, change)));
    auto request = server.last<wire::UpdateApplicationAPIKeyRequest>();
    QCOMPARE(request.field_mask().paths_size(), 1);
    QCOMPARE(request.field_mask().paths(0), std::string("name"));
    change.rights = Rights(Right::ViewDevices);
    QVERIFY(wait(api.accessLists()->changeApiKey(cellar, readerId, change)));
    request = server.last<wire::UpdateApplicationAPIKeyRequest>();
    QCOMPARE(sorted(request.api_key().rights()),
             (std::vector<int>{wire::RIGHT_USER_INFO, wire::RIGHT_APPLICATION_DEVICES_READ}));
}

void TestStackV3Access::deletesKeys()
{
    Server server;
    server.methods["DeleteAPIKey"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    QVERIFY(wait(api.accessLists()->deleteApiKey(cellar, readerId)));
    const auto request = server.last<wire::DeleteApplicationAPIKeyRequest>();
    QCOMPARE(request.application_ids().application_id(), std::string("a-cellar"));
    QCOMPARE(request.key_id(), readerId.toStdString());
    QCOMPARE(wait(api.accessLists()->deleteApiKey(cellar, QString())).problem.code, Code::ApiKeyNotFound);
    QCOMPARE(wait(api.accessLists()->apiKey(cellar, QStringLiteral("a b"))).problem.code, Code::ApiKeyNotFound);
    QCOMPARE(server.rig.asked(), 1);
}

void TestStackV3Access::listsCollaborators()
{
    Server server;
    server.methods["ListCollaborators"] = [](const RpcRig::Question &) {
        return ok(recorded("v3/rpc/024-list-collaborators.response.bin"), {{"x-total-count", "2"}});
    };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto page = wait(api.accessLists()->collaborators(cellar, 1, 10));
    QVERIFY2(page, qPrintable(page.problem.details));
    QCOMPARE(sent(server), recorded("v3/rpc/024-list-collaborators.request.bin"));
    QCOMPARE(page.value.total, 2);
    QCOMPARE(page.value.rows.at(0).account, (Account{Account::Kind::User, QStringLiteral("a-alice")}));
    QCOMPARE(page.value.rows.at(0).rights, Backend::allRights());
    QCOMPARE(page.value.rows.at(0).otherRights, QStringList{QStringLiteral("RIGHT_ALL")});
    QCOMPARE(page.value.rows.at(1).account, bob);
    QCOMPARE(page.value.rows.at(1).rights, Rights(Right::ViewApplication | Right::ViewDevices));
    server.methods["ListCollaborators"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/025-list-collaborators-reduced.response.bin")); };
    const auto reduced = wait(api.accessLists()->collaborators(cellar, 1, 10));
    QCOMPARE(reduced.value.total, 2);
    QVERIFY(!reduced.value.rows.at(0).rights);
}

void TestStackV3Access::setsCollaborators()
{
    Server server;
    server.methods["GetCollaborator"] = [](const RpcRig::Question &) {
        return refused(5, "pkg/identityserver/store", "membership_not_found", {{"account_id", "a-bob"}});
    };
    server.methods["SetCollaborator"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const Rights some = Right::ViewApplication | Right::ViewDevices;
    QVERIFY(wait(api.accessLists()->setCollaborator(cellar, bob, some)));
    QCOMPARE(server.rig.questions().front().message, recorded("v3/rpc/026-get-collaborator.request.bin"));
    QCOMPARE(sent(server), recorded("v3/rpc/023-set-collaborator.request.bin"));
    const Account team{Account::Kind::Organization, QStringLiteral("a-org1")};
    QVERIFY(wait(api.accessLists()->setCollaborator(cellar, team, Backend::allRights())));
    const auto request = server.last<wire::SetApplicationCollaboratorRequest>();
    QCOMPARE(request.collaborator().ids().organization_ids().organization_id(), std::string("a-org1"));
    QCOMPARE(sorted(request.collaborator().rights()), std::vector<int>{wire::RIGHT_APPLICATION_ALL});

    const int asked = server.rig.asked();
    const auto refusal = wait(api.accessLists()->setCollaborator(cellar, bob, {}));
    QCOMPARE(refusal.problem.code, Code::FieldInvalid);
    QCOMPARE(server.rig.asked(), asked);
}

void TestStackV3Access::keepsUnnamedRightsOfCollaborators()
{
    wire::GetCollaboratorResponse stored;
    stored.add_rights(wire::RIGHT_ALL);
    Server server;
    server.methods["GetCollaborator"] = [&](const RpcRig::Question &) { return ok(stored.SerializeAsString()); };
    server.methods["SetCollaborator"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    QVERIFY(wait(api.accessLists()->setCollaborator(cellar, bob, Backend::allRights())));
    QVERIFY(!server.asked().contains(QStringLiteral("SetCollaborator")));
    stored.set_rights(0, wire::RIGHT_GATEWAY_INFO);
    QVERIFY(wait(api.accessLists()->setCollaborator(cellar, bob, Right::ViewDevices)));
    QCOMPARE(sorted(server.last<wire::SetApplicationCollaboratorRequest>().collaborator().rights()),
             (std::vector<int>{wire::RIGHT_APPLICATION_DEVICES_READ, wire::RIGHT_GATEWAY_INFO}));
    // Who may not look may not set either; nothing is guessed.
    server.methods["GetCollaborator"] = [](const RpcRig::Question &) {
        return refused(7, "pkg/auth/rights", "insufficient_application_rights", {{"uid", "a-cellar"}});
    };
    QCOMPARE(wait(api.accessLists()->setCollaborator(cellar, bob, Right::EditDevices)).problem.code,
             Code::RightsMissing);
    QCOMPARE(server.asked().count(QStringLiteral("SetCollaborator")), 1);
}

void TestStackV3Access::removesCollaborators()
{
    Server server;
    server.methods["DeleteCollaborator"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    QVERIFY(wait(api.accessLists()->removeCollaborator(cellar, bob)));
    QCOMPARE(sent(server), recorded("v3/rpc/028-delete-collaborator.request.bin"));
}

void TestStackV3Access::findsAccounts()
{
    Server server;
    server.methods["SearchAccounts"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/027-search-accounts.response.bin")); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto found = wait(api.accessLists()->findAccounts(QStringLiteral(" A- ")));
    QVERIFY(found);
    QCOMPARE(found.value, (QList<Account>{{Account::Kind::User, QStringLiteral("a-alice")}, bob}));
    auto request = server.last<wire::SearchAccountsRequest>();
    QCOMPARE(request.query(), std::string("a-"));
    request.set_only_users(true); // the recording left organizations out
    QCOMPARE(request.SerializeAsString(), recorded("v3/rpc/027-search-accounts.request.bin"));
    QVERIFY(wait(api.accessLists()->findAccounts(QStringLiteral("a"))).value.isEmpty());
    QCOMPARE(server.rig.asked(), 1);
    QVERIFY(wait(api.accessLists()->findAccounts(QString(80, u'x'))));
    QCOMPARE(server.last<wire::SearchAccountsRequest>().query().size(), std::size_t(50));
}

void TestStackV3Access::badIdsAreRefused_data()
{
    QTest::addColumn<Account>("account");
    QTest::addColumn<bool>("isGood");
    using Kind = Account::Kind;
    QTest::newRow("empty") << Account{Kind::User, {}} << false;
    QTest::newRow("two letters") << Account{Kind::User, QStringLiteral("ab")} << true;
    QTest::newRow("two letters, organization") << Account{Kind::Organization, QStringLiteral("ab")} << false;
    QTest::newRow("one letter") << Account{Kind::User, QStringLiteral("a")} << false;
    QTest::newRow("e-mail") << Account{Kind::User, QStringLiteral("a@example.com")} << false;
    QTest::newRow("capital") << Account{Kind::User, QStringLiteral("Bob")} << false;
    QTest::newRow("dashes") << Account{Kind::User, QStringLiteral("a--b")} << false;
    QTest::newRow("line end") << Account{Kind::User, QStringLiteral("bob\n")} << false;
    QTest::newRow("long") << Account{Kind::User, QString(37, u'a')} << false;
    QTest::newRow("longest") << Account{Kind::User, QString(36, u'a')} << true;
}

void TestStackV3Access::badIdsAreRefused()
{
    QFETCH(const Account, account);
    QFETCH(const bool, isGood);
    Server server;
    server.methods["DeleteCollaborator"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto removed = wait(api.accessLists()->removeCollaborator(cellar, account));
    QCOMPARE(removed.problem.code, isGood ? Code::None : Code::IdInvalid);
    QCOMPARE(server.rig.asked(), isGood ? 1 : 0);
    if (isGood)
        return;
    QCOMPARE(wait(api.accessLists()->setCollaborator(cellar, account, Right::ViewDevices)).problem.code,
             Code::IdInvalid);
    Domain::ApplicationChange change;
    change.technicalContact = account;
    QCOMPARE(wait(api.changeApplication(cellar, change)).problem.code, Code::IdInvalid);
    QCOMPARE(server.rig.asked(), 0);
}

/// The servers answer some damaged keys with OK and nothing.
void TestStackV3Access::badKeysAreRefused()
{
    Server server;
    RpcThread rpc;
    StackV3Api api = server.stack(rpc, "NNSXS.ABC DEF.GHI");
    Domain::AccessApi &lists = *api.accessLists();
    QCOMPARE(wait(lists.apiKeys(cellar, 1, 10)).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(lists.apiKey(cellar, readerId)).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(lists.createApiKey(cellar, {}, Right::ViewDevices, {})).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(lists.changeApiKey(cellar, readerId, {})).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(lists.deleteApiKey(cellar, readerId)).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(lists.collaborators(cellar, 1, 10)).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(lists.setCollaborator(cellar, bob, Right::ViewDevices)).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(lists.removeCollaborator(cellar, bob)).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(lists.findAccounts(QStringLiteral("bob"))).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(api.restoreApplication(cellar)).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(api.defaultFormatters(cellar)).problem.code, Code::KeyMalformed);
    QCOMPARE(wait(api.setDefaultFormatters(cellar, {})).problem.code, Code::KeyMalformed);
    QCOMPARE(server.rig.asked(), 0);
}

void TestStackV3Access::changesContacts()
{
    Server server;
    server.methods["Update"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    Domain::ApplicationChange change;
    change.administrativeContact = bob;
    change.technicalContact = Account{Account::Kind::Organization, QStringLiteral("a-org1")};
    QVERIFY(wait(api.changeApplication(cellar, change)));
    const auto request = server.last<wire::UpdateApplicationRequest>();
    QCOMPARE(request.field_mask().paths_size(), 2);
    QCOMPARE(request.application().administrative_contact().user_ids().user_id(), std::string("a-bob"));
    QCOMPARE(request.application().technical_contact().organization_ids().organization_id(), std::string("a-org1"));
    server.methods["Update"] = [](const RpcRig::Question &) {
        return refused(3, "pkg/identityserver", "contact_no_collaborator", {{"contact", "a-bob"}});
    };
    const auto stranger = wait(api.changeApplication(cellar, change));
    QCOMPARE(stranger.problem.code, Code::ContactNotCollaborator);
    QCOMPARE(stranger.problem.args, QStringList{QStringLiteral("a-bob")});
}

void TestStackV3Access::restores()
{
    Server server;
    server.methods["Restore"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    QVERIFY(wait(api.restoreApplication(cellar)));
    QCOMPARE(server.last<wire::ApplicationIdentifiers>().application_id(), std::string("a-cellar"));
    server.methods["Restore"]
        = [](const RpcRig::Question &) { return refused(9, "pkg/identityserver", "restore_window_expired"); };
    QCOMPARE(wait(api.restoreApplication(cellar)).problem.code, Code::RestoreTooLate);
}

void TestStackV3Access::readsFormatters()
{
    Server server;
    server.methods["GetLink"]
        = [](const RpcRig::Question &) { return recordedFailure("v3/errors/046-link-not-found.json"); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const auto none = wait(api.defaultFormatters(QStringLiteral("a-shed-1")));
    QVERIFY2(none, qPrintable(none.problem.details));
    QCOMPARE(none.value, Domain::Formatters());
    QCOMPARE(sent(server), recorded("v3/errors/046-link-not-found.request.bin"));
    server.methods["GetLink"]
        = [](const RpcRig::Question &) { return ok(recorded("v3/rpc/030-get-link.response.bin")); };
    const auto some = wait(api.defaultFormatters(cellar));
    QCOMPARE(some.value.up, QStringLiteral("FORMATTER_JAVASCRIPT"));
    QVERIFY(some.value.upParameter.contains(QLatin1String("decodeUplink")));
    QCOMPARE(some.value.down, QStringLiteral("FORMATTER_CAYENNELPP"));
    server.methods["GetLink"]
        = [](const RpcRig::Question &) { return recordedFailure("v3/errors/007-no-application-rights.json"); };
    QCOMPARE(wait(api.defaultFormatters(cellar)).problem.code, Code::NoApplicationRights);
}

void TestStackV3Access::setsFormatters()
{
    wire::ApplicationLink link;
    link.ParseFromString(recorded("v3/rpc/029-set-link.response.bin"));
    Server server;
    server.methods["SetLink"] = [&](const RpcRig::Question &) { return ok(link.SerializeAsString()); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    const Domain::Formatters formatters{QStringLiteral("FORMATTER_JAVASCRIPT"),
                                        QString::fromStdString(link.default_formatters().up_formatter_parameter()),
                                        QStringLiteral("FORMATTER_CAYENNELPP"),
                                        {}};
    QVERIFY(wait(api.setDefaultFormatters(cellar, formatters)));
    QCOMPARE(sent(server), recorded("v3/rpc/029-set-link.request.bin"));
}

void TestStackV3Access::refusesFormatters_data()
{
    QTest::addColumn<Domain::Formatters>("formatters");
    QTest::addColumn<Code>("code");
    const QString js = QStringLiteral("FORMATTER_JAVASCRIPT");
    QTest::newRow("longest") << Domain::Formatters{js, QString(40'960, u'x'), {}, {}} << Code::None;
    QTest::newRow("long") << Domain::Formatters{js, QString(40'961, u'x'), {}, {}} << Code::ScriptTooLarge;
    QTest::newRow("many bytes") << Domain::Formatters{{}, {}, js, QString(20'481, QChar(0xE9))} << Code::ScriptTooLarge;
    QTest::newRow("unknown") << Domain::Formatters{QStringLiteral("FORMATTER_LUA"), {}, {}, {}} << Code::FieldInvalid;
}

void TestStackV3Access::refusesFormatters()
{
    QFETCH(const Domain::Formatters, formatters);
    QFETCH(const Code, code);
    Server server;
    server.methods["SetLink"] = [](const RpcRig::Question &) { return ok(); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    QCOMPARE(wait(api.setDefaultFormatters(cellar, formatters)).problem.code, code);
    QCOMPARE(server.rig.asked(), code == Code::None ? 1 : 0);
}

void TestStackV3Access::failures_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("argument");
    QTest::newRow("last") << QByteArray("049-application-needs-collaborator") << Code::LastCollaborator << QString();
    QTest::newRow("contact") << QByteArray("050-collaborator-is-contact") << Code::CollaboratorIsContact
                             << QStringLiteral("a-alice");
    QTest::newRow("no key") << QByteArray("053-api-key-not-found") << Code::ApiKeyNotFound
                            << QStringLiteral("NOTTHERE");
    QTest::newRow("rights") << QByteArray("007-no-application-rights") << Code::NoApplicationRights
                            << QStringLiteral("a-not-there");
    QTest::newRow("key gone") << QByteArray("003-api-key-deleted") << Code::KeyUnknown << QString();
    QTest::newRow("secret") << QByteArray("002-api-key-wrong-secret") << Code::KeySecretWrong << QString();
}

/// Every call hands on what the server says, in words of its own.
void TestStackV3Access::failures()
{
    QFETCH(const QByteArray, file);
    QFETCH(const Code, code);
    QFETCH(const QString, argument);
    Server server;
    const QByteArray path = "v3/errors/" + file + ".json";
    const auto fail = [&](const RpcRig::Question &) { return recordedFailure(path.constData()); };
    for (const char *method :
         {"ListAPIKeys", "GetAPIKey", "CreateAPIKey", "DeleteAPIKey", "ListCollaborators", "GetCollaborator",
          "DeleteCollaborator", "SearchAccounts", "Restore", "GetLink", "SetLink"})
        server.methods[method] = fail;
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    Domain::AccessApi &lists = *api.accessLists();
    const QList<Problem> problems{wait(lists.apiKeys(cellar, 1, 10)).problem,
                                  wait(lists.apiKey(cellar, readerId)).problem,
                                  wait(lists.createApiKey(cellar, {}, Right::ViewDevices, {})).problem,
                                  wait(lists.changeApiKey(cellar, readerId, {})).problem,
                                  wait(lists.deleteApiKey(cellar, readerId)).problem,
                                  wait(lists.collaborators(cellar, 1, 10)).problem,
                                  wait(lists.setCollaborator(cellar, bob, Right::ViewDevices)).problem,
                                  wait(lists.removeCollaborator(cellar, bob)).problem,
                                  wait(lists.findAccounts(QStringLiteral("bob"))).problem,
                                  wait(api.restoreApplication(cellar)).problem,
                                  wait(api.defaultFormatters(cellar)).problem,
                                  wait(api.setDefaultFormatters(cellar, {})).problem};
    for (const Problem &problem : problems) {
        QCOMPARE(problem.code, code);
        QCOMPARE(problem.args.value(0), argument);
        QVERIFY(!problem.details.isEmpty());
    }
}

void TestStackV3Access::deadline()
{
    Server server;
    server.methods["GetAPIKey"] = [](const RpcRig::Question &) { return failed(4, "Deadline Exceeded"); };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    QCOMPARE(wait(api.accessLists()->apiKey(cellar, readerId)).problem.code, Code::CallDeadline);
}

/// What nobody waits for any more is cancelled at the server, and its second call is never made.
void TestStackV3Access::dropping()
{
    Server server;
    server.methods["GetAPIKey"] = [](const RpcRig::Question &) {
        RpcRig::Answer answer;
        answer.hang = true;
        return answer;
    };
    RpcThread rpc;
    StackV3Api api = server.stack(rpc);
    ApiKeyChange change;
    change.name = QStringLiteral("x");
    {
        auto call = api.accessLists()->changeApiKey(cellar, readerId, change);
        bool answered = false;
        call.then(this, [&answered](const Domain::Result<Domain::ApiKey> &) { answered = true; });
        QTRY_COMPARE_WITH_TIMEOUT(server.rig.asked(), 1, 20'000);
        QVERIFY(!answered);
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.rig.cancelled(), 1, 20'000);
    QCOMPARE(server.asked(), QStringList{QStringLiteral("GetAPIKey")});
}

void TestStackV3Access::capabilities()
{
    using Domain::Capability;
    Server server;
    RpcThread rpc;
    const Domain::Capabilities stack = server.stack(rpc).capabilities();
    for (const auto capability : {Capability::ApiKeys, Capability::Collaborators, Capability::Contacts,
                                  Capability::DefaultFormatters, Capability::RestoreApplications})
        QVERIFY(stack.testFlag(capability));
    QVERIFY(!stack.testFlag(Capability::Announcement));
    Backend::HandlerV2Api handler(rpc.line(), server.settings());
    QVERIFY(!handler.capabilities().testFlag(Capability::ApiKeys));
    QVERIFY(!handler.accessLists());
}

TTN_TEST_MAIN(TestStackV3Access)

#include "tst_stackv3access.moc"
