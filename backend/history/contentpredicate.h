// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/filterspec.h"
#include "backend/domain/rawmessage.h"
#include "backend/traffic/trafficcodec.h"

#include <vector>

namespace Backend {

/// The part of a filter that needs the stored message: payload bytes and decoded fields. One thread.
class ContentPredicate
{
public:
    explicit ContentPredicate(const Domain::FilterSpec &filter);

    /// True when there is nothing to ask.
    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    bool operator()(const Domain::EventRecord &record, const Domain::RawMessage &message, TrafficCodec &codec) const;

private:
    struct Term
    {
        Domain::FilterTerm term;
        QByteArray path;
        QByteArray lastName; ///< of the path, as it would stand in JSON; empty: it may be written in several ways
    };

    static bool holdsHex(const Term &term, const Domain::EventRecord &record, const Domain::RawMessage &message,
                         TrafficCodec &codec);
    static bool holdsField(const Term &term, const Domain::RawMessage &message, TrafficCodec &codec);

    std::vector<Term> m_terms;
};

} // namespace Backend
