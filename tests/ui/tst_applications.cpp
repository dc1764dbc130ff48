// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deviceactivity.h"
#include "tests/fakes/fakeaccess.h"
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/fakes/guitest.h"
#include "ui/applications/applicationsettingspage.h"
#include "ui/applications/applicationspage.h"
#include "ui/common/rightsbook.h"
#include "ui/common/theme.h"
#include "ui/live/livepage.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using Domain::Access;
using Domain::Account;
using Domain::Capability;
using Domain::Right;
using Domain::Rights;
using Gui::ApplicationSettingsPage;
using Gui::ApplicationsPage;
using Gui::Scope;
using Models::ApplicationsModel;
using TestSupport::FakeAccess;
using TestSupport::FakeContext;
using TestSupport::FakeNetwork;
using Code = Domain::Problem::Code;

namespace {

template <typename T>
T *within(QWidget *parent, const char *name)
{
    const QList<T *> all = parent->findChildren<T *>(QLatin1String(name));
    for (T *one : all) {
        if (one->isVisible())
            return one;
    }
    return all.isEmpty() ? nullptr : all.first();
}

template <typename T>
T *need(QWidget *parent, const char *name)
{
    T *found = within<T>(parent, name);
    if (!found)
        qFatal("no %s", name);
    return found;
}

void click(QWidget *parent, const char *name)
{
    QTest::mouseClick(need<QWidget>(parent, name), Qt::LeftButton);
}

void type(QWidget *parent, const char *name, const QString &text)
{
    auto *line = need<QLineEdit>(parent, name);
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
}

QString text(QWidget *parent, const char *name)
{
    auto *label = need<QLabel>(parent, name);
    return label->isVisible() ? label->text() : QString();
}

/// The dialog over the page, once it is there.
QDialog *dialog(QWidget *page, const char *name)
{
    QDialog *found = nullptr;
    if (!QTest::qWaitFor([&] {
            found = within<QDialog>(page, name);
            return found && found->isVisible();
        }))
        qFatal("no dialog %s", name);
    return found;
}

} // namespace

