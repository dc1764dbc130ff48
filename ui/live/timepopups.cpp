// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/timepopups.h"

#include "backend/domain/clock.h"
#include "models/eventtext.h"
#include "models/moment.h"

#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace Gui {

namespace {

constexpr int Width = 320;
constexpr qint64 NsPerMs = 1'000'000;

QPushButton *button(const char *name, const QString &text, const QString &hint, QWidget *parent)
{
    auto *result = new QPushButton(text, parent);
    result->setObjectName(QLatin1String(name));
    result->setAccessibleName(text);
    result->setToolTip(hint);
    return result;
}

} // namespace

GoToTimePopup::GoToTimePopup(bool utc, GoTo goTo, QWidget *parent)
    : Popup("goToTimePopup", tr("Go to a time"), parent)
    , m_utc(utc)
    , m_goTo(std::move(goTo))
    , m_field(new QLineEdit(this))
{
    setFixedWidth(Width);
    auto *label = new QLabel(utc ? tr("Go to a time (UTC)") : tr("Go to a time (local)"), this);
    label->setBuddy(m_field);
    column()->addWidget(label);
    m_field->setObjectName(QStringLiteral("goToTimeField"));
    m_field->setAccessibleName(label->text());
    m_field->setPlaceholderText(tr("12:04 or 2026-11-20 12:04"));
    m_field->setMaxLength(40);
    column()->addWidget(m_field);
    m_meaning = addText("goToTimeMeaning", tr("What was understood"));

    m_go = button("goToTimeButton", tr("Go"), tr("Go to the first event at or after this time (Enter)"), this);
    m_older = button("goToTimeOlder", tr("Load older"), tr("Bring older events from the history into the log"), this);
    m_search = button("goToTimeSearch", tr("Search the history"), tr("Show the hour after this time"), this);
    auto *row = new QHBoxLayout;
    row->addWidget(m_older);
    row->addWidget(m_search);
    row->addStretch();
    row->addWidget(m_go);
    column()->addLayout(row);
    m_older->hide();
    m_search->hide();
    startWith(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &GoToTimePopup::read);
    connect(m_field, &QLineEdit::returnPressed, this, &GoToTimePopup::go);
    connect(m_go, &QPushButton::clicked, this, &GoToTimePopup::go);
    connect(m_older, &QPushButton::clicked, this, [this] {
        m_waiting = true;
        m_older->setEnabled(false);
        m_meaning->setText(tr("Loading older events…"));
        Q_EMIT loadOlderRequested();
    });
    connect(m_search, &QPushButton::clicked, this, [this] {
        Q_EMIT searchRequested(*m_moment);
        close();
    });
    read();
}

void GoToTimePopup::read()
{
    m_moment = Models::momentFromText(m_field->text(), Domain::nowNs(), m_utc);
    m_waiting = false;
    Models::EventText text;
    text.setUtc(m_utc);
    m_meaning->setText(m_moment ? text.fullTime(*m_moment)
                           : m_field->text().isEmpty()
                           ? tr("A time of day, or a day with a time.")
                           : tr("Not understood. Write it like 12:04 or 2026-11-20 12:04."));
    m_go->setEnabled(m_moment.has_value());
    m_older->hide();
    m_search->hide();
    fit();
}

void GoToTimePopup::go()
{
    if (!m_moment)
        return;
    const Outcome outcome = m_goTo(*m_moment);
    if (outcome.reached) {
        close();
        return;
    }
    m_meaning->setText(outcome.note);
    m_older->setVisible(outcome.olderInHistory);
    m_older->setEnabled(true);
    m_search->setVisible(outcome.olderInHistory);
    fit();
}

void GoToTimePopup::tryAgain()
{
    if (std::exchange(m_waiting, false))
        go();
}

TimeRangePopup::TimeRangePopup(bool utc, qint64 fromNs, qint64 toNs, QWidget *parent)
    : Popup("timeRangePopup", tr("From – to"), parent)
{
    setFixedWidth(Width);
    const auto edit = [&](const char *name, const QString &accessibleName, qint64 ns) {
        auto *result = new QDateTimeEdit(this);
        result->setObjectName(QLatin1String(name));
        result->setAccessibleName(accessibleName);
        result->setTimeSpec(utc ? Qt::UTC : Qt::LocalTime);
        result->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        result->setDateTime(QDateTime::fromMSecsSinceEpoch(ns / NsPerMs, utc ? Qt::UTC : Qt::LocalTime));
        connect(result, &QDateTimeEdit::dateTimeChanged, this, &TimeRangePopup::refresh);
        return result;
    };
    m_from = edit("timeFrom", tr("From"), fromNs);
    m_to = edit("timeTo", tr("To"), toNs);
    auto *form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(tr("From"), m_from);
    form->addRow(tr("To"), m_to);
    column()->addLayout(form);
    m_note = addText("timeRangeNote", tr("About these times"));
    m_show = button("timeRangeShow", tr("Show"), tr("Show the events of this time"), this);
    m_show->setDefault(true);
    connect(m_show, &QPushButton::clicked, this, &TimeRangePopup::accept);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_show);
    column()->addLayout(row);
    startWith(m_from);
    refresh();
}

void TimeRangePopup::refresh()
{
    const bool valid = m_from->dateTime() <= m_to->dateTime();
    m_show->setEnabled(valid);
    m_note->setText(valid ? m_from->timeSpec() == Qt::UTC ? tr("Times in UTC.")
                                                          : tr("Times in the zone of this computer.")
                          : tr("The end lies before the beginning."));
}

void TimeRangePopup::accept()
{
    Q_EMIT chosen(m_from->dateTime().toMSecsSinceEpoch() * NsPerMs,
                  m_to->dateTime().toMSecsSinceEpoch() * NsPerMs + 999 * NsPerMs);
    close();
}

} // namespace Gui
