// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>

#include <functional>
#include <memory>
#include <mutex>

namespace Backend {

/// The way from gRPC's threads into the rpc thread. Outlives the object behind it: what comes too late is dropped.
class RpcDoor
{
public:
    explicit RpcDoor(QObject *behind)
        : m_behind(behind)
    {
    }

    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_behind = nullptr;
    }

    void post(std::function<void()> work)
    {
        const std::lock_guard lock(m_mutex);
        if (m_behind)
            QMetaObject::invokeMethod(m_behind, std::move(work), Qt::QueuedConnection);
    }

private:
    std::mutex m_mutex;
    QObject *m_behind;
};

} // namespace Backend
