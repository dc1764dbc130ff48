// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/firstsigns.h"
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/fakes/guitest.h"
#include "ui/common/hexfield.h"
#include "ui/common/theme.h"
#include "ui/registration/codereader.h"
#include "ui/registration/registrationwizard.h"
#include "ui/registration/registrationwork.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using Domain::Problem;
using Gui::HexField;
using Gui::RegistrationWizard;
using TestSupport::FakeContext;
using TestSupport::FakeNetwork;

namespace {

const QString Code = QStringLiteral("LW:D0:0000000000000000:70B3D57ED0C00001:002A0001:OOPEN123:SSN42:C1234");

class FakeCodes : public Gui::CodeReader
{
public:
    Domain::Call<Gui::CodesInPicture> read(const QImage &) override { return answer(); }
    Domain::Call<Gui::CodesInPicture> readFile(const QString &path) override
    {
        paths += path;
        return answer();
    }
    Domain::Call<Gui::CodesInPicture> answer() const
    {
        const Domain::CallSource<Gui::CodesInPicture> source;
        source.deliver(found);
        return source.call();
    }

    Gui::CodesInPicture found{true, {Code}};
    QStringList paths;
};

/// The wizard over an application of a fake network.
struct House
{
    explicit House(Domain::Generation generation = Domain::Generation::V3, const QString &copyOf = {})
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , network(std::make_shared<FakeNetwork>(FakeNetwork::of(generation)))
    {
        context.services = network;
        scope = {context.addNetwork(QStringLiteral("Sandbox"), {QStringLiteral("orchard")}), QStringLiteral("orchard")};
        if (!copyOf.isEmpty()) {
            Domain::Device other;
            other.application = QStringLiteral("orchard");
            other.id = copyOf;
            other.radio = Domain::RadioProfile{QStringLiteral("EU_863_870_TTN"),
                                               QStringLiteral("MAC_V1_0_2"),
                                               QStringLiteral("PHY_V1_0_2_REV_B"),
                                               true,
                                               false,
                                               false};
            other.description = QStringLiteral("North field");
            other.joinEui = Domain::Eui(1);
            other.devEui = Domain::Eui(2);
            network->deviceApi.add(other);
        }
        open(copyOf);
    }
    void open(const QString &copyOf = {})
    {
        wizard = new RegistrationWizard(&context, &theme, scope, nullptr, copyOf);
        wizard->setSettings(&settings);
        wizard->setCodeReader(&codes);
        wizard->show();
    }
    ~House() { delete wizard; }

