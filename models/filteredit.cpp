// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filteredit.h"

#include "backend/domain/filterterms.h"

#include <algorithm>

namespace Models::FilterEdit {

using Domain::FilterSpec;
using Domain::FilterTerm;

namespace {

QString textOf(const FilterTerm &term)
{
    FilterSpec spec;
    spec.terms.push_back(term);
    return spec.toText();
}

bool matches(const FilterTerm &term, const QString &value)
{
    return std::any_of(term.words.begin(), term.words.end(),
                       [&](const QString &word) { return Domain::FilterTerms::matchesWhole(word, value); });
}

bool isNameTerm(const FilterTerm &term, Field field)
{
    return term.field == field && term.op == FilterTerm::Op::Matches;
}

bool isSame(const QString &word, const QString &value)
{
    return word.compare(value, Qt::CaseInsensitive) == 0;
}

/// Rewrites single terms of a text, from its end to its beginning.
class Editor
{
public:
    explicit Editor(const QString &text)
        : m_text(text)
        , m_terms(FilterSpec::parse(text).spec.terms)
    {
    }

    /// `edit` changes a term and says whether it did; a term without words goes.
    template <typename Edit>
    void forEach(Edit edit)
    {
        for (auto term = m_terms.rbegin(); term != m_terms.rend(); ++term) {
            FilterTerm changed = *term;
            if (!edit(changed))
                continue;
            const bool gone = changed.op == FilterTerm::Op::Matches && changed.words.isEmpty();
            qsizetype length = term->source.size();
            // The blank behind goes with the term.
            while (gone && term->position + length < m_text.size() && m_text[term->position + length].isSpace())
                ++length;
            m_text.replace(term->position, length, gone ? QString() : textOf(changed));
        }
        *this = Editor(m_text);
    }
    void add(const FilterTerm &term)
    {
        m_text = m_text.trimmed();
        m_text += (m_text.isEmpty() ? QString() : QStringLiteral(" ")) + textOf(term);
        *this = Editor(m_text);
    }
    [[nodiscard]] const std::vector<FilterTerm> &terms() const { return m_terms; }
    [[nodiscard]] QString text() const { return m_text.trimmed(); }

private:
    QString m_text;
    std::vector<FilterTerm> m_terms;
};

/// Empties the term, so that forEach() takes it out.
void take(FilterTerm &term)
{
    term.op = FilterTerm::Op::Matches;
    term.words.clear();
}

bool hasPositive(const std::vector<FilterTerm> &terms, Field field)
{
    return std::any_of(terms.begin(), terms.end(),
                       [&](const FilterTerm &term) { return isNameTerm(term, field) && !term.negated; });
}

bool passesPositive(const std::vector<FilterTerm> &terms, Field field, const QString &value)
{
    return std::all_of(terms.begin(), terms.end(), [&](const FilterTerm &term) {
        return !isNameTerm(term, field) || term.negated || matches(term, value);
    });
}

} // namespace

FilterTerm wordTerm(Field field, const QString &word, bool negated)
{
    FilterTerm term;
    term.field = field;
    term.words = QStringList{word};
    term.negated = negated;
    return term;
}

bool isExcluded(const FilterSpec &filter, Field field, const QString &value)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(), [&](const FilterTerm &term) {
        return isNameTerm(term, field) && term.negated && matches(term, value);
    });
}

bool isChosen(const FilterSpec &filter, Field field, const QString &value)
{
    return hasPositive(filter.terms, field) && passesPositive(filter.terms, field, value)
        && !isExcluded(filter, field, value);
}

int chosenCount(const FilterSpec &filter, Field field)
{
    int count = 0;
    for (const FilterTerm &term : filter.terms)
        count += isNameTerm(term, field) && !term.negated ? int(term.words.size()) : 0;
    return count;
}

QString choose(const QString &text, Field field, const QString &value, bool on)
{
    Editor editor(text);
    const bool wasExcluded = isExcluded(FilterSpec::parse(text).spec, field, value);
    const auto withoutWord = [&](bool negated) {
        editor.forEach([&](FilterTerm &term) {
            if (!isNameTerm(term, field) || term.negated != negated)
                return false;
            return term.words.removeIf([&](const QString &word) { return isSame(word, value); }) > 0;
        });
    };
    if (!on) {
        withoutWord(false);
        if (hasPositive(editor.terms(), field) && passesPositive(editor.terms(), field, value))
            editor.add(wordTerm(field, value, true));
        return editor.text();
    }
    withoutWord(true);
    if (hasPositive(editor.terms(), field)) {
        editor.forEach([&](FilterTerm &term) {
            if (!isNameTerm(term, field) || term.negated || matches(term, value))
                return false;
            term.words << value;
            return true;
        });
    } else if (!wasExcluded) {
        editor.add(wordTerm(field, value));
    }
    return editor.text();
}

QString replaceField(const QString &text, Field field, const std::vector<FilterTerm> &terms)
{
    Editor editor(text);
    editor.forEach([&](FilterTerm &term) {
        if (term.field != field)
            return false;
        take(term);
        return true;
    });
    for (const FilterTerm &term : terms)
        editor.add(term);
    return editor.text();
}

QString only(const QString &text, Field field, const QString &value)
{
    Editor editor(text);
    editor.forEach([&](FilterTerm &term) {
        if (!isNameTerm(term, field) || (term.negated && !matches(term, value)))
            return false;
        take(term);
        return true;
    });
    editor.add(wordTerm(field, value));
    return editor.text();
}

QString withTerm(const QString &text, const FilterTerm &term)
{
    FilterTerm opposite = term;
    opposite.negated = !term.negated;
    Editor editor(text);
    editor.forEach([&](FilterTerm &present) {
        if (!(present == opposite))
            return false;
        take(present);
        return true;
    });
    if (std::find(editor.terms().begin(), editor.terms().end(), term) == editor.terms().end())
        editor.add(term);
    return editor.text();
}

} // namespace Models::FilterEdit
