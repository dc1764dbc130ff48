// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectionstatus.h"
#include "backend/domain/history.h"
#include "backend/domain/profile.h"
#include "backend/ingest/historyworker.h"
#include "backend/mqtt/messagequeue.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace Backend {

class ApplicationLink;
class HistoryFollower;
class Pipeline;
class SqliteHistoryReader;

/// One open profile: its history and its connections, one per application. Main thread; the work is done in the
/// pipeline's threads. open() → historyOpened() → connectNow() → statusChanged()… → close() → closed().
class ProfileSession : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        Domain::Profile profile;
        QString historyPath; ///< empty: nothing is stored
    };

    ProfileSession(Pipeline &pipeline, Options options, QObject *parent = nullptr);
    ~ProfileSession() override;

    [[nodiscard]] Domain::ProfileRef ref() const { return m_ref; }
    [[nodiscard]] const Domain::Profile &profile() const { return m_options.profile; }
    [[nodiscard]] Domain::ConnectionStatus status() const;
    [[nodiscard]] const HistoryStatus &historyStatus() const { return m_history; }
    /// nullptr until historyOpened(), and without a history.
    [[nodiscard]] Domain::HistoryReader *reader() const;
    /// True while another program receives for this profile.
    [[nodiscard]] bool isFollowing() const { return m_following; }

    void open();
    /// One key for every application, or one per application (looked up first).
    void setCredential(const QByteArray &common, const QHash<QString, QByteArray> &perApplication = {});
    [[nodiscard]] bool hasCredential() const;
    /// What it connects with, per application; without those that have none.
    [[nodiscard]] QHash<QString, QByteArray> credentials() const;
    /// Another name for the same network; nothing is interrupted.
    void rename(const QString &name);
    /// Others to watch. Those that stay are not interrupted; those that go say goodbye; those that come are connected
    /// by connectNow().
    void setApplications(const QStringList &applications);
    /// Connects what is not connected, or was with another credential, at once; after historyOpened(). Without effect
    /// while isFollowing().
    void connectNow();
    void disconnectNow();
    /// While isFollowing(): what the other program stores behind this seq comes through the pipeline's mailbox.
    void followFrom(qint64 seq);
    /// Says DISCONNECT, stores what is under way, closes the history.
    void close();

    void setRetention(const Domain::RetentionPolicy &policy);
    void allowRetention();
    void clearHistory();

Q_SIGNALS:
    /// The history can be read; `problem` says what was wrong with it (set aside, held by another program), if
    /// anything.
    void historyOpened(const Domain::Problem &problem);
    /// The program that received for this profile is gone, and we may: connectNow().
    void tookOver();
    void statusChanged(const Domain::ConnectionStatus &status);
    void historyStatusChanged(const Backend::HistoryStatus &status);
    void retentionDue(quint64 events);
    void historyCleared(const Domain::Problem &problem);
    void closed();

private:
    struct OpenedHistory;

    void onHistoryOpened(const std::shared_ptr<OpenedHistory> &opened);
    void openHistory();
    void follow(const Domain::Problem &why);
    void addLink(const QString &application);
    void pushNews(quint32 connection, ReceivedMessage::News news);
    void onLinkChanged();
    void forgetStopped();
    void closeWhenStopped();
    void closeHistory();
    void publishStatus();
    [[nodiscard]] QByteArray credentialFor(const QString &application) const;

    Pipeline &m_pipeline;
    Options m_options;
    const Domain::ProfileRef m_ref;
    QByteArray m_common;
    QHash<QString, QByteArray> m_perApplication;
    std::vector<std::unique_ptr<ApplicationLink>> m_links;
    std::vector<std::unique_ptr<ApplicationLink>> m_dropped; ///< not watched any more, until they are closed
    std::unique_ptr<SqliteHistoryReader> m_reader;
    std::unique_ptr<HistoryFollower> m_follower;
    QTimer m_takeOver;
    HistoryStatus m_history;
    Domain::Problem m_openProblem;
    bool m_opening = false; ///< the history thread has it in hand
    bool m_opened = false;
    bool m_following = false;
    bool m_atWork = false; ///< connected once: applications that come now come later than the others
    bool m_closing = false;
    bool m_closingHistory = false;
};

} // namespace Backend
