// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/registrationwizard.h"

#include "backend/domain/networkapi.h"
#include "backend/domain/problemtext.h"
#include "ui/common/stepbar.h"
#include "ui/common/theme.h"
#include "ui/registration/checkstep.h"
#include "ui/registration/donestep.h"
#include "ui/registration/identitystep.h"
#include "ui/registration/placestep.h"
#include "ui/registration/productstep.h"
#include "ui/registration/radiostep.h"
#include "ui/registration/scanstep.h"
#include "ui/registration/startstep.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace Gui {

using Models::RegistrationDraft;
using Models::RegistrationList;
using Way = RegistrationWork::Way;
using State = RegistrationList::State;
using Part = RegistrationDraft::Part;

namespace {

constexpr int Width = 900;
constexpr int Height = 680;
constexpr int LeastHeight = 440;
constexpr int Margin = 24;
constexpr double TitleScale = 1.25;

QString withShortcut(const QString &text, const QKeySequence &keys)
{
    return keys.isEmpty() ? text : QString(text + u" (" + keys.toString(QKeySequence::NativeText) + u')');
}

} // namespace

RegistrationWizard::RegistrationWizard(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent,
                                       const QString &copyOf)
    : QDialog(parent)
    , m_work(new RegistrationWork(context, theme, scope, this))
    , m_theme(theme)
    , m_bar(new StepBar(theme, this))
    , m_title(new QLabel(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("registrationWizard"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Register a device in %1").arg(scope.application));
    m_title->setObjectName(QStringLiteral("stepTitle"));
    m_title->setAccessibleName(tr("Step"));
    m_title->setTextFormat(Qt::PlainText);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);

    buildSteps();
    connectSteps();
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    auto *heading = new QVBoxLayout;
    heading->setContentsMargins(Margin, Margin, Margin, 12);
    heading->addWidget(m_title);
    right->addLayout(heading);
    right->addWidget(m_stack, 1);
    right->addWidget(buildButtons());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addLayout(right, 1);
    resize(Width, parent ? std::clamp(parent->window()->height() - 2 * Margin, LeastHeight, Height) : Height);

    if (m_work->catalog().api())
        m_work->way = Way::Repository;
    m_work->catalog().load();
    goTo(Step::Start);
    if (!copyOf.isEmpty())
        m_start->copy(copyOf);
}

RegistrationWizard::~RegistrationWizard()
{
    m_work->disconnect(this);
    m_work->list().disconnect(this);
}

void RegistrationWizard::setSettings(QSettings *settings)
{
    if (m_work->way != Way::Copy)
        m_work->setSettings(settings);
}

void RegistrationWizard::setCodeReader(CodeReader *reader)
{
    m_work->setCodeReader(reader);
}

void RegistrationWizard::addStep(Step step, RegistrationStep *page)
{
    auto *padded = new QWidget(this);
    auto *padding = new QVBoxLayout(padded);
    padding->setContentsMargins(Margin, 0, Margin, 8);
    padding->addWidget(page);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"stepPage" + QString::number(int(step)));
    scroll->setAccessibleName(page->title());
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(padded);
    m_stack->addWidget(scroll);
    m_steps[step] = page;
    connect(page, &RegistrationStep::changed, this, &RegistrationWizard::updateButtons);
}

void RegistrationWizard::buildSteps()
{
    m_start = new StartStep(m_work, this);
    m_scan = new ScanStep(m_work, this);
    m_check = new CheckStep(m_work, this);
    m_done = new DoneStep(m_work, this);
    // In the order of Step: a page is found by it.
    addStep(Step::Start, m_start);
    addStep(Step::Product, new ProductStep(m_work, this));
    addStep(Step::Radio, new RadioStep(m_work, this));
    addStep(Step::Identity, new IdentityStep(m_work, this));
    addStep(Step::Place, new PlaceStep(m_work, this));
    addStep(Step::Check, m_check);
    addStep(Step::Scan, m_scan);
    addStep(Step::Done, m_done);
}

