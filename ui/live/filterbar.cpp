// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/filterbar.h"

#include "backend/domain/clock.h"
#include "models/devicechoices.h"
#include "models/eventtext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/live/choicepopup.h"
#include "ui/live/filtercompleter.h"
#include "ui/live/savedfilterspopup.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace Gui {

using Domain::FilterTerm;
using Models::ChoiceModel;
using Field = Models::FilterEdit::Field;
namespace FilterEdit = Models::FilterEdit;

namespace {

/// After the last key; short enough to feel instant, long enough not to filter for each letter.
constexpr int TypingMs = 200;
constexpr int MostNoteWidth = 260;

std::vector<ChoiceModel::Entry> kindEntries()
{
    // In the order in which one looks for them.
    using Domain::EventKind;
    constexpr EventKind Order[] = {EventKind::Uplink,
                                   EventKind::Join,
                                   EventKind::DownlinkQueued,
                                   EventKind::DownlinkSent,
                                   EventKind::DownlinkAcknowledged,
                                   EventKind::DownlinkNotAcknowledged,
                                   EventKind::DownlinkFailed,
                                   EventKind::DownlinkInvalidated,
                                   EventKind::Location,
                                   EventKind::ServiceData,
                                   EventKind::Normalized,
                                   EventKind::Error,
                                   EventKind::Gap,
                                   EventKind::Lost,
                                   EventKind::DeviceCreated,
                                   EventKind::DeviceUpdated,
                                   EventKind::DeviceDeleted,
                                   EventKind::Unknown};
    static_assert(std::size(Order) == Domain::EventKindCount);
    std::vector<ChoiceModel::Entry> entries;
    for (const EventKind kind : Order) {
        Domain::EventRecord record;
        record.kind = kind;
        const QString word = QLatin1String(Domain::kindWord(kind));
        entries.push_back({word, Models::EventText::kind(record, Models::EventText::Style::Screen), word,
                           Models::EventText::kindMeaning(record)});
    }
    return entries;
}

} // namespace

FilterBar::FilterBar(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_deviceList(Field::Device)
    , m_kindList(Field::Kind)
    , m_pause(new QToolButton(this))
    , m_field(new QLineEdit(this))
    , m_completer(new FilterCompleter(m_field, &context->dictionary()))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("filterBar"));
    m_kindList.setEntries(kindEntries());
    m_pause->setObjectName(QStringLiteral("pauseButton"));
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pause->setCheckable(true);
    connect(m_pause, &QToolButton::toggled, this, &FilterBar::pauseToggled);
    buildField();
    m_note->setObjectName(QStringLiteral("filterNote"));
    m_note->setAccessibleName(tr("About the filter"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setMaximumWidth(MostNoteWidth);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    row->addWidget(m_pause);
    row->addWidget(m_field, 1);
    row->addWidget(m_note);
    m_devices = addMenuButton("devicesMenuButton", tr("&Devices"), tr("Choose devices for the filter"));
    m_kinds = addMenuButton("kindsMenuButton", tr("&Kinds"), tr("Choose kinds of events for the filter"));
    m_times = addMenuButton("timeMenuButton", tr("&Time"), tr("Choose a time for the filter, or go to one"));
    m_saved = addMenuButton("savedMenuButton", tr("&Saved"), tr("Save this filter, or take a saved one"));
    connect(m_devices, &QToolButton::clicked, this, &FilterBar::openDevices);
    connect(m_kinds, &QToolButton::clicked, this, &FilterBar::openKinds);
    connect(m_times, &QToolButton::clicked, this, &FilterBar::openTimes);
    connect(m_saved, &QToolButton::clicked, this, &FilterBar::openSaved);
    for (ChoiceModel *list : {&m_deviceList, &m_kindList}) {
        connect(list, &ChoiceModel::chosen, this,
                [this, list](const QString &value, bool on) { onChosen(list->field(), value, on); });
    }
    connect(theme, &Theme::changed, this, &FilterBar::updateIcons);
    updateIcons();
    updateMenus();
    showProblem({});
}

QToolButton *FilterBar::addMenuButton(const char *name, const QString &text, const QString &hint)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setText(text + QStringLiteral(" ▾"));
    button->setAccessibleName(QString(text).remove(u'&'));
    const QKeySequence keys = QKeySequence::mnemonic(text);
    button->setToolTip(keys.isEmpty() ? hint : QString(hint + u" (" + keys.toString(QKeySequence::NativeText) + u')'));
    button->setProperty("title", text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    layout()->addWidget(button);
    return button;
}

void FilterBar::buildField()
{
    m_field->setObjectName(QStringLiteral("filterField"));
    m_field->setAccessibleName(tr("Filter"));
    m_field->setPlaceholderText(tr("Filter: device:field-* fport:2 snr<-5 -kind:join"));
    m_field->setToolTip(tr("Show only events for which all of this holds (%1).\n"
                           "app: device: kind: fport: fcnt: gw: sf: dr: rssi snr missed gws bytes airtime\n"
                           "time>-15min  time>=today  decoded:no  warning:yes  temperature>30  hex:08FC  -kind:join")
                            .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_field->setClearButtonEnabled(true);
    m_field->setMaxLength(4096);
    m_field->setMinimumWidth(120);
    m_searchIcon = m_field->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_searchIcon->setText(tr("Apply the filter"));
    connect(m_searchIcon, &QAction::triggered, this, &FilterBar::apply);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (m_completer->isChoosing())
            return;
        apply();
        Q_EMIT entered();
    });
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connect(&m_typing, &QTimer::timeout, this, &FilterBar::apply);
}

