// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/domain/profile.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QProcess>
#include <QStringList>

#include <vector>

namespace App {

/// Runs `ttn-sandbox` as a child process and speaks with it: its first line says where its networks are, commands go in
/// by lines. It ends with this object. GUI thread.
class SandboxControl : public QObject
{
    Q_OBJECT

public:
    /// A network of the sandbox, ready to be opened.
    struct Network
    {
        Domain::Profile profile;
        QHash<QString, QByteArray> keys; ///< per application; of use on this machine and until the sandbox ends only
    };

    explicit SandboxControl(QObject *parent = nullptr);
    ~SandboxControl() override;

    void start(const QStringList &arguments);
    [[nodiscard]] bool isRunning() const { return m_ready; }
    [[nodiscard]] const std::vector<Network> &networks() const { return m_networks; }
    /// Of the user to whom the applications belong; empty for v2, which knows keys of applications only.
    [[nodiscard]] QByteArray userKey(Domain::Generation generation) const
    {
        return generation == Domain::Generation::V3 ? m_userKey : QByteArray();
    }
    /// The faults that it can make, as `network fault`, for example `v3 cut`.
    [[nodiscard]] static QStringList faults();
    [[nodiscard]] bool fault(const QString &name) const
    {
        return m_faults.value(name.section(u' ', 0, 0)) == name.section(u' ', 1);
    }
    /// One fault per network at a time: switching one on ends another.
    void setFault(const QString &name, bool on);

    /// Lets this time pass in the sandbox at once; ends in forwarded().
    void forward(double seconds);

    /// What the JSON line says, as networks; empty when it is not understood.
    static std::vector<Network> readNetworks(const QJsonObject &line);

Q_SIGNALS:
    void ready();
    void faultsChanged();
    /// Messages that it has published since its start.
    void forwarded(quint64 published);
    void ended(const Domain::Problem &problem);

private:
    void onOutput();
    void onAnswer(const QJsonObject &answer);
    void onFinished();

    QProcess m_process;
    QByteArray m_errors;
    std::vector<Network> m_networks;
    QByteArray m_userKey;
    QHash<QString, QString> m_faults; ///< network → fault
    bool m_ready = false;
};

} // namespace App
