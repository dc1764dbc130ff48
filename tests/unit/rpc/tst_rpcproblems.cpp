// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What servers said when they failed, and the sentence that a person reads.
#include "backend/domain/problemtext.h"
#include "backend/rpc/rpcstatus.h"
#include "tests/support/testmain.h"

#include <google/rpc/status.pb.h>
#include <ttn/lorawan/v3/error.pb.h>

using Backend::RpcCallFacts;
using Backend::RpcCode;
using Backend::rpcProblem;
using Backend::RpcStatus;
using Domain::Problem;
using Code = Problem::Code;

namespace {

QJsonDocument jsonOf(const QString &path)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/") + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return QJsonDocument::fromJson(file.readAll());
}

RpcCallFacts facts()
{
    RpcCallFacts facts;
    facts.host = QStringLiteral("eu1.example");
    facts.port = 8884;
    facts.deadlineSeconds = 15;
    return facts;
}

/// Title and body: the advice belongs to the code, not to the failure.
QString sentence(const Problem &problem)
{
    const Domain::ProblemText text = Domain::problemText(problem);
    return text.title + u' ' + text.body;
}

RpcStatus withDetails(RpcCode code, const ttn::lorawan::v3::ErrorDetails &error)
{
    google::rpc::Status rich;
    rich.set_code(int(code));
    rich.add_details()->PackFrom(error);
    return {code, "error:x:y (z)", rich.SerializeAsString()};
}

} // namespace

class TestRpcProblems : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void v3_data();
    void v3();
    void v2_data();
    void v2();
    void transport_data();
    void transport();
    void detailsCanBeCopied();
    void whyNobodyIsSignedIn();
    void unknownNamesKeepTheServersWords();
    void sameNameInAnotherPlace();
    void endlessCauses();
    void retryable();
    void pin();
    void brokenDetails();
};

void TestRpcProblems::v3_data()
{
    QTest::addColumn<QString>("expected");
    const QJsonObject table = jsonOf(QStringLiteral("expected/v3-errors.json")).object();
    const QStringList files
        = QDir(QStringLiteral(TTN_TEST_DATA "/v3/errors")).entryList({QStringLiteral("*.json")}, QDir::Files);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << table[file].toString();
}

void TestRpcProblems::v3()
{
    QFETCH(const QString, expected);
    const QJsonObject call
        = jsonOf(QStringLiteral("v3/errors/") + QString::fromLatin1(QTest::currentDataTag())).object();
    RpcStatus status;
    status.code = RpcCode(call[u"status"][u"code"].toInt());
    status.message = call[u"status"][u"message"].toString().toStdString();
    RpcCallFacts known = facts();
    known.method = call[u"rpc"].toString().toUtf8();
    for (const QJsonValue &entry : call[u"trailing_metadata"].toArray()) {
        if (entry[u"name"].toString() == u"grpc-status-details-bin")
            status.details = QByteArray::fromBase64(entry[u"value"].toString().toLatin1()).toStdString();
    }
    for (const QJsonValue &entry : call[u"leading_metadata"].toArray()) {
        if (entry[u"name"].toString() == u"x-rate-limit-retry")
            known.retrySeconds = entry[u"value"].toString().toLongLong();
    }
    QCOMPARE(sentence(rpcProblem(status, known)), expected);
}

void TestRpcProblems::v2_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QJsonObject table = jsonOf(QStringLiteral("expected/v2-errors.json")).object();
    const QDir folder(QStringLiteral(TTN_TEST_DATA "/v2/errors"));
    for (const QString &file : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        int number = 0;
        for (const QJsonValue &call : jsonOf(QStringLiteral("v2/errors/") + file).array()) {
            ++number;
            if (call[u"number"].toInt() == 0)
                continue;
            const QString text = call[u"text"].toString();
            QTest::addRow("%s %d", qPrintable(file), number)
                << call[u"method"].toString() << call[u"number"].toInt() << text << table[text].toString();
        }
    }
}

void TestRpcProblems::v2()
{
    QFETCH(const QString, method);
    QFETCH(const int, code);
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    RpcCallFacts known = facts();
    known.method = method.toUtf8();
    known.plaintext = text.contains(u"Socket closed");
    QCOMPARE(sentence(rpcProblem({RpcCode(code), text.toStdString(), {}}, known)), expected);
}

