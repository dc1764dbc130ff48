// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"

#include <QDir>
#include <QRegularExpression>

void TestBase::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
}

namespace TestSupport {

void isolateEnvironment(QTemporaryDir &home)
{
    const auto folder = [&](const char *variable, const char *name) {
        const QString path = home.filePath(QString::fromLatin1(name));
        QDir().mkpath(path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv(variable, path.toLocal8Bit());
    };
    folder("HOME", "home");
    folder("XDG_CONFIG_HOME", "config");
    folder("XDG_DATA_HOME", "data");
    folder("XDG_CACHE_HOME", "cache");
    folder("XDG_STATE_HOME", "state");
    folder("XDG_RUNTIME_DIR", "run");
    for (const char *variable : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "http_proxy", "https_proxy",
                                 "all_proxy", "no_proxy", "TTN_CREDENTIAL"})
        qunsetenv(variable);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

} // namespace TestSupport
