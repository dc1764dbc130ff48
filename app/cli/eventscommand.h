// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/eventprinter.h"
#include "app/cli/exitcode.h"
#include "backend/accounts/credentials.h"
#include "backend/domain/connectionstatus.h"
#include "backend/domain/profile.h"
#include "backend/mqtt/mqtttransport.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace Backend {
class Pipeline;
class ProfileSession;
} // namespace Backend

namespace App {

/// `ttnc events`: prints each event of a profile as one JSON line until a count, a time or an interrupt ends it. Main
/// thread.
class EventsCommand : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        Domain::Profile profile;
        QString historyPath; ///< empty: events are printed, not stored
        quint64 count = 0; ///< 0: without end
        double seconds = 0; ///< 0: without end
        Backend::MqttTransport::Kind transport = Backend::MqttTransport::defaultKind();
        QHash<QString, QByteArray> keys;
    };

    explicit EventsCommand(Options options, QObject *parent = nullptr);
    ~EventsCommand() override;

    void start();
    /// Ends as if the person had pressed Ctrl+C.
    void interrupt();

Q_SIGNALS:
    void finished(int exitCode);
    /// Ended, but a thread still waits for the reader of our output (or for the disk): do not wait for it.
    void stuck(int exitCode);

private:
    class PrintSink;

    void onHistoryOpened(const Domain::Problem &problem);
    void onStatusChanged(const Domain::ConnectionStatus &status);
    void onTookOver();
    void onRetentionDue(quint64 events);
    void connectWhenPrinted();
    void onOutputEnded(int error);
    void onTimeOver();
    void onBatches();
    void printFollowed();
    void keepFollowed(const Domain::EventRecord &record);
    void say(const Domain::Problem &problem);
    void end(int exitCode);

    Options m_options;
    std::unique_ptr<EventPrinter> m_printer;
    std::unique_ptr<PrintSink> m_sink;
    std::unique_ptr<Backend::Pipeline> m_pipeline;
    std::unique_ptr<Backend::ProfileSession> m_session;
    std::deque<Domain::EventRecord> m_followed; ///< stored by another program, not printed yet
    qint64 m_followedTo = 0; ///< the newest of them that was seen
    qint64 m_followedFrom = 0; ///< what is older was there before us
    Domain::Call<Domain::RecordPage> m_newest;
    Domain::Call<Domain::RawAnswer> m_raw;
    QTimer m_timeLimit;
    QTimer m_patience;
    Domain::Problem m_said;
    int m_exitCode = Done;
    bool m_everLive = false;
    bool m_tookOver = false; ///< connect when what was followed is printed
    bool m_ending = false;
};

} // namespace App
