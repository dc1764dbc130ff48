// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ttnc's commands that change something, against a running sandbox.
#include "tests/integration/sandboxprocess.h"
#include "tests/integration/ttncprocess.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

namespace {

const QString orchard = QStringLiteral("orchard");

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

QString valueOf(const QJsonObject &line, const char *key)
{
    return line.value(QLatin1String(key)).toString();
}

} // namespace

class TestTtncChanges : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongUsage_data();
    void wrongUsage();
    void applications();
    void devices();
    void dryRunsAreRefusedAlike();
    void inputIsChecked_data();
    void inputIsChecked();
    void keys();
    void importsWhatIsRight();
    void exportComesBackIn();
    void movesDevices();
    void olderNetwork();
    void v2Devices();

private:
    Ttnc v3(const QStringList &arguments) { return run(withData(arguments, m_v3), m_userKey); }
    Ttnc v2(const QStringList &arguments) { return run(withData(arguments, m_v2), m_sandbox.key("v2", 0)); }
    [[nodiscard]] QStringList withData(QStringList arguments, const QString &connection) const
    {
        return arguments << QStringLiteral("--connection") << connection << QStringLiteral("--data-dir")
                         << m_folder.filePath(QStringLiteral("data"));
    }
    QString file(const char *name, const QByteArray &content)
    {
        QFile out(m_folder.filePath(QLatin1String(name)));
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("cannot write %s", name);
        return out.fileName();
    }
    QByteArray contentOf(const QString &name)
    {
        QFile in(m_folder.filePath(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    SandboxProcess m_sandbox;
    QString m_v3, m_v2;
    QByteArray m_userKey;
};

void TestTtncChanges::initTestCase()
{
    QVERIFY(m_sandbox.start(
        {QStringLiteral("--seed"), QStringLiteral("1"), QStringLiteral("--rate"), QStringLiteral("0.1")}));
    m_v3 = m_sandbox.connectionFile(m_folder, "v3", {orchard});
    m_v2 = m_sandbox.connectionFile(m_folder, "v2", {QStringLiteral("greenhouse")});
    m_userKey = m_sandbox.network("v3").value(QLatin1String("user_key")).toString().toUtf8();
}

void TestTtncChanges::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("delete without a yes") << words("devices delete orchard field-01") << QByteArray("--yes");
    QTest::newRow("move to nowhere") << words("devices move orchard field-01 --backup b") << QByteArray("--to");
    QTest::newRow("move to where it is") << words("devices move orchard field-01 --to orchard --backup b")
                                         << QByteArray("another application");
    QTest::newRow("move without a backup")
        << words("devices move orchard field-01 --to vineyard") << QByteArray("--backup FILE");
    QTest::newRow("update without input") << words("applications update orchard") << QByteArray("--input");
    QTest::newRow("too few words") << words("devices get orchard") << QByteArray("other words");
    QTest::newRow("a foreign option") << words("devices list orchard --first 3") << QByteArray("--first");
    QTest::newRow("key without rights") << words("keys create orchard --name a") << QByteArray("at least one right");
    QTest::newRow("unknown right") << words("keys create orchard --right FLY") << QByteArray("FLY");
    QTest::newRow("nothing to change") << words("keys update orchard ABC") << QByteArray("Say what to change");
    QTest::newRow("strange owner") << words("applications create barn --owner me") << QByteArray("user:ID");
    QTest::newRow("strange time") << words("keys create orchard --right INFO --expires soon") << QByteArray("2027");
    QTest::newRow("nothing to import") << words("devices import orchard") << QByteArray("--resume");
    QTest::newRow("missing file") << words("devices import orchard /nonexistent/list.csv") << QByteArray("list.csv");
    QTest::newRow("missing input") << words("applications create barn --input /nonexistent/a.json")
                                   << QByteArray("cannot be read");
}

void TestTtncChanges::wrongUsage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, says);
    const Ttnc ended = v3(arguments);
    QVERIFY2(ended.exitCode == 2, ended.errors.constData());
    QVERIFY2(ended.errors.contains(says), ended.errors.constData());
    QVERIFY(ended.output.isEmpty());
}

