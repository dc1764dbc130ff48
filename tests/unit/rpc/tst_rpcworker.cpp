// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Calls against a gRPC server within the test: answers, failures, ends, limits and trust.
#include "backend/domain/problemtext.h"
#include "backend/rpc/pacingqueue.h"
#include "backend/rpc/rpctask.h"
#include "backend/rpc/rpcthread.h"
#include "tests/support/testmain.h"
#include "tests/unit/rpc/rpcrig.h"

#include <QMutex>
#include <QSslConfiguration>

#include <google/protobuf/empty.pb.h>
#include <google/protobuf/wrappers.pb.h>

using Backend::Certificate;
using Backend::Certificates;
using Backend::PacingQueue;
using Backend::RpcMethod;
using Backend::RpcReply;
using Backend::RpcRequest;
using Backend::RpcStreamState;
using Backend::RpcTarget;
using Backend::RpcThread;
using Domain::Endpoint;
using Domain::Problem;
using Domain::TrustPolicy;
using google::protobuf::StringValue;
using Code = Problem::Code;
using std::chrono::milliseconds;

namespace {

constexpr RpcMethod<StringValue, StringValue> echo{"/test.Service/Echo"};

std::string encoded(const std::string &text)
{
    StringValue value;
    value.set_value(text);
    return value.SerializeAsString();
}

RpcRig::Answer echoed(const RpcRig::Question &question)
{
    RpcRig::Answer answer;
    answer.headers = {{"x-request-id", "01TEST"}};
    answer.messages = {question.message};
    return answer;
}

RpcRig::Answer failing(int code, const std::string &text)
{
    RpcRig::Answer answer;
    answer.code = code;
    answer.text = text;
    return answer;
}

RpcRig::Answer hanging(const RpcRig::Question &)
{
    RpcRig::Answer answer;
    answer.hang = true;
    return answer;
}

RpcRequest settings(const Endpoint &endpoint)
{
    RpcRequest request;
    request.target.endpoint = endpoint;
    request.target.credential = "NNSXS.ID.SECRET";
    return request;
}

/// What a stream did, to be read in the test's thread.
struct Watched
{
    QMutex mutex;
    QList<RpcStreamState> states;
    QList<Problem> problems;
    QStringList messages;

    template <typename T>
    T locked(T Watched::*member)
    {
        const QMutexLocker lock(&mutex);
        return this->*member;
    }
};

} // namespace

class TestRpcWorker : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void answers();
    void credentials_data();
    void credentials();
    void failures_data();
    void failures();
    void unreadableAnswer();
    void deadline();
    void cancelReachesTheServer();
    void droppedBeforeItLeaves();
    void serverGoesInTheMiddle();
    void serverComesBack();
    void manyAtOnce();
    void largeMessages();
    void rateLimit();
    void rateLimitBeyondPatience();
    void tls_data();
    void tls();
    void plaintextNeedsAChoice();
    void proxyIsNotForLoopback();
    void streamDeliversAndEnds();
    void streamComesBack();
    void streamThatIsRefusedEnds();
    void streamCancelReachesTheServer();
    void streamEndedByItsHandler_data();
    void streamEndedByItsHandler();
    void endsWithCallsUnderWay();
    void paceOrder();
    void paceLimit();
    void pacePauseAndInterval();