    template <typename T>
    T *find(const char *name) const
    {
        T *found = wizard->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    void click(const char *name) const
    {
        auto *button = find<QAbstractButton>(name);
        // What stands beside the words of a choice is not part of it.
        const QPoint at = qobject_cast<QRadioButton *>(button) ? QPoint(10, button->height() / 2) : QPoint();
        QTest::mouseClick(button, Qt::LeftButton, {}, at);
    }
    void next() const { click("wizardNext"); }
    void type(const char *name, const QString &text) const
    {
        auto *line = find<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    void choose(const char *name, const QVariant &data) const
    {
        auto *box = find<QComboBox>(name);
        const int index = box->findData(data);
        if (index < 0)
            qFatal("%s has no such entry", name);
        box->setCurrentIndex(index);
    }
    QString text(const char *name) const { return find<QLabel>(name)->text(); }
    QString step() const { return text("stepTitle"); }
    bool visible(const char *name) const { return find<QWidget>(name)->isVisible(); }
    /// To the identity, by hand and with a plan.
    void goToIdentity() const
    {
        click("wayByHand");
        next();
        if (network->catalog()) {
            QTRY_VERIFY(find<QComboBox>("planBox")->count() > 1);
            choose("planBox", QStringLiteral("EU_863_870_TTN"));
        }
        next();
        QCOMPARE(step(), QStringLiteral("Identity and keys"));
    }
    /// Everything up to the check.
    void fillIn() const
    {
        goToIdentity();
        if (find<QLineEdit>("joinEuiLine")->text().isEmpty())
            type("joinEuiLine", QString(16, u'0'));
        type("devEuiLine", QStringLiteral("70-B3-D5-7E-D0-00-00-01"));
        click("appKeyGenerate");
        next();
        next();
        QCOMPARE(step(), QStringLiteral("Check"));
    }

    QTemporaryDir folder;
    QSettings settings;
    std::shared_ptr<FakeNetwork> network;
    FakeContext context;
    FakeCodes codes;
    Gui::Theme theme;
    Gui::Scope scope;
    QPointer<RegistrationWizard> wizard;
};

template <typename T>
T *part(QWidget &top, const char *name)
{
    return top.findChild<T *>(QLatin1String(name));
}

} // namespace

class TestRegistration : public GuiTestBase
{
    Q_OBJECT

private Q_SLOTS:
    void fieldCountsWhatIsTyped()
    {
        Gui::Theme theme;
        HexField field("eui", HexField::Kind::Eui, QStringLiteral("DevEUI"), &theme);
        field.show();
        QSignalSpy edited(&field, &HexField::edited);
        auto *line = part<QLineEdit>(field, "euiLine");
        auto *rule = part<QLabel>(field, "euiRule");
        QCOMPARE(line->accessibleName(), QStringLiteral("DevEUI"));
        QCOMPARE(rule->text(), QStringLiteral("16 hexadecimal digits, in any spelling."));
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("70-b3-d5"));
        QCOMPARE(edited.count(), 8);
        QCOMPARE(rule->text(), QStringLiteral("6 of 16 digits."));
        const QColor quiet = theme.color(Models::Meaning::Quiet);
        const QColor bad = theme.color(Models::Meaning::Bad);
        QCOMPARE(rule->palette().color(QPalette::WindowText), quiet); // one is typing
        QTest::keyClicks(line, QStringLiteral("-7e-d0-00-00-o1"));
        QCOMPARE(rule->text(), QStringLiteral("“o” at position 22 is no hexadecimal digit (0–9, A–F). Is it a zero?"));
        QCOMPARE(rule->palette().color(QPalette::WindowText), bad);
        QCOMPARE(line->accessibleDescription(), rule->text());
        QTest::keyClick(line, Qt::Key_Backspace);
        QTest::keyClick(line, Qt::Key_Backspace);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(rule->palette().color(QPalette::WindowText), bad); // one has gone on with 14 of 16 digits
        QTest::keyClicks(line, QStringLiteral("01"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(line->text(), QStringLiteral("70B3D57ED0000001"));
        QCOMPARE(field.value().eui(), Domain::Eui(0x70B3D57ED0000001));
    }

    void fieldReversesAndTakesItBack()
    {
        Gui::Theme theme;
        HexField field("eui", HexField::Kind::Eui, QStringLiteral("DevEUI"), &theme);
        field.show();
        auto *reverse = part<QToolButton>(field, "euiReverse");
        QVERIFY(!reverse->isEnabled());
        field.setText(QStringLiteral("{ 0x01, 0x00, 0x00, 0xD0, 0x7E, 0xD5, 0xB3, 0x70 }"));
        QVERIFY(part<QLabel>(field, "euiRule")->text().startsWith(QStringLiteral("Looks reversed")));
        QSignalSpy edited(&field, &HexField::edited);
        reverse->click();
        QCOMPARE(edited.count(), 1);
        QCOMPARE(field.text(), QStringLiteral("70B3D57ED0000001"));
        QVERIFY(part<QLabel>(field, "euiRule")->text().startsWith(QStringLiteral("16 ")));
        part<QLineEdit>(field, "euiLine")->undo();
        QCOMPARE(field.value().eui(), Domain::Eui(0x010000D07ED5B370));
    }

    void keysAreMasked()
    {
        Gui::Theme theme;
        HexField field("key", HexField::Kind::Key, QStringLiteral("AppKey"), &theme);
        field.show();
        auto *line = part<QLineEdit>(field, "keyLine");
        auto *reveal = part<QToolButton>(field, "keyReveal");
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        // A click shows it until the next one.
        reveal->click();
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
        QVERIFY(reveal->isChecked());
        reveal->click();
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QVERIFY(!reveal->isChecked());
        // Held: only as long.
        QTest::mousePress(reveal, Qt::LeftButton);
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
        QTest::qWait(450);
        QTest::mouseRelease(reveal, Qt::LeftButton);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QTest::keyClick(reveal, Qt::Key_Space);
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
    }

    void fieldSaysWhatOthersFound()
    {
        Gui::Theme theme;
        HexField field("key", HexField::Kind::Key, QStringLiteral("AppKey"), &theme);
        field.show();
        auto *rule = part<QLabel>(field, "keyRule");
        field.complain(true);
        QCOMPARE(rule->text(), QStringLiteral("32 hexadecimal digits are needed here."));
        field.setText(QString(32, u'A'));
        field.setMistake(QStringLiteral("Another device has it."));
        QCOMPARE(rule->text(), QStringLiteral("Another device has it."));
        auto *line = part<QLineEdit>(field, "keyLine");
        line->setFocus();
        QTest::keyClick(line, Qt::Key_Backspace);
        QCOMPARE(rule->text(), QStringLiteral("31 of 32 digits: half a byte is missing."));
        QSignalSpy generated(&field, &HexField::generateRequested);
        field.setGenerator(QStringLiteral("Generate"), QStringLiteral("A new one"));
        auto *button = part<QPushButton>(field, "keyGenerate");
        QCOMPARE(button->accessibleName(), QStringLiteral("AppKey: Generate"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(generated.count(), 1);
    }

    void byHandUntilItsFirstUplink()
    {
        House house;
        QSignalSpy registered(house.wizard, &RegistrationWizard::registered);
        QSignalSpy details(house.wizard, &RegistrationWizard::detailsRequested);
        QCOMPARE(house.step(), QStringLiteral("Start"));
        QVERIFY(house.find<QRadioButton>("wayRepository")->isChecked());
        house.click("wayByHand");
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Radio"));
        house.next(); // no plan yet
        QCOMPARE(house.step(), QStringLiteral("Radio"));
        QVERIFY(!house.text("planBoxError").isEmpty());
        QTRY_COMPARE(house.find<QComboBox>("planBox")->count(), 4);
        house.choose("planBox", QStringLiteral("US_902_928_FSB_2"));
        house.choose("macBox", QStringLiteral("MAC_V1_0_4"));
        QTRY_COMPARE(house.find<QComboBox>("phyBox")->count(), 3); // of five those that the band has
        house.next(); // more than one: which?
        QVERIFY(!house.text("phyBoxError").isEmpty());
        house.choose("phyBox", QStringLiteral("RP002_V1_0_1"));
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Identity and keys"));
        QVERIFY(house.visible("appKey"));
        for (const char *hidden : {"nwkKey", "devAddr", "nwkSKey", "appSKey", "sNwkSIntKey"})
            QVERIFY2(!house.visible(hidden), hidden);
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Identity and keys"));
        QCOMPARE(house.text("joinEuiRule"), QStringLiteral("16 hexadecimal digits are needed here."));
        house.click("joinEuiGenerate");
        QVERIFY(house.text("joinEuiRule").startsWith(QStringLiteral("All zeros are allowed")));
        house.click("devEuiGenerate");
        QTRY_COMPARE(house.find<QLineEdit>("devEuiLine")->text(), QStringLiteral("70B3D57ED0050001"));
        QCOMPARE(house.find<QLineEdit>("deviceId")->text(), QStringLiteral("eui-70b3d57ed0050001"));
        house.click("appKeyGenerate");
        house.type("deviceId", QStringLiteral("Pump"));
        QVERIFY(house.text("deviceIdError").contains(QStringLiteral("Lower-case letters only: pump")));
        house.type("deviceId", QStringLiteral("pump-01"));
        house.type("deviceName", QStringLiteral("Pump"));
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Place and attributes"));
        house.type("latitudeField", QStringLiteral("52.37, 4.89"));
        QTest::keyClick(house.find<QLineEdit>("latitudeField"), Qt::Key_Tab);
        QCOMPARE(house.find<QLineEdit>("longitudeField")->text(), QStringLiteral("4.89"));
        house.click("attributeAdd");
        house.type("attributeName0", QStringLiteral("room"));
        house.type("attributeValue0", QStringLiteral("7"));
        // Back and forth without loss.
        house.click("wizardBack");
        QCOMPARE(house.find<QLineEdit>("deviceId")->text(), QStringLiteral("pump-01"));
        house.next();
        QCOMPARE(house.find<QLineEdit>("attributeValue0")->text(), QStringLiteral("7"));
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Check"));
        QCOMPARE(house.network->desk.count(QStringLiteral("createDevice")), 0);
        const QString key = house.wizard->findChild<QLineEdit *>(QStringLiteral("appKeyLine"))->text();
        QCOMPARE(key.size(), 32);
        const QList<QLabel *> labels = house.find<QWidget>("checkFacts")->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QVERIFY(!label->text().contains(key));
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Done"));
        QCOMPARE(registered.value(0).value(0).toString(), QStringLiteral("pump-01"));
        const Domain::Device made = house.network->deviceApi.all().first();
        QCOMPARE(made.application, QStringLiteral("orchard"));
        QCOMPARE(made.radio->phyVersion, QStringLiteral("RP002_V1_0_1"));
        QCOMPARE(made.appKey->toHex(), key);
        QCOMPARE(made.location->latitude, 52.37);
        QCOMPARE(made.attributes.value(QStringLiteral("room")), QStringLiteral("7"));
        // Its signs of life, not those of others.
        QVERIFY(house.text("doneSigns").startsWith(QStringLiteral("Waiting for its join")));
        auto events
            = TestSupport::uplinks(1, 1, house.context.names.internDevice(house.scope.profile, "orchard", "other"));
        house.context.log.append(TestSupport::batch(house.scope.profile, events));
        QVERIFY(house.text("doneSigns").startsWith(QStringLiteral("Waiting for its join")));
        events
            = TestSupport::uplinks(2, 2, house.context.names.internDevice(house.scope.profile, "orchard", "pump-01"));
        events[0].kind = Domain::EventKind::Join;
        house.context.log.append(TestSupport::batch(house.scope.profile, {events[0]}));
        QVERIFY(house.text("doneSigns").contains(QStringLiteral("Waiting for its first uplink")));
        house.context.log.append(TestSupport::batch(house.scope.profile, {events[1]}));
        QVERIFY(house.text("doneSigns").contains(QStringLiteral("its first uplink came")));
        house.click("doneDetails");
        QCOMPARE(details.value(0).value(0).toString(), QStringLiteral("pump-01"));
        QTRY_VERIFY(house.wizard.isNull());
    }

    void fieldsFollowVersionAndActivation()
    {
        House house;
        house.click("wayByHand");
        house.next();
        QTRY_VERIFY(house.find<QComboBox>("planBox")->count() > 1);
        house.choose("planBox", QStringLiteral("EU_863_870_TTN"));
        house.choose("macBox", QStringLiteral("MAC_V1_1"));
        house.choose("phyBox", QStringLiteral("PHY_V1_1_REV_B"));
        house.next();
        QVERIFY(house.visible("nwkKey"));
        QCOMPARE(house.find<QLineEdit>("joinEuiLine")->accessibleName(), QStringLiteral("JoinEUI"));
        house.click("wizardBack");
        house.choose("activationBox", false);
        QVERIFY(house.visible("activationBoxWarning"));
        house.find<QAbstractButton>("classBCheck")->click();
        QVERIFY(house.visible("pingSlotBox"));
        house.next();
        QVERIFY(!house.text("pingSlotBoxError").isEmpty());
        house.choose("pingSlotBox", 32);
        house.next();
        for (const char *shown : {"devEui", "devAddr", "nwkSKey", "sNwkSIntKey", "nwkSEncKey", "appSKey"})
            QVERIFY2(house.visible(shown), shown);
        for (const char *hidden : {"joinEui", "appKey", "nwkKey"})
            QVERIFY2(!house.visible(hidden), hidden);
        QCOMPARE(house.find<QLineEdit>("nwkSKeyLine")->accessibleName(), QStringLiteral("FNwkSIntKey"));
        house.type("devEuiLine", QStringLiteral("70B3D57ED0000001"));
        house.click("devAddrGenerate");
        QTRY_COMPARE(house.find<QLineEdit>("devAddrLine")->text(), QStringLiteral("26011234"));
        for (const char *button : {"nwkSKeyGenerate", "sNwkSIntKeyGenerate", "nwkSEncKeyGenerate", "appSKeyGenerate"})
            house.click(button);
        house.next();
        house.next();
        QVERIFY(house.text("checkWarnings").contains(QStringLiteral("begins counting at 0")));
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Done"));
        const Domain::Device made = house.network->deviceApi.all().first();
        QVERIFY(made.sNwkSIntKey && made.nwkSEncKey && !made.appKey && !made.joinEui);
        QVERIFY(*made.sNwkSIntKey != *made.nwkSEncKey);
        QCOMPARE(made.mac->pingSlotPeriod, 32);
    }

    void fromTheRepository()
    {
        House house;
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Device type"));
        auto *models = house.find<QListWidget>("modelList");
        QTRY_COMPARE(models->count(), 2);
        QTRY_COMPARE(house.find<QListWidget>("brandList")->count(), 3);
        house.next(); // nothing is chosen
        QCOMPARE(house.step(), QStringLiteral("Device type"));
        house.type("modelSearch", QStringLiteral("soil"));
        QTRY_COMPARE(models->count(), 1);
        models->setCurrentRow(0);
        QTRY_VERIFY(house.text("productNote").contains(QStringLiteral("LoRaWAN 1.0.3")));
        // Firmware 2.4 runs on hardware 1.1 only.
        auto *firmware = house.find<QComboBox>("firmwareBox");
        QCOMPARE(firmware->count(), 1);
        house.find<QComboBox>("hardwareBox")->setCurrentText(QStringLiteral("1.1"));
        QCOMPARE(firmware->count(), 2);
        firmware->setCurrentText(QStringLiteral("2.4"));
        house.find<QComboBox>("bandBox")->setCurrentText(QStringLiteral("US_902_928"));
        QTRY_VERIFY(house.network->desk.calls.contains(QStringLiteral("deviceTemplate soil-2 US_902_928")));
        QTRY_VERIFY(house.text("productNote").startsWith(QStringLiteral("Taken")));
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Radio"));
        QCOMPARE(house.find<QComboBox>("planBox")->count(), 2); // the only plan of the band, chosen already
        QCOMPARE(house.find<QComboBox>("planBox")->currentData().toString(), QStringLiteral("US_902_928_FSB_2"));
        QVERIFY(!house.find<QComboBox>("macBox")->isEnabled());
        house.next();
        house.click("joinEuiGenerate");
        house.type("devEuiLine", QStringLiteral("70B3D57ED0000001"));
        house.click("appKeyGenerate");
        house.next();
        house.next();
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Done"));
        const Domain::Device made = house.network->deviceApi.all().first();
        QCOMPARE(made.versionIds.model, QStringLiteral("soil-2"));
        QCOMPARE(made.versionIds.hardware, QStringLiteral("1.1"));
        QCOMPARE(made.formatters->up, QStringLiteral("FORMATTER_REPOSITORY"));
        QVERIFY(made.radio->supportsClassC);
        // The next one is of the same kind, with an identity of its own.
        house.click("doneAnother");
        QCOMPARE(house.step(), QStringLiteral("Identity and keys"));
        QVERIFY(house.find<QLineEdit>("devEuiLine")->text().isEmpty());
        QVERIFY(house.find<QLineEdit>("appKeyLine")->text().isEmpty());
        QCOMPARE(house.find<QLineEdit>("joinEuiLine")->text(), QString(16, u'0'));
    }

    void asACopy()
    {
        House house(Domain::Generation::V3, QStringLiteral("pump-00"));
        QVERIFY(house.find<QRadioButton>("wayCopy")->isChecked());
        QTRY_VERIFY(house.text("copyNote").contains(QStringLiteral("settings of pump-00 are taken")));
        house.next();
        QCOMPARE(house.find<QComboBox>("macBox")->currentData().toString(), QStringLiteral("MAC_V1_0_2"));
        QCOMPARE(house.find<QComboBox>("phyBox")->currentData().toString(), QStringLiteral("PHY_V1_0_2_REV_B"));
        house.next();
        QVERIFY(house.find<QLineEdit>("devEuiLine")->text().isEmpty());
        QVERIFY(house.find<QLineEdit>("deviceId")->text().isEmpty());
        QCOMPARE(house.find<QLineEdit>("joinEuiLine")->text(), QStringLiteral("0000000000000001"));
        house.type("devEuiLine", QStringLiteral("70B3D57ED0000001"));
        house.click("appKeyGenerate");
        house.next();
        QCOMPARE(house.find<QPlainTextEdit>("deviceDescription")->toPlainText(), QStringLiteral("North field"));
    }

    void copyIsChosenFromAList()
    {
        House house;
        Domain::Device other;
        other.application = QStringLiteral("orchard");
        other.id = QStringLiteral("pump-00");
        house.network->deviceApi.add(other);
        house.click("wayCopy");
        auto *list = house.find<QListWidget>("copyFound");
        QTRY_COMPARE(list->count(), 1);
        house.next(); // none is chosen
        QCOMPARE(house.step(), QStringLiteral("Start"));
        house.type("copySearch", QStringLiteral("nothing"));
        QTRY_COMPARE(list->count(), 0);
        QVERIFY(house.text("copyNote").contains(QStringLiteral("“nothing”")));
        house.type("copySearch", QStringLiteral("pump"));
        QTRY_COMPARE(list->count(), 1);
        list->setCurrentRow(0);
        QTRY_VERIFY(house.text("copyNote").contains(QStringLiteral("are taken")));
    }

    void scannedOneAfterTheOther()
    {
        House house;
        house.click("wayScan");
        house.next();
        QTRY_VERIFY(house.find<QComboBox>("planBox")->count() > 1);
        house.choose("planBox", QStringLiteral("EU_863_870_TTN"));
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Scan"));
        auto *field = house.find<QLineEdit>("scanField");
        auto *table = house.find<QTableView>("scanTable");
        const auto scan = [field](const QString &text) {
            QTest::keyClicks(field, text);
            QTest::keyClick(field, Qt::Key_Return);
        };
        QVERIFY(!house.find<QPushButton>("wizardNext")->isEnabled());
        scan(QStringLiteral("hello"));
        QVERIFY(house.text("scanResult").contains(QStringLiteral("no code of a device")));
        scan(QString(32, u'A'));
        QVERIFY(house.text("scanResult").contains(QStringLiteral("Scan the device first")));
        scan(Code);
        QVERIFY(field->text().isEmpty());
        QCOMPARE(table->model()->rowCount(), 1);
        QTRY_COMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("orchard soil-2"));
        QVERIFY(house.text("scanRemark").contains(QStringLiteral("1234")));
        QVERIFY(table->model()->index(0, 3).data().toString().startsWith(QStringLiteral("AppKey")));
        scan(QStringLiteral("00112233445566778899AABBCCDDEEFF"));
        QCOMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("ready"));
        scan(Code); // twice
        QCOMPARE(table->model()->rowCount(), 1);
        QVERIFY(house.text("scanResult").contains(QStringLiteral("already")));
        scan(QStringLiteral("70b3d57ed0c00002"));
        QCOMPARE(table->currentIndex().row(), 1);
        house.click("scanAppKeyGenerate");
        house.type("scanId", QStringLiteral("pump-02"));
        QCOMPARE(table->model()->index(1, 1).data().toString(), QStringLiteral("pump-02"));
        // A scanner types wherever the focus is.
        table->setFocus();
        QTest::keyClick(table, Qt::Key_7);
        QCOMPARE(field->text(), QStringLiteral("7"));
        field->clear();
        scan(QStringLiteral("70B3D57ED0C00003")); // without a key: stays in the list
        QCOMPARE(house.find<QPushButton>("wizardNext")->text(), QStringLiteral("Register 2 devices"));
        house.network->desk.refuseNext(QStringLiteral("createDevice"),
                                       {{}, {Problem::Code::IdTaken, {}, {}, {}, false}});
        house.next();
        QTRY_COMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("registered"));
        QTRY_VERIFY(!house.wizard->work().list().isRunning());
        QCOMPARE(house.step(), QStringLiteral("Scan"));
        const Domain::Device first = house.network->deviceApi.all().first();
        QCOMPARE(first.serialNumber, QStringLiteral("sn42"));
        QCOMPARE(first.claimCode, QStringLiteral("OPEN123"));
        QCOMPARE(first.appKey->toHex(), QStringLiteral("00112233445566778899AABBCCDDEEFF"));
        QCOMPARE(first.versionIds.model, QStringLiteral("soil-2"));
        table->selectRow(1);
        QVERIFY(!house.text("scanRemark").isEmpty());
        house.type("scanId", QStringLiteral("pump-03"));
        table->selectRow(2);
        house.click("scanRemove");
        QCOMPARE(house.find<QPushButton>("wizardNext")->text(), QStringLiteral("Register 1 device"));
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Done"));
        QVERIFY(house.text("doneTitle").startsWith(QStringLiteral("2 devices")));
        QCOMPARE(house.text("doneSigns"), QStringLiteral("0 of 2 have joined, 0 have sent."));
    }

