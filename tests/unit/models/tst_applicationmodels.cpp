// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "models/apikeysmodel.h"
#include "models/applicationdraft.h"
#include "models/applicationloader.h"
#include "models/applicationsmodel.h"
#include "models/collaboratorsmodel.h"
#include "models/meaning.h"
#include "models/righttext.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using Domain::Account;
using Domain::Right;
using Domain::Rights;
using Models::ApiKeysModel;
using Models::ApplicationDraft;
using Models::ApplicationLoader;
using Models::ApplicationsModel;
using Models::CollaboratorsModel;
namespace RightText = Models::RightText;

namespace {

Domain::Application application(const QString &id, const QString &name = {})
{
    Domain::Application out;
    out.id = id;
    out.name = name;
    return out;
}

Domain::ConnectionStatus live()
{
    Domain::ConnectionStatus status;
    status.state = Domain::ConnectionStatus::State::Live;
    return status;
}

} // namespace

/// What the pages of applications, keys and people show, and the rules of their forms.
class TestApplicationModels : public TestBase
{
    Q_OBJECT

private:
    static QString cell(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

private Q_SLOTS:
    void everyRightHasWordsAndStandsOnce()
    {
        Rights seen;
        int count = 0;
        for (const RightText::Group &group : RightText::groups()) {
            QVERIFY(!group.title.isEmpty());
            for (const Right right : group.rights) {
                QVERIFY(!seen.testFlag(right));
                seen |= right;
                ++count;
                QVERIFY(RightText::wireName(right).startsWith(QStringLiteral("RIGHT_APPLICATION_")));
                QVERIFY2(!RightText::words(right).contains(QStringLiteral("RIGHT_")),
                         qPrintable(RightText::wireName(right)));
            }
        }
        QCOMPARE(count, 13);
        QCOMPARE(seen, RightText::all());
        QCOMPARE(RightText::all().toInt(), (1 << 13) - 1);
        QCOMPARE(RightText::summary(RightText::all(), 0), QStringLiteral("all rights"));
        QCOMPARE(RightText::byWireName(QStringLiteral("RIGHT_APPLICATION_ALL")), std::optional(RightText::all()));
        QCOMPARE(RightText::byWireName(QStringLiteral("devices_read")),
                 std::optional<Domain::Rights>(Right::ViewDevices));
        QVERIFY(!RightText::byWireName(QStringLiteral("RIGHT_GATEWAY_INFO")) && !RightText::byWireName({}));
        QVERIFY(RightText::summary(Right::ReadTraffic, 2).contains(QStringLiteral("2 of another kind")));
    }

    void theFormKnowsTheRules_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("complete");
        QTest::addColumn<bool>("right");
        QTest::newRow("empty, typing") << QString() << false << true;
        QTest::newRow("empty, sent") << QString() << true << false;
        QTest::newRow("short, typing") << QStringLiteral("ab") << false << true;
        QTest::newRow("short, sent") << QStringLiteral("ab") << true << false;
        QTest::newRow("hyphen at the end, typing") << QStringLiteral("abc-") << false << true;
        QTest::newRow("hyphen at the end, sent") << QStringLiteral("abc-") << true << false;
        QTest::newRow("upper case") << QStringLiteral("Abc") << false << false;
        QTest::newRow("underscore") << QStringLiteral("a_bc") << false << false;
        QTest::newRow("two hyphens") << QStringLiteral("a--bc") << false << false;
        QTest::newRow("36") << QString(36, u'a') << true << true;
        QTest::newRow("37") << QString(37, u'a') << true << false;
        QTest::newRow("blanks around") << QStringLiteral(" abc ") << true << true;
    }

    void theFormKnowsTheRules()
    {
        QFETCH(QString, id);
        QFETCH(bool, complete);
        QFETCH(bool, right);
        ApplicationDraft draft;
        draft.id = id;
        QCOMPARE(draft.idMistake(complete).isEmpty(), right);
    }

