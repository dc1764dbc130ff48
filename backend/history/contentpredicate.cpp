// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/contentpredicate.h"

#include "backend/domain/filterterms.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Backend {

using Domain::EventRecord;
using Domain::FilterTerm;
using Domain::RawMessage;

namespace {

/// Reading the cells is cheaper than reading the whole event, but they have no more than this.
constexpr int CellBytes = 254; // 255 stands for all that is longer

bool startsAtByte(const QByteArray &hex, const QByteArray &part)
{
    for (qsizetype at = hex.indexOf(part); at >= 0; at = hex.indexOf(part, at + 1)) {
        if (at % 2 == 0)
            return true;
    }
    return false;
}

/// A JSON value as a person writes it: texts without their quotes.
QString plainText(const QByteArray &json)
{
    if (!json.startsWith('"'))
        return QString::fromUtf8(json);
    const QByteArray wrapped = '[' + json + ']';
    return QJsonDocument::fromJson(wrapped).array().at(0).toString();
}

bool compares(FilterTerm::Op op, double value, double limit)
{
    switch (op) {
    case FilterTerm::Op::Less:
        return value < limit;
    case FilterTerm::Op::LessOrEqual:
        return value <= limit;
    case FilterTerm::Op::Greater:
        return value > limit;
    case FilterTerm::Op::GreaterOrEqual:
        return value >= limit;
    case FilterTerm::Op::Matches:
        break;
    }
    return false;
}

} // namespace

ContentPredicate::ContentPredicate(const Domain::FilterSpec &filter)
{
    for (const FilterTerm &term : filter.terms) {
        if (!term.needsContent())
            continue;
        Term &mine = m_terms.emplace_back();
        mine.term = term;
        mine.path = term.name.toUtf8();
        const QByteArray last = mine.path.mid(mine.path.lastIndexOf('.') + 1);
        const bool plain = !last.isEmpty() && std::all_of(last.begin(), last.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        });
        if (plain)
            mine.lastName = last;
    }
}

bool ContentPredicate::operator()(const EventRecord &record, const RawMessage &message, TrafficCodec &codec) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term &term) {
        const bool holds = term.term.field == FilterTerm::Field::Hex
            ? holdsHex(term, record, message, codec)
            : record.has(EventRecord::Decoded) && holdsField(term, message, codec);
        return holds != term.term.negated;
    });
}

bool ContentPredicate::holdsHex(const Term &term, const EventRecord &record, const RawMessage &message,
                                TrafficCodec &codec)
{
    if (!record.has(EventRecord::HasPayload))
        return false;
    const QByteArray payload = record.payloadBytes <= CellBytes ? codec.cells(message).payload
                                                                : codec.event(message).payload.value_or(QByteArray());
    const QByteArray hex = payload.toHex().toUpper();
    return std::any_of(term.term.words.begin(), term.term.words.end(),
                       [&](const QString &word) { return startsAtByte(hex, word.toLatin1()); });
}

bool ContentPredicate::holdsField(const Term &term, const RawMessage &message, TrafficCodec &codec)
{
    // Most messages that lack the field are told from it without parsing; with escapes a name may be written otherwise.
    if (!term.lastName.isEmpty() && !message.payload.contains(term.lastName) && !message.payload.contains('\\'))
        return false;
    const std::optional<QByteArray> json
        = codec.decodedField(message, std::string_view(term.path.constData(), std::size_t(term.path.size())));
    if (!json)
        return false;
    if (term.term.op != FilterTerm::Op::Matches) {
        const std::optional<double> value = Domain::FilterTerms::number(QString::fromUtf8(*json));
        return value && compares(term.term.op, *value, term.term.number);
    }
    const QString text = plainText(*json);
    return std::any_of(term.term.words.begin(), term.term.words.end(), [&](const QString &word) {
        if (Domain::FilterTerms::matchesWhole(word, text))
            return true;
        // 30 also finds 30.0.
        const auto wanted = Domain::FilterTerms::number(word), value = Domain::FilterTerms::number(text);
        return wanted && value && *wanted == *value;
    });
}

} // namespace Backend
