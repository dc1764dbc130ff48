// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/inspector/rawtab.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QThreadPool>
#include <QToolButton>

#include <cstring>

namespace Gui {

using Models::EventKey;
using Models::EventLoader;
using Models::LiveLogModel;
using Models::SelectionSummary;

namespace {

/// Less than this beside the tabs is not worth a title.
constexpr int TitleLetters = 16;

} // namespace

Inspector::Inspector(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_related(&context->liveLog(), &context->dictionary())
    , m_tabs(new QTabBar(this))
    , m_title(new QLabel(this))
    , m_dock(new QToolButton(this))
    , m_note(new QLabel(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    setMinimumSize(240, 120);
    buildPages();
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &Inspector::look);
    for (EventLoader &loader : m_loaders)
        connect(&loader, &EventLoader::changed, this, &Inspector::onLoaded);
    connect(&m_related, &Models::RelatedModel::changed, this, &Inspector::updateCounts);
    connect(context, &ConsoleContext::historyClosing, this, &Inspector::closeProfile);
    connect(theme, &Theme::changed, this, [this] {
        updateDock();
        updateCounts();
    });
    updateDock();
    render();
}

Inspector::~Inspector()
{
    // The views go before the models that they show.
    delete m_stack;
}

void Inspector::watch(QTableView *view, Models::LiveLogProxy *proxy)
{
    m_view = view;
    m_proxy = proxy;
    const auto soon = [this] { m_turn.start(); };
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, soon);
    connect(proxy, &QAbstractItemModel::modelReset, this, soon);
    // A gap that grew, an unsaved row that was stored.
    connect(proxy, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (roles.isEmpty() && m_rows > 0 && m_rows <= 2)
                    m_turn.start();
            });
    m_turn.start();
}

/// Ranges only: a list of a million selected rows would take half a second.
void Inspector::look()
{
    if (!m_view || !m_proxy || !m_proxy->log())
        return;
    const QItemSelection selection = m_view->selectionModel()->selection();
    quint64 rows = 0;
    std::vector<int> few;
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom() && few.size() < 3; ++row) {
            if (std::find(few.begin(), few.end(), row) == few.end())
                few.push_back(row);
        }
        rows += quint64(range.height());
    }
    if (few.size() < 3)
        rows = few.size();
    const bool wereMany = m_rows > 2;
    m_rows = rows;
    if (rows > 2) {
        choose({});
        summarizeMany();
        return;
    }
    if (wereMany)
        m_summing.cancel();
    std::sort(few.begin(), few.end());
    std::vector<Chosen> chosen;
    chosen.reserve(few.size());
    for (const int row : few)
        chosen.push_back(chosenAt(row));
    choose(std::move(chosen));
}

Inspector::Chosen Inspector::chosenAt(int row) const
{
    const int sourceRow = m_proxy->mapToSource(m_proxy->index(row, 0)).row();
    Chosen chosen;
    chosen.key = m_proxy->log()->key(sourceRow);
    chosen.record = m_proxy->log()->store()->record(sourceRow);
    chosen.generation = m_context->profile(chosen.key.profile).generation;
    return chosen;
}

void Inspector::choose(std::vector<Chosen> chosen)
{
    const auto same = [](const Chosen &a, const Chosen &b) {
        return a.key == b.key && std::memcmp(&a.record, &b.record, sizeof a.record) == 0;
    };
    if (chosen.size() == m_chosen.size() && std::equal(chosen.begin(), chosen.end(), m_chosen.begin(), same)
        && !chosen.empty())
        return;
    m_chosen = std::move(chosen);
    for (std::size_t i = 0; i < m_loaders.size(); ++i) {
        if (i < m_chosen.size())
            m_loaders[i].load(m_chosen[i].key, m_context->reader(m_chosen[i].key.profile));
        else
            m_loaders[i].clear();
    }
    if (m_chosen.size() != 1)
        m_related.clear();
    render();
}

