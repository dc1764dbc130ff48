// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/filtersql.h"

#include "backend/domain/clock.h"
#include "backend/domain/filterterms.h"

#include <limits>

namespace Backend {

using Domain::EventRecord;
using Domain::FilterTerm;
using Field = FilterTerm::Field;
namespace FilterTerms = Domain::FilterTerms;

namespace {

constexpr const char *Never = "0";

/// `column IN (ids that hold)`. Id 0, the event without a name, is judged as well.
template <typename Ref, typename Judge>
QByteArray idsThatHold(const char *column, const std::vector<Ref> &refs, Judge judge)
{
    QByteArray list;
    for (std::size_t id = 0; id < refs.size(); ++id) {
        if (judge(refs[id]))
            list += (list.isEmpty() ? QByteArray() : QByteArrayLiteral(",")) + QByteArray::number(qulonglong(id));
    }
    return list.isEmpty() ? QByteArray(Never)
                          : QByteArray(column) + QByteArrayLiteral(" IN (") + list + QByteArrayLiteral(")");
}

QByteArray deviceTerm(const FilterTerm &term, const StoredNames &names)
{
    const Domain::Dictionary &dictionary = *names.dictionary();
    return idsThatHold("device", names.devices(), [&](Domain::DeviceRef ref) {
        const Domain::DeviceEntry &entry = dictionary.device(ref);
        return FilterTerms::holdsForDevice(term, entry, dictionary.profileName(entry.profile));
    });
}

QByteArray kindTerm(const FilterTerm &term)
{
    const quint32 mask = FilterTerms::kinds(term);
    return QByteArrayLiteral("(1<<kind)&") + QByteArray::number(mask);
}

QByteArray intervalTerm(const char *column, const FilterTerm &term)
{
    constexpr qint64 Lowest = std::numeric_limits<qint64>::min(), Highest = std::numeric_limits<qint64>::max();
    QByteArray text;
    for (const FilterTerms::Interval interval : FilterTerms::intervals(term)) {
        text += text.isEmpty() ? QByteArrayLiteral("(") : QByteArrayLiteral(" OR ");
        // The smallest number cannot be written in SQL, so open ends are left out.
        if (interval.low == Lowest)
            text += QByteArray(column) + QByteArrayLiteral("<=") + QByteArray::number(interval.high);
        else if (interval.high == Highest)
            text += QByteArray(column) + QByteArrayLiteral(">=") + QByteArray::number(interval.low);
        else
            text += QByteArray(column) + QByteArrayLiteral(" BETWEEN ") + QByteArray::number(interval.low)
                + QByteArrayLiteral(" AND ") + QByteArray::number(interval.high);
    }
    return text.isEmpty() ? QByteArray(Never) : QByteArray(text + QByteArrayLiteral(")"));
}

QByteArray flagIs(EventRecord::Flag flag, bool set)
{
    return QByteArrayLiteral("(flags&") + QByteArray::number(int(flag))
        + (set ? QByteArrayLiteral(")<>0") : QByteArrayLiteral(")=0"));
}

/// A number that a record may lack: `present` says when it has it.
QByteArray presentNumber(const QByteArray &present, const char *column, const FilterTerm &term)
{
    return present + QByteArrayLiteral(" AND ") + intervalTerm(column, term);
}

QByteArray flagTerm(const FilterTerm &term, const QByteArray &yes, const QByteArray &no)
{
    const FilterTerms::YesNo accepted = FilterTerms::yesNo(term);
    if (accepted.yes && accepted.no)
        return QByteArrayLiteral("(") + yes + QByteArrayLiteral(") OR (") + no + QByteArrayLiteral(")");
    return accepted.yes ? yes : accepted.no ? no : QByteArray(Never);
}

QByteArray flagTerm(const FilterTerm &term, EventRecord::Flag flag)
{
    return flagTerm(term, flagIs(flag, true), flagIs(flag, false));
}

QByteArray termSql(const FilterTerm &term, const StoredNames &names)
{
    const QByteArray noRadioValue = QByteArray::number(Domain::NoRadioValue);
    switch (term.field) {
    case Field::Word:
        return deviceTerm(term, names) + QByteArrayLiteral(" OR ") + kindTerm(term);
    case Field::Application:
    case Field::Device:
    case Field::DevEui:
    case Field::Network:
        return deviceTerm(term, names);
    case Field::Kind:
        return kindTerm(term);
    case Field::Gateway:
        return idsThatHold("gateway", names.gateways(), [&](Domain::GatewayRef ref) {
            return FilterTerms::holdsForGateway(term, names.dictionary()->gateway(ref));
        });
    case Field::SpreadingFactor:
    case Field::DataRate:
    case Field::Frequency:
        return idsThatHold("radio", names.radios(), [&](Domain::RadioRef ref) {
            return FilterTerms::holdsForRadio(term, names.dictionary()->radio(ref));
        });
    case Field::FPort:
        return presentNumber(flagIs(EventRecord::HasFPort, true), "f_port", term);
    case Field::FCnt:
        return presentNumber(flagIs(EventRecord::HasFCnt, true), "f_cnt", term);
    case Field::Rssi:
        return presentNumber(QByteArrayLiteral("rssi<>") + noRadioValue, "rssi", term);
    case Field::Snr:
        return presentNumber(QByteArrayLiteral("snr<>") + noRadioValue, "snr", term);
    case Field::Missed:
        return presentNumber(QByteArrayLiteral("kind=") + QByteArray::number(int(Domain::EventKind::Uplink)), "missed",
                             term);
    case Field::Gateways:
        return presentNumber(QByteArrayLiteral("gateways>0"), "gateways", term);
    case Field::Bytes:
        return presentNumber(flagIs(EventRecord::HasPayload, true), "bytes", term);
    case Field::Airtime:
        return presentNumber(QByteArrayLiteral("airtime>0"), "airtime", term);
    case Field::Decoded:
        return flagTerm(term, flagIs(EventRecord::Decoded, true),
                        flagIs(EventRecord::Decoded, false) + QByteArrayLiteral(" AND ")
                            + flagIs(EventRecord::HasPayload, true));
    case Field::Warning:
        return flagTerm(term, EventRecord::HasWarnings);
    case Field::Confirmed:
        return flagTerm(term, EventRecord::Confirmed);
    case Field::Simulated:
        return flagTerm(term, EventRecord::Simulated);
    case Field::Reset:
        return flagTerm(term, EventRecord::CounterReset);
    case Field::Unsaved:
        return flagTerm(term, QByteArrayLiteral("seq<0"), QByteArrayLiteral("seq>=0"));
    case Field::Time:
        return intervalTerm("time", term);
    case Field::Hex:
    case Field::DecodedField:
        break;
    }
    return QByteArrayLiteral("1");
}

} // namespace

QByteArray filterSql(const Domain::FilterSpec &filter, const StoredNames &names)
{
    QByteArray sql;
    const Domain::FilterSpec resolved = filter.resolved(Domain::nowNs());
    for (const FilterTerm &term : resolved.terms) {
        if (term.needsContent())
            continue;
        sql += (sql.isEmpty() ? QByteArray() : QByteArrayLiteral(" AND "))
            + (term.negated ? QByteArrayLiteral("NOT (") : QByteArrayLiteral("(")) + termSql(term, names)
            + QByteArrayLiteral(")");
    }
    return sql;
}

} // namespace Backend
