// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/trafficevent.h"
#include "models/meaning.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QString>

#include <array>
#include <limits>

namespace Models {

/// The words and numbers of one event. `Screen` is for reading (true minus, arrows); `Copy` is for machines: ASCII
/// digits and signs, decimal point, ISO 8601 with offset. GUI thread.
class EventText
{
    Q_DECLARE_TR_FUNCTIONS(Models::EventText)

public:
    enum class Style : quint8 { Screen, Copy };

    /// Times in UTC instead of the local zone.
    void setUtc(bool utc);
    [[nodiscard]] bool isUtc() const { return m_utc; }

    /// Screen: `12:04:31.204`; Copy: `2026-11-20T12:04:31.204+01:00`.
    [[nodiscard]] QString time(qint64 ns, Style style) const;
    /// For tool tips: date, time and zone.
    [[nodiscard]] QString fullTime(qint64 ns) const;
    /// Where it is one of many facts: `2026-11-20 12:04:31`.
    [[nodiscard]] QString shortTime(qint64 ns) const;
    /// The Julian day in the chosen zone.
    [[nodiscard]] qint64 day(qint64 ns) const;
    [[nodiscard]] QString date(qint64 ns) const;

    [[nodiscard]] static QString kind(const Domain::EventRecord &record, Style style);
    /// What a kind means where its name does not tell; may be empty.
    [[nodiscard]] static QString kindHint(const Domain::EventRecord &record);
    [[nodiscard]] static Meaning kindMeaning(const Domain::EventRecord &record);
    /// `147`, `147 +2`, `0 ↺`.
    [[nodiscard]] static QString frameCounter(const Domain::EventRecord &record, Style style);
    [[nodiscard]] static QString frameCounterHint(const Domain::EventRecord &record);
    /// At most `decimals` of them, without trailing zeros.
    [[nodiscard]] static QString number(double value, int decimals, Style style);
    /// RSSI or SNR in hundredths; empty for NoRadioValue.
    [[nodiscard]] static QString centi(qint16 value, Style style);
    /// Upper case, `…` (Copy: `...`) when cut.
    [[nodiscard]] static QString payload(const Domain::CellText &cell, Style style);
    /// Content of the Decoded column. `cell` may be null when the text has not come yet.
    [[nodiscard]] static QString decoded(const Domain::EventRecord &record, const Domain::CellText *cell,
                                         bool decodedBefore, Style style);
    /// The spanning line of a gap or of lost events. `detail`: the stored text, may be empty.
    [[nodiscard]] QString span(const Domain::EventRecord &record, const QString &detail, Style style) const;
    /// `17 s`, `4 min 5 s`, `3 h 2 min`, `2 d 4 h`.
    [[nodiscard]] static QString duration(qint64 ns);

    [[nodiscard]] static bool isSpan(const Domain::EventRecord &record)
    {
        return record.kind == Domain::EventKind::Gap || record.kind == Domain::EventKind::Lost;
    }

private:
    /// What the clocks of the zone were ahead in one quarter of an hour; they are set only between two of them.
    struct Offset
    {
        qint64 quarter = std::numeric_limits<qint64>::min();
        qint64 ms = 0;
    };

    [[nodiscard]] qint64 localMs(qint64 ns) const;

    /// Asking the system for the zone costs more than all else in a row of the log.
    mutable std::array<Offset, 64> m_offsets;
    mutable QDeadlineTimer m_offsetsHold; ///< the computer may travel
    bool m_utc = false;
};

} // namespace Models
