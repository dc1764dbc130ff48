// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/problem.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace Domain {

class Dictionary;

/// One condition of a filter. Several words of one term are alternatives (`device:a,b`).
struct FilterTerm
{
    enum class Field : quint8 {
        Word, ///< bare text: part of device id, application id, DevEUI or kind
        Application, ///< app:
        Device, ///< device:
        DevEui, ///< deveui:
        Network, ///< network: profile name
        Kind, ///< kind: uplink, join, queued, sent, ack, nack, failed, invalidated, location, service, normalized,
              ///< error, gap, lost, other
        FPort, ///< fport:
        FCnt, ///< fcnt:
        Gateway, ///< gw: best gateway
        SpreadingFactor, ///< sf:
        DataRate, ///< dr:SF7BW125
        Frequency, ///< freq: MHz
        Rssi,
        Snr, ///< rssi<-115 snr<-10
        Missed, ///< missed>0
        Gateways, ///< gws>1
        Bytes, ///< bytes>10
        Airtime, ///< airtime>100, ms
        Decoded, ///< decoded:yes|no
        Warning, ///< warning:yes|no
        Confirmed,
        Simulated,
        Reset,
        Unsaved, ///< yes|no
        Time, ///< time>2026-11-20T10:00, local time unless an offset is given; time>-15min; time>=today
        // Content: needs the stored message.
        Hex, ///< hex:08FC part of the payload
        DecodedField, ///< temperature>30, gps.lat:52.*; `name` is the dotted path
    };
    enum class Op : quint8 { Matches, Less, LessOrEqual, Greater, GreaterOrEqual };
    /// What a time is counted from.
    enum class TimeBase : quint8 {
        Fixed, ///< `timeNs` is ns UTC
        Now, ///< the moment at which the filter is compiled; `timeNs` is negative for the past
        Today, ///< the last midnight, local time
    };

    Field field = Field::Word;
    Op op = Op::Matches;
    bool negated = false;
    QString name; ///< DecodedField only
    QStringList words; ///< Matches: alternatives; `*` and `?` are wildcards, case does not matter
    double number = 0; ///< the other operations; Time: in `timeNs`
    qint64 timeNs = 0;
    TimeBase timeBase = TimeBase::Fixed;
    QString source; ///< as typed
    qsizetype position = 0; ///< of `source` in the text

    [[nodiscard]] bool needsContent() const { return field >= Field::Hex; }
    /// The same condition, however it was typed.
    friend bool operator==(const FilterTerm &a, const FilterTerm &b)
    {
        return a.field == b.field && a.op == b.op && a.negated == b.negated && a.name == b.name && a.words == b.words
            && a.number == b.number && a.timeNs == b.timeNs && a.timeBase == b.timeBase;
    }
};

/// What the live log shows: all terms must hold. Text and menus are two views of it. Value type.
struct FilterSpec
{
    std::vector<FilterTerm> terms;

    struct Parsed;
    /// Reads `device:field-* fport:2 snr<-5 -kind:join`; words with blanks stand in double quotes.
    static Parsed parse(const QString &text);
    /// The text that parse() reads back to the same terms.
    [[nodiscard]] QString toText() const;
    [[nodiscard]] bool isEmpty() const { return terms.empty(); }
    [[nodiscard]] bool needsContent() const;
    /// Without the terms that need the stored message.
    [[nodiscard]] FilterSpec recordPart() const;
    /// True when its meaning moves with the clock (`time>-15min`).
    [[nodiscard]] bool isRelative() const;
    /// With every relative time replaced by what it means at this moment (ns UTC).
    [[nodiscard]] FilterSpec resolved(qint64 nowNs) const;
    friend bool operator==(const FilterSpec &, const FilterSpec &) = default;
};

struct FilterSpec::Parsed
{
    FilterSpec spec; ///< the terms that could be read
    Problem problem; ///< the first term that could not: FilterInvalid
};

/// The record part of a filter, compiled against the names and the time of then: each distinct device, gateway and data
/// rate is judged once, then a row is some table look-ups. Names that come later are judged by the dictionary on first
/// sight. Copies are cheap; one copy per thread.
class RecordPredicate
{
public:
    RecordPredicate(const FilterSpec &filter, const Dictionary &dictionary);
    ~RecordPredicate();
    RecordPredicate(const RecordPredicate &);
    RecordPredicate &operator=(const RecordPredicate &);
    RecordPredicate(RecordPredicate &&) noexcept;
    RecordPredicate &operator=(RecordPredicate &&) noexcept;

    [[nodiscard]] bool operator()(const EventRecord &record) const;

private:
    struct Compiled;
    std::unique_ptr<Compiled> m_compiled;
};

/// The words of `kind:` in the order of EventKind: `uplink`, `join`, … ASCII, never translated; also the `kind` of
/// `ttnc events`.
const char *kindWord(EventKind kind);

} // namespace Domain
