// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/aes128key.h"
#include "backend/domain/identifiers.h"

#include <QDateTime>
#include <QString>

#include <google/protobuf/timestamp.pb.h>
#include <optional>
#include <string>
#include <ttn/lorawan/v3/keys.pb.h>

/// Single values of The Things Stack to and from the domain. Pure; any thread.
namespace Backend::V3 {

inline QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

/// nullopt: another length, so it is not set.
template <typename Identifier>
std::optional<Identifier> idOf(const std::string &bytes)
{
    if (bytes.size() != std::size_t(Identifier::byteCount))
        return std::nullopt;
    quint64 value = 0;
    for (const char byte : bytes)
        value = value << 8 | quint8(byte);
    return Identifier(value);
}

template <typename Identifier>
std::string bytesOf(Identifier id)
{
    std::string out(std::size_t(Identifier::byteCount), '\0');
    quint64 value = id.value();
    for (auto byte = out.rbegin(); byte != out.rend(); ++byte, value >>= 8)
        *byte = char(value & 0xFF);
    return out;
}

/// nullopt: not told, or wrapped for somebody else.
inline std::optional<Domain::Aes128Key> keyOf(const ttn::lorawan::v3::KeyEnvelope &envelope)
{
    return Domain::Aes128Key::fromBytes(QByteArrayView(envelope.key().data(), qsizetype(envelope.key().size())));
}

inline void setKey(ttn::lorawan::v3::KeyEnvelope *envelope, const Domain::Aes128Key &key)
{
    envelope->set_key(key.bytes().toStdString());
}

inline bool isSet(const std::optional<Domain::Aes128Key> &key)
{
    return key && !key->isZero();
}

inline QDateTime timeOf(const google::protobuf::Timestamp &time)
{
    return QDateTime::fromMSecsSinceEpoch(time.seconds() * 1'000 + time.nanos() / 1'000'000, Qt::UTC);
}

inline void setTime(google::protobuf::Timestamp *out, const QDateTime &time)
{
    const qint64 ms = time.toMSecsSinceEpoch();
    out->set_seconds(ms / 1'000);
    out->set_nanos(int(ms % 1'000) * 1'000'000);
}

} // namespace Backend::V3
