// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/livepage.h"

#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "backend/domain/problemtext.h"
#include "ui/common/rightsbook.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/inspector/inspector.h"
#include "ui/live/emptynote.h"
#include "ui/live/filterbar.h"
#include "ui/live/livelogview.h"
#include "ui/live/logchoices.h"
#include "ui/live/logcolumns.h"
#include "ui/live/logline.h"
#include "ui/live/readnote.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSettings>
#include <QSplitter>

namespace Gui {

using Domain::FilterTerm;
using Models::LiveLogModel;

namespace {

/// How often what depends on the clock is looked at.
constexpr int TickMs = 15'000;

} // namespace

LivePage::LivePage(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_theme(theme)
    , m_scope(scope)
    , m_live(&context->liveLog(), &context->dictionary())
    , m_found(&m_results, &context->dictionary())
    , m_search(&context->liveLog(), &m_results)
    , m_proxy(Models::recordJudges(&context->dictionary()))
    , m_watch(&context->liveLog(), &context->dictionary())
    , m_bar(new FilterBar(context, theme, this))
    , m_readNote(new ReadNote(context, theme, scope, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_view(new LiveLogView(theme, this))
    , m_empty(new EmptyNote(theme, m_view))
    , m_line(new LogLine(theme, this))
    , m_inspector(new Inspector(context, theme, this))
{
    setObjectName(QStringLiteral("livePage"));
    setAccessibleName(tr("Live"));
    m_proxy.setFilter(scopeFilter());
    m_proxy.setSourceModel(&m_live);
    m_view->setLog(&m_proxy);
    buildPage();
    connectView();
    connectContext();
    m_bar->setScope(scope);
    m_watch.setScope(scope.profile, scope.application);
    m_view->columns()->setApplicationShown(scope.application.isEmpty());
    updateReaders();
    updatePause();
    updateSearch();
    updateEmptyNote();
    tick(Domain::nowNs());
}

LivePage::~LivePage()
{
    // The views go before the models that they show.
    delete m_splitter;
    delete m_bar;
}

void LivePage::buildPage()
{
    auto *log = new QWidget(this);
    auto *logLayout = new QVBoxLayout(log);
    logLayout->setContentsMargins(0, 0, 0, 0);
    logLayout->setSpacing(0);
    logLayout->addWidget(m_view, 1);
    logLayout->addWidget(m_line);
    m_splitter->setObjectName(QStringLiteral("liveSplitter"));
    m_splitter->addWidget(log);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({420, 260});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_readNote);
    layout->addWidget(m_splitter, 1);
    m_view->installEventFilter(this);

    auto *goToTime = new QAction(tr("&Go to a time…"), this);
    goToTime->setObjectName(QStringLiteral("goToTimeAction"));
    goToTime->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
    goToTime->setToolTip(
        tr("The first event at or after a time (%1)").arg(goToTime->shortcut().toString(QKeySequence::NativeText)));
    connect(goToTime, &QAction::triggered, this, &LivePage::askForTime);
    addAction(goToTime);
    m_bar->setGoToTimeAction(goToTime);
    m_bar->setGapSource([this] { return gapHere(); });
    connect(m_bar, &FilterBar::filterChanged, this, &LivePage::applyFilter);
    connect(m_bar, &FilterBar::entered, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_bar, &FilterBar::pauseToggled, this, &LivePage::setPaused);
    connect(m_line, &LogLine::searchClicked, this, [this] { searchHistory(!m_searching); });
    connect(m_line, &LogLine::silenceClicked, this, &LivePage::explainSilence);
    connect(m_empty, &EmptyNote::actionRequested, this, &LivePage::onEmptyAction);
    connect(m_readNote, &ReadNote::keyRequested, this, &Page::keyRequested);
    m_ticks.setInterval(TickMs);
    connect(&m_ticks, &QTimer::timeout, this, [this] { tick(Domain::nowNs()); });
    m_ticks.start();
}

void LivePage::connectView()
{
    m_inspector->attach(m_splitter);
    m_inspector->watch(m_view, &m_proxy);
    connect(m_inspector, &Inspector::noted, this, &Page::noted);
    connect(m_inspector, &Inspector::termRequested, this, [this](const QString &text) {
        const Domain::FilterSpec::Parsed parsed = Domain::FilterSpec::parse(text);
        for (const FilterTerm &term : parsed.spec.terms)
            addTerm(term);
    });
    connect(m_view, &LiveLogView::pauseRequested, this, [this] { setPaused(!isPaused()); });
    connect(m_view, &LiveLogView::termRequested, this, &LivePage::addTerm);
    connect(m_view, &LiveLogView::deviceRequested, this, [this] {
        const QModelIndex current = m_proxy.mapToSource(m_view->currentIndex());
        if (current.isValid())
            showDevice(m_proxy.log()->store()->record(current.row()).device);
    });
    connect(m_view, &LiveLogView::fieldRequested, this, &LivePage::setFieldColumn);
    connect(m_view, &LiveLogView::messageRequested, this, &LivePage::copyMessage);
    connect(m_view, &LiveLogView::exportRequested, this, &Page::exportRequested);
    connect(m_view->columns(), &LogColumns::fieldWanted, this, &LivePage::askForField);
    connect(m_view, &LiveLogView::copied, this, [this](int rows) {
        Q_EMIT noted(rows == 1 ? tr("One row copied") : tr("%1 rows copied").arg(groupedNumber(quint64(rows))));
    });
    connect(m_view, &LiveLogView::tooManyToCopy, this, [this](int rows, int most) {
        Q_EMIT noted(
            tr("Nothing copied: %1 rows are selected, at most %2 can be copied at once. Export takes them all.")
                .arg(groupedNumber(quint64(rows)), groupedNumber(quint64(most))));
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_proxy, signal, this, &LivePage::updateEmptyNote);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &LivePage::updateEmptyNote);
    connect(&m_proxy, &Models::LiveLogProxy::filtered, this, &LivePage::returnToPlace);
    connect(&m_proxy, &Models::LiveLogProxy::judgingChanged, this, &LivePage::updateEmptyNote);
    connect(&m_proxy, &Models::LiveLogProxy::pendingCountChanged, this, &LivePage::updatePause);
    connect(&m_search, &Models::HistorySearch::progressed, this, &LivePage::updateSearch);
    connect(&m_search, &Models::HistorySearch::finished, this, [this](const Domain::Problem &problem) {
        updateSearch();
        if (problem)
            Q_EMIT noted(Domain::problemLine(problem));
    });
}

void LivePage::connectContext()
{
    connect(m_context, &ConsoleContext::profilesChanged, this, [this] {
        updateReaders();
        updateEmptyNote();
    });
    connect(RightsBook::of(m_context), &RightsBook::changed, this, &LivePage::updateEmptyNote);
    connect(m_context, &ConsoleContext::profileStatusChanged, this, [this] {
        updateEmptyNote();
        updateSilence(Domain::nowNs());
    });
    connect(m_context, &ConsoleContext::historyClosing, this, &LivePage::dropReader);
    connect(m_context, &ConsoleContext::hasOlderEventsChanged, this, &LivePage::updateSearch);
    connect(&m_watch, &Models::LogWatch::arrived, this, [this] {
        if (m_line->isVisible())
            updateSilence(Domain::nowNs());
    });
    connect(m_theme, &Theme::changed, this, &LivePage::updateEmptyNote);
}

void LivePage::setScope(const Scope &scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    m_back.reset();
    m_bar->setScope(scope);
    m_readNote->setScope(scope);
    m_watch.setScope(scope.profile, scope.application);
    m_view->columns()->setApplicationShown(scope.application.isEmpty());
    applyFilter();
    updateSilence(Domain::nowNs());
}

void LivePage::setDevice(const QString &device)
{
    m_device = device;
    applyFilter();
}

Domain::FilterSpec LivePage::scopeFilter() const
{
    Domain::FilterSpec filter;
    using Models::FilterEdit::wordTerm;
    if (m_scope.profile != 0)
        filter.terms.push_back(
            wordTerm(FilterTerm::Field::Network, m_context->dictionary().profileName(m_scope.profile)));
    if (!m_scope.application.isEmpty())
        filter.terms.push_back(wordTerm(FilterTerm::Field::Application, m_scope.application));
    if (!m_device.isEmpty())
        filter.terms.push_back(wordTerm(FilterTerm::Field::Device, m_device));
    return filter;
}

// --- The filter ---

void LivePage::setFilterText(const QString &text)
{
    m_bar->setText(text);
}

QString LivePage::filterText() const
{
    return m_bar->text();
}

void LivePage::applyFilter()
{
    if (m_back && m_bar->text() != m_back->shown)
        m_back.reset();
    Domain::FilterSpec filter = scopeFilter();
    const Domain::FilterSpec &typed = m_bar->typed();
    filter.terms.insert(filter.terms.end(), typed.terms.begin(), typed.terms.end());
    m_searching = filter.needsContent();
    if (m_searching) {
        m_search.start(filter);
    } else {
        m_search.stop();
        m_results.clear();
    }
    m_proxy.setFilter(filter);
    LiveLogModel *shown = m_searching ? &m_found : &m_live;
    if (m_proxy.log() != shown)
        m_proxy.setSourceModel(shown);
    returnToPlace();
    updateSearch();
}

void LivePage::returnToPlace()
{
    if (!m_returning || m_proxy.isJudging())
        return;
    m_view->returnTo(*std::exchange(m_returning, std::nullopt));
}

void LivePage::addTerm(const FilterTerm &term)
{
    setFilterText(Models::FilterEdit::withTerm(filterText(), term));
}

void LivePage::showDevice(Domain::DeviceRef device)
{
    const Domain::Dictionary &names = m_context->dictionary();
    const Domain::DeviceEntry &wanted = names.device(device);
    if (wanted.device.isEmpty())
        return;
    // Another application may have a device of the same name.
    bool otherApplication = false, otherNetwork = false;
    for (Domain::DeviceRef ref = 1; ref < names.deviceCount(); ++ref) {
        const Domain::DeviceEntry &entry = names.device(ref);
        if (ref == device || entry.device != wanted.device || (m_scope.profile != 0 && entry.profile != m_scope.profile)
            || (!m_scope.application.isEmpty() && entry.application != m_scope.application))
            continue;
        otherApplication = otherApplication || entry.application != wanted.application;
        otherNetwork = otherNetwork || entry.profile != wanted.profile;
    }
    using Models::FilterEdit::only;
    Back back{m_back ? m_back->text : filterText(), {}, m_back ? m_back->place : m_view->place()};
    QString text = only(filterText(), FilterTerm::Field::Device, wanted.device);
    if (otherApplication)
        text = only(text, FilterTerm::Field::Application, wanted.application);
    if (otherNetwork)
        text = only(text, FilterTerm::Field::Network, names.profileName(wanted.profile));
    back.shown = text;
    m_back.reset();
    if (text == filterText())
        return;
    setFilterText(text);
    m_back = std::move(back);
    m_view->setFocus();
}

void LivePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        Page::keyPressEvent(event);
        return;
    }
    // One level back: from the one device, then the filter, then the pause.
    if (m_back) {
        const Back back = *std::exchange(m_back, std::nullopt);
        m_returning = back.place;
        setFilterText(back.text);
    } else if (!filterText().isEmpty()) {
        setFilterText({});
    } else if (isPaused()) {
        setPaused(false);
    } else {
        event->ignore(); // what the page is a part of may step back
    }
    m_view->setFocus();
}

// --- The history ---

void LivePage::searchHistory(bool on)
{
    if (!on && m_bar->typed().needsContent()) {
        // Stop: what was found stays.
        m_search.stop();
        updateSearch();
        return;
    }
    if (!on) {
        applyFilter();
        return;
    }
    m_searching = true;
    m_search.start(m_proxy.filter());
    m_proxy.setSourceModel(&m_found);
    updateSearch();
}

void LivePage::updateSearch()
{
    const bool running = m_search.isRunning();
    if (running || m_searching) {
        const QString scanned = groupedNumber(m_search.scanned());
        const QString found = groupedNumber(quint64(m_results.rowCount()));
        const bool byContent = m_bar->typed().needsContent();
        m_line->showSearch(running ? tr("%1 found, %2 looked at…").arg(found, scanned)
                                   : tr("%1 found in %2 events").arg(found, scanned),
                           running         ? tr("Stop")
                               : byContent ? QString()
                                           : tr("Back to the log"),
                           running ? tr("Stop the search through the history") : tr("Show what is in memory"));
    } else if (!m_bar->typed().isEmpty() && m_context->hasOlderEvents()) {
        m_line->showSearch(tr("Older events are in the history."), tr("Search older events"),
                           tr("Look through the whole history, not only what is in memory"));
    } else {
        m_line->showSearch({}, {}, {});
    }
    updateEmptyNote();
}

void LivePage::updateReaders()
{
    QSet<Domain::ProfileRef> present;
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        present.insert(profile);
        Domain::HistoryReader *reader = m_context->reader(profile);
        m_live.setReader(profile, reader);
        m_found.setReader(profile, reader);
        m_search.setReader(profile, reader);
    }
    const QSet<Domain::ProfileRef> left = m_profiles - present;
    for (const Domain::ProfileRef gone : left)
        dropReader(gone);
    m_profiles = present;
}

