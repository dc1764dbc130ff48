// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gaphistory.h"

#include <algorithm>

namespace Models {

using Domain::EventRecord;

void GapHistory::addGap(const EventRecord &gap)
{
    m_gaps.push_back(read(gap));
    for (Application &application : m_applications)
        application.heardNs.push_back(0);
}

void GapHistory::prependGaps(const std::vector<EventRecord> &gaps)
{
    m_first -= qint32(gaps.size());
    for (auto gap = gaps.rbegin(); gap != gaps.rend(); ++gap)
        m_gaps.push_front(read(*gap));
    for (Application &application : m_applications) {
        application.heardNs.insert(application.heardNs.begin(), gaps.size(), 0);
        application.pieceGaps = m_first;
        application.pieceFirstNs = 0;
    }
}

void GapHistory::revise(const EventRecord &gap)
{
    const auto known = std::find_if(m_gaps.rbegin(), m_gaps.rend(), [&](const Gap &other) {
        return other.group == gap.group && other.fromNs == gap.timeNs;
    });
    if (known != m_gaps.rend())
        *known = read(gap);
}

int GapHistory::application(const QString &name)
{
    const auto known = std::find_if(m_applications.begin(), m_applications.end(),
                                    [&](const Application &application) { return application.name == name; });
    if (known != m_applications.end())
        return int(known - m_applications.begin());
    Application &fresh = m_applications.emplace_back();
    fresh.name = name;
    fresh.heardNs.assign(m_gaps.size(), 0);
    fresh.pieceGaps = m_first;
    return int(m_applications.size()) - 1;
}

void GapHistory::heard(int application, qint64 receivedNs)
{
    Application &own = m_applications[std::size_t(application)];
    if (own.firstNs == 0)
        own.firstNs = receivedNs;
    own.lastNs = std::max(own.lastNs, receivedNs);
    for (auto gap = own.heardNs.rbegin(); gap != own.heardNs.rend() && *gap == 0; ++gap)
        *gap = receivedNs;
}

void GapHistory::fill(Application &application, qint32 from, qint32 to, qint64 receivedNs) const
{
    for (qint32 gap = from; gap < to; ++gap)
        application.heardNs[std::size_t(gap - m_first)] = receivedNs;
}

void GapHistory::heardEarlier(int application, qint64 receivedNs, qint32 gaps)
{
    Application &own = m_applications[std::size_t(application)];
    if (own.pieceFirstNs == 0)
        own.pieceFirstNs = receivedNs;
    own.lastNs = std::max(own.lastNs, receivedNs);
    fill(own, own.pieceGaps, gaps, receivedNs);
    own.pieceGaps = std::max(own.pieceGaps, gaps);
}

void GapHistory::endEarlier(qint32 knownFrom)
{
    for (Application &application : m_applications) {
        fill(application, application.pieceGaps, knownFrom, application.firstNs);
        if (application.pieceFirstNs != 0)
            application.firstNs = application.pieceFirstNs;
        application.pieceFirstNs = 0;
        application.pieceGaps = m_first;
    }
}

void GapHistory::measure(qint64 nowNs)
{
    for (Application &application : m_applications) {
        application.lostNs.resize(m_gaps.size());
        qint64 lost = 0;
        for (std::size_t i = m_gaps.size(); i-- > 0;) {
            qint64 to = m_gaps[i].toNs == 0 ? nowNs : m_gaps[i].toNs;
            if (application.heardNs[i] != 0)
                to = std::min(to, application.heardNs[i]);
            lost += std::max<qint64>(0, to - m_gaps[i].fromNs);
            application.lostNs[i] = lost;
        }
    }
}

qint64 GapHistory::lostNs(int application, qint32 gaps) const
{
    const std::vector<qint64> &lost = m_applications[std::size_t(application)].lostNs;
    const auto at = std::size_t(std::max(0, gaps - m_first));
    return at < lost.size() ? lost[at] : 0;
}

} // namespace Models
