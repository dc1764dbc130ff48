// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/handlerv2messages.h"
#include "backend/sandbox/networkserver.h"

#include <deque>
#include <unordered_map>

namespace Backend {

/// Broker and handler of TTN v2, as far as MQTT shows them.
class HandlerV2Server : public NetworkServer
{
public:
    using NetworkServer::NetworkServer;

    void uplink(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame) override;
    void joinRequest(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame,
                     std::function<void(bool accepted)> answered) override;
    void clientMessage(SandboxDevice *device, QByteArrayView command, const QByteArray &payload) override;
    void applicationDownlink(SandboxDevice &device, const QJsonObject &fields, bool confirmed) override;
    [[nodiscard]] int queued(const SandboxDevice &device) const override;

    /// Publishes an uplink that nobody sent; no downlink leaves with it and no counter moves.
    void simulate(const SandboxDevice &device, int port, const QByteArray &payload,
                  const std::optional<SandboxLocation> &place);

private:
    struct State
    {
        std::deque<HandlerV2Downlink> queue;
        std::optional<HandlerV2Downlink> current; ///< in flight
        bool currentSent = false;
        qint64 sentNs = 0;
        quint32 lastFCnt = 0;
    };

    void handle(SandboxDevice &device, const RadioFrame &frame);
    /// What the payload functions make of it; the errors are told by tellError().
    struct Decoded
    {
        std::optional<QJsonObject> fields;
        QString error;
    };
    [[nodiscard]] Decoded decode(const SandboxDevice &device, int port, const QByteArray &payload) const;
    void tellError(const SandboxDevice &device, const QString &error);
    void publishUplink(SandboxDevice &device, const RadioFrame &frame, bool retry);
    void publishFields(const SandboxDevice &device, const QByteArray &prefix, const QJsonObject &fields, bool nested);
    void schedule(SandboxDevice &device, HandlerV2Downlink downlink);
    void answer(SandboxDevice &device, const RadioFrame &frame);
    /// False when the encoder failed; the errors are published then.
    bool encode(SandboxDevice &device, HandlerV2Downlink &downlink);
    void publish(const SandboxDevice &device, std::string_view suffix, QByteArray payload);

    std::unordered_map<const SandboxDevice *, State> m_states;
};

} // namespace Backend
