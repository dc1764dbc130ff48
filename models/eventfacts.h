// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "models/eventtext.h"
#include "models/meaning.h"
#include "models/selectionsummary.h"

#include <QCoreApplication>

#include <vector>

namespace Domain {
class Dictionary;
} // namespace Domain

namespace Models {

/// One line of what is known of an event.
struct Fact
{
    enum class Section : quint8 { Event, Frame, Radio, Clocks, Span, Message, Selection, Kinds, Devices };

    Section section = Section::Event;
    QString label;
    QString value;
    QString copy; ///< for other programs; empty: as `value`
    QString delay; ///< clocks: since the one before
    QString hint;
    Meaning meaning = Meaning::Plain;
    bool monospace = false;
    bool unique = false; ///< another one in every event: not worth a mark in a comparison
};

/// A moment that a message tells of itself.
struct ClockTime
{
    QString name;
    QString hint;
    qint64 ns = 0; ///< UTC
};

/// What a person may want to know of one event, in words. GUI thread.
class EventFacts
{
    Q_DECLARE_TR_FUNCTIONS(Models::EventFacts)

public:
    struct Source
    {
        Domain::ProfileRef profile = 0;
        Domain::Generation generation = Domain::Generation::V3;
        Domain::EventRecord record;
        const Domain::EventAnswer *answer = nullptr; ///< null: only the record is known
    };

    EventFacts(const Domain::Dictionary *dictionary, const EventText *text);

    [[nodiscard]] std::vector<Fact> facts(const Source &source) const;
    /// Of many chosen rows.
    [[nodiscard]] std::vector<Fact> facts(const SelectionSummary &summary) const;
    /// Every clock that the message carries and ours, in order of time; at the same time on the way from the gateway to
    /// us, the best gateway before the others. Of many gateways only the first ones.
    [[nodiscard]] static std::vector<ClockTime> clocks(const Source &source);
    /// `+34.2 ms`, `−1.204 s`, `+4 min 5 s`.
    [[nodiscard]] static QString delay(qint64 ns, EventText::Style style);
    [[nodiscard]] static QString sectionTitle(Fact::Section section);

private:
    class Builder;
    const Domain::Dictionary *m_dictionary;
    const EventText *m_text;
};

} // namespace Models
