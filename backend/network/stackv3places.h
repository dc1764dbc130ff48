// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/network/stackv3settings.h"
#include "backend/rpc/rpctask.h"

#include <QHash>

#include <functional>
#include <memory>
#include <mutex>

namespace Backend {

/// Host of a server address, which may have a port.
QString hostOf(const QString &address);

/// Whether a device lives on the cluster that is asked. Unsure: the server may have several names.
enum class Whereabouts : quint8 { Here, Unsure, Elsewhere };
/// By names alone.
Whereabouts whereabouts(const QString &address, const QString &configured);
Domain::Problem elsewhereProblem(const QString &device, const QString &address, const QString &configured);

/// Which servers the devices of an application live on. What the servers tell is remembered. Any thread; handlers run
/// at once or in the rpc thread.
class StackV3Places : public std::enable_shared_from_this<StackV3Places>
{
public:
    using AddressHandler = std::function<void(const Domain::ServerAddresses &)>;
    using Handler = std::function<void(Whereabouts)>;

    explicit StackV3Places(StackV3Settings settings);

    [[nodiscard]] const StackV3Settings &settings() const { return m_settings; }
    /// Of a new device: those of its application, which the Identity Server insists on, or else the ones asked here.
    void addresses(const std::shared_ptr<RpcTask> &task, const QString &application, const AddressHandler &handler);
    /// Of a device that is kept at `address`. An application's devices live where it does itself.
    void locate(const std::shared_ptr<RpcTask> &task, const QString &application, const QString &address,
                const Handler &handler);

private:
    /// Empty addresses: not told.
    void find(const std::shared_ptr<RpcTask> &task, const QString &application, const AddressHandler &handler);

    const StackV3Settings m_settings;
    std::mutex m_mutex;
    QHash<QString, Domain::ServerAddresses> m_known;
};

} // namespace Backend