void TestRpcProblems::transport_data()
{
    QTest::addColumn<RpcCode>("code");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Code>("expected");
    QTest::addColumn<bool>("retryable");
    const auto row = [](const char *name, RpcCode code, const char *text, Code expected, bool retryable) {
        QTest::newRow(name) << code << QByteArray(text) << expected << retryable;
    };
    row("refused", RpcCode::Unavailable,
        "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:1: Failed to connect to remote host: "
        "Connection refused",
        Code::ConnectionRefused, true);
    row("untrusted", RpcCode::Unavailable,
        "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:1: Ssl handshake failed: "
        "SSL_ERROR_SSL: error:0A000086:SSL routines::certificate verify failed",
        Code::CertificateUntrusted, false);
    row("host", RpcCode::Unavailable,
        "Custom verification check failed with error: UNAUTHENTICATED: Hostname "
        "Verification Check failed.",
        Code::CertificateHostMismatch, false);
    row("name", RpcCode::Unavailable,
        "DNS resolution failed for nowhere.example:8884: C-ares status is not "
        "ARES_SUCCESS qtype=A name=nowhere.example is_balancer=0: Domain name not found",
        Code::HostNotFound, true);
    row("closed", RpcCode::Unavailable, "Socket closed", Code::CallInterrupted, true);
    row("sent away", RpcCode::Unavailable, "GOAWAY received", Code::CallInterrupted, true);
    row("reset", RpcCode::Internal, "Received RST_STREAM with error code 2", Code::CallInterrupted, true);
    row("deadline", RpcCode::DeadlineExceeded, "Deadline Exceeded", Code::CallDeadline, true);
    row("something", RpcCode::Unavailable, "something new", Code::NetworkError, true);
    row("unknown service", RpcCode::Unimplemented, "unknown service x", Code::ServiceMissing, false);
    row("no http/2 there", RpcCode::Unimplemented, "Received http2 header with status: 404", Code::ServiceMissing,
        false);
    row("too large", RpcCode::ResourceExhausted, "Received message larger than max (20000000 vs. 16777216)",
        Code::RequestTooLarge, false);
}

void TestRpcProblems::transport()
{
    QFETCH(const RpcCode, code);
    QFETCH(const QByteArray, text);
    QFETCH(const Code, expected);
    QFETCH(const bool, retryable);
    const Problem problem = rpcProblem({code, text.toStdString(), {}}, facts());
    QCOMPARE(problem.code, expected);
    QCOMPARE(problem.retryable, retryable);
    QVERIFY(problem.details.contains(QString::fromUtf8(text)));
}

void TestRpcProblems::detailsCanBeCopied()
{
    ttn::lorawan::v3::ErrorDetails error;
    error.set_namespace_("pkg/networkserver");
    error.set_name("field_value");
    error.set_message_format("invalid value of field `{field}`");
    (*error.mutable_attributes()->mutable_fields())["field"].set_string_value("lorawan_phy_version");
    error.set_correlation_id("6e252d545c8e4c83830ab0832167ae35");
    error.mutable_cause()->set_namespace_("pkg/ttnpb");
    error.mutable_cause()->set_name("field_bound");
    error.mutable_cause()->set_message_format("`{field}` should be between `{min}` and `{missing}`");
    (*error.mutable_cause()->mutable_attributes()->mutable_fields())["min"].set_number_value(1);
    RpcCallFacts known = facts();
    known.requestId = "01M7XPDRFBHDDDPT3WJMNGETBP";
    const Problem problem = rpcProblem(withDetails(RpcCode::InvalidArgument, error), known);
    QCOMPARE(problem.details,
             QStringLiteral("INVALID_ARGUMENT: error:x:y (z)\n"
                            "pkg/networkserver:field_value: invalid value of field 'lorawan_phy_version'\n"
                            "pkg/ttnpb:field_bound: '{field}' should be between '1' and '{missing}'\n"
                            "correlation id: 6e252d545c8e4c83830ab0832167ae35\n"
                            "request id: 01M7XPDRFBHDDDPT3WJMNGETBP"));
}

