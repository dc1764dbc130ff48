// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deviceactivity.h"
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/fakes/guitest.h"
#include "tests/fakes/sampledevices.h"
#include "ui/common/hexfield.h"
#include "ui/common/secretclipboard.h"
#include "ui/common/theme.h"
#include "ui/device/devicepage.h"
#include "ui/device/factlist.h"
#include "ui/live/livepage.h"
#include "ui/preferences/preferences.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>

using Gui::DevicePage;
using Models::DeviceField;
using Models::DeviceSection;
using TestSupport::FakeContext;
using TestSupport::FakeNetwork;
using TestSupport::joiningDevice;
using TestSupport::personalizedDevice;
using Code = Domain::Problem::Code;

namespace {

const QString ReadKeys = QStringLiteral("device orchard field-01 keys");
const QString AppKey = QStringLiteral("00112233445566778899AABBCCDDEEFF");

/// A page over a fake network, in a window, read.
struct House
{
    explicit House(const Domain::Device &device = joiningDevice(),
                   const std::function<void(FakeNetwork &)> &prepare = {})
        : activity(&context.log, &context.names)
    {
        network->deviceApi.add(device);
        if (prepare)
            prepare(*network);
        context.services = network;
        const Domain::ProfileRef profile
            = context.addNetwork(QStringLiteral("Sandbox v3"), {QStringLiteral("orchard")});
        page = std::make_unique<DevicePage>(&context, &activity, &theme, Gui::Scope{profile, QStringLiteral("orchard")},
                                            device.id);
        page->resize(1'000, 800);
        page->show();
    }
    bool wait()
    {
        return QTest::qWaitForWindowActive(page.get())
            && QTest::qWaitFor([this] { return page->editor().state() == Models::DeviceEditor::State::Ready; });
    }
    template <typename T>
    T *find(const char *name) const
    {
        auto *found = page->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    [[nodiscard]] QString text(const char *label) const { return find<QLabel>(label)->text(); }
    void click(const char *button) const { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }
    void type(const char *field, const QString &text) const
    {
        auto *line = find<QLineEdit>(field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }

    std::shared_ptr<FakeNetwork> network = std::make_shared<FakeNetwork>();
    Gui::Theme theme;
    FakeContext context;
    Models::DeviceActivity activity;
    std::unique_ptr<DevicePage> page;
};

} // namespace

class TestDevicePage : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QApplication::clipboard()->clear(); }

    void saysWhatThereIs()
    {
        House house;
        QVERIFY(house.wait());
        QCOMPARE(house.text("deviceTitle"), QStringLiteral("field-01"));
        QCOMPARE(house.text("deviceName"), QStringLiteral("Soil probe by the gate"));
        QCOMPARE(house.text("deviceState"), QStringLiteral("never seen"));
        QStringList words;
        const auto labels = house.find<QWidget>("deviceOverview")->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            words << label->text();
        QVERIFY(words.contains(QStringLiteral("70 B3 D5 7E  D0 00 00 01")));
        QVERIFY(words.contains(QStringLiteral("LoRaWAN 1.0.3")));
        QVERIFY(words.contains(QStringLiteral("JoinEUI (AppEUI)")));
        QVERIFY(house.find<QWidget>("halfMadeText")->isHidden() || !house.find<QWidget>("halfMadeText")->isVisible());
    }

    void whatCannotBeReadSaysWhy()
    {
        House house(joiningDevice(), [](FakeNetwork &network) {
            network.desk.refuse(
                QStringLiteral("device "),
                {Code::DeviceNotFound, {QStringLiteral("field-01"), QStringLiteral("orchard")}, {}, {}, false});
        });
        QTRY_COMPARE(house.page->editor().state(), Models::DeviceEditor::State::Failed);
        QTRY_VERIFY(house.find<QLabel>("stateTitle")->isVisible());
        QVERIFY(house.text("stateTitle").contains(QStringLiteral("no such device")));
        house.network->desk.allow();
        house.click("stateAction");
        QTRY_VERIFY(house.find<QListWidget>("deviceSections")->isVisible());

        House offline;
        offline.context.services.reset();
        Q_EMIT offline.context.networksChanged(offline.context.profiles().front());
        QCOMPARE(offline.page->editor().state(), Models::DeviceEditor::State::Offline);
    }

