// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "backend/domain/filterspec.h"
#include "backend/domain/filterterms.h"

#include <algorithm>

namespace Domain {

using Field = FilterTerm::Field;

namespace {

enum class Verdict : quint8 { Unknown, Holds, Fails };

/// What one device means for all terms about devices. Its DevEUI may become known later, then it is judged again.
struct DeviceVerdict
{
    const DeviceEntry *entry = nullptr;
    quint64 devEui = 0;
    Verdict verdict = Verdict::Unknown;
    quint32 words = 0; ///< bit i: the i-th Word term holds for the device
};

struct NumberTest
{
    Field field;
    bool negated;
    std::vector<FilterTerms::Interval> accepted;
};

struct FlagTest
{
    bool negated;
    Field field;
    FilterTerms::YesNo accepted;
};

/// Value of a number field; false: the record has none.
bool numberOf(const EventRecord &record, Field field, qint64 &value)
{
    switch (field) {
    case Field::FPort:
        value = record.fPort;
        return record.has(EventRecord::HasFPort);
    case Field::FCnt:
        value = record.fCnt;
        return record.has(EventRecord::HasFCnt);
    case Field::Rssi:
        value = record.rssiCentiDbm;
        return record.rssiCentiDbm != NoRadioValue;
    case Field::Snr:
        value = record.snrCentiDb;
        return record.snrCentiDb != NoRadioValue;
    case Field::Missed:
        value = record.missed;
        return record.kind == EventKind::Uplink;
    case Field::Gateways:
        value = record.gatewayCount;
        return record.gatewayCount > 0;
    case Field::Bytes:
        value = record.payloadBytes;
        return record.has(EventRecord::HasPayload);
    case Field::Airtime:
        value = record.airtimeTenthMs;
        return record.airtimeTenthMs > 0;
    case Field::Time:
        value = record.timeNs;
        return true;
    default:
        return false;
    }
}

/// 1 yes, 0 no, -1 the question does not arise.
int flagOf(const EventRecord &record, Field field)
{
    switch (field) {
    case Field::Decoded:
        return record.has(EventRecord::Decoded) ? 1 : record.has(EventRecord::HasPayload) ? 0 : -1;
    case Field::Warning:
        return record.has(EventRecord::HasWarnings);
    case Field::Confirmed:
        return record.has(EventRecord::Confirmed);
    case Field::Simulated:
        return record.has(EventRecord::Simulated);
    case Field::Reset:
        return record.has(EventRecord::CounterReset);
    case Field::Unsaved:
        return record.seq < 0;
    default:
        return -1;
    }
}

/// Bit sets have room for this many free words; further ones are judged per row.
constexpr std::size_t WordBits = 32;

} // namespace

struct RecordPredicate::Compiled
{
    const Dictionary *dictionary = nullptr;
    std::vector<FilterTerm> deviceTerms, radioTerms, gatewayTerms, wordTerms;
    std::vector<quint32> wordKinds;
    quint32 kindMask = ~0u;
    std::vector<NumberTest> numbers;
    std::vector<FlagTest> flags;
    std::vector<DeviceVerdict> devices;
    std::vector<Verdict> radios, gateways;

    template <typename T>
    static T &at(std::vector<T> &cache, std::size_t index)
    {
        if (index >= cache.size())
            cache.resize(index + index / 2 + 1);
        return cache[index];
    }

    const DeviceVerdict &device(DeviceRef ref)
    {
        DeviceVerdict &known = at(devices, ref);
        if (!known.entry)
            known.entry = &dictionary->device(ref);
        const quint64 devEui = known.entry->devEui.load(std::memory_order_relaxed);
        if (known.verdict != Verdict::Unknown && known.devEui == devEui)
            return known;
        known.devEui = devEui;
        const QString profile = dictionary->profileName(known.entry->profile);
        const bool holds = std::all_of(deviceTerms.begin(), deviceTerms.end(), [&](const FilterTerm &term) {
            return FilterTerms::holdsForDevice(term, *known.entry, profile) != term.negated;
        });
        known.verdict = holds ? Verdict::Holds : Verdict::Fails;
        known.words = 0;
        for (std::size_t i = 0; i < std::min(wordTerms.size(), WordBits); ++i)
            known.words |= quint32(FilterTerms::holdsForDevice(wordTerms[i], *known.entry, profile)) << i;
        return known;
    }

    bool words(const EventRecord &record, const DeviceVerdict &verdict) const
    {
        for (std::size_t i = 0; i < wordTerms.size(); ++i) {
            const bool named = i < WordBits ? verdict.words >> i & 1
                                            : FilterTerms::holdsForDevice(wordTerms[i], *verdict.entry, QString());
            const bool holds = named || wordKinds[i] >> unsigned(record.kind) & 1;
            if (holds == wordTerms[i].negated)
                return false;
        }
        return true;
    }