    void codesFromPictures()
    {
        House house(Domain::Generation::V2);
        house.click("wayScan");
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Scan")); // v2 asks for no radio
        auto *field = house.find<QLineEdit>("scanField");
        auto *table = house.find<QTableView>("scanTable");
        QApplication::clipboard()->setImage(QImage(8, 8, QImage::Format_RGB32));
        QTest::keySequence(field, QKeySequence::Paste);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        house.codes.found = {true, {}};
        QApplication::clipboard()->setImage(QImage(8, 8, QImage::Format_RGB32));
        QTest::keySequence(field, QKeySequence::Paste);
        QTRY_VERIFY(house.text("scanResult").startsWith(QStringLiteral("There is no code")));
        house.codes.found = {false, {}};
        auto *files = new QMimeData;
        files->setUrls({QUrl::fromLocalFile(QStringLiteral("/home/me/label.png"))});
        QApplication::clipboard()->setMimeData(files);
        QTest::keySequence(field, QKeySequence::Paste);
        QTRY_VERIFY(house.text("scanResult").startsWith(QStringLiteral("This is no picture")));
        QCOMPARE(house.codes.paths, QStringList{QStringLiteral("/home/me/label.png")});
        QApplication::clipboard()->setText(QStringLiteral("70B3D57ED0C00005\n70B3D57ED0C00006\n"));
        QTest::keySequence(field, QKeySequence::Paste);
        QCOMPARE(table->model()->rowCount(), 3);
        QApplication::clipboard()->clear();
    }

