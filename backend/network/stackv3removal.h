// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/network/stackv3places.h"
#include "backend/rpc/rpctask.h"

#include <QSet>
#include <QStringList>

#include <functional>
#include <memory>
#include <ttn/lorawan/v3/end_device.pb.h>
#include <vector>

namespace Backend {

/// True when a server says that it has no such device.
[[nodiscard]] bool isGone(const Domain::Problem &problem);

/// Removes a device from Application, Network, Join and, when none of these failed, Identity Server.
/// Handlers run in the rpc thread.
class StackV3Removal : public std::enable_shared_from_this<StackV3Removal>
{
public:
    /// `left`: the servers that may have it still, the first to fail first; empty: it is gone. `why`: why they do.
    using Handler = std::function<void(const QStringList &left, const Domain::Problem &why)>;

    StackV3Removal(std::shared_ptr<RpcTask> task, StackV3Settings settings, QString application, QString device,
                   bool joins);
    void start(Handler handler);

private:
    void fromNetwork();
    void fromJoin();
    void fromIdentity();
    void note(const char *server, const Domain::Problem &problem);

    std::shared_ptr<RpcTask> m_task;
    const StackV3Settings m_settings;
    const QString m_application;
    const QString m_device;
    const bool m_joins;
    Handler m_handler;
    QStringList m_left;
    Domain::Problem m_why;
};

/// Removes many devices by the services for many, twenty at a time and in the same order; one after the other where a
/// server lacks these. Handlers run in the rpc thread.
class StackV3BatchRemoval : public std::enable_shared_from_this<StackV3BatchRemoval>
{
public:
    using Source = Domain::CallSource<Domain::Result<QList<Domain::DeviceOutcome>>>;

    static constexpr qsizetype atATime = 20;

    /// `ids` are valid; `outcomes` has those already that are not.
    StackV3BatchRemoval(std::shared_ptr<RpcTask> task, std::shared_ptr<StackV3Places> places, QString application,
                        QStringList ids, QList<Domain::DeviceOutcome> outcomes, Source source);
    void start();

private:
    /// Answers of the services for many.
    using Next = void (StackV3BatchRemoval::*)();

    void findChunk();
    void sort(const std::shared_ptr<ttn::lorawan::v3::EndDevices> &found, int at);
    void unclaim();
    void fromApplication();
    void fromNetwork();
    void fromJoin();
    void fromIdentity();
    template <typename Method>
    void remove(const Method &method, const RpcRequest &server, const QStringList &ids, Next next);
    void finishChunk();
    void failChunk(const Domain::Problem &problem);
    void oneByOne();
    void removeNext();
    void removeOne(const ttn::lorawan::v3::EndDevice &device, bool joins, Whereabouts where);
    void setOutcome(const QString &id, const Domain::Problem &problem);

    std::shared_ptr<RpcTask> m_task;
    const std::shared_ptr<StackV3Places> m_places;
    const QString m_application;
    QStringList m_waiting;
    QStringList m_chunk; ///< those of it that may be deleted here
    QStringList m_known; ///< those that the Identity Server has
    QSet<QString> m_joining;
    std::vector<ttn::lorawan::v3::EndDevice> m_found;
    QList<Domain::DeviceOutcome> m_outcomes;
    Source m_source;
};

} // namespace Backend
