// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/filterterms.h"

#include "backend/domain/dictionary.h"

#include <cmath>

namespace Domain::FilterTerms {

namespace {

using Field = FilterTerm::Field;
using Op = FilterTerm::Op;

constexpr FieldInfo Fields[] = {
    {Field::Application, "app", Kind::Text, 1},
    {Field::Device, "device", Kind::Text, 1},
    {Field::DevEui, "deveui", Kind::Text, 1},
    {Field::Network, "network", Kind::Text, 1},
    {Field::Kind, "kind", Kind::KindWords, 1},
    {Field::FPort, "fport", Kind::Number, 1},
    {Field::FCnt, "fcnt", Kind::Number, 1},
    {Field::Gateway, "gw", Kind::Text, 1},
    {Field::SpreadingFactor, "sf", Kind::Number, 1},
    {Field::DataRate, "dr", Kind::Text, 1},
    {Field::Frequency, "freq", Kind::Number, 1e6},
    {Field::Rssi, "rssi", Kind::Number, 100},
    {Field::Snr, "snr", Kind::Number, 100},
    {Field::Missed, "missed", Kind::Number, 1},
    {Field::Gateways, "gws", Kind::Number, 1},
    {Field::Bytes, "bytes", Kind::Number, 1},
    {Field::Airtime, "airtime", Kind::Number, 10},
    {Field::Decoded, "decoded", Kind::YesNo, 1},
    {Field::Warning, "warning", Kind::YesNo, 1},
    {Field::Confirmed, "confirmed", Kind::YesNo, 1},
    {Field::Simulated, "simulated", Kind::YesNo, 1},
    {Field::Reset, "reset", Kind::YesNo, 1},
    {Field::Unsaved, "unsaved", Kind::YesNo, 1},
    {Field::Time, "time", Kind::Time, 1},
    {Field::Hex, "hex", Kind::Hex, 1},
};

constexpr TimeUnit TimeUnits[] = {
    {"d", 86'400'000'000'000},
    {"h", 3'600'000'000'000},
    {"min", 60'000'000'000},
    {"s", 1'000'000'000},
};

constexpr qint64 Lowest = std::numeric_limits<qint64>::min();
constexpr qint64 Highest = std::numeric_limits<qint64>::max();

template <typename Judge>
bool any(const QStringList &words, Judge judge)
{
    return std::any_of(words.begin(), words.end(), judge);
}

/// A product of decimal fractions is a whole number when it is this close to one.
bool isWhole(double value)
{
    return std::abs(value - std::round(value)) < 1e-4;
}

qint64 clamped(double value)
{
    constexpr double Limit = 4e18;
    return qint64(std::clamp(value, -Limit, Limit));
}

bool inIntervals(const FilterTerm &term, qint64 value)
{
    const std::vector<Interval> accepted = intervals(term);
    return std::any_of(accepted.begin(), accepted.end(),
                       [value](Interval interval) { return value >= interval.low && value <= interval.high; });
}

/// 0: not LoRa.
int spreadingFactor(QStringView dataRate)
{
    if (!dataRate.startsWith(u"SF"))
        return 0;
    int value = 0;
    for (const QChar c : dataRate.mid(2)) {
        if (c < u'0' || c > u'9' || value > 99)
            break;
        value = value * 10 + (c.unicode() - u'0');
    }
    return value;
}

QString euiText(const DeviceEntry &device)
{
    const quint64 eui = device.devEui.load(std::memory_order_relaxed);
    return eui ? Eui(eui).toString() : QString();
}

} // namespace

const FieldInfo *fieldInfo(Field field)
{
    for (const FieldInfo &info : Fields) {
        if (info.field == field)
            return &info;
    }
    return nullptr;
}

const FieldInfo *fieldByWord(QStringView word)
{
    for (const FieldInfo &info : Fields) {
        if (word.compare(QLatin1String(info.word), Qt::CaseInsensitive) == 0)
            return &info;
    }
    return nullptr;
}

std::span<const TimeUnit> timeUnits()
{
    return TimeUnits;
}

std::span<const FieldInfo> allFields()
{
    return Fields;
}

bool matchesWhole(QStringView pattern, QStringView text)
{
    qsizetype p = 0, t = 0, star = -1, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == u'?' || pattern[p].toCaseFolded() == text[t].toCaseFolded())) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

bool matchesPart(QStringView pattern, QStringView text)
{
    if (!pattern.contains(u'*') && !pattern.contains(u'?'))
        return text.contains(pattern, Qt::CaseInsensitive);
    return matchesWhole(QString(u'*' + pattern.toString() + u'*'), text);
}

std::optional<double> number(QStringView text)
{
    // toDouble() also knows "inf" and "nan", which no comparison understands.
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

bool holdsForDevice(const FilterTerm &term, const DeviceEntry &device, const QString &profileName)
{
    switch (term.field) {
    case Field::Application:
        return any(term.words, [&](const QString &word) { return matchesWhole(word, device.application); });
    case Field::Device:
        return any(term.words, [&](const QString &word) { return matchesWhole(word, device.device); });
    case Field::DevEui: {
        const QString eui = euiText(device);
        return !eui.isEmpty() && any(term.words, [&](const QString &word) { return matchesWhole(word, eui); });
    }
    case Field::Network:
        return any(term.words, [&](const QString &word) { return matchesWhole(word, profileName); });
    case Field::Word: {
        const QString eui = euiText(device);
        return any(term.words, [&](const QString &word) {
            return matchesPart(word, device.device) || matchesPart(word, device.application) || matchesPart(word, eui);
        });
    }
    default:
        return false;
    }
}

bool holdsForRadio(const FilterTerm &term, const RadioEntry &radio)
{
    switch (term.field) {
    case Field::SpreadingFactor: {
        const int factor = spreadingFactor(radio.dataRate);
        return factor > 0 && inIntervals(term, factor);
    }
    case Field::DataRate:
        return !radio.dataRate.isEmpty()
            && any(term.words, [&](const QString &word) { return matchesWhole(word, radio.dataRate); });
    case Field::Frequency:
        return radio.frequencyHz > 0 && inIntervals(term, qint64(radio.frequencyHz));
    default:
        return false;
    }
}

bool holdsForGateway(const FilterTerm &term, const QString &gateway)
{
    return !gateway.isEmpty() && any(term.words, [&](const QString &word) { return matchesWhole(word, gateway); });
}

quint32 kinds(const FilterTerm &term)
{
    quint32 mask = 0;
    for (int i = 0; i < EventKindCount; ++i) {
        const QString name = QString::fromLatin1(kindWord(EventKind(i)));
        if (any(term.words, [&](const QString &word) {
                return term.field == Field::Word ? matchesPart(word, name) : matchesWhole(word, name);
            }))
            mask |= 1u << i;
    }
    return mask;
}

std::vector<Interval> intervals(const FilterTerm &term)
{
    const FieldInfo *info = fieldInfo(term.field);
    const bool isTime = term.field == Field::Time;
    if (!info)
        return {};
    const double scaled = term.number * info->scale;
    // Times do not fit a double.
    const bool whole = isTime || isWhole(scaled);
    const qint64 below = isTime ? term.timeNs : clamped(whole ? std::round(scaled) : std::floor(scaled));
    switch (term.op) {
    case Op::Less:
        return {{Lowest, whole ? below - 1 : below}};
    case Op::LessOrEqual:
        return {{Lowest, below}};
    case Op::Greater:
        return {{below + 1, Highest}};
    case Op::GreaterOrEqual:
        return {{whole ? below : below + 1, Highest}};
    case Op::Matches:
        break;
    }
    std::vector<Interval> accepted;
    for (const QString &word : term.words) {
        const std::optional<double> value = number(word);
        if (!value || !isWhole(*value * info->scale))
            continue;
        const qint64 exact = clamped(std::round(*value * info->scale));
        accepted.push_back({exact, exact});
    }
    return accepted;
}

YesNo yesNo(const FilterTerm &term)
{
    return {term.words.contains(QLatin1String("yes")), term.words.contains(QLatin1String("no"))};
}

} // namespace Domain::FilterTerms