    void v2HasItsOwnSteps()
    {
        House house(Domain::Generation::V2);
        QVERIFY(!house.find<QRadioButton>("wayRepository")->isEnabled());
        QVERIFY(house.find<QRadioButton>("wayByHand")->isChecked());
        house.next();
        QCOMPARE(house.step(), QStringLiteral("Activation"));
        QVERIFY(!house.visible("planBox") && !house.visible("macBox"));
        house.next();
        QCOMPARE(house.find<QLineEdit>("joinEuiLine")->accessibleName(), QStringLiteral("AppEUI"));
        QVERIFY(!house.wizard->findChild<QWidget *>(QStringLiteral("devEuiGenerate")));
        house.type("joinEuiLine", QStringLiteral("70B3D57EF0000001"));
        house.type("devEuiLine", QStringLiteral("70B3D57ED0000001"));
        house.click("appKeyGenerate");
        house.next();
        QVERIFY(!house.visible("serialField"));
        house.next();
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Done"));
        QVERIFY(!house.network->deviceApi.all().first().radio);
    }

    void refusalsStandAtTheirField()
    {
        House house;
        house.network->desk.refuseNext(QStringLiteral("createDevice"),
                                       {{Problem::Code::IdTaken, {}, {}, {}, false},
                                        {Problem::Code::EuisTaken, {}, {}, {}, false},
                                        {Problem::Code::FrequencyPlanUnknown, {QStringLiteral("X")}, {}, {}, false},
                                        {Problem::Code::ServerFault, {}, QStringLiteral("out of tea"), {}, true}});
        house.fillIn();
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Identity and keys"));
        QVERIFY(house.visible("deviceIdError"));
        QVERIFY(house.find<QLineEdit>("deviceId")->hasFocus());
        house.type("deviceId", QStringLiteral("pump-09"));
        QVERIFY(!house.visible("deviceIdError"));
        house.next();
        house.next();
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Identity and keys"));
        QVERIFY(house.find<QLineEdit>("devEuiLine")->hasFocus());
        QVERIFY(!house.text("devEuiRule").startsWith(QStringLiteral("On the device")));
        house.type("devEuiLine", QStringLiteral("70B3D57ED0000002"));
        house.next();
        house.next();
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Radio"));
        QVERIFY(house.visible("planBoxError"));
        house.choose("planBox", QStringLiteral("EU_863_870"));
        for (int i = 0; i < 4; ++i)
            house.next();
        // What belongs to no field stands above all.
        QTRY_VERIFY(house.visible("checkProblem"));
        QVERIFY(house.text("checkProblemText").contains(QStringLiteral("out of tea")));
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Done"));
        QCOMPARE(house.network->desk.count(QStringLiteral("createDevice")), 5);
    }

