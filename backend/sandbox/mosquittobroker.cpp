// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/mosquittobroker.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include <openssl/evp.h>
#include <openssl/rand.h>

#ifdef Q_OS_UNIX
#include <csignal>
#include <pwd.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#ifdef Q_OS_WIN
#include <qt_windows.h>
#endif

namespace Backend {
namespace {

constexpr int maxPortAttempts = 5;
constexpr qsizetype maxLog = 8192;

bool writePrivate(const QString &path, const QByteArray &data)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(data) == data.size() && file.flush();
}

/// Text that goes into one of mosquitto's line-based files.
QByteArray oneLine(const QString &text)
{
    QByteArray line = text.toUtf8();
    line.replace('\n', ' ').replace('\r', ' ');
    return line;
}

} // namespace

MosquittoBroker::MosquittoBroker(const BrokerOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyRead, this, &MosquittoBroker::readLog);
    connect(&m_process, &QProcess::finished, this, &MosquittoBroker::processEnded);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(Domain::Problem::Code::BrokerNotFound, m_process.errorString());
    });
    connect(&m_process, &QProcess::started, this, [this] {
        bindToOurLife();
        m_probeTimer.start();
    });
    m_probeTimer.setSingleShot(true);
    m_probeTimer.setInterval(10);
    connect(&m_probeTimer, &QTimer::timeout, this, &MosquittoBroker::probe);
    m_startLimit.setSingleShot(true);
    m_startLimit.setInterval(20'000);
    connect(&m_startLimit, &QTimer::timeout, this, [this] {
        m_process.kill();
        fail(Domain::Problem::Code::BrokerFailed, QString::fromUtf8(m_log));
    });
}

MosquittoBroker::~MosquittoBroker()
{
    disconnect(&m_process, nullptr, this, nullptr);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(2000);
    }
#ifdef Q_OS_WIN
    if (m_job)
        CloseHandle(m_job);
#endif
}

QString MosquittoBroker::findProgram()
{
    const QString name = QStringLiteral("mosquitto");
    if (const QString path = QStandardPaths::findExecutable(name); !path.isEmpty())
        return path;
    return QStandardPaths::findExecutable(
        name,
        {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"), QStringLiteral("/opt/homebrew/sbin"),
         QStringLiteral("/usr/local/opt/mosquitto/sbin"), QStringLiteral("C:/Program Files/mosquitto")});
}

void MosquittoBroker::start()
{
    if (m_state != State::Stopped)
        return;
    m_state = State::Starting;
    m_portAttempts = 0;
    m_program = m_options.program.isEmpty() ? findProgram() : m_options.program;
    if (m_program.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { fail(Domain::Problem::Code::BrokerNotFound, {}); }, Qt::QueuedConnection);
        return;
    }
    launch();
}

void MosquittoBroker::launch()
{
    if (!m_everStarted)
        choosePorts();
    m_log.clear();
    if (!m_folder.isValid() || !writeFiles()) {
        const QString reason = m_folder.isValid() ? m_folder.path() : m_folder.errorString();
        QMetaObject::invokeMethod(
            this, [this, reason] { fail(Domain::Problem::Code::BrokerFailed, reason); }, Qt::QueuedConnection);
        return;
    }
    const QStringList arguments{QStringLiteral("-c"), m_folder.filePath(QStringLiteral("mosquitto.conf"))};
#if defined(Q_OS_LINUX)
    m_process.setProgram(m_program);
    m_process.setArguments(arguments);
    m_process.setChildProcessModifier([parent = ::getpid()] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(1);
    });
    m_process.setStandardInputFile(QProcess::nullDevice());
#elif defined(Q_OS_UNIX)
    // The shell becomes the broker; its child waits for our end of the pipe to close and then takes it along.
    m_process.setProgram(QStringLiteral("/bin/sh"));
    m_process.setArguments(QStringList{QStringLiteral("-c"),
                                       QStringLiteral("exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & "
                                                      "exec \"$0\" \"$@\" </dev/null 3<&-"),
                                       m_program}
                           + arguments);
#else
    m_process.setProgram(m_program);
    m_process.setArguments(arguments);
#endif
    m_startLimit.start();
    m_process.start();
}

