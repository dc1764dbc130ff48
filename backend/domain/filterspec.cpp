// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/filterspec.h"

#include "backend/domain/clock.h"
#include "backend/domain/filterterms.h"

#include <QDateTime>

#include <algorithm>

namespace Domain {

namespace {

using Field = FilterTerm::Field;
using Op = FilterTerm::Op;

QString operatorText(Op op)
{
    switch (op) {
    case Op::Matches:
        return QStringLiteral(":");
    case Op::Less:
        return QStringLiteral("<");
    case Op::LessOrEqual:
        return QStringLiteral("<=");
    case Op::Greater:
        return QStringLiteral(">");
    case Op::GreaterOrEqual:
        return QStringLiteral(">=");
    }
    return QStringLiteral(":");
}

QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + escaped + u'"';
}

/// `special`: characters that would end or change the word here.
QString word(const QString &text, QStringView special)
{
    const bool needsQuotes = text.isEmpty() || std::any_of(text.begin(), text.end(), [special](QChar c) {
                                 return c.isSpace() || c == u'"' || c == u'\\' || special.contains(c);
                             });
    return needsQuotes ? quoted(text) : text;
}

/// Local time with its offset: read again it is the same moment, also in the hour that comes twice.
QString timeText(qint64 ns)
{
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(ns / 1'000'000).offsetFromUtc();
    QString text = QString::fromLatin1(toRfc3339(ns + offset * 1'000'000'000));
    if (offset == 0)
        return text;
    text.chop(1);
    const qint64 minutes = std::abs(offset) / 60;
    return text + QLatin1Char(offset < 0 ? '-' : '+')
        + QStringLiteral("%1:%2").arg(minutes / 60, 2, 10, QLatin1Char('0')).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

/// `-15min`: in the largest unit that divides it.
QString agoText(qint64 ns)
{
    for (const FilterTerms::TimeUnit &unit : FilterTerms::timeUnits()) {
        if (ns % unit.ns == 0)
            return QString::number(ns / unit.ns) + QLatin1String(unit.word);
    }
    return QString::number(double(ns) / 1e9, 'f', 9) + u's';
}

QString momentText(const FilterTerm &term)
{
    switch (term.timeBase) {
    case FilterTerm::TimeBase::Fixed:
        return timeText(term.timeNs);
    case FilterTerm::TimeBase::Now:
        return agoText(term.timeNs);
    case FilterTerm::TimeBase::Today:
        break;
    }
    return QStringLiteral("today");
}

qint64 lastMidnight(qint64 nowNs)
{
    return QDateTime::fromMSecsSinceEpoch(nowNs / 1'000'000).date().startOfDay().toMSecsSinceEpoch() * 1'000'000;
}

QString termText(const FilterTerm &term)
{
    QString text = term.negated ? QStringLiteral("-") : QString();
    QStringList words;
    for (const QString &alternative : term.words)
        words << word(alternative, u",");
    if (term.field == Field::Word) {
        // A word that begins or goes on like something else must not be read as that.
        for (int i = 0; i < words.size(); ++i)
            words[i] = word(term.words[i], term.words[i].startsWith(u'-') ? u",:<>=-" : u",:<>=");
        return text + words.join(u',');
    }
    if (term.field == Field::DecodedField)
        text += FilterTerms::fieldByWord(term.name) || term.name.startsWith(u'-') ? quoted(term.name)
                                                                                  : word(term.name, u",:<>=");
    else
        text += QLatin1String(FilterTerms::fieldInfo(term.field)->word);
    text += operatorText(term.op);
    if (term.op == Op::Matches)
        return text + words.join(u',');
    return text + (term.field == Field::Time ? momentText(term) : QString::number(term.number, 'g', 17));
}

} // namespace

QString FilterSpec::toText() const
{
    QStringList texts;
    for (const FilterTerm &term : terms)
        texts << termText(term);
    return texts.join(u' ');
}

bool FilterSpec::needsContent() const
{
    return std::any_of(terms.begin(), terms.end(), [](const FilterTerm &term) { return term.needsContent(); });
}

bool FilterSpec::isRelative() const
{
    return std::any_of(terms.begin(), terms.end(),
                       [](const FilterTerm &term) { return term.timeBase != FilterTerm::TimeBase::Fixed; });
}

FilterSpec FilterSpec::resolved(qint64 nowNs) const
{
    FilterSpec spec = *this;
    for (FilterTerm &term : spec.terms) {
        if (term.timeBase == FilterTerm::TimeBase::Fixed)
            continue;
        term.timeNs += term.timeBase == FilterTerm::TimeBase::Now ? nowNs : lastMidnight(nowNs);
        term.timeBase = FilterTerm::TimeBase::Fixed;
    }
    return spec;
}

FilterSpec FilterSpec::recordPart() const
{
    FilterSpec part;
    std::copy_if(terms.begin(), terms.end(), std::back_inserter(part.terms),
                 [](const FilterTerm &term) { return !term.needsContent(); });
    return part;
}

} // namespace Domain