    void halfMadeIsFinishedOrRemoved()
    {
        House house;
        const Problem half{Problem::Code::RegistrationIncomplete,
                           {QStringLiteral("d"), QStringLiteral("a"), QStringLiteral("Join Server")},
                           {},
                           {},
                           false};
        house.network->desk.refuseNext(QStringLiteral("createDevice"), {half, {}, half});
        house.fillIn();
        house.next();
        QTRY_VERIFY(house.visible("incompleteFinish"));
        QVERIFY(!house.find<QPushButton>("wizardNext")->isEnabled());
        house.click("incompleteFinish");
        QTRY_COMPARE(house.step(), QStringLiteral("Done"));
        QCOMPARE(house.network->desk.count(QStringLiteral("deleteDevice")), 1);
        house.click("doneAnother");
        house.type("devEuiLine", QStringLiteral("70B3D57ED0000009"));
        house.click("appKeyGenerate");
        house.next();
        house.next();
        house.next();
        QTRY_VERIFY(house.visible("incompleteRemove"));
        house.click("incompleteRemove");
        QTRY_COMPARE(house.text("checkProblem"), QStringLiteral("Nothing is registered."));
        QCOMPARE(house.network->desk.count(QStringLiteral("deleteDevice")), 2);
        QVERIFY(house.find<QPushButton>("wizardNext")->isEnabled());
    }