void TestTtncChanges::applications()
{
    const QString input = file("barn.json", R"({"name":"The barn","attributes":{"roof":"red"}})");
    const QStringList create{QStringLiteral("applications"), QStringLiteral("create"), QStringLiteral("barn"),
                             QStringLiteral("--input"), input};
    const Ttnc dry = v3(create + words("--dry-run"));
    QVERIFY2(dry.exitCode == 0, dry.errors.constData());
    QCOMPARE(valueOf(dry.lines.value(0), "name"), QStringLiteral("The barn"));
    QCOMPARE(v3(words("applications get barn")).exitCode, 1); // nothing was made

    const Ttnc made = v3(create);
    QVERIFY2(made.exitCode == 0, made.errors.constData());
    QCOMPARE(valueOf(made.lines.value(0), "application_id"), QStringLiteral("barn"));
    QVERIFY(!valueOf(made.lines.value(0), "created_at").isEmpty());
    const Ttnc again = v3(create);
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(again.errors.startsWith("ttnc: "), again.errors.constData());

    // What get prints is what update takes.
    QJsonObject line = v3(words("applications get barn")).lines.value(0);
    line.insert(QLatin1String("description"), QStringLiteral("New hay"));
    const QString changed = file("changed.json", QJsonDocument(line).toJson());
    const QStringList update{QStringLiteral("applications"), QStringLiteral("update"), QStringLiteral("barn"),
                             QStringLiteral("--input"), changed};
    QCOMPARE(valueOf(v3(update + words("--dry-run")).lines.value(0), "description"), QStringLiteral("New hay"));
    QVERIFY(valueOf(v3(words("applications get barn")).lines.value(0), "description").isEmpty());
    const Ttnc updated = v3(update);
    QVERIFY2(updated.exitCode == 0, updated.errors.constData());
    QCOMPARE(valueOf(updated.lines.value(0), "description"), QStringLiteral("New hay"));
    QCOMPARE(valueOf(updated.lines.value(0), "name"), QStringLiteral("The barn"));

    const Ttnc refused = v3(words("applications delete orchard --yes"));
    QVERIFY2(refused.exitCode == 1, refused.errors.constData()); // it has devices
    QCOMPARE(v3(words("applications delete barn --dry-run")).exitCode, 0);
    QCOMPARE(v3(words("applications get barn")).exitCode, 0);
    const Ttnc deleted = v3(words("applications delete barn --yes"));
    QVERIFY2(deleted.exitCode == 0, deleted.errors.constData());
    QCOMPARE(valueOf(deleted.lines.value(0), "result"), QStringLiteral("deleted"));
    QCOMPARE(v3(words("applications get barn")).exitCode, 1);
}

void TestTtncChanges::devices()
{
    const QString input = file("device.json", R"({"device_id":"plum-01","name":"Plum",
        "dev_eui":"70B3D57ED0000001","join_eui":"0000000000000000","app_key":"00112233445566778899AABBCCDDEEFF",
        "frequency_plan_id":"EU_863_870_TTN","lorawan_version":"MAC_V1_0_3","lorawan_phy_version":"PHY_V1_0_3_REV_A",
        "supports_join":true,"location":{"latitude":52.5,"longitude":4.9,"altitude":3}})");
    const QStringList create{QStringLiteral("devices"), QStringLiteral("create"), orchard, QStringLiteral("--input"),
                             input};
    QCOMPARE(v3(create + words("--dry-run")).exitCode, 0);
    QCOMPARE(v3(words("devices get orchard plum-01")).exitCode, 1);
    const Ttnc made = v3(create);
    QVERIFY2(made.exitCode == 0, made.errors.constData());
    QVERIFY(!made.output.contains("00112233445566778899AABBCCDDEEFF"));
    QCOMPARE(valueOf(made.lines.value(0), "frequency_plan_id"), QStringLiteral("EU_863_870_TTN"));
    const Ttnc taken = v3(create);
    QCOMPARE(taken.exitCode, 1);
    QCOMPARE(v3(create + words("--dry-run")).exitCode, 1);

    const QString change = file("change.json", R"({"name":"Old plum","attributes":{"row":"7"},"location":null})");
    const QStringList update{QStringLiteral("devices"), QStringLiteral("update"),  orchard,
                             QStringLiteral("plum-01"), QStringLiteral("--input"), change};
    const Ttnc dry = v3(update + words("--dry-run"));
    QVERIFY2(dry.exitCode == 0, dry.errors.constData());
    QCOMPARE(valueOf(dry.lines.value(0), "name"), QStringLiteral("Old plum"));
    const Ttnc updated = v3(update);
    QVERIFY2(updated.exitCode == 0, updated.errors.constData());
    QCOMPARE(valueOf(updated.lines.value(0), "name"), QStringLiteral("Old plum"));
    QVERIFY(updated.lines.value(0).value(QLatin1String("location")).isNull());
    QCOMPARE(valueOf(updated.lines.value(0), "lorawan_version"), QStringLiteral("MAC_V1_0_3")); // stayed

    const Ttnc gone
        = v3({QStringLiteral("devices"), QStringLiteral("delete"), orchard, QStringLiteral("plum-01"),
              QStringLiteral("--yes"), QStringLiteral("--backup"), m_folder.filePath(QStringLiteral("plum.json"))});
    QVERIFY2(gone.exitCode == 0, gone.errors.constData());
    QCOMPARE(v3(words("devices get orchard plum-01")).exitCode, 1);
    const QFile backup(m_folder.filePath(QStringLiteral("plum.json")));
    QCOMPARE(backup.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    // The way back.
    const Ttnc back = v3({QStringLiteral("devices"), QStringLiteral("import"), orchard, backup.fileName()});
    QVERIFY2(back.exitCode == 0, back.errors.constData());
    const Ttnc whole = v3(words("devices get orchard plum-01 --with-keys"));
    QCOMPARE(valueOf(whole.lines.value(0), "app_key"), QStringLiteral("00112233445566778899AABBCCDDEEFF"));
    QCOMPARE(valueOf(whole.lines.value(0), "name"), QStringLiteral("Old plum"));
}

