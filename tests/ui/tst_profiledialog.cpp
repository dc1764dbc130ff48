// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakecontext.h"
#include "tests/ui/guitest.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/connect/profiledialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using Gui::ProfileDialog;
using TestSupport::FakeContext;

class TestProfileDialog : public GuiTestBase
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
        }
        template <typename T>
        T *find(const char *name) const
        {
            return dialog->findChild<T *>(QLatin1String(name));
        }
        void type(const char *name, const QString &text) { find<QLineEdit>(name)->setText(text); }
        void fill()
        {
            type("profileName", QStringLiteral("eu1"));
            type("profileAddress", QStringLiteral("eu1.cloud.thethings.network"));
            type("profileApplications", QStringLiteral("orchard@ttn, vineyard"));
            type("keyField", QStringLiteral("NNSXS.KEY "));
        }
        void accept() { QTest::mouseClick(find<QPushButton>("profileConnect"), Qt::LeftButton); }
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

private Q_SLOTS:
    void makesAProfile()
    {
        House house;
        house.fill();
        house.accept();
        QCOMPARE(house.entered.count(), 1);
        const auto profile = house.entered.at(0).at(0).value<Domain::Profile>();
        QCOMPARE(profile.name, QStringLiteral("eu1"));
        QCOMPARE(profile.mqtt.host, QStringLiteral("eu1.cloud.thethings.network"));
        QCOMPARE(int(profile.mqtt.port), 8883);
        QVERIFY(profile.mqtt.trust == Domain::TrustPolicy::system());
        QCOMPARE(profile.applications, (QStringList{QStringLiteral("orchard"), QStringLiteral("vineyard")}));
        QCOMPARE(profile.tenant, QStringLiteral("ttn"));
        QVERIFY(profile.id.isNull());
        QCOMPARE(house.entered.at(0).at(1).toByteArray(), QByteArray("NNSXS.KEY"));
        QVERIFY(house.find<QLineEdit>("keyField")->text().isEmpty());
    }

    void saysWhatIsWrongBesideTheField()
    {
        House house;
        house.accept();
        QCOMPARE(house.entered.count(), 0);
        for (const char *field : {"profileName", "profileAddress", "profileApplications", "keyField"})
            QVERIFY2(!house.error(field).isEmpty(), field);
        house.fill();
        house.type("profileApplications", QStringLiteral("Orchard!"));
        house.accept();
        QCOMPARE(house.entered.count(), 0);
        QVERIFY(house.error("profileApplications").contains(QStringLiteral("Orchard!")));
        QVERIFY(house.error("profileAddress").isEmpty());
    }

    void plaintextNeedsAVisibleChoice()
    {
        House house;
        house.fill();
        house.find<QComboBox>("protectionBox")->setCurrentIndex(3);
        auto *box = house.find<QCheckBox>("plaintextBox");
        QVERIFY(box->isVisible());
        house.accept();
        QCOMPARE(house.entered.count(), 0);
        QVERIFY(!house.error("protectionBox").isEmpty());
        box->setChecked(true);
        house.type("keyField", QStringLiteral("KEY"));
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
        house.fill();
        house.type("profileAddress", QStringLiteral("127.0.0.1:1999"));
        house.find<QComboBox>("protectionBox")->setCurrentIndex(3);
        QVERIFY(!house.find<QCheckBox>("plaintextBox")->isVisible());
        house.accept();
        QCOMPARE(house.entered.count(), 1);
    }

    void pinsTheCertificateThatWasShown()
    {
        House house;
        house.fill();
        house.find<QComboBox>("protectionBox")->setCurrentIndex(2);
        QTest::mouseClick(house.find<QPushButton>("showCertificate"), Qt::LeftButton);
        QCOMPARE(house.context.orders, QStringList{QStringLiteral("probe eu1.cloud.thethings.network:8883")});
        Gui::CertificateFacts facts;
        facts.subject = QStringLiteral("<b>CN=evil</b>");
        facts.sha256 = QByteArray(32, '\x5a');
        Q_EMIT house.context.certificateProbed(QStringLiteral("eu1.cloud.thethings.network"), 8883, facts, {});
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
        house.fill();
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
        house.fill();
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

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("host") << QStringLiteral("a.example") << QStringLiteral("a.example") << 0;
        QTest::newRow("port") << QStringLiteral(" a.example:8883 ") << QStringLiteral("a.example") << 8883;
        QTest::newRow("url") << QStringLiteral("mqtts://a.example:8883/") << QStringLiteral("a.example") << 8883;
        QTest::newRow("v6") << QStringLiteral("[::1]:1883") << QStringLiteral("::1") << 1883;
        QTest::newRow("empty") << QString() << QString() << -1;
        QTest::newRow("large") << QStringLiteral("a:65536") << QString() << -1;
        QTest::newRow("zero") << QStringLiteral("a:0") << QString() << -1;
        QTest::newRow("words") << QStringLiteral("a b") << QString() << -1;
        QTest::newRow("user") << QStringLiteral("user@host") << QString() << -1;
    }

    void addresses()
    {
        QFETCH(QString, text);
        QFETCH(int, port);
        QString host;
        quint16 number = 0;
        QCOMPARE(ProfileDialog::readAddress(text, &host, &number), port >= 0);
        if (port >= 0) {
            QTEST(host, "host");
            QCOMPARE(int(number), port);
        }
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
};

TTN_GUI_TEST_MAIN(TestProfileDialog)
#include "tst_profiledialog.moc"
