// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/guitest.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/connect/profiledialog.h"
#include "ui/connect/welcomepage.h"
#include "ui/connections/connectionspage.h"
#include "ui/connections/connectiontestdialog.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using Gui::ConnectionsPage;
using Gui::ConnectionTestDialog;
using Gui::ProfileDialog;
using TestSupport::FakeContext;
using Preset = Models::ConnectionDraft::Preset;
using StepState = Domain::ConnectionTestStep::State;
using State = Domain::ConnectionStatus::State;
using Code = Domain::Problem::Code;

namespace {

const QString ConsolePage = QStringLiteral("Connection information\nMQTT server host\n\nPublic address\n"
                                           "nam1.cloud.thethings.network:1883\nPublic TLS address\n"
                                           "nam1.cloud.thethings.network:8883\nConnection credentials\n\nUsername\n"
                                           "my-fields@ttn\nPassword\nGenerate new API key\nGo to API keys\n");

template <typename T>
T *within(QWidget *parent, const char *name)
{
    auto *found = parent->findChild<T *>(QLatin1String(name));
    if (!found)
        qFatal("no %s", name);
    return found;
}

QString next(QStringList &orders)
{
    return orders.isEmpty() ? QString() : orders.takeFirst();
}

void click(QWidget *parent, const char *name)
{
    QTest::mouseClick(within<QPushButton>(parent, name), Qt::LeftButton);
}

} // namespace

/// The page of connections and its dialogs, as one uses them.
class TestConnections : public GuiTestBase
{
    Q_OBJECT

private:
    struct House
    {
        House()
            : dialog(new ProfileDialog(&context, &theme))
            , entered(dialog.get(), &ProfileDialog::profileEntered)
        {
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            dialog->open();
            dialog->activateWindow();
            if (!QTest::qWaitForWindowActive(dialog.get()))
                qFatal("the form did not become active");
        }
        template <typename T>
        T *find(const char *name) const
        {
            return dialog->findChild<T *>(QLatin1String(name));
        }
        void type(const char *name, const QString &text)
        {
            find<QLineEdit>(name)->selectAll();
            QTest::keyClicks(find<QLineEdit>(name), text);
        }
        void choose(Preset preset)
        {
            auto *box = find<QComboBox>("presetBox");
            box->setCurrentIndex(box->findData(int(preset)));
        }
        void fill()
        {
            type("profileApplications", QStringLiteral("orchard@ttn, vineyard"));
            type("keyField", QStringLiteral("NNSXS.KEY.SECRET"));
        }
        void fillOwn()
        {
            choose(Preset::OwnV3);
            type("profileAddress", QStringLiteral("lorawan.example"));
            fill();
        }
        void accept() { QTest::mouseClick(find<QPushButton>("profileConnect"), Qt::LeftButton); }
        [[nodiscard]] Domain::Profile profile() const { return entered.at(0).at(0).value<Domain::Profile>(); }
        [[nodiscard]] QString error(const char *name) const
        {
            const auto *label = dialog->findChild<QLabel *>(QLatin1String(name) + QStringLiteral("Error"));
            return label->isVisible() ? label->text() : QString();
        }

        FakeContext context;
        Gui::Theme theme;
        std::unique_ptr<ProfileDialog> dialog;
        QSignalSpy entered;
    };

    /// The page with two saved networks.
    struct PageHouse
    {
        PageHouse()
        {
            first = context.addNetwork(QStringLiteral("eu1"), {QStringLiteral("orchard"), QStringLiteral("vineyard")});
            second = context.addNetwork(QStringLiteral("lab"), {QStringLiteral("bench")});
            page = std::make_unique<ConnectionsPage>(&context, &theme);
            page->resize(1000, 600);
            page->show();
            page->activateWindow();
            if (!QTest::qWaitForWindowActive(page.get()))
                qFatal("the page did not become active");
            table()->setFocus();
        }
        [[nodiscard]] QTableView *table() const { return within<QTableView>(page.get(), "connectionsTable"); }
        [[nodiscard]] QString cell(int row, int column) const
        {
            return table()->model()->index(row, column).data().toString();
        }
        void press(const char *name) const { QTest::mouseClick(within<QToolButton>(page.get(), name), Qt::LeftButton); }