/// What would be refused says so before anything is tried.
void TestTtncChanges::dryRunsAreRefusedAlike()
{
    const auto create = [this](const QByteArray &json, const QString &application) {
        return v3({QStringLiteral("devices"), QStringLiteral("create"), application, QStringLiteral("--input"),
                   file("refused.json", json), QStringLiteral("--dry-run")});
    };
    const QByteArray good = R"({"device_id":"pear-01","dev_eui":"70B3D57ED0000077","join_eui":"0000000000000000",
        "app_key":"00112233445566778899AABBCCDDEEFF","frequency_plan_id":"EU_863_870_TTN","lorawan_version":"MAC_V1_0_3",
        "lorawan_phy_version":"PHY_V1_0_3_REV_A","supports_join":true})";
    QCOMPARE(create(good, orchard).exitCode, 0);
    const Ttnc id = create(QByteArray(good).replace("pear-01", "p-1"), orchard);
    QCOMPARE(id.exitCode, 1);
    QVERIFY2(id.errors.contains("p-1"), id.errors.constData());
    QCOMPARE(create(QByteArray(good).replace("PHY_V1_0_3_REV_A", "PHY_V1_1_REV_A"), orchard).exitCode, 1);
    const auto update = [this](const QByteArray &json, const QString &device) {
        return v3({QStringLiteral("devices"), QStringLiteral("update"), orchard, device, QStringLiteral("--input"),
                   file("refused.json", json), QStringLiteral("--dry-run")});
    };
    QCOMPARE(update(R"({"name":"x"})", QStringLiteral("field-01")).exitCode, 0);
    QCOMPARE(update(R"({"name":"x"})", QStringLiteral("nowhere-01")).exitCode, 1);
    QCOMPARE(update(R"({"dev_eui":"70B3D57ED00000FF"})", QStringLiteral("field-01")).exitCode, 1);
    const Ttnc deletion = v3(words("devices delete orchard field-01 nowhere-01 --dry-run"));
    QCOMPARE(deletion.exitCode, 1);
    QCOMPARE(valueOf(deletion.lines.value(0), "result"), QStringLiteral("would be deleted"));
    QCOMPARE(valueOf(deletion.lines.value(1), "result"), QStringLiteral("failed"));
    QCOMPARE(v3(words("devices get orchard field-01")).exitCode, 0);
    QCOMPARE(v3(words("applications create orchard --dry-run")).exitCode, 1); // is there
    QCOMPARE(v3(words("applications create Orchard --dry-run")).exitCode, 1);
    QCOMPARE(v3(words("applications create hayloft --dry-run")).exitCode, 0);
    QCOMPARE(v3(words("applications get hayloft")).exitCode, 1);
}

