// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectiondraft.h"
#include "models/connectiontesttext.h"
#include "models/profilesmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Models;
using ConnectionText::Address;
using ConnectionText::IdMistake;
using ConnectionText::UserName;
using Domain::Generation;
using Field = ConnectionDraft::Field;
using Preset = ConnectionDraft::Preset;
using Step = Domain::ConnectionTestStep;

Q_DECLARE_METATYPE(Models::ConnectionText::IdMistake)
Q_DECLARE_METATYPE(Models::ConnectionDraft)

/// What is typed and pasted to name a network, and what is said of it.
class TestConnectionDraft : public TestBase
{
    Q_OBJECT

private:
    static QString s(const char *text) { return QString::fromUtf8(text); }

    static ConnectionDraft draft(Preset preset, const char *applications, const char *tenant = "",
                                 const char *address = "")
    {
        ConnectionDraft draft;
        draft.preset = preset;
        draft.applications = s(applications);
        draft.tenant = s(tenant);
        draft.address = s(address);
        return draft;
    }

private Q_SLOTS:
    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        const auto row = [](const char *name, const QString &text, const QString &host, int port) {
            QTest::newRow(name) << text << host << port;
        };
        row("host", s("a.example"), s("a.example"), 0);
        row("port", s(" a.example:8883 "), s("a.example"), 8883);
        row("line end", s("a.example:8883\r\n"), s("a.example"), 8883);
        row("url", s("mqtts://a.example:8883/"), s("a.example"), 8883);
        row("v6", s("[::1]:1883"), s("::1"), 1883);
        row("empty", {}, {}, -1);
        row("large", s("a:65536"), {}, -1);
        row("zero", s("a:0"), {}, -1);
        row("many digits", s("a:99999999999999999999"), {}, -1);
        row("words", s("a b"), {}, -1);
        row("user", s("user@host"), {}, -1);
        row("invisible", s("a\u200b.example"), {}, -1);
        row("endless", QString(1'000'000, u'a'), {}, -1);
    }

    void addresses()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, host);
        QFETCH(const int, port);
        const auto address = ConnectionText::readAddress(text);
        QCOMPARE(address.has_value(), port >= 0);
        if (address)
            QCOMPARE(*address, (Address{host, quint16(port)}));
    }

    void addressesAsText()
    {
        QCOMPARE(ConnectionText::addressText({s("a.example"), 0}), s("a.example"));
        QCOMPARE(ConnectionText::addressText({s("::1"), 8883}), s("[::1]:8883"));
    }

    void tenantsOfHosts_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("tenant");
        const auto row = [](const char *host, const char *tenant) { QTest::newRow(host) << s(host) << s(tenant); };
        row("eu1.cloud.thethings.network", "ttn");
        row("NAM1.Cloud.TheThings.Network", "ttn");
        row("as12.cloud.thethings.network", "ttn");
        row("acme.eu1.cloud.thethings.industries", "acme");
        row("eu1.cloud.thethings.industries", "");
        row("xx1.cloud.thethings.network", "");
        row("eu1.cloud.thethings.network.evil.example", "");
        row("evil-eu1.cloud.thethings.network", "");
        row("lorawan.example", "");
        row("", "");
    }

    void tenantsOfHosts()
    {
        QFETCH(const QString, host);
        QTEST(ConnectionText::tenantOfHost(host), "tenant");
    }

    void ids_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<IdMistake>("v3");
        QTest::addColumn<IdMistake>("v2");
        const auto row = [](const QString &id, IdMistake v3, IdMistake v2) {
            QTest::newRow(qPrintable(id.left(40))) << id << v3 << v2;
        };
        row(s("orchard-2"), IdMistake::None, IdMistake::None);
        row(s(""), IdMistake::Empty, IdMistake::Empty);
        row(s("ab"), IdMistake::TooShort, IdMistake::None);
        row(s("a"), IdMistake::TooShort, IdMistake::TooShort);
        row(s("Orchard"), IdMistake::UpperCase, IdMistake::UpperCase);
        row(s("or_chard"), IdMistake::Character, IdMistake::None);
        row(s("örchard"), IdMistake::Character, IdMistake::Character);
        row(s("-orchard"), IdMistake::Separator, IdMistake::Separator);
        row(s("or--chard"), IdMistake::Separator, IdMistake::Separator);
        row(s("orchard-"), IdMistake::Separator, IdMistake::Separator);
        row(QString(36, u'a'), IdMistake::None, IdMistake::None);
        row(QString(37, u'a'), IdMistake::TooLong, IdMistake::TooLong);
    }

    void ids()
    {
        QFETCH(const QString, id);
        QTEST(ConnectionText::idMistake(Generation::V3, id), "v3");
        QTEST(ConnectionText::idMistake(Generation::V2, id), "v2");
    }

    void keys_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("changed");
        const auto row = [](const char *name, const char *text, const char *key, bool changed) {
            QTest::newRow(name) << s(text) << QByteArray(key) << changed;
        };
        row("as it is", "NNSXS.AA.BB", "NNSXS.AA.BB", false);
        row("blanks", " NNSXS.AA.BB\t", "NNSXS.AA.BB", true);
        row("broken over lines", "NNSXS.AA.\r\nBB\n", "NNSXS.AA.BB", true);
        row("invisible", "\u200bNNSXS.AA.BB\ufeff", "NNSXS.AA.BB", true);
        row("bearer", "Authorization: Bearer NNSXS.AA.BB", "NNSXS.AA.BB", true);
        row("quotes", "\"NNSXS.AA.BB\"", "NNSXS.AA.BB", true);
        row("nothing but blanks", " \n ", "", true);
        row("a quote in it", "a\"b", "a\"b", false);
        row("one quote", "\"", "\"", false);
    }

    void keys()
    {
        QFETCH(const QString, text);
        const ConnectionText::CleanKey key = ConnectionText::cleanKey(text);
        QTEST(key.key, "key");
        QTEST(key.changed, "changed");
    }

    void incompleteKeys()
    {
        QVERIFY(!ConnectionText::isIncompleteKey("NNSXS.AA.BB"));
        QVERIFY(!ConnectionText::isIncompleteKey("a password of my own broker"));
        QVERIFY(ConnectionText::isIncompleteKey("NNSXS.AA"));
        QVERIFY(ConnectionText::isIncompleteKey("NNSXS.AA."));
        QVERIFY(ConnectionText::isIncompleteKey("NNSXS"));
        QVERIFY(ConnectionText::isIncompleteKey("NNSXS.AA.BB.CC"));
    }

    void pages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tls");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("key");
        const auto row = [](const char *name, const QString &text, const char *tls, const char *plain, const char *user,
                            const char *key = "") {
            QTest::newRow(name) << text << s(tls) << s(plain) << s(user) << QByteArray(key);
        };
        const char *eu1Tls = "eu1.cloud.thethings.network:8883";
        const char *eu1 = "eu1.cloud.thethings.network:1883";
        const QString page
            = s("Connection information\nMQTT server host\n\nPublic address\n"
                "eu1.cloud.thethings.network:1883\nPublic TLS address\neu1.cloud.thethings.network:8883\n"
                "Connection credentials\n\nUsername\napp@ttn\nPassword\nGenerate new API key\n");
        row("page", page, eu1Tls, eu1, "app@ttn");
        row("one line", page.simplified(), eu1Tls, eu1, "app@ttn");
        row("windows", QString(page).replace(u'\n', s("\r\n  ")), eu1Tls, eu1, "app@ttn");
        row("line separators", QString(page).replace(u'\n', QChar(0x2028)), eu1Tls, eu1, "app@ttn");
        row("with a key", QString(page).replace(s("Generate new API key"), s("NNSXS.ABCDEFGHIJKLMNOP.QRSTUVW")), eu1Tls,
            eu1, "app@ttn", "NNSXS.ABCDEFGHIJKLMNOP.QRSTUVW");
        row("colons", s("Public TLS address: lab.example:8883\nUsername: my-app"), "lab.example:8883", "", "my-app");
        row("user only", s("Username: my-app@acme"), "", "", "my-app@acme");
        row("other language", s("Öffentliche TLS-Adresse eu1.cloud.thethings.network:8883 Benutzername app@ttn"),
            eu1Tls, "", "app@ttn");
        row("bad port", s("Public TLS address lab.example:99999 Username my-app@acme"), "", "", "my-app@acme");
        row("a user that cannot be", s("Public address lab.example:1883 Username <script>alert(1)</script>"), "",
            "lab.example:1883", "");
        row("only words", s("My application is called orchard"), "", "", "");
        row("an address in a sentence", s("We use lab.example:8883 here"), "", "", "");
        row("mail", s("Write to me@example, port 8883"), "", "", "");
        row("ids", s("orchard, vineyard"), "", "", "");
        row("user names", s("orchard@ttn, vineyard@ttn"), "", "", "");
        row("empty", {}, "", "", "");
        row("endless", page + QString(1'000'000, u' '), "", "", "");
        row("many labels", s("Username ").repeated(1'000), "", "", "");
        row("zeroes", QString(100, QChar(0)) + s(" Username ") + QString(100, QChar(0)), "", "", "");
    }

    void pages()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, tls);
        QFETCH(const QString, plain);
        QFETCH(const QString, user);
        QFETCH(const QByteArray, key);
        const auto page = ConnectionText::readPage(text);
        QCOMPARE(page.has_value(), !tls.isEmpty() || !plain.isEmpty() || !user.isEmpty());
        if (!page)
            return;
        const auto shown = [](const std::optional<Address> &address) {
            return address ? ConnectionText::addressText(*address) : QString();
        };
        QCOMPARE(shown(page->tlsAddress), tls);
        QCOMPARE(shown(page->address), plain);
        QCOMPARE(page->userName.value_or(UserName{}), ConnectionText::readUserName(user));
        QCOMPARE(page->key, key);
    }

    void takesAPage()
    {
        ConnectionDraft now;
        now.key = s("kept");
        now.take(*ConnectionText::readPage(
            s("Public TLS address acme.nam1.cloud.thethings.industries:8883 Username app@acme")));
        QCOMPARE(now.preset, Preset::Cloud);
        QCOMPARE(now.region, s("nam1"));
        QCOMPARE(now.userNames(), QStringList{s("app@acme")});
        QCOMPARE(now.key, s("kept"));
        now.take(*ConnectionText::readPage(s("Public address lab.example:1884 Username app")));
        QCOMPARE(now.preset, Preset::OwnV3);
        QVERIFY(now.plaintext);
        QCOMPARE(*now.endpoint(), (Address{s("lab.example"), 1884}));
        QCOMPARE(now.userNames(), QStringList{s("app")});
        now.take(
            *ConnectionText::readPage(s("Public TLS address au1.cloud.thethings.network:8883 Username app@other")));
        QCOMPARE(now.preset, Preset::Au1);
        QVERIFY(!now.mistake(Field::Applications, true).isEmpty());
    }

    void userNames_data()
    {
        QTest::addColumn<ConnectionDraft>("now");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *name, const ConnectionDraft &now, const char *names) {
            QTest::newRow(name) << now << s(names).split(u' ', Qt::SkipEmptyParts);
        };
        row("community", draft(Preset::Eu1, "a-b, c-d;e-f\ng-h"), "a-b@ttn c-d@ttn e-f@ttn g-h@ttn");
        row("twice", draft(Preset::Eu1, "abc abc@ttn"), "abc@ttn");
        row("cloud", draft(Preset::Cloud, "abc", "acme"), "abc@acme");
        row("cloud by user name", draft(Preset::Cloud, "abc@acme"), "abc@acme");
        row("own", draft(Preset::OwnV3, "abc", "", "lab.example"), "abc");
        row("own with tenant", draft(Preset::OwnV3, "abc", "acme", "lab.example"), "abc@acme");
        row("own by user name", draft(Preset::OwnV3, "abc@acme", "", "lab.example"), "abc@acme");
        row("another community cluster", draft(Preset::OwnV3, "abc", "", "as1.cloud.thethings.network"), "abc@ttn");
        row("a cloud by its host", draft(Preset::OwnV3, "abc", "", "x.eu2.cloud.thethings.industries:8883"), "abc@x");
        row("v2", draft(Preset::OwnV2, "abc", "ttn", "lab.example"), "abc");
        row("none", draft(Preset::Eu1, " ,; "), "");
    }

    void userNames()
    {
        QFETCH(const ConnectionDraft, now);
        QTEST(now.userNames(), "names");
    }

    void mistakes()
    {
        const auto wrong = [](const ConnectionDraft &now, Field field, bool complete) {
            return !now.mistake(field, complete).isEmpty();
        };
        QVERIFY(!wrong({}, Field::Applications, false));
        QVERIFY(wrong({}, Field::Applications, true));
        QVERIFY(!wrong(draft(Preset::Eu1, "abc, de"), Field::Applications, false)); // still being typed
        QVERIFY(wrong(draft(Preset::Eu1, "de, abc"), Field::Applications, false));
        QVERIFY(wrong(draft(Preset::Eu1, "abc, de"), Field::Applications, true));
        QVERIFY(wrong(draft(Preset::OwnV2, "abc@ttn"), Field::Applications, true));
        QVERIFY(wrong(draft(Preset::Cloud, "abc@one", "two"), Field::Applications, true));
        QVERIFY(wrong(draft(Preset::Cloud, "abc"), Field::Tenant, true));
        QVERIFY(!wrong(draft(Preset::OwnV3, "abc"), Field::Tenant, true));
        QVERIFY(wrong(draft(Preset::OwnV3, "abc", "A B"), Field::Tenant, false));
        QVERIFY(!wrong(draft(Preset::OwnV3, "", "", "host:"), Field::Address, false));
        QVERIFY(wrong(draft(Preset::OwnV3, "", "", "host:"), Field::Address, true));
        QStringList many;
        for (int i = 0; i <= ConnectionDraft::mostApplications; ++i)
            many += s("app-%1").arg(i);
        QVERIFY(wrong(draft(Preset::Eu1, many.join(u' ').toLatin1().constData()), Field::Applications, true));
        // Foreign text is cut in a sentence.
        QVERIFY(draft(Preset::Eu1, QByteArray(5'000, 'X').constData()).mistake(Field::Applications, true).size() < 200);
        ConnectionDraft cloud = draft(Preset::Cloud, "abc", "acme");
        cloud.region = s("eu1.evil.example/");
        QVERIFY(wrong(cloud, Field::Region, true));
        QVERIFY(!cloud.endpoint());
    }

    void profilesThereAndBack_data()
    {
        QTest::addColumn<ConnectionDraft>("now");
        QTest::newRow("community") << draft(Preset::Nam1, "abc");
        QTest::newRow("cloud") << draft(Preset::Cloud, "abc", "acme");
        QTest::newRow("own") << draft(Preset::OwnV3, "abc, def", "acme", "lab.example:8884");
        QTest::newRow("v6") << draft(Preset::OwnV3, "abc", "", "[::1]:1883");
        QTest::newRow("v2") << draft(Preset::OwnV2, "abc", "", "lab.example");
    }

    void profilesThereAndBack()
    {
        QFETCH(ConnectionDraft, now);
        now.name = s("net");
        const Domain::Profile profile = now.applied({});
        const ConnectionDraft again = ConnectionDraft::fromProfile(profile);
        QCOMPARE(again.preset, now.preset);
        QVERIFY(again.applied({}) == profile);
        QCOMPARE(again.userNames(), now.userNames());
    }

    void aCaOnACommunityHostStays()
    {
        Domain::Profile profile = draft(Preset::Eu1, "abc").applied({});
        profile.mqtt.trust = Domain::TrustPolicy::ca("pem");
        const ConnectionDraft now = ConnectionDraft::fromProfile(profile);
        QCOMPARE(now.preset, Preset::OwnV3);
        QVERIFY(now.applied(profile) == profile);
    }

    // --- The list ---

    void listKeepsItsRows()
    {
        ProfilesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto entry = [](Domain::ProfileRef ref, const char *name) {
            ProfilesModel::Entry made;
            made.ref = ref;
            made.profile.name = s(name);
            return made;
        };
        model.setEntries({entry(1, "one"), entry(2, "two"), entry(3, "three")});
        const QPersistentModelIndex two = model.index(1, ProfilesModel::Name);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setEntries({entry(2, "zwei"), entry(3, "three"), entry(4, "four")});
        QCOMPARE(two.row(), 0);
        QCOMPARE(two.data().toString(), s("zwei"));
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(reset.isEmpty());
        model.setEntries({entry(4, "four"), entry(3, "three"), entry(2, "two")});
        QCOMPARE(model.rowOf(2), 2);
        model.setEntries({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.entry(0));
    }

    void listSaysStateAndTime()
    {
        ProfilesModel model;
        ProfilesModel::Entry entry;
        entry.ref = 1;
        entry.profile.name = s("lab");
        entry.profile.mqtt = {s("::1"), 1883, std::nullopt};
        model.setEntries({entry});
        model.setUtc(true);
        Domain::ConnectionStatus status;
        status.state = Domain::ConnectionStatus::State::Waiting;
        status.nextAttemptNs = qint64(3'723) * 1'000'000'000; // 01:02:03
        model.setStatus(1, status, KeyPlace::Memory);
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QVERIFY(text(ProfilesModel::State).contains(s("01:02:03")));
        QCOMPARE(text(ProfilesModel::Key), s("memory"));
        QCOMPARE(text(ProfilesModel::Address), s("[::1]:1883"));
        QCOMPARE(text(ProfilesModel::Protection), s("none"));
        status.state = Domain::ConnectionStatus::State::Refused;
        status.problem.code = Domain::Problem::Code::CredentialMissing;
        model.setStatus(1, status, KeyPlace::Missing);
        QCOMPARE(text(ProfilesModel::State), s("needs a key"));
        Domain::TrafficCounters counters;
        counters.storedEvents = 12;
        model.setCounters(1, counters);
        QCOMPARE(model.index(0, ProfilesModel::Events).data().toULongLong(), 12ULL);
    }

    void listAsksForANewName()
    {
        ProfilesModel model;
        ProfilesModel::Entry entry;
        entry.ref = 1;
        entry.profile.name = s("lab");
        ProfilesModel::Entry sandbox = entry;
        sandbox.ref = 2;
        sandbox.sandbox = true;
        model.setEntries({entry, sandbox});
        QSignalSpy asked(&model, &ProfilesModel::renameRequested);
        const QModelIndex name = model.index(0, ProfilesModel::Name);
        QVERIFY(!model.setData(name, s("  "), Qt::EditRole));
        QVERIFY(!model.setData(name, s("lab "), Qt::EditRole));
        QVERIFY(!model.setData(model.index(1, ProfilesModel::Name), s("x"), Qt::EditRole));
        QVERIFY(asked.isEmpty());
        QVERIFY(model.setData(name, s(" bench "), Qt::EditRole));
        QCOMPARE(asked.at(0).at(1).toString(), s("bench"));
        QCOMPARE(name.data().toString(), s("lab")); // until it has been taken
    }

    // --- The test of a connection ---

    void everyStateOfATestHasWords()
    {
        Domain::Profile profile = draft(Preset::Eu1, "orchard").applied({});
        for (const Step::Kind kind :
             {Step::Kind::Name, Step::Kind::Tcp, Step::Kind::Tls, Step::Kind::Login, Step::Kind::Subscription}) {
            for (int state = 0; state <= int(Step::State::Skipped); ++state) {
                Step step{kind, Step::State(state)};
                step.application = s("orchard");
                step.problem.code = Domain::Problem::Code::SocketClosed;
                step.facts = {s("<b>one</b>"), s("two\ntwo"), QString(10'000, u'x'), s("four")};
                const TestStepText text = testStepText(step, profile);
                QVERIFY(!text.title.isEmpty());
                QCOMPARE(text.state.isEmpty(), step.state == Step::State::Waiting);
                QCOMPARE(text.sentence.isEmpty(), step.state == Step::State::Waiting);
                QVERIFY2(text.sentence.size() < 600, qPrintable(text.sentence.left(100)));
                QVERIFY(!text.sentence.contains(u'%') && !text.sentence.contains(u'\n'));
                const bool act = step.state == Step::State::Failed || step.state == Step::State::Unproven;
                QCOMPARE(!text.advice.isEmpty(), act);
            }
        }
    }

    void verdicts()
    {
        const auto verdict = [](QList<Step::State> states) {
            QList<Step> steps;
            for (const Step::State state : states)
                steps += Step{Step::Kind::Login, state};
            return testVerdict(steps).meaning;
        };
        using State = Step::State;
        QCOMPARE(verdict({State::Passed, State::Skipped, State::Passed}), Meaning::Good);
        QCOMPARE(verdict({State::Passed, State::Unproven}), Meaning::Downlink);
        QCOMPARE(verdict({State::Unproven, State::Failed}), Meaning::Bad);
        QCOMPARE(verdict({State::Failed, State::Listening}), Meaning::Uplink);
    }

    void presetsNameTheServices_data()
    {
        QTest::addColumn<Preset>("preset");
        QTest::addColumn<QString>("identity");
        QTest::addColumn<QString>("cluster");
        QTest::newRow("eu1") << Preset::Eu1 << QStringLiteral("eu1.cloud.thethings.network")
                             << QStringLiteral("eu1.cloud.thethings.network");
        // The Identity Server of the community is in Europe, whatever the cluster.
        QTest::newRow("nam1") << Preset::Nam1 << QStringLiteral("eu1.cloud.thethings.network")
                              << QStringLiteral("nam1.cloud.thethings.network");
        QTest::newRow("au1") << Preset::Au1 << QStringLiteral("eu1.cloud.thethings.network")
                             << QStringLiteral("au1.cloud.thethings.network");
        QTest::newRow("cloud") << Preset::Cloud << QStringLiteral("acme.eu1.cloud.thethings.industries")
                               << QStringLiteral("acme.nam1.cloud.thethings.industries");
        QTest::newRow("own") << Preset::OwnV3 << QStringLiteral("lorawan.example") << QStringLiteral("lorawan.example");
    }

    void presetsNameTheServices()
    {
        QFETCH(Preset, preset);
        QFETCH(QString, identity);
        QFETCH(QString, cluster);
        ConnectionDraft draft;
        draft.preset = preset;
        draft.address = QStringLiteral("lorawan.example");
        draft.region = QStringLiteral("nam1");
        draft.tenant = preset == Preset::Cloud ? QStringLiteral("acme") : QString();
        draft.applications = QStringLiteral("orchard");
        const Domain::Profile profile = draft.withServices(draft.applied({}));
        QVERIFY(profile.grpcIdentity && profile.grpcCluster && !profile.discovery);
        QCOMPARE(profile.grpcIdentity->host, identity);
        QCOMPARE(profile.grpcCluster->host, cluster);
        QCOMPARE(int(profile.grpcIdentity->port), 8884);
        QCOMPARE(int(profile.grpcCluster->port), 8884);
        QVERIFY(profile.grpcIdentity->trust == profile.mqtt.trust);
    }

    void ownServersMayBeManagedElsewhere()
    {
        ConnectionDraft draft;
        draft.preset = Preset::OwnV3;
        draft.address = QStringLiteral("127.0.0.1:21883");
        draft.plaintext = true;
        Domain::Profile profile = draft.applied({});
        profile.mqtt.trust.reset();
        QCOMPARE(int(draft.withServices(profile).grpcIdentity->port), 1884);
        draft.management = QStringLiteral("127.0.0.1:21884");
        profile = draft.withServices(profile);
        QCOMPARE(int(profile.grpcIdentity->port), 21884);
        QVERIFY(!profile.grpcIdentity->trust);
        QCOMPARE(ConnectionDraft::fromProfile(profile).management, QStringLiteral("127.0.0.1:21884"));
        // What was named apart stays apart, as long as it is not changed.
        profile.grpcCluster->host = QStringLiteral("cluster.example");
        QCOMPARE(ConnectionDraft::fromProfile(profile).withServices(profile).grpcCluster->host,
                 QStringLiteral("cluster.example"));
        draft.management = QStringLiteral("not an address");
        QVERIFY(!draft.mistake(Field::Management, true).isEmpty());
    }

    void discoveryHasTls()
    {
        ConnectionDraft draft;
        draft.preset = Preset::OwnV2;
        draft.address = QStringLiteral("lorawan.example:1883");
        draft.plaintext = true;
        Domain::Profile profile = draft.applied({});
        profile.mqtt.trust.reset();
        profile = draft.withServices(profile);
        QVERIFY(profile.discovery && profile.discovery->trust);
        QCOMPARE(profile.discovery->host, QStringLiteral("lorawan.example"));
        QCOMPARE(int(profile.discovery->port), 1900);
        QVERIFY(!profile.grpcIdentity && !profile.grpcCluster);
        // Its own certificate is not forgotten when something else is edited.
        profile.discovery->trust = Domain::TrustPolicy::ca("PEM");
        QVERIFY(draft.withServices(profile).discovery->trust == Domain::TrustPolicy::ca("PEM"));
    }
};

TTN_TEST_MAIN(TestConnectionDraft)
#include "tst_connectiondraft.moc"
