// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTemporaryDir>
#include <QTest>

/// Base of every test: any warning that the code prints fails the test function in which it appears.
class TestBase : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void init();
};

namespace TestSupport {

/// Points HOME and XDG_* to a fresh folder (0700) and takes proxies, session bus and credentials from the environment.
/// Before the application object.
void isolateEnvironment(QTemporaryDir &home);

} // namespace TestSupport

/// main() of a test that needs no GUI.
#define TTN_TEST_MAIN(TestClass)                                                                                       \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        QTemporaryDir home;                                                                                            \
        TestSupport::isolateEnvironment(home);                                                                         \
        QCoreApplication app(argc, argv);                                                                              \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }

/// main() of a test with widgets (include <QApplication> first).
#define TTN_GUI_TEST_MAIN(TestClass)                                                                                   \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        QTemporaryDir home;                                                                                            \
        TestSupport::isolateEnvironment(home);                                                                         \
        QApplication app(argc, argv);                                                                                  \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
