// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/export/exportwriter.h"

#include "backend/export/csvwriter.h"
#include "backend/traffic/eventline.h"

namespace Backend {

bool BufferedOutput::flush()
{
    if (m_buffer.isEmpty())
        return true;
    const bool whole = m_device.write(m_buffer) == m_buffer.size();
    m_bytes += m_buffer.size();
    m_buffer.resize(0); // keeps its memory
    return whole;
}

namespace {

class JsonLinesWriter final : public ExportWriter
{
public:
    explicit JsonLinesWriter(QIODevice &out)
        : m_out(out)
    {
    }

    bool add(const ExportRow &row) override
    {
        m_out.buffer() += eventLine(row.event, row.record, row.network);
        m_out.buffer() += '\n';
        return m_out.written();
    }
    Step finish() override { return m_out.flush() ? Step::Done : Step::Failed; }
    void describe(Domain::ExportResult &result) const override { result.bytes = m_out.bytes(); }

private:
    BufferedOutput m_out;
};

} // namespace

std::unique_ptr<ExportWriter> ExportWriter::create(const Domain::ExportRequest &request, QIODevice &out,
                                                   QIODevice &body)
{
    if (request.format == Domain::ExportRequest::Format::JsonLines)
        return std::make_unique<JsonLinesWriter>(out);
    return std::make_unique<CsvWriter>(request, out, body);
}

} // namespace Backend
