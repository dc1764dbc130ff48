// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text to filter.
#include "backend/domain/clock.h"
#include "backend/domain/filterspec.h"
#include "backend/domain/filterterms.h"

#include <QDateTime>

#include <optional>

namespace Domain {

namespace {

using Field = FilterTerm::Field;
using Op = FilterTerm::Op;
using FilterTerms::Kind;

/// A piece of a term; what stood in quotes is taken as it is.
struct Piece
{
    QString text;
    bool quoted = false;
};

class Reader
{
public:
    explicit Reader(const QString &text)
        : m_text(text)
    {
    }

    void skipBlanks()
    {
        while (!atEnd() && peek().isSpace())
            ++m_position;
    }
    void skipTerm()
    {
        while (!atEnd() && !peek().isSpace()) {
            if (peek() == u'"')
                piece({});
            else
                ++m_position;
        }
    }
    [[nodiscard]] bool atEnd() const { return m_position >= m_text.size(); }
    [[nodiscard]] bool atTermEnd() const { return atEnd() || peek().isSpace(); }
    [[nodiscard]] QChar peek() const { return m_text[m_position]; }
    [[nodiscard]] qsizetype position() const { return m_position; }
    bool accept(QChar c)
    {
        if (atEnd() || peek() != c)
            return false;
        ++m_position;
        return true;
    }

