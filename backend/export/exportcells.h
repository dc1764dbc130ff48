// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/exportrequest.h"
#include "backend/domain/trafficevent.h"

#include <QByteArray>

namespace Backend {

/// The head of a column, lower_snake as the keys of `ttnc events`, never translated.
[[nodiscard]] const char *exportColumnName(Domain::ExportColumn column);

/// `2026-11-20T23:41:55.788112389+01:00`: to the nanosecond, with the offset of the zone at that time; trailing groups
/// of zeros are left out. One object per thread.
class IsoTime
{
public:
    explicit IsoTime(bool utc)
        : m_utc(utc)
    {
    }
    [[nodiscard]] QByteArray text(qint64 ns);

private:
    bool m_utc;
    qint64 m_quarter = -1; ///< the offset is the same for all of a quarter of an hour
    int m_offset = 0; ///< seconds
};

/// The cells of the columns that every event may have. One object per thread.
class ExportCells
{
public:
    ExportCells(std::vector<Domain::ExportColumn> columns, bool utc)
        : m_columns(std::move(columns))
        , m_time(utc)
    {
    }

    /// Appends the heads, with commas between them.
    void appendHeads(QByteArray &out) const;
    /// Appends the cells of one event; what it does not have is empty.
    void append(QByteArray &out, const Domain::TrafficEvent &event, const Domain::EventRecord &record,
                const QString &network, const QString &bestGateway);
    [[nodiscard]] bool isEmpty() const { return m_columns.empty(); }

private:
    struct Row;
    [[nodiscard]] QByteArray text(Domain::ExportColumn column, const Row &row);
    [[nodiscard]] QByteArray number(Domain::ExportColumn column, const Row &row) const;

    std::vector<Domain::ExportColumn> m_columns;
    IsoTime m_time;
};

} // namespace Backend
