// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/livepage.h"

#include "backend/domain/dictionary.h"
#include "backend/domain/problemtext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/inspector/inspector.h"
#include "ui/live/livelogview.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>

namespace Gui {

using Domain::FilterTerm;
using Models::LiveLogModel;

namespace {

/// After the last key; short enough to feel instant, long enough not to filter for each letter.
constexpr int TypingMs = 200;

} // namespace

LivePage::LivePage(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_theme(theme)
    , m_live(&context->liveLog(), &context->dictionary())
    , m_found(&m_results, &context->dictionary())
    , m_search(&context->liveLog(), &m_results)
    , m_proxy(Models::recordJudges(&context->dictionary()))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_view(new LiveLogView(theme, this))
    , m_details(new Inspector(context, theme, this))
    , m_empty(new QLabel(m_view))
{
    setObjectName(QStringLiteral("livePage"));
    setAccessibleName(tr("Live"));
    m_proxy.setSourceModel(&m_live);
    m_view->setLog(&m_proxy);

    auto *bar = new QWidget(this);
    buildBar(bar);
    m_splitter->setObjectName(QStringLiteral("liveSplitter"));
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({420, 260});
    m_details->attach(m_splitter);
    m_details->watch(m_view, &m_proxy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_splitter, 1);

    m_empty->setObjectName(QStringLiteral("emptyNote"));
    m_empty->setAccessibleName(tr("Why the log is empty"));
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_view->installEventFilter(this);

    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connect(&m_typing, &QTimer::timeout, this, &LivePage::applyFilter);
    connect(m_details, &Inspector::termRequested, this, &LivePage::addTerm);
    connect(m_details, &Inspector::noted, this, &LivePage::noted);
    connect(m_view, &LiveLogView::pauseRequested, this, [this] { setPaused(!isPaused()); });
    connect(m_view, &LiveLogView::termRequested, this, &LivePage::addTerm);
    connect(m_view, &LiveLogView::copied, this, [this](int rows) {
        Q_EMIT noted(rows == 1 ? tr("One row copied") : tr("%1 rows copied").arg(groupedNumber(quint64(rows))));
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_proxy, signal, this, &LivePage::updateEmptyNote);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &LivePage::updateEmptyNote);
    connect(&m_proxy, &Models::LiveLogProxy::pendingCountChanged, this, &LivePage::updatePause);
    connect(&m_search, &Models::HistorySearch::progressed, this, &LivePage::updateSearch);
    connect(&m_search, &Models::HistorySearch::finished, this, [this](const Domain::Problem &problem) {
        updateSearch();
        if (problem)
            Q_EMIT noted(Domain::problemLine(problem));
    });
    connect(context, &ConsoleContext::profilesChanged, this, [this] {
        updateReaders();
        updateEmptyNote();
    });
    connect(context, &ConsoleContext::historyClosing, this, &LivePage::dropReader);
    connect(context, &ConsoleContext::hasOlderEventsChanged, this, &LivePage::updateSearch);
    connect(theme, &Theme::changed, this, &LivePage::updateIcons);
    updateReaders();
    updateIcons();
    updatePause();
    updateSearch();
    updateEmptyNote();
}

LivePage::~LivePage()
{
    // The views go before the models that they show.
    delete m_splitter;
}

void LivePage::buildBar(QWidget *bar)
{
    m_pause = new QToolButton(bar);
    m_pause->setObjectName(QStringLiteral("pauseButton"));
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pause->setCheckable(true);
    connect(m_pause, &QToolButton::toggled, this, &LivePage::setPaused);

    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(QStringLiteral("filterField"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter: device:field-* fport:2 snr<-5 -kind:join"));
    m_filter->setToolTip(tr("Show only events for which all of this holds (%1).\n"
                            "app: device: kind: fport: fcnt: gw: sf: dr: rssi snr missed gws bytes airtime time\n"
                            "decoded:no  warning:yes  temperature>30  hex:08FC  -kind:join")
                             .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_filter->setClearButtonEnabled(true);
    m_searchIcon = m_filter->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_searchIcon->setText(tr("Apply the filter"));
    connect(m_searchIcon, &QAction::triggered, this, &LivePage::applyFilter);
    m_filter->setMaxLength(4096);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_view->setFocus();
    });

    m_filterNote = new QLabel(bar);
    m_filterNote->setObjectName(QStringLiteral("filterNote"));
    m_filterNote->setAccessibleName(tr("About the filter"));
    m_filterNote->setTextFormat(Qt::PlainText);

    m_searchOlder = new QPushButton(bar);
    m_searchOlder->setObjectName(QStringLiteral("searchOlderButton"));
    connect(m_searchOlder, &QPushButton::clicked, this, [this] { searchHistory(!m_searching); });

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_pause);
    row->addWidget(m_filter, 1);
    row->addWidget(m_filterNote);
    row->addWidget(m_searchOlder);
}

void LivePage::setScope(Domain::ProfileRef profile, const QString &application)
{
    const bool changed = profile != m_profile || application != m_application;
    m_profile = profile;
    m_application = application;
    if (!changed)
        return;
    m_view->setColumnShown(LiveLogModel::Application, application.isEmpty());
    applyFilter();
}

Domain::FilterSpec LivePage::scopeFilter() const
{
    Domain::FilterSpec filter;
    const auto add = [&](FilterTerm::Field field, const QString &word) {
        FilterTerm term;
        term.field = field;
        term.words = {word};
        filter.terms.push_back(term);
    };
    if (m_profile != 0)
        add(FilterTerm::Field::Network, m_context->dictionary().profileName(m_profile));
    if (!m_application.isEmpty())
        add(FilterTerm::Field::Application, m_application);
    return filter;
}

void LivePage::setFilterText(const QString &text)
{
    m_filter->setText(text);
    applyFilter();
}

QString LivePage::filterText() const
{
    return m_filter->text();
}

void LivePage::applyFilter()
{
    m_typing.stop();
    const Domain::FilterSpec::Parsed parsed = Domain::FilterSpec::parse(m_filter->text());
    m_typed = parsed.spec;
    Domain::FilterSpec filter = scopeFilter();
    filter.terms.insert(filter.terms.end(), m_typed.terms.begin(), m_typed.terms.end());
    m_filterNote->setText(parsed.problem ? tr("Not understood: %1").arg(parsed.problem.args.value(0)) : QString());
    QPalette palette = m_filterNote->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Bad));
    m_filterNote->setPalette(palette);
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
    updateSearch();
    updateEmptyNote();
}

