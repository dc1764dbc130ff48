// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/rawmessage.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>
#include <vector>

namespace Backend {

/// The messages of consecutive events in one piece of about 64 KiB. Uplinks of one application resemble each other, so
/// LZ4 over many of them writes a fraction of the bytes and costs less time than writing them would.
///
/// Unpacked, for each message: topic size and payload size (u32), received time (i64), QoS with 0x80 for retained (u8),
/// topic, payload; little endian. Packed: LZ4 block format, or the same bytes when that would not be smaller.
class PayloadBlock
{
public:
    /// A block is closed when it has reached this size.
    static constexpr qsizetype TargetBytes = 64 * 1024;

    /// nullopt when the bytes are not such a block. `rawSize` and `count` come from the file and are not trusted.
    static std::optional<PayloadBlock> unpack(QByteArrayView packed, qint64 rawSize, qint64 count);

    [[nodiscard]] qsizetype count() const { return qsizetype(m_offsets.size()); }
    [[nodiscard]] qsizetype byteSize() const { return m_raw.size() + qsizetype(m_offsets.size() * sizeof(qsizetype)); }
    /// Owned copy.
    [[nodiscard]] Domain::RawMessage message(qsizetype index) const;

private:
    QByteArray m_raw;
    std::vector<qsizetype> m_offsets;
};

/// Collects messages for a block and packs them. Keeps its memory.
class PayloadPacker
{
public:
    PayloadPacker();
    ~PayloadPacker();

    void clear() { m_raw.clear(); }
    /// Goes on with the unpacked bytes of an earlier block.
    void restart(QByteArrayView raw) { m_raw.assign(raw.begin(), raw.end()); }
    void add(const Domain::RawMessage &message);
    [[nodiscard]] QByteArrayView raw() const { return {m_raw.data(), qsizetype(m_raw.size())}; }
    /// Valid until the next call.
    [[nodiscard]] QByteArrayView pack();

private:
    std::vector<char> m_raw;
    std::vector<char> m_packed;
    std::unique_ptr<char[]> m_state;
};

} // namespace Backend