void MosquittoBroker::bindToOurLife()
{
#ifdef Q_OS_WIN
    if (!m_job) {
        m_job = CreateJobObjectW(nullptr, nullptr);
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {};
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        SetInformationJobObject(m_job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    }
    if (HANDLE process = OpenProcess(PROCESS_SET_QUOTA | PROCESS_TERMINATE, FALSE, DWORD(m_process.processId()))) {
        AssignProcessToJobObject(m_job, process);
        CloseHandle(process);
    }
#endif
}

void MosquittoBroker::stop()
{
    if (m_state != State::Starting && m_state != State::Running)
        return;
    m_state = State::Stopping;
#ifdef Q_OS_WIN
    m_process.kill(); // a console program has no window to which WM_CLOSE could go
#else
    m_process.terminate();
#endif
}

void MosquittoBroker::kill()
{
    if (m_state == State::Stopped)
        return;
    m_state = State::Stopping;
    m_process.kill();
}

void MosquittoBroker::probe()
{
    if (m_state != State::Starting)
        return;
    m_probe = std::make_unique<QTcpSocket>();
    connect(m_probe.get(), &QTcpSocket::connected, this, [this] {
        m_probe.release()->deleteLater();
        if (m_state != State::Starting)
            return;
        m_startLimit.stop();
        m_state = State::Running;
        m_everStarted = true;
        Q_EMIT started();
    });
    connect(m_probe.get(), &QTcpSocket::errorOccurred, this, [this] {
        m_probe.release()->deleteLater();
        m_probeTimer.start();
    });
    m_probe->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
}

void MosquittoBroker::readLog()
{
    m_log += m_process.readAll();
    m_log = m_log.right(maxLog);
}

void MosquittoBroker::processEnded()
{
    readLog();
    m_probeTimer.stop();
    m_startLimit.stop();
    if (m_state == State::Stopping) {
        m_state = State::Stopped;
        Q_EMIT stopped();
        return;
    }
    // Between choosing a free port and listening on it somebody else may have taken it.
    if (m_state == State::Starting && !m_everStarted && m_log.contains("in use")
        && ++m_portAttempts < maxPortAttempts) {
        launch();
        return;
    }
    if (m_state != State::Stopped)
        fail(Domain::Problem::Code::BrokerFailed, QString::fromUtf8(m_log));
}

void MosquittoBroker::fail(Domain::Problem::Code code, const QString &details)
{
    m_probeTimer.stop();
    m_startLimit.stop();
    m_state = State::Stopped;
    const QString program = m_program.isEmpty() ? QStringLiteral("mosquitto") : m_program;
    Q_EMIT failed({code, {program}, {}, details, false});
}

void MosquittoBroker::choosePorts()
{
    // Both are held before either is let go, so that they differ.
    QTcpServer plain;
    QTcpServer tls;
    plain.listen(QHostAddress::LocalHost);
    m_port = plain.serverPort();
    if (!m_options.certificate.isNull()) {
        tls.listen(QHostAddress::LocalHost);
        m_tlsPort = tls.serverPort();
    }
}

QByteArray MosquittoBroker::configuration() const
{
    const auto path = [&](const char *name) { return QFile::encodeName(m_folder.filePath(QString::fromLatin1(name))); };
    QByteArray text;
    text += "per_listener_settings false\n"
            "persistence false\n"
            "set_tcp_nodelay true\n"
            "connection_messages false\n"
            "log_dest stderr\n"
            "log_type error\n"
            "log_type warning\n"
            "log_type notice\n";
    text += "max_queued_messages " + QByteArray::number(m_options.maxQueuedMessages) + '\n';
    text += m_options.anonymous ? "allow_anonymous true\n" : "allow_anonymous false\n";
    if (!m_options.users.isEmpty())
        text += "password_file " + path("passwords") + "\nacl_file " + path("acl") + '\n';
#ifdef Q_OS_UNIX
    // Started by root it would drop to its own user, who may not read this folder.
    if (::geteuid() == 0)
        if (const passwd *entry = ::getpwuid(0))
            text += QByteArray("user ") + entry->pw_name + '\n';
#endif
    text += "listener " + QByteArray::number(m_port) + " 127.0.0.1\n";
    if (m_tlsPort != 0) {
        text += "listener " + QByteArray::number(m_tlsPort) + " 127.0.0.1\n";
        text += "certfile " + path("server.pem") + "\nkeyfile " + path("server.key") + '\n';
    }
    return text;
}

bool MosquittoBroker::setUsers(const QList<BrokerUser> &users)
{
    m_options.users = users;
#ifdef Q_OS_UNIX
    return isRunning() && writeUsers() && ::kill(pid_t(m_process.processId()), SIGHUP) == 0;
#else
    return false;
#endif
}

bool MosquittoBroker::writeUsers()
{
    QByteArray passwords;
    QByteArray acl;
    for (const BrokerUser &user : m_options.users) {
        const QByteArray line = passwordLine(user);
        if (line.isEmpty())
            return false;
        passwords += line + '\n';
        acl += "user " + oneLine(user.name) + '\n';
        for (const QString &rule : user.acl)
            acl += "topic " + oneLine(rule) + '\n';
    }
    return writePrivate(m_folder.filePath(QStringLiteral("passwords")), passwords)
        && writePrivate(m_folder.filePath(QStringLiteral("acl")), acl);
}

bool MosquittoBroker::writeFiles()
{
    const auto path = [&](const char *name) { return m_folder.filePath(QString::fromLatin1(name)); };
    return writeUsers()
        && (m_options.certificate.isNull()
            || (writePrivate(path("server.pem"), m_options.certificate.certificatePem)
                && writePrivate(path("server.key"), m_options.certificate.keyPem)))
        && writePrivate(path("mosquitto.conf"), configuration());
}

QByteArray MosquittoBroker::passwordLine(const BrokerUser &user)
{
    constexpr int iterations = 101; // mosquitto_passwd's own number; the file is private and the passwords are random
    QByteArray salt(12, Qt::Uninitialized);
    QByteArray hash(64, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(salt.data()), int(salt.size())) != 1
        || PKCS5_PBKDF2_HMAC(user.password.constData(), int(user.password.size()),
                             reinterpret_cast<const unsigned char *>(salt.constData()), int(salt.size()), iterations,
                             EVP_sha512(), int(hash.size()), reinterpret_cast<unsigned char *>(hash.data()))
            != 1)
        return {};
    return oneLine(user.name) + ":$7$" + QByteArray::number(iterations) + '$' + salt.toBase64() + '$' + hash.toBase64();
}

} // namespace Backend
