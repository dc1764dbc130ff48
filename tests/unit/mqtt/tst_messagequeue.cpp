// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/messagequeue.h"
#include "tests/support/testmain.h"

#include <array>
#include <atomic>
#include <thread>

using namespace Backend;

namespace {

ReceivedMessage message(qsizetype bytes, quint32 connection = 0)
{
    ReceivedMessage one;
    one.message.payload = QByteArray(bytes, 'x');
    one.connection = connection;
    return one;
}

} // namespace

class TestMessageQueue : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void newsDoNotWaitForRoom()
    {
        MessageQueue queue(200);
        QVERIFY(queue.push(message(300)));
        ReceivedMessage news;
        news.news = ReceivedMessage::News::Lost;
        QVERIFY(queue.push(std::move(news)));
        QCOMPARE(queue.depth().messages, 2u);
    }

    void givesEverythingInOrder()
    {
        MessageQueue queue;
        for (quint32 i = 0; i < 5; ++i)
            QVERIFY(queue.push(message(1, i)));
        QCOMPARE(queue.depth().messages, 5u);
        std::vector<ReceivedMessage> out(3);
        QVERIFY(queue.take(out, 0));
        QCOMPARE(out.size(), 5u);
        for (quint32 i = 0; i < 5; ++i)
            QCOMPARE(out[i].connection, i);
        QCOMPARE(queue.depth().bytes, 0u);
        QVERIFY(queue.take(out, 1));
        QVERIFY(out.empty());
    }

    void tryPushRefusesAndKeepsTheMessage()
    {
        MessageQueue queue(2000);
        QCOMPARE(queue.tryPush(message(1500)), MessageQueue::Taken::Yes);
        QVERIFY(!queue.depth().full);
        ReceivedMessage second = message(900, 2);
        QCOMPARE(queue.tryPush(std::move(second)), MessageQueue::Taken::Full);
        QCOMPARE(second.message.payload.size(), 900);
        QVERIFY(queue.depth().full);
        std::vector<ReceivedMessage> out;
        queue.take(out, 0);
        QVERIFY(!queue.depth().full);
        QCOMPARE(queue.tryPush(std::move(second)), MessageQueue::Taken::Yes);
        queue.close();
        QCOMPARE(queue.tryPush(message(1)), MessageQueue::Taken::Closed);
    }

    void takesOneLargerThanTheLimit()
    {
        MessageQueue queue(100);
        QVERIFY(queue.push(message(10'000)));
        QCOMPARE(queue.depth().messages, 1u);
    }

    void pushWaitsUntilThereIsRoom()
    {
        MessageQueue queue(2000);
        QVERIFY(queue.push(message(1500)));
        std::atomic<bool> pushed = false;
        std::thread producer([&] { pushed = queue.push(message(1500)); });
        QTRY_VERIFY(queue.depth().full);
        QVERIFY(!pushed);
        std::vector<ReceivedMessage> out;
        queue.take(out, 0);
        producer.join();
        QVERIFY(pushed);
        QCOMPARE(queue.depth().messages, 1u);
    }

    void closeWakesEverybody()
    {
        MessageQueue queue(100);
        QVERIFY(queue.push(message(1000)));
        std::atomic<int> refused = 0;
        std::thread producer([&] { refused += !queue.push(message(1000)); });
        QTRY_VERIFY(queue.depth().full);
        queue.close();
        producer.join();
        QCOMPARE(refused.load(), 1);
        std::vector<ReceivedMessage> out;
        QVERIFY(queue.take(out, 10'000));
        QCOMPARE(out.size(), 1u);
        QVERIFY(!queue.take(out, 10'000));
    }

    void manyProducersLoseNothing()
    {
        MessageQueue queue(20'000);
        constexpr int each = 5000;
        std::vector<std::thread> producers;
        for (quint32 p = 0; p < 4; ++p)
            producers.emplace_back([&queue, p] {
                for (int i = 0; i < each; ++i) {
                    if (i % 2)
                        queue.push(message(i % 50, p));
                    else
                        while (queue.tryPush(message(i % 50, p)) == MessageQueue::Taken::Full)
                            std::this_thread::yield();
                }
            });
        std::array<int, 4> counts{};
        std::vector<ReceivedMessage> out;
        int total = 0;
        while (total < 4 * each) {
            queue.take(out, 10'000);
            QVERIFY(!out.empty());
            for (const ReceivedMessage &one : out) {
                // Each producer's own order is kept.
                QCOMPARE(one.message.payload.size(), counts[one.connection] % 50);
                ++counts[one.connection];
            }
            total += int(out.size());
        }
        for (std::thread &producer : producers)
            producer.join();
        for (const int count : counts)
            QCOMPARE(count, each);
    }
};

TTN_TEST_MAIN(TestMessageQueue)
#include "tst_messagequeue.moc"