    bool radio(RadioRef ref)
    {
        Verdict &known = at(radios, ref);
        if (known == Verdict::Unknown) {
            const RadioEntry entry = dictionary->radio(ref);
            known = std::all_of(
                        radioTerms.begin(), radioTerms.end(),
                        [&](const FilterTerm &term) { return FilterTerms::holdsForRadio(term, entry) != term.negated; })
                ? Verdict::Holds
                : Verdict::Fails;
        }
        return known == Verdict::Holds;
    }

    bool gateway(GatewayRef ref)
    {
        Verdict &known = at(gateways, ref);
        if (known == Verdict::Unknown) {
            const QString name = dictionary->gateway(ref);
            known = std::all_of(gatewayTerms.begin(), gatewayTerms.end(),
                                [&](const FilterTerm &term) {
                                    return FilterTerms::holdsForGateway(term, name) != term.negated;
                                })
                ? Verdict::Holds
                : Verdict::Fails;
        }
        return known == Verdict::Holds;
    }

    bool number(const EventRecord &record, const NumberTest &test) const
    {
        qint64 value = 0;
        const bool holds = numberOf(record, test.field, value)
            && std::any_of(test.accepted.begin(), test.accepted.end(),
                           [value](FilterTerms::Interval i) { return value >= i.low && value <= i.high; });
        return holds != test.negated;
    }

    bool flag(const EventRecord &record, const FlagTest &test) const
    {
        const int answer = flagOf(record, test.field);
        const bool holds = (answer == 1 && test.accepted.yes) || (answer == 0 && test.accepted.no);
        return holds != test.negated;
    }

    bool judge(const EventRecord &record)
    {
        if (!(kindMask >> unsigned(record.kind) & 1))
            return false;
        if (!deviceTerms.empty() || !wordTerms.empty()) {
            const DeviceVerdict &verdict = device(record.device);
            if (verdict.verdict == Verdict::Fails || !words(record, verdict))
                return false;
        }
        return (radioTerms.empty() || radio(record.radio)) && (gatewayTerms.empty() || gateway(record.gateway))
            && std::all_of(numbers.begin(), numbers.end(), [&](const NumberTest &test) { return number(record, test); })
            && std::all_of(flags.begin(), flags.end(), [&](const FlagTest &test) { return flag(record, test); });
    }
};

RecordPredicate::RecordPredicate(const FilterSpec &filter, const Dictionary &dictionary)
    : m_compiled(std::make_unique<Compiled>())
{
    const FilterSpec spec = filter.resolved(nowNs());
    m_compiled->dictionary = &dictionary;
    for (const FilterTerm &term : spec.terms) {
        switch (term.field) {
        case Field::Word:
            m_compiled->wordTerms.push_back(term);
            m_compiled->wordKinds.push_back(FilterTerms::kinds(term));
            break;
        case Field::Application:
        case Field::Device:
        case Field::DevEui:
        case Field::Network:
            m_compiled->deviceTerms.push_back(term);
            break;
        case Field::Kind:
            m_compiled->kindMask &= term.negated ? ~FilterTerms::kinds(term) : FilterTerms::kinds(term);
            break;
        case Field::Gateway:
            m_compiled->gatewayTerms.push_back(term);
            break;
        case Field::SpreadingFactor:
        case Field::DataRate:
        case Field::Frequency:
            m_compiled->radioTerms.push_back(term);
            break;
        case Field::Decoded:
        case Field::Warning:
        case Field::Confirmed:
        case Field::Simulated:
        case Field::Reset:
        case Field::Unsaved:
            m_compiled->flags.push_back({term.negated, term.field, FilterTerms::yesNo(term)});
            break;
        case Field::FPort:
        case Field::FCnt:
        case Field::Rssi:
        case Field::Snr:
        case Field::Missed:
        case Field::Gateways:
        case Field::Bytes:
        case Field::Airtime:
        case Field::Time:
            m_compiled->numbers.push_back({term.field, term.negated, FilterTerms::intervals(term)});
            break;
        case Field::Hex:
        case Field::DecodedField:
            break; // the stored message has to be asked
        }
    }
}

RecordPredicate::~RecordPredicate() = default;
RecordPredicate::RecordPredicate(RecordPredicate &&) noexcept = default;
RecordPredicate &RecordPredicate::operator=(RecordPredicate &&) noexcept = default;

RecordPredicate::RecordPredicate(const RecordPredicate &other)
    : m_compiled(std::make_unique<Compiled>(*other.m_compiled))
{
}

RecordPredicate &RecordPredicate::operator=(const RecordPredicate &other)
{
    *m_compiled = *other.m_compiled;
    return *this;
}

bool RecordPredicate::operator()(const EventRecord &record) const
{
    return m_compiled->judge(record);
}

} // namespace Domain
