// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/duplicatefilter.h"

namespace Backend {

namespace {
constexpr std::size_t SlotCount = 1 << 16;
}

DuplicateFilter::DuplicateFilter()
    : m_slots(SlotCount)
{
}

DuplicateFilter::Verdict DuplicateFilter::judge(quint64 identity, qint64 receivedNs)
{
    if (!identity)
        return Verdict::Fresh;
    quint64 &slot = m_slots[(identity ^ identity >> 32) & (SlotCount - 1)];
    if (slot != identity) {
        slot = identity;
        return Verdict::Fresh;
    }
    return receivedNs < m_windowEndNs ? Verdict::Duplicate : Verdict::Repeat;
}

} // namespace Backend
