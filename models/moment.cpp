// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/moment.h"

#include "backend/domain/filterspec.h"

#include <QDateTime>

namespace Models {

namespace {

constexpr qint64 NsPerMs = 1'000'000;

QTime timeOfDay(const QString &text)
{
    for (const char *format : {"H:mm", "H:mm:ss", "H:mm:ss.z"}) {
        const QTime time = QTime::fromString(text, QLatin1String(format));
        if (time.isValid())
            return time;
    }
    return {};
}

} // namespace

std::optional<qint64> momentFromText(const QString &text, qint64 nowNs, bool utc)
{
    const QString typed = text.simplified();
    if (typed.contains(u'"') || typed.contains(u'\\'))
        return std::nullopt;
    const Qt::TimeSpec spec = utc ? Qt::UTC : Qt::LocalTime;
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowNs / NsPerMs, spec);
    if (const QTime time = timeOfDay(typed); time.isValid()) {
        QDateTime moment(now.date(), time, spec);
        if (moment > now)
            moment = QDateTime(now.date().addDays(-1), time, spec);
        return moment.toMSecsSinceEpoch() * NsPerMs;
    }
    if (utc && typed.compare(u"today", Qt::CaseInsensitive) == 0)
        return now.date().startOfDay(Qt::UTC).toMSecsSinceEpoch() * NsPerMs;
    // The rest is read as a filter reads it, which takes local time where no offset stands.
    const QString zoned = utc && typed.size() >= 10 && typed[4] == u'-' && !typed.endsWith(u'Z', Qt::CaseInsensitive)
            && !typed.mid(10).contains(u'+') && !typed.mid(10).contains(u'-')
        ? QString(typed.size() == 10 ? typed + QStringLiteral("T00:00:00Z")
                                     : typed + (typed.count(u':') == 1 ? QStringLiteral(":00Z") : QStringLiteral("Z")))
        : typed;
    const auto parsed = Domain::FilterSpec::parse(u"time>=\"" + zoned + u'"');
    if (parsed.problem || parsed.spec.terms.empty())
        return std::nullopt;
    return parsed.spec.resolved(nowNs).terms.front().timeNs;
}

} // namespace Models