void RegistrationWizard::connectSteps()
{
    connect(m_bar, &StepBar::stepChosen, this, [this](int step) {
        if (std::size_t(step) < m_at)
            goTo(path().at(std::size_t(step)));
    });
    connect(m_start, &StartStep::wayChosen, this, &RegistrationWizard::updateSteps);
    connect(m_check, &CheckStep::cleanUpRequested, this, [this](bool again) {
        m_work->list().cleanUp(0, again);
        onListChanged();
    });
    connect(m_scan, &ScanStep::cleanUpRequested, this, [this](int row) {
        m_work->list().cleanUp(row, false);
        onListChanged();
    });
    connect(m_done, &DoneStep::anotherRequested, this, &RegistrationWizard::another);
    connect(m_done, &DoneStep::detailsRequested, this, [this](const QString &device) {
        Q_EMIT detailsRequested(device);
        leave();
    });
    RegistrationList *list = &m_work->list();
    connect(list, &RegistrationList::registered, this, &RegistrationWizard::registered);
    connect(list, &RegistrationList::stateChanged, this, &RegistrationWizard::onListChanged);
    connect(list, &RegistrationList::finished, this, &RegistrationWizard::onListFinished);
}

QWidget *RegistrationWizard::buildButtons()
{
    auto *row = new QWidget(this);
    m_cancel = new QPushButton(row);
    m_cancel->setObjectName(QStringLiteral("wizardCancel"));
    m_cancel->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_work->list().isRunning())
            m_work->list().cancel();
        else
            reject();
    });
    m_back = new QPushButton(tr("Back"), row);
    m_back->setObjectName(QStringLiteral("wizardBack"));
    m_back->setAutoDefault(false);
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    m_back->setToolTip(withShortcut(tr("Back; nothing is lost"), m_back->shortcut()));
    connect(m_back, &QPushButton::clicked, this, &RegistrationWizard::goBack);
    m_next = new QPushButton(row);
    m_next->setObjectName(QStringLiteral("wizardNext"));
    m_next->setDefault(true);
    connect(m_next, &QPushButton::clicked, this, &RegistrationWizard::goForward);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(Margin, 8, Margin, 16);
    layout->addStretch();
    layout->addWidget(m_cancel);
    layout->addWidget(m_back);
    layout->addWidget(m_next);
    return row;
}

// --- Going ---

std::vector<RegistrationWizard::Step> RegistrationWizard::path() const
{
    if (m_work->way == Way::Scan) {
        if (m_work->draft.hasRadio())
            return {Step::Start, Step::Radio, Step::Scan, Step::Done};
        return {Step::Start, Step::Scan, Step::Done};
    }
    std::vector<Step> steps{Step::Start, Step::Radio, Step::Identity, Step::Place, Step::Check, Step::Done};
    if (m_work->way == Way::Repository)
        steps.insert(steps.begin() + 1, Step::Product);
    return steps;
}

RegistrationWizard::Step RegistrationWizard::current() const
{
    const std::vector<Step> steps = path();
    return steps.at(std::min(m_at, steps.size() - 1));
}

void RegistrationWizard::goTo(Step step)
{
    const std::vector<Step> steps = path();
    m_at = std::size_t(std::find(steps.begin(), steps.end(), step) - steps.begin());
    RegistrationStep *page = m_steps.at(step);
    m_stack->setCurrentIndex(int(step));
    m_title->setText(page->title());
    page->enter();
    updateSteps();
    page->takeFocus();
}

void RegistrationWizard::updateSteps()
{
    QStringList titles;
    for (const Step step : path())
        titles += m_steps.at(step)->title();
    m_bar->setSteps(titles);
    m_bar->setCurrent(int(m_at), current() != Step::Done && !m_work->list().isRunning());
    updateButtons();
}

void RegistrationWizard::goForward()
{
    const Step here = current();
    if (here == Step::Done) {
        leave();
        return;
    }
    if (!m_steps.at(here)->finish())
        return;
    if (here == Step::Check || here == Step::Scan) {
        if (here == Step::Scan && m_work->list().readyCount() == 0)
            goTo(Step::Done);
        else
            startRegistration();
        return;
    }
    goTo(path().at(m_at + 1));
}

void RegistrationWizard::goBack()
{
    if (m_at > 0 && !m_work->list().isRunning() && current() != Step::Done)
        goTo(path().at(m_at - 1));
}