/// The device repository hides what is wrong with a key behind one name.
void TestRpcProblems::whyNobodyIsSignedIn()
{
    ttn::lorawan::v3::ErrorDetails error;
    error.set_namespace_("pkg/auth/rights");
    error.set_name("unauthenticated");
    QCOMPARE(rpcProblem(withDetails(RpcCode::Unauthenticated, error), facts()).code, Code::NotSignedIn);
    error.mutable_cause()->set_namespace_("pkg/identityserver");
    error.mutable_cause()->set_name("api_key_expired");
    QCOMPARE(rpcProblem(withDetails(RpcCode::Unauthenticated, error), facts()).code, Code::KeyExpired);
    error.mutable_cause()->set_name("something_new");
    QCOMPARE(rpcProblem(withDetails(RpcCode::Unauthenticated, error), facts()).code, Code::NotSignedIn);
}

void TestRpcProblems::unknownNamesKeepTheServersWords()
{
    ttn::lorawan::v3::ErrorDetails error;
    error.set_namespace_("pkg/new");
    error.set_name("brand_new");
    error.set_message_format("the {colour} moon is in the way");
    (*error.mutable_attributes()->mutable_fields())["colour"].set_string_value("blue");
    const Problem problem = rpcProblem(withDetails(RpcCode::FailedPrecondition, error), facts());
    QCOMPARE(problem.code, Code::CallRefused);
    QCOMPARE(problem.serverText, QStringLiteral("the blue moon is in the way"));
}

void TestRpcProblems::sameNameInAnotherPlace()
{
    ttn::lorawan::v3::ErrorDetails error;
    error.set_name("not_found");
    error.set_namespace_("pkg/frequencyplans");
    QCOMPARE(rpcProblem(withDetails(RpcCode::NotFound, error), facts()).code, Code::FrequencyPlanUnknown);
    error.set_namespace_("pkg/redis");
    QCOMPARE(rpcProblem(withDetails(RpcCode::NotFound, error), facts()).code, Code::EntryNotFound);
    error.set_namespace_("pkg/elsewhere");
    QCOMPARE(rpcProblem(withDetails(RpcCode::NotFound, error), facts()).code, Code::CallRefused);
}

void TestRpcProblems::endlessCauses()
{
    ttn::lorawan::v3::ErrorDetails error;
    ttn::lorawan::v3::ErrorDetails *step = &error;
    for (int depth = 0; depth < 60; ++depth) {
        step->set_name("validation");
        step = step->mutable_cause();
    }
    const Problem problem = rpcProblem(withDetails(RpcCode::InvalidArgument, error), facts());
    QCOMPARE(problem.code, Code::FieldInvalid);
    QVERIFY(problem.details.count(u'\n') < 20);
}

void TestRpcProblems::retryable()
{
    ttn::lorawan::v3::ErrorDetails error;
    error.set_name("rate_limit_exceeded");
    RpcCallFacts known = facts();
    known.retrySeconds = 9;
    const Problem problem = rpcProblem(withDetails(RpcCode::ResourceExhausted, error), known);
    QVERIFY(problem.retryable);
    QCOMPARE(problem.args, QStringList{QStringLiteral("9")});
    QVERIFY(!rpcProblem({RpcCode::PermissionDenied, "no", {}}, facts()).retryable);
    QCOMPARE(rpcProblem({}, facts()), Problem());
}

void TestRpcProblems::pin()
{
    RpcCallFacts known = facts();
    known.pinExpected = QByteArray(32, 'a');
    known.pinFound = QByteArray(32, 'b');
    const RpcStatus status{RpcCode::Unavailable, "Custom verification check failed with error: UNAUTHENTICATED: x", {}};
    const Problem problem = rpcProblem(status, known);
    QCOMPARE(problem.code, Code::PinMismatch);
    QCOMPARE(problem.args.value(2), QString::fromLatin1(QByteArray(32, 'b').toHex()));
    known.pinFound = known.pinExpected;
    QCOMPARE(rpcProblem(status, known).code, Code::TlsHandshakeFailed);
}

void TestRpcProblems::brokenDetails()
{
    const Problem problem = rpcProblem({RpcCode::InvalidArgument, "half", "\x0a\xff\xff"}, facts());
    QCOMPARE(problem.code, Code::CallRefused);
    QCOMPARE(problem.serverText, QStringLiteral("half"));
}

TTN_TEST_MAIN(TestRpcProblems)

#include "tst_rpcproblems.moc"
