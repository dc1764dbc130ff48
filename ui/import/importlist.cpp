// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importlist.h"

#include "ui/common/densetable.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

namespace Gui {

using Models::ImportsModel;
using Part = ImportsModel::Part;

ImportList::ImportList(ImportsModel *imports, Domain::DeviceImports *service, const Theme *theme, QString network,
                       QWidget *parent)
    : QWidget(parent)
    , m_imports(imports)
    , m_service(service)
    , m_network(std::move(network))
    , m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("importList"));
    m_table->setObjectName(QStringLiteral("importsTable"));
    m_table->setAccessibleName(tr("Earlier imports"));
    m_table->setModel(m_imports);
    m_table->setItemDelegate(new CellDelegate(theme, ImportsModel::MeaningRole, {}, m_table));
    makeDense(m_table);
    fitRowHeight(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(ImportsModel::FileColumn, QHeaderView::Stretch);
    m_table->setColumnWidth(ImportsModel::BegunColumn, 150);

    m_empty = new QLabel(tr("Nothing was imported into this application yet."), this);
    m_empty->setObjectName(QStringLiteral("importsEmpty"));
    const auto button = [this](const char *name, const QString &text, const QString &hint) {
        auto *result = new QPushButton(text, this);
        result->setObjectName(QLatin1String(name));
        result->setToolTip(hint);
        return result;
    };
    m_resume = button("importResumeButton", tr("Go on"), tr("Register what waits or has failed"));
    m_neverHeard = button("importNeverHeardButton", tr("Show who was never heard"),
                          tr("The log of those devices of this import of which nothing has arrived"));
    m_report = button("importReportButton", tr("Acceptance report…"),
                      tr("Each device with what became of it and when it was last heard, as CSV or JSON"));
    m_forget = button("importForgetButton", tr("Take off the list"), tr("The devices stay"));
    connect(m_resume, &QPushButton::clicked, this, [this] {
        if (row() >= 0)
            Q_EMIT resumeRequested(m_imports->record(row()).id);
    });
    connect(m_neverHeard, &QPushButton::clicked, this, [this] { showPart(Part::NeverHeard); });
    connect(m_report, &QPushButton::clicked, this, &ImportList::saveReport);
    connect(m_forget, &QPushButton::clicked, this, [this] {
        if (row() >= 0)
            m_imports->forget(row());
    });

    auto *title = new QLabel(tr("Earlier imports"), this);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    title->setBuddy(m_table);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QPushButton *each : {m_resume, m_neverHeard, m_report, m_forget})
        row->addWidget(each);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    layout->addLayout(row);
    layout->addStretch();

    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ImportList::update);
    connect(m_imports, &QAbstractItemModel::modelReset, this, &ImportList::update);
    connect(m_imports, &QAbstractItemModel::rowsRemoved, this, &ImportList::update);
    connect(m_imports, &QAbstractItemModel::rowsInserted, this, &ImportList::update);
    connect(m_imports, &QAbstractItemModel::dataChanged, this, &ImportList::update);
    connect(m_imports, &ImportsModel::loadingChanged, this, &ImportList::update);
    update();
}

int ImportList::row() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() && current.row() < m_imports->rowCount() ? current.row() : -1;
}

void ImportList::update()
{
    const bool some = m_imports->rowCount() > 0;
    m_table->setVisible(some);
    m_empty->setVisible(!some && !m_imports->isLoading());
    for (QPushButton *each : {m_resume, m_neverHeard, m_report, m_forget})
        each->setVisible(some);
    const int current = row();
    m_resume->setEnabled(current >= 0 && m_imports->index(current, 0).data(ImportsModel::CanResumeRole).toBool());
    m_neverHeard->setEnabled(current >= 0 && m_imports->count(current, Part::NeverHeard) > 0);
    m_report->setEnabled(current >= 0 && !m_writing.isPending());
    m_forget->setEnabled(current >= 0);
}

void ImportList::showPart(Part part)
{
    if (row() >= 0)
        Q_EMIT devicesRequested(m_imports->devices(row(), part));
}

void ImportList::contextMenuEvent(QContextMenuEvent *event)
{
    if (row() < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("importMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<Part, QString> parts[] = {{Part::Registered, tr("Log of the &registered ones")},
                                              {Part::Heard, tr("Log of those &heard since")},
                                              {Part::NeverHeard, tr("Log of those &never heard")}};
    for (const auto &[part, text] : parts) {
        QAction *action = menu->addAction(text, this, [this, part = part] { showPart(part); });
        action->setEnabled(m_imports->count(row(), part) > 0);
    }
    menu->popup(event->globalPos());
}

void ImportList::saveReport()
{
    if (row() < 0)
        return;
    const Domain::AcceptanceReport report = m_imports->report(row(), m_network);
    auto *dialog = new QFileDialog(this, tr("Save the acceptance report"));
    dialog->setObjectName(QStringLiteral("importReportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("CSV (*.csv)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(report.application + u"-acceptance.csv");
    connect(dialog, &QFileDialog::fileSelected, this, [this, report](const QString &path) {
        m_writing = m_service->writeReport(path, report);
        m_writing.then(this, [this, path](const Domain::Result<Domain::Done> &answer) {
            if (answer)
                Q_EMIT noted(tr("The report is in %1.").arg(path));
            else
                Q_EMIT failed(answer.problem);
            update();
        });
        update();
    });
    dialog->open();
}

} // namespace Gui
