// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/eventtext.h"
#include "models/inspectorroles.h"
#include "models/livelogmodel.h"

#include <QAbstractTableModel>

#include <vector>

namespace Models {

/// The events of the log that belong to one event, in order of arrival, with the delays between them.
///
/// v3: those that share a server-made correlation id with it, and what these share further (an uplink, the downlink
/// that was sent after it, its acknowledgement). The records know one such id each; the others of some near events are
/// read from the history. v2 has no such ids: the same device, within a minute. Looks through the log in the pool, as
/// it was when it was asked. GUI thread.
class RelatedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Time, Delay, Kind, FPort, FCnt, DataRate, Which, ColumnCount };
    static constexpr int MostRows = 200;
    static constexpr int MostRead = 24; ///< events whose further ids are read
    static constexpr qint64 NearNs = 60'000'000'000;

    struct Question
    {
        EventKey key;
        Domain::Generation generation = Domain::Generation::V3;
        Domain::EventRecord record;
        std::vector<quint32> groups; ///< TrafficEvent::groups
        Domain::HistoryReader *reader = nullptr; ///< must outlive the question, see clear()
    };

    RelatedModel(const LiveLogStore *store, const Domain::Dictionary *dictionary, QObject *parent = nullptr);

    void ask(Question question, const EventText &text);
    void clear();
    [[nodiscard]] bool isLooking() const;
    /// Without the event itself.
    [[nodiscard]] int othersCount() const { return std::max(0, int(m_rows.size()) - 1); }
    /// More than MostRows were found; the nearest are shown.
    [[nodiscard]] bool isCut() const { return m_cut; }
    [[nodiscard]] EventKey key(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// The answer is here, or there is none any more.
    void changed();

private:
    struct Found
    {
        std::vector<Domain::EventRecord> rows;
        std::vector<Domain::EventRecord> near; ///< others of the device that may share an id
        bool cut = false;
    };
    struct Reading
    {
        Domain::EventRecord record;
        Domain::Call<Domain::EventAnswer> call;
        std::vector<quint32> groups;
        bool done = false;
    };

    static Found look(const LiveLogStore::Snapshot &snapshot, const Question &question);
    void lookInPool(bool last);
    void take(Found found, bool last);
    void readFurther(const Found &found);
    void joinGroups();
    void show(Found found);

    const LiveLogStore *m_store;
    const Domain::Dictionary *m_dictionary;
    EventText m_text;
    Question m_question;
    Domain::Call<Found> m_look;
    std::vector<Reading> m_reading;
    int m_pendingReads = 0;
    std::vector<Domain::EventRecord> m_rows;
    bool m_cut = false;
};

} // namespace Models
