// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/deleteddialog.h"

#include "ui/common/densetable.h"
#include "ui/common/noticebar.h"
#include "ui/common/statenote.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

namespace Gui {

using Models::ApplicationsModel;

namespace {

constexpr QSize DialogSize(640, 380);

} // namespace

DeletedDialog::DeletedDialog(std::shared_ptr<Domain::NetworkApi> network, const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_network(std::move(network))
    , m_notice(new NoticeBar(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(m_stack))
    , m_note(new StateNote(theme, m_stack))
    , m_restore(new QPushButton(tr("Restore"), this))
{
    setObjectName(QStringLiteral("deletedDialog"));
    setWindowTitle(tr("Recently deleted applications"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(DialogSize);
    auto *text
        = new QLabel(tr("For 24 hours a deleted application can be brought back, with its name, attributes, people "
                        "and keys, and without devices. Then it is gone."),
                     this);
    text->setObjectName(QStringLiteral("deletedText"));
    text->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("deletedTable"));
    m_table->setAccessibleName(tr("Deleted applications"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new CellDelegate(theme, ApplicationsModel::MeaningRole, {}, m_table));
    makeDense(m_table);
    fitRowHeight(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    for (const int column : {ApplicationsModel::Watch, ApplicationsModel::Devices, ApplicationsModel::LastHeard})
        m_table->setColumnHidden(column, true);
    m_table->setColumnWidth(ApplicationsModel::Id, 150);
    m_table->setColumnWidth(ApplicationsModel::Name, 170);
    m_table->setColumnWidth(ApplicationsModel::Created, 120);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_note);
    m_restore->setObjectName(QStringLiteral("restoreApplication"));
    m_restore->setDefault(true);
    m_restore->setToolTip(tr("Bring the chosen application back"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closeButton"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_restore, &QPushButton::clicked, this, &DeletedDialog::restore);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DeletedDialog::updateButtons);
    connect(m_note, &StateNote::actionRequested, this, &DeletedDialog::load);
    connect(&m_loader, &Models::ApplicationLoader::arrived, &m_model, &ApplicationsModel::add);
    connect(&m_loader, &Models::ApplicationLoader::finished, this, &DeletedDialog::onFinished);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_restore);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(text);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    layout->addLayout(buttons);
    setTabOrder(close, m_restore);
    load();
}

DeletedDialog::~DeletedDialog()
{
    // The view goes before the model that it shows.
    delete m_table;
}

void DeletedDialog::load()
{
    m_model.clear();
    m_note->showLoading(tr("Loading what was deleted…"));
    m_stack->setCurrentIndex(1);
    m_loader.start(m_network, true);
    updateButtons();
}

void DeletedDialog::onFinished(const Domain::Problem &problem)
{
    if (problem)
        m_note->showProblem(problem, tr("Try again"));
    else
        m_note->showText(tr("Nothing was deleted lately"), tr("Deleted applications stand here for 24 hours."));
    const bool some = !problem && m_model.rowCount() > 0;
    m_stack->setCurrentIndex(some ? 0 : 1);
    if (some)
        m_table->setCurrentIndex(m_model.index(0, ApplicationsModel::Id));
    updateButtons();
}

QString DeletedDialog::currentId() const
{
    return m_stack->currentIndex() == 0 ? m_table->currentIndex().data(ApplicationsModel::IdRole).toString()
                                        : QString();
}

void DeletedDialog::updateButtons()
{
    m_restore->setEnabled(!currentId().isEmpty() && !m_call.isPending());
}

void DeletedDialog::restore()
{
    const QString id = currentId();
    if (id.isEmpty())
        return;
    m_notice->clear();
    m_call = m_network->restoreApplication(id);
    updateButtons();
    m_call.then(this, [this, id](const Domain::Result<Domain::Done> &answer) {
        if (answer.problem) {
            m_notice->showProblem({}, answer.problem, {}, true);
            updateButtons();
            return;
        }
        Q_EMIT restored(id);
        load();
    });
}

} // namespace Gui