    void closingTakesBack()
    {
        House house;
        QSignalSpy noted(house.wizard, &RegistrationWizard::noted);
        house.network->desk.hold(QStringLiteral("createDevice"));
        house.fillIn();
        house.next();
        QVERIFY(house.visible("checkProgress"));
        house.click("wizardCancel"); // stops, and stays
        QCOMPARE(house.network->desk.cancelled.size(), 1);
        QCOMPARE(house.text("checkProblem"), QStringLiteral("Nothing is registered."));
        house.next();
        house.wizard->close();
        QCOMPARE(house.network->desk.cancelled.size(), 2);
        QCOMPARE(noted.count(), 1);
        QTRY_VERIFY(house.wizard.isNull());
    }

    void unsavedInputIsAskedFor()
    {
        House house;
        house.wizard->reject(); // nothing was entered
        QTRY_VERIFY(house.wizard.isNull());
        house.open();
        house.goToIdentity();
        QTest::keyClick(house.wizard, Qt::Key_Escape);
        auto *box = house.wizard->findChild<QMessageBox *>(QStringLiteral("discardBox"));
        QVERIFY(box);
        box->findChild<QPushButton *>(QStringLiteral("discardStay"))->click();
        QVERIFY(house.wizard->isVisible());
        QTRY_VERIFY(!house.wizard->findChild<QMessageBox *>(QStringLiteral("discardBox")));
        house.wizard->close();
        QVERIFY(house.wizard->isVisible());
        house.wizard->findChild<QPushButton *>(QStringLiteral("discardClose"))->click();
        QTRY_VERIFY(house.wizard.isNull());
    }