    void textsAreCountedInCharacters()
    {
        ApplicationDraft draft;
        draft.id = QStringLiteral("orchard");
        draft.name = QString::fromUcs4(std::u32string(50, U'🍎').c_str());
        QVERIFY(draft.nameMistake().isEmpty());
        draft.name += u'x';
        QVERIFY(draft.nameMistake().contains(QStringLiteral("51")));
        draft.name.clear();
        draft.description = QString(2'001, u'x');
        QVERIFY(!draft.descriptionMistake().isEmpty());
        QVERIFY(!draft.isRight());
    }

    void attributesHaveRules()
    {
        ApplicationDraft draft;
        draft.id = QStringLiteral("orchard");
        draft.attributes = {{QString(), QString()}};
        QVERIFY(draft.isRight()); // an empty row is none
        QVERIFY(draft.attributeMap().isEmpty());
        draft.attributes = {{QString(), QStringLiteral("value")}};
        QVERIFY(draft.attributesMistake().contains(QStringLiteral("no name")));
        draft.attributes = {{QStringLiteral("ab"), {}}};
        QVERIFY(!draft.attributesMistake().isEmpty());
        draft.attributes = {{QStringLiteral("row"), QStringLiteral("1")}, {QStringLiteral("row"), QStringLiteral("2")}};
        QVERIFY(draft.attributesMistake().contains(QStringLiteral("twice")));
        draft.attributes = {{QStringLiteral("row"), QString(201, u'x')}};
        QVERIFY(!draft.attributesMistake().isEmpty());
        draft.attributes.clear();
        for (int i = 0; i < 11; ++i)
            draft.attributes.append({QStringLiteral("name-%1").arg(i), QStringLiteral("v")});
        QVERIFY(draft.attributesMistake().contains(QStringLiteral("10")));
        draft.attributes.removeLast();
        QVERIFY(draft.isRight());
        QCOMPARE(draft.attributeMap().size(), 10);
    }

    void onlyWhatDiffersIsSent()
    {
        Domain::Application before = application(QStringLiteral("orchard"), QStringLiteral("Apples"));
        before.attributes.insert(QStringLiteral("row"), QStringLiteral("7"));
        ApplicationDraft draft = ApplicationDraft::of(before);
        Domain::ApplicationChange change = draft.changes(before);
        QVERIFY(!change.name && !change.description && !change.attributes);
        draft.description = QStringLiteral("new");
        change = draft.changes(before);
        QCOMPARE(change.description.value_or(QString()), QStringLiteral("new"));
        QVERIFY(!change.name && !change.attributes);
    }

    void tenThousandApplicationsCome()
    {
        auto network = std::make_shared<TestSupport::FakeNetwork>();
        for (int i = 0; i < 10'000; ++i)
            network->add(QStringLiteral("field-%1").arg(i, 5, 10, QLatin1Char('0')));
        ApplicationsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ApplicationLoader loader;
        connect(&loader, &ApplicationLoader::arrived, &model, &ApplicationsModel::add);
        QSignalSpy finished(&loader, &ApplicationLoader::finished);
        loader.start(network, false);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(model.rowCount(), 10'000);
        QCOMPARE(loader.loaded(), 10'000);
        QCOMPARE(model.rowOf(QStringLiteral("field-09999")), 9'999);
        QCOMPARE(network->desk.count(QStringLiteral("applications")), 10'000 / ApplicationLoader::PageSize);
    }

    void aListThatFailsSaysWhy()
    {
        auto network = std::make_shared<TestSupport::FakeNetwork>();
        network->desk.refuse(QStringLiteral("applications"), Domain::Problem::Code::KeyUnknown);
        ApplicationLoader loader;
        QSignalSpy finished(&loader, &ApplicationLoader::finished);
        loader.start(network, false);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.at(0).at(0).value<Domain::Problem>().code, Domain::Problem::Code::KeyUnknown);
        QVERIFY(!loader.isLoading());
    }

    void whatIsWatchedStaysInTheList()
    {
        ApplicationsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setWatched({QStringLiteral("orchard"), QStringLiteral("gone")}, live());
        model.add({application(QStringLiteral("orchard")), application(QStringLiteral("vineyard"))});
        model.setComplete(true);
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.isListed(model.rowOf(QStringLiteral("orchard"))));
        QVERIFY(cell(model, model.rowOf(QStringLiteral("gone")), ApplicationsModel::State)
                    .contains(QStringLiteral("not seen")));
        model.clear();
        QCOMPARE(model.rowCount(), 2);
        model.setWatched({QStringLiteral("orchard")}, live());
        QCOMPARE(model.rowCount(), 1); // neither watched nor listed
    }

    void theChoiceKeepsTheOrder()
    {
        ApplicationsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setWatched({QStringLiteral("zebra"), QStringLiteral("ant")}, live());
        model.add({application(QStringLiteral("ant")), application(QStringLiteral("bee")),
                   application(QStringLiteral("zebra"))});
        const QModelIndex box = model.index(model.rowOf(QStringLiteral("bee")), ApplicationsModel::Watch);
        QVERIFY(!model.setData(box, Qt::Checked, Qt::CheckStateRole)); // not offered here
        QVERIFY(!(model.flags(box) & Qt::ItemIsUserCheckable));
        model.setChoosable(true);
        QSignalSpy changed(&model, &ApplicationsModel::choiceChanged);
        QVERIFY(model.setData(box, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.chosen(), (QStringList{QStringLiteral("zebra"), QStringLiteral("ant"), QStringLiteral("bee")}));
        model.toggleWatched(model.rowOf(QStringLiteral("zebra")));
        QCOMPARE(model.chosen(), (QStringList{QStringLiteral("ant"), QStringLiteral("bee")}));
        QVERIFY(model.hasChoice());
        model.resetChoice();
        QVERIFY(!model.hasChoice());
        QCOMPARE(model.chosen(), (QStringList{QStringLiteral("zebra"), QStringLiteral("ant")}));
    }

    void showsWhatWasHeard()
    {
        ApplicationsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({application(QStringLiteral("orchard")), application(QStringLiteral("vineyard"))});
        QCOMPARE(cell(model, 0, ApplicationsModel::Devices), QString());
        model.setUtc(true);
        model.setHeard({{QStringLiteral("orchard"), {12, qint64(1'795'168'800) * 1'000'000'000}}});
        QCOMPARE(cell(model, 0, ApplicationsModel::Devices), QStringLiteral("12"));
        QCOMPARE(cell(model, 0, ApplicationsModel::LastHeard), QStringLiteral("2026-11-20 10:00"));
        QCOMPARE(cell(model, 1, ApplicationsModel::LastHeard), QString());
    }

    void keysTellTheirEnd()
    {
        ApiKeysModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QDateTime now = QDateTime::fromMSecsSinceEpoch(Domain::nowNs() / 1'000'000, Qt::UTC);
        Domain::ApiKey forever;
        forever.id = QStringLiteral("ONE");
        forever.rights = RightText::all();
        Domain::ApiKey soon = forever;
        soon.id = QStringLiteral("TWO");
        soon.expires = now.addDays(3);
        Domain::ApiKey over = forever;
        over.id = QStringLiteral("THREE");
        over.expires = now.addDays(-3);
        model.setKeys({forever, soon, over});
        model.setOwn(QStringLiteral("TWO"));
        QVERIFY(model.isOwn(1));
        QVERIFY(!model.isOwn(0));
        QCOMPARE(cell(model, 0, ApiKeysModel::Expires), QStringLiteral("never"));
        QVERIFY(cell(model, 2, ApiKeysModel::Expires).startsWith(QStringLiteral("expired")));
        const auto meaning = [&](int row) {
            return Models::Meaning(model.index(row, ApiKeysModel::Expires).data(ApiKeysModel::MeaningRole).toInt());
        };
        QCOMPARE(meaning(0), Models::Meaning::Quiet);
        QCOMPARE(meaning(1), Models::Meaning::Downlink);
        QCOMPARE(meaning(2), Models::Meaning::Bad);
        QCOMPARE(cell(model, 0, ApiKeysModel::Rights), QStringLiteral("all rights"));
        model.setKeys({over});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(cell(model, 0, ApiKeysModel::Id), QStringLiteral("THREE"));
    }

    void somebodyMustKeepAllRights()
    {
        CollaboratorsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Account grace{Account::Kind::User, QStringLiteral("grace")};
        const Account club{Account::Kind::Organization, QStringLiteral("grace")}; // the same id, somebody else
        model.setCollaborators({{grace, RightText::all(), {}}, {club, Right::ReadTraffic, {}}});
        model.setKnown(club, {}, grace);
        QVERIFY(model.isLastWithAllRights(0));
        QVERIFY(!model.isLastWithAllRights(1));
        QVERIFY(model.isSelf(0) && !model.isSelf(1));
        QVERIFY(model.isContact(1) && !model.isContact(0));
        model.setCollaborators({{grace, RightText::all(), {}}, {club, RightText::all(), {}}});
        QVERIFY(!model.isLastWithAllRights(0));
        model.setCollaborators({{club, {}, {}}});
        QCOMPARE(cell(model, 0, CollaboratorsModel::Rights), QStringLiteral("not shown to this key"));
        // Nobody is no contact.
        model.setKnown({}, {}, {});
        QVERIFY(!model.isContact(0) && !model.isSelf(0));
    }
};

TTN_TEST_MAIN(TestApplicationModels)
#include "tst_applicationmodels.moc"