        FakeContext context;
        Gui::Theme theme;
        Domain::ProfileRef first = 0;
        Domain::ProfileRef second = 0;
        std::unique_ptr<ConnectionsPage> page;
    };

private Q_SLOTS:
    void makesAProfile()
    {
        House house;
        house.fill();
        house.accept();
        QCOMPARE(house.entered.count(), 1);
        const Domain::Profile profile = house.profile();
        QCOMPARE(profile.name, QStringLiteral("eu1"));
        QCOMPARE(profile.mqtt.host, QStringLiteral("eu1.cloud.thethings.network"));
        QCOMPARE(int(profile.mqtt.port), 8883);
        QVERIFY(profile.mqtt.trust == Domain::TrustPolicy::system());
        QCOMPARE(profile.applications, (QStringList{QStringLiteral("orchard"), QStringLiteral("vineyard")}));
        QCOMPARE(profile.tenant, QStringLiteral("ttn"));
        QVERIFY(profile.id.isNull());
        QCOMPARE(house.entered.at(0).at(1).toByteArray(), QByteArray("NNSXS.KEY.SECRET"));
        QVERIFY(house.find<QLineEdit>("keyField")->text().isEmpty());
    }

    void makesTheUserNameItself()
    {
        House house;
        auto *preview = house.find<QLabel>("userNamePreview");
        QVERIFY(!preview->isVisible());
        house.type("profileApplications", QStringLiteral("orchard"));
        QVERIFY(preview->text().endsWith(QStringLiteral("orchard@ttn")));
        house.choose(Preset::Cloud);
        house.type("profileTenant", QStringLiteral("acme"));
        QVERIFY(preview->text().endsWith(QStringLiteral("orchard@acme")));
        QCOMPARE(house.find<QLineEdit>("profileName")->text(), QStringLiteral("acme eu1"));
        house.choose(Preset::OwnV2);
        QVERIFY(preview->text().endsWith(QStringLiteral(" orchard")));
        QVERIFY(house.find<QLabel>("presetBoxHint")->text().contains(QStringLiteral("2021")));
        QVERIFY(!house.find<QLineEdit>("profileTenant")->isVisible());
    }

    void aNameOnceChosenStays()
    {
        House house;
        house.type("profileName", QStringLiteral("my farm"));
        house.choose(Preset::Au1);
        QCOMPARE(house.find<QLineEdit>("profileName")->text(), QStringLiteral("my farm"));
    }

