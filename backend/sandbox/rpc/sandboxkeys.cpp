// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/sandboxkeys.h"

#include <QCryptographicHash>

namespace Backend::SandboxKeys {

namespace {

std::string derive(const std::string &source)
{
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(source), QCryptographicHash::Sha256);
    return hash.left(16).toStdString();
}

} // namespace

std::string key(const SandboxDevice &device, const char *purpose)
{
    return derive(purpose + bigEndian(device.devEui, 8) + device.model.application.toStdString());
}

std::string sessionKey(const SandboxDevice &device, const char *purpose)
{
    return derive(purpose + bigEndian(device.devEui, 8) + bigEndian(device.devAddr, 4));
}

std::string bigEndian(quint64 value, int bytes)
{
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        out += char(value >> shift);
    return out;
}

quint64 fromBigEndian(const std::string &bytes)
{
    quint64 out = 0;
    for (const char byte : bytes)
        out = out << 8 | quint8(byte);
    return out;
}

std::string hex(const std::string &bytes)
{
    return QByteArray::fromStdString(bytes).toHex().toUpper().toStdString();
}

} // namespace Backend::SandboxKeys
