// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mqttframe.h"

#include <QtEndian>

namespace Backend::MqttFrame {
namespace {

struct TopicPart
{
    qsizetype begin;
    qsizetype size;
    qsizetype payload; ///< where the payload begins
};

std::optional<TopicPart> topicOf(const Header &header, QByteArrayView packet)
{
    const qsizetype begin = header.headerSize + 2;
    if (header.size < begin)
        return std::nullopt;
    const qsizetype size = qFromBigEndian<quint16>(packet.data() + header.headerSize);
    const qsizetype payload = begin + size + (header.qos() > 0 ? 2 : 0);
    if (payload > header.size)
        return std::nullopt;
    return TopicPart{begin, size, payload};
}

} // namespace

Parse parseHeader(QByteArrayView bytes, Header &header)
{
    if (bytes.size() < 2)
        return Parse::Incomplete;
    qsizetype length = 0;
    for (qsizetype i = 1; i <= 4; ++i) {
        if (i >= bytes.size())
            return Parse::Incomplete;
        const auto byte = quint8(bytes[i]);
        length |= qsizetype(byte & 0x7f) << (7 * (i - 1));
        if ((byte & 0x80) == 0) {
            header = {quint8(bytes[0]), i + 1, i + 1 + length};
            return header.size <= maxSize ? Parse::Complete : Parse::Malformed;
        }
    }
    return Parse::Malformed;
}

std::optional<Domain::RawMessage> readPublish(const Header &header, QByteArrayView packet)
{
    const auto topic = topicOf(header, packet);
    if (!topic)
        return std::nullopt;
    Domain::RawMessage message;
    message.topic = packet.sliced(topic->begin, topic->size).toByteArray();
    message.payload = packet.sliced(topic->payload, header.size - topic->payload).toByteArray();
    message.retained = (header.first & 1) != 0;
    message.qos = header.qos();
    return message;
}

bool isPlausible(const Header &header, QByteArrayView packet)
{
    const qsizetype length = header.size - header.headerSize;
    switch (header.type()) {
    case Connack:
    case Puback:
        return length == 2;
    case Suback:
        return length >= 3 && length < 128;
    case Pingresp:
        return length == 0;
    case Publish:
        return header.qos() <= 2 && topicOf(header, packet).has_value();
    default:
        return true;
    }
}

} // namespace Backend::MqttFrame