private:
    using Text = Domain::Result<QString>;

    Domain::Call<Text> ask(RpcThread &rpc, const RpcRequest &request, const std::string &text = "hello")
    {
        StringValue message;
        message.set_value(text);
        return Backend::ask<QString>(
            rpc.line(), echo, request, message,
            [](const StringValue &value, const RpcReply &) { return QString::fromStdString(value.value()); });
    }

    Text wait(Domain::Call<Text> call, int ms = 20'000)
    {
        std::optional<Text> result;
        call.then(this, [&result](Text answer) { result = std::move(answer); });
        return QTest::qWaitFor([&result] { return result.has_value(); }, ms)
            ? *std::move(result)
            : Text(Problem{Code::CodeCount, {}, QStringLiteral("no answer came"), {}, false});
    }

    quint64 watch(RpcThread &rpc, const Endpoint &endpoint, const std::shared_ptr<Watched> &watched, bool again = true)
    {
        Backend::RpcStreamRequest request;
        request.target.endpoint = endpoint;
        request.method = "/test.Service/Watch";
        request.message = [] { return encoded("start"); };
        request.again = again;
        request.firstPause = milliseconds(50);
        Backend::RpcStreamHandlers handlers;
        handlers.message = [watched](const std::string &bytes) {
            StringValue value;
            value.ParseFromString(bytes);
            const QMutexLocker lock(&watched->mutex);
            watched->messages += QString::fromStdString(value.value());
        };
        handlers.state = [watched](RpcStreamState state, const Problem &problem) {
            const QMutexLocker lock(&watched->mutex);
            watched->states += state;
            watched->problems += problem;
        };
        return rpc.line()->openStream(request, handlers);
    }
};

void TestRpcWorker::answers()
{
    RpcRig rig(echoed);
    RpcThread rpc;
    const Text text = wait(ask(rpc, settings(rig.endpoint())));
    QVERIFY2(text, qPrintable(text.problem.details));
    QCOMPARE(text.value, QStringLiteral("hello"));
    QCOMPARE(rig.questions().front().method, std::string("/test.Service/Echo"));
}

void TestRpcWorker::credentials_data()
{
    QTest::addColumn<Domain::Generation>("generation");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("sent");
    using Domain::Generation;
    QTest::newRow("v3") << Generation::V3 << QByteArray("NNSXS.A.B") << QByteArray("authorization")
                        << QByteArray("Bearer NNSXS.A.B");
    QTest::newRow("blanks") << Generation::V3 << QByteArray(" NNSXS.A.B\n") << QByteArray("authorization")
                            << QByteArray("Bearer NNSXS.A.B");
    QTest::newRow("word") << Generation::V3 << QByteArray("bearer  NNSXS.A.B") << QByteArray("authorization")
                          << QByteArray("Bearer NNSXS.A.B");
    QTest::newRow("none") << Generation::V3 << QByteArray() << QByteArray("authorization") << QByteArray();
    QTest::newRow("v2") << Generation::V2 << QByteArray("ttn-account-v2.x ") << QByteArray("key")
                        << QByteArray("ttn-account-v2.x");
    QTest::newRow("v2 without token") << Generation::V2 << QByteArray("x") << QByteArray("token") << QByteArray();
}

void TestRpcWorker::credentials()
{
    QFETCH(const Domain::Generation, generation);
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, sent);
    RpcRig rig(echoed);
    RpcThread rpc;
    RpcRequest request = settings(rig.endpoint());
    request.target.generation = generation;
    request.target.credential = key;
    request.metadata = {{"limit", "10"}};
    QVERIFY(wait(ask(rpc, request)));
    const auto metadata = rig.questions().front().metadata;
    const auto it = metadata.find(name.toStdString());
    QCOMPARE(it == metadata.end() ? QByteArray() : QByteArray::fromStdString(it->second), sent);
    QCOMPARE(metadata.find("limit")->second, std::string("10"));
}

void TestRpcWorker::failures_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Code>("expected");
    QTest::newRow("cancelled") << 1 << Code::CallInterrupted;
    QTest::newRow("unknown") << 2 << Code::ServerFault;
    QTest::newRow("invalid") << 3 << Code::CallRefused;
    QTest::newRow("deadline") << 4 << Code::CallDeadline;
    QTest::newRow("not found") << 5 << Code::CallRefused;
    QTest::newRow("exists") << 6 << Code::CallRefused;
    QTest::newRow("denied") << 7 << Code::CallRefused;
    QTest::newRow("precondition") << 9 << Code::CallRefused;
    QTest::newRow("aborted") << 10 << Code::CallRefused;
    QTest::newRow("range") << 11 << Code::CallRefused;
    QTest::newRow("unimplemented") << 12 << Code::ServiceMissing;
    QTest::newRow("internal") << 13 << Code::ServerFault;
    QTest::newRow("unavailable") << 14 << Code::NetworkError;
    QTest::newRow("loss") << 15 << Code::ServerFault;
    QTest::newRow("unauthenticated") << 16 << Code::NotSignedIn;
}

