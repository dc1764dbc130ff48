// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/networkserver.h"
#include "backend/sandbox/stackv3messages.h"

#include <deque>
#include <unordered_map>

namespace Backend {

/// A device that asks to join, as it reached the network.
struct JoinAttempt
{
    SandboxDevice &device;
    const RadioFrame &frame;
    qint64 requestNs = 0;
    QByteArray gsUplink; ///< correlation ids
    QByteArray gsNs;
    quint32 devAddr = 0; ///< that it gets if it may
};

/// Network, application and join server of The Things Stack v3, as far as MQTT shows them.
class StackV3Server : public NetworkServer
{
public:
    using NetworkServer::NetworkServer;

    void uplink(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame) override;
    void joinRequest(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame,
                     std::function<void(bool accepted)> answered) override;
    void clientMessage(SandboxDevice *device, QByteArrayView command, const QByteArray &payload) override;
    void applicationDownlink(SandboxDevice &device, const QJsonObject &fields, bool confirmed) override;
    [[nodiscard]] int queued(const SandboxDevice &device) const override;
    /// What waits, the next one first.
    [[nodiscard]] std::vector<StackV3Downlink> queue(const SandboxDevice &device) const;
    /// All of them or none; why not, which the application is told, too. nullopt: they wait.
    std::optional<StackV3Error> enqueue(SandboxDevice &device, std::vector<StackV3Downlink> downlinks, bool replace);

    /// Whether a device may join; unset: always.
    std::function<bool(const JoinAttempt &)> judgeJoin;

private:
    struct State
    {
        std::deque<StackV3Downlink> queue;
        std::optional<StackV3Downlink> awaited; ///< confirmed and sent, not yet answered
        qint64 awaitedSinceNs = 0;
        bool sending = false; ///< a class C transmission is under way
        bool knowsPlace = false; ///< the registered place was looked up
        double packetErrorRate = 0;
        std::optional<quint32> lastFCnt;
        int seenErrors = 0;
    };
    /// Ids that the messages of one uplink share.
    struct UplinkIds
    {
        QByteArray gsUplink, gsNs, nsAs;
    };

    [[nodiscard]] State &state(const SandboxDevice &device) { return m_states[&device]; }
    void publishUplink(SandboxDevice &device, const RadioFrame &frame, const UplinkIds &ids, qint64 networkServerNs);
    void answerAwaited(SandboxDevice &device, const RadioFrame &frame, const UplinkIds &ids);
    void send(SandboxDevice &device, const UplinkIds *ids);
    void sendClassC(SandboxDevice &device);
    void fail(const SandboxDevice &device, const StackV3Downlink &downlink, StackV3Error error);
    void publish(const SandboxDevice &device, std::string_view suffix, QByteArray payload);

    std::unordered_map<const SandboxDevice *, State> m_states;
};

} // namespace Backend
