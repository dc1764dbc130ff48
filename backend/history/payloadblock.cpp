// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/payloadblock.h"

#include <QtEndian>

#include <lz4.h>

namespace Backend {

namespace {

constexpr qsizetype HeaderBytes = 4 + 4 + 8 + 1;
constexpr quint8 RetainedBit = 0x80;
/// MQTT's largest packet with some room; also below what LZ4 takes at once.
constexpr qint64 LargestBlock = qint64(300) << 20;
/// No LZ4 block unpacks to more than this many times its size.
constexpr qint64 LargestRatio = 255;

struct Header
{
    qsizetype topic;
    qsizetype payload;
    qint64 receivedNs;
    quint8 bits;
};

Header readHeader(const char *data)
{
    return {qsizetype(qFromLittleEndian<quint32>(data)), qsizetype(qFromLittleEndian<quint32>(data + 4)),
            qFromLittleEndian<qint64>(data + 8), quint8(data[16])};
}

} // namespace

std::optional<PayloadBlock> PayloadBlock::unpack(QByteArrayView packed, qint64 rawSize, qint64 count)
{
    if (rawSize < packed.size() || rawSize > LargestBlock || rawSize > packed.size() * LargestRatio || count < 1
        || count > rawSize / HeaderBytes)
        return std::nullopt;
    PayloadBlock block;
    if (rawSize == packed.size()) {
        block.m_raw = packed.toByteArray();
    } else {
        block.m_raw.resize(qsizetype(rawSize));
        if (LZ4_decompress_safe(packed.data(), block.m_raw.data(), int(packed.size()), int(rawSize)) != rawSize)
            return std::nullopt;
    }
    block.m_offsets.reserve(std::size_t(count));
    qsizetype offset = 0;
    for (qint64 i = 0; i < count; ++i) {
        if (block.m_raw.size() - offset < HeaderBytes)
            return std::nullopt;
        const Header header = readHeader(block.m_raw.constData() + offset);
        const qsizetype size = HeaderBytes + header.topic + header.payload;
        if (block.m_raw.size() - offset < size)
            return std::nullopt;
        block.m_offsets.push_back(offset);
        offset += size;
    }
    if (offset != block.m_raw.size())
        return std::nullopt;
    return block;
}

Domain::RawMessage PayloadBlock::message(qsizetype index) const
{
    const char *data = m_raw.constData() + m_offsets[std::size_t(index)];
    const Header header = readHeader(data);
    Domain::RawMessage message;
    message.topic = QByteArray(data + HeaderBytes, header.topic);
    message.payload = QByteArray(data + HeaderBytes + header.topic, header.payload);
    message.receivedNs = header.receivedNs;
    message.retained = header.bits & RetainedBit;
    message.qos = header.bits & quint8(~RetainedBit);
    return message;
}

PayloadPacker::PayloadPacker()
    : m_state(std::make_unique<char[]>(std::size_t(LZ4_sizeofState())))
{
    m_raw.reserve(std::size_t(PayloadBlock::TargetBytes) * 2);
}

PayloadPacker::~PayloadPacker() = default;

void PayloadPacker::add(const Domain::RawMessage &message)
{
    char header[HeaderBytes];
    qToLittleEndian(quint32(message.topic.size()), header);
    qToLittleEndian(quint32(message.payload.size()), header + 4);
    qToLittleEndian(message.receivedNs, header + 8);
    header[16] = char(message.qos | (message.retained ? RetainedBit : 0));
    m_raw.insert(m_raw.end(), header, header + HeaderBytes);
    m_raw.insert(m_raw.end(), message.topic.begin(), message.topic.end());
    m_raw.insert(m_raw.end(), message.payload.begin(), message.payload.end());
}

QByteArrayView PayloadPacker::pack()
{
    const int size = int(m_raw.size());
    m_packed.resize(m_raw.size());
    // The target is one byte short of the source: what does not get smaller is kept as it is.
    const int packed = LZ4_compress_fast_extState(m_state.get(), m_raw.data(), m_packed.data(), size, size - 1, 1);
    return packed > 0 ? QByteArrayView(m_packed.data(), packed) : raw();
}

} // namespace Backend