/// The pages *Applications* and *Settings* on a fake network, by keyboard and mouse.
class TestApplications : public GuiTestBase
{
    Q_OBJECT

private:
    struct House
    {
        House()
            : activity(&context.log, &context.names)
            , network(std::make_shared<FakeNetwork>())
            , access(&network->desk)
        {
            profile = context.addNetwork(QStringLiteral("eu1"), {QStringLiteral("orchard"), QStringLiteral("gone")});
            network->accessApi = &access;
            network->has |= Capability::ApiKeys | Capability::Collaborators;
            network->who
                = {Access::Kind::User,    QStringLiteral("grace"), QStringLiteral("OWNKEY"), {}, {}, false, true,
                   FakeNetwork::AllRights};
            network->add(QStringLiteral("orchard"), QStringLiteral("The orchard"));
            network->add(QStringLiteral("vineyard"), QStringLiteral("Ernte"));
            access.addKey(QStringLiteral("OWNKEY"), QStringLiteral("console"), FakeNetwork::AllRights);
            access.addKey(QStringLiteral("OTHERKEY"), QStringLiteral("dashboard"), Right::ReadTraffic);
            access.addCollaborator(QStringLiteral("grace"), FakeNetwork::AllRights);
            access.addCollaborator(QStringLiteral("barbara"), Right::ViewDevices | Right::ReadTraffic);
            access.accounts = {{Account::Kind::User, QStringLiteral("barbara")},
                               {Account::Kind::User, QStringLiteral("barry")},
                               {Account::Kind::Organization, QStringLiteral("bar-club")}};
            network->registered[QStringLiteral("orchard")].technicalContact
                = {Account::Kind::User, QStringLiteral("barbara")};
            context.services = network;
        }
        /// The page of the network, loaded.
        ApplicationsPage *list()
        {
            auto *made = new ApplicationsPage(&context, &activity, &theme, {profile, {}});
            show(made);
            return made;
        }
        ApplicationSettingsPage *settings(const QString &section = {})
        {
            auto *made = new ApplicationSettingsPage(&context, &activity, &theme, {profile, QStringLiteral("orchard")});
            if (!section.isEmpty())
                made->showSection(section);
            show(made);
            return made;
        }
        void show(QWidget *widget)
        {
            page.reset(widget);
            widget->resize(1100, 700);
            widget->show();
            widget->activateWindow();
            if (!QTest::qWaitForWindowActive(widget))
                qFatal("the page did not become active");
            settle();
        }
        /// Until nothing is asked any more.
        void settle() const
        {
            for (int i = 0; i < 20; ++i)
                QCoreApplication::processEvents();
        }
        [[nodiscard]] QTableView *table(const char *name) const { return need<QTableView>(page.get(), name); }
        [[nodiscard]] QString cell(const char *name, int row, int column) const
        {
            return table(name)->model()->index(row, column).data().toString();
        }
        [[nodiscard]] int rowOf(const char *name, int column, const QString &begin) const
        {
            const QAbstractItemModel *model = table(name)->model();
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->index(row, column).data().toString().startsWith(begin))
                    return row;
            }
            return -1;
        }
        void choose(const char *name, int column, const QString &begin) const
        {
            const int row = rowOf(name, column, begin);
            if (row < 0)
                qFatal("no such row");
            QTest::mouseClick(table(name)->viewport(), Qt::LeftButton, {},
                              table(name)->visualRect(table(name)->model()->index(row, column)).center());
        }
        /// In the table, which then has the keyboard.
        void press(const char *name, Qt::Key key) const
        {
            // Without a window manager nobody gives the keyboard back when a dialog has gone.
            page->activateWindow();
            if (!QTest::qWaitForWindowActive(page.get()))
                qFatal("the page does not become active");
            table(name)->setFocus();
            QTest::keyClick(table(name), key);
        }
        [[nodiscard]] QAction *action(const char *name) const
        {
            auto *found = page->findChild<QAction *>(QLatin1String(name));
            if (!found)
                qFatal("no action %s", name);
            return found;
        }

        FakeContext context;
        Gui::Theme theme;
        Models::DeviceActivity activity;
        std::shared_ptr<FakeNetwork> network;
        FakeAccess access;
        Domain::ProfileRef profile = 0;
        std::unique_ptr<QWidget> page;
    };

