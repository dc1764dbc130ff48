// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/selectionsummary.h"

#include <algorithm>

namespace Models {

namespace {

void count(std::vector<quint64> &counts, std::size_t of)
{
    if (of >= counts.size())
        counts.resize(of + 1);
    ++counts[of];
}

std::vector<SelectionSummary::Share> shares(const std::vector<quint64> &counts)
{
    std::vector<SelectionSummary::Share> result;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0)
            result.push_back({quint32(i), counts[i]});
    }
    std::stable_sort(
        result.begin(), result.end(),
        [](const SelectionSummary::Share &a, const SelectionSummary::Share &b) { return a.count > b.count; });
    return result;
}

} // namespace

void SelectionSummary::add(const Domain::EventRecord &record)
{
    firstNs = rows == 0 ? record.timeNs : std::min(firstNs, record.timeNs);
    lastNs = rows == 0 ? record.timeNs : std::max(lastNs, record.timeNs);
    ++rows;
    if (record.kind == Domain::EventKind::Uplink)
        missed += record.missed;
    if (record.device != 0)
        count(m_byDevice, record.device);
    count(m_byKind, std::size_t(record.kind));
}

void SelectionSummary::finish()
{
    devices = shares(m_byDevice);
    kinds = shares(m_byKind);
    m_byDevice = {};
    m_byKind = {};
}

} // namespace Models
