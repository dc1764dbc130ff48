// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/sourcerules.h"
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QFile>

class TestIncludes : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void theSources();

private:
    const SourceRules m_rules{QStringLiteral(TTN_QT_CORE_FOLDERS).split(u'|'),
                              QStringLiteral(TTN_QT_NETWORK_FOLDERS).split(u'|')};
};

void TestIncludes::finds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wrong"); // empty: nothing
    const auto row = [](const char *path, const QByteArray &text, const char *wrong) {
        QTest::addRow("%s %s", path, text.left(40).simplified().constData())
            << QString::fromLatin1(path) << text << QString::fromLatin1(wrong);
    };
    const auto include = [&](const char *path, const QByteArray &header, const char *wrong) {
        row(path, "#include " + header + "\n", wrong);
    };
    const char *arrow = "against the arrow";
    include("backend/domain/a.h", "\"backend/domain/b.h\"", "");
    include("backend/domain/a.h", "\"backend/mqtt/b.h\"", arrow);
    include("backend/domain/a.h", "\"models/b.h\"", arrow);
    include("models/a.h", "\"backend/domain/b.h\"", "");
    include("models/a.h", "\"backend/history/b.h\"", arrow);
    include("models/a.h", "\"ui/b.h\"", arrow);
    include("ui/live/a.cpp", "\"models/b.h\"", "");
    include("ui/live/a.cpp", "\"backend/domain/b.h\"", "");
    include("ui/live/a.cpp", "\"backend/ingest/b.h\"", arrow);
    include("ui/live/a.cpp", "\"app/b.h\"", arrow);
    include("backend/ingest/a.cpp", "\"backend/history/b.h\"", "");
    include("backend/ingest/a.cpp", "\"models/b.h\"", arrow);
    include("backend/ingest/a.cpp", "\"backend/sandbox/b.h\"", arrow);
    include("backend/sandbox/a.cpp", "\"backend/mqtt/b.h\"", "");
    include("backend/sandbox/a.cpp", "\"ui/b.h\"", arrow);
    include("app/a.cpp", "\"ui/b.h\"", "");
    include("app/a.cpp", "\"backend/accounts/b.h\"", "");
    include("app/a.cpp", "\"backend/sandbox/b.h\"", "only the sandbox's own program");
    include("app/ttn-sandbox/main.cpp", "\"backend/sandbox/b.h\"", "");
    include("app/a.cpp", "\"tests/support/b.h\"", "from the root");
    include("ui/a.cpp", "\"b.h\"", "from the root");
    include("ui/a.cpp", "\"ui/../backend/mqtt/b.h\"", "from the root");
    include("ui/a.cpp", "\"a.moc\"", "");
    include("ui/a.cpp", "<backend/mqtt/b.h>", "in quotes");
    row("ui/a.cpp", "#  include\t\"backend/mqtt/b.h\"\n", arrow);
    row("ui/a.cpp", "// not an #include \"backend/mqtt/b.h\"\n", "");
    include("tests/unit/a.cpp", "\"backend/sandbox/b.h\"", "");

    include("backend/domain/a.h", "<QString>", "");
    include("backend/domain/a.h", "<QtCore/QString>", "");
    include("backend/domain/a.h", "<optional>", "");
    include("backend/domain/a.h", "<QTcpSocket>", "Qt Core only");
    include("models/a.h", "<QAbstractTableModel>", "");
    include("models/a.h", "<QColor>", "Qt Core only");
    include("backend/mqtt/a.h", "<QTcpSocket>", "");
    include("backend/mqtt/a.h", "<QWidget>", "Qt Network only");
    include("backend/mqtt/a.h", "<QtWidgets/QLabel>", "Qt Network only");
    include("backend/mqtt/a.h", "<QtWidgets>", "Qt Network only");
    include("ui/a.h", "<QLabel>", "");
    include("backend/mqtt/a.cpp", "<QMqttClient>", "");
    include("app/a.cpp", "<QMqttClient>", "only backend/mqtt/");
    include("app/a.cpp", "<QtMqtt/QMqttClient>", "only backend/mqtt/");
    include("backend/sandbox/a.cpp", "<mosquitto.h>", "only backend/mqtt/");
    include("backend/history/a.cpp", "<sqlite3.h>", "");
    include("backend/ingest/a.cpp", "<sqlite3.h>", "only backend/history/");
    include("backend/history/a.cpp", "<openssl/ssl.h>", "only backend/accounts/ and backend/mqtt/ and backend/sandbox/");
    include("app/a.cpp", "<qt6keychain/keychain.h>", "only backend/accounts/");
    include("app/a.cpp", "<grpcpp/grpcpp.h>", "only backend/rpc/");
    include("models/a.cpp", "<ttn/lorawan/v3/end_device.pb.h>", "only backend/rpc/");
    include("backend/mqtt/a.cpp", "<google/protobuf/message.h>", "only backend/rpc/");
    include("backend/network/a.cpp", "<handler/handler.pb.h>", "");
    include("backend/sandbox/a.cpp", "<grpcpp/grpcpp.h>", "");

    row("app/a.cpp", QByteArray(490, '\n'), "");
    row("app/b.cpp", QByteArray(500, '\n'), "at most 500");
    row("tests/unit/a.cpp", QByteArray(990, '\n'), "");
    row("tests/unit/b.cpp", QByteArray(1'000, '\n'), "at most 1000");
    row("app/main.cpp", "int main(int, char **)\n" + QByteArray(20, '\n'), "");
    row("app/main2.cpp", "int main(int, char **)\n" + QByteArray(30, '\n'), "at most 30");
    QTest::newRow("no licence") << QStringLiteral("app/nothing.cpp") << QByteArray("// nothing\n")
                                << QStringLiteral("SPDX");
    QTest::newRow("no licence in CMake") << QStringLiteral("app/CMakeLists.txt")
                                         << QByteArray("# SPDX-License-Identifier: MIT\n") << QStringLiteral("SPDX");
}

void TestIncludes::finds()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, text);
    QFETCH(QString, wrong);
    if (wrong != u"SPDX")
        text.prepend(
            "// SPDX-FileCopyrightText: 2026 TTN Console contributors\n// SPDX-License-Identifier: GPL-3.0-or-later\n");
    const QStringList found = m_rules.check(path, text);
    QCOMPARE(found.size(), wrong.isEmpty() ? 0 : 1);
    if (!found.isEmpty())
        QVERIFY2(found.first().contains(wrong), qPrintable(found.first()));
}

void TestIncludes::theSources()
{
    const QString root = QStringLiteral(TTN_SOURCE_DIR "/");
    const QStringList names{QStringLiteral("*.h"),     QStringLiteral("*.cpp"), QStringLiteral("CMakeLists.txt"),
                            QStringLiteral("*.cmake"), QStringLiteral("*.sh"),  QStringLiteral("*.proto")};
    QStringList wrong;
    int files = 0;
    for (const char *folder : {"app", "ui", "models", "backend", "proto", "resources", "tests", "packaging", "cmake"}) {
        QDirIterator it(root + QLatin1String(folder), names, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            wrong += m_rules.check(file.fileName().mid(root.size()), file.readAll());
            ++files;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    QVERIFY2(files > 50, "the sources were not found");
}

TTN_TEST_MAIN(TestIncludes)
#include "tst_includes.moc"
