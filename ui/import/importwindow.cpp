// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importwindow.h"

#include "backend/domain/dictionary.h"
#include "models/importtext.h"
#include "ui/common/noticebar.h"
#include "ui/common/stepbar.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/import/importcheckstep.h"
#include "ui/import/importlist.h"
#include "ui/import/importrunstep.h"
#include "ui/import/importsourcestep.h"

#include <QBoxLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>

namespace Gui {

using Domain::ImportRun;
using Models::ImportDraft;

namespace {

constexpr QSize UsualSize(1080, 680);
constexpr int Margin = 24;

Domain::ImportTarget targetOf(const ConsoleContext &context, const Scope &scope)
{
    const Domain::Profile profile = context.profile(scope.profile);
    return {profile.id.toString(QUuid::WithoutBraces), scope.application, profile.generation};
}

/// Not larger than the screen, unless the window below it is.
QSize usualSize(const QWidget *below)
{
    const QSize screen = (below ? below->screen() : QGuiApplication::primaryScreen())->availableSize();
    return UsualSize.boundedTo(below ? screen.expandedTo(below->size()) : screen);
}

} // namespace

ImportWindow::ImportWindow(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme,
                           const Scope &scope, std::shared_ptr<Domain::NetworkApi> network, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_scope(scope)
    , m_network(std::move(network))
    , m_imports(context->deviceImports())
    , m_draft(&m_imports, targetOf(*context, scope))
    , m_list(&m_imports, activity, m_draft.target().profile, scope.profile, scope.application)
{
    setObjectName(QStringLiteral("importWindow"));
    setWindowTitle(tr("Import devices into %1").arg(scope.application));
    resize(usualSize(parent));
    m_steps = new StepBar(theme, this);
    m_steps->setSteps({tr("List"), tr("Columns and rows"), tr("Register")});
    connect(m_steps, &StepBar::stepChosen, this, [this](int step) {
        if (isRunning() || step >= int(m_step))
            return;
        goBack();
        if (step < int(m_step))
            goBack();
    });

    m_source = new ImportSourceStep(&m_draft, theme, this);
    m_listView = new ImportList(&m_list, &m_imports, theme, context->profile(scope.profile).name, this);
    auto *first = new QWidget(this);
    auto *column = new QVBoxLayout(first);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(24);
    column->addWidget(m_source);
    column->addWidget(m_listView, 1);
    m_check = new ImportCheckStep(&m_draft, m_network->catalog(), theme, this);
    m_running = new ImportRunStep(theme, this);
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("importPages"));
    for (QWidget *page : {first, static_cast<QWidget *>(m_check), static_cast<QWidget *>(m_running)})
        m_pages->addWidget(page);
    m_notice = new NoticeBar(theme, this);
    m_notice->clear();
    connect(m_notice, &NoticeBar::dismissed, m_notice, &NoticeBar::clear);

    const auto button = [this](const char *name, const QString &text) {
        auto *result = new QPushButton(text, this);
        result->setObjectName(QLatin1String(name));
        result->setAutoDefault(false);
        return result;
    };
    m_close = button("importCloseButton", tr("Close"));
    m_back = button("importBackButton", tr("&Back"));
    m_next = button("importNextButton", tr("&Next"));
    connect(m_back, &QPushButton::clicked, this, &ImportWindow::goBack);
    connect(m_next, &QPushButton::clicked, this, &ImportWindow::goOn);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);

    auto *right = new QVBoxLayout;
    right->setContentsMargins(Margin, Margin, Margin, Margin);
    right->setSpacing(12);
    right->addWidget(m_notice);
    right->addWidget(m_pages, 1);
    right->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_steps);
    layout->addLayout(right, 1);

    connect(m_listView, &ImportList::resumeRequested, this, &ImportWindow::resume);
    connect(m_listView, &ImportList::noted, this, &ImportWindow::noted);
    connect(m_listView, &ImportList::failed, this,
            [this](const Domain::Problem &problem) { m_notice->showProblem({}, problem, {}, true); });
    connect(m_listView, &ImportList::devicesRequested, this,
            [this](const QStringList &devices) { Q_EMIT devicesRequested(m_scope, devices); });
    connect(&m_draft, &ImportDraft::documentChanged, this, [this] {
        if (m_draft.document() && m_step == Step::Source)
            setStep(Step::Check);
        update();
    });
    connect(&m_draft, &ImportDraft::checkChanged, this, &ImportWindow::update);
    connect(&m_draft, &ImportDraft::busyChanged, this, &ImportWindow::update);
    connect(&m_draft, &ImportDraft::lookedAround, this, [this] {
        if (const Domain::Problem problem = m_draft.lookProblem())
            m_notice->showProblem(tr("It is not known what the application has"), problem, {}, true);
    });
    m_draft.look(m_network->devices(), m_network->catalog());
    m_list.refresh();
    setStep(Step::Source);
}

