// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importsheetmodel.h"

#include "models/importtext.h"

#include <algorithm>
#include <span>

namespace Models {

namespace {

using Domain::ImportCheck;
using Domain::ImportField;
using Domain::ImportFinding;
using Domain::ImportRowCheck;
using Domain::ImportSeverity;
using Domain::ImportSheet;

/// Cells are shown up to here; the rest is in the file.
constexpr qsizetype longestCell = 300;

Meaning meaningOf(ImportSeverity severity)
{
    switch (severity) {
    case ImportSeverity::Fine:
        return Meaning::Plain;
    case ImportSeverity::Note:
        return Meaning::Quiet;
    case ImportSeverity::Doubt:
        return Meaning::Downlink;
    case ImportSeverity::Error:
        break;
    }
    return Meaning::Bad;
}

} // namespace

ImportSheetModel::ImportSheetModel(const ImportDraft *draft, QObject *parent)
    : QAbstractTableModel(parent)
    , m_draft(draft)
{
    connect(draft, &ImportDraft::documentChanged, this, &ImportSheetModel::rebuild);
    connect(draft, &ImportDraft::checkChanged, this, &ImportSheetModel::onChecked);
    connect(draft, &ImportDraft::planChanged, this, [this] {
        if (columnCount() > 0)
            Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    });
    listRows();
}

void ImportSheetModel::setShow(Show show)
{
    if (show == m_show)
        return;
    m_show = show;
    rebuild();
}

void ImportSheetModel::setKeysShown(bool shown)
{
    if (shown == m_keysShown)
        return;
    m_keysShown = shown;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ImportSheetModel::rebuild()
{
    beginResetModel();
    listRows();
    endResetModel();
}

/// Which rows are shown only depends on the check where some are left out.
void ImportSheetModel::onChecked()
{
    if (m_show != Show::All)
        rebuild();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ImportSheetModel::listRows()
{
    m_rows.clear();
    const ImportSheet *sheet = m_draft->sheet();
    m_columns = sheet ? sheet->columnCount() : 0;
    for (int row = 0; sheet && row < sheet->rowCount(); ++row) {
        if (isShown(row))
            m_rows.push_back(row);
    }
}

bool ImportSheetModel::isShown(int sheetRow) const
{
    if (m_show == Show::All)
        return true;
    const ImportRowCheck *check = checkOf(sheetRow);
    if (!check)
        return false;
    switch (m_show) {
    case Show::All:
        break;
    case Show::Ready:
        return check->severity <= ImportSeverity::Note;
    case Show::Noted:
        return check->severity != ImportSeverity::Fine;
    case Show::Doubtful:
        return check->severity == ImportSeverity::Doubt;
    case Show::Wrong:
        return check->severity == ImportSeverity::Error;
    }
    return true;
}

const ImportRowCheck *ImportSheetModel::checkOf(int sheetRow) const
{
    const ImportCheck *check = m_draft->check().get();
    if (!check || sheetRow < check->firstRow || std::size_t(sheetRow) >= check->rows.size())
        return nullptr;
    return &check->rows[std::size_t(sheetRow)];
}

const ImportFinding *ImportSheetModel::findingAt(int sheetRow, int sheetColumn) const
{
    const ImportRowCheck *row = checkOf(sheetRow);
    const ImportFinding *worst = nullptr;
    for (quint32 i = 0; row && i < row->findings; ++i) {
        const ImportFinding &finding = m_draft->check()->findings[row->firstFinding + i];
        if (finding.column == sheetColumn && (!worst || finding.severity > worst->severity))
            worst = &finding;
    }
    return worst;
}

/// One line each; of the whole row with column -2.
QString ImportSheetModel::remarks(int sheetRow, int sheetColumn) const
{
    const ImportRowCheck *row = checkOf(sheetRow);
    QStringList lines;
    for (quint32 i = 0; row && i < row->findings; ++i) {
        const ImportFinding &finding = m_draft->check()->findings[row->firstFinding + i];
        if (sheetColumn == -2 && finding.column >= 0) {
            const std::size_t column = std::size_t(finding.column);
            const std::vector<Domain::ImportColumn> &columns = m_draft->check()->plan.columns;
            const QString name = column < columns.size() ? ImportText::fieldName(columns[column].field) : QString();
            lines += name.isEmpty() ? ImportText::findingText(finding)
                                    : QString(name + u": " + ImportText::findingText(finding));
        } else if (sheetColumn == -2 || finding.column == sheetColumn) {
            lines += ImportText::findingText(finding);
        }
    }
    lines.removeDuplicates();
    return lines.join(u'\n');
}

bool ImportSheetModel::isSecret(int sheetColumn) const
{
    const std::vector<Domain::ImportColumn> &columns = m_draft->plan().columns;
    if (sheetColumn < 0 || std::size_t(sheetColumn) >= columns.size())
        return false;
    switch (columns[std::size_t(sheetColumn)].field) {
    case ImportField::AppKey:
    case ImportField::NwkKey:
    case ImportField::NwkSKey:
    case ImportField::SNwkSIntKey:
    case ImportField::NwkSEncKey:
    case ImportField::AppSKey:
    case ImportField::ClaimCode:
        return true;
    default:
        return false;
    }
}

int ImportSheetModel::nextRemark(int row) const
{
    for (int step = 1; step <= rowCount(); ++step) {
        const int at = (std::max(row, -1) + step) % rowCount();
        const ImportRowCheck *check = checkOf(sheetRow(at));
        if (check && check->severity >= ImportSeverity::Doubt)
            return at;
    }
    return -1;
}

int ImportSheetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportSheetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstSheetColumn + m_columns;
}

QVariant ImportSheetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || !m_draft->sheet())
        return {};
    const int row = sheetRow(index.row());
    if (role == RowNumberRole)
        return m_draft->sheet()->rowNumber(row);
    if (index.column() == StateColumn)
        return stateData(row, role);
    if (index.column() == IdColumn)
        return idData(row, role);
    return cellData(row, sheetColumn(index.column()), role);
}

