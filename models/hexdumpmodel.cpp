// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/hexdumpmodel.h"

#include "models/meaning.h"

namespace Models {

namespace {

QString hex(int value, int digits)
{
    return QString::number(value, 16).toUpper().rightJustified(digits, QLatin1Char('0'));
}

} // namespace

void HexDumpModel::setBytes(const QByteArray &bytes)
{
    beginResetModel();
    m_bytes = bytes;
    endResetModel();
}

void HexDumpModel::setBytesPerRow(int count)
{
    if (count == m_perRow)
        return;
    beginResetModel();
    m_perRow = count;
    endResetModel();
}

int HexDumpModel::offsetOf(const QModelIndex &index) const
{
    if (!index.isValid() || index.column() < 1 || index.column() > m_perRow)
        return -1;
    const int offset = index.row() * m_perRow + index.column() - 1;
    return offset < m_bytes.size() ? offset : -1;
}

QString HexDumpModel::text(const QByteArray &bytes, Form form)
{
    switch (form) {
    case Form::Hex:
        return QString::fromLatin1(bytes.toHex()).toUpper();
    case Form::Base64:
        return QString::fromLatin1(bytes.toBase64());
    case Form::CArray: {
        QStringList items;
        for (const char byte : bytes)
            items << u"0x" + hex(uchar(byte), 2);
        return u"{ " + items.join(QStringLiteral(", ")) + u" }";
    }
    }
    return {};
}

int HexDumpModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int((m_bytes.size() + m_perRow - 1) / m_perRow);
}

int HexDumpModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_perRow + 2;
}

QVariant HexDumpModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int offset = offsetOf(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == 0)
            return hex(index.row() * m_perRow, 4);
        if (index.column() == asciiColumn()) {
            QString ascii;
            const QByteArray row = m_bytes.mid(qsizetype(index.row()) * m_perRow, m_perRow);
            for (const char c : row)
                ascii += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
            return ascii;
        }
        return offset < 0 ? QString() : hex(uchar(m_bytes[offset]), 2);
    case Qt::ToolTipRole:
        return offset < 0 ? QVariant() : tr("Byte %1: %2 decimal").arg(offset).arg(uchar(m_bytes[offset]));
    case InspectorRole::MonospaceRole:
        return true;
    case InspectorRole::MeaningRole:
        return int(index.column() == 0 ? Meaning::Quiet : Meaning::Plain);
    case InspectorRole::CopyRole:
        return data(index, Qt::DisplayRole);
    default:
        return {};
    }
}

QVariant HexDumpModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return tr("Offset");
    return section == asciiColumn() ? tr("ASCII") : hex(section - 1, 2);
}

} // namespace Models
