// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Backend {

/// Overwrites memory that held a secret; the compiler must not leave this out.
inline void wipe(char *memory, std::size_t size)
{
    volatile char *at = memory;
    while (size--)
        *at++ = 0;
}

/// The same for bytes that nobody else shares; what is shared is left to its other owners.
inline void wipe(QByteArray &secret)
{
    if (!secret.isEmpty() && secret.isDetached())
        wipe(secret.data(), std::size_t(secret.size()));
    secret.clear();
}

/// A copy that shares no memory with the original, so that each can be wiped by itself.
inline QByteArray ownCopy(const QByteArray &secret)
{
    return {secret.constData(), secret.size()};
}

} // namespace Backend