void LivePage::dropReader(Domain::ProfileRef profile)
{
    m_live.setReader(profile, nullptr);
    m_found.setReader(profile, nullptr);
    m_search.setReader(profile, nullptr);
}

// --- Pause, emptiness, details ---

void LivePage::setPaused(bool paused)
{
    m_proxy.setPaused(paused);
    updatePause();
}

void LivePage::updatePause()
{
    m_bar->showPause(m_proxy.isPaused(), m_proxy.pendingCount());
    updateEmptyNote();
}

void LivePage::updateEmptyNote()
{
    if (m_proxy.rowCount() > 0 || m_proxy.isJudging()) {
        m_empty->hide();
        return;
    }
    LogSituation situation;
    situation.scope = m_scope;
    situation.searching = m_search.isRunning();
    situation.filtered = !m_bar->typed().isEmpty();
    situation.hasEvents = m_watch.lastNs() != 0 || m_context->liveLog().rowCount() > 0;
    situation.hasOlder = m_context->hasOlderEvents() && !m_searching;
    situation.waiting = m_proxy.pendingCount();
    situation.paused = m_proxy.isPaused();
    tellReading(m_context, situation);
    m_empty->tell(adviceForEmptyLog(*m_context, situation));
}

bool LivePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        m_empty->place();
    return Page::eventFilter(watched, event);
}

void LivePage::copyMessage()
{
    m_inspector->copyMessage();
}

void LivePage::setDetailsShown(bool shown)
{
    if (shown == areDetailsShown())
        return;
    m_inspector->setVisible(shown);
}

bool LivePage::areDetailsShown() const
{
    return !m_inspector->isHidden();
}

void LivePage::setUtc(bool utc)
{
    m_utc = utc;
    m_bar->setUtc(utc);
    m_live.setUtc(utc);
    m_found.setUtc(utc);
    m_inspector->refresh();
}

} // namespace Gui
