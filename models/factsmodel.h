// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/eventfacts.h"
#include "models/inspectorroles.h"

#include <QAbstractTableModel>

namespace Models {

/// Facts of an event as lines of a table, with a heading over each section. Roles: InspectorRole. GUI thread.
class FactsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Label, Value, Delay, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFacts(std::vector<Fact> facts);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        Fact fact;
        bool heading = false;
    };
    std::vector<Row> m_rows;
};

} // namespace Models