void TestTtncChanges::inputIsChecked_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no json") << QByteArray("{\"name\":") << QByteArray("no JSON at byte");
    QTest::newRow("no object") << QByteArray("[]") << QByteArray("no JSON object");
    QTest::newRow("unknown key") << QByteArray(R"({"nmae":"x"})") << QByteArray("\"nmae\"");
    QTest::newRow("short EUI") << QByteArray(R"({"dev_eui":"70B3"})") << QByteArray("16 hexadecimal digits");
    QTest::newRow("a number for a name") << QByteArray(R"({"name":7})") << QByteArray("must be a text");
    QTest::newRow("counter below zero") << QByteArray(R"({"f_cnt_up":-1})") << QByteArray("whole number");
    QTest::newRow("another device") << QByteArray(R"({"device_id":"field-02"})") << QByteArray("is field-01 here");
    QTest::newRow("half a radio") << QByteArray(R"({"frequency_plan_id":"EU_863_870_TTN"})")
                                  << QByteArray("go together");
    QTest::newRow("a class alone") << QByteArray(R"({"supports_class_c":true})") << QByteArray("go together");
    QTest::newRow("place without numbers") << QByteArray(R"({"location":{"latitude":"x"}})") << QByteArray("latitude");
    QTest::newRow("too large") << QByteArray(R"({"name":")" + QByteArray(1 << 20, 'x') + R"("})")
                               << QByteArray("too large");
}

void TestTtncChanges::inputIsChecked()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, says);
    const Ttnc ended = v3({QStringLiteral("devices"), QStringLiteral("update"), orchard, QStringLiteral("field-01"),
                           QStringLiteral("--input"), file("bad.json", json)});
    QCOMPARE(ended.exitCode, 2);
    QVERIFY2(ended.errors.contains(says), ended.errors.constData());
}

void TestTtncChanges::keys()
{
    const Ttnc made
        = v3(words("keys create orchard --name reader --right info --right RIGHT_APPLICATION_DEVICES_READ"));
    QVERIFY2(made.exitCode == 0, made.errors.constData());
    const QJsonObject key = made.lines.value(0);
    const QString id = valueOf(key, "key_id");
    const QByteArray secret = valueOf(key, "key").toUtf8();
    QVERIFY(secret.startsWith("NNSXS."));
    QCOMPARE(key.value(QLatin1String("rights")).toArray().size(), 2);

    const Ttnc list = v3(words("keys list orchard"));
    QVERIFY2(list.exitCode == 0, list.errors.constData());
    QVERIFY(!list.output.contains(secret.right(40)));
    QVERIFY(std::any_of(list.lines.begin(), list.lines.end(),
                        [&](const QJsonObject &line) { return valueOf(line, "key_id") == id; }));

    // It works, as far as its rights go.
    QCOMPARE(run(withData(words("devices get orchard field-01"), m_v3), secret).exitCode, 0);
    QCOMPARE(run(withData(words("keys list orchard"), m_v3), secret).exitCode, 1);

    const Ttnc renamed
        = v3(words("keys update orchard") + QStringList{id, QStringLiteral("--name"), QStringLiteral("x")});
    QVERIFY2(renamed.exitCode == 0, renamed.errors.constData());
    QCOMPARE(valueOf(renamed.lines.value(0), "name"), QStringLiteral("x"));
    QCOMPARE(renamed.lines.value(0).value(QLatin1String("rights")).toArray().size(), 2);
    QCOMPARE(v3(words("keys delete orchard") + QStringList{id, QStringLiteral("--dry-run")}).exitCode, 0);
    QCOMPARE(v3(words("keys get orchard") + QStringList{id}).exitCode, 0);
    QCOMPARE(v3(words("keys delete orchard") + QStringList{id, QStringLiteral("--yes")}).exitCode, 0);
    QCOMPARE(v3(words("keys get orchard") + QStringList{id}).exitCode, 1);
    QCOMPARE(run(withData(words("devices get orchard field-01"), m_v3), secret).exitCode, 1);
}

