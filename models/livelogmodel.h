// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellcache.h"
#include "models/eventtext.h"
#include "models/livelogstore.h"

#include <QAbstractTableModel>

#include <bitset>

namespace Domain {
class Dictionary;
} // namespace Domain

namespace Models {

/// The rows of a LiveLogStore as a table. Cells are formatted when they are painted; payload and decoded texts come
/// later through a CellCache, and the cells stay empty until then. GUI thread.
class LiveLogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Settings keep the names: never rename.
    enum Column : int {
        Time = 0,
        Application = 1,
        Network = 2,
        Device = 3,
        Kind = 4,
        FPort = 5,
        FCnt = 6,
        DataRate = 7,
        Rssi = 8,
        Snr = 9,
        Gateways = 10,
        Payload = 11,
        Decoded = 12,
        DevEui = 13,
        DevAddr = 14,
        BestGateway = 15,
        Frequency = 16,
        Bytes = 17,
        Airtime = 18,
        Confirmed = 19,
        Delay = 20,
        Field = 21, ///< the decoded field that was chosen
        ColumnCount
    };
    Q_ENUM(Column)

    enum Role : int {
        MeaningRole = Qt::UserRole + 1, ///< Models::Meaning as int
        CopyRole, ///< QString: ASCII signs, ISO times
        SeqRole, ///< qint64; negative: not stored
        ProfileRole, ///< Domain::ProfileRef
        DayRole, ///< qint64: days, changes at midnight in the chosen zone
        SpanRole, ///< QString: text of a row that is one line (gap, lost); else invalid
        PendingRole, ///< bool: the text of this cell is on its way
        RowIdRole, ///< qint64: LiveLogStore's id
    };
    Q_ENUM(Role)

    LiveLogModel(LiveLogStore *store, const Domain::Dictionary *dictionary, QObject *parent = nullptr);

    [[nodiscard]] LiveLogStore *store() const { return m_store; }
    [[nodiscard]] const Domain::Dictionary *dictionary() const { return m_dictionary; }
    [[nodiscard]] const EventText &text() const { return m_text; }
    void setReader(Domain::ProfileRef profile, Domain::HistoryReader *reader) { m_cells.setReader(profile, reader); }

    void setUtc(bool utc);
    [[nodiscard]] bool isUtc() const { return m_text.isUtc(); }

    /// Dotted path of the decoded field in the column Field; empty: none.
    void setField(const QString &path);
    [[nodiscard]] const QString &field() const { return m_cells.field(); }

    /// Rows whose texts a view wants, the most urgent first.
    void wantCells(const std::vector<int> &rows);
    [[nodiscard]] static QString columnTitle(Column column);
    [[nodiscard]] static QString columnHint(Column column);
    [[nodiscard]] EventKey key(int row) const;
    /// Null: not here (yet). Valid until the event loop runs again.
    [[nodiscard]] const Domain::CellText *cell(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString cellText(int row, Column column, EventText::Style style) const;
    [[nodiscard]] QString recordText(const Domain::EventRecord &record, Column column, EventText::Style style) const;
    [[nodiscard]] QString toolTip(int row, Column column) const;
    [[nodiscard]] Meaning meaning(const Domain::EventRecord &record, Column column) const;
    [[nodiscard]] bool decodedBefore(const Domain::EventRecord &record) const;
    void learnDecoded(int first, int last);
    void onRowsChanged(int first, int last);
    void onCellsArrived();

    LiveLogStore *m_store = nullptr;
    const Domain::Dictionary *m_dictionary = nullptr;
    EventText m_text;
    CellCache m_cells;
    qint64 m_wantedFirstId = 0; ///< the rows of the last wantCells(), for one dataChanged
    qint64 m_wantedEndId = 0;
    std::vector<std::bitset<256>> m_decodedPorts; ///< by device: FPorts that had decoded fields
};

} // namespace Models
