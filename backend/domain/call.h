// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThread>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace Domain {

namespace Detail {

/// An undelivered answer may be dropped by the application object's destructor, which holds the lock of the event
/// queue: posting a deferred deletion from there would wait for itself.
inline void dropRelay(QObject *relay)
{
    if (relay->thread() == QThread::currentThread())
        delete relay;
    else
        relay->deleteLater();
}

template <typename T>
struct CallState
{
    std::mutex mutex;
    std::optional<T> value;
    std::function<void(T)> handler;
    std::function<void()> onCancel;
    std::shared_ptr<QObject> relay; ///< lives in the consumer's thread, until the Call ends
    QPointer<QObject> context; ///< only looked at in the consumer's thread
    bool cancelled = false;
    bool delivered = false;

    /// In the consumer's thread.
    void hand()
    {
        std::function<void(T)> run;
        std::optional<T> result;
        {
            const std::lock_guard lock(mutex);
            if (cancelled || delivered || !context)
                return;
            delivered = true;
            run = std::move(handler);
            result = std::move(value);
            value.reset();
        }
        run(std::move(*result));
    }
};

/// The event has no part in the relay: when the thread ends before it, the two would keep each other.
template <typename T>
void post(const std::shared_ptr<CallState<T>> &state, QObject *relay)
{
    QMetaObject::invokeMethod(
        relay, [state] { state->hand(); }, Qt::QueuedConnection);
}

} // namespace Detail

/// The one consumer's end of an answer that comes later. Move-only. Delivery is always queued into the thread of the
/// consumer's context, never from inside the call; dropping or cancelling the Call reaches the other end, and what was
/// cancelled is never delivered. To be used in the thread of the context.
template <typename T>
class [[nodiscard]] Call
{
public:
    Call() = default;
    explicit Call(std::shared_ptr<Detail::CallState<T>> state)
        : m_state(std::move(state))
    {
    }
    Call(Call &&) noexcept = default;
    Call &operator=(Call &&other) noexcept
    {
        if (this != &other) {
            cancel();
            m_state = std::move(other.m_state);
        }
        return *this;
    }
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;
    ~Call() { cancel(); }

    /// True until the answer was delivered or the call cancelled.
    [[nodiscard]] bool isPending() const
    {
        if (!m_state)
            return false;
        const std::lock_guard lock(m_state->mutex);
        return !m_state->delivered && !m_state->cancelled;
    }

    /// `handler` runs once in the thread of `context`, unless the call or the context is gone by then.
    void then(QObject *context, std::function<void(T)> handler)
    {
        Q_ASSERT(m_state && context);
        std::shared_ptr<QObject> relay(new QObject, &Detail::dropRelay);
        relay->moveToThread(context->thread());
        bool ready = false;
        {
            const std::lock_guard lock(m_state->mutex);
            Q_ASSERT(!m_state->handler);
            m_state->handler = std::move(handler);
            m_state->context = context;
            m_state->relay = relay;
            ready = m_state->value.has_value();
        }
        if (ready)
            Detail::post(m_state, relay.get());
    }

    void cancel()
    {
        if (!m_state)
            return;
        std::function<void()> tell;
        std::shared_ptr<QObject> relay; // ends here: the producer may outlive this thread, and could not delete it
        {
            const std::lock_guard lock(m_state->mutex);
            if (!m_state->delivered && !m_state->cancelled)
                tell = std::move(m_state->onCancel);
            m_state->cancelled = true;
            m_state->handler = nullptr;
            relay = std::move(m_state->relay);
        }
        if (tell)
            tell();
        m_state.reset();
    }

private:
    std::shared_ptr<Detail::CallState<T>> m_state;
};

/// The producer's end of a Call; copyable, any thread.
template <typename T>
class CallSource
{
public:
    CallSource()
        : m_state(std::make_shared<Detail::CallState<T>>())
    {
    }

    [[nodiscard]] Call<T> call() const { return Call<T>(m_state); }

    /// Ask between steps of long work.
    [[nodiscard]] bool isCancelled() const
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->cancelled;
    }

    /// Runs in the consumer's thread when it loses interest before the delivery.
    void onCancel(std::function<void()> tell) const
    {
        const std::lock_guard lock(m_state->mutex);
        std::function<void()> &place = m_state->onCancel;
        place = std::move(tell);
    }

    /// Only the first answer counts.
    void deliver(T value) const
    {
        std::shared_ptr<QObject> relay;
        {
            const std::lock_guard lock(m_state->mutex);
            if (m_state->cancelled || m_state->delivered || m_state->value)
                return;
            m_state->value = std::move(value);
            m_state->onCancel = nullptr;
            relay = m_state->relay;
        }
        if (relay)
            Detail::post(m_state, relay.get());
    }

private:
    std::shared_ptr<Detail::CallState<T>> m_state;
};

} // namespace Domain