void Inspector::summarizeMany()
{
    std::vector<std::pair<qint64, qint64>> ids;
    const QItemSelection selection = m_view->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        const auto part = m_proxy->idRanges(range.top(), range.bottom());
        ids.insert(ids.end(), part.begin(), part.end());
    }
    const Domain::CallSource<SelectionSummary> source;
    m_summing = source.call();
    m_summing.then(this, [this](SelectionSummary summary) {
        m_summary = std::move(summary);
        render();
    });
    QThreadPool::globalInstance()->start(
        [source, snapshot = m_proxy->log()->store()->snapshot(), ids = std::move(ids)] {
            source.deliver(SelectionSummary::of(snapshot, ids, [&source] { return source.isCancelled(); }));
        });
}

void Inspector::closeProfile(Domain::ProfileRef profile)
{
    for (std::size_t i = 0; i < m_chosen.size(); ++i) {
        if (m_chosen[i].key.profile == profile)
            m_loaders[i].load(m_chosen[i].key, nullptr);
    }
    m_related.clear();
}

void Inspector::onLoaded()
{
    for (std::size_t i = 0; i < m_chosen.size(); ++i) {
        // For a moment what was shown before stays: nothing flickers.
        if (m_loaders[i].state() == EventLoader::State::Waiting || m_loaders[i].state() == EventLoader::State::Empty)
            return;
    }
    if (m_chosen.size() == 1 && m_loaders[0].state() != EventLoader::State::Loading)
        askForRelated();
    render();
}

void Inspector::askForRelated()
{
    const Chosen &chosen = m_chosen.front();
    Models::RelatedModel::Question question;
    question.key = chosen.key;
    question.generation = chosen.generation;
    question.record = chosen.record;
    if (const Domain::EventAnswer *answer = m_loaders[0].answer())
        question.groups = answer->event.groups;
    question.reader = m_context->reader(chosen.key.profile);
    m_related.ask(std::move(question), text());
}

Models::EventFacts::Source Inspector::source(int which) const
{
    const Chosen &chosen = m_chosen[std::size_t(which)];
    return {chosen.key.profile, chosen.generation, chosen.record, m_loaders[std::size_t(which)].answer()};
}

const Models::EventText &Inspector::text() const
{
    return m_proxy && m_proxy->log() ? m_proxy->log()->text() : m_noText;
}

void Inspector::refresh()
{
    m_filled.reset();
    if (m_chosen.size() == 1 && m_loaders[0].state() == EventLoader::State::Ready)
        askForRelated();
    render();
}

void Inspector::copyMessage() const
{
    QStringList messages;
    for (const EventLoader &loader : m_loaders) {
        if (const Domain::EventAnswer *answer = loader.answer(); answer && !answer->message.payload.isEmpty())
            messages << QString::fromUtf8(answer->message.payload);
    }
    if (!messages.isEmpty())
        QGuiApplication::clipboard()->setText(messages.join(u'\n'));
}

void Inspector::goTo(const EventKey &key)
{
    const int row = m_proxy ? m_proxy->findRow(key) : -1;
    if (row < 0) {
        Q_EMIT noted(tr("The filter hides this event."));
        return;
    }
    m_view->setCurrentIndex(m_proxy->index(row, std::max(0, m_view->currentIndex().column())));
    m_view->setFocus();
}

// --- Where it stands ---

void Inspector::attach(QSplitter *splitter)
{
    m_splitter = splitter;
    updateDock();
}

bool Inspector::isDockedRight() const
{
    return m_splitter && m_splitter->orientation() == Qt::Horizontal;
}

void Inspector::setDockedRight(bool right)
{
    if (!m_splitter || right == isDockedRight())
        return;
    m_sizes[std::size_t(isDockedRight())] = m_splitter->sizes();
    m_splitter->setOrientation(right ? Qt::Horizontal : Qt::Vertical);
    const QList<int> sizes = m_sizes[std::size_t(right)];
    const int length = right ? m_splitter->width() : m_splitter->height();
    // Right of the log it is at least as wide as its tabs, if that leaves enough of the log.
    const int tabs = right ? m_tabs->sizeHint().width() + m_dock->sizeHint().width() + 64 : 0;
    const int own = std::clamp(tabs, length * 2 / 5, length * 3 / 5);
    m_splitter->setSizes(sizes.size() == 2 ? sizes : QList<int>{length - own, own});
    updateDock();
}

