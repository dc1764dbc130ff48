// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importrunstep.h"

#include "backend/domain/problemtext.h"
#include "models/importtext.h"
#include "ui/common/densetable.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

namespace Gui {

using Domain::ImportRun;
using Models::ImportRowsModel;

ImportRunStep::ImportRunStep(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("importRunStep"));
    const auto label = [this](const char *name) {
        auto *result = new QLabel(this);
        result->setObjectName(QLatin1String(name));
        result->setTextFormat(Qt::PlainText);
        result->setWordWrap(true);
        return result;
    };
    const auto button = [this](const char *name, const QString &text, const QString &hint) {
        auto *result = new QPushButton(text, this);
        result->setObjectName(QLatin1String(name));
        result->setToolTip(hint);
        return result;
    };
    m_text = label("importRunText");
    m_problem = label("importRunProblem");
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("importRunProgress"));
    m_progress->setAccessibleName(tr("Registered"));
    m_show = new QComboBox(this);
    m_show->setObjectName(QStringLiteral("importRunShow"));
    m_show->setAccessibleName(tr("Rows shown"));
    using Show = ImportRowsModel::Show;
    const std::pair<Show, QString> shows[] = {{Show::All, tr("All rows")},
                                              {Show::Open, tr("Not registered yet")},
                                              {Show::Failed, tr("Failed")},
                                              {Show::Registered, tr("Registered")}};
    for (const auto &[show, text] : shows)
        m_show->addItem(text, int(show));
    connect(m_show, &QComboBox::currentIndexChanged, this,
            [this] { m_rows.setShow(Show(m_show->currentData().toInt())); });

    m_first = button("importFirstButton", tr("Register &one first"),
                     tr("The first row only: look at it, then go on with the rest"));
    m_all = button("importAllButton", tr("&Register all"), tr("What is registered already stays as it is"));
    m_stop = button("importStopButton", tr("&Stop"), tr("What is under way comes to its end; it can go on later"));
    m_retry = button("importRetryButton", tr("&Try what failed again"), tr("Only rows that failed"));
    connect(m_first, &QPushButton::clicked, this, [this] { m_run->start(1); });
    connect(m_all, &QPushButton::clicked, this, [this] { m_run->start(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_run->stop(); });
    connect(m_retry, &QPushButton::clicked, this, [this] {
        m_run->retryFailed();
        m_run->start();
    });

    m_table->setObjectName(QStringLiteral("importRows"));
    m_table->setAccessibleName(tr("Rows of the import"));
    m_table->setModel(&m_rows);
    m_table->setItemDelegate(
        new CellDelegate(theme, ImportRowsModel::MeaningRole, {ImportRowsModel::DevEuiColumn}, m_table));
    makeDense(m_table);
    fitRowHeight(m_table);
    m_table->horizontalHeader()->setSectionResizeMode(ImportRowsModel::StateColumn, QHeaderView::Stretch);
    m_table->setColumnWidth(ImportRowsModel::RowColumn, 56);
    m_table->setColumnWidth(ImportRowsModel::IdColumn, 180);
    m_table->setColumnWidth(ImportRowsModel::NameColumn, 140);
    m_table->setColumnWidth(ImportRowsModel::DevEuiColumn, 160);
    m_table->setColumnWidth(ImportRowsModel::TimeColumn,
                            m_table->fontMetrics().horizontalAdvance(QStringLiteral("0000-00-00 00:00:00")) + 16);

    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_progress, 1);
    top->addWidget(m_show);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_text, 1);
    for (QPushButton *each : {m_retry, m_stop, m_first, m_all})
        buttons->addWidget(each);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    QWidget *before = m_show;
    for (QWidget *each :
         {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_retry), static_cast<QWidget *>(m_stop),
          static_cast<QWidget *>(m_first), static_cast<QWidget *>(m_all)}) {
        setTabOrder(before, each);
        before = each;
    }
    connect(m_theme, &Theme::changed, this, &ImportRunStep::update);
    update();
}

void ImportRunStep::forgetRun()
{
    if (m_run)
        m_run->disconnect(this);
    m_run = nullptr;
    m_rows.setRun(nullptr);
}

void ImportRunStep::setRun(ImportRun *run)
{
    forgetRun();
    m_run = run;
    m_rows.setRun(run);
    if (m_run) {
        connect(m_run, &ImportRun::stateChanged, this, &ImportRunStep::update);
        connect(m_run, &ImportRun::progressChanged, this, &ImportRunStep::update);
    }
    update();
}

void ImportRunStep::update()
{
    using State = ImportRun::State;
    const State state = m_run ? m_run->state() : State::Preparing;
    const ImportRun::Progress progress = m_run ? m_run->progress() : ImportRun::Progress();
    const int all = progress.waiting + progress.underWay + progress.done + progress.failed;
    m_progress->setRange(0, std::max(all, 1));
    m_progress->setValue(progress.done + progress.failed);
    m_text->setText(m_run ? Models::ImportText::runText(state, progress) : QString());
    const bool still = state == State::Ready || state == State::Stopped;
    m_first->setVisible(still);
    m_first->setEnabled(progress.waiting > 0);
    m_all->setVisible(still);
    m_all->setEnabled(progress.waiting > 0);
    m_all->setDefault(true);
    m_stop->setVisible(state == State::Running || state == State::Stopping);
    m_stop->setEnabled(state == State::Running);
    m_retry->setVisible((still || state == State::Ended) && progress.failed > 0);
    const Domain::Problem problem = m_run ? m_run->problem() : Domain::Problem();
    m_problem->setVisible(bool(problem));
    m_problem->setText(problem ? Domain::problemLine(problem) : QString());
    QPalette colors = m_problem->palette();
    colors.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Bad));
    m_problem->setPalette(colors);
}

void ImportRunStep::takeFocus()
{
    m_all->isVisible() ? m_all->setFocus() : m_table->setFocus();
}

} // namespace Gui
