// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/filteredit.h"
#include "models/meaning.h"

#include <QAbstractListModel>

#include <vector>

namespace Models {

/// The values of one field of names as a list to tick: what is ticked is what the filter's text asks for. The list only
/// asks for changes (chosen()); the ticks follow the filter that it is given. Fit for 100,000 entries. GUI thread.
class ChoiceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int {
        ValueRole = Qt::UserRole + 1, ///< QString: the word in the filter
        DetailRole, ///< QString: what stands beside it
        MeaningRole, ///< Models::Meaning as int
    };
    Q_ENUM(Role)

    struct Entry
    {
        QString value;
        QString text;
        QString detail;
        Meaning meaning = Meaning::Plain;
    };

    explicit ChoiceModel(FilterEdit::Field field, QObject *parent = nullptr);

    [[nodiscard]] FilterEdit::Field field() const { return m_field; }
    void setEntries(std::vector<Entry> entries);
    void setFilter(const Domain::FilterSpec &filter);
    /// Only entries whose text or detail has this part.
    void setSearch(const QString &part);
    [[nodiscard]] int entryCount() const { return int(m_entries.size()); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The person ticks or unticks a value.
    void chosen(const QString &value, bool on);

private:
    void search();

    const FilterEdit::Field m_field;
    Domain::FilterSpec m_filter;
    std::vector<Entry> m_entries;
    std::vector<int> m_shown; ///< of m_entries
    QString m_search;
};

} // namespace Models
