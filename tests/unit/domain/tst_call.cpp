// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/call.h"
#include "tests/support/testmain.h"

#include <QThread>

using namespace Domain;

class TestCall : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void deliversQueued();
    void deliversWhatCameBeforeThen();
    void cancelledIsNeverDelivered();
    void dropTellsTheProducerOnce();
    void goneContextIsNeverCalled();
    void deliversIntoTheContextThread();
    void onlyTheFirstAnswerCounts();
    void undeliveredAnswerEndsWithTheThread();
    void cleanupTestCase();

private:
    Call<int> m_undelivered;
};

void TestCall::deliversQueued()
{
    CallSource<int> source;
    Call<int> call = source.call();
    int got = 0;
    call.then(this, [&](int value) { got = value; });
    source.deliver(7);
    QCOMPARE(got, 0);
    QTRY_COMPARE(got, 7);
    QVERIFY(!call.isPending());
}

void TestCall::deliversWhatCameBeforeThen()
{
    CallSource<QString> source;
    Call<QString> call = source.call();
    source.deliver(QStringLiteral("early"));
    QString got;
    call.then(this, [&](const QString &value) { got = value; });
    QVERIFY(got.isEmpty());
    QTRY_COMPARE(got, QStringLiteral("early"));
}

void TestCall::cancelledIsNeverDelivered()
{
    CallSource<int> source;
    bool ran = false;
    Call<int> call = source.call();
    call.then(this, [&](int) { ran = true; });
    source.deliver(1);
    call.cancel(); // after the delivery was posted, before it ran
    QCoreApplication::processEvents();
    QVERIFY(!ran);
    QVERIFY(source.isCancelled());
}

void TestCall::dropTellsTheProducerOnce()
{
    CallSource<int> source;
    int told = 0;
    source.onCancel([&] { ++told; });
    {
        Call<int> call = source.call();
        Call<int> moved = std::move(call);
        QVERIFY(moved.isPending());
    }
    QCOMPARE(told, 1);
    source.deliver(3); // harmless
}

void TestCall::goneContextIsNeverCalled()
{
    CallSource<int> source;
    Call<int> call = source.call();
    auto context = std::make_unique<QObject>();
    bool ran = false;
    call.then(context.get(), [&](int) { ran = true; });
    source.deliver(1);
    context.reset();
    QCoreApplication::processEvents();
    QVERIFY(!ran);
}

void TestCall::deliversIntoTheContextThread()
{
    CallSource<int> source;
    Call<int> call = source.call();
    QThread *where = nullptr;
    call.then(this, [&](int) { where = QThread::currentThread(); });
    std::unique_ptr<QThread> producer(QThread::create([source] { source.deliver(1); }));
    producer->start();
    QVERIFY(producer->wait());
    QTRY_COMPARE(where, QThread::currentThread());
}

void TestCall::onlyTheFirstAnswerCounts()
{
    CallSource<int> source;
    Call<int> call = source.call();
    QList<int> got;
    call.then(this, [&](int value) { got << value; });
    source.deliver(1);
    source.deliver(2);
    QTRY_COMPARE(got.size(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(got, QList<int>{1});
}

void TestCall::undeliveredAnswerEndsWithTheThread()
{
    std::weak_ptr<int> answer;
    std::unique_ptr<QThread> consumer(QThread::create([&answer] {
        QObject context;
        CallSource<std::shared_ptr<int>> source;
        Call<std::shared_ptr<int>> call = source.call();
        call.then(&context, [](const std::shared_ptr<int> &) {});
        auto value = std::make_shared<int>(1);
        answer = value;
        source.deliver(std::move(value)); // waits for an event loop, which never runs
    }));
    consumer->start();
    QVERIFY(consumer->wait());
    consumer.reset();
    QVERIFY(answer.expired());
}

/// An answer that is still on its way when the program ends must not stop it: the end of main() is the test.
void TestCall::cleanupTestCase()
{
    CallSource<int> source;
    m_undelivered = source.call();
    m_undelivered.then(this, [](int) {});
    source.deliver(1);
    m_undelivered.cancel();
}

TTN_TEST_MAIN(TestCall)
#include "tst_call.moc"
