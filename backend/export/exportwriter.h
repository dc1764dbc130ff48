// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/exportrequest.h"
#include "backend/domain/trafficevent.h"

#include <QByteArray>
#include <QIODevice>

#include <memory>

namespace Backend {

/// Collects small pieces for a device, which must outlive it.
class BufferedOutput
{
public:
    explicit BufferedOutput(QIODevice &device)
        : m_device(device)
    {
    }
    /// To append to; then call written().
    [[nodiscard]] QByteArray &buffer() { return m_buffer; }
    /// False: the device did not take it.
    [[nodiscard]] bool written() { return m_buffer.size() < FlushBytes || flush(); }
    [[nodiscard]] bool flush();
    [[nodiscard]] qint64 bytes() const { return m_bytes + m_buffer.size(); }

private:
    static constexpr qsizetype FlushBytes = 256 * 1024;

    QIODevice &m_device;
    QByteArray m_buffer;
    qint64 m_bytes = 0;
};

/// One event to be written. References are valid during the call.
struct ExportRow
{
    const Domain::TrafficEvent &event;
    const Domain::EventRecord &record;
    const QString &network; ///< the profile's name
    const QString &bestGateway; ///< empty: none
};

/// Writes events in one format: add() for each, then finish() until it is Done. One thread.
class ExportWriter
{
public:
    enum class Step : quint8 { More, Done, Failed };

    /// `out` is open for writing, `body` (used by CSV alone) for reading and writing; both outlive the writer.
    static std::unique_ptr<ExportWriter> create(const Domain::ExportRequest &request, QIODevice &out, QIODevice &body);
    virtual ~ExportWriter() = default;

    /// False: a device did not take it.
    [[nodiscard]] virtual bool add(const ExportRow &row) = 0;
    /// Works for some ms.
    [[nodiscard]] virtual Step finish() = 0;
    /// Puts what the writer knows into the result.
    virtual void describe(Domain::ExportResult &result) const = 0;
};

} // namespace Backend
