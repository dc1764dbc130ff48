// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/statusline.h"

#include "models/connectionsmodel.h"
#include "models/eventtext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/workbutton.h"
#include "ui/consolecontext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace Gui {

using State = Domain::ConnectionStatus::State;

namespace {

/// The state that needs the most attention stands for all.
int urgency(State state)
{
    switch (state) {
    case State::Refused:
        return 6;
    case State::Waiting:
        return 5;
    case State::Partly:
        return 4;
    case State::Connecting:
        return 3;
    case State::Offline:
        return 2;
    case State::Following:
        return 1;
    case State::Live:
        break;
    }
    return 0;
}

void colored(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

} // namespace

StatusLine::StatusLine(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : QStatusBar(parent)
    , m_context(context)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("statusLine"));
    setAccessibleName(tr("Status"));
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    m_dot = addLabel("connectionDot", tr("Connection"));
    m_state = addLabel("connectionState", tr("Connection"));
    m_rate = addLabel("eventRate", tr("Events per second"));
    m_rate->setToolTip(tr("Events per second"));
    m_stored = addLabel("storedEvents", tr("Stored events"));
    m_stored->setToolTip(tr("Events in the history on this computer, and its size"));
    m_lag = addLabel("lag", tr("Lag"));
    m_dropped = addLabel("dropped", tr("Dropped here"));
    m_dropped->setToolTip(plainToolTip(tr("Events that this console had to give up. It must be 0. What a server did "
                                          "not send to us cannot be seen here: only "
                                          "the frame counter tells, in the column FCnt.")));
    m_unsaved = addLabel("unsaved", tr("Not stored"));
    m_unsaved->setToolTip(tr("Shown, but not stored yet: the history could not be written"));
    m_secrets = addLabel("secretsNote", tr("About keys"));
    m_secrets->setText(tr("keys in memory only"));
    m_secrets->setToolTip(plainToolTip(tr("No keychain was found: keys are forgotten when the console ends.")));

    m_zone = new QToolButton(this);
    m_zone->setObjectName(QStringLiteral("zoneButton"));
    m_zone->setAutoRaise(true);
    m_zone->setCheckable(true);
    m_zone->setToolTip(tr("Times in the zone of this computer or in UTC"));
    connect(m_zone, &QToolButton::toggled, this, &StatusLine::utcToggled);
    m_work = new WorkButton(&context->backgroundWork(), theme, this);
    addPermanentWidget(m_work);
    addPermanentWidget(m_zone);
    setUtc(false);

    connect(context, &ConsoleContext::profileStatusChanged, this, &StatusLine::updateState);
    connect(context, &ConsoleContext::countersChanged, this, &StatusLine::updateCounters);
    const auto all = [this] {
        updateState();
        updateCounters();
    };
    connect(context, &ConsoleContext::profilesChanged, this, all);
    connect(context, &ConsoleContext::secretsArePersistentChanged, this, all);
    connect(theme, &Theme::changed, this, all);
    all();
}

QLabel *StatusLine::addLabel(const char *name, const QString &accessibleName)
{
    auto *label = new QLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    label->setMargin(2);
    addWidget(label);
    return label;
}

void StatusLine::setScope(Domain::ProfileRef profile)
{
    m_profile = profile;
    updateState();
    updateCounters();
}

void StatusLine::setUtc(bool utc)
{
    const QSignalBlocker blocker(m_zone);
    m_zone->setChecked(utc);
    m_zone->setText(utc ? tr("UTC") : tr("Local time"));
    m_zone->setAccessibleName(utc ? tr("Times in UTC") : tr("Times in local time"));
}

std::vector<Domain::ProfileRef> StatusLine::shown() const
{
    return m_profile != 0 ? std::vector{m_profile} : m_context->profiles();
}

void StatusLine::updateState()
{
    QStringList tips;
    Domain::ConnectionStatus worst;
    bool first = true;
    for (const Domain::ProfileRef profile : shown()) {
        const Domain::ConnectionStatus status = m_context->status(profile);
        tips << m_context->profile(profile).name + u": " + Models::ConnectionsModel::stateText(status);
        if (first || urgency(status.state) > urgency(worst.state))
            worst = status;
        first = false;
    }
    m_dot->setVisible(!first);
    m_dot->setPixmap(m_theme->dot(Models::ConnectionsModel::stateMeaning(worst.state)).pixmap(12, 12));
    m_state->setText(first ? tr("no network") : Models::ConnectionsModel::stateText(worst));
    m_state->setToolTip(plainToolTip(tips.join(u'\n')));
    m_dot->setToolTip(m_state->toolTip());
    m_secrets->setVisible(!m_context->secretsArePersistent());
}

void StatusLine::updateCounters()
{
    Domain::TrafficCounters sum;
    for (const Domain::ProfileRef profile : shown()) {
        const Domain::TrafficCounters counters = m_context->counters(profile);
        sum.storedEvents += counters.storedEvents;
        sum.storedBytes += counters.storedBytes;
        sum.unsaved += counters.unsaved;
        sum.lost += counters.lost;
        sum.lagMessages += counters.lagMessages;
        sum.lagBytes += counters.lagBytes;
        sum.readingStopped = sum.readingStopped || counters.readingStopped;
        sum.eventsPerSecond += counters.eventsPerSecond;
        sum.duplicates += counters.duplicates;
    }
    m_rate->setText(tr("%1/s").arg(QString::number(sum.eventsPerSecond, 'f', sum.eventsPerSecond < 100 ? 1 : 0)));
    m_stored->setText(tr("%1 stored · %2").arg(groupedNumber(sum.storedEvents), byteSize(sum.storedBytes)));
    m_lag->setText(tr("lag %1").arg(groupedNumber(sum.lagMessages)));
    m_lag->setToolTip(plainToolTip(
        sum.readingStopped
            ? tr("Our queue is full: we have stopped reading until it is stored. The server may drop messages "
                 "meanwhile.")
            : tr("Messages read but not stored yet: %1").arg(byteSize(sum.lagBytes))));
    colored(m_lag, m_theme->color(sum.readingStopped ? Models::Meaning::Bad : Models::Meaning::Plain));
    m_dropped->setText(tr("%1 dropped here").arg(groupedNumber(sum.lost)));
    colored(m_dropped, m_theme->color(sum.lost ? Models::Meaning::Bad : Models::Meaning::Plain));
    m_unsaved->setVisible(sum.unsaved > 0);
    m_unsaved->setText(tr("%1 not stored").arg(groupedNumber(sum.unsaved)));
    colored(m_unsaved, m_theme->color(Models::Meaning::Bad));
    colored(m_secrets, m_theme->color(Models::Meaning::Downlink));
}

} // namespace Gui
