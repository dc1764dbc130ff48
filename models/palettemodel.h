// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/palettesource.h"

#include <QAbstractListModel>
#include <QStringList>

#include <memory>

namespace Models {

/// What the palette shows for what was typed: groups with a heading each, the group with the best match first, in a
/// group the best match first; of equal ones what was used last, then the shorter. While nothing is typed: what was
/// used last, then all that the sources list at first. Headings cannot be chosen. GUI thread.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int {
        HeadingRole = Qt::UserRole + 1, ///< bool
        DetailRole, ///< QString; of a heading: how many of how many are shown, else empty
        ShortcutRole, ///< QString
        IconRole, ///< QString: name of a line icon
        RangesRole, ///< QList<Models::TextRange>: the letters that match
    };
    Q_ENUM(Role)

    static constexpr int MostRecent = 6; ///< shown; more are remembered
    static constexpr int MostRemembered = 20;
    static constexpr int MostInGroup = 12;
    static constexpr int MostAtFirst = 40;

    using QAbstractListModel::QAbstractListModel;

    /// In the order in which equally good groups are shown. Returns its number.
    int addSource(std::unique_ptr<PaletteSource> source);
    /// Asks all sources what they have now; before the first query.
    void refresh();
    void setQuery(const QString &typed);

    /// Ids of what was used, the last one first.
    [[nodiscard]] QStringList recent() const { return m_recent; }
    void setRecent(const QStringList &ids);
    void noteUsed(const QString &id);

    /// Null for a heading.
    [[nodiscard]] const PaletteItem *item(const QModelIndex &index) const;
    /// Which source the item came from; -1 for a heading.
    [[nodiscard]] int source(const QModelIndex &index) const;
    /// The next row that can be chosen, from `row` on in steps of ±1; -1: none.
    [[nodiscard]] int selectable(int row, int step) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        int source = -1; ///< -1: a heading
        PaletteItem item; ///< heading: text and detail only
        QList<TextRange> ranges;
    };
    struct Match
    {
        PaletteRank rank = PaletteRank::None;
        int used = 0; ///< place in the list of what was used last
        int entry = 0;
    };
    struct Group
    {
        int source = 0;
        std::vector<Match> matches; ///< the best ones, in order
        int total = 0;
    };

    [[nodiscard]] Group find(int source) const;
    void findUsed();
    void addHeading(const QString &title, int shown, int total);
    void listFirst();
    void listMatches();

    std::vector<std::unique_ptr<PaletteSource>> m_sources;
    QStringList m_recent;
    std::vector<std::vector<int>> m_used; ///< for each source the entries of m_recent, -1 where it is not its own
    PaletteQuery m_query;
    std::vector<Row> m_rows;
};

} // namespace Models

Q_DECLARE_METATYPE(Models::TextRange)
