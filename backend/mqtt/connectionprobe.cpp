// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/connectionprobe.h"

#include "backend/mqtt/mqttproblems.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QRandomGenerator>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>
#include <chrono>

namespace Backend {

using Code = Domain::Problem::Code;
using Kind = Domain::ConnectionTestStep::Kind;
using State = Domain::ConnectionTestStep::State;
using MqttProblems::Phase;

namespace {

constexpr int NameStep = 0;
constexpr int TcpStep = 1;
constexpr int TlsStep = 2;
constexpr int FirstLoginStep = 3;
constexpr auto PollInterval = std::chrono::milliseconds(50);
constexpr std::size_t QueueBytes = std::size_t(4) << 20;
constexpr int MostAddresses = 8;

QString nameOf(const QStringList &names, const QString &whole)
{
    return names.isEmpty() ? whole : names.first();
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    default:
        return QStringLiteral("TLS");
    }
}

bool isSettled(State state)
{
    return state != State::Waiting && state != State::Running && state != State::Listening;
}

} // namespace

/// One application's connection while it is tried.
struct ConnectionProbe::Login
{
    int loginStep = 0;
    QString application;
    QStringList unanswered;
    bool granted = false; ///< one filter at least
    Domain::Problem refusal; ///< the first one
    QString topic; ///< of the first message
    std::unique_ptr<MqttTransport> transport;
    QElapsedTimer clock; ///< since the subscription was asked for

    [[nodiscard]] int subscriptionStep() const { return loginStep + 1; }
};

ConnectionProbe::ConnectionProbe(ConnectionTestOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_steps(stepsOf(m_options.profile))
    , m_queue(QueueBytes)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const Domain::Endpoint &endpoint = m_options.profile.mqtt;
        const bool inTls = m_steps[TlsStep].state == State::Running;
        const int step = inTls ? TlsStep : m_steps[TcpStep].state == State::Running ? TcpStep : NameStep;
        fail(step,
             inTls ? MqttProblems::tls(Code::TlsHandshakeFailed, endpoint)
                   : MqttProblems::connection(step == TcpStep ? Code::ConnectTimeout : Code::HostNotFound, endpoint));
    });
    m_poll.setInterval(PollInterval);
    connect(&m_poll, &QTimer::timeout, this, &ConnectionProbe::takeMessages);
}

ConnectionProbe::~ConnectionProbe()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    dropSocket();
}

QList<Domain::ConnectionTestStep> ConnectionProbe::stepsOf(const Domain::Profile &profile)
{
    QList<Step> steps;
    for (const Kind kind : {Kind::Name, Kind::Tcp, Kind::Tls})
        steps += Step{kind};
    for (const QString &application : profile.applications) {
        for (const Kind kind : {Kind::Login, Kind::Subscription}) {
            Step step{kind};
            step.application = application;
            steps += step;
        }
    }
    return steps;
}

void ConnectionProbe::start()
{
    const Domain::Profile &profile = m_options.profile;
    if (!profile.mqtt.trust && !profile.mqtt.isLoopback() && !profile.plaintextAllowed) {
        end(NameStep, State::Skipped);
        end(TcpStep, State::Skipped);
        fail(TlsStep, {Code::PlaintextNotAllowed, {profile.mqtt.host}});
        return;
    }
    lookUp();
}

// --- Name, TCP, TLS ---

void ConnectionProbe::lookUp()
{
    begin(NameStep);
    m_limit.start(m_options.stepLimitMs);
    const QString &host = m_options.profile.mqtt.host;
    if (!QHostAddress(host).isNull()) {
        end(NameStep, State::Passed, {host});
        connectSocket();
        return;
    }
    m_lookup = QHostInfo::lookupHost(host, this, &ConnectionProbe::lookedUp);
}

void ConnectionProbe::lookedUp(const QHostInfo &info)
{
    m_lookup = -1;
    if (m_steps[NameStep].state != State::Running)
        return;
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
        fail(NameStep, MqttProblems::connection(Code::HostNotFound, m_options.profile.mqtt, info.errorString()));
        return;
    }
    QStringList addresses;
    for (const QHostAddress &address : info.addresses().mid(0, MostAddresses))
        addresses += address.toString();
    end(NameStep, State::Passed, addresses);
    connectSocket();
}

void ConnectionProbe::connectSocket()
{
    begin(TcpStep);
    m_limit.start(m_options.stepLimitMs);
    m_socket = new QSslSocket(this);
    connect(m_socket, &QSslSocket::connected, this, [this] {
        end(TcpStep, State::Passed, {m_socket->peerAddress().toString()});
        if (m_options.profile.mqtt.trust) {
            beginTls();
        } else {
            end(TlsStep, State::Skipped);
            dropSocket();
            nextLogin();
        }
    });
    connect(m_socket, &QSslSocket::errorOccurred, this, &ConnectionProbe::socketFailed);
    m_socket->connectToHost(m_options.profile.mqtt.host, m_options.profile.mqtt.port);
}

