// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/problemtext.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/inspector/bytestab.h"
#include "ui/inspector/comparepage.h"
#include "ui/inspector/decodedtab.h"
#include "ui/inspector/gatewaystab.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/rawtab.h"
#include "ui/inspector/relatedtab.h"
#include "ui/inspector/summarytab.h"

#include <QBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

// What the inspector shows: its pages, and filling them.

namespace Gui {

using Models::EventLoader;
using State = EventLoader::State;

void Inspector::buildPages()
{
    m_tabs->setObjectName(QStringLiteral("inspectorTabs"));
    m_tabs->setAccessibleName(tr("What to see of the event"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);
    for (const QString &name : {tr("Summary"), tr("Decoded"), tr("Raw"), tr("Bytes"), tr("Gateways"), tr("Related")})
        m_tabs->addTab(name);
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_title->setAccessibleName(tr("Chosen"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_dock->setObjectName(QStringLiteral("inspectorDock"));
    m_dock->setAutoRaise(true);
    connect(m_dock, &QToolButton::clicked, this, [this] { setDockedRight(!isDockedRight()); });
    m_note->setObjectName(QStringLiteral("inspectorNote"));
    m_note->setAccessibleName(tr("State of the event"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 4, 12, 4);
    m_note->hide();

    m_hint = new QLabel(tr("Choose an event to see what it says. Choose two to compare them."), m_stack);
    m_hint->setObjectName(QStringLiteral("inspectorHint"));
    m_hint->setAccessibleName(tr("What the inspector is for"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setContentsMargins(24, 8, 24, 8);
    m_hint->setAutoFillBackground(true);
    m_hint->setBackgroundRole(QPalette::Base);
    m_hint->setEnabled(false); // secondary text

    m_pages = new QStackedWidget(m_stack);
    m_pages->addWidget(m_facts = new SummaryTab(m_theme, "summary", tr("Summary")));
    m_pages->addWidget(m_decoded = new DecodedTab(m_theme));
    m_pages->addWidget(m_raw = new RawTab(m_theme));
    m_pages->addWidget(m_bytes = new BytesTab(m_theme));
    m_pages->addWidget(m_gateways = new GatewaysTab(m_theme));
    m_pages->addWidget(m_relatedTab = new RelatedTab(m_theme, &m_related));
    m_compare = new ComparePage(m_theme);
    m_many = new SummaryTab(m_theme, "many", tr("What the chosen rows have in common"));
    for (QWidget *page : {static_cast<QWidget *>(m_hint), static_cast<QWidget *>(m_pages),
                          static_cast<QWidget *>(m_compare), static_cast<QWidget *>(m_many)})
        m_stack->addWidget(page);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_pages->setCurrentIndex(tab);
        fill(Tab(tab));
    });
    connect(m_decoded, &DecodedTab::termRequested, this, &Inspector::termRequested);
    connect(m_raw, &RawTab::termRequested, this, &Inspector::termRequested);
    connect(m_raw, &RawTab::noted, this, &Inspector::noted);
    connect(m_bytes, &BytesTab::noted, this, &Inspector::noted);
    connect(m_relatedTab, &RelatedTab::rowRequested, this, &Inspector::goTo);

    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 0, 4, 0);
    top->setSpacing(8);
    top->addWidget(m_tabs);
    top->addWidget(m_title, 1);
    top->addStretch(0);
    top->addWidget(m_dock);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_note);
    layout->addWidget(m_stack, 1);
}

QString Inspector::stateNote(State state, const Domain::Problem &problem) const
{
    switch (state) {
    case State::Loading:
        return tr("Reading the message…");
    case State::Gone:
        return tr(
            "The history no longer has this message: it was deleted after its time. Shown is what the log knows.");
    case State::Unsaved:
        return tr("This event could not be stored yet; its message is not kept. Shown is what the log knows.");
    case State::Closed:
        return tr("The history of this network is not open. Shown is what the log knows.");
    case State::Failed:
        return Domain::problemLine(problem);
    case State::Empty:
    case State::Waiting:
    case State::Ready:
        break;
    }
    return {};
}

void Inspector::render()
{
    m_tabs->setVisible(m_chosen.size() == 1);
    updateTitle();
    m_filled.reset();
    if (m_rows > 2) {
        m_note->hide();
        m_many->setFacts(Models::EventFacts(&m_context->dictionary(), &text()).facts(m_summary));
        m_stack->setCurrentWidget(m_many);
    } else if (m_chosen.size() == 2) {
        renderTwo();
    } else if (m_chosen.size() == 1) {
        renderOne();
    } else {
        m_note->hide();
        m_stack->setCurrentWidget(m_hint);
        updateCounts();
    }
}

void Inspector::renderOne()
{
    const State state = m_loaders[0].state();
    if (state == State::Waiting && m_stack->currentWidget() == m_pages)
        return;
    const QString note = stateNote(state, m_loaders[0].problem());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_stack->setCurrentWidget(m_pages);
    m_relatedTab->setGeneration(m_chosen[0].generation);
    updateCounts();
    if (isVisible())
        fill(tab());
}

void Inspector::renderTwo()
{
    QString note;
    for (const EventLoader &loader : m_loaders) {
        if (loader.state() == State::Waiting && m_stack->currentWidget() == m_compare)
            return;
        if (note.isEmpty())
            note = stateNote(loader.state(), loader.problem());
    }
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_compare->compare(Models::EventFacts(&m_context->dictionary(), &text()), source(0), source(1));
    m_stack->setCurrentWidget(m_compare);
}

/// Only the tab that is looked at is filled: with N held down rows go by faster than all of them could be.
void Inspector::fill(Tab tab)
{
    if (m_chosen.size() != 1 || m_filled.test(std::size_t(tab)))
        return;
    m_filled.set(std::size_t(tab));
    const Domain::EventAnswer *answer = m_loaders[0].answer();
    // A gap's message is the console's own note, and no application payload either.
    switch (tab) {
    case Tab::Summary:
        m_facts->setFacts(Models::EventFacts(&m_context->dictionary(), &text()).facts(source(0)));
        break;
    case Tab::Decoded:
        answer ? m_decoded->setEvent(answer->event) : m_decoded->clear();
        break;
    case Tab::Raw:
        answer ? m_raw->setMessage(answer->message) : m_raw->clear();
        break;
    case Tab::Bytes:
        m_bytes->setBytes(answer ? answer->event.payload : std::nullopt);
        break;
    case Tab::Gateways:
        answer ? m_gateways->setEvent(answer->event, text()) : m_gateways->clear();
        break;
    case Tab::Related:
        break;
    }
}

void Inspector::updateCounts()
{
    const Domain::EventAnswer *answer = m_chosen.size() == 1 ? m_loaders[0].answer() : nullptr;
    const auto label = [this](Tab tab, const QString &name, int count, bool says) {
        const QString text = count > 0 ? QString(name + u' ' + QString::number(count)) : name;
        if (m_tabs->tabText(int(tab)) != text)
            m_tabs->setTabText(int(tab), text);
        m_tabs->setTabTextColor(int(tab), says ? m_theme->tokens().text : m_theme->tokens().secondary);
    };
    const bool decoded = answer && (!answer->event.decoded.isEmpty() || !answer->event.normalized.isEmpty());
    label(Tab::Decoded, tr("Decoded"), 0, decoded || (answer && !answer->event.warnings.isEmpty()));
    label(Tab::Raw, tr("Raw"), 0, answer);
    label(Tab::Bytes, tr("Bytes"), 0, answer && answer->event.payload && !answer->event.payload->isEmpty());
    label(Tab::Gateways, tr("Gateways"), answer ? answer->event.gatewayCount : 0,
          answer && answer->event.gatewayCount > 0);
    label(Tab::Related, tr("Related"), m_related.othersCount(), m_related.othersCount() > 0);
}

} // namespace Gui
