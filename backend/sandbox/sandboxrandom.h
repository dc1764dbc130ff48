// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <random>

namespace Backend {

/// Random values that are the same for one seed on every platform (the distributions of the standard library are not).
/// Value type; one per device, so that what happens to one device does not change the others.
class SandboxRandom
{
public:
    explicit SandboxRandom(quint64 seed)
        : m_engine(seed)
    {
    }

    [[nodiscard]] quint64 next() { return m_engine(); }
    /// From 0 up to but not including 1.
    [[nodiscard]] double unit() { return double(m_engine() >> 11) * 0x1p-53; }
    [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * unit(); }
    /// Both ends included.
    [[nodiscard]] int integer(int low, int high) { return low + int(m_engine() % quint64(high - low + 1)); }
    [[nodiscard]] double normal(double mean, double deviation);
    [[nodiscard]] bool chance(double probability) { return unit() < probability; }
    [[nodiscard]] QByteArray bytes(int count);

    /// 26 characters of Crockford's base 32: 48 bits of milliseconds, 80 random bits.
    [[nodiscard]] QByteArray ulid(qint64 timeNs);
    /// The same as 16 bytes, as session key ids are made.
    [[nodiscard]] QByteArray ulidBytes(qint64 timeNs);
    /// 32 hexadecimal digits, as the servers number their errors.
    [[nodiscard]] QByteArray hexId() { return bytes(16).toHex(); }

private:
    std::mt19937_64 m_engine;
};

} // namespace Backend
