// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importcheckstep.h"

#include "models/importtext.h"
#include "ui/common/densetable.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/import/columnmapping.h"
#include "ui/import/fieldchips.h"
#include "ui/import/importdefaults.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>

namespace Gui {

using Domain::ImportField;
using Models::ImportDraft;
using Models::ImportSheetModel;
namespace ImportText = Models::ImportText;

namespace {
constexpr int WidestColumn = 220;
}

ImportCheckStep::ImportCheckStep(ImportDraft *draft, Domain::CatalogApi *catalog, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_theme(theme)
    , m_sheet(draft)
    , m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("importCheckStep"));
    const auto label = [this](const char *name) {
        auto *result = new QLabel(this);
        result->setObjectName(QLatin1String(name));
        result->setTextFormat(Qt::PlainText);
        result->setWordWrap(true);
        return result;
    };
    m_counts = label("importCounts");
    m_lacks = label("importLacks");
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("importCheckProgress"));
    m_progress->setAccessibleName(tr("Checking"));
    m_progress->setMaximumWidth(160);
    m_doubts = new QCheckBox(tr("Register doubtful rows, too"), this);
    m_doubts->setObjectName(QStringLiteral("importDoubts"));
    m_doubts->setToolTip(tr("Rows that a spreadsheet may have damaged, as they stand. Nothing is repaired by guess."));
    connect(m_doubts, &QCheckBox::toggled, m_draft, &ImportDraft::setAcceptsDoubts);
    buildTable();

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("importDefaultsArea"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *defaults = new ImportDefaults(draft, catalog, theme, scroll);
    defaults->setContentsMargins(8, 0, 8, 0);
    scroll->setWidget(defaults);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("importSplitter"));
    splitter->addWidget(m_table);
    splitter->addWidget(scroll);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({700, 280});

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(m_counts, 1);
    bottom->addWidget(m_progress);
    bottom->addWidget(m_doubts);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(buildTop());
    layout->addWidget(m_mapping->chips());
    layout->addWidget(splitter, 1);
    layout->addWidget(m_lacks);
    layout->addLayout(bottom);

    connect(m_draft, &ImportDraft::documentChanged, this, &ImportCheckStep::takeDocument);
    connect(m_draft, &ImportDraft::checkChanged, this, &ImportCheckStep::update);
    connect(m_draft, &ImportDraft::busyChanged, this, &ImportCheckStep::update);
    connect(m_draft, &ImportDraft::planChanged, this, [this] {
        widenHeads();
        update();
    });
    connect(m_theme, &Theme::changed, this, &ImportCheckStep::update);
    takeDocument();
}

QWidget *ImportCheckStep::buildTop()
{
    auto *top = new QWidget(this);
    const auto labelled = [top](const QString &text, QWidget *field) {
        auto *label = new QLabel(text, top);
        label->setBuddy(field);
        field->setAccessibleName(QString(text).remove(u'&'));
        return label;
    };
    m_sheets = new QComboBox(top);
    m_sheets->setObjectName(QStringLiteral("importSheets"));
    connect(m_sheets, &QComboBox::activated, m_draft, &ImportDraft::setSheet);
    m_header = new QSpinBox(top);
    m_header->setObjectName(QStringLiteral("importHeaderRow"));
    m_header->setSpecialValueText(tr("none"));
    m_header->setToolTip(tr("The row with the columns' names: rows before it are no devices"));
    connect(m_header, &QSpinBox::valueChanged, this, [this](int value) { m_draft->setHeaderRow(value - 1); });
    m_show = new QComboBox(top);
    m_show->setObjectName(QStringLiteral("importShow"));
    using Show = ImportSheetModel::Show;
    const std::pair<Show, QString> shows[] = {{Show::All, tr("All rows")},
                                              {Show::Ready, tr("Those that are right")},
                                              {Show::Noted, tr("Those with a remark")},
                                              {Show::Doubtful, tr("Doubtful ones")},
                                              {Show::Wrong, tr("Wrong ones")}};
    for (const auto &[show, text] : shows)
        m_show->addItem(text, int(show));
    connect(m_show, &QComboBox::currentIndexChanged, this,
            [this] { m_sheet.setShow(Show(m_show->currentData().toInt())); });
    m_keys = new QCheckBox(tr("Show &keys"), top);
    m_keys->setObjectName(QStringLiteral("importShowKeys"));
    connect(m_keys, &QCheckBox::toggled, &m_sheet, &ImportSheetModel::setKeysShown);
    auto *next = new QPushButton(tr("Next re&mark"), top);
    next->setObjectName(QStringLiteral("importNextRemark"));
    next->setToolTip(tr("Go to the next row that is wrong or doubtful"));
    connect(next, &QPushButton::clicked, this, &ImportCheckStep::goToNextRemark);

    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(labelled(tr("&Sheet"), m_sheets));
    row->addWidget(m_sheets);
    row->addWidget(labelled(tr("Names are in &row"), m_header));
    row->addWidget(m_header);
    row->addWidget(labelled(tr("S&how"), m_show));
    row->addWidget(m_show);
    row->addWidget(next);
    row->addStretch();
    row->addWidget(m_keys);
    return top;
}

