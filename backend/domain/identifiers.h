// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace Domain {

/// A fixed number of bytes that people read as hexadecimal digits: value type, any thread.
/// `Bytes` is 1…8; the value is kept in its most significant byte first order.
template <typename Tag, int Bytes>
class HexIdentifier
{
    static_assert(Bytes >= 1 && Bytes <= 8);

public:
    static constexpr int byteCount = Bytes;

    constexpr HexIdentifier() = default;
    constexpr explicit HexIdentifier(quint64 value)
        : m_value(value)
    {
    }

    /// Exactly 2 × Bytes hexadecimal digits of either case; anything else is nullopt.
    static std::optional<HexIdentifier> fromHex(std::string_view text)
    {
        if (text.size() != std::size_t(Bytes) * 2)
            return std::nullopt;
        quint64 value = 0;
        for (const char c : text) {
            const int digit = c >= '0' && c <= '9' ? c - '0'
                : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                : c >= 'a' && c <= 'f'             ? c - 'a' + 10
                                                   : -1;
            if (digit < 0)
                return std::nullopt;
            value = value << 4 | quint64(digit);
        }
        return HexIdentifier(value);
    }

    [[nodiscard]] constexpr quint64 value() const { return m_value; }
    [[nodiscard]] constexpr bool isZero() const { return m_value == 0; }
    /// Upper case, without separators.
    [[nodiscard]] QString toString() const
    {
        return QString::number(m_value, 16).toUpper().rightJustified(Bytes * 2, QLatin1Char('0'));
    }

    friend constexpr bool operator==(HexIdentifier, HexIdentifier) = default;

private:
    quint64 m_value = 0;
};

/// DevEUI, JoinEUI (AppEUI in v2) or gateway EUI.
using Eui = HexIdentifier<struct EuiTag, 8>;
/// The address a device has within its session.
using DevAddr = HexIdentifier<struct DevAddrTag, 4>;

/// Where an application lives: The Things Stack v3 or The Things Network v2.
enum class Generation : quint8 { V3 = 3, V2 = 2 };

/// True for an id that v3 servers accept: `^[a-z0-9](?:[-]?[a-z0-9]){2,}$`, at most 36 characters
/// (api/ttn/lorawan/v3/identifiers.proto); v2 also allows `_`, at least two letters or digits
/// and at most 36 of them (api:validation.go).
bool isValidId(Generation generation, QStringView id);

} // namespace Domain
