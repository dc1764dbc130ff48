// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/eventqueue.h"
#include "backend/sandbox/sandboxdevice.h"

#include <functional>
#include <memory>

namespace Backend {

/// One message for the broker of a generation.
struct ServerMessage
{
    Domain::Generation generation = Domain::Generation::V3;
    QByteArray topic;
    QByteArray payload;
};

/// Things that go wrong in the network, switched while it runs.
struct ServerFaults
{
    bool undecodable = false; ///< every payload function fails
    bool duplicates = false; ///< every uplink is published twice
    bool gatewayRefuses = false; ///< gateways refuse what they are given to send
};

/// The servers of one generation: make MQTT messages of what gateways hear and take downlinks. What it says comes from
/// recordings of the real servers (tests/data). Time is that of the event queue.
class NetworkServer
{
public:
    using Publish = std::function<void(ServerMessage)>;

    NetworkServer(EventQueue &events, const RadioModel &radio, Publish publish)
        : m_events(events)
        , m_radio(radio)
        , m_publish(std::move(publish))
    {
    }
    virtual ~NetworkServer() = default;

    /// A data frame that is heard now.
    virtual void uplink(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame) = 0;
    /// A join request that is heard now. `answered` is called when the device has got the answer, or when it is clear
    /// that it gets none.
    virtual void joinRequest(SandboxDevice &device, std::shared_ptr<const RadioFrame> frame,
                             std::function<void(bool accepted)> answered)
        = 0;
    /// A client published. `device` is nullptr when the topic names none that is known.
    virtual void clientMessage(SandboxDevice *device, QByteArrayView command, const QByteArray &payload) = 0;
    /// A downlink as the device's own application would send it.
    virtual void applicationDownlink(SandboxDevice &device, const QJsonObject &fields, bool confirmed) = 0;
    /// Queued for the device now.
    [[nodiscard]] virtual int queued(const SandboxDevice &device) const = 0;

    ServerFaults faults;

protected:
    EventQueue &m_events;
    const RadioModel &m_radio;
    Publish m_publish;
};

} // namespace Backend