void ImportCheckStep::buildTable()
{
    m_table->setObjectName(QStringLiteral("importSheet"));
    m_table->setAccessibleName(tr("Rows of the list"));
    m_mapping = new ColumnMapping(m_draft, m_theme, m_table, this);
    connect(m_mapping, &ColumnMapping::fieldChosen, this, &ImportCheckStep::setField);
    m_table->setModel(&m_sheet);
    m_table->setItemDelegate(new CellDelegate(m_theme, ImportSheetModel::MeaningRole, {}, m_table));
    makeDense(m_table);
    fitRowHeight(m_table);
    QHeaderView *header = m_table->horizontalHeader();
    header->setObjectName(QStringLiteral("importSheetHeader"));
    header->setToolTip(tr("Click a column to say what it is (F2 for the current one), or drag it onto a field"));
    connect(header, &QHeaderView::sectionClicked, this, &ImportCheckStep::openColumnMenu);
    auto *choose = new QAction(tr("What this column is…"), this);
    choose->setObjectName(QStringLiteral("importColumnAction"));
    choose->setShortcut(Qt::Key_F2);
    choose->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(choose, &QAction::triggered, this, [this] { openColumnMenu(m_table->currentIndex().column()); });
    m_table->addAction(choose);
}

void ImportCheckStep::takeDocument()
{
    const Domain::ImportDocumentRef &document = m_draft->document();
    const QSignalBlocker quietSheets(m_sheets);
    const QSignalBlocker quietHeader(m_header);
    m_sheets->clear();
    for (std::size_t i = 0; document && i < document->sheets.size(); ++i) {
        const QString name = document->sheets[i].name;
        m_sheets->addItem(name.isEmpty() ? tr("Sheet %1").arg(i + 1) : name);
    }
    m_sheets->setCurrentIndex(m_draft->plan().sheet);
    m_sheets->setEnabled(m_sheets->count() > 1);
    const Domain::ImportSheet *sheet = m_draft->sheet();
    m_header->setRange(0, sheet ? std::min(sheet->rowCount(), 100) : 0);
    m_header->setValue(m_draft->plan().headerRow + 1);
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_sheet.columnCount(); ++column)
        m_table->setColumnWidth(column, std::clamp(m_table->columnWidth(column), 80, WidestColumn));
    // What comes here is not known yet.
    m_table->setColumnWidth(ImportSheetModel::StateColumn, 200);
    m_table->setColumnWidth(ImportSheetModel::IdColumn, 170);
    update();
}

/// So that one can read what a column has become. Never narrower: somebody may have set it.
void ImportCheckStep::widenHeads()
{
    for (int section = ImportSheetModel::FirstSheetColumn; section < m_sheet.columnCount(); ++section) {
        const int wanted = std::min(m_table->horizontalHeader()->sectionSizeHint(section), WidestColumn);
        if (wanted > m_table->columnWidth(section))
            m_table->setColumnWidth(section, wanted);
    }
}

