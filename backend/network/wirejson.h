// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <google/protobuf/message.h>

namespace Backend {

/// What becomes of keys, codes and tokens: in place of a hidden one stands `***`.
enum class WireSecrets { Show, Hide };

/// A message as The Things Stack writes it in JSON: field names as declared, EUIs, addresses and keys as hexadecimal
/// digits, other bytes in base64. Unlike the library's own printer it takes what a network may send: content of unknown
/// types, numbers that are none, any depth. Pure; any thread.
QByteArray wireJson(const google::protobuf::Message &message, WireSecrets secrets);

} // namespace Backend
