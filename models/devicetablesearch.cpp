// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetablesearch.h"

#include <QStringList>

#include <algorithm>
#include <cctype>
#include <utility>

namespace Models {

namespace {

/// Between the texts of a row: in no word.
constexpr char Border = '\n';
/// So that a search over something pasted stays one.
constexpr qsizetype MostWords = 16;

std::string lowered(const QString &text)
{
    return text.toCaseFolded().toStdString();
}

void appendEui(std::string &out, const std::optional<Domain::Eui> &eui)
{
    out += Border;
    if (eui)
        out += lowered(eui->toString());
}

std::string textOf(const DeviceTableRow &row)
{
    std::string out = lowered(row.id);
    out += Border;
    out += lowered(row.name);
    appendEui(out, row.devEui);
    appendEui(out, row.joinEui);
    return out;
}

/// `70-b3` as `70b3`; empty when it has no separators or anything else.
std::string digitsOf(const std::string &word)
{
    std::string digits;
    for (const char c : word) {
        if (std::isxdigit(static_cast<unsigned char>(c)))
            digits += c;
        else if (c != '-' && c != ':')
            return {};
    }
    return digits.size() < word.size() ? digits : std::string();
}

} // namespace

void DeviceTableSearch::set(int index, const DeviceTableRow &row)
{
    const auto at = std::size_t(index);
    if (at >= m_places.size())
        m_places.resize(at + 1);
    const std::string fresh = textOf(row);
    if (text(index) == fresh)
        return;
    m_lost += m_places[at].size;
    m_places[at] = {m_texts.size(), fresh.size()};
    m_texts += fresh;
    if (m_lost > m_texts.size() / 2) {
        // What is left of replaced texts is half of it by now.
        std::string kept;
        kept.reserve(m_texts.size() - m_lost);
        for (Place &place : m_places) {
            const std::size_t first = kept.size();
            kept.append(m_texts, place.first, place.size);
            place.first = first;
        }
        m_texts = std::move(kept);
        m_lost = 0;
    }
}

void DeviceTableSearch::rebuild(const std::vector<DeviceTableRow> &rows)
{
    m_texts.clear();
    m_places.clear();
    m_lost = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        set(int(i), rows[i]);
}

bool DeviceTableSearch::setText(const QString &text)
{
    const std::vector<Word> before = std::exchange(m_words, {});
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts).mid(0, MostWords);
    for (const QString &word : words) {
        std::string folded = lowered(word);
        std::string digits = digitsOf(folded);
        m_words.push_back({std::move(folded), std::move(digits)});
    }
    return narrows(before);
}

bool DeviceTableSearch::narrows(const std::vector<Word> &before) const
{
    // Separators may turn a word into one of digits alone: then more could be found than before.
    return std::all_of(before.begin(), before.end(), [this](const Word &wide) {
        return std::any_of(m_words.begin(), m_words.end(), [&](const Word &narrow) {
            return narrow.digits.empty() && narrow.text.find(wide.text) != std::string::npos;
        });
    });
}

std::string_view DeviceTableSearch::text(int index) const
{
    const Place &place = m_places[std::size_t(index)];
    return std::string_view(m_texts).substr(place.first, place.size);
}

bool DeviceTableSearch::accepts(int index) const
{
    const std::string_view all = text(index);
    return std::all_of(m_words.begin(), m_words.end(), [&](const Word &word) {
        return all.find(word.text) != std::string_view::npos
            || (!word.digits.empty() && all.find(word.digits) != std::string_view::npos);
    });
}

} // namespace Models
