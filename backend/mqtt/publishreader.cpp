// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/publishreader.h"

#include "backend/domain/clock.h"
#include "backend/mqtt/socketpoll.h"

namespace Backend {
namespace {

constexpr qsizetype windowSize = 256 * 1024;

/// PUBLISH with QoS 0, whatever its DUP and RETAIN flags.
bool isOurs(char first)
{
    return (quint8(first) & 0xf6) == MqttFrame::Publish;
}

} // namespace

PublishReader::PublishReader(Deliver deliver)
    : m_deliver(std::move(deliver))
    , m_window(windowSize, Qt::Uninitialized)
{
}

PublishReader::Result PublishReader::read(qintptr socket)
{
    if (m_holding)
        if (const Result result = offer(); result != Result::Wait)
            return result;
    const qsizetype size = SocketRead::peek(socket, m_window.data(), m_window.size());
    if (size == -1)
        return Result::Wait;
    if (size <= 0)
        return Result::Ended;
    m_now = Domain::nowNs();
    qsizetype taken = 0;
    const Result result = parse(QByteArrayView(m_window.constData(), size), taken);
    SocketRead::discard(socket, m_window.data(), taken);
    return result;
}

PublishReader::Result PublishReader::parse(QByteArrayView window, qsizetype &taken)
{
    if (!m_partial.isEmpty())
        if (const Result result = continuePartial(window, taken); result != Result::Wait || !m_partial.isEmpty())
            return result;
    while (taken < window.size()) {
        const QByteArrayView rest = window.sliced(taken);
        MqttFrame::Header header;
        const MqttFrame::Parse parsed = MqttFrame::parseHeader(rest, header);
        if (parsed == MqttFrame::Parse::Malformed)
            return Result::Malformed;
        const bool complete = parsed == MqttFrame::Parse::Complete && header.size <= rest.size();
        if (!isOurs(rest[0])) {
            if (parsed == MqttFrame::Parse::Complete && header.isPublish())
                return Result::OwnerOnly;
            return complete ? Result::Owner : Result::Partial;
        }
        if (!complete) {
            if (parsed == MqttFrame::Parse::Complete)
                m_partial.reserve(header.size);
            m_partial.append(rest);
            taken = window.size();
            return Result::Wait;
        }
        taken += header.size;
        if (const Result result = deliver(header, rest.first(header.size)); result != Result::Wait)
            return result;
    }
    return Result::Wait;
}

PublishReader::Result PublishReader::continuePartial(QByteArrayView window, qsizetype &taken)
{
    MqttFrame::Header header;
    MqttFrame::Parse parsed = MqttFrame::parseHeader(m_partial, header);
    while (parsed == MqttFrame::Parse::Incomplete && taken < window.size()) {
        m_partial.append(window[taken++]);
        parsed = MqttFrame::parseHeader(m_partial, header);
    }
    if (parsed == MqttFrame::Parse::Malformed)
        return Result::Malformed;
    if (parsed == MqttFrame::Parse::Incomplete)
        return Result::Wait;
    const qsizetype missing = qMin(header.size - m_partial.size(), window.size() - taken);
    m_partial.reserve(header.size);
    m_partial.append(window.sliced(taken, missing));
    taken += missing;
    if (m_partial.size() < header.size)
        return Result::Wait;
    const QByteArray packet = std::exchange(m_partial, {});
    return deliver(header, packet);
}

PublishReader::Result PublishReader::deliver(const MqttFrame::Header &header, QByteArrayView packet)
{
    std::optional<Domain::RawMessage> message = MqttFrame::readPublish(header, packet);
    if (!message)
        return Result::Malformed;
    m_held = std::move(*message);
    m_held.receivedNs = m_now;
    m_holding = true;
    return offer();
}

PublishReader::Result PublishReader::offer()
{
    switch (m_deliver(m_held)) {
    case Delivery::Done:
        m_holding = false;
        return Result::Wait;
    case Delivery::Later:
        return Result::Full;
    case Delivery::Stopped:
        break;
    }
    return Result::Stopped;
}

} // namespace Backend