void ImportCheckStep::update()
{
    const bool busy = m_draft->isChecking() || m_draft->isLooking();
    m_progress->setVisible(busy);
    if (const Domain::WorkProgressRef &progress = m_draft->progress(); busy && progress) {
        m_progress->setRange(0, int(progress->total.load()));
        m_progress->setValue(int(progress->done.load()));
    }
    const std::shared_ptr<const Domain::ImportCheck> &check = m_draft->check();
    QStringList remarks;
    if (check) {
        const QString counts = tr("%1 right · %2 doubtful · %3 wrong")
                                   .arg(groupedNumber(quint64(check->ready)), groupedNumber(quint64(check->doubtful)),
                                        groupedNumber(quint64(check->wrong)));
        m_counts->setText(check->estimate.calls > 0
                              ? QString(counts + QStringLiteral(". ") + ImportText::estimateText(check->estimate))
                              : counts);
        m_doubts->setVisible(check->doubtful > 0);
        for (const Domain::ImportFinding &finding : check->findings) {
            if (finding.row >= 0)
                break;
            remarks += ImportText::findingText(finding);
        }
        QStringList fields;
        for (const ImportField field : check->lacks)
            fields += ImportText::fieldName(field);
        if (!fields.isEmpty())
            remarks += tr("No row says: %1. Set it at the right, or choose its column.")
                           .arg(fields.join(QLatin1String(", ")));
    } else {
        m_counts->setText(busy ? tr("Checking…") : QString());
        m_doubts->hide();
    }
    m_lacks->setText(remarks.join(u'\n'));
    m_lacks->setVisible(!remarks.isEmpty());
    QPalette colors = m_lacks->palette();
    colors.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Bad));
    m_lacks->setPalette(colors);
}

void ImportCheckStep::openColumnMenu(int section)
{
    const int column = ImportSheetModel::sheetColumn(section);
    if (column < 0 || std::size_t(column) >= m_draft->plan().columns.size())
        return;
    const Domain::ImportColumn now = m_draft->plan().columns[std::size_t(column)];
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("importColumnMenu"));
    menu->setAccessibleName(tr("What this column is"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < int(ImportField::FieldCount); ++i) {
        const auto field = ImportField(i);
        const QString name = field == ImportField::None ? tr("Not used") : ImportText::fieldName(field);
        QAction *action = menu->addAction(name, this, [this, column, field] { setField(column, field); });
        action->setCheckable(true);
        action->setChecked(field == now.field);
    }
    menu->addSeparator();
    QAction *reversed = menu->addAction(tr("Least significant byte first"), this, [this, column, now] {
        Domain::ImportColumn other = now;
        other.reversed = !other.reversed;
        m_draft->setColumn(column, other);
    });
    reversed->setCheckable(true);
    reversed->setChecked(now.reversed);
    const int x = m_table->horizontalHeader()->sectionViewportPosition(section);
    menu->popup(m_table->horizontalHeader()->viewport()->mapToGlobal(QPoint(x, m_table->horizontalHeader()->height())));
}

void ImportCheckStep::setField(int column, ImportField field)
{
    Domain::ImportColumn meaning = m_draft->plan().columns[std::size_t(column)];
    meaning.field = field;
    if (field != ImportField::Attribute) {
        m_draft->setColumn(column, meaning);
        return;
    }
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("importAttributeDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Attribute"));
    dialog->setLabelText(tr("Name of the attribute: 3 to 36 lower-case letters, digits and single hyphens"));
    dialog->setTextValue(meaning.attribute);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, column, meaning](const QString &name) {
        Domain::ImportColumn named = meaning;
        named.attribute = name.trimmed();
        m_draft->setColumn(column, named);
    });
    dialog->open();
}

void ImportCheckStep::goToNextRemark()
{
    const int row = m_sheet.nextRemark(m_table->currentIndex().row());
    if (row < 0)
        return;
    m_table->setCurrentIndex(m_sheet.index(row, ImportSheetModel::StateColumn));
    m_table->scrollTo(m_table->currentIndex());
    m_table->setFocus();
}

void ImportCheckStep::takeFocus()
{
    m_table->setFocus();
}

} // namespace Gui