QVariant ImportSheetModel::stateData(int sheetRow, int role) const
{
    const ImportRowCheck *check = checkOf(sheetRow);
    if (!check)
        return role == MeaningRole ? QVariant(int(Meaning::Quiet)) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole: {
        const QString text = remarks(sheetRow, -2);
        const QString state = ImportText::severityText(check->severity);
        return text.isEmpty() ? state : QString(state + u": " + text.section(u'\n', 0, 0));
    }
    case Qt::ToolTipRole:
        return remarks(sheetRow, -2);
    case SeverityRole:
        return int(check->severity);
    case MeaningRole:
        return int(check->severity == ImportSeverity::Fine ? Meaning::Good : meaningOf(check->severity));
    default:
        return {};
    }
}

QVariant ImportSheetModel::idData(int sheetRow, int role) const
{
    const ImportRowCheck *check = checkOf(sheetRow);
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return check ? check->id : QString();
    case MeaningRole:
        return int(Meaning::Plain);
    default:
        return {};
    }
}

QVariant ImportSheetModel::cellData(int sheetRow, int sheetColumn, int role) const
{
    const QStringView cell = m_draft->sheet()->cell(sheetRow, sheetColumn);
    const bool isHidden
        = isSecret(sheetColumn) && !m_keysShown && !cell.isEmpty() && sheetRow > m_draft->plan().headerRow;
    switch (role) {
    case Qt::DisplayRole: {
        if (isHidden)
            return QStringLiteral("••••••••");
        QString text = cell.left(longestCell).toString();
        text.replace(u'\n', u'␊');
        return text;
    }
    case CopyRole:
        return isHidden ? QString() : cell.toString();
    case Qt::ToolTipRole:
        return remarks(sheetRow, sheetColumn);
    case SecretRole:
        return isSecret(sheetColumn);
    case SeverityRole:
    case MeaningRole: {
        const ImportFinding *finding = findingAt(sheetRow, sheetColumn);
        const ImportSeverity severity = finding ? finding->severity : ImportSeverity::Fine;
        if (role == SeverityRole)
            return int(severity);
        return int(sheetRow <= m_draft->plan().headerRow ? Meaning::Quiet : meaningOf(severity));
    }
    default:
        return {};
    }
}

QVariant ImportSheetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_draft->sheet())
        return {};
    if (orientation == Qt::Vertical) {
        if (role != Qt::DisplayRole || section < 0 || section >= rowCount())
            return {};
        return m_draft->sheet()->rowNumber(sheetRow(section));
    }
    if (section == StateColumn || section == IdColumn) {
        if (role != Qt::DisplayRole)
            return {};
        return section == StateColumn ? tr("State") : tr("Becomes");
    }
    return section < 0 || section >= columnCount() ? QVariant() : headData(sheetColumn(section), role);
}

QVariant ImportSheetModel::headData(int sheetColumn, int role) const
{
    const Domain::ImportPlan &plan = m_draft->plan();
    const Domain::ImportColumn column = std::size_t(sheetColumn) < plan.columns.size()
        ? plan.columns[std::size_t(sheetColumn)]
        : Domain::ImportColumn();
    switch (role) {
    case Qt::DisplayRole:
        return ImportText::columnName(*m_draft, sheetColumn).left(longestCell);
    case Qt::AccessibleTextRole: {
        const QString field = headData(sheetColumn, FieldNameRole).toString();
        const QString head = headData(sheetColumn, Qt::DisplayRole).toString();
        return field.isEmpty() ? tr("%1, not used").arg(head) : tr("%1, used as %2").arg(head, field);
    }
    case FieldRole:
        return int(column.field);
    case FieldNameRole:
        return column.field == ImportField::Attribute && !column.attribute.isEmpty()
            ? tr("Attribute “%1”").arg(column.attribute)
            : ImportText::fieldName(column.field);
    default:
        return {};
    }
}

} // namespace Models
