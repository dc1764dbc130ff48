// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/filterspec.h"
#include "backend/domain/problem.h"

#include <QMetaType>
#include <QString>

#include <limits>
#include <map>
#include <vector>

namespace Domain {

/// The columns of an exported table besides those of the decoded fields; exportColumnName() has their heads.
enum class ExportColumn : quint8 {
    Time,
    ReceivedAt,
    Network,
    ApplicationId,
    DeviceId,
    DevEui,
    DeviceAddress,
    Kind,
    FPort,
    FCnt,
    Missed,
    Confirmed,
    DataRate,
    Frequency, ///< Hz
    Rssi,
    Snr,
    GatewayCount,
    BestGateway,
    PayloadHex,
    PayloadBytes,
    ConsumedAirtimeMs,
    DelayMs, ///< from the network's time to our arrival
    Warnings,
    Error,
    Gateways, ///< JSON
    Normalized, ///< JSON
    CorrelationIds,
    Topic,
};
constexpr int ExportColumnCount = 28;

/// Events of one profile with consecutive numbers, both ends included.
struct SeqRange
{
    qint64 first = 0;
    qint64 last = 0;
    friend bool operator==(const SeqRange &, const SeqRange &) = default;
};

/// What is to be written from the history into a file.
struct ExportRequest
{
    enum class Format : quint8 { Csv, JsonLines };
    static constexpr qint64 ToTheEnd = std::numeric_limits<qint64>::max() - 1;

    QString path; ///< of the file; one that exists is replaced when the export succeeds
    Format format = Format::Csv;
    bool byteOrderMark = false; ///< CSV
    bool utc = false; ///< CSV: times in UTC instead of the local zone; both with their offset
    std::vector<ExportColumn> columns; ///< CSV, in this order; the decoded fields follow
    /// Where to look: for each profile ranges in rising order that do not overlap.
    std::map<ProfileRef, std::vector<SeqRange>> rows;
    FilterSpec filter; ///< what of it is written; empty: all
    bool withoutNormalized = false; ///< folded into their uplinks, as in the log
};

/// How far an export is.
struct ExportProgress
{
    quint64 looked = 0; ///< events looked at
    quint64 total = 0; ///< events to be looked at; 0: not known
    quint64 written = 0; ///< events written
};

/// How an export ended. The file is there only when it is neither cancelled nor has a problem.
struct ExportResult
{
    QString path;
    quint64 events = 0;
    qint64 bytes = 0;
    int columns = 0; ///< CSV: of decoded fields
    bool columnsLeftOver = false; ///< CSV: more fields than columns, the rest stands in one of JSON
    bool cancelled = false;
    Problem problem;
};

} // namespace Domain

Q_DECLARE_METATYPE(Domain::ExportProgress)
Q_DECLARE_METATYPE(Domain::ExportResult)