void TestTtncChanges::importsWhatIsRight()
{
    const QString list = file("list.csv",
                              "Serial;Dev EUI;AppEUI;App Key\r\n"
                              "A-1;70B3D57ED0000011;0000000000000000;11112233445566778899AABBCCDDEE11\r\n"
                              "A-2;7.0B3E+15;0000000000000000;11112233445566778899AABBCCDDEE12\r\n"
                              "A-3;70-B3-D5-7E-D0-00-00-13;0000000000000000;11112233445566778899AABBCCDDEE13\r\n");
    const QStringList arguments{QStringLiteral("devices"),
                                QStringLiteral("import"),
                                orchard,
                                list,
                                QStringLiteral("--frequency-plan"),
                                QStringLiteral("EU_863_870_TTN"),
                                QStringLiteral("--lorawan-version"),
                                QStringLiteral("MAC_V1_0_3"),
                                QStringLiteral("--lorawan-phy-version"),
                                QStringLiteral("PHY_V1_0_3_REV_A"),
                                QStringLiteral("--id-template"),
                                QStringLiteral("pear-{serial}")};
    const Ttnc dry = v3(arguments + words("--dry-run"));
    QCOMPARE(dry.exitCode, 1); // one row is wrong
    QCOMPARE(dry.lines.size(), 3);
    QCOMPARE(valueOf(dry.lines.at(0), "result"), QStringLiteral("would be registered"));
    QCOMPARE(valueOf(dry.lines.at(0), "device_id"), QStringLiteral("pear-a-1"));
    QCOMPARE(valueOf(dry.lines.at(1), "result"), QStringLiteral("wrong"));
    QVERIFY(!dry.lines.at(1).value(QLatin1String("remarks")).toArray().isEmpty());
    QCOMPARE(v3(words("devices get orchard pear-a-1")).exitCode, 1);

    const Ttnc done = v3(arguments);
    QCOMPARE(done.exitCode, 1); // what is wrong was not registered
    QCOMPARE(done.lines.size(), 3);
    QVERIFY(!done.output.contains("11112233445566778899") && !done.errors.contains("11112233445566778899"));
    const Ttnc third = v3(words("devices get orchard pear-a-3"));
    QVERIFY2(third.exitCode == 0, third.errors.constData());
    QCOMPARE(valueOf(third.lines.value(0), "dev_eui"), QStringLiteral("70B3D57ED0000013"));
    QCOMPARE(v3(words("devices get orchard pear-a-2")).exitCode, 1);
}

void TestTtncChanges::exportComesBackIn()
{
    const QString path = m_folder.filePath(QStringLiteral("pears.json"));
    const Ttnc plain = v3({QStringLiteral("devices"), QStringLiteral("export"), orchard, path,
                           QStringLiteral("pear-a-1"), QStringLiteral("pear-a-3")});
    QVERIFY2(plain.exitCode == 0, plain.errors.constData());
    QCOMPARE(plain.lines.value(0).value(QLatin1String("devices")).toInt(), 2);
    const QByteArray withoutKeys = contentOf(QStringLiteral("pears.json"));
    QVERIFY(withoutKeys.contains("pear-a-3") && !withoutKeys.contains("11112233445566778899"));

    const Ttnc whole = v3({QStringLiteral("devices"), QStringLiteral("export"), orchard, path,
                           QStringLiteral("pear-a-1"), QStringLiteral("pear-a-3"), QStringLiteral("--with-keys")});
    QVERIFY2(whole.exitCode == 0, whole.errors.constData());
    QVERIFY(contentOf(QStringLiteral("pears.json")).toUpper().contains("11112233445566778899AABBCCDDEE13"));
    QCOMPARE(v3(words("devices delete orchard pear-a-1 pear-a-3 --yes")).exitCode, 0);
    const Ttnc back = v3({QStringLiteral("devices"), QStringLiteral("import"), orchard, path});
    QVERIFY2(back.exitCode == 0, back.errors.constData());
    QCOMPARE(valueOf(v3(words("devices get orchard pear-a-3 --with-keys")).lines.value(0), "app_key"),
             QStringLiteral("11112233445566778899AABBCCDDEE13"));
}

