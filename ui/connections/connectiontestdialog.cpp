// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectiontestdialog.h"

#include "models/connectiontesttext.h"
#include "models/connectiontext.h"
#include "ui/common/roomfortext.h"
#include "ui/common/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <chrono>

namespace Gui {

using State = Domain::ConnectionTestStep::State;

namespace {

constexpr auto TickInterval = std::chrono::milliseconds(250);
constexpr double NoteScale = 0.9;
constexpr double TitleScale = 1.25;

void colored(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

/// What is shown of one step.
struct ConnectionTestDialog::Row
{
    QLabel *dot = nullptr;
    QLabel *title = nullptr;
    QLabel *state = nullptr;
    QLabel *time = nullptr;
    QLabel *sentence = nullptr;
    QLabel *advice = nullptr;
    QElapsedTimer since; ///< while it runs or listens
};

ConnectionTestDialog::ConnectionTestDialog(Domain::Profile profile, Make make, const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_profile(std::move(profile))
    , m_make(std::move(make))
    , m_theme(theme)
    , m_verdict(plainLabel(QStringLiteral("testVerdict"), this))
{
    setObjectName(QStringLiteral("connectionTestDialog"));
    setWindowTitle(tr("Test connection"));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);

    auto *title = plainLabel(QStringLiteral("testTitle"), this);
    title->setText(Models::ConnectionText::addressText({m_profile.mqtt.host, m_profile.mqtt.port}));
    title->setAccessibleName(tr("Address"));
    title->setWordWrap(true);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    m_verdict->setAccessibleName(tr("Result"));
    m_verdict->setWordWrap(true);

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("testSteps"));
    scroll->setAccessibleName(tr("Steps"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list = new QWidget(scroll);
    m_listLayout = new QVBoxLayout(m_list);
    m_listLayout->setContentsMargins(0, 0, 8, 0);
    m_listLayout->setSpacing(12);
    scroll->setWidget(m_list);

    m_again = new QPushButton(tr("Test again"), this);
    m_again->setObjectName(QStringLiteral("testAgain"));
    m_again->setShortcut(QKeySequence::Refresh);
    m_again->setToolTip(tr("Run the test again (%1)").arg(m_again->shortcut().toString(QKeySequence::NativeText)));
    connect(m_again, &QPushButton::clicked, this, &ConnectionTestDialog::run);
    m_close = new QPushButton(this);
    m_close->setObjectName(QStringLiteral("testClose"));
    m_close->setDefault(true);
    connect(m_close, &QPushButton::clicked, this, &ConnectionTestDialog::cancelOrClose);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_again);
    buttons->addWidget(m_close);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(m_verdict);
    layout->addSpacing(16);
    layout->addWidget(scroll, 1);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    resize(600, 520);

    m_tick.setInterval(TickInterval);
    connect(&m_tick, &QTimer::timeout, this, &ConnectionTestDialog::updateTimes);
    connect(theme, &Theme::changed, this, &ConnectionTestDialog::updateColors);
    run();
    m_close->setFocus();
}

ConnectionTestDialog::~ConnectionTestDialog() = default;

void ConnectionTestDialog::run()
{
    m_test = m_make();
    m_running = true;
    m_cancelled = false;
    connect(m_test.get(), &Domain::ConnectionTest::changed, this, [this](int step) {
        showStep(step);
        updateVerdict();
    });
    connect(m_test.get(), &Domain::ConnectionTest::finished, this, &ConnectionTestDialog::onFinished);
    buildRows();
    m_again->setEnabled(false);
    m_close->setText(tr("Cancel"));
    m_close->setToolTip(tr("End the test (Esc)"));
    updateVerdict();
    m_tick.start();
    m_test->start();
}

void ConnectionTestDialog::cancelOrClose()
{
    if (!m_running) {
        close();
        return;
    }
    m_test->disconnect(this);
    m_cancelled = true;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        Row &row = m_rows[std::size_t(i)];
        if (!row.since.isValid())
            continue;
        row.since.invalidate();
        row.state->setText(tr("cancelled"));
        row.time->clear();
    }
    onFinished();
    m_test.reset();
}

void ConnectionTestDialog::onFinished()
{
    m_running = false;
    m_tick.stop();
    m_again->setEnabled(true);
    m_close->setText(tr("Close"));
    m_close->setToolTip(tr("Close (Esc)"));
    updateVerdict();
}

void ConnectionTestDialog::buildRows()
{
    if (!m_rows.empty()) {
        for (int i = 0; i < int(m_rows.size()); ++i)
            showStep(i);
        return;
    }
    for (int i = 0; i < int(m_test->steps().size()); ++i) {
        auto *whole = new QWidget(m_list);
        auto *grid = new QGridLayout(whole);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(2);
        grid->setColumnStretch(1, 1);
        const auto label = [&](const char *name, const QString &accessible) {
            QLabel *made = plainLabel(QLatin1String(name) + QString::number(i), whole);
            made->setAccessibleName(accessible);
            return made;
        };
        Row row;
        row.dot = label("stepDot", tr("Light"));
        row.title = label("stepTitle", tr("Step"));
        row.state = label("stepState", tr("State"));
        row.time = label("stepTime", tr("Time taken"));
        row.sentence = label("stepSentence", tr("What was found"));
        row.advice = label("stepAdvice", tr("What to do"));
        for (QLabel *text : {row.sentence, row.advice}) {
            text->setWordWrap(true);
            text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        }
        QFont small = row.state->font();
        small.setPointSizeF(small.pointSizeF() * NoteScale);
        for (QLabel *text : {row.state, row.time, row.advice})
            text->setFont(small);
        row.time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row.time->setMinimumWidth(64);
        grid->addWidget(row.dot, 0, 0);
        grid->addWidget(row.title, 0, 1);
        grid->addWidget(row.state, 0, 2);
        grid->addWidget(row.time, 0, 3);
        grid->addWidget(row.sentence, 1, 1, 1, 3);
        grid->addWidget(row.advice, 2, 1, 1, 3);
        m_listLayout->addWidget(whole);
        m_rows.push_back(row);
        showStep(i);
    }
    m_listLayout->addStretch(1);
}

void ConnectionTestDialog::showStep(int index)
{
    const Domain::ConnectionTestStep &step = m_test->steps().at(index);
    const Models::TestStepText text = Models::testStepText(step, m_profile);
    Row &row = m_rows[std::size_t(index)];
    const bool live = step.state == State::Running || step.state == State::Listening;
    if (live && !row.since.isValid())
        row.since.start();
    else if (!live)
        row.since.invalidate();
    row.dot->setPixmap(m_theme->dot(text.meaning).pixmap(12, 12));
    row.title->setText(text.title);
    row.state->setText(text.state);
    row.sentence->setText(text.sentence);
    row.sentence->setVisible(!text.sentence.isEmpty());
    row.advice->setText(text.advice);
    row.advice->setVisible(!text.advice.isEmpty());
    const QColor color = m_theme->color(text.meaning);
    const QColor quiet = m_theme->color(Models::Meaning::Quiet);
    colored(row.state, color);
    colored(row.time, quiet);
    colored(row.advice, quiet);
    const bool waits = step.state == State::Waiting || step.state == State::Skipped;
    colored(row.title, waits ? quiet : m_theme->color(Models::Meaning::Plain));
    colored(row.sentence, waits ? quiet : m_theme->color(Models::Meaning::Plain));
    showTime(index);
}

void ConnectionTestDialog::showTime(int index)
{
    const Row &row = m_rows[std::size_t(index)];
    if (row.since.isValid())
        row.time->setText(tr("%1 s").arg(row.since.elapsed() / 1000));
    else if (const qint64 ms = m_test->steps().at(index).elapsedMs; ms >= 1000)
        row.time->setText(tr("%1 s").arg(double(ms) / 1000, 0, 'f', 1));
    else if (ms >= 0)
        row.time->setText(tr("%1 ms").arg(ms));
    else
        row.time->clear();
}

void ConnectionTestDialog::updateTimes()
{
    for (int i = 0; i < int(m_rows.size()); ++i) {
        if (m_rows[std::size_t(i)].since.isValid())
            showTime(i);
    }
}

void ConnectionTestDialog::updateVerdict()
{
    Models::TestVerdict verdict;
    if (m_cancelled)
        verdict.sentence = tr("Cancelled.");
    else
        verdict = Models::testVerdict(m_test->steps());
    m_verdict->setText(verdict.sentence);
    colored(m_verdict, m_theme->color(verdict.meaning));
}

void ConnectionTestDialog::updateColors()
{
    for (int i = 0; m_test && i < int(m_rows.size()); ++i)
        showStep(i);
    if (m_test)
        updateVerdict();
}

} // namespace Gui
