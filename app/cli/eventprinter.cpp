// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/eventprinter.h"

#include "backend/traffic/eventline.h"

#include <cerrno>
#include <utility>

namespace App {

using namespace Domain;

EventPrinter::EventPrinter(std::FILE *output, Generation generation, QString network, quint64 limit,
                           std::function<void(int)> finished)
    : m_output(output)
    , m_codec(Backend::TrafficCodec::create(generation))
    , m_network(std::move(network))
    , m_limit(limit)
    , m_finished(std::move(finished))
{
}

void EventPrinter::print(const Backend::IngestBatch &batch)
{
    // A gap is told once, when it is over; before that nobody knows how long it is.
    for (std::size_t i = 0; i < batch.revised.size(); ++i)
        print(batch.revised[i], batch.revisedRaw[i]);
    for (std::size_t i = 0; i < batch.records.size(); ++i)
        print(batch.records[i], batch.raw[i]);
    flush();
}

void EventPrinter::print(const EventRecord &record, const RawMessage &raw)
{
    if (m_done)
        return;
    const bool own = record.kind == EventKind::Gap || record.kind == EventKind::Lost;
    if (record.kind == EventKind::Gap) {
        if (record.receivedNs == 0 || m_toldGaps.contains(record.group))
            return;
        m_toldGaps.insert(record.group);
    }
    if (!writeLine(Backend::eventLine(m_codec->event(raw), record, m_network)))
        return;
    if (own)
        return;
    ++m_printed;
    if (!m_limit || m_printed < m_limit)
        return;
    flush(); // a full disk may show only here
    finish(0);
}

bool EventPrinter::writeLine(const QByteArray &line)
{
    if (std::fwrite(line.constData(), 1, std::size_t(line.size()), m_output) == std::size_t(line.size())
        && std::fputc('\n', m_output) != EOF)
        return true;
    finish(errno);
    return false;
}

void EventPrinter::flush()
{
    if (!m_done && std::fflush(m_output) != 0)
        finish(errno);
}

void EventPrinter::finish(int error)
{
    if (!std::exchange(m_done, true))
        m_finished(error);
}

} // namespace App