ImportWindow::~ImportWindow()
{
    m_running->forgetRun(); // showing that there is none would need the theme, which the main window deletes earlier
    if (m_work)
        m_context->backgroundWork().stopped(m_work);
}

bool ImportWindow::isRunning() const
{
    return m_run && (m_run->state() == ImportRun::State::Running || m_run->state() == ImportRun::State::Stopping);
}

void ImportWindow::setStep(Step step)
{
    m_step = step;
    m_pages->setCurrentIndex(int(step));
    switch (step) {
    case Step::Source:
        m_source->takeFocus();
        break;
    case Step::Check:
        m_check->takeFocus();
        break;
    case Step::Run:
        m_running->takeFocus();
        break;
    }
    update();
}

void ImportWindow::update()
{
    m_steps->setCurrent(int(m_step), !isRunning());
    m_back->setVisible(m_step != Step::Source);
    m_back->setEnabled(!isRunning());
    m_next->setVisible(m_step != Step::Run);
    m_next->setText(m_step == Step::Check ? tr("&Next: register") : tr("&Next"));
    m_next->setEnabled(m_step == Step::Source ? m_draft.document() != nullptr : m_draft.canBegin());
    m_close->setText(isRunning() ? tr("Go on in the background") : tr("Close"));
}

void ImportWindow::goOn()
{
    if (m_step == Step::Source)
        setStep(Step::Check);
    else if (m_step == Step::Check && m_draft.canBegin())
        begin();
}

void ImportWindow::goBack()
{
    // What was registered is known to the next check.
    if (m_step == Step::Run) {
        m_running->setRun(nullptr);
        m_run.reset();
        m_list.refresh();
        m_draft.look(m_network->devices(), m_network->catalog());
    }
    setStep(m_step == Step::Run && m_draft.document() ? Step::Check : Step::Source);
}

void ImportWindow::begin()
{
    watch(m_draft.begin(m_network->devices()));
}

void ImportWindow::resume(const QString &import)
{
    watch(m_imports.resume(m_network->devices(), import));
}

void ImportWindow::watch(std::unique_ptr<ImportRun> run)
{
    m_running->setRun(nullptr);
    m_run = std::move(run);
    m_running->setRun(m_run.get());
    connect(m_run.get(), &ImportRun::stateChanged, this, &ImportWindow::onRunChanged);
    connect(m_run.get(), &ImportRun::progressChanged, this, &ImportWindow::showWork);
    setStep(Step::Run);
}

void ImportWindow::showWork()
{
    if (!m_work)
        return;
    const ImportRun::Progress progress = m_run->progress();
    const int settled = progress.done + progress.failed;
    m_context->backgroundWork().setProgress(m_work, quint64(settled),
                                            quint64(settled + progress.waiting + progress.underWay),
                                            Models::ImportText::runText(m_run->state(), progress));
}

void ImportWindow::onRunChanged()
{
    Models::BackgroundWork &work = m_context->backgroundWork();
    if (isRunning() && !m_work) {
        m_work = work.add(tr("Registering devices in %1").arg(m_scope.application), [this] {
            if (m_run)
                m_run->stop();
        });
    } else if (!isRunning() && m_work) {
        const ImportRun::Progress progress = m_run->progress();
        const Models::BackgroundWork::Id ended = std::exchange(m_work, 0);
        if (const Domain::Problem problem = m_run->problem())
            work.fail(ended, problem);
        else if (progress.waiting > 0)
            work.stopped(ended);
        else
            work.finish(ended, tr("%1 registered, %2 failed").arg(progress.done).arg(progress.failed));
        m_list.refresh();
        Q_EMIT registered();
    }
    update();
}

void ImportWindow::reject()
{
    if (isRunning())
        hide(); // the work is listed in the status bar; opening the import again shows it
    else
        QDialog::reject();
}

} // namespace Gui
