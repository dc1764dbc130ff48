// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/inspectorroles.h"

#include <QAbstractTableModel>
#include <QByteArray>

namespace Models {

/// Bytes as a table: offset, one column per byte, and the row as ASCII. GUI thread.
class HexDumpModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setBytes(const QByteArray &bytes);
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    /// 8 or 16.
    void setBytesPerRow(int count);
    [[nodiscard]] int bytesPerRow() const { return m_perRow; }
    [[nodiscard]] int asciiColumn() const { return m_perRow + 1; }
    /// Position of the byte that a cell shows, or -1.
    [[nodiscard]] int offsetOf(const QModelIndex &index) const;

    enum class Form : quint8 { Hex, Base64, CArray };
    /// For other programs; `0x01, 0x02` in braces for C.
    [[nodiscard]] static QString text(const QByteArray &bytes, Form form);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QByteArray m_bytes;
    int m_perRow = 16;
};

} // namespace Models
