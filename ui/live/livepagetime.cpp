// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "ui/common/texts.h"
#include "ui/consolecontext.h"
#include "ui/live/fieldpopup.h"
#include "ui/live/filterbar.h"
#include "ui/live/livepage.h"
#include "ui/live/logcolumns.h"
#include "ui/live/logline.h"

#include <QHeaderView>
#include <QLabel>

// What the live page does about time and silence, and what it asks in small windows.

namespace Gui {

using Domain::FilterTerm;
using Models::LiveLogModel;

namespace {

/// A live connection that brings nothing for so long is worth a word.
constexpr qint64 SilenceNs = qint64(10) * 60 * 1'000'000'000;
constexpr qint64 HourNs = qint64(3600) * 1'000'000'000;
constexpr int SilenceWidth = 420;

/// Says what a silence may mean.
class SilencePopup : public Popup
{
public:
    SilencePopup(const QString &title, const QString &text, QWidget *parent)
        : Popup("silencePopup", title, parent)
    {
        setFixedWidth(SilenceWidth);
        addText("silenceText", title)->setText(text);
    }
};

FilterTerm timeTerm(FilterTerm::Op op, qint64 ns)
{
    FilterTerm term;
    term.field = FilterTerm::Field::Time;
    term.op = op;
    term.timeNs = ns;
    return term;
}

} // namespace

void LivePage::tick(qint64 nowNs)
{
    // Rows that grow too old leave only where nobody reads them.
    if (m_view->isFollowing())
        m_proxy.refresh();
    updateSilence(nowNs);
}

void LivePage::updateSilence(qint64 nowNs)
{
    if (!isListening(*m_context, m_scope)) {
        m_listeningSinceNs = 0;
        m_line->showSilence({});
        return;
    }
    if (m_listeningSinceNs == 0)
        m_listeningSinceNs = nowNs;
    const qint64 silence = nowNs - std::max(m_listeningSinceNs, m_watch.lastNs());
    const bool told = silence >= SilenceNs && m_proxy.rowCount() > 0;
    // Whole minutes: a line that counts seconds would draw the eye.
    constexpr qint64 MinuteNs = SilenceNs / 10;
    m_line->showSilence(
        told ? tr("Nothing came for %1.").arg(Models::EventText::duration(silence / MinuteNs * MinuteNs)) : QString());
}

void LivePage::explainSilence()
{
    (new SilencePopup(tr("What the silence may mean"), adviceForSilence(*m_context, m_scope), this))->openBelow(m_line);
}

void LivePage::onEmptyAction(LogAdvice::Action action, Domain::ProfileRef profile)
{
    switch (action) {
    case LogAdvice::Action::ClearFilter:
        setFilterText({});
        break;
    case LogAdvice::Action::Resume:
        setPaused(false);
        break;
    case LogAdvice::Action::Connect:
        m_context->connectNow(profile);
        break;
    case LogAdvice::Action::EnterKey:
        Q_EMIT keyRequested(profile);
        break;
    case LogAdvice::Action::None:
        break;
    }
    m_view->setFocus();
}

std::optional<std::pair<qint64, qint64>> LivePage::gapHere() const
{
    const int current = m_view->currentIndex().row();
    if (current < 0)
        return std::nullopt;
    // The gap that is chosen, else the one behind the chosen event.
    for (int row = current; row <= std::min(current + 1, m_proxy.rowCount() - 1); ++row) {
        const QModelIndex source = m_proxy.mapToSource(m_proxy.index(row, 0));
        const Domain::EventRecord &record = m_proxy.log()->store()->record(source.row());
        if (record.kind == Domain::EventKind::Gap)
            return std::pair(record.timeNs, record.receivedNs != 0 ? record.receivedNs : Domain::nowNs());
    }
    return std::nullopt;
}

void LivePage::askForTime()
{
    auto *popup = new GoToTimePopup(
        m_utc, [this](qint64 ns) { return goToTime(ns); }, this);
    connect(popup, &GoToTimePopup::loadOlderRequested, m_context, &ConsoleContext::loadOlder);
    connect(popup, &GoToTimePopup::searchRequested, this, [this](qint64 ns) {
        setFilterText(Models::FilterEdit::replaceField(
            filterText(), FilterTerm::Field::Time,
            {timeTerm(FilterTerm::Op::GreaterOrEqual, ns), timeTerm(FilterTerm::Op::Less, ns + HourNs)}));
        searchHistory(true);
    });
    // Queued: the log tells of its rows before its views know them.
    for (const auto signal : {&Models::LiveLogStore::rowsPrepended, &Models::LiveLogStore::rowsAppended})
        connect(&m_context->liveLog(), signal, popup, &GoToTimePopup::tryAgain, Qt::QueuedConnection);
    connect(&m_context->liveLog(), &Models::LiveLogStore::wasReset, popup, &GoToTimePopup::tryAgain,
            Qt::QueuedConnection);
    popup->openBelow(m_bar->timeButton());
}

GoToTimePopup::Outcome LivePage::goToTime(qint64 ns)
{
    if (m_proxy.rowCount() == 0)
        return {false, m_context->hasOlderEvents(), tr("The log is empty.")};
    const LiveLogModel *log = m_proxy.log();
    const qint64 begin = log->store()->record(0).timeNs;
    if (ns < begin && !m_searching && m_context->hasOlderEvents())
        return {false, true,
                tr("The log begins at %1. Older events are in the history.").arg(log->text().fullTime(begin))};
    const int row = m_proxy.rowAtTime(ns);
    if (row == m_proxy.rowCount()) {
        m_view->followTail();
        Q_EMIT noted(tr("Nothing came at or after this time: these are the newest events."));
    } else {
        m_view->goToRow(row);
        if (ns < begin)
            Q_EMIT noted(tr("The oldest event came at %1.").arg(log->text().fullTime(begin)));
    }
    m_view->setFocus();
    return {true, false, {}};
}

// --- A decoded field as a column ---

void LivePage::askForField()
{
    QStringList offered = m_view->currentFields();
    offered.removeDuplicates();
    auto *popup = new FieldPopup(m_live.field(), offered, this);
    connect(popup, &FieldPopup::chosen, this, &LivePage::setFieldColumn);
    const QWidget *header = m_view->horizontalHeader();
    popup->openAt(header->mapToGlobal(QPoint(header->width() / 2, header->height())));
}

void LivePage::setFieldColumn(const QString &path)
{
    for (LiveLogModel *log : {&m_live, &m_found})
        log->setField(path);
    m_view->setColumnShown(LiveLogModel::Field, !path.isEmpty());
}

} // namespace Gui
