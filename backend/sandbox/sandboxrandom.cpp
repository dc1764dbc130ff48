// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/sandboxrandom.h"

#include <QtMath>

#include <cmath>

namespace Backend {

double SandboxRandom::normal(double mean, double deviation)
{
    const double radius = std::sqrt(-2 * std::log(1 - unit()));
    return mean + deviation * radius * std::cos(2 * M_PI * unit());
}

QByteArray SandboxRandom::bytes(int count)
{
    QByteArray out(count, Qt::Uninitialized);
    quint64 word = 0;
    for (int i = 0; i < count; ++i) {
        if (i % 8 == 0)
            word = next();
        out[i] = char(word >> (i % 8 * 8));
    }
    return out;
}

QByteArray SandboxRandom::ulid(qint64 timeNs)
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    QByteArray out(26, Qt::Uninitialized);
    quint64 milliseconds = quint64(timeNs / 1'000'000);
    for (int i = 9; i >= 0; --i, milliseconds >>= 5)
        out[i] = alphabet[milliseconds & 31];
    quint64 high = next();
    quint64 low = next();
    for (int i = 0; i < 8; ++i, high >>= 5, low >>= 5) {
        out[10 + i] = alphabet[high & 31];
        out[18 + i] = alphabet[low & 31];
    }
    return out;
}

QByteArray SandboxRandom::ulidBytes(qint64 timeNs)
{
    QByteArray out(6, Qt::Uninitialized);
    quint64 milliseconds = quint64(timeNs / 1'000'000);
    for (int i = 5; i >= 0; --i, milliseconds >>= 8)
        out[i] = char(milliseconds);
    return out + bytes(10);
}

} // namespace Backend
