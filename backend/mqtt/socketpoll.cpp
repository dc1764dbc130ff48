// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/socketpoll.h"

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace Backend {

#ifdef Q_OS_WIN

// WSAPoll takes sockets only: a datagram socket that sends to itself.
SocketPoll::SocketPoll()
{
    const SOCKET self = ::socket(AF_INET, SOCK_DGRAM, 0);
    if (self == INVALID_SOCKET)
        return;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int size = sizeof address;
    u_long on = 1;
    if (::bind(self, reinterpret_cast<sockaddr *>(&address), size) != 0
        || ::getsockname(self, reinterpret_cast<sockaddr *>(&address), &size) != 0
        || ::connect(self, reinterpret_cast<sockaddr *>(&address), size) != 0
        || ::ioctlsocket(self, FIONBIO, &on) != 0) {
        ::closesocket(self);
        return;
    }
    m_receiver = m_sender = qintptr(self);
}

SocketPoll::~SocketPoll()
{
    if (isValid())
        ::closesocket(SOCKET(m_receiver));
}

void SocketPoll::wake()
{
    const char byte = 0;
    ::send(SOCKET(m_sender), &byte, 1, 0);
}

SocketPoll::Ready SocketPoll::wait(qintptr socket, bool forRead, bool forWrite, int timeoutMs)
{
    WSAPOLLFD waits[2] = {};
    waits[0].fd = SOCKET(m_receiver);
    waits[0].events = POLLRDNORM;
    waits[1].fd = SOCKET(socket);
    waits[1].events = SHORT((forRead ? POLLRDNORM : 0) | (forWrite ? POLLWRNORM : 0));
    const bool withSocket = socket != -1 && waits[1].events != 0;
    if (::WSAPoll(waits, withSocket ? 2 : 1, timeoutMs) <= 0)
        return {};
    if (waits[0].revents != 0) {
        char bytes[64];
        while (::recv(SOCKET(m_receiver), bytes, sizeof bytes, 0) > 0) { }
    }
    return {(waits[1].revents & (POLLRDNORM | POLLHUP | POLLERR)) != 0, (waits[1].revents & POLLWRNORM) != 0};
}

namespace SocketRead {

qsizetype peek(qintptr socket, char *buffer, qsizetype size)
{
    const int got = ::recv(SOCKET(socket), buffer, int(size), MSG_PEEK);
    if (got >= 0)
        return got;
    return ::WSAGetLastError() == WSAEWOULDBLOCK ? -1 : -2;
}

void discard(qintptr socket, char *buffer, qsizetype size)
{
    while (size > 0) {
        const int got = ::recv(SOCKET(socket), buffer, int(size), 0);
        if (got <= 0)
            return;
        size -= got;
    }
}

} // namespace SocketRead

#else

SocketPoll::SocketPoll()
{
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    for (const int end : ends) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    m_receiver = ends[0];
    m_sender = ends[1];
}

SocketPoll::~SocketPoll()
{
    if (isValid()) {
        ::close(int(m_receiver));
        ::close(int(m_sender));
    }
}

void SocketPoll::wake()
{
    const char byte = 0;
    // A full pipe wakes as well.
    [[maybe_unused]] const auto written = ::write(int(m_sender), &byte, 1);
}

SocketPoll::Ready SocketPoll::wait(qintptr socket, bool forRead, bool forWrite, int timeoutMs)
{
    pollfd waits[2] = {};
    waits[0].fd = int(m_receiver);
    waits[0].events = POLLIN;
    waits[1].fd = int(socket);
    waits[1].events = short((forRead ? POLLIN : 0) | (forWrite ? POLLOUT : 0));
    const bool withSocket = socket != -1 && waits[1].events != 0;
    if (::poll(waits, withSocket ? 2 : 1, timeoutMs) <= 0)
        return {};
    if (waits[0].revents != 0) {
        char bytes[64];
        while (::read(int(m_receiver), bytes, sizeof bytes) > 0) { }
    }
    return {(waits[1].revents & (POLLIN | POLLHUP | POLLERR)) != 0, (waits[1].revents & POLLOUT) != 0};
}

namespace SocketRead {

qsizetype peek(qintptr socket, char *buffer, qsizetype size)
{
    const ssize_t got = ::recv(int(socket), buffer, size_t(size), MSG_PEEK);
    if (got >= 0)
        return got;
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? -1 : -2;
}

void discard(qintptr socket, char *buffer, qsizetype size)
{
#ifdef Q_OS_LINUX
    constexpr int flags = MSG_TRUNC; // tcp(7): drops the bytes without copying them again
#else
    constexpr int flags = 0;
#endif
    while (size > 0) {
        const ssize_t got = ::recv(int(socket), buffer, size_t(size), flags);
        if (got <= 0)
            return;
        size -= got;
    }
}

} // namespace SocketRead

#endif

} // namespace Backend
