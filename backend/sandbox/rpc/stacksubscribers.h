// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serverstream.h"

#include <algorithm>
#include <memory>

namespace Backend {

/// Who listens to the messages of applications over gRPC. Nothing is kept for those who come later.
class StackSubscribers
{
public:
    void add(const std::string &application, const std::shared_ptr<ServerStream> &stream)
    {
        m_all.push_back({application, stream});
    }
    [[nodiscard]] bool isEmpty() const
    {
        return std::none_of(m_all.begin(), m_all.end(), [](const auto &one) { return one.stream->isOpen(); });
    }
    /// `message`: a serialized ApplicationUp.
    void give(const std::string &application, const std::string &message)
    {
        std::erase_if(m_all, [](const auto &one) { return !one.stream->isOpen(); });
        for (const Subscriber &one : m_all) {
            if (one.application == application)
                one.stream->send(message);
        }
    }

private:
    struct Subscriber
    {
        std::string application;
        std::shared_ptr<ServerStream> stream;
    };

    std::vector<Subscriber> m_all;
};

} // namespace Backend