    void choicesAreRemembered()
    {
        House house;
        house.fillIn();
        house.next();
        QTRY_COMPARE(house.step(), QStringLiteral("Done"));
        house.next();
        QTRY_VERIFY(house.wizard.isNull());
        house.open();
        house.click("wayByHand");
        house.next();
        QCOMPARE(house.find<QComboBox>("planBox")->currentData().toString(), QStringLiteral("EU_863_870_TTN"));
        house.next();
        QCOMPARE(house.find<QLineEdit>("joinEuiLine")->text(), QString(16, u'0'));
        QVERIFY(house.find<QLineEdit>("appKeyLine")->text().isEmpty());
        house.settings.sync();
        QFile file(house.settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().toUpper().contains(house.network->deviceApi.all().first().appKey->toHex().toUtf8()));
    }

    void whatCannotBeReadIsSaid()
    {
        House house;
        house.network->desk.refuse(QStringLiteral("frequencyPlans"),
                                   {Problem::Code::ServerFault, {}, QStringLiteral("no plans today"), {}, true});
        house.network->desk.refuse(QStringLiteral("issueDevEui"), {Problem::Code::EuiIssuingOff, {}, {}, {}, false});
        delete house.wizard;
        house.open();
        house.click("wayByHand");
        house.next();
        QTRY_VERIFY(house.visible("planRetry"));
        QVERIFY(house.text("planBoxHint").contains(QStringLiteral("no plans today")));
        house.network->desk.allow(QStringLiteral("frequencyPlans"));
        house.click("planRetry");
        QTRY_COMPARE(house.find<QComboBox>("planBox")->count(), 4);
        house.choose("planBox", QStringLiteral("EU_863_870_TTN"));
        house.next();
        house.click("devEuiGenerate");
        QTRY_VERIFY(house.find<QPushButton>("devEuiGenerate")->isEnabled());
        QVERIFY(!house.text("devEuiRule").startsWith(QStringLiteral("On the device")));
        house.type("joinEuiLine", QStringLiteral("58A0CB0000210000"));
        QTRY_VERIFY(house.text("joinEuiRule").contains(QStringLiteral("claims them")));
        house.type("joinEuiLine", QStringLiteral("0101010101010101"));
        QTRY_VERIFY(house.text("joinEuiRule").contains(QStringLiteral("not responsible")));
    }