void RegistrationWizard::updateButtons()
{
    const Step here = current();
    RegistrationList &list = m_work->list();
    const bool running = list.isRunning();
    QString word = tr("Next");
    bool enabled = m_work->network() != nullptr && !running;
    if (here == Step::Check) {
        const bool incomplete = list.count() == 1 && list.entry(0).state == State::Incomplete;
        word = tr("Register");
        enabled = enabled && !incomplete;
    } else if (here == Step::Scan) {
        const int ready = list.readyCount();
        word = ready == 1 ? tr("Register 1 device") : tr("Register %1 devices").arg(ready);
        if (ready == 0 && list.countOf(State::Registered) > 0)
            word = tr("Next");
        else
            enabled = enabled && ready > 0;
    } else if (here == Step::Done) {
        word = tr("Close");
        enabled = true;
    }
    m_next->setText(word);
    m_next->setEnabled(enabled);
    // After the text: it would take the shortcut away.
    m_next->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_next->setToolTip(m_work->network() ? withShortcut(word, m_next->shortcut())
                                         : tr("The key of this application is not known."));
    m_back->setVisible(here != Step::Start && here != Step::Done);
    m_back->setEnabled(!running);
    m_cancel->setVisible(here != Step::Done);
    m_cancel->setText(running ? tr("Stop") : tr("Cancel"));
    m_cancel->setToolTip(running ? tr("Cancel, and take back what was made (Esc)") : tr("Register nothing (Esc)"));
}

// --- Registering ---

void RegistrationWizard::startRegistration()
{
    RegistrationList &list = m_work->list();
    if (current() == Step::Check) {
        if (!m_work->draft.isComplete()) { // changed on the way back
            for (const auto &[part, step] :
                 {std::pair(Part::Radio, Step::Radio), std::pair(Part::Identity, Step::Identity),
                  std::pair(Part::Place, Step::Place)}) {
                if (m_work->draft.firstMistake(part) != RegistrationDraft::Field::None) {
                    goTo(step);
                    (void)m_steps.at(step)->finish();
                    return;
                }
            }
        }
        list.clear();
        list.add({m_work->draft, m_work->product, {}, State::Waiting, {}});
    }
    m_work->remember();
    list.registerAll();
    updateSteps();
    if (current() == Step::Check)
        m_check->updateState();
}

void RegistrationWizard::onListChanged()
{
    if (current() == Step::Check)
        m_check->updateState();
    updateSteps();
}

void RegistrationWizard::onListFinished()
{
    if (current() == Step::Check)
        finishSingle();
    else if (current() == Step::Scan)
        finishScan();
    updateSteps();
}

void RegistrationWizard::finishSingle()
{
    const RegistrationList::Entry &entry = m_work->list().entry(0);
    if (entry.state == State::Registered) {
        m_work->setTouched(false);
        goTo(Step::Done);
        return;
    }
    m_check->updateState();
    const RegistrationDraft::Field field = RegistrationDraft::fieldOf(entry.problem);
    if (entry.state != State::Failed || field == RegistrationDraft::Field::None)
        return;
    // Errors stand at their field.
    m_work->refusedField = field;
    m_work->refusal = Domain::problemLine(entry.problem);
    for (const auto &[part, step] : {std::pair(Part::Radio, Step::Radio), std::pair(Part::Identity, Step::Identity),
                                     std::pair(Part::Place, Step::Place)}) {
        if (RegistrationDraft::fields(part).contains(field) && m_work->draft.has(field)) {
            goTo(step);
            m_steps.at(step)->showRefusal();
            return;
        }
    }
}

void RegistrationWizard::finishScan()
{
    const RegistrationList &list = m_work->list();
    if (list.countOf(State::Registered) == list.count() && list.count() > 0) {
        m_work->setTouched(false);
        goTo(Step::Done);
    }
}

void RegistrationWizard::another()
{
    const bool scans = m_work->way == Way::Scan;
    m_work->startNext();
    goTo(scans ? Step::Scan : Step::Identity);
}

// --- Closing ---

bool RegistrationWizard::mayClose()
{
    RegistrationList &list = m_work->list();
    if (m_leaving || current() == Step::Done)
        return true;
    if (list.isRunning()) {
        list.cancel();
        Q_EMIT noted(tr("The registration was cancelled. What had been made of it is taken back."));
        return true;
    }
    if (!m_work->isTouched())
        return true;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Close without registering?"),
                                tr("What you entered here is lost."), QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("discardBox"));
    box->setAccessibleName(box->windowTitle());
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *discard = box->addButton(tr("Close"), QMessageBox::AcceptRole);
    discard->setObjectName(QStringLiteral("discardClose"));
    QPushButton *stay = box->addButton(tr("Go on"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("discardStay"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(discard, &QPushButton::clicked, this, &RegistrationWizard::leave);
    box->open();
    return false;
}

void RegistrationWizard::leave()
{
    m_leaving = true;
    QDialog::reject();
}

void RegistrationWizard::reject()
{
    if (mayClose())
        leave();
}

void RegistrationWizard::closeEvent(QCloseEvent *event)
{
    if (!mayClose()) {
        event->ignore();
        return;
    }
    m_leaving = true;
    QDialog::closeEvent(event);
}

} // namespace Gui
