// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/rpcstatus.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace Backend {

/// What a method answers over time. Everything in the sandbox's thread; the port takes it to the client.
class ServerStream
{
public:
    struct End
    {
        RpcCode code = RpcCode::Ok;
        std::string text = {};
        std::string details = {};
    };

    [[nodiscard]] bool isOpen() const { return m_open; }

    void send(std::string message)
    {
        if (!m_open)
            return;
        if (m_write)
            m_write(std::move(message));
        else
            m_waiting.push_back(std::move(message));
    }
    void finish(End end)
    {
        if (!std::exchange(m_open, false))
            return;
        m_end = std::move(end);
        if (m_finish)
            m_finish(m_end);
    }
    /// The client is gone.
    void drop()
    {
        if (std::exchange(m_open, false) && m_dropped)
            m_dropped();
    }
    void whenDropped(std::function<void()> dropped) { m_dropped = std::move(dropped); }

    /// What was sent so far and from now on goes there. Without it, it waits.
    void attach(std::function<void(std::string)> write, std::function<void(const End &)> finish)
    {
        m_write = std::move(write);
        m_finish = std::move(finish);
        for (std::string &message : std::exchange(m_waiting, {}))
            m_write(std::move(message));
        if (!m_open)
            m_finish(m_end);
    }
    /// What waits; it is gone then.
    std::vector<std::string> take() { return std::exchange(m_waiting, {}); }
    [[nodiscard]] const End &end() const { return m_end; }

private:
    bool m_open = true;
    std::vector<std::string> m_waiting;
    End m_end;
    std::function<void(std::string)> m_write;
    std::function<void(const End &)> m_finish;
    std::function<void()> m_dropped;
};

} // namespace Backend
