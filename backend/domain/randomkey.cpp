// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/randomkey.h"

#include <QRandomGenerator>

namespace Domain {

Aes128Key randomKey()
{
    std::array<quint32, Aes128Key::byteCount / sizeof(quint32)> words{};
    Aes128Key key;
    do { // the servers take a zero key for none
        QRandomGenerator::system()->fillRange(words.data(), words.size());
        key = *Aes128Key::fromBytes({reinterpret_cast<const char *>(words.data()), Aes128Key::byteCount});
    } while (key.isZero());
    words.fill(0);
    return key;
}

} // namespace Domain