    void theKeyboardWaitsForTheSections()
    {
        House house;
        house.page->takeFocus(); // as when it is opened: nothing was read yet
        QVERIFY(house.wait());
        QTRY_VERIFY(house.find<QListWidget>("deviceSections")->hasFocus());
    }

    void keyboardGoesThroughTheSections()
    {
        House house;
        QVERIFY(house.wait());
        house.page->takeFocus();
        auto *list = house.find<QListWidget>("deviceSections");
        QTRY_VERIFY(list->hasFocus());
        for (int i = 1; i < Models::DeviceSectionCount; ++i) {
            QTest::keyClick(list, Qt::Key_Down);
            QCOMPARE(int(house.page->section()), i);
        }
        QCOMPARE(house.network->desk.count(ReadKeys), 1); // only because Keys was shown
    }

    void keysAreQuiet()
    {
        House house;
        QVERIFY(house.wait());
        QVERIFY(house.network->desk.count(ReadKeys) == 0);
        house.page->showSection(DeviceSection::Keys);
        QTRY_COMPARE(house.page->editor().keys(), Models::DeviceEditor::Keys::Read);
        auto *line = house.find<QLineEdit>("deviceAppKeyLine");
        QCOMPARE(line->text(), AppKey);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        house.click("deviceAppKeyReveal");
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
        // Out of sight it hides itself.
        house.page->showSection(DeviceSection::Overview);
        house.page->showSection(DeviceSection::Keys);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QVERIFY(!house.page->findChild<QWidget *>(QStringLiteral("deviceNwkKey"))); // nobody is asked for it
    }