void TestTtncChanges::movesDevices()
{
    const QString path = m_folder.filePath(QStringLiteral("moved.json"));
    const auto move = [&](const char *ids, const char *more) {
        return v3(words("devices move") + words(ids) + QStringList{QStringLiteral("--backup"), path} + words(more));
    };
    const Ttnc dry = move("orchard pear-a-1 no-such-device", "--to vineyard --dry-run");
    QCOMPARE(dry.exitCode, 1);
    QCOMPARE(valueOf(dry.lines.value(0), "result"), QStringLiteral("would be moved"));
    QCOMPARE(valueOf(dry.lines.value(1), "result"), QStringLiteral("failed"));
    QVERIFY(!QFile::exists(path));
    QCOMPARE(v3(words("devices get vineyard pear-a-1")).exitCode, 1);

    // One that is not there does not keep the others.
    const Ttnc moved = move("orchard no-such-device pear-a-1 pear-a-3", "--to vineyard");
    QCOMPARE(moved.exitCode, 1);
    QCOMPARE(moved.lines.size(), 3);
    QCOMPARE(valueOf(moved.lines.at(0), "result"), QStringLiteral("failed"));
    QVERIFY(!valueOf(moved.lines.at(0), "problem").isEmpty());
    QCOMPARE(valueOf(moved.lines.at(1), "result"), QStringLiteral("moved"));
    QCOMPARE(valueOf(moved.lines.at(1), "application_id"), QStringLiteral("vineyard"));
    QVERIFY(!moved.output.contains("11112233445566778899") && !moved.errors.contains("11112233445566778899"));
    QCOMPARE(v3(words("devices get orchard pear-a-1")).exitCode, 1);
    const Ttnc there = v3(words("devices get vineyard pear-a-1 --with-keys"));
    QCOMPARE(valueOf(there.lines.value(0), "app_key"), QStringLiteral("11112233445566778899AABBCCDDEE11"));
    QCOMPARE(valueOf(there.lines.value(0), "frequency_plan_id"), QStringLiteral("EU_863_870_TTN"));
    QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    const QByteArray backups = contentOf(QStringLiteral("moved.json"));
    QVERIFY(backups.contains("pear-a-1") && backups.contains("pear-a-3"));

    // A backup is never overwritten, and nothing is moved without one.
    const Ttnc refused = move("vineyard pear-a-1", "--to orchard");
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errors.contains("moved.json"), refused.errors.constData());
    QCOMPARE(v3(words("devices get vineyard pear-a-1")).exitCode, 0);
    QCOMPARE(contentOf(QStringLiteral("moved.json")), backups);

    QVERIFY(QFile::rename(path, path + QStringLiteral(".first")));
    const Ttnc back = move("vineyard pear-a-1 pear-a-3", "--to orchard");
    QVERIFY2(back.exitCode == 0, back.errors.constData());
    QCOMPARE(v3(words("devices get orchard pear-a-3")).exitCode, 0);
    QCOMPARE(v3(words("devices get vineyard pear-a-3")).exitCode, 1);
    QVERIFY(QFile::remove(path));
    const Ttnc none = move("orchard no-such-device", "--to vineyard");
    QCOMPARE(none.exitCode, 1);
    QVERIFY(!QFile::exists(path));

    // The file is what import reads.
    QCOMPARE(v3(words("devices delete orchard pear-a-1 pear-a-3 --yes")).exitCode, 0);
    const Ttnc imported
        = v3({QStringLiteral("devices"), QStringLiteral("import"), orchard, path + QStringLiteral(".first")});
    QVERIFY2(imported.exitCode == 0, imported.errors.constData());
    QCOMPARE(valueOf(v3(words("devices get orchard pear-a-3 --with-keys")).lines.value(0), "app_key"),
             QStringLiteral("11112233445566778899AABBCCDDEE13"));
}

void TestTtncChanges::olderNetwork()
{
    const Ttnc keys = v2(words("keys list greenhouse"));
    QCOMPARE(keys.exitCode, 1);
    QVERIFY2(keys.errors.startsWith("ttnc: "), keys.errors.constData());
}

void TestTtncChanges::v2Devices()
{
    const QString input = file("bed.json", R"({"device_id":"bed-9","dev_eui":"0004A30B001C0530",
        "join_eui":"70B3D57EF0000024","app_key":"8D7FFEF938589D95AAD928C2E2E7E48F","description":"Ninth bed"})");
    const Ttnc made = v2({QStringLiteral("devices"), QStringLiteral("create"), QStringLiteral("greenhouse"),
                          QStringLiteral("--input"), input});
    QVERIFY2(made.exitCode == 0, made.errors.constData());
    QCOMPARE(valueOf(made.lines.value(0), "description"), QStringLiteral("Ninth bed"));
    QCOMPARE(v2({QStringLiteral("devices"), QStringLiteral("create"), QStringLiteral("greenhouse"),
                 QStringLiteral("--input"), input, QStringLiteral("--dry-run")})
                 .exitCode,
             1); // is there now
    QCOMPARE(v2(words("applications create greenhouse --dry-run")).exitCode, 1);
    QCOMPARE(v2(words("devices delete greenhouse bed-8 --dry-run")).exitCode, 1);
    const Ttnc gone = v2(words("devices delete greenhouse bed-9 --yes"));
    QVERIFY2(gone.exitCode == 0, gone.errors.constData());
    QCOMPARE(v2(words("devices get greenhouse bed-9")).exitCode, 1);
}

TTN_TEST_MAIN(TestTtncChanges)
#include "tst_ttncchanges.moc"
