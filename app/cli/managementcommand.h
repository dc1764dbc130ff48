// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"
#include "backend/domain/networkapi.h"
#include "backend/domain/profile.h"
#include "backend/rpc/rpcthread.h"

#include <QByteArrayList>
#include <QObject>
#include <QSet>

#include <memory>

namespace App {

/// `ttnc applications` and `ttnc devices`: asks the network's management services and prints what they have, one line
/// of JSON each. Main thread; owns the rpc thread.
class ManagementCommand : public QObject
{
    Q_OBJECT

public:
    enum class Order : quint8 { ListApplications, GetApplication, ListDevices, GetDevice };

    struct Options
    {
        Domain::Profile profile; ///< names its services
        /// One after the other for the list of applications, where each may see other ones; else only the first counts.
        QByteArrayList keys;
        Order order = Order::ListApplications;
        QString application;
        QString device;
        bool withKeys = false; ///< print root and session keys, too
    };

    explicit ManagementCommand(Options options, QObject *parent = nullptr);
    ~ManagementCommand() override;

    void start();
    /// Ends as if the person had pressed Ctrl+C.
    void interrupt() { end(Interrupted); }

Q_SIGNALS:
    void finished(int exitCode);

private:
    void signIn();
    void askForApplications();
    void take(const Domain::Result<Domain::ApplicationPage> &answer);
    void askForDevices();
    void take(const Domain::Result<Domain::DevicePage> &answer);
    void askForOne();
    /// False when the output takes no more; the command has ended then.
    bool print(const QByteArray &line);
    void fail(const Domain::Problem &problem);
    void end(int exitCode);

    const Options m_options;
    Backend::RpcThread m_rpc;
    std::unique_ptr<Domain::NetworkApi> m_api;
    qsizetype m_key = 0; ///< the one in use
    int m_page = 1;
    qint64 m_seen = 0; ///< of the pages until now
    QSet<QString> m_printed; ///< ids of applications: several keys may see one
    Domain::Call<Domain::Result<Domain::ApplicationPage>> m_applications;
    Domain::Call<Domain::Result<Domain::Application>> m_application;
    Domain::Call<Domain::Result<Domain::DevicePage>> m_devices;
    Domain::Call<Domain::Result<Domain::Device>> m_device;
    bool m_ended = false;
};

} // namespace App