    /// Up to a blank or one of `stops`; quotes may stand anywhere in it. nullopt: a quote is not closed.
    std::optional<Piece> piece(QStringView stops)
    {
        Piece piece;
        while (!atTermEnd() && !stops.contains(peek())) {
            if (!accept(u'"')) {
                piece.text += peek();
                ++m_position;
                continue;
            }
            piece.quoted = true;
            while (!accept(u'"')) {
                accept(u'\\');
                if (atEnd())
                    return std::nullopt;
                piece.text += peek();
                ++m_position;
            }
        }
        return piece;
    }

private:
    const QString &m_text;
    qsizetype m_position = 0;
};

std::optional<Op> readOperator(Reader &reader)
{
    if (reader.accept(u':') || reader.accept(u'='))
        return Op::Matches;
    if (reader.accept(u'<'))
        return reader.accept(u'=') ? Op::LessOrEqual : Op::Less;
    if (reader.accept(u'>'))
        return reader.accept(u'=') ? Op::GreaterOrEqual : Op::Greater;
    return std::nullopt;
}

/// A day or a time of day; local unless an offset is given.
std::optional<qint64> readTime(const QString &text)
{
    const QByteArray ascii = text.toLatin1();
    if (const auto exact = parseRfc3339(std::string_view(ascii.constData(), std::size_t(ascii.size()))))
        return exact;
    QString iso = text;
    if (iso.size() > 10 && iso[10] == u' ')
        iso[10] = u'T';
    if (iso.size() < 10)
        return std::nullopt;
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!time.isValid() || time.date().year() < 1678 || time.date().year() > 2261)
        return std::nullopt;
    return time.toMSecsSinceEpoch() * 1'000'000;
}

/// `-15min`, `-2d`: so long before now.
std::optional<qint64> readAgo(QStringView text)
{
    constexpr qint64 MostYears = 200;
    if (!text.startsWith(u'-'))
        return std::nullopt;
    for (const FilterTerms::TimeUnit &unit : FilterTerms::timeUnits()) {
        const QLatin1String word(unit.word);
        if (!text.endsWith(word, Qt::CaseInsensitive))
            continue;
        bool ok = false;
        const double count = text.mid(1, text.size() - 1 - word.size()).toDouble(&ok);
        if (!ok || count < 0 || count * double(unit.ns) > double(MostYears * 365 * 86'400) * 1e9)
            continue;
        return -qint64(count * double(unit.ns));
    }
    return std::nullopt;
}

bool readMoment(const QString &text, FilterTerm &term)
{
    if (text.compare(u"today", Qt::CaseInsensitive) == 0) {
        term.timeBase = FilterTerm::TimeBase::Today;
        return true;
    }
    const std::optional<qint64> ago = readAgo(text);
    const std::optional<qint64> ns = ago ? ago : readTime(text);
    term.timeBase = ago ? FilterTerm::TimeBase::Now : FilterTerm::TimeBase::Fixed;
    term.timeNs = ns.value_or(0);
    return ns.has_value();
}

bool isHex(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F') || (c >= u'a' && c <= u'f');
    });
}

/// Brings a word into the form in which it is kept; false: the field cannot have such a value.
bool normalize(Kind kind, const FilterTerm &term, QString &word)
{
    switch (kind) {
    case Kind::Text:
    case Kind::Decoded:
        return true;
    case Kind::Number:
        return FilterTerms::number(word).has_value();
    case Kind::YesNo:
        word = word.toLower();
        return word == u"yes" || word == u"no";
    case Kind::KindWords: {
        FilterTerm single = term;
        single.words = QStringList{word};
        return FilterTerms::kinds(single) != 0;
    }
    case Kind::Time:
        return false;
    case Kind::Hex:
        word.remove(u' ');
        word = word.toUpper();
        return isHex(word);
    }
    return false;
}

bool readWords(Reader &reader, Kind kind, FilterTerm &term)
{
    do {
        std::optional<Piece> piece = reader.piece(u",");
        if (!piece || (piece->text.isEmpty() && !piece->quoted) || !normalize(kind, term, piece->text))
            return false;
        term.words << piece->text;
    } while (reader.accept(u','));
    return reader.atTermEnd();
}

bool readComparison(Reader &reader, Kind kind, FilterTerm &term)
{
    const std::optional<Piece> piece = reader.piece({});
    if (!piece)
        return false;
    if (kind == Kind::Time)
        return readMoment(piece->text, term);
    if (kind != Kind::Number && kind != Kind::Decoded)
        return false;
    const std::optional<double> value = FilterTerms::number(piece->text);
    term.number = value.value_or(0);
    return value.has_value();
}

/// Words without a field: alternatives joined by commas.
bool readBare(Reader &reader, const Piece &first, FilterTerm &term)
{
    term.field = Field::Word;
    if (first.text.isEmpty())
        return false;
    term.words << first.text;
    while (reader.accept(u',')) {
        const std::optional<Piece> next = reader.piece(u",:<>=");
        if (!next || next->text.isEmpty())
            return false;
        term.words << next->text;
    }
    return reader.atTermEnd();
}

bool readTerm(Reader &reader, FilterTerm &term)
{
    term.negated = reader.accept(u'-');
    const std::optional<Piece> first = reader.piece(u",:<>=");
    if (!first)
        return false;
    const std::optional<Op> op = readOperator(reader);
    if (!op)
        return readBare(reader, *first, term);
    if (first->text.isEmpty())
        return false;
    term.op = *op;
    // In quotes it is the name of a decoded field, even where we have a word of that name.
    const FilterTerms::FieldInfo *info = first->quoted ? nullptr : FilterTerms::fieldByWord(first->text);
    term.field = info ? info->field : Field::DecodedField;
    if (!info)
        term.name = first->text;
    const Kind kind = info ? info->kind : Kind::Decoded;
    return *op == Op::Matches ? readWords(reader, kind, term) : readComparison(reader, kind, term);
}

} // namespace

FilterSpec::Parsed FilterSpec::parse(const QString &text)
{
    Parsed parsed;
    Reader reader(text);
    for (reader.skipBlanks(); !reader.atEnd(); reader.skipBlanks()) {
        const qsizetype start = reader.position();
        FilterTerm term;
        const bool understood = readTerm(reader, term);
        if (!understood)
            reader.skipTerm();
        term.source = text.mid(start, reader.position() - start);
        term.position = start;
        if (understood) {
            parsed.spec.terms.push_back(std::move(term));
        } else if (!parsed.problem) {
            parsed.problem.code = Problem::Code::FilterInvalid;
            parsed.problem.args = {term.source, QString::number(start + 1)};
        }
    }
    return parsed;
}

} // namespace Domain
