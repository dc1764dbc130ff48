// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/session/wakewatch.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

class TestWakeWatch : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAfterASleepOnly();
};

void TestWakeWatch::tellsAfterASleepOnly()
{
    constexpr qint64 second = 1'000'000'000;
    const qint64 start = Domain::nowNs();
    Backend::WakeWatch watch;
    QSignalSpy awoke(&watch, &Backend::WakeWatch::awoke);
    watch.tick(start); // the first look knows nothing before
    watch.tick(start + second);
    watch.tick(start + 12 * second); // a busy machine
    watch.tick(start + 5 * second); // the clock was set back
    QCOMPARE(awoke.size(), 0);
    watch.tick(start + 3'600 * second);
    QCOMPARE(awoke.size(), 1);
    QCOMPARE(awoke.first().first().toLongLong(), start + 5 * second);
    watch.tick(start + 3'601 * second);
    QCOMPARE(awoke.size(), 1);
}

TTN_TEST_MAIN(TestWakeWatch)
#include "tst_wakewatch.moc"
