// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/identifiers.h"
#include "backend/ingest/ingestbatch.h"
#include "backend/traffic/trafficcodec.h"

#include <QSet>
#include <QString>

#include <cstdio>
#include <functional>
#include <memory>

namespace App {

/// Prints events as JSON lines. One thread at a time. A reader that does not take the lines makes the caller wait:
/// nothing is dropped.
class EventPrinter
{
public:
    /// `limit` 0: without end. `finished` is called once: with 0 when the limit is reached and everything written, else
    /// with the `errno` of the write that failed.
    EventPrinter(std::FILE *output, Domain::Generation generation, QString network, quint64 limit,
                 std::function<void(int error)> finished);

    void print(const Backend::IngestBatch &batch);
    void print(const Domain::EventRecord &record, const Domain::RawMessage &raw);
    void flush();

    /// Events that the network sent; gaps are told but not counted.
    [[nodiscard]] quint64 printed() const { return m_printed; }

private:
    bool writeLine(const QByteArray &line);
    void finish(int error);

    std::FILE *m_output;
    std::unique_ptr<Backend::TrafficCodec> m_codec;
    const QString m_network;
    const quint64 m_limit;
    std::function<void(int)> m_finished;
    QSet<quint32> m_toldGaps; ///< by the gap's own number
    quint64 m_printed = 0;
    bool m_done = false;
};

} // namespace App
