// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/traffic/codecbase.h"

namespace Backend {

/// The Things Network v2: topics `{application}/devices/{device}/up` and `…/events/…`.
///
/// No events of their own, so that read() tells to ignore them: single fields (`…/up/{field}`, and for a field without
/// name any JSON on `…/up` that is not an UplinkMessage), and what clients publish on `…/down`.
class V2Codec final : public CodecBase
{
protected:
    bool scan(const Domain::RawMessage &message) override;

private:
    bool scanUplink();
    void scanEvent();
    bool scanEventField(std::string_view key, JsonValue &value);
    bool scanMessageField(std::string_view key, JsonValue &value);
    bool scanMetadata(JsonValue &value);
    bool scanGateways(JsonValue &value);
    bool scanTransmission(JsonValue &value);
    void complete();

    std::optional<quint64> m_bitRate;
};

} // namespace Backend
