// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/filterspec.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <span>
#include <vector>

namespace Domain {

struct DeviceEntry;
struct RadioEntry;

/// What the single terms of a filter mean: the one place that the record predicate and the SQL of a history share.
namespace FilterTerms {

/// How a field is written and compared.
enum class Kind : quint8 { Text, Number, YesNo, KindWords, Time, Hex, Decoded };

struct FieldInfo
{
    FilterTerm::Field field;
    const char *word; ///< what stands before the colon; lower case
    Kind kind;
    double scale; ///< Number: from the unit a person writes to the unit of EventRecord
};

/// Null: Word and DecodedField have no word of their own.
const FieldInfo *fieldInfo(FilterTerm::Field field);
const FieldInfo *fieldByWord(QStringView word);

/// Units of a time before now, the largest first: `d`, `h`, `min`, `s`.
struct TimeUnit
{
    const char *word;
    qint64 ns;
};
std::span<const TimeUnit> timeUnits();
/// Every field that has a word of its own.
std::span<const FieldInfo> allFields();

/// True when `pattern` with `*` and `?` covers all of `text`; case does not matter.
bool matchesWhole(QStringView pattern, QStringView text);
/// True when `pattern` covers some part of `text`.
bool matchesPart(QStringView pattern, QStringView text);
/// A number as the filter's text has it: decimal point, optional sign, no exponent needed.
std::optional<double> number(QStringView text);

/// The term without its negation, on names. App, Device, DevEui, Network and the device half of Word.
bool holdsForDevice(const FilterTerm &term, const DeviceEntry &device, const QString &profileName);
/// SpreadingFactor, DataRate, Frequency.
bool holdsForRadio(const FilterTerm &term, const RadioEntry &radio);
/// Gateway.
bool holdsForGateway(const FilterTerm &term, const QString &gateway);
/// Kind and the kind half of Word: bit i is EventKind(i).
quint32 kinds(const FilterTerm &term);

/// Whole numbers in the unit of EventRecord, both ends included.
struct Interval
{
    qint64 low;
    qint64 high;
};
/// What a number or time term (without its negation) accepts; relative times must be resolved before.
std::vector<Interval> intervals(const FilterTerm &term);
/// Which answers a yes-or-no term accepts.
struct YesNo
{
    bool yes = false;
    bool no = false;
};
YesNo yesNo(const FilterTerm &term);

} // namespace FilterTerms

} // namespace Domain
