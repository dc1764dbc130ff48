// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/handlerv2messages.h"

#include <optional>

namespace Backend {

/// Reads what a client publishes on `…/down` of TTN v2, as the handler does: keys in any case, the last of equal keys
/// counts, padded base64 or a list of bytes. nullopt: undecodable, the handler drops it without a sign.
std::optional<HandlerV2Downlink> parseHandlerV2Downlink(const QByteArray &json);

} // namespace Backend