void FilterBar::setScope(const Scope &scope)
{
    m_scope = scope;
    m_completer->setScope(scope);
}

void FilterBar::setText(const QString &text)
{
    m_field->setText(text);
    apply();
}

QString FilterBar::text() const
{
    return m_field->text();
}

QWidget *FilterBar::timeButton() const
{
    return m_times;
}

void FilterBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBar::apply()
{
    m_typing.stop();
    const Domain::FilterSpec::Parsed parsed = Domain::FilterSpec::parse(m_field->text());
    m_typed = parsed.spec;
    showProblem(parsed.problem ? tr("Not understood: %1").arg(parsed.problem.args.value(0)) : QString());
    m_deviceList.setFilter(m_typed);
    m_kindList.setFilter(m_typed);
    updateMenus();
    Q_EMIT filterChanged();
}

void FilterBar::showProblem(const QString &problem)
{
    m_problem = problem;
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Bad));
    m_note->setPalette(palette);
    m_note->setText(m_note->fontMetrics().elidedText(problem, Qt::ElideRight, MostNoteWidth));
    m_note->setToolTip(plainToolTip(problem));
    m_note->setVisible(!problem.isEmpty());
}

void FilterBar::updateMenus()
{
    const auto show = [](QToolButton *button, int count) {
        const QString title = button->property("title").toString();
        button->setText(count > 0 ? QStringLiteral("%1 %2 ▾").arg(title).arg(count) : title + QStringLiteral(" ▾"));
    };
    show(m_devices, FilterEdit::chosenCount(m_typed, Field::Device));
    show(m_kinds, FilterEdit::chosenCount(m_typed, Field::Kind));
}

void FilterBar::updateIcons()
{
    m_searchIcon->setIcon(m_theme->icon(QStringLiteral("search")));
    showPause(m_paused, m_waiting);
    showProblem(m_problem);
}

void FilterBar::showPause(bool paused, int waiting)
{
    m_paused = paused;
    m_waiting = waiting;
    const QSignalBlocker blocker(m_pause);
    m_pause->setChecked(paused);
    m_pause->setIcon(m_theme->icon(paused ? QStringLiteral("resume") : QStringLiteral("pause")));
    m_pause->setText(!paused       ? tr("Pause")
                         : waiting ? tr("Resume · %1 new").arg(groupedNumber(quint64(waiting)))
                                   : tr("Resume"));
    m_pause->setAccessibleName(m_pause->text());
    // The field beside it would move.
    const QString shown = m_pause->text();
    int width = m_pause->sizeHint().width();
    for (const QString &other : {tr("Pause"), tr("Resume")}) {
        m_pause->setText(other);
        width = std::max(width, m_pause->sizeHint().width());
    }
    m_pause->setText(shown);
    m_pause->setMinimumWidth(width);
    m_pause->setToolTip(paused ? tr("Show what came meanwhile (Space in the log). Everything is received and stored.")
                               : tr("Freeze the view (Space in the log). Everything is received and stored."));
}

// --- Menus ---

void FilterBar::onChosen(Field field, const QString &value, bool on)
{
    setText(FilterEdit::choose(text(), field, value, on));
}

void FilterBar::openDevices()
{
    m_deviceCall = Models::deviceChoices(m_context->dictionary(), m_context->liveLog().snapshot(), m_scope.profile,
                                         m_scope.application);
    m_deviceCall.then(this,
                      [this](std::vector<ChoiceModel::Entry> entries) { m_deviceList.setEntries(std::move(entries)); });
    auto *popup
        = new ChoicePopup("devicesPopup", tr("Devices"), &m_deviceList, ChoicePopup::Search::Field, m_theme, this);
    connect(popup, &ChoicePopup::cleared, this,
            [this] { setText(FilterEdit::replaceField(text(), Field::Device, {})); });
    popup->openBelow(m_devices);
}

void FilterBar::openKinds()
{
    auto *popup = new ChoicePopup("kindsPopup", tr("Kinds"), &m_kindList, ChoicePopup::Search::None, m_theme, this);
    connect(popup, &ChoicePopup::cleared, this, [this] { setText(FilterEdit::replaceField(text(), Field::Kind, {})); });
    popup->openBelow(m_kinds);
}

void FilterBar::openSaved()
{
    auto *popup = new SavedFiltersPopup(&m_context->logChoices(), text(), m_theme, this);
    connect(popup, &SavedFiltersPopup::applied, this, &FilterBar::setText);
    popup->openBelow(m_saved);
}

} // namespace Gui
