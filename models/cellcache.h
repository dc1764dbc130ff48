// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"

#include <QCache>
#include <QObject>
#include <QTimer>

#include <map>
#include <vector>

namespace Models {

/// One event of one profile: a seq is unique within its profile only.
struct EventKey
{
    Domain::ProfileRef profile = 0;
    qint64 seq = 0;

    friend bool operator==(const EventKey &, const EventKey &) = default;
};

inline size_t qHash(const EventKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.profile, key.seq);
}

/// The texts that are not in the records: asked for from the histories when a view wants them, kept for a while. A
/// paint never waits: what is not here yet is null, and arrived() tells when to look again. GUI thread.
class CellCache : public QObject
{
    Q_OBJECT

public:
    static constexpr int Capacity = 4096;

    explicit CellCache(QObject *parent = nullptr);

    /// Where the texts of a profile come from; null takes it away. The reader must outlive its place here.
    void setReader(Domain::ProfileRef profile, Domain::HistoryReader *reader);

    /// Null: not here. Valid until the next call that changes the cache.
    [[nodiscard]] const Domain::CellText *find(const EventKey &key) const;
    /// Replaces what was wanted before; the most urgent first. Asked in one go per profile at the next turn of the
    /// event loop.
    void want(std::vector<EventKey> keys);
    /// Dotted path of the decoded field whose value is wanted besides; empty: none. Everything is asked anew.
    void setField(const QString &path);
    [[nodiscard]] const QString &field() const { return m_field; }
    /// The event has changed.
    void forget(const EventKey &key);
    void clear();

Q_SIGNALS:
    void arrived();

private:
    struct Source
    {
        Domain::HistoryReader *reader = nullptr;
        Domain::Call<Domain::CellsAnswer> call;
        std::vector<qint64> asked;
    };

    void ask();
    void ask(Domain::ProfileRef profile, Source &source);
    void take(Domain::ProfileRef profile, const Domain::CellsAnswer &answer);

    std::map<Domain::ProfileRef, Source> m_sources;
    QCache<EventKey, Domain::CellText> m_cells;
    std::vector<EventKey> m_wanted;
    QString m_field;
    QTimer m_turn;
};

} // namespace Models
