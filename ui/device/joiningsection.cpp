// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/joiningsection.h"

#include "backend/domain/clock.h"
#include "backend/domain/problemtext.h"
#include "models/deviceactivity.h"
#include "models/deviceeditor.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/device/factlist.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace Gui {

using Models::JoinStory;
using Models::Meaning;

namespace {

constexpr int WidestText = 640;
constexpr int EarlierEvents = 100;
constexpr std::size_t MostShown = 50;
constexpr double TitleScale = 1.25;

void colored(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

} // namespace

JoiningSection::JoiningSection(const DevicePageParts *parts, QWidget *parent)
    : DeviceSectionView(parts, parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("deviceJoining"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    m_title = addLabel(m_column, "joinTitle", tr("What it comes to"));
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_text = addLabel(m_column, "joinText", tr("Why"));
    m_checks = new QWidget(this);
    m_checks->setObjectName(QStringLiteral("joinChecks"));
    m_checks->setAccessibleName(tr("What to check"));
    m_checks->setMaximumWidth(WidestText);
    auto *checks = new QGridLayout(m_checks);
    checks->setContentsMargins(0, 0, 0, 0);
    checks->setHorizontalSpacing(8);
    checks->setVerticalSpacing(4);
    checks->setColumnStretch(1, 1);
    m_column->addWidget(m_checks);
    m_reset = new QPushButton(tr("Reset the join nonces…"), this);
    m_reset->setObjectName(QStringLiteral("resetNoncesButton"));
    m_reset->setToolTip(tr("Let the device use DevNonces again that it used before; says first what is lost"));
    connect(m_reset, &QPushButton::clicked, this, [this] { Q_EMIT resetRequested(true); });
    m_column->addWidget(m_reset, 0, Qt::AlignLeft);
    m_column->addSpacing(8);
    m_facts = new FactList(parts->theme, this);
    connect(m_facts, &FactList::noted, this, &DeviceSectionView::noted);
    m_column->addWidget(m_facts);
    m_column->addSpacing(8);
    m_attemptsTitle = addLabel(m_column, "joinAttemptsTitle", tr("Join-requests"));
    m_attemptsTitle->setText(tr("Join-requests, newest first"));
    font = m_text->font();
    font.setWeight(QFont::DemiBold);
    m_attemptsTitle->setFont(font);
    m_listening = addLabel(m_column, "joinListening", tr("Since when joins are watched"));
    m_column->addStretch(1);
    connect(parts->theme, &Theme::changed, this, [this] {
        m_shown.clear();
        refresh();
    });
    connect(parts->activity, &Models::DeviceActivity::ticked, this, [this] {
        if (isVisible())
            takeHeard();
    });
    // A history goes with its profile's session, and another one may come.
    connect(parts->context, &ConsoleContext::historyClosing, &m_lastJoin, [this](Domain::ProfileRef profile) {
        if (profile == m_parts->scope.profile) {
            m_lastJoin.cancel();
            m_looked = false;
        }
    });
    connect(parts->context, &ConsoleContext::profilesChanged, this, &JoiningSection::lookForJoin);
    connect(&m_lastJoin, &Models::LastJoin::finished, this, [this](qint64 joinNs) {
        if (joinNs > m_joinNs) {
            m_joinNs = joinNs;
            m_story.addHeard(joinNs, true);
            refresh();
        }
    });
    refresh();
}

JoiningSection::~JoiningSection() = default;

QLabel *JoiningSection::addLabel(QVBoxLayout *layout, const char *name, const QString &accessibleName)
{
    auto *label = new QLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    label->setMaximumWidth(WidestText);
    layout->addWidget(label);
    return label;
}

void JoiningSection::showEvent(QShowEvent *event)
{
    DeviceSectionView::showEvent(event);
    listen();
    takeHeard();
    lookForJoin();
}

void JoiningSection::lookForJoin()
{
    Domain::HistoryReader *reader = m_parts->context->reader(m_parts->scope.profile);
    if (!reader || m_looked || !isVisible())
        return;
    m_looked = true; // what joins from here on is told by the log
    m_lastJoin.look(reader, m_parts->scope.application, m_parts->editor->id());
}

void JoiningSection::listen()
{
    Domain::NetworkApi *network = m_parts->editor->network();
    if (network == m_network || !isVisible())
        return;
    m_network = network;
    m_events.reset();
    if (network && network->capabilities().testFlag(Domain::Capability::Events))
        m_events = network->events(m_parts->editor->application(), {m_parts->editor->id()}, EarlierEvents);
    if (!m_events)
        return;
    m_sinceNs = Domain::nowNs();
    connect(m_events.get(), &Domain::NetworkEvents::arrived, this, [this](const QList<Domain::NetworkEvent> &events) {
        m_story.add(events, m_parts->editor->id());
        refresh();
    });
    connect(m_events.get(), &Domain::NetworkEvents::stateChanged, this, &JoiningSection::updateListening);
    updateListening();
}

void JoiningSection::takeHeard()
{
    const Domain::DeviceRef device = m_parts->device();
    for (int i = 0; device != 0 && i < m_parts->activity->count(); ++i) {
        const Models::DeviceActivity::Device &known = m_parts->activity->device(i);
        if (known.ref != device)
            continue;
        const auto [ns, joined] = known.lastHeard();
        if (ns == 0 || ns == m_heardNs)
            return;
        m_heardNs = ns;
        m_story.addHeard(ns, joined);
        if (joined)
            m_joinNs = std::max(m_joinNs, ns);
        if (joined && known.span.uplinks() != 0)
            m_story.addHeard(known.span.lastTimeNs(), false);
        refresh();
        return;
    }
}

void JoiningSection::refresh()
{
    listen();
    showVerdict();
    const Models::DeviceEditor &editor = *m_parts->editor;
    const Models::DeviceFacts facts(m_parts->text);
    const auto joining
        = facts.joining({&editor.device(), editor.shape(), m_parts->heardNs(), Domain::nowNs(), m_joinNs});
    m_facts->setFacts(editor.shape().joins() ? joining : std::vector<Models::DeviceFact>());
    showAttempts();
    updateListening();
}

void JoiningSection::showVerdict()
{
    const Models::DeviceEditor &editor = *m_parts->editor;
    const JoinStory::Verdict verdict = m_story.verdict(editor.device(), editor.shape());
    m_title->setText(verdict.title);
    colored(m_title, m_parts->theme->color(verdict.meaning == Meaning::Quiet ? Meaning::Plain : verdict.meaning));
    m_text->setText(verdict.text);
    m_text->setVisible(!verdict.text.isEmpty());
    showChecks(verdict.checks);
    m_reset->setVisible(verdict.resetHelps && editor.capabilities().testFlag(Domain::Capability::ResetDevices));
    m_reset->setEnabled(editor.work() == Models::DeviceEditor::Work::None
                        && editor.readOnlyReason(Models::DeviceField::FCntUp).isEmpty());
}

/// Each behind a point, with the further lines of a long one below its words.
void JoiningSection::showChecks(const QStringList &checks)
{
    m_checks->setVisible(!checks.isEmpty());
    if (checks == m_shownChecks)
        return;
    m_shownChecks = checks;
    qDeleteAll(m_checks->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto *grid = static_cast<QGridLayout *>(m_checks->layout());
    for (int row = 0; row < int(checks.size()); ++row) {
        auto *point = new QLabel(QStringLiteral("•"), m_checks);
        auto *words = new QLabel(checks.at(row), m_checks);
        words->setTextFormat(Qt::PlainText);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->setWordWrap(true);
        grid->addWidget(point, row, 0, Qt::AlignTop);
        grid->addWidget(words, row, 1);
    }
}

void JoiningSection::showAttempts()
{
    std::vector<JoinStory::Attempt> attempts = m_story.attempts();
    if (attempts.size() > MostShown)
        attempts.resize(MostShown);
    QStringList shown;
    for (const JoinStory::Attempt &attempt : attempts) {
        QString when = m_parts->text->shortTime(attempt.lastNs);
        if (attempt.count > 1)
            when = tr("%1\n%2 times since %3")
                       .arg(when)
                       .arg(attempt.count)
                       .arg(m_parts->text->shortTime(attempt.firstNs));
        shown << when << JoinStory::sentence(attempt);
    }
    m_attemptsTitle->setVisible(!shown.isEmpty());
    if (shown == m_shown)
        return;
    m_shown = shown;
    delete m_attempts;
    m_attempts = new QWidget(this);
    m_attempts->setObjectName(QStringLiteral("joinAttempts"));
    auto *grid = new QGridLayout(m_attempts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < int(attempts.size()); ++row) {
        auto *when = new QLabel(shown.at(2 * row), m_attempts);
        auto *what = new QLabel(shown.at(2 * row + 1), m_attempts);
        for (QLabel *label : {when, what}) {
            label->setTextFormat(Qt::PlainText);
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        }
        what->setWordWrap(true);
        when->setToolTip(m_parts->text->fullTime(attempts[std::size_t(row)].lastNs));
        colored(when, m_parts->theme->color(Meaning::Quiet));
        colored(what, m_parts->theme->color(JoinStory::meaning(attempts[std::size_t(row)].outcome)));
        grid->addWidget(when, row, 0, Qt::AlignTop);
        grid->addWidget(what, row, 1, Qt::AlignTop);
    }
    m_column->insertWidget(m_column->indexOf(m_attemptsTitle) + 1, m_attempts);
    m_attempts->show();
}

void JoiningSection::updateListening()
{
    QString text;
    Meaning meaning = Meaning::Quiet;
    using State = Domain::NetworkEvents::State;
    if (m_events) {
        switch (m_events->state()) {
        case State::Connecting:
            text = tr("Asking the network for its events…");
            break;
        case State::Live:
            text = tr("The network's events are watched since %1, and those from before are shown as far as it keeps "
                      "them.")
                       .arg(m_parts->text->shortTime(m_sinceNs));
            break;
        case State::Waiting:
            text = tr("The network's events are not heard at the moment: %1 It is tried again.")
                       .arg(Domain::problemText(m_events->problem()).title);
            break;
        case State::Refused:
            text = tr("The network's events cannot be watched, so refused joins are not told here: %1")
                       .arg(Domain::problemLine(m_events->problem()));
            meaning = Meaning::Downlink;
            break;
        }
    }
    m_listening->setText(text);
    // What never joins has nothing to wait for.
    m_listening->setVisible(!text.isEmpty() && m_parts->editor->shape().joins());
    colored(m_listening, m_parts->theme->color(meaning));
}

} // namespace Gui