void LivePage::addTerm(const QString &term)
{
    const QString text = m_filter->text().trimmed();
    setFilterText(text.isEmpty() ? term : QString(text + u' ' + term));
}

void LivePage::searchHistory(bool on)
{
    if (!on && m_typed.needsContent()) {
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
    m_searchOlder->setVisible(running || m_searching || (!m_typed.isEmpty() && m_context->hasOlderEvents()));
    m_searchOlder->setEnabled(running || !m_typed.needsContent());
    m_searchOlder->setText(running ? tr("Stop") : m_searching ? tr("Back to the log") : tr("Search older events"));
    m_searchOlder->setAccessibleName(m_searchOlder->text());
    m_searchOlder->setToolTip(running ? tr("Stop the search through the history")
                                      : tr("Look through the whole history, not only what is in memory"));
    if (m_searching) {
        const QString scanned = groupedNumber(m_search.scanned());
        const QString found = groupedNumber(quint64(m_results.rowCount()));
        m_filterNote->setText(running ? tr("%1 found, %2 looked at …").arg(found, scanned)
                                      : tr("%1 found in %2 events").arg(found, scanned));
        QPalette palette = m_filterNote->palette();
        palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Quiet));
        m_filterNote->setPalette(palette);
    }
    m_filterNote->setVisible(!m_filterNote->text().isEmpty());
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

void LivePage::setPaused(bool paused)
{
    m_proxy.setPaused(paused);
    updatePause();
}