    void keysAreCopiedUnseen()
    {
        House house;
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::Keys);
        QTRY_COMPARE(house.page->editor().keys(), Models::DeviceEditor::Keys::Read);
        QSignalSpy noted(house.page.get(), &DevicePage::noted);
        auto *copy = house.find<QToolButton>("deviceAppKeyCopy");
        const auto choose = [copy](int index) { copy->menu()->actions().at(index)->trigger(); };
        copy->click();
        QCOMPARE(QApplication::clipboard()->text(), AppKey);
        QVERIFY(!noted.takeFirst().first().toString().contains(AppKey));
        choose(1);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("FFEEDDCCBBAA99887766554433221100"));
        choose(2);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("{ 0x00, 0x11, ")));
        QCOMPARE(house.find<QLineEdit>("deviceAppKeyLine")->echoMode(), QLineEdit::Password);
    }

    void secretsLeaveTheClipboard()
    {
        Gui::SecretClipboard &secrets = Gui::SecretClipboard::instance();
        const auto before = secrets.lifetime();
        QClipboard *clipboard = QApplication::clipboard();
        secrets.setLifetime(std::chrono::milliseconds(1));
        secrets.copy(QStringLiteral("secret"));
        QTRY_VERIFY(clipboard->text().isEmpty());
        // What was copied meanwhile stays.
        secrets.copy(QStringLiteral("secret"));
        clipboard->setText(QStringLiteral("a poem"));
        secrets.clear();
        QCOMPARE(clipboard->text(), QStringLiteral("a poem"));
        secrets.setLifetime(std::chrono::milliseconds(0));
        secrets.copy(QStringLiteral("for good"));
        QTest::qWait(5);
        QCOMPARE(clipboard->text(), QStringLiteral("for good"));
        QVERIFY(secrets.copiedNote(QStringLiteral("AppKey")).contains(QStringLiteral("stays")));
        secrets.setLifetime(before);
    }

    void clipboardPreferenceIsKept()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        {
            Gui::Preferences preferences(&settings, nullptr);
            QCOMPARE(preferences.clipboardMinutes(), 1);
            preferences.setClipboardMinutes(0);
        }
        QCOMPARE(Gui::Preferences(&settings, nullptr).clipboardMinutes(), 0);
        settings.setValue(QStringLiteral("window/clipboardMinutes"), -7);
        QCOMPARE(Gui::Preferences(&settings, nullptr).clipboardMinutes(), 0);
    }

    void withoutTheRightNoKeys()
    {
        House house(joiningDevice(), [](FakeNetwork &network) { network.may = Domain::Right::ViewDevices; });
        QVERIFY(house.wait());
        QTRY_VERIFY(!house.page->editor().readOnlyReason(DeviceField::Name).isEmpty());
        house.page->showSection(DeviceSection::Keys);
        QTRY_VERIFY(house.text("keysText").contains(QStringLiteral("READ_KEYS")));
        QCOMPARE(house.network->desk.count(ReadKeys), 0); // it would be in vain
        QVERIFY(house.text("keysText").contains(QStringLiteral("collaborator"))); // who can give it
        QVERIFY(house.find<QLineEdit>("deviceAppKeyLine")->isReadOnly());
        house.page->showSection(DeviceSection::General);
        QVERIFY(house.find<QLineEdit>("deviceName")->isReadOnly());
        const auto notes = house.page->findChildren<QLabel *>(QStringLiteral("sectionNote"));
        QVERIFY(std::any_of(notes.begin(), notes.end(), [](const QLabel *note) {
            return note->isVisible() && note->text().contains(QStringLiteral("DEVICES_WRITE"));
        }));
        QVERIFY(!house.find<QAction>("deleteDeviceAction")->isEnabled());
        // What is only refused when it is asked for is told, too.
        House refused(joiningDevice(),
                      [](FakeNetwork &network) { network.desk.refuse(ReadKeys, Code::RightsMissing); });
        QVERIFY(refused.wait());
        refused.page->showSection(DeviceSection::Keys);
        QTRY_VERIFY(refused.text("keysText").contains(QStringLiteral("READ_KEYS")));
    }

    void savesWithTheKeyboard()
    {
        House house;
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::General);
        QSignalSpy changes(house.page.get(), &DevicePage::changesChanged);
        house.type("deviceName", QStringLiteral("New name"));
        QVERIFY(house.page->hasChanges());
        QCOMPARE(changes.count(), 1);
        QVERIFY(house.find<QLabel>("deviceNameMark")->isVisible());
        QCOMPARE(house.find<QListWidget>("deviceSections")->item(int(DeviceSection::General))->text(),
                 QStringLiteral("General •"));
        QSignalSpy changed(house.page.get(), &DevicePage::changed);
        QTest::keyClick(house.find<QLineEdit>("deviceName"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(house.network->deviceApi.changes.size(), 1);
        QCOMPARE(house.network->deviceApi.changes.first().name, QStringLiteral("New name"));
        QVERIFY(!house.network->deviceApi.changes.first().description
                && !house.network->deviceApi.changes.first().radio);
        QVERIFY(!house.page->hasChanges());
        QVERIFY(!house.find<QPushButton>("saveDeviceButton")->isEnabled());
        house.type("deviceName", QStringLiteral("Again"));
        QTest::keyClick(house.find<QLineEdit>("deviceName"), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(changed.count(), 2);
    }

    void mistakesAreSaidAsOneTypes()
    {
        House house;
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::General);
        house.type("deviceSerialNumber", QStringLiteral("AB"));
        QVERIFY(house.find<QLabel>("deviceSerialNumberError")->isVisible());
        QVERIFY(!house.find<QPushButton>("saveDeviceButton")->isEnabled());
        house.type("deviceSerialNumber", QStringLiteral("ab-12"));
        QVERIFY(!house.find<QLabel>("deviceSerialNumberError")->isVisible());
        QVERIFY(house.find<QPushButton>("saveDeviceButton")->isEnabled());
        house.page->showSection(DeviceSection::Session);
        house.type("deviceFCntUp", QStringLiteral("5000"));
        QVERIFY(house.text("deviceFCntUpWarning").contains(QStringLiteral("Frames are lost")));
    }

    void refusalsStandBesideTheirField()
    {
        House house;
        QVERIFY(house.wait());
        house.network->desk.refuse(
            QStringLiteral("changeDevice"),
            {Code::FieldInvalid, {QStringLiteral("name"), QStringLiteral("is odd")}, {}, {}, false});
        house.page->showSection(DeviceSection::General);
        house.type("deviceName", QStringLiteral("odd"));
        house.page->showSection(DeviceSection::Location);
        house.click("saveDeviceButton");
        QTRY_VERIFY(house.find<QLabel>("deviceNameError")->isVisible()); // its section comes to the front
        QVERIFY(house.text("deviceNameError").contains(QStringLiteral("is odd")));
        QVERIFY(house.find<QWidget>("deviceNotice")->isVisible());
        QCOMPARE(house.find<QLineEdit>("deviceName")->text(), QStringLiteral("odd"));
    }

    void somebodyElseWasFaster()
    {
        House house;
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::General);
        house.type("deviceName", QStringLiteral("mine"));
        house.network->deviceApi.registered[QStringLiteral("orchard")][QStringLiteral("field-01")].name
            = QStringLiteral("theirs");
        house.click("saveDeviceButton");
        QTRY_VERIFY(house.find<QWidget>("deviceNotice")->isVisible());
        const auto labels = house.find<QWidget>("deviceNotice")->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text().contains(QStringLiteral("“theirs” now"));
        }));
        QVERIFY(house.network->deviceApi.changes.isEmpty());
        QSignalSpy changed(house.page.get(), &DevicePage::changed);
        house.click("saveDeviceButton");
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(!house.find<QWidget>("deviceNotice")->isVisible());
    }

    void undoAndBack()
    {
        House house;
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::General);
        house.type("deviceName", QStringLiteral("other"));
        house.click("undoDeviceButton");
        QCOMPARE(house.find<QLineEdit>("deviceName")->text(), QStringLiteral("Soil probe by the gate"));
        QVERIFY(!house.page->hasChanges());
        QCOMPARE(house.find<QPushButton>("undoDeviceButton")->text(), QStringLiteral("Bring changes back"));
        house.click("undoDeviceButton");
        QCOMPARE(house.find<QLineEdit>("deviceName")->text(), QStringLiteral("other"));
    }

    void leavingAsksFirst()
    {
        House house;
        QVERIFY(house.wait());
        QSignalSpy closed(house.page.get(), &DevicePage::closed);
        house.page->showSection(DeviceSection::General);
        house.type("deviceName", QStringLiteral("other"));
        const auto answer = [&house](const char *button) {
            QTest::keyClick(house.find<QLineEdit>("deviceName"), Qt::Key_Escape);
            auto *box = house.find<QMessageBox>("leaveDeviceBox");
            auto *found = box->findChild<QAbstractButton *>(QLatin1String(button));
            QVERIFY(found);
            QTest::mouseClick(found, Qt::LeftButton);
            QTRY_VERIFY(!house.page->findChild<QMessageBox *>(QStringLiteral("leaveDeviceBox")));
        };
        answer("cancelButton");
        QCOMPARE(closed.count(), 0);
        QVERIFY(house.page->hasChanges());
        answer("saveButton");
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(house.network->deviceApi.changes.size(), 1);
        house.type("deviceName", QStringLiteral("yet another"));
        answer("discardButton");
        QCOMPARE(closed.count(), 2);
        QCOMPARE(house.network->deviceApi.changes.size(), 1);
        // Without changes nobody is asked.
        QTest::keyClick(house.find<QLineEdit>("deviceName"), Qt::Key_Escape);
        QCOMPARE(closed.count(), 3);
    }

    void savingCanBeStopped()
    {
        House house(joiningDevice(), [](FakeNetwork &network) { network.desk.hold(QStringLiteral("changeDevice")); });
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::General);
        house.type("deviceName", QStringLiteral("other"));
        house.click("saveDeviceButton");
        QTRY_VERIFY(house.network->desk.count(QStringLiteral("changeDevice")) == 1);
        QCOMPARE(house.text("deviceWork"), QStringLiteral("Saving…"));
        QVERIFY(house.find<QLineEdit>("deviceName")->isReadOnly());
        house.click("cancelWorkButton");
        QVERIFY(house.network->desk.cancelled.contains(QStringLiteral("changeDevice orchard field-01")));
        QVERIFY(!house.find<QLineEdit>("deviceName")->isReadOnly());
        QVERIFY(house.page->hasChanges());
    }

    void resetSaysWhatIsLost()
    {
        House house;
        QVERIFY(house.wait());
        house.find<QAction>("resetDeviceAction")->trigger();
        auto *box = house.find<QMessageBox>("resetDeviceBox");
        QVERIFY(box->informativeText().contains(QStringLiteral("joins again")));
        auto *nonces = house.find<QCheckBox>("resetNoncesBox");
        QVERIFY(!nonces->isChecked());
        QTest::mouseClick(nonces, Qt::LeftButton, {}, QPoint(5, nonces->height() / 2));
        QVERIFY(box->informativeText().contains(QStringLiteral("nonces")));
        QTest::mouseClick(box->findChild<QAbstractButton *>(QStringLiteral("confirmButton")), Qt::LeftButton);
        QTRY_VERIFY(house.network->desk.calls.contains(QStringLiteral("resetDevice orchard field-01 nonces")));

        House abp(personalizedDevice());
        QVERIFY(abp.wait());
        abp.find<QAction>("resetDeviceAction")->trigger();
        QVERIFY(!abp.page->findChild<QCheckBox *>(QStringLiteral("resetNoncesBox")));
    }

    void joinsAreExplained()
    {
        Domain::Device device = joiningDevice();
        device.devAddr.reset();
        House house(device);
        QVERIFY(house.wait());
        QVERIFY(!house.network->stream); // not before somebody looks
        house.page->showSection(DeviceSection::Joining);
        QTRY_VERIFY(house.network->stream);
        QCOMPARE(house.text("joinTitle"), QStringLiteral("No join reached this application."));
        QVERIFY(!house.find<QPushButton>("resetNoncesButton")->isVisible());
        Domain::NetworkEvent event;
        event.name = QStringLiteral("ns.up.join.cluster.fail");
        event.device = device.id;
        event.time = QDateTime::currentDateTimeUtc();
        event.json = "{\"data\":{\"name\":\"reuse_dev_nonce\"}}";
        Q_EMIT house.network->stream->arrived({event});
        QCOMPARE(house.text("joinTitle"), QStringLiteral("The device uses a DevNonce that was used before."));
        QVERIFY(house.find<QWidget>("joinAttempts")->isVisible());
        house.click("resetNoncesButton");
        QVERIFY(house.find<QCheckBox>("resetNoncesBox")->isChecked());
        house.find<QMessageBox>("resetDeviceBox")->close();
        // What the stream says of itself is said, too.
        house.network->stream->now = Domain::NetworkEvents::State::Refused;
        house.network->stream->why = {Code::RightsMissing, {}, {}, {}, false};
        Q_EMIT house.network->stream->stateChanged();
        QVERIFY(house.text("joinListening").contains(QStringLiteral("cannot be watched")));
    }

    void coordinatesCanBePasted()
    {
        House house;
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::Location);
        auto *latitude = house.find<QLineEdit>("deviceLatitude");
        latitude->setFocus();
        latitude->clear();
        QApplication::clipboard()->setText(QString::fromUtf8("52°22'12\"N 4°53'24\"E"));
        QTest::keySequence(latitude, QKeySequence(QKeySequence::Paste));
        QCOMPARE(latitude->text(), QStringLiteral("52.37"));
        QCOMPARE(house.find<QLineEdit>("deviceLongitude")->text(), QStringLiteral("4.89"));
        house.click("copyMapButton");
        QVERIFY(
            QApplication::clipboard()->text().startsWith(QStringLiteral("https://www.openstreetmap.org/?mlat=52.37")));
        house.click("removePlaceButton");
        QVERIFY(latitude->text().isEmpty());
        QVERIFY(!house.page->hasChanges()); // it had none
    }

    void choicesShowWhatIsAssumed()
    {
        House house;
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::Mac);
        QTRY_COMPARE(house.find<QLineEdit>("deviceRx2Frequency")->placeholderText(),
                     QStringLiteral("869.525, by the band"));
        QVERIFY(!house.find<QLineEdit>("deviceAdrMargin")->isVisible());
        auto *adr = house.find<QComboBox>("deviceAdr");
        adr->setFocus();
        QTest::keyClick(adr, Qt::Key_Down); // the next choice: dynamic
        QVERIFY(house.find<QLineEdit>("deviceAdrMargin")->isVisible());
        QCOMPARE(house.page->editor().draft().text(DeviceField::Adr), QStringLiteral("dynamic"));
        house.page->showSection(DeviceSection::General);
        QTRY_COMPARE(house.find<QComboBox>("deviceFrequencyPlan")->count(), 3);
    }

    void generationsDiffer()
    {
        Domain::Device device = personalizedDevice();
        device.radio.reset();
        House house(device, [](FakeNetwork &network) { network.has = FakeNetwork::v2(); });
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::General);
        QVERIFY(!house.page->findChild<QWidget *>(QStringLiteral("deviceName"))
                || !house.page->findChild<QLineEdit *>(QStringLiteral("deviceName")));
        QVERIFY(!house.find<QLineEdit>("deviceDevEuiLine")->isReadOnly());
        QVERIFY(house.find<QLineEdit>("deviceActivationConstraints")->isVisible());
        house.page->showSection(DeviceSection::Mac);
        QVERIFY(!house.find<QAction>("resetDeviceAction")->isVisible());
        House v3;
        QVERIFY(v3.wait());
        v3.page->showSection(DeviceSection::General);
        QVERIFY(v3.find<QLineEdit>("deviceDevEuiLine")->isReadOnly());
    }

    void halfMadeCanBeFinishedOrRemoved()
    {
        Domain::Device device = joiningDevice();
        device.radio.reset();
        device.missingAt = {QStringLiteral("Network Server")};
        House house(device);
        QVERIFY(house.wait());
        QVERIFY(house.text("halfMadeText").contains(QStringLiteral("Network Server")));
        QSignalSpy deletion(house.page.get(), &DevicePage::deletionRequested);
        house.click("removeRestButton");
        QCOMPARE(deletion.count(), 1);
        house.click("finishButton");
        QCOMPARE(house.page->section(), DeviceSection::General);
        QVERIFY(house.network->deviceApi.changes.isEmpty());
        auto *plan = house.find<QComboBox>("deviceFrequencyPlan");
        QTRY_VERIFY(plan->findData(QStringLiteral("EU_863_870_TTN")) >= 0);
        QVERIFY(house.find<QLabel>("deviceFrequencyPlanError")->isVisible());
        plan->setCurrentIndex(plan->findData(QStringLiteral("EU_863_870_TTN")));
        auto *version = house.find<QComboBox>("deviceMacVersion");
        version->setCurrentIndex(version->findData(QStringLiteral("MAC_V1_0_3")));
        QTRY_VERIFY(house.find<QPushButton>("saveDeviceButton")->isEnabled()); // the third is the only one that fits
        house.click("saveDeviceButton");
        QTRY_COMPARE(house.network->deviceApi.changes.size(), 1);
        QVERIFY(house.network->deviceApi.changes.first().radio->supportsJoin);
    }

    /// Where nothing has to be filled in, one click does it; a refusal leaves the way open.
    void halfMadeIsFinishedAtOnce()
    {
        Domain::Device device = joiningDevice();
        device.missingAt = {QStringLiteral("Application Server")};
        House house(device);
        QVERIFY(house.wait());
        QVERIFY(house.text("halfMadeText").contains(QStringLiteral("Application Server")));
        QCOMPARE(house.find<QPushButton>("saveDeviceButton")->text(), QStringLiteral("Finish"));
        house.network->desk.refuseNext(QStringLiteral("changeDevice"),
                                       {{Code::ServerFault, {}, QStringLiteral("out of tea"), {}, true}});
        house.click("finishButton");
        QTRY_COMPARE(house.network->desk.count(QStringLiteral("changeDevice")), 1);
        QTRY_VERIFY(house.find<QWidget>("finishButton")->isEnabled());
        QVERIFY(house.find<QWidget>("halfMadeText")->isVisible());
        house.network->deviceApi.registered[device.application][device.id].missingAt.clear();
        house.click("finishButton");
        QTRY_COMPARE(house.network->deviceApi.changes.size(), 1);
        QTRY_VERIFY(!house.find<QWidget>("halfMadeText")->isVisible());
        QCOMPARE(house.find<QPushButton>("saveDeviceButton")->text(), QStringLiteral("Save"));
    }

    /// The log holds the newest events only; the join may lie far behind them.
    void theLastJoinIsLookedForInTheHistory()
    {
        House house;
        QVERIFY(house.wait());
        auto &reader = house.context.networks.begin()->second.reader;
        house.page->showSection(DeviceSection::Joining);
        QTRY_COMPARE(reader.scansAsked.size(), std::size_t(1));
        QCOMPARE(reader.scansAsked.front().wanted, 1);
        const Domain::FilterSpec asked
            = Domain::FilterSpec::parse(QStringLiteral("app:orchard device:field-01 kind:join")).spec;
        QVERIFY(reader.scansAsked.front().filter == asked);
        // Nothing in the first stretch: it goes on behind it.
        Domain::ScanPage none;
        none.nextSeq = 4'000;
        reader.scansAsked.front().source.deliver(none);
        QTRY_COMPARE(reader.scansAsked.size(), std::size_t(2));
        QCOMPARE(reader.scansAsked.back().beforeSeq, 4'000);
        Domain::ScanPage found;
        Domain::EventRecord join = TestSupport::uplink(17);
        join.kind = Domain::EventKind::Join;
        found.matches = {join};
        reader.scansAsked.back().source.deliver(found);
        const auto facts = [&house] {
            QStringList words;
            const auto labels = house.find<QWidget>("deviceJoining")->findChildren<QLabel *>();
            for (const QLabel *label : labels)
                words << label->text();
            return words;
        };
        QTRY_VERIFY(facts().contains(QStringLiteral("Last join heard here")));
        QCOMPARE(house.text("joinTitle"), QStringLiteral("The device has joined."));
        // Once, however often the section is shown.
        house.page->showSection(DeviceSection::Keys);
        house.page->showSection(DeviceSection::Joining);
        QTest::qWait(10);
        QCOMPARE(reader.scansAsked.size(), std::size_t(2));
    }

    void versionsBringTheirKeys()
    {
        House house;
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::General);
        auto *version = house.find<QComboBox>("deviceMacVersion");
        version->setCurrentIndex(version->findData(QStringLiteral("MAC_V1_1")));
        QVERIFY(house.find<QLabel>("devicePhyVersionError")->isVisible());
        house.page->showSection(DeviceSection::Keys);
        QTRY_VERIFY(house.find<Gui::HexField>("deviceNwkKey")->isVisible());
        house.click("deviceNwkKeyGenerate");
        QVERIFY(house.find<Gui::HexField>("deviceNwkKey")->value());
        QCOMPARE(house.page->editor().draft().changedFields().contains(DeviceField::NwkKey), true);
    }

    void onlyItsOwnEvents()
    {
        House house;
        const Domain::ProfileRef profile = house.context.profiles().front();
        house.context.log.append(TestSupport::batch(
            profile, TestSupport::uplinks(1, 5, house.context.names.internDevice(profile, "orchard", "field-01"))));
        house.context.log.append(TestSupport::batch(
            profile, TestSupport::uplinks(6, 9, house.context.names.internDevice(profile, "orchard", "field-02"))));
        QVERIFY(house.wait());
        house.page->showSection(DeviceSection::Live);
        auto *live = house.find<Gui::LivePage>("livePage");
        QTRY_COMPARE(live->log().rowCount(), 5);
        // Esc steps out of the log, too.
        QSignalSpy closed(house.page.get(), &DevicePage::closed);
        QTest::keyClick(live->view(), Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
        QSignalSpy requested(house.page.get(), &DevicePage::deviceRequested);
        house.find<QAction>("deviceLogAction")->trigger();
        QCOMPARE(requested.count(), 1);
    }
};

TTN_GUI_TEST_MAIN(TestDevicePage)
#include "tst_devicepage.moc"
