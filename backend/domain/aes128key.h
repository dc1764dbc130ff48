// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QString>

#include <algorithm>
#include <array>
#include <optional>

namespace Domain {

/// A root or session key of LoRaWAN. Value type. Printing it gives dots; whoever wants the digits asks for them.
class Aes128Key
{
public:
    static constexpr int byteCount = 16;

    Aes128Key() = default; ///< all zero

    /// Exactly 16 bytes; anything else is nullopt.
    static std::optional<Aes128Key> fromBytes(QByteArrayView bytes)
    {
        if (bytes.size() != byteCount)
            return std::nullopt;
        Aes128Key key;
        std::transform(bytes.begin(), bytes.end(), key.m_bytes.begin(), [](char c) { return quint8(c); });
        return key;
    }
    /// Exactly 32 hexadecimal digits of either case; anything else is nullopt.
    static std::optional<Aes128Key> fromHex(QByteArrayView text)
    {
        const auto isDigit
            = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); };
        if (text.size() != 2 * byteCount || !std::all_of(text.begin(), text.end(), isDigit))
            return std::nullopt;
        return fromBytes(QByteArray::fromHex(text.toByteArray()));
    }

    [[nodiscard]] QByteArray bytes() const { return {reinterpret_cast<const char *>(m_bytes.data()), byteCount}; }
    /// Upper case, most significant first.
    [[nodiscard]] QString toHex() const { return QString::fromLatin1(bytes().toHex()).toUpper(); }
    [[nodiscard]] bool isZero() const
    {
        return std::all_of(m_bytes.begin(), m_bytes.end(), [](quint8 byte) { return byte == 0; });
    }

    friend bool operator==(const Aes128Key &, const Aes128Key &) = default;
    friend QDebug operator<<(QDebug debug, const Aes128Key &) { return debug << "Aes128Key(••••)"; }

private:
    std::array<quint8, byteCount> m_bytes{};
};

} // namespace Domain
