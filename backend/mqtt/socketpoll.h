// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace Backend {

/// Waits for a socket and for a wake-up from another thread, on every system.
class SocketPoll
{
public:
    SocketPoll();
    ~SocketPoll();
    SocketPoll(const SocketPoll &) = delete;
    SocketPoll &operator=(const SocketPoll &) = delete;

    [[nodiscard]] bool isValid() const { return m_receiver != -1; }
    /// Any thread: the current or the next wait() returns.
    void wake();

    struct Ready
    {
        bool read = false; ///< also set when the connection ended
        bool write = false;
    };
    /// `socket` -1: only for the wake-up. -1 waits without a limit.
    Ready wait(qintptr socket, bool forRead, bool forWrite, int timeoutMs);

private:
    qintptr m_receiver = -1;
    qintptr m_sender = -1;
};

/// recv(2) on a non-blocking socket. >0 bytes, 0 closed, -1 nothing there now, -2 failed (errno says why).
namespace SocketRead {
qsizetype peek(qintptr socket, char *buffer, qsizetype size);
/// Takes `size` bytes that peek() has shown.
void discard(qintptr socket, char *buffer, qsizetype size);
} // namespace SocketRead

} // namespace Backend
