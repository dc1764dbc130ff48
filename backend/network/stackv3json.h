// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <google/protobuf/message.h>

namespace Backend {

/// What becomes of keys, codes and tokens: in place of a hidden one stands `***`.
enum class StackSecrets { Show, Hide };

/// A message as The Things Stack and ttn-lw-cli print it, which is not how Protocol Buffers do: EUIs, addresses and
/// keys are hexadecimal, wrappers bare values, data rates and delays numbers. What is zero is left out. It takes what a
/// network may send: content of unknown types, numbers that are none, any depth. Pure; any thread.
QByteArray stackJson(const google::protobuf::Message &message, StackSecrets secrets);
/// The other way; takes what others write, too: base64, wrappers as messages, numbers as text. Names that it does not
/// know are left out. False: no object, or a value that a field cannot have.
[[nodiscard]] bool readStackJson(const QByteArray &json, google::protobuf::Message &message);

} // namespace Backend