private Q_SLOTS:
    // --- Applications ---

    void listsWhatTheKeySees()
    {
        House house;
        house.list();
        QCOMPARE(house.table("applicationsTable")->model()->rowCount(), 3);
        QCOMPARE(house.cell("applicationsTable", 1, ApplicationsModel::Id), QStringLiteral("orchard"));
        QCOMPARE(house.cell("applicationsTable", 1, ApplicationsModel::Name), QStringLiteral("The orchard"));
        QVERIFY(house.cell("applicationsTable", 1, ApplicationsModel::State).startsWith(QStringLiteral("watched")));
        QVERIFY(house.cell("applicationsTable", 0, ApplicationsModel::State).contains(QStringLiteral("not seen")));
        QCOMPARE(house.cell("applicationsTable", 2, ApplicationsModel::State), QString());
        QVERIFY(text(house.page.get(), "whoAmI").contains(QStringLiteral("user grace")));
        type(house.page.get(), "applicationsSearch", QStringLiteral("ernte"));
        QTRY_COMPARE(house.table("applicationsTable")->model()->rowCount(), 1);
        QCOMPARE(text(house.page.get(), "applicationsCount"), QStringLiteral("1 of 3"));
        QTest::keyClick(need<QLineEdit>(house.page.get(), "applicationsSearch"), Qt::Key_Escape);
        QTRY_COMPARE(house.table("applicationsTable")->model()->rowCount(), 3);
        type(house.page.get(), "applicationsSearch", QStringLiteral("no such"));
        auto *note = need<QLabel>(house.page.get(), "stateTitle");
        QTRY_VERIFY(note->isVisible());
        QVERIFY(note->text().contains(QStringLiteral("no such")));
        QTest::mouseClick(need<QPushButton>(house.page.get(), "stateAction"), Qt::LeftButton);
        QTRY_VERIFY(house.table("applicationsTable")->isVisible());
        QCOMPARE(house.table("applicationsTable")->model()->rowCount(), 3);
    }

    void ticksWhatIsWatched()
    {
        House house;
        ApplicationsPage *page = house.list();
        QSignalSpy marked(page, &Gui::Page::unsavedChanged);
        house.choose("applicationsTable", ApplicationsModel::Id, QStringLiteral("vineyard"));
        house.press("applicationsTable", Qt::Key_Space);
        QVERIFY(page->hasUnsavedChanges());
        QVERIFY(!marked.isEmpty());
        QVERIFY(text(page, "watchWhat").contains(QStringLiteral("vineyard")));
        click(page, "watchUndo");
        QVERIFY(!page->hasUnsavedChanges());
        // By its box, too.
        QTableView *table = house.table("applicationsTable");
        const QModelIndex box
            = table->model()->index(house.rowOf("applicationsTable", ApplicationsModel::Id, QStringLiteral("vineyard")),
                                    ApplicationsModel::Watch);
        table->model()->setData(box, Qt::Checked, Qt::CheckStateRole);
        house.choose("applicationsTable", ApplicationsModel::Id, QStringLiteral("gone"));
        QTest::keyClick(table, Qt::Key_Space);
        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(house.context.orders, QStringList{QStringLiteral("update %1 ").arg(house.profile)});
        QCOMPARE(house.context.service.updated.applications,
                 (QStringList{QStringLiteral("orchard"), QStringLiteral("vineyard")}));
    }

    void refusesToWatchNothing()
    {
        House house;
        house.list();
        for (const char *id : {"orchard", "gone"}) {
            house.choose("applicationsTable", ApplicationsModel::Id, QLatin1String(id));
            house.press("applicationsTable", Qt::Key_Space);
        }
        QVERIFY(!need<QPushButton>(house.page.get(), "watchApply")->isEnabled());
        QVERIFY(text(house.page.get(), "watchMeaning").contains(QStringLiteral("at least one")));
    }

    void anApplicationKeySeesOne()
    {
        House house;
        house.network->who = {Access::Kind::Application, QStringLiteral("orchard")};
        house.list();
        QVERIFY(text(house.page.get(), "whoAmI").contains(QStringLiteral("that one only")));
        QVERIFY(!house.action("newApplication")->isEnabled());
        QVERIFY(house.action("newApplication")->toolTip().contains(QStringLiteral("RIGHT_USER_APPLICATIONS_CREATE")));
        QVERIFY(text(house.page.get(), "applicationsReason").contains(QStringLiteral("key of a user")));
        QVERIFY(!house.action("toggleWatched")->isEnabled());
    }

    void createsAnApplication()
    {
        House house;
        house.list();
        house.press("applicationsTable", Qt::Key_Insert);
        QDialog *form = dialog(house.page.get(), "applicationDialog");
        type(form, "applicationId", QStringLiteral("My Field"));
        QVERIFY(!text(form, "applicationIdError").isEmpty());
        type(form, "applicationId", QStringLiteral("orchard"));
        QVERIFY(text(form, "applicationIdError").isEmpty());
        click(form, "formAccept");
        QTRY_VERIFY(text(form, "applicationIdError").contains(QStringLiteral("taken")));
        type(form, "applicationId", QStringLiteral("my-field"));
        type(form, "applicationName", QStringLiteral("My field"));
        click(form, "addAttribute");
        type(form, "attributeName1", QStringLiteral("a"));
        QVERIFY(!text(form, "attributeFieldsError").isEmpty());
        type(form, "attributeName1", QStringLiteral("row"));
        type(form, "attributeValue1", QStringLiteral("7"));
        QVERIFY(text(form, "attributeFieldsError").isEmpty());
        QTest::keyClick(need<QLineEdit>(form, "applicationId"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(house.network->registered.contains(QStringLiteral("my-field")));
        const Domain::Application made = house.network->registered[QStringLiteral("my-field")];
        QCOMPARE(made.name, QStringLiteral("My field"));
        QCOMPARE(made.attributes.value(QStringLiteral("row")), QStringLiteral("7"));
        QTRY_COMPARE(house.rowOf("applicationsTable", ApplicationsModel::Id, QStringLiteral("my-field")), 1);
        QTRY_COMPARE(house.table("applicationsTable")->currentIndex().row(), 1);
    }

    void closingAFormAsksFirst()
    {
        House house;
        house.list();
        house.press("applicationsTable", Qt::Key_Insert);
        QPointer<QDialog> form = dialog(house.page.get(), "applicationDialog");
        type(form, "applicationId", QStringLiteral("half"));
        QTest::keyClick(form, Qt::Key_Escape);
        QPointer<QDialog> question = dialog(form, "discardBox");
        click(question, "stayButton");
        QTRY_VERIFY(!question);
        QVERIFY(form && form->isVisible());
        QTest::keyClick(form, Qt::Key_Escape);
        click(dialog(form, "discardBox"), "discardButton");
        QTRY_VERIFY(!form);
    }

    void restoresWhatWasDeleted()
    {
        House house;
        house.list();
        house.action("deletedApplications")->trigger();
        QDialog *box = dialog(house.page.get(), "deletedDialog");
        QTRY_VERIFY(need<QPushButton>(box, "restoreApplication")->isEnabled());
        click(box, "restoreApplication");
        QTRY_VERIFY(house.network->desk.count(QStringLiteral("restoreApplication")) == 1);
    }

    void showsWhatIsWatchedAndSetsUpTheRest()
    {
        House house;
        ApplicationsPage *page = house.list();
        QSignalSpy wanted(page, &Gui::Page::scopeRequested);
        house.choose("applicationsTable", ApplicationsModel::Id, QStringLiteral("orchard"));
        house.press("applicationsTable", Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(0).value<Scope>(), (Scope{house.profile, QStringLiteral("orchard")}));
        house.choose("applicationsTable", ApplicationsModel::Id, QStringLiteral("vineyard"));
        house.press("applicationsTable", Qt::Key_Return);
        QVERIFY(dialog(page, "settingsDialog")->windowTitle().contains(QStringLiteral("vineyard")));
    }

    void saysWhatIsMissing()
    {
        House house;
        house.context.services = nullptr;
        QSignalSpy edit(house.list(), &Gui::Page::connectionEditRequested);
        QVERIFY(text(house.page.get(), "stateBody").contains(QStringLiteral("gRPC")));
        click(house.page.get(), "stateAction");
        QCOMPARE(edit.size(), 1);
    }

    void offersToTryAgain()
    {
        House house;
        house.network->desk.refuse(QStringLiteral("applications"), Code::CallDeadline);
        house.list();
        QTRY_VERIFY(!text(house.page.get(), "stateTitle").isEmpty());
        house.network->desk.allow();
        click(house.page.get(), "stateAction");
        QTRY_COMPARE(house.table("applicationsTable")->model()->rowCount(), 3);
    }

    void aSecondGenerationNetworkIsExplained()
    {
        House house;
        house.context.networks[house.profile].profile.generation = Domain::Generation::V2;
        house.network->has = Capability::ApplicationFunctions | Capability::Devices | Capability::Announcement;
        house.list();
        QVERIFY(text(house.page.get(), "whoAmI").contains(QStringLiteral("lists no applications")));
        QCOMPARE(house.action("newApplication")->text(), QStringLiteral("Register…"));
        house.action("newApplication")->trigger();
        QDialog *form = dialog(house.page.get(), "applicationDialog");
        QVERIFY(!within<QLineEdit>(form, "applicationName"));
        type(form, "applicationId", QStringLiteral("my_house"));
        click(form, "formAccept");
        QTRY_COMPARE(house.network->desk.count(QStringLiteral("createApplication my_house")), 1);
    }

    // --- Settings ---

    void tellsWhatTheKeyMay()
    {
        House house;
        house.network->may = Right::ViewApplication | Right::ReadTraffic;
        house.settings();
        QTRY_VERIFY(within<QLabel>(house.page.get(), "rightRIGHT_APPLICATION_TRAFFIC_READ"));
        QVERIFY(need<QLabel>(house.page.get(), "rightRIGHT_APPLICATION_TRAFFIC_READ")->text().startsWith(u'✓'));
        QVERIFY(need<QLabel>(house.page.get(), "rightRIGHT_APPLICATION_DELETE")->text().startsWith(u'✗'));
    }

    void savesNameAndAttributes()
    {
        House house;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("generalSection"));
        QTRY_COMPARE(need<QLineEdit>(page, "generalName")->text(), QStringLiteral("The orchard"));
        QVERIFY(!page->hasUnsavedChanges());
        type(page, "generalName", QString(51, u'x'));
        QVERIFY(text(page, "generalNameError").contains(QStringLiteral("50")));
        QVERIFY(!need<QPushButton>(page, "saveChanges")->isEnabled());
        QVERIFY(page->hasUnsavedChanges());
        QVERIFY(need<QListWidget>(page, "settingsSections")->currentItem()->text().endsWith(u'•'));
        click(page, "undoChanges");
        QCOMPARE(need<QLineEdit>(page, "generalName")->text(), QStringLiteral("The orchard"));
        QVERIFY(!page->hasUnsavedChanges());
        type(page, "generalName", QStringLiteral("Apples"));
        QTest::keyClick(need<QLineEdit>(page, "generalName"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(house.network->registered[QStringLiteral("orchard")].name, QStringLiteral("Apples"));
        QTRY_VERIFY(!page->hasUnsavedChanges());
    }

    void saysARefusalBesideItsField()
    {
        House house;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("generalSection"));
        QTRY_COMPARE(need<QLineEdit>(page, "generalName")->text(), QStringLiteral("The orchard"));
        house.network->desk.refuse(
            QStringLiteral("changeApplication"),
            TestSupport::fakeProblem(Code::FieldInvalid,
                                     {QStringLiteral("application.name"), QStringLiteral("not this one")}));
        type(page, "generalName", QStringLiteral("Apples"));
        click(page, "saveChanges");
        QTRY_VERIFY(text(page, "generalNameError").contains(QStringLiteral("not this one")));
        QCOMPARE(need<QLineEdit>(page, "generalName")->text(), QStringLiteral("Apples"));
        QVERIFY(page->hasUnsavedChanges());
    }

    void namesAContact()
    {
        House house;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("generalSection"));
        auto *box = need<QComboBox>(page, "administrativeContact");
        QTRY_VERIFY(box->findText(QStringLiteral("grace (user)")) >= 0);
        box->setCurrentIndex(box->findText(QStringLiteral("grace (user)")));
        Q_EMIT box->activated(box->currentIndex());
        click(page, "saveChanges");
        QTRY_COMPARE(house.network->registered[QStringLiteral("orchard")].administrativeContact.id,
                     QStringLiteral("grace"));
    }

    void aKeyIsShownOnce()
    {
        House house;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("apiKeysSection"));
        QTRY_COMPARE(house.table("apiKeysTable")->model()->rowCount(), 2);
        QVERIFY(house.cell("apiKeysTable", 0, 0).contains(QStringLiteral("this console")));
        house.press("apiKeysTable", Qt::Key_Insert);
        QDialog *form = dialog(page, "apiKeyDialog");
        type(form, "apiKeyName", QStringLiteral("shed"));
        click(form, "rightsNone");
        click(form, "formAccept");
        QVERIFY(!text(form, "rightsChooserError").isEmpty());
        click(form, "rightsRead");
        click(form, "formAccept");
        QPointer<QDialog> secret = dialog(page, "secretDialog");
        auto *field = need<QLineEdit>(secret, "secretField");
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QTest::keyClick(secret, Qt::Key_Escape);
        click(dialog(secret, "uncopiedBox"), "stayButton");
        QVERIFY(secret->isVisible());
        click(secret, "secretCopy");
        QCOMPARE(QApplication::clipboard()->text().toUtf8(), house.access.newSecret);
        QTest::keyClick(secret, Qt::Key_Escape);
        QTRY_VERIFY(!secret);
        QCOMPARE(house.access.keys.last().rights,
                 Rights(Right::ReadTraffic | Right::ViewDevices | Right::ViewApplication));
        QTRY_COMPARE(house.table("apiKeysTable")->model()->rowCount(), 3);
    }

    void theConsolesOwnKeyIsGuarded()
    {
        House house;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("apiKeysSection"));
        QTRY_COMPARE(house.table("apiKeysTable")->model()->rowCount(), 2);
        house.choose("apiKeysTable", 0, QStringLiteral("console"));
        house.press("apiKeysTable", Qt::Key_Delete);
        QPointer<QDialog> question = dialog(page, "typedConfirmation");
        QVERIFY(text(question, "confirmationText").contains(QStringLiteral("This console works with it")));
        QVERIFY(!need<QPushButton>(question, "formAccept")->isEnabled());
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(!question);
        // Less for itself needs a second word.
        house.action("editApiKey")->trigger();
        QPointer<QDialog> form = dialog(page, "apiKeyDialog");
        click(form, "rightsRead");
        click(form, "formAccept");
        QVERIFY(text(form, "rightsChooserError").contains(QStringLiteral("would lose")));
        QCOMPARE(house.network->desk.count(QStringLiteral("changeApiKey")), 0);
        click(form, "formAccept");
        QTRY_COMPARE(house.network->desk.count(QStringLiteral("changeApiKey")), 1);
        // Another one goes with one question.
        QTRY_VERIFY(!form);
        house.choose("apiKeysTable", 0, QStringLiteral("dashboard"));
        house.press("apiKeysTable", Qt::Key_Delete);
        click(dialog(page, "typedConfirmation"), "formAccept");
        QTRY_COMPARE(house.network->desk.count(QStringLiteral("deleteApiKey orchard OTHERKEY")), 1);
        QTRY_COMPARE(house.table("apiKeysTable")->model()->rowCount(), 1);
    }

    void withoutTheRightKeysAreNotShown()
    {
        House house;
        house.network->may = Right::ViewApplication | Right::ReadTraffic;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("apiKeysSection"));
        QTRY_VERIFY(text(page, "stateBody").contains(QStringLiteral("RIGHT_APPLICATION_SETTINGS_API_KEYS")));
        QVERIFY(!house.action("newApiKey")->isEnabled());
        QVERIFY(house.action("newApiKey")->toolTip().contains(QStringLiteral("RIGHT_APPLICATION_SETTINGS_API_KEYS")));
        QCOMPARE(house.network->desk.count(QStringLiteral("apiKeys")), 0);
    }

    void addsSomebody()
    {
        House house;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("collaboratorsSection"));
        QTRY_COMPARE(house.table("collaboratorsTable")->model()->rowCount(), 2);
        house.press("collaboratorsTable", Qt::Key_Insert);
        QDialog *form = dialog(page, "collaboratorDialog");
        click(form, "formAccept");
        QVERIFY(!text(form, "accountListError").isEmpty());
        type(form, "accountSearch", QStringLiteral("bar"));
        auto *found = need<QListWidget>(form, "accountList");
        QTRY_COMPARE(found->count(), 3);
        // Who is there already cannot be chosen.
        QVERIFY(!(found->item(0)->flags() & Qt::ItemIsEnabled));
        found->setCurrentRow(2);
        click(form, "rightsAll");
        click(form, "formAccept");
        QTRY_COMPARE(house.network->desk.count(QStringLiteral("setCollaborator orchard bar-club")), 1);
        QCOMPARE(house.access.people.last().account.kind, Account::Kind::Organization);
        QTRY_COMPARE(house.table("collaboratorsTable")->model()->rowCount(), 3);
    }

    void guardsTheLastAndTheContacts()
    {
        House house;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("collaboratorsSection"));
        QTRY_COMPARE(house.table("collaboratorsTable")->model()->rowCount(), 2);
        house.choose("collaboratorsTable", 0, QStringLiteral("grace"));
        QVERIFY(!house.action("removeCollaborator")->isEnabled());
        QVERIFY(text(page, "sectionReason").contains(QStringLiteral("all rights")));
        house.choose("collaboratorsTable", 0, QStringLiteral("barbara"));
        QVERIFY(!house.action("removeCollaborator")->isEnabled());
        QVERIFY(text(page, "sectionReason").contains(QStringLiteral("contact")));
        house.network->registered[QStringLiteral("orchard")].technicalContact = {};
        page->run(Gui::PageCommand::Refresh);
        need<QListWidget>(page, "settingsSections")->setCurrentRow(0);
        page->run(Gui::PageCommand::Refresh);
        house.settle();
        page->showSection(QStringLiteral("collaboratorsSection"));
        house.choose("collaboratorsTable", 0, QStringLiteral("barbara"));
        QTRY_VERIFY(house.action("removeCollaborator")->isEnabled());
        house.press("collaboratorsTable", Qt::Key_Delete);
        click(dialog(page, "typedConfirmation"), "formAccept");
        QTRY_COMPARE(house.network->desk.count(QStringLiteral("removeCollaborator orchard barbara")), 1);
    }

    void keepsAScriptThatIsNotChosen()
    {
        House house;
        house.network->formatters[QStringLiteral("orchard")]
            = {QStringLiteral("FORMATTER_JAVASCRIPT"), QStringLiteral("function decodeUplink() {}"), {}, {}};
        ApplicationSettingsPage *page = house.settings(QStringLiteral("formatterSection"));
        auto *up = need<QComboBox>(page, "formatterUp");
        QTRY_COMPARE(up->currentData().toString(), QStringLiteral("FORMATTER_JAVASCRIPT"));
        up->setCurrentIndex(up->findData(QStringLiteral("FORMATTER_CAYENNELPP")));
        Q_EMIT up->activated(up->currentIndex());
        click(page, "saveChanges");
        QTRY_COMPARE(house.network->formatters[QStringLiteral("orchard")].up, QStringLiteral("FORMATTER_CAYENNELPP"));
        QCOMPARE(house.network->formatters[QStringLiteral("orchard")].upParameter,
                 QStringLiteral("function decodeUplink() {}"));
        QVERIFY(up->findData(QStringLiteral("FORMATTER_JAVASCRIPT")) >= 0);
    }

    void keepsTheFunctionsOfTheSecondGeneration()
    {
        House house;
        house.network->has = Capability::ApplicationFunctions | Capability::Devices;
        house.network->accessApi = nullptr;
        house.network->registered[QStringLiteral("orchard")].functions
            = {QStringLiteral("custom"), QStringLiteral("return {}"), {}, {}, {}};
        ApplicationSettingsPage *page = house.settings(QStringLiteral("payloadSection"));
        auto *format = need<QComboBox>(page, "payloadFormat");
        QTRY_COMPARE(format->currentData().toString(), QStringLiteral("custom"));
        QVERIFY(text(page, "payloadFunctions").contains(QStringLiteral("decoder 9 B")));
        format->setCurrentIndex(0);
        Q_EMIT format->activated(0);
        QVERIFY(!need<QPushButton>(page, "saveChanges")->isEnabled()); // the handler would make “custom” of it
        format->setCurrentIndex(1);
        Q_EMIT format->activated(1);
        click(page, "saveChanges");
        QTRY_COMPARE(house.network->registered[QStringLiteral("orchard")].functions.format,
                     QStringLiteral("cayennelpp"));
        QCOMPARE(house.network->registered[QStringLiteral("orchard")].functions.decoder, QStringLiteral("return {}"));
    }

    void deletesDevicesThenTheApplication()
    {
        House house;
        for (int i = 0; i < 45; ++i) {
            Domain::Device device;
            device.application = QStringLiteral("orchard");
            device.id = QStringLiteral("field-%1").arg(i, 2, 10, QLatin1Char('0'));
            house.network->deviceApi.add(device);
        }
        ApplicationSettingsPage *page = house.settings(QStringLiteral("dangerSection"));
        QSignalSpy deleted(page, &ApplicationSettingsPage::deleted);
        QTRY_VERIFY(text(page, "deleteDevicesText").contains(QStringLiteral("45")));
        QVERIFY(!need<QPushButton>(page, "deleteApplication")->isEnabled());
        click(page, "deleteDevices");
        QPointer<QDialog> question = dialog(page, "typedConfirmation");
        type(question, "confirmationField", QStringLiteral("orchar"));
        QVERIFY(!need<QPushButton>(question, "formAccept")->isEnabled());
        QTest::keyClicks(need<QLineEdit>(question, "confirmationField"), QStringLiteral("d"));
        click(question, "formAccept");
        QTRY_VERIFY(house.network->deviceApi.registered[QStringLiteral("orchard")].empty());
        QTRY_VERIFY(need<QPushButton>(page, "deleteApplication")->isEnabled());
        QTRY_VERIFY(!question);
        click(page, "deleteApplication");
        question = dialog(page, "typedConfirmation");
        QVERIFY(text(question, "confirmationText").contains(QStringLiteral("2 API keys")));
        type(question, "confirmationField", QStringLiteral("orchard"));
        click(question, "formAccept");
        QTRY_COMPARE(deleted.size(), 1);
        QVERIFY(!house.network->registered.contains(QStringLiteral("orchard")));
    }

    void aRefusedDeletionStaysInTheForm()
    {
        House house;
        ApplicationSettingsPage *page = house.settings(QStringLiteral("dangerSection"));
        QTRY_VERIFY(need<QPushButton>(page, "deleteApplication")->isEnabled());
        house.network->desk.refuse(QStringLiteral("deleteApplication"),
                                   TestSupport::fakeProblem(Code::ApplicationHasDevices, {QStringLiteral("3")}));
        click(page, "deleteApplication");
        QDialog *question = dialog(page, "typedConfirmation");
        type(question, "confirmationField", QStringLiteral("orchard"));
        click(question, "formAccept");
        QTRY_VERIFY(text(question, "noticeText").contains(QStringLiteral("still has devices")));
        QVERIFY(question->isVisible());
    }

    // --- Rights, for all pages ---

    void theBookAsksOnce()
    {
        House house;
        house.network->may = Right::ReadTraffic;
        Gui::RightsBook *book = Gui::RightsBook::of(&house.context);
        QCOMPARE(Gui::RightsBook::of(&house.context), book);
        const Scope scope{house.profile, QStringLiteral("orchard")};
        QCOMPARE(book->entry(scope).state, Gui::RightsBook::State::Asking);
        QVERIFY(!book->lacks(scope, Right::DeleteApplication)); // not known yet is no refusal
        QTRY_COMPARE(book->entry(scope).state, Gui::RightsBook::State::Known);
        QVERIFY(book->lacks(scope, Right::DeleteApplication));
        QVERIFY(book->reason(scope, Right::ReadTraffic).isEmpty());
        QVERIFY(book->reason(scope, Right::ReadTraffic | Right::SendDownlinks)
                    .contains(QStringLiteral("RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE")));
        QCOMPARE(house.network->desk.count(QStringLiteral("rights orchard")), 1);
        // Another key is asked again.
        house.network->may = FakeNetwork::AllRights;
        Q_EMIT house.context.networksChanged(house.profile);
        QVERIFY(!book->lacks(scope, Right::DeleteApplication));
        QTRY_COMPARE(book->entry(scope).rights, FakeNetwork::AllRights);
        house.context.services = nullptr;
        Q_EMIT house.context.networksChanged(house.profile);
        QCOMPARE(book->entry(scope).state, Gui::RightsBook::State::NoServices);
    }

    void aLogThatCannotReadSaysSo()
    {
        House house;
        house.network->may = FakeNetwork::AllRights & ~Rights(Right::ReadTraffic);
        Gui::LivePage page(&house.context, &house.theme, {house.profile, QStringLiteral("orchard")});
        page.show();
        auto *note = need<QWidget>(&page, "readNote");
        QTRY_VERIFY(note->isVisible());
        QVERIFY(need<QLabel>(note, "noticeAdvice")->text().contains(QStringLiteral("RIGHT_APPLICATION_TRAFFIC_READ")));
        QSignalSpy wanted(&page, &Gui::Page::keyRequested);
        click(note, "noticeAction");
        QCOMPARE(wanted.size(), 1);
        house.network->may = FakeNetwork::AllRights;
        Q_EMIT house.context.networksChanged(house.profile);
        QTRY_VERIFY(!note->isVisible());
    }
};

TTN_GUI_TEST_MAIN(TestApplications)
#include "tst_applications.moc"
