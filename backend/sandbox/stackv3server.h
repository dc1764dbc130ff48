// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/networkserver.h"
#include "backend/sandbox/stackv3messages.h"

#include <deque>
#include <unordered_map>

namespace Backend {

/// Network, application and join server of The Things Stack v3, as far as MQTT shows them.
class StackV3Server : public NetworkServer
{
public:
    using NetworkServer::NetworkServer;

    void uplink(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame) override;
    void joinRequest(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame,
                     std::function<void()> accepted) override;
    void clientMessage(SandboxDevice *device, QByteArrayView command, const QByteArray &payload) override;
    void applicationDownlink(SandboxDevice &device, const QJsonObject &fields, bool confirmed) override;
    [[nodiscard]] int queued(const SandboxDevice &device) const override;

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
    void enqueue(SandboxDevice &device, std::vector<StackV3Downlink> downlinks, bool replace);
    void send(SandboxDevice &device, const UplinkIds *ids);
    void sendClassC(SandboxDevice &device);
    void fail(const SandboxDevice &device, const StackV3Downlink &downlink, StackV3Error error);
    void publish(const SandboxDevice &device, std::string_view suffix, QByteArray payload);

    std::unordered_map<const SandboxDevice *, State> m_states;
};

} // namespace Backend
