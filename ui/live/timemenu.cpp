// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "ui/live/filterbar.h"
#include "ui/live/timepopups.h"

#include <QActionGroup>
#include <QMenu>
#include <QToolButton>

// The menu "Time" of the row above the log.

namespace Gui {

using Domain::FilterTerm;
using Field = Models::FilterEdit::Field;

namespace {

constexpr qint64 NsPerMinute = 60'000'000'000;

FilterTerm timeTerm(FilterTerm::Op op, FilterTerm::TimeBase base, qint64 ns)
{
    FilterTerm term;
    term.field = Field::Time;
    term.op = op;
    term.timeBase = base;
    term.timeNs = ns;
    return term;
}

std::vector<FilterTerm> lastMinutes(int minutes)
{
    return {timeTerm(FilterTerm::Op::Greater, FilterTerm::TimeBase::Now, -minutes * NsPerMinute)};
}

std::vector<FilterTerm> between(qint64 fromNs, qint64 toNs)
{
    return {timeTerm(FilterTerm::Op::GreaterOrEqual, FilterTerm::TimeBase::Fixed, fromNs),
            timeTerm(FilterTerm::Op::LessOrEqual, FilterTerm::TimeBase::Fixed, toNs)};
}

std::vector<FilterTerm> timesOf(const Domain::FilterSpec &filter)
{
    std::vector<FilterTerm> times;
    std::copy_if(filter.terms.begin(), filter.terms.end(), std::back_inserter(times),
                 [](const FilterTerm &term) { return term.field == Field::Time; });
    return times;
}

} // namespace

void FilterBar::setTimes(const std::vector<FilterTerm> &terms)
{
    setText(Models::FilterEdit::replaceField(text(), Field::Time, terms));
}

void FilterBar::openTimes()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("timeMenu"));
    menu->setAccessibleName(tr("Time"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const std::vector<FilterTerm> now = timesOf(m_typed);
    auto *choices = new QActionGroup(menu); // one excludes the others, and is drawn so
    bool named = false;
    const auto add = [&](const char *name, const QString &text, const std::vector<FilterTerm> &terms) {
        QAction *action = menu->addAction(text, this, [this, terms] { setTimes(terms); });
        action->setObjectName(QLatin1String(name));
        action->setCheckable(true);
        choices->addAction(action);
        action->setChecked(now == terms);
        named = named || now == terms;
        return action;
    };
    add("timeAll", tr("&All"), {});
    add("timeLast15", tr("Last 1&5 minutes"), lastMinutes(15));
    add("timeLastHour", tr("Last &hour"), lastMinutes(60));
    add("timeToday", tr("&Today"), {timeTerm(FilterTerm::Op::GreaterOrEqual, FilterTerm::TimeBase::Today, 0)});
    const std::optional<Span> gap = m_gap ? m_gap() : std::nullopt;
    QAction *thisGap = add("timeThisGap", tr("This &gap"), gap ? between(gap->first, gap->second) : lastMinutes(0));
    thisGap->setEnabled(gap.has_value());
    thisGap->setToolTip(
        tr("From the beginning to the end of the gap that is chosen, or that follows the chosen event"));
    QAction *range = menu->addAction(tr("&From – to…"), this, &FilterBar::openRange);
    range->setObjectName(QStringLiteral("timeRange"));
    range->setCheckable(true);
    choices->addAction(range);
    range->setChecked(!named);
    if (m_goToTime) {
        menu->addSeparator();
        menu->addAction(m_goToTime);
    }
    menu->popup(m_times->mapToGlobal(QPoint(0, m_times->height() + 2)));
}

void FilterBar::openRange()
{
    qint64 to = Domain::nowNs();
    qint64 from = to - 60 * NsPerMinute;
    const Domain::FilterSpec typed = m_typed.resolved(to);
    for (const FilterTerm &term : typed.terms) {
        if (term.field != Field::Time || term.negated)
            continue;
        const bool isStart = term.op == FilterTerm::Op::Greater || term.op == FilterTerm::Op::GreaterOrEqual;
        (isStart ? from : to) = term.timeNs;
    }
    auto *popup = new TimeRangePopup(m_utc, from, to, this);
    connect(popup, &TimeRangePopup::chosen, this,
            [this](qint64 fromNs, qint64 toNs) { setTimes(between(fromNs, toNs)); });
    popup->openBelow(m_times);
}

} // namespace Gui
