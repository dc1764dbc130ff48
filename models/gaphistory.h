// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"

#include <QString>

#include <deque>
#include <vector>

namespace Models {

/// When a profile did not listen, and which of its applications came back when. A gap row names the time until the last
/// connection was back; what arrives of an application earlier shows that its own gap is over. Gaps are numbered in the
/// order of the log; older ones may be added in front. Value type.
class GapHistory
{
public:
    /// The number that the next gap gets: what was heard now has all before it.
    [[nodiscard]] qint32 end() const { return m_first + qint32(m_gaps.size()); }
    [[nodiscard]] qint32 begin() const { return m_first; }

    void addGap(const Domain::EventRecord &gap);
    /// `gaps` in order, before all that are known.
    void prependGaps(const std::vector<Domain::EventRecord> &gaps);
    /// The row of a gap that is known has changed: it is over, or reaches further.
    void revise(const Domain::EventRecord &gap);

    /// Index of an application, to be used below; the same for the same name.
    int application(const QString &name);
    /// Something of the application arrived, now at the end.
    void heard(int application, qint64 receivedNs);
    /// The same for a piece of older log: something arrived when gaps below `gaps` had been; in order within the piece.
    void heardEarlier(int application, qint64 receivedNs, qint32 gaps);
    /// The piece is over; it ended before what was known, which began with gap `knownFrom`.
    void endEarlier(qint32 knownFrom);

    /// When something of the application last arrived; 0: never.
    [[nodiscard]] qint64 lastHeardNs(int application) const { return m_applications[std::size_t(application)].lastNs; }

    /// Prepares lostNs(): how long each application was not listened to. Open gaps count up to `nowNs`.
    void measure(qint64 nowNs);
    /// How long we did not listen to the application from gap number `gaps` on.
    [[nodiscard]] qint64 lostNs(int application, qint32 gaps) const;

private:
    struct Gap
    {
        qint64 fromNs = 0;
        qint64 toNs = 0; ///< 0: still open
        quint32 group = 0;
    };
    struct Application
    {
        QString name;
        std::deque<qint64> heardNs; ///< for each gap: when the application was first heard after it; 0: not yet
        qint64 firstNs = 0; ///< when it was first heard of all; 0: not yet
        qint64 lastNs = 0;
        qint64 pieceFirstNs = 0; ///< the same within a piece of older log
        qint32 pieceGaps = 0; ///< gaps below are filled in
        std::vector<qint64> lostNs; ///< for each gap: lost in it and in those after it
    };

    static Gap read(const Domain::EventRecord &gap) { return {gap.timeNs, gap.receivedNs, gap.group}; }
    void fill(Application &application, qint32 from, qint32 to, qint64 receivedNs) const;

    qint32 m_first = 0;
    std::deque<Gap> m_gaps;
    std::vector<Application> m_applications;
};

} // namespace Models