void ConnectionProbe::beginTls()
{
    begin(TlsStep);
    m_limit.start(m_options.stepLimitMs);
    const Domain::Endpoint &endpoint = m_options.profile.mqtt;
    const MqttProblems::Roots roots = MqttProblems::roots(endpoint);
    if (roots.problem) {
        fail(TlsStep, roots.problem);
        return;
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(roots.certificates);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_socket->setSslConfiguration(configuration);
    m_socket->setPeerVerifyName(endpoint.host);
    connect(m_socket, &QSslSocket::sslErrors, this, [this, endpoint](const QList<QSslError> &errors) {
        if (endpoint.trust->kind == Domain::TrustPolicy::Kind::Pin)
            m_socket->ignoreSslErrors(); // endTls() compares the pin, which replaces every other check
        else
            m_certificateProblem
                = MqttProblems::tls(MqttProblems::certificateCode(errors), endpoint, errors.value(0).errorString());
    });
    connect(m_socket, &QSslSocket::encrypted, this, &ConnectionProbe::endTls);
    m_socket->startClientEncryption();
}

void ConnectionProbe::endTls()
{
    const Domain::TrustPolicy &trust = *m_options.profile.mqtt.trust;
    const QSslCertificate leaf = m_socket->peerCertificate();
    const QByteArray found = leaf.isNull() ? QByteArray() : leaf.digest(QCryptographicHash::Sha256);
    if (trust.kind == Domain::TrustPolicy::Kind::Pin && (found.isEmpty() || found != trust.sha256)) {
        fail(TlsStep, MqttProblems::pinMismatch(m_options.profile.mqtt, found));
        return;
    }
    end(TlsStep, State::Passed,
        {protocolName(m_socket->sessionProtocol()),
         nameOf(leaf.subjectInfo(QSslCertificate::CommonName), leaf.subjectDisplayName()),
         nameOf(leaf.issuerInfo(QSslCertificate::CommonName), leaf.issuerDisplayName()),
         leaf.expiryDate().toUTC().date().toString(Qt::ISODate)});
    dropSocket();
    nextLogin();
}

void ConnectionProbe::socketFailed()
{
    const bool inTls = m_steps[TlsStep].state == State::Running;
    if (inTls && m_certificateProblem) {
        fail(TlsStep, dated(m_certificateProblem));
        return;
    }
    fail(inTls ? TlsStep : TcpStep,
         MqttProblems::socket(m_socket->error(), m_socket->errorString(), inTls ? Phase::Handshake : Phase::Connecting,
                              m_options.profile.mqtt));
}

/// With what the certificate itself says, where the sentence has a place for it.
Domain::Problem ConnectionProbe::dated(Domain::Problem problem) const
{
    const QSslCertificate leaf = m_socket->peerCertificate();
    if (leaf.isNull() || problem.args.size() != 1)
        return problem;
    if (problem.code == Code::CertificateExpired)
        problem.args += leaf.expiryDate().toUTC().date().toString(Qt::ISODate);
    else if (problem.code == Code::CertificateNotYetValid)
        problem.args += leaf.effectiveDate().toUTC().date().toString(Qt::ISODate);
    else if (problem.code == Code::CertificateHostMismatch)
        problem.args
            += QStringList(leaf.subjectAlternativeNames().values().mid(0, MostAddresses)).join(QStringLiteral(", "));
    return problem;
}

void ConnectionProbe::dropSocket()
{
    m_limit.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater();
    m_socket = nullptr;
}

// --- Login and subscription ---

void ConnectionProbe::nextLogin()
{
    const Domain::Profile &profile = m_options.profile;
    if (m_nextApplication == profile.applications.size()) {
        finishWhenSettled();
        return;
    }
    auto login = std::make_unique<Login>();
    login->application = profile.applications.at(m_nextApplication);
    login->loginStep = FirstLoginStep + 2 * int(m_nextApplication);
    ++m_nextApplication;
    begin(login->loginStep);
    Login &entry = *login;
    m_logins.push_back(std::move(login));
    const QByteArray key = m_options.keys.value(entry.application);
    entry.transport = MqttTransport::create(m_options.transport, m_queue, quint32(m_logins.size() - 1));
    if (key.isEmpty() || !entry.transport) {
        loginClosed(entry,
                    key.isEmpty()
                        ? Domain::Problem{Code::CredentialMissing, {profile.name}}
                        : Domain::Problem{Code::TransportMissing, {MqttTransport::name(m_options.transport)}});
        return;
    }
    connect(entry.transport.get(), &MqttTransport::opened, this, [this, &entry] { subscribe(entry); });
    connect(entry.transport.get(), &MqttTransport::closed, this,
            [this, &entry](const Domain::Problem &problem) { loginClosed(entry, problem); });
    connect(entry.transport.get(), &MqttTransport::subscribed, this,
            [this, &entry](const QString &filter, int, const Domain::Problem &problem) {
                if (entry.unanswered.removeOne(filter))
                    subscribed(entry, problem);
            });
    MqttOptions options;
    options.endpoint = profile.mqtt;
    // Never the profile's own: two clients of one id fight for the connection.
    options.clientId = "ttn-console-test-" + QByteArray::number(QRandomGenerator::system()->generate64(), 36);
    options.userName = profile.userName(entry.application);
    options.password = key;
    options.connectTimeoutMs = m_options.stepLimitMs;
    options.connackTimeoutMs = m_options.stepLimitMs;
    entry.transport->open(options);
}

void ConnectionProbe::subscribe(Login &login)
{
    end(login.loginStep, State::Passed, {m_options.profile.userName(login.application)});
    begin(login.subscriptionStep());
    login.clock.start();
    login.unanswered = m_options.profile.subscriptions(login.application);
    m_poll.start();
    const QStringList filters = login.unanswered;
    for (const QString &filter : filters)
        login.transport->subscribe(filter, 0);
}

void ConnectionProbe::subscribed(Login &login, const Domain::Problem &problem)
{
    login.granted = login.granted || !problem;
    if (problem && !login.refusal)
        login.refusal = problem;
    if (!login.unanswered.isEmpty())
        return;
    if (!login.granted) {
        loginClosed(login, login.refusal);
        return;
    }
    end(login.subscriptionStep(), State::Listening);
    nextLogin();
}

/// Refused, broken, or never begun: this application is done, the next one has its turn.
void ConnectionProbe::loginClosed(Login &login, const Domain::Problem &problem)
{
    const State subscription = m_steps[login.subscriptionStep()].state;
    if (isSettled(m_steps[login.loginStep].state) && isSettled(subscription))
        return;
    const bool hadItsTurn = subscription == State::Listening;
    const bool loggedIn = m_steps[login.loginStep].state == State::Passed;
    const int failed = loggedIn ? login.subscriptionStep() : login.loginStep;
    m_steps[failed].problem = problem ? problem : MqttProblems::closed(Phase::Open, m_options.profile.mqtt);
    end(failed, State::Failed);
    if (!loggedIn)
        end(login.subscriptionStep(), State::Skipped);
    if (login.transport)
        login.transport->close();
    if (hadItsTurn)
        finishWhenSettled();
    else
        QMetaObject::invokeMethod(this, &ConnectionProbe::nextLogin, Qt::QueuedConnection);
}

void ConnectionProbe::takeMessages()
{
    std::vector<ReceivedMessage> taken;
    m_queue.take(taken, 0);
    for (const ReceivedMessage &received : taken) {
        QString &topic = m_logins.at(received.connection)->topic;
        if (topic.isEmpty())
            topic = QString::fromUtf8(received.message.topic);
    }
    for (const auto &login : m_logins) {
        const State state = m_steps[login->subscriptionStep()].state;
        if (state == State::Running && login->clock.hasExpired(m_options.stepLimitMs))
            loginClosed(*login, MqttProblems::connection(Code::ConnackTimeout, m_options.profile.mqtt));
        else if (state == State::Listening && !login->topic.isEmpty())
            settle(*login, State::Passed);
        else if (state == State::Listening && login->clock.hasExpired(m_options.messageLimitMs))
            settle(*login, State::Unproven);
    }
    finishWhenSettled();
}

void ConnectionProbe::settle(Login &login, State state)
{
    Step &step = m_steps[login.subscriptionStep()];
    step.state = state;
    step.elapsedMs = login.clock.elapsed();
    if (state == State::Passed)
        step.facts = {login.topic};
    Q_EMIT stepChanged(login.subscriptionStep(), step);
    login.transport->close();
}

// --- Steps ---

void ConnectionProbe::begin(int index)
{
    m_clock.start();
    m_steps[index].state = State::Running;
    Q_EMIT stepChanged(index, m_steps[index]);
}

void ConnectionProbe::end(int index, State state, const QStringList &facts)
{
    Step &step = m_steps[index];
    if (step.state == State::Running)
        step.elapsedMs = m_clock.elapsed();
    step.state = state;
    step.facts = facts;
    Q_EMIT stepChanged(index, step);
}

void ConnectionProbe::fail(int index, const Domain::Problem &problem)
{
    dropSocket();
    m_steps[index].problem = problem;
    end(index, State::Failed);
    skipFrom(index + 1);
    finishWhenSettled();
}

void ConnectionProbe::skipFrom(int index)
{
    for (int i = index; i < int(m_steps.size()); ++i) {
        if (!isSettled(m_steps[i].state))
            end(i, State::Skipped);
    }
}

void ConnectionProbe::finishWhenSettled()
{
    const bool done
        = std::all_of(m_steps.cbegin(), m_steps.cend(), [](const Step &step) { return isSettled(step.state); });
    if (!done || m_finished)
        return;
    m_finished = true;
    m_poll.stop();
    Q_EMIT finished();
}

} // namespace Backend