    void understandsThePastedPage()
    {
        for (const char *field : {"profileApplications", "keyField", "profileName"}) {
            House house;
            QApplication::clipboard()->setText(ConsolePage);
            house.find<QLineEdit>(field)->setFocus();
            house.find<QLineEdit>(field)->paste();
            QCOMPARE(house.find<QComboBox>("presetBox")->currentData().toInt(), int(Preset::Nam1));
            QCOMPARE(house.find<QLineEdit>("profileApplications")->text(), QStringLiteral("my-fields"));
            QVERIFY(house.find<QLineEdit>("keyField")->text().isEmpty());
            QVERIFY(house.find<QLabel>("userNamePreview")->text().contains(QStringLiteral("my-fields@ttn")));
            QVERIFY(house.find<QLabel>("pastedNote")->isVisible());
        }
        House house;
        QTest::keyClick(house.dialog.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(house.find<QLineEdit>("profileApplications")->text(), QStringLiteral("my-fields"));
        QApplication::clipboard()->setText(QStringLiteral("a shopping list"));
        house.find<QLineEdit>("profileApplications")->setText(QStringLiteral("kept"));
        click(house.dialog.get(), "pastePage");
        QCOMPARE(house.find<QLineEdit>("profileApplications")->text(), QStringLiteral("kept"));
        QVERIFY(house.find<QLabel>("pastedNote")->text().contains(QStringLiteral("Integrations")));
    }

    void blanksInAKeyAreTakenOffAndSaid()
    {
        House house;
        house.type("profileApplications", QStringLiteral("orchard"));
        auto *note = house.find<QLabel>("profileKeyNote");
        const QString before = note->text();
        house.find<QLineEdit>("keyField")->setText(QStringLiteral("  NNSXS.AAAA.\nBBBB \r\n"));
        QVERIFY(note->text() != before);
        house.accept();
        QCOMPARE(house.entered.at(0).at(1).toByteArray(), QByteArray("NNSXS.AAAA.BBBB"));
    }

    void saysRulesAsOneTypes()
    {
        House house;
        house.type("profileApplications", QStringLiteral("or"));
        QVERIFY(house.error("profileApplications").isEmpty()); // it may become one
        house.type("profileApplications", QStringLiteral("Or"));
        QVERIFY(house.error("profileApplications").contains(QStringLiteral("lower-case")));
        house.type("profileApplications", QStringLiteral("orchard@other"));
        QVERIFY(house.error("profileApplications").contains(QStringLiteral("tenant")));
        house.type("keyField", QStringLiteral("NNSXS.ONLYONE"));
        QVERIFY(!house.error("keyField").isEmpty());
        house.choose(Preset::OwnV3);
        house.type("profileAddress", QStringLiteral("a b"));
        QVERIFY(!house.error("profileAddress").isEmpty());
        house.accept();
        QCOMPARE(house.entered.count(), 0);
    }

    void saysWhatIsWrongBesideTheField()
    {
        House house;
        house.choose(Preset::OwnV3);
        house.accept();
        QCOMPARE(house.entered.count(), 0);
        for (const char *field : {"profileName", "profileAddress", "profileApplications", "keyField"})
            QVERIFY2(!house.error(field).isEmpty(), field);
        house.fillOwn();
        house.type("profileApplications", QStringLiteral("Orchard!"));
        house.accept();
        QCOMPARE(house.entered.count(), 0);
        QVERIFY(house.error("profileApplications").contains(QStringLiteral("Orchard!")));
        QVERIFY(house.error("profileAddress").isEmpty());
    }

    void editingKeepsIdAndKey()
    {
        House house;
        Domain::Profile saved;
        saved.id = QUuid::createUuid();
        saved.name = QStringLiteral("lab");
        saved.mqtt = {QStringLiteral("lab.example"), 1884, Domain::TrustPolicy::ca("-----BEGIN CERTIFICATE-----")};
        saved.applications = {QStringLiteral("bench")};
        saved.grpcCluster = Domain::Endpoint{QStringLiteral("lab.example"), 8884, saved.mqtt.trust};
        house.dialog->edit(saved);
        QCOMPARE(house.find<QComboBox>("presetBox")->currentData().toInt(), int(Preset::OwnV3));
        QCOMPARE(house.find<QLineEdit>("profileAddress")->text(), QStringLiteral("lab.example:1884"));
        QCOMPARE(house.find<QComboBox>("protectionBox")->currentIndex(), 1);
        house.type("profileName", QStringLiteral("bench lab"));
        house.accept();
        QCOMPARE(house.entered.count(), 1);
        saved.name = QStringLiteral("bench lab");
        saved.grpcIdentity = saved.grpcCluster; // the form names both
        QVERIFY(house.profile() == saved);
        QVERIFY(house.entered.at(0).at(1).toByteArray().isEmpty());
    }

    void testsWhatStandsInTheForm()
    {
        House house;
        click(house.dialog.get(), "profileTest");
        QVERIFY(house.context.orders.isEmpty());
        QVERIFY(!house.error("profileApplications").isEmpty());
        house.fill();
        click(house.dialog.get(), "profileTest");
        QCOMPARE(house.context.orders,
                 QStringList{QStringLiteral("test eu1.cloud.thethings.network NNSXS.KEY.SECRET")});
        QVERIFY(house.context.service.lastTest->started);
        auto *dialog = house.find<QDialog>("connectionTestDialog");
        QVERIFY(dialog->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!house.context.service.lastTest); // cancelled
        QVERIFY(house.dialog->isVisible());
        QCOMPARE(house.find<QLineEdit>("keyField")->text(), QStringLiteral("NNSXS.KEY.SECRET"));
    }

    void plaintextNeedsAVisibleChoice()
    {
        House house;
        house.fillOwn();
        house.find<QComboBox>("protectionBox")->setCurrentIndex(3);
        auto *box = house.find<QCheckBox>("plaintextBox");
        QVERIFY(box->isVisible());
        house.accept();
        QCOMPARE(house.entered.count(), 0);
        QVERIFY(!house.error("protectionBox").isEmpty());
        box->setChecked(true);
        house.accept();
        QCOMPARE(house.entered.count(), 1);
        const auto profile = house.entered.at(0).at(0).value<Domain::Profile>();
        QVERIFY(!profile.mqtt.trust);
        QVERIFY(profile.plaintextAllowed);
        QCOMPARE(int(profile.mqtt.port), 1883);
    }

    void loopbackNeedsNone()
    {
        House house;
        house.fillOwn();
        house.type("profileAddress", QStringLiteral("127.0.0.1:1999"));
        house.find<QComboBox>("protectionBox")->setCurrentIndex(3);
        QVERIFY(!house.find<QCheckBox>("plaintextBox")->isVisible());
        house.accept();
        QCOMPARE(house.entered.count(), 1);
    }

    void pinsTheCertificateThatWasShown()
    {
        House house;
        house.fillOwn();
        house.find<QComboBox>("protectionBox")->setCurrentIndex(2);
        QTest::mouseClick(house.find<QPushButton>("showCertificate"), Qt::LeftButton);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("probe lorawan.example:8883")});
        Gui::CertificateFacts facts;
        facts.subject = QStringLiteral("<b>CN=evil</b>");
        facts.sha256 = QByteArray(32, '\x5a');
        Q_EMIT house.context.certificateProbed(QStringLiteral("lorawan.example"), 8883, facts, {});
        auto *subject = house.find<QLabel>("certificateSubject");
        QVERIFY(subject);
        QCOMPARE(subject->textFormat(), Qt::PlainText);
        QTest::mouseClick(house.find<QPushButton>("acceptCertificate"), Qt::LeftButton);
        house.accept();
        QCOMPARE(house.entered.count(), 1);
        QVERIFY(house.entered.at(0).at(0).value<Domain::Profile>().mqtt.trust
                == Domain::TrustPolicy::pin(facts.sha256));
    }

    void pinsAreChecked()
    {
        House house;
        house.fillOwn();
        house.find<QComboBox>("protectionBox")->setCurrentIndex(2);
        house.type("pinField", QStringLiteral("AB:CD"));
        house.accept();
        QCOMPARE(house.entered.count(), 0);
        QVERIFY(!house.error("pinField").isEmpty());
        house.type("pinField", QStringLiteral("sha256:") + QString(64, u'a'));
        house.accept();
        QCOMPARE(house.entered.count(), 1);
    }

    void caFilesAreChecked()
    {
        House house;
        house.fillOwn();
        QTemporaryDir folder;
        const auto write = [&](const QByteArray &text) {
            QFile file(folder.filePath(QStringLiteral("ca.pem")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        house.find<QComboBox>("protectionBox")->setCurrentIndex(1);
        house.type("caPath", folder.filePath(QStringLiteral("missing")));
        house.accept();
        QVERIFY(!house.error("caPath").isEmpty());
        write("not a certificate");
        house.type("caPath", folder.filePath(QStringLiteral("ca.pem")));
        house.accept();
        QVERIFY(!house.error("caPath").isEmpty());
        QCOMPARE(house.entered.count(), 0);
        write("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
        house.accept();
        QCOMPARE(house.entered.count(), 1);
        QCOMPARE(house.entered.at(0).at(0).value<Domain::Profile>().mqtt.trust->kind, Domain::TrustPolicy::Kind::Ca);
    }

    void textsForReading()
    {
        QCOMPARE(Gui::groupedNumber(1'234'567), QStringLiteral("1\u2009234\u2009567"));
        QCOMPARE(Gui::groupedNumber(12), QStringLiteral("12"));
        QCOMPARE(Gui::byteSize(14'000'000), QStringLiteral("14 MB"));
        QCOMPARE(Gui::byteSize(999), QStringLiteral("999 B"));
        QCOMPARE(Gui::plainToolTip(QStringLiteral("<b>")),
                 QStringLiteral("<p style=\"white-space:pre-wrap\">&lt;b&gt;</p>"));
        QCOMPARE(Gui::indentedJson("not json"), QStringLiteral("not json"));
        QCOMPARE(Gui::indentedJson("{\"a\":\"\\\"}\"}"), QStringLiteral("{\n  \"a\": \"\\\"}\"\n}"));
        QCOMPARE(Gui::indentedJson("[1,[]]"), QStringLiteral("[\n  1,\n  []\n]"));
        QVERIFY(Gui::indentedJson(QByteArray(100, 'x'), 10).startsWith(QStringLiteral("xxxxxxxxxx\n")));
        // Deep nesting must not make a text of megabytes.
        QVERIFY(Gui::indentedJson(QByteArray(10'000, '[')).size() < 1'000'000);
    }

    // --- The page ---

    void listsConnections()
    {
        PageHouse house;
        using Models::ProfilesModel;
        QCOMPARE(house.table()->model()->rowCount(), 2);
        QCOMPARE(house.cell(0, ProfilesModel::Name), QStringLiteral("eu1"));
        QCOMPARE(house.cell(0, ProfilesModel::Applications), QStringLiteral("orchard, vineyard"));
        QCOMPARE(house.cell(0, ProfilesModel::State), QStringLiteral("live"));
        QCOMPARE(house.cell(0, ProfilesModel::Key), QStringLiteral("keychain"));
        QCOMPARE(house.page->current(), house.first);
        house.context.setStatus(house.first, State::Refused, Code::NotAuthorized);
        QCOMPARE(house.cell(0, ProfilesModel::State), QStringLiteral("refused"));
        QVERIFY(within<QLabel>(house.page.get(), "factAdvice")->isVisible());
        house.page->choose(house.second);
        QVERIFY(!within<QLabel>(house.page.get(), "factAdvice")->isVisible());
        // A new one does not move what is chosen.
        house.context.addNetwork(QStringLiteral("zoo"), {QStringLiteral("lions")});
        QCOMPARE(house.page->current(), house.second);
    }

    void sayWhatToDoWithoutConnections()
    {
        FakeContext context;
        Gui::Theme theme;
        ConnectionsPage page(&context, &theme);
        page.show();
        QVERIFY(within<QWidget>(&page, "noConnections")->isVisible());
        for (const char *name : {"editConnection", "deleteConnection", "testConnection", "toggleConnection"})
            QVERIFY(!within<QAction>(&page, name)->isEnabled());
        click(&page, "emptyConnect");
        QVERIFY(within<QDialog>(&page, "profileDialog")->isVisible());
    }

    void everythingByKeyboard()
    {
        PageHouse house;
        QStringList &orders = house.context.orders;
        QCOMPARE(QAccessible::queryAccessibleInterface(within<QToolButton>(house.page.get(), "toggleConnectionButton"))
                     ->text(QAccessible::Name),
                 QStringLiteral("Disconnect"));
        QTest::keyClick(house.table(), Qt::Key_Down);
        QCOMPARE(house.page->current(), house.second);
        QTest::keyClick(house.table(), Qt::Key_Space);
        QCOMPARE(next(orders), QStringLiteral("disconnect %1").arg(house.second));
        house.context.setStatus(house.second, State::Offline, Code::None);
        QTest::keyClick(house.table(), Qt::Key_Space);
        QCOMPARE(next(orders), QStringLiteral("connect %1").arg(house.second));
        QTest::keyClick(house.table(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(next(orders), QStringLiteral("duplicate %1").arg(house.second));

        QTest::keyClick(house.table(), Qt::Key_F2);
        auto *editor = within<QLineEdit>(house.page.get(), "nameEditor");
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("my lab"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!orders.isEmpty());
        QCOMPARE(next(orders), QStringLiteral("update %1 ").arg(house.second));
        QCOMPARE(house.context.service.updated.name, QStringLiteral("my lab"));
        QVERIFY(!house.page->findChild<QDialog *>());

        QTest::keyClick(house.table(), Qt::Key_Return);
        QPointer<QDialog> form = within<QDialog>(house.page.get(), "profileDialog");
        QVERIFY(form->windowTitle().contains(QStringLiteral("lab")));
        QTest::keyClick(form, Qt::Key_Escape);
        QTRY_VERIFY(!form);
        house.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(house.page.get()));
        house.table()->setFocus();
        QTest::keyClick(house.table(), Qt::Key_Insert);
        QVERIFY(within<QLineEdit>(house.page.get(), "profileApplications")->isVisible());
    }

    void theSpaceBarPressesTheButtonWithFocus()
    {
        PageHouse house;
        auto *button = within<QToolButton>(house.page.get(), "testConnectionButton");
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QTRY_COMPARE(house.context.orders.size(), 1);
        QVERIFY(next(house.context.orders).startsWith(QStringLiteral("test")));
    }

    void aSandboxCannotBeChanged()
    {
        PageHouse house;
        house.context.sandboxes = {house.second};
        Q_EMIT house.context.profilesChanged();
        house.page->choose(house.second);
        for (const char *name :
             {"editConnection", "renameConnection", "anotherKey", "duplicateConnection", "deleteConnection"})
            QVERIFY2(!within<QAction>(house.page.get(), name)->isEnabled(), name);
        for (const int key : {Qt::Key_F2, Qt::Key_Delete, Qt::Key_Return})
            QTest::keyClick(house.table(), Qt::Key(key));
        QVERIFY(!house.page->findChild<QDialog *>());
        house.page->choose(house.first);
        QVERIFY(within<QAction>(house.page.get(), "editConnection")->isEnabled());
    }

    void aKeptKeyThatGoesElsewhereIsAnnounced()
    {
        House house;
        Domain::Profile saved;
        saved.id = QUuid::createUuid();
        saved.name = QStringLiteral("lab");
        saved.mqtt = {QStringLiteral("lab.example"), 8883, Domain::TrustPolicy::system()};
        saved.applications = {QStringLiteral("bench")};
        house.dialog->edit(saved);
        auto *note = house.find<QLabel>("profileKeyNote");
        QVERIFY(!note->text().contains(QStringLiteral("other.example")));
        house.type("profileAddress", QStringLiteral("other.example"));
        QVERIFY(note->text().contains(QStringLiteral("other.example")));
        house.type("keyField", QStringLiteral("new"));
        QVERIFY(!note->text().contains(QStringLiteral("other.example")));
    }

    void deletingNamesWhatIsLost()
    {
        PageHouse house;
        house.context.networks[house.first].counters.storedEvents = 12'480;
        QTest::keyClick(house.table(), Qt::Key_Delete);
        auto *box = within<QMessageBox>(house.page.get(), "deleteConnectionBox");
        auto *history = within<QCheckBox>(box, "deleteHistoryToo");
        QVERIFY(history->text().contains(QStringLiteral("12\u2009480")));
        QVERIFY(!history->isChecked());
        QVERIFY(box->informativeText().contains(QStringLiteral("/home/me/history.db")));
        history->setChecked(true);
        QVERIFY(!box->informativeText().contains(QStringLiteral("history.db")));
        click(box, "confirmButton");
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("delete %1 1").arg(house.first)});
    }

    void deletingCanBeCancelled()
    {
        PageHouse house;
        QTest::keyClick(house.table(), Qt::Key_Delete);
        auto *box = within<QMessageBox>(house.page.get(), "deleteConnectionBox");
        QTest::keyClick(box, Qt::Key_Return); // the harmless button is the default
        QTRY_VERIFY(!box->isVisible());
        QVERIFY(house.context.orders.isEmpty());
    }

    void importsAndExports()
    {
        PageHouse house;
        QSignalSpy noted(house.page.get(), &Gui::Page::noted);
        const auto pick = [&](const char *dialog, const QString &path) {
            Q_EMIT within<QFileDialog>(house.page.get(), dialog)->fileSelected(path);
        };
        house.press("importConnectionButton");
        pick("importDialog", QStringLiteral("/tmp/a.json"));
        QCOMPARE(next(house.context.orders), QStringLiteral("import /tmp/a.json"));
        Domain::Problem problem{Code::ConnectionFileInvalid, {QStringLiteral("/tmp/a.json")}};
        Q_EMIT house.context.service.imported(QStringLiteral("/tmp/a.json"), 0, false, problem);
        QVERIFY(within<QWidget>(house.page.get(), "noticeBar")->isVisible());
        QVERIFY(noted.isEmpty());

        house.press("importConnectionButton");
        QVERIFY(!within<QWidget>(house.page.get(), "noticeBar")->isVisible());
        pick("importDialog", QStringLiteral("/tmp/b.json"));
        Q_EMIT house.context.service.imported(QStringLiteral("/tmp/b.json"), house.second, false, {});
        QCOMPARE(noted.size(), 1);
        QCOMPARE(house.page->current(), house.second);
        QVERIFY(within<QDialog>(house.page.get(), "credentialDialog")->isVisible());
        house.context.orders.clear();

        house.press("exportConnectionButton");
        pick("exportConnectionDialog", QStringLiteral("/tmp/c.json"));
        QCOMPARE(next(house.context.orders), QStringLiteral("export %1 /tmp/c.json").arg(house.second));
        Q_EMIT house.context.service.exported(QStringLiteral("/tmp/c.json"), {});
        QCOMPARE(noted.size(), 2);
    }

    // --- The test of a connection ---

    void showsEachStepOfATest()
    {
        PageHouse house;
        QTest::keyClick(house.table(), Qt::Key_T, Qt::ControlModifier);
        auto *dialog = within<ConnectionTestDialog>(house.page.get(), "connectionTestDialog");
        TestSupport::FakeTest *test = house.context.service.lastTest;
        QVERIFY(test->started && dialog->isRunning());
        const auto text = [&](const char *name) { return within<QLabel>(dialog, name)->text(); };
        const QString running = text("testVerdict");
        test->set(0, StepState::Passed);
        QCOMPARE(text("stepState0"), QStringLiteral("passed"));
        QVERIFY(text("stepTime0").contains(u'7'));
        for (int step = 1; step < 4; ++step)
            test->set(step, StepState::Passed);
        test->set(4, StepState::Listening);
        QCOMPARE(text("testVerdict"), running);
        test->set(4, StepState::Unproven);
        test->finish();
        const QString unproven = text("testVerdict");
        QVERIFY(unproven != running && !dialog->isRunning());
        QVERIFY(text("stepAdvice4").contains(QStringLiteral("RIGHT_APPLICATION_TRAFFIC_READ")));
        click(dialog, "testAgain");
        test = house.context.service.lastTest;
        QCOMPARE(text("stepState0"), QString());
        for (int step = 0; step < 5; ++step)
            test->set(step, StepState::Passed);
        test->finish();
        QVERIFY(text("testVerdict") != unproven && text("testVerdict") != running);
    }

    void saysWhereATestFails()
    {
        PageHouse house;
        QTest::keyClick(house.table(), Qt::Key_T, Qt::ControlModifier);
        auto *dialog = within<ConnectionTestDialog>(house.page.get(), "connectionTestDialog");
        TestSupport::FakeTest *test = house.context.service.lastTest;
        test->set(0, StepState::Passed);
        test->set(1, StepState::Failed, {Code::ConnectionRefused, {QStringLiteral("a"), QStringLiteral("1")}});
        for (int step = 2; step < 5; ++step)
            test->set(step, StepState::Skipped);
        test->finish();
        const auto text = [&](const char *name) { return within<QLabel>(dialog, name)->text(); };
        QVERIFY(text("testVerdict").contains(text("stepTitle1")));
        QVERIFY(text("stepSentence1").contains(QStringLiteral("refused")));
        QVERIFY(!text("stepAdvice1").isEmpty());
        QCOMPARE(within<QLabel>(dialog, "stepSentence1")->textFormat(), Qt::PlainText);
    }

    void aTestCanBeCancelled()
    {
        PageHouse house;
        QTest::keyClick(house.table(), Qt::Key_T, Qt::ControlModifier);
        QPointer<ConnectionTestDialog> dialog = within<ConnectionTestDialog>(house.page.get(), "connectionTestDialog");
        house.context.service.lastTest->set(0, StepState::Running);
        click(dialog, "testClose");
        QVERIFY(!house.context.service.lastTest);
        QVERIFY(!dialog->isRunning());
        QCOMPARE(within<QLabel>(dialog, "stepState0")->text(), QStringLiteral("cancelled"));
        house.theme.setMode(Gui::Theme::Mode::Dark);
        click(dialog, "testClose");
        QTRY_VERIFY(!dialog);
    }

    // --- Welcome ---

    void welcomeHasThreeWays()
    {
        Gui::WelcomePage page;
        page.show();
        QSignalSpy sandbox(&page, &Gui::WelcomePage::sandboxRequested);
        QSignalSpy network(&page, &Gui::WelcomePage::connectRequested);
        QSignalSpy file(&page, &Gui::WelcomePage::importRequested);
        click(&page, "welcomeSandbox");
        click(&page, "welcomeConnect");
        click(&page, "welcomeImport");
        QCOMPARE(sandbox.size() + network.size() + file.size(), 3);
    }

    void everyControlHasAName()
    {
        PageHouse house;
        House form;
        form.fillOwn();
        QTest::keyClick(house.table(), Qt::Key_T, Qt::ControlModifier);
        for (QWidget *root : {static_cast<QWidget *>(house.page.get()), static_cast<QWidget *>(form.dialog.get())}) {
            for (const QWidget *widget : root->findChildren<QWidget *>()) {
                if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()
                    || widget->objectName().startsWith(QStringLiteral("qt_")))
                    continue;
                const QAccessibleInterface *control
                    = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
                QVERIFY2(control && !control->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
                QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            }
        }
    }
};

TTN_GUI_TEST_MAIN(TestConnections)
#include "tst_connections.moc"
