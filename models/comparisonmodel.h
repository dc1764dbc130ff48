// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/eventfacts.h"
#include "models/inspectorroles.h"

#include <QAbstractTableModel>

#include <vector>

namespace Models {

/// Two events side by side, the earlier one first: their facts, decoded fields and payload bytes; what differs is
/// marked (≠, and brackets around bytes). Clocks stand there, too, but are not marked: they never agree. GUI thread.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Mark, Field, First, Second, ColumnCount };
    static constexpr int BytesPerRow = 8;

    using QAbstractTableModel::QAbstractTableModel;

    void compare(const EventFacts &words, const EventFacts::Source &first, const EventFacts::Source &second);
    /// `Δt 15.2 s · ΔFCnt 1 · 4 fields differ · 2 bytes differ`.
    [[nodiscard]] const QString &summary() const { return m_summary; }
    [[nodiscard]] int differingFields() const { return m_fields; }
    [[nodiscard]] int differingBytes() const { return m_bytes; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString field, first, second;
        bool heading = false, differs = false, monospace = false;
    };
    void addHeading(const QString &title);
    void addField(const QString &field, const QString &first, const QString &second, bool monospace, bool marked);
    void addFacts(const std::vector<Fact> &first, const std::vector<Fact> &second);
    void addDecoded(const Domain::EventAnswer *first, const Domain::EventAnswer *second);
    void addBytes(const Domain::EventAnswer *first, const Domain::EventAnswer *second);
    void summarize(const EventFacts::Source &first, const EventFacts::Source &second);

    std::vector<Row> m_rows;
    QString m_summary;
    int m_fields = 0;
    int m_bytes = 0;
};

} // namespace Models
