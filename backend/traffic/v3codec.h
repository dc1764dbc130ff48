// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/traffic/codecbase.h"

namespace Backend {

struct V3Reception;

/// The Things Stack v3: topics `v3/{application}[@tenant]/devices/{device}/…`, messages ApplicationUp as JSON, where
/// zero values are left out.
///
/// Topic and message decide together: application and device are the topic's. The member decides the kind where the
/// topic is known (of several members the one that fits the topic, else the first); a topic that is not known stays
/// Unknown even with a known member, for it may repeat what another topic has told already.
class V3Codec final : public CodecBase
{
protected:
    bool scan(const Domain::RawMessage &message) override;

private:
    bool scanEnvelope(Domain::EventKind topicKind, bool topicKnown);
    void forgetMember();
    bool scanIds(JsonValue &value);
    bool scanCorrelationIds(JsonValue &value);
    bool scanMember(JsonValue &value);
    bool scanMemberField(std::string_view key, JsonValue &value);
    bool scanRetry(JsonValue &value);
    bool scanInvalidated(JsonValue &value);
    bool scanReceptions(JsonValue &value);
    bool scanPacketBroker(JsonValue &value, V3Reception &reception);
    void scanReceptionDetail(std::string_view key, JsonValue &value, V3Reception &reception);
    void scanLocation(std::string_view location, V3Reception &reception);
    bool scanSettings(JsonValue &value);
    bool scanDataRate(JsonValue &value);
    bool scanWarnings(JsonValue &value, const char *where, std::string_view &out);
    void complete();

    bool m_memberFound = false;
    bool m_counterNamed = false; ///< f_cnt is there, even if it cannot be read
    // Correlation ids of the envelope that tie events together:
    std::string_view m_uplinkId; ///< `gs:uplink:…`
    std::string_view m_simulationId; ///< `as:up:…`, what simulated messages have instead
    std::string_view m_downlinkId; ///< `as:downlink:…`
};

} // namespace Backend