void TestRpcWorker::failures()
{
    QFETCH(const int, code);
    QFETCH(const Code, expected);
    RpcRig rig([code](const RpcRig::Question &) { return failing(code, "because"); });
    RpcThread rpc;
    const Text text = wait(ask(rpc, settings(rig.endpoint())));
    QCOMPARE(text.problem.code, expected);
    QVERIFY(text.problem.details.contains(u"because"));
    QVERIFY(!text.problem.details.contains(u"SECRET"));
}

void TestRpcWorker::unreadableAnswer()
{
    RpcRig rig([](const RpcRig::Question &) {
        RpcRig::Answer answer;
        answer.messages = {"\x0a\xff\xff\xff"};
        return answer;
    });
    RpcThread rpc;
    QCOMPARE(wait(ask(rpc, settings(rig.endpoint()))).problem.code, Code::AnswerUnreadable);
}

void TestRpcWorker::deadline()
{
    RpcRig rig(hanging);
    RpcThread rpc;
    RpcRequest request = settings(rig.endpoint());
    request.deadline = milliseconds(100);
    const Text text = wait(ask(rpc, request));
    QCOMPARE(text.problem.code, Code::CallDeadline);
    QVERIFY(text.problem.retryable);
    QTRY_COMPARE(rig.cancelled(), 1);
}

void TestRpcWorker::cancelReachesTheServer()
{
    RpcRig rig(hanging);
    RpcThread rpc;
    bool delivered = false;
    Domain::Call<Text> call = ask(rpc, settings(rig.endpoint()));
    call.then(this, [&delivered](const Text &) { delivered = true; });
    QTRY_COMPARE(rig.asked(), 1);
    QCOMPARE(rig.cancelled(), 0);
    call = {};
    QTRY_COMPARE(rig.cancelled(), 1);
    QTest::qWait(20);
    QVERIFY(!delivered);
}

void TestRpcWorker::droppedBeforeItLeaves()
{
    RpcRig rig(echoed);
    RpcThread rpc;
    RpcRequest request = settings(rig.endpoint());
    request.target.generation = Domain::Generation::V2;
    request.pace = "app"; // four in a second
    std::vector<Domain::Call<Text>> calls;
    for (int i = 0; i < 6; ++i)
        calls.push_back(ask(rpc, request));
    Domain::Call<Text> last = std::move(calls.back());
    calls.pop_back();
    calls.pop_back(); // waits for its turn
    const Text text = wait(std::move(last));
    QVERIFY(text);
    QCOMPARE(rig.asked(), 5);
}

void TestRpcWorker::serverGoesInTheMiddle()
{
    RpcRig rig(hanging);
    RpcThread rpc;
    std::optional<Text> result;
    Domain::Call<Text> call = ask(rpc, settings(rig.endpoint()));
    call.then(this, [&result](Text text) { result = std::move(text); });
    QTRY_COMPARE(rig.asked(), 1);
    rig.shutDown();
    QTRY_VERIFY(result.has_value());
    QVERIFY2(result->problem.code == Code::CallInterrupted, qPrintable(result->problem.details));
    QVERIFY(result->problem.retryable);
    // And nobody is there any more.
    QCOMPARE(wait(ask(rpc, settings(rig.endpoint()))).problem.code, Code::ConnectionRefused);
}

