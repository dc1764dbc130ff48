// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"
#include "app/cli/managementoptions.h"
#include "backend/domain/networkapi.h"
#include "backend/rpc/rpcthread.h"

#include <QObject>

#include <memory>

namespace App {

/// What the commands of ttnc have in common that manage applications, devices and keys: the network's services, and
/// how results are told. Main thread; owns the rpc thread.
class ManagementCommand : public QObject
{
    Q_OBJECT

public:
    /// The command for this order.
    [[nodiscard]] static std::unique_ptr<ManagementCommand> make(ManagementOptions options);
    ~ManagementCommand() override;

    /// finished() comes later, or from inside.
    virtual void start() = 0;
    /// The person has pressed Ctrl+C.
    virtual void interrupt() { end(Interrupted); }

Q_SIGNALS:
    void finished(int exitCode);

protected:
    explicit ManagementCommand(ManagementOptions options);

    [[nodiscard]] const ManagementOptions &options() const { return m_options; }
    [[nodiscard]] Domain::NetworkApi &network() const { return *m_network; }
    /// Null where the network has no devices; that has been told then, and the command has ended.
    [[nodiscard]] Domain::DeviceApi *devices();
    /// Services with this key of the options; must not outlive this.
    [[nodiscard]] std::unique_ptr<Domain::NetworkApi> networkFor(qsizetype key);
    /// Calls with this key of the options from here on.
    void signIn(qsizetype key);
    /// False when the output takes no more; the command has ended then.
    bool print(const QByteArray &line);
    static void say(const QString &text);
    static void say(const Domain::Problem &problem);
    void fail(const Domain::Problem &problem);
    /// Only the first time counts.
    void end(int exitCode);
    [[nodiscard]] bool hasEnded() const { return m_ended; }

private:
    const ManagementOptions m_options;
    Backend::RpcThread m_rpc;
    std::unique_ptr<Domain::NetworkApi> m_network;
    bool m_ended = false;
};

} // namespace App