void Inspector::updateDock()
{
    const bool right = isDockedRight();
    m_dock->setIcon(m_theme->icon(right ? QStringLiteral("split-below") : QStringLiteral("split-right")));
    m_dock->setToolTip(right ? tr("Dock below the log") : tr("Dock right of the log"));
    m_dock->setAccessibleName(m_dock->toolTip());
}

void Inspector::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

Inspector::Tab Inspector::tab() const
{
    return Tab(m_tabs->currentIndex());
}

void Inspector::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("inspectorTab"), int(tab()));
    settings.setValue(QStringLiteral("inspectorRaw"), int(m_raw->form()));
    if (!m_splitter)
        return;
    settings.setValue(QStringLiteral("inspectorRight"), isDockedRight());
    auto sizes = m_sizes;
    sizes[std::size_t(isDockedRight())] = m_splitter->sizes();
    static const QString keys[] = {QStringLiteral("inspectorBelowSizes"), QStringLiteral("inspectorRightSizes")};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        QStringList texts;
        for (const int size : std::as_const(sizes[i]))
            texts << QString::number(size);
        settings.setValue(keys[i], texts);
    }
}

void Inspector::restoreState(const QSettings &settings)
{
    const int tab = settings.value(QStringLiteral("inspectorTab")).toInt();
    setTab(Tab(std::clamp(tab, 0, TabCount - 1)));
    const int form = settings.value(QStringLiteral("inspectorRaw"), int(RawTab::Form::Indented)).toInt();
    m_raw->setForm(RawTab::Form(std::clamp(form, 0, 2)));
    if (!m_splitter)
        return;
    static const QString keys[] = {QStringLiteral("inspectorBelowSizes"), QStringLiteral("inspectorRightSizes")};
    for (std::size_t i = 0; i < m_sizes.size(); ++i) {
        const QStringList texts = settings.value(keys[i]).toStringList();
        QList<int> sizes;
        for (const QString &text : texts)
            sizes << std::clamp(text.toInt(), 1, 100'000);
        m_sizes[i] = sizes.size() == 2 ? sizes : QList<int>();
    }
    const bool right = settings.value(QStringLiteral("inspectorRight"), false).toBool();
    m_splitter->setOrientation(right ? Qt::Horizontal : Qt::Vertical);
    if (!m_sizes[std::size_t(right)].isEmpty())
        m_splitter->setSizes(m_sizes[std::size_t(right)]);
    updateDock();
}

void Inspector::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    render();
}

void Inspector::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateTitle();
}

void Inspector::updateTitle()
{
    QStringList parts;
    if (m_rows > 2) {
        parts << tr("%1 rows chosen").arg(groupedNumber(m_rows));
    } else if (m_chosen.size() == 2) {
        parts << tr("Two events compared");
    } else if (m_chosen.size() == 1) {
        const LiveLogModel *log = m_proxy->log();
        const int row = log->store()->find(m_chosen[0].key.profile, m_chosen[0].key.seq);
        for (const LiveLogModel::Column column : {LiveLogModel::Kind, LiveLogModel::Device, LiveLogModel::Time}) {
            const QString part = row >= 0 ? log->index(row, column).data().toString() : QString();
            if (!part.isEmpty())
                parts << part;
        }
    }
    const QString title = parts.join(QStringLiteral(" · "));
    const int used = m_tabs->isHidden() ? 0 : m_tabs->sizeHint().width();
    const int room = width() - used - m_dock->sizeHint().width() - 32;
    m_title->setVisible(room > fontMetrics().averageCharWidth() * TitleLetters);
    m_title->setText(fontMetrics().elidedText(title, Qt::ElideRight, room));
    m_title->setToolTip(plainToolTip(title));
}

} // namespace Gui
