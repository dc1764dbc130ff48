// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectionstatus.h"
#include "backend/domain/eventrecord.h"
#include "backend/domain/history.h"
#include "backend/domain/profile.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace Domain {
class DeviceArchive;
class DeviceImports;
class Dictionary;
class NetworkApi;
} // namespace Domain

namespace Models {
class BackgroundWork;
class LiveLogStore;
} // namespace Models

namespace Gui {

class ConnectionService;
class ExportService;
class LogChoices;

/// What a server's leaf certificate says of itself: shown before it is accepted as a pin. Untrusted text.
struct CertificateFacts
{
    QString subject;
    QString issuer;
    QStringList names; ///< subject alternative names
    QByteArray sha256; ///< 32 bytes, of the DER form
    qint64 notBeforeNs = 0;
    qint64 notAfterNs = 0;
    bool trusted = false; ///< the system's roots and the host name would accept it, too
};

/// Everything the windows need from outside: facts to read, orders to give, news to hear. The composition root
/// implements it; tests use a fake. GUI thread. Orders return at once; what comes of them is told by signals.
/// References and readers stay valid as long as the context, unless said otherwise.
class ConsoleContext : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Facts
    [[nodiscard]] virtual const Domain::Dictionary &dictionary() const = 0;
    /// The log of all profiles; the context appends to it and loads older pages into it.
    [[nodiscard]] virtual Models::LiveLogStore &liveLog() = 0;
    /// Null while the history of this profile is not open. Valid until historyClosing().
    [[nodiscard]] virtual Domain::HistoryReader *reader(Domain::ProfileRef profile) = 0;
    /// In the order of the tree.
    [[nodiscard]] virtual std::vector<Domain::ProfileRef> profiles() const = 0;
    [[nodiscard]] virtual Domain::Profile profile(Domain::ProfileRef profile) const = 0;
    [[nodiscard]] virtual Domain::ConnectionStatus status(Domain::ProfileRef profile) const = 0;
    [[nodiscard]] virtual Domain::TrafficCounters counters(Domain::ProfileRef profile) const = 0;
    [[nodiscard]] virtual Domain::HistoryInfo historyInfo(Domain::ProfileRef profile) const = 0;
    [[nodiscard]] virtual Domain::RetentionPolicy retention() const = 0;
    /// False: credentials are kept in memory only and are gone at exit.
    [[nodiscard]] virtual bool secretsArePersistent() const = 0;
    /// True: some history holds events older than the log does.
    [[nodiscard]] virtual bool hasOlderEvents() const = 0;
    [[nodiscard]] virtual bool isSandbox(Domain::ProfileRef profile) const = 0;
    /// Names of the faults that the running sandbox can make; empty while none runs.
    [[nodiscard]] virtual QStringList sandboxFaults() const = 0;
    [[nodiscard]] virtual bool sandboxFault(const QString &name) const = 0;
    /// What the page of connections needs beyond this.
    [[nodiscard]] virtual ConnectionService &connections() = 0;
    /// What manages this application; without one, what manages the network. Null while its key is not known, and
    /// where the profile does not name the servers for it. Another one after networksChanged().
    [[nodiscard]] virtual std::shared_ptr<Domain::NetworkApi> network(Domain::ProfileRef profile,
                                                                      const QString &application)
        = 0;
    /// *Recently deleted*. Null until it is known where secrets are kept: secretsArePersistentChanged() tells.
    [[nodiscard]] virtual Domain::DeviceArchive *deviceArchive() = 0;
    /// Many devices into files and out of them.
    [[nodiscard]] virtual Domain::DeviceImports &deviceImports() = 0;
    // Services
    [[nodiscard]] virtual Models::BackgroundWork &backgroundWork() = 0;
    [[nodiscard]] virtual ExportService &exports() = 0;
    /// Saved filters and keys, for every log.
    [[nodiscard]] virtual LogChoices &logChoices() = 0;

public Q_SLOTS:
    // Orders
    virtual void connectNow(Domain::ProfileRef profile) = 0;
    virtual void disconnectNow(Domain::ProfileRef profile) = 0;
    /// Keeps the credential and connects with it. The secret is not to be logged or copied further.
    virtual void setCredential(Domain::ProfileRef profile, const QByteArray &secret) = 0;
    /// `profile.id` is null: the context gives one. An empty secret: ask later.
    virtual void addProfile(const Domain::Profile &profile, const QByteArray &secret) = 0;
    /// Forgets the profile and its credential; its history file stays.
    virtual void removeProfile(Domain::ProfileRef profile) = 0;
    /// Deletes all stored events of the profile; clears its rows from the log, too. Was confirmed by the person.
    virtual void deleteHistory(Domain::ProfileRef profile) = 0;
    virtual void loadOlder() = 0;
    /// Of every history, at once. The first deletion in each of them is still announced.
    virtual void setRetention(const Domain::RetentionPolicy &policy) = 0;
    virtual void startSandbox() = 0;
    virtual void setSandboxFault(const QString &name, bool on) = 0;
    /// Fetches the certificate that the server shows without trusting it; answered by certificateProbed().
    virtual void probeCertificate(const QString &host, quint16 port) = 0;

Q_SIGNALS:
    /// Added, removed, renamed, or a history was opened: ask profiles() and reader() again.
    void profilesChanged();
    /// The reader of this profile goes: it must not be used from here on.
    void historyClosing(Domain::ProfileRef profile);
    void profileStatusChanged(Domain::ProfileRef profile, const Domain::ConnectionStatus &status);
    /// network() answers otherwise: a key was entered or changed, an address was edited.
    void networksChanged(Domain::ProfileRef profile);
    void countersChanged(Domain::ProfileRef profile, const Domain::TrafficCounters &counters);
    void hasOlderEventsChanged();
    void sandboxFaultsChanged();
    void secretsArePersistentChanged();
    /// `facts` are meaningless when there is a problem.
    void certificateProbed(const QString &host, quint16 port, const Gui::CertificateFacts &facts,
                           const Domain::Problem &problem);
    /// Something a person should know that belongs to no control: a damaged file set aside, a full disk, a sandbox that
    /// did not start. profile 0: concerns the program.
    void problemNoticed(Domain::ProfileRef profile, const Domain::Problem &problem);
    /// The first deletion by retention is due: how many events will go, of which profile.
    void retentionAnnounced(Domain::ProfileRef profile, quint64 events);
};

} // namespace Gui

Q_DECLARE_METATYPE(Gui::CertificateFacts)