    void withoutAKeyNothingGoes()
    {
        House house;
        delete house.wizard;
        house.context.services.reset();
        house.open();
        QVERIFY(!house.find<QPushButton>("wizardNext")->isEnabled());
    }

    /// From the first step to the last without a mouse.
    void keyboardAlone()
    {
        House house;
        house.wizard->activateWindow();
        QTRY_VERIFY(QApplication::focusWidget());
        // A shortcut presses the button for a moment.
        const auto next = [&house](const char *step) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
            QTRY_COMPARE(house.step(), QString::fromLatin1(step));
        };
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down); // by hand
        QVERIFY(house.find<QRadioButton>("wayByHand")->isChecked());
        next("Radio");
        QTRY_VERIFY(house.find<QComboBox>("planBox")->count() > 1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("macBox"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        next("Identity and keys");
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("joinEuiLine"));
        QTest::keyClicks(QApplication::focusWidget(), QString(16, u'0'));
        while (QApplication::focusWidget()->objectName() != u"devEuiLine")
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("70B3D57ED0000001"));
        while (QApplication::focusWidget()->objectName() != u"appKeyGenerate")
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        next("Place and attributes");
        next("Check");
        next("Done");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(house.wizard.isNull());
    }
};

TTN_GUI_TEST_MAIN(TestRegistration)
#include "tst_registration.moc"