void LivePage::updatePause()
{
    const bool paused = m_proxy.isPaused();
    const QSignalBlocker blocker(m_pause);
    m_pause->setChecked(paused);
    m_pause->setIcon(m_theme->icon(paused ? QStringLiteral("resume") : QStringLiteral("pause")));
    const int waiting = m_proxy.pendingCount();
    m_pause->setText(!paused       ? tr("Pause")
                         : waiting ? tr("Resume · %1 new").arg(groupedNumber(quint64(waiting)))
                                   : tr("Resume"));
    m_pause->setAccessibleName(m_pause->text());
    m_pause->setToolTip(paused ? tr("Show what came meanwhile (Space in the log). Everything is received and stored.")
                               : tr("Freeze the view (Space in the log). Everything is received and stored."));
}

void LivePage::updateEmptyNote()
{
    const bool empty = m_proxy.rowCount() == 0;
    if (empty) {
        if (m_search.isRunning())
            m_empty->setText(tr("Looking through the history …"));
        else if (!m_proxy.filter().isEmpty() && m_context->liveLog().rowCount() > 0)
            m_empty->setText(tr("No event passes this filter."));
        else
            m_empty->setText(
                tr("No event yet.\n\nWhat the network sends appears here at once. A join that fails sends nothing "
                   "here: compare DevEUI, JoinEUI and AppKey, check the frequency plan, and look at the gateway's "
                   "live data."));
        QPalette palette = m_empty->palette();
        palette.setColor(QPalette::WindowText, m_theme->tokens().secondary);
        m_empty->setPalette(palette);
        const int width = std::min(520, m_view->width() - 48);
        const int height = m_empty->heightForWidth(width);
        m_empty->setGeometry((m_view->width() - width) / 2, std::max(24, (m_view->height() - height) / 2), width,
                             height);
    }
    m_empty->setVisible(empty);
}

bool LivePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        updateEmptyNote();
    return Page::eventFilter(watched, event);
}

void LivePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        Page::keyPressEvent(event);
        return;
    }
    // One level back: the filter first, then the pause.
    if (!m_filter->text().isEmpty())
        setFilterText({});
    else if (isPaused())
        setPaused(false);
    m_view->setFocus();
}

void LivePage::updateIcons()
{
    m_searchIcon->setIcon(m_theme->icon(QStringLiteral("search")));
    updatePause();
    updateEmptyNote();
}

void LivePage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void LivePage::copyMessage()
{
    m_details->copyMessage();
}

void LivePage::setDetailsShown(bool shown)
{
    if (shown == areDetailsShown())
        return;
    m_details->setVisible(shown);
}

bool LivePage::areDetailsShown() const
{
    return !m_details->isHidden();
}

void LivePage::setUtc(bool utc)
{
    m_live.setUtc(utc);
    m_found.setUtc(utc);
    m_details->refresh();
}

void LivePage::showDevice(const QString &device)
{
    setFilterText(QString(u"device:" + device));
}

bool LivePage::can(PageCommand /*command*/) const
{
    return true;
}

void LivePage::run(PageCommand command)
{
    switch (command) {
    case PageCommand::Filter:
        focusFilter();
        break;
    case PageCommand::Details:
        setDetailsShown(!areDetailsShown());
        break;
    case PageCommand::CopyMessage:
        copyMessage();
        break;
    case PageCommand::StandardColumns:
        m_view->resetColumns();
        break;
    }
}

void LivePage::takeFocus()
{
    m_view->setFocus();
}

void LivePage::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("filter"), filterText());
    settings.setValue(QStringLiteral("columns"), m_view->horizontalHeader()->saveState());
    m_details->saveState(settings);
    settings.setValue(QStringLiteral("details"), areDetailsShown());
}

void LivePage::restoreState(const QSettings &settings, bool layoutOnly)
{
    const QByteArray columns = settings.value(QStringLiteral("columns")).toByteArray();
    if (!columns.isEmpty() && m_view->horizontalHeader()->restoreState(columns)) {
        m_view->setColumnShown(LiveLogModel::Time, true);
        if (layoutOnly)
            m_view->setColumnShown(LiveLogModel::Application, m_application.isEmpty());
    }
    m_details->restoreState(settings);
    setDetailsShown(settings.value(QStringLiteral("details"), true).toBool());
    if (!layoutOnly)
        setFilterText(settings.value(QStringLiteral("filter")).toString());
}

} // namespace Gui
