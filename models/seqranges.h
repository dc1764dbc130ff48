// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace Models {

/// A set of sequence numbers that mostly follow each other: some ranges in order. Value type.
class SeqRanges
{
public:
    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] qint64 first() const { return m_ranges.front().first; }
    [[nodiscard]] qint64 last() const { return m_ranges.back().last; }

    [[nodiscard]] bool contains(qint64 seq) const
    {
        const auto next = after(seq);
        return next != m_ranges.begin() && seq <= (next - 1)->last;
    }

    void add(qint64 seq)
    {
        if (!m_ranges.empty() && seq == m_ranges.back().last + 1) {
            m_ranges.back().last = seq;
            return;
        }
        if (contains(seq))
            return;
        // Between two ranges: it may close the gap, lengthen one of them, or stand alone.
        const auto next = m_ranges.begin() + (after(seq) - m_ranges.cbegin());
        const bool joinsNext = next != m_ranges.end() && next->first == seq + 1;
        const bool joinsBefore = next != m_ranges.begin() && (next - 1)->last == seq - 1;
        if (joinsNext && joinsBefore) {
            (next - 1)->last = next->last;
            m_ranges.erase(next);
        } else if (joinsNext) {
            next->first = seq;
        } else if (joinsBefore) {
            (next - 1)->last = seq;
        } else {
            m_ranges.insert(next, {seq, seq});
        }
    }

private:
    struct Range
    {
        qint64 first = 0;
        qint64 last = 0;
    };

    /// The first range that begins above `seq`.
    [[nodiscard]] std::vector<Range>::const_iterator after(qint64 seq) const
    {
        return std::upper_bound(m_ranges.begin(), m_ranges.end(), seq,
                                [](qint64 wanted, const Range &range) { return wanted < range.first; });
    }

    std::vector<Range> m_ranges;
};

} // namespace Models
