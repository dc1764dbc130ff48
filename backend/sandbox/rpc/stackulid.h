// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <string>

namespace Backend {

/// A ULID of that time: 26 characters of Crockford's base 32.
inline std::string stackUlid(qint64 timeNs)
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string out(26, '0');
    quint64 ms = quint64(timeNs / 1'000'000);
    for (int i = 9; i >= 0; --i, ms >>= 5)
        out[std::size_t(i)] = alphabet[ms & 31];
    for (std::size_t i = 10; i < out.size(); ++i)
        out[i] = alphabet[QRandomGenerator::global()->bounded(32)];
    return out;
}

} // namespace Backend
