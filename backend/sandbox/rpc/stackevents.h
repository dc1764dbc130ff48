// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serverstream.h"

#include <QtGlobal>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <ttn/lorawan/v3/events.pb.h>

namespace Backend {

/// What happens in the sandbox's network, for everybody who listens, and the last of it.
class StackEvents
{
public:
    using Event = ttn::lorawan::v3::Event;
    /// What a listener may see of an application.
    using Rights = std::map<std::string, std::set<int>>;

    /// An event to be: time, ids and origin are filled in. `reachesApplication`: an application's own stream has it,
    /// too.
    void publish(Event event, bool reachesApplication, qint64 timeNs);

    /// Everything that comes from now on, after the newest `tail` that are later than `afterNs`. `names` empty: all.
    void listen(const std::shared_ptr<ServerStream> &stream, const std::vector<std::string> &entities,
                const std::set<std::string> &names, Rights rights, quint32 tail, std::optional<qint64> afterNs);
    [[nodiscard]] bool hasListeners() const;
    /// With that correlation id, newest first.
    [[nodiscard]] std::vector<std::shared_ptr<const Event>> related(const std::string &correlationId) const;

    /// The key of an application or a device; empty for other things.
    [[nodiscard]] static std::string entity(const ttn::lorawan::v3::EntityIdentifiers &ids);
    [[nodiscard]] static std::string applicationOf(const Event &event);
    /// Whether somebody with these rights may see it.
    [[nodiscard]] static bool isVisible(const Event &event, const std::set<int> &rights);
    /// All names that the network knows, in their order.
    [[nodiscard]] static const std::set<std::string> &allNames();

private:
    using Shared = std::shared_ptr<const Event>;
    struct Listener
    {
        std::shared_ptr<ServerStream> stream;
        std::vector<std::string> entities;
        std::set<std::string> names;
        Rights rights;
    };

    static void give(const Listener &listener, const Event &event);
    void dropTheGone();

    std::map<std::string, std::deque<Shared>> m_kept; ///< by entity
    std::deque<Shared> m_all;
    std::vector<Listener> m_listeners;
};

} // namespace Backend