void TestRpcWorker::serverComesBack()
{
    auto rig = std::make_unique<RpcRig>(echoed);
    const Endpoint endpoint = rig->endpoint();
    RpcThread rpc;
    QVERIFY(wait(ask(rpc, settings(endpoint))));
    rig.reset();
    QVERIFY(!wait(ask(rpc, settings(endpoint))));
    rig = std::make_unique<RpcRig>(echoed, Certificate{}, endpoint.port);
    QVERIFY(wait(ask(rpc, settings(endpoint)))); // without waiting for a back-off
}

void TestRpcWorker::manyAtOnce()
{
    RpcRig rig(echoed);
    RpcThread rpc;
    int arrived = 0;
    std::vector<Domain::Call<Text>> calls;
    for (int i = 0; i < 200; ++i) {
        calls.push_back(ask(rpc, settings(rig.endpoint()), std::to_string(i)));
        calls.back().then(this, [&arrived, i](const Text &text) { arrived += text.value == QString::number(i); });
    }
    QTRY_COMPARE_WITH_TIMEOUT(arrived, 200, 20'000);
}

void TestRpcWorker::largeMessages()
{
    RpcRig rig(echoed);
    RpcThread rpc;
    const std::string large(15 * 1024 * 1024, 'x');
    const Text text = wait(ask(rpc, settings(rig.endpoint()), large));
    QCOMPARE(text.value.size(), qsizetype(large.size()));
    const Text tooLarge = wait(ask(rpc, settings(rig.endpoint()), std::string(17 * 1024 * 1024, 'x')));
    QCOMPARE(tooLarge.problem.code, Code::RequestTooLarge);
}

void TestRpcWorker::rateLimit()
{
    std::atomic<int> calls = 0;
    RpcRig rig([&calls](const RpcRig::Question &question) {
        if (++calls == 2) {
            RpcRig::Answer answer = failing(8, "Rate limit for client \"x\" reached");
            answer.headers
                = {{"x-rate-limit-limit", "600"}, {"x-rate-limit-available", "0"}, {"x-rate-limit-retry", "1"}};
            return answer;
        }
        return echoed(question);
    });
    RpcThread rpc;
    int arrived = 0;
    std::vector<Domain::Call<Text>> all;
    for (int i = 0; i < 5; ++i) {
        all.push_back(ask(rpc, settings(rig.endpoint())));
        all.back().then(this, [&arrived](const Text &text) { arrived += bool(text); });
    }
    QTRY_COMPARE_WITH_TIMEOUT(arrived, 5, 20'000); // nothing is lost
    QCOMPARE(rig.asked(), 6); // and only the refused one was asked again
}

void TestRpcWorker::rateLimitBeyondPatience()
{
    RpcRig rig([](const RpcRig::Question &) {
        RpcRig::Answer answer = failing(8, "slow down");
        answer.headers = {{"x-rate-limit-retry", "30"}};
        return answer;
    });
    RpcThread rpc;
    RpcRequest request = settings(rig.endpoint());
    request.patience = milliseconds(1'000);
    const Text text = wait(ask(rpc, request));
    QCOMPARE(text.problem.code, Code::RateLimited);
    QCOMPARE(text.problem.args, QStringList{QStringLiteral("30")});
}

void TestRpcWorker::tls_data()
{
    QTest::addColumn<QString>("trust");
    QTest::addColumn<QStringList>("hosts");
    QTest::addColumn<Code>("expected");
    const QStringList here{QStringLiteral("127.0.0.1")};
    const QStringList elsewhere{QStringLiteral("elsewhere.example")};
    QTest::newRow("right CA") << QStringLiteral("ca") << here << Code::None;
    QTest::newRow("wrong CA") << QStringLiteral("other ca") << here << Code::CertificateUntrusted;
    QTest::newRow("leaf as root") << QStringLiteral("leaf") << here << Code::CertificateUntrusted;
    QTest::newRow("system") << QStringLiteral("system") << here << Code::CertificateUntrusted;
    QTest::newRow("another host") << QStringLiteral("ca") << elsewhere << Code::CertificateHostMismatch;
    QTest::newRow("right pin") << QStringLiteral("pin") << here << Code::None;
    QTest::newRow("right pin, another host") << QStringLiteral("pin") << elsewhere << Code::None;
    QTest::newRow("wrong pin") << QStringLiteral("wrong pin") << here << Code::PinMismatch;
    QTest::newRow("plaintext to TLS") << QStringLiteral("none") << here << Code::PlaintextRefused;
    QTest::newRow("unreadable CA") << QStringLiteral("garbage") << here << Code::CaUnreadable;
}

void TestRpcWorker::tls()
{
    QFETCH(const QString, trust);
    QFETCH(const QStringList, hosts);
    QFETCH(const Code, expected);
    const Certificate ca = Certificates::makeCa({QStringLiteral("Test CA"), {}});
    const Certificate leaf = Certificates::makeLeaf(ca, {QStringLiteral("server"), hosts});
    const Certificate otherCa = Certificates::makeCa({QStringLiteral("Other CA"), {}});
    QHash<QString, std::optional<TrustPolicy>> policies{
        {QStringLiteral("ca"), TrustPolicy::ca(ca.certificatePem)},
        {QStringLiteral("other ca"), TrustPolicy::ca(otherCa.certificatePem)},
        {QStringLiteral("leaf"), TrustPolicy::ca(otherCa.certificatePem + otherCa.certificatePem)},
        {QStringLiteral("system"), TrustPolicy::system()},
        {QStringLiteral("pin"), TrustPolicy::pin(leaf.sha256())},
        {QStringLiteral("wrong pin"), TrustPolicy::pin(ca.sha256())},
        {QStringLiteral("garbage"), TrustPolicy::ca("nothing")},
        {QStringLiteral("none"), std::nullopt}};
    if (trust == u"system" && QSslConfiguration::systemCaCertificates().isEmpty())
        QSKIP("this computer has no system roots");
    RpcRig rig(echoed, leaf);
    RpcThread rpc;
    const Text text = wait(ask(rpc, settings(rig.endpoint(policies[trust]))));
    QVERIFY2(text.problem.code == expected, qPrintable(text.problem.details + QString::number(int(text.problem.code))));
    if (expected == Code::PinMismatch)
        QCOMPARE(text.problem.args.value(2), QString::fromLatin1(leaf.sha256().toHex()));
    QCOMPARE(rig.asked(), expected == Code::None ? 1 : 0); // the key went nowhere else
}

void TestRpcWorker::plaintextNeedsAChoice()
{
    RpcThread rpc;
    RpcRequest request = settings({QStringLiteral("server.invalid"), 1884, std::nullopt});
    QCOMPARE(wait(ask(rpc, request)).problem.code, Code::PlaintextNotAllowed);
    request.target.plaintextAllowed = true;
    const Text text = wait(ask(rpc, request));
    QVERIFY(text.problem && text.problem.code != Code::PlaintextNotAllowed);
}

void TestRpcWorker::proxyIsNotForLoopback()
{
    qputenv("http_proxy", "http://127.0.0.1:1");
    const auto tidy = qScopeGuard([] { qunsetenv("http_proxy"); });
    RpcRig rig(echoed);
    RpcThread rpc;
    QVERIFY(wait(ask(rpc, settings(rig.endpoint()))));
}

void TestRpcWorker::streamDeliversAndEnds()
{
    RpcRig rig([](const RpcRig::Question &) {
        RpcRig::Answer answer;
        for (int i = 0; i < 50; ++i)
            answer.messages.push_back(encoded(std::to_string(i)));
        return answer;
    });
    RpcThread rpc;
    const auto watched = std::make_shared<Watched>();
    watch(rpc, rig.endpoint(), watched, false);
    QTRY_VERIFY(watched->locked(&Watched::states).contains(RpcStreamState::Ended));
    const QStringList messages = watched->locked(&Watched::messages);
    QCOMPARE(messages.size(), 50);
    QCOMPARE(messages.last(), QStringLiteral("49"));
    QCOMPARE(watched->locked(&Watched::problems).last(), Problem());
    QCOMPARE(watched->locked(&Watched::states),
             (QList{RpcStreamState::Connecting, RpcStreamState::Live, RpcStreamState::Ended}));
}

void TestRpcWorker::streamComesBack()
{
    const auto handler = [](const RpcRig::Question &) {
        RpcRig::Answer answer;
        answer.messages = {encoded("here")};
        answer.hang = true;
        return answer;
    };
    auto rig = std::make_unique<RpcRig>(handler);
    const Endpoint endpoint = rig->endpoint();
    RpcThread rpc;
    const auto watched = std::make_shared<Watched>();
    watch(rpc, endpoint, watched);
    QTRY_COMPARE(watched->locked(&Watched::messages).size(), 1);
    rig.reset();
    QTRY_VERIFY(watched->locked(&Watched::states).contains(RpcStreamState::Waiting));
    // It may be connecting again already.
    const qsizetype waiting = watched->locked(&Watched::states).indexOf(RpcStreamState::Waiting);
    QVERIFY(watched->locked(&Watched::problems).at(waiting).retryable);
    rig = std::make_unique<RpcRig>(handler, Certificate{}, endpoint.port);
    QTRY_COMPARE_WITH_TIMEOUT(watched->locked(&Watched::messages).size(), 2, 20'000);
    QCOMPARE(watched->locked(&Watched::states).last(), RpcStreamState::Live);
}

void TestRpcWorker::streamThatIsRefusedEnds()
{
    RpcRig rig([](const RpcRig::Question &) { return failing(7, "no"); });
    RpcThread rpc;
    const auto watched = std::make_shared<Watched>();
    watch(rpc, rig.endpoint(), watched);
    QTRY_VERIFY(watched->locked(&Watched::states).contains(RpcStreamState::Ended));
    QCOMPARE(watched->locked(&Watched::problems).last().code, Code::CallRefused);
    QTest::qWait(150);
    QCOMPARE(rig.asked(), 1);
}

void TestRpcWorker::streamCancelReachesTheServer()
{
    RpcRig rig([](const RpcRig::Question &) {
        RpcRig::Answer answer;
        answer.messages = {encoded("one")};
        answer.hang = true;
        return answer;
    });
    RpcThread rpc;
    const auto watched = std::make_shared<Watched>();
    const quint64 id = watch(rpc, rig.endpoint(), watched);
    QTRY_COMPARE(watched->locked(&Watched::messages).size(), 1);
    rpc.line()->cancel(id);
    QTRY_COMPARE(rig.cancelled(), 1);
    QTest::qWait(120);
    QCOMPARE(rig.asked(), 1); // not opened again
}

void TestRpcWorker::streamEndedByItsHandler_data()
{
    QTest::addColumn<RpcStreamState>("state");
    QTest::newRow("connecting") << RpcStreamState::Connecting;
    QTest::newRow("live") << RpcStreamState::Live;
    QTest::newRow("message") << RpcStreamState::Ended;
}

void TestRpcWorker::streamEndedByItsHandler()
{
    QFETCH(const RpcStreamState, state);
    RpcRig rig([](const RpcRig::Question &) {
        RpcRig::Answer answer;
        answer.messages = {encoded("one"), encoded("two")};
        answer.hang = true;
        return answer;
    });
    RpcThread rpc;
    const auto after = std::make_shared<std::atomic<int>>(0);
    const auto calls = std::make_shared<std::atomic<int>>(0);
    const auto end = [line = rpc.line(), after, calls] {
        line->cancel(1); // the first id there is
        ++*calls;
        QTimer::singleShot(50, [after] { ++*after; }); // uses what was captured once more
    };
    Backend::RpcStreamRequest request;
    request.target.endpoint = rig.endpoint();
    request.method = "/test.Service/Watch";
    request.message = [] { return encoded("start"); };
    Backend::RpcStreamHandlers handlers;
    handlers.message = [end](const std::string &) { end(); };
    handlers.state = [end, state](RpcStreamState now, const Problem &) {
        if (now == state)
            end();
    };
    QCOMPARE(rpc.line()->openStream(request, handlers), quint64(1));
    QTRY_COMPARE(after->load(), 1);
    QCOMPARE(calls->load(), 1); // nothing came any more
    if (state != RpcStreamState::Connecting)
        QTRY_COMPARE(rig.cancelled(), 1);
}

void TestRpcWorker::endsWithCallsUnderWay()
{
    RpcRig rig(hanging);
    auto rpc = std::make_unique<RpcThread>();
    const std::shared_ptr<Backend::RpcLine> line = rpc->line();
    Domain::Call<Text> call = ask(*rpc, settings(rig.endpoint()));
    const auto watched = std::make_shared<Watched>();
    watch(*rpc, rig.endpoint(), watched);
    QTRY_COMPARE(rig.asked(), 2);
    rpc.reset();
    QTRY_COMPARE(rig.cancelled(), 2);
    QCOMPARE(line->call(settings(rig.endpoint()), [](const RpcReply &) {}), quint64(0));
    call.cancel(); // reaches nobody, and does no harm
}

void TestRpcWorker::paceOrder()
{
    PacingQueue queue;
    const PacingQueue::Time now{};
    for (quint64 id = 1; id <= 20; ++id)
        queue.add("a", id);
    queue.add("b", 21);
    QCOMPARE(queue.take(now).size(), std::size_t(PacingQueue::maxUnderWay) + 1);
    QVERIFY(!queue.next(now));
    queue.ended("a");
    queue.ended("a");
    QCOMPARE(queue.take(now), (std::vector<quint64>{17, 18}));
    QVERIFY(queue.remove(19));
    QVERIFY(!queue.remove(19));
    queue.ended("a");
    queue.ended("a");
    queue.addAgain("a", 3);
    QCOMPARE(queue.take(now), (std::vector<quint64>{3, 20}));
    QCOMPARE(queue.waiting(), 0);
}

void TestRpcWorker::paceLimit()
{
    PacingQueue queue;
    PacingQueue::Time now{};
    queue.setLimit("a", {4, milliseconds(1'000)});
    for (quint64 id = 1; id <= 9; ++id)
        queue.add("a", id);
    QCOMPARE(queue.take(now).size(), std::size_t(4));
    QCOMPARE(*queue.next(now), now + milliseconds(1'000));
    now += milliseconds(999);
    QVERIFY(queue.take(now).empty());
    now += milliseconds(1);
    QCOMPARE(queue.take(now).size(), std::size_t(4));
    now += milliseconds(5'000);
    QCOMPARE(queue.take(now), (std::vector<quint64>{9}));
}

void TestRpcWorker::pacePauseAndInterval()
{
    PacingQueue queue;
    PacingQueue::Time now{};
    now += milliseconds(1'000'000);
    queue.add("a", 1);
    queue.add("a", 2);
    queue.add("b", 3);
    queue.pause("a", now + milliseconds(700));
    queue.pause("a", now + milliseconds(300)); // the longer one stays
    queue.setInterval("a", milliseconds(200));
    QCOMPARE(queue.take(now), (std::vector<quint64>{3}));
    QCOMPARE(*queue.next(now), now + milliseconds(700));
    now += milliseconds(700);
    QCOMPARE(queue.take(now), (std::vector<quint64>{1}));
    QCOMPARE(*queue.next(now), now + milliseconds(200));
    now += milliseconds(200);
    QCOMPARE(queue.take(now), (std::vector<quint64>{2}));
}

TTN_TEST_MAIN(TestRpcWorker)

#include "tst_rpcworker.moc"
