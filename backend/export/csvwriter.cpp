// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/export/csvwriter.h"

#include "backend/domain/jsonwriter.h"
#include "backend/export/csvtext.h"

#include <QElapsedTimer>

#include <cstring>

namespace Backend {

namespace {

constexpr qint64 StepNs = 20'000'000;
/// Longer names are no heads of columns.
constexpr qsizetype LongestName = 200;
constexpr const char LineEnd[] = "\r\n";

/// What a table shows as the event's fields.
const QByteArray &fieldsOf(const Domain::TrafficEvent &event)
{
    return event.kind == Domain::EventKind::Normalized ? event.normalized : event.decoded;
}

} // namespace

CsvWriter::CsvWriter(const Domain::ExportRequest &request, QIODevice &out, QIODevice &body)
    : m_cells(request.columns, request.utc)
    , m_bodyDevice(body)
    , m_out(out)
    , m_body(body)
    , m_byteOrderMark(request.byteOrderMark)
{
}

int CsvWriter::columnOf(const QByteArray &name)
{
    if (name.size() > LongestName)
        return -1;
    const std::string key(name.constData(), std::size_t(name.size()));
    if (const auto known = m_columns.find(key); known != m_columns.end())
        return known->second;
    if (m_names.size() == MostFieldColumns)
        return -1;
    const int column = int(m_names.size());
    m_columns.emplace(key, column);
    m_names.push_back(name);
    return column;
}

/// Each field into its column; one without a column, or whose column is taken by a field of the same name, into
/// m_other.
void CsvWriter::place(const std::vector<FlatFields::Field> &fields)
{
    m_slots.assign(m_names.size(), nullptr);
    m_other.resize(0);
    for (const FlatFields::Field &field : fields) {
        const int column = columnOf(field.name);
        m_slots.resize(m_names.size(), nullptr);
        if (column >= 0 && !m_slots[std::size_t(column)]) {
            m_slots[std::size_t(column)] = &field;
            continue;
        }
        m_other += m_other.isEmpty() ? '{' : ',';
        m_other += Domain::JsonWriter().text(field.name).take();
        m_other += ':';
        m_other += field.json;
    }
    if (!m_other.isEmpty())
        m_other += '}';
    while (!m_slots.empty() && !m_slots.back())
        m_slots.pop_back();
}

bool CsvWriter::add(const ExportRow &row)
{
    place(m_flat.read(fieldsOf(row.event)));
    m_row.resize(0);
    m_cells.append(m_row, row.event, row.record, row.network, row.bestGateway);
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (i > 0 || !m_cells.isEmpty())
            m_row += ',';
        if (m_slots[i])
            CsvText::appendCell(m_row, m_slots[i]->value);
    }
    m_hasOther = m_hasOther || !m_other.isEmpty();
    const RowHead head{quint32(m_row.size()), quint32(m_other.size()), quint32(m_slots.size())};
    m_body.buffer().append(reinterpret_cast<const char *>(&head), sizeof head);
    m_body.buffer() += m_row;
    m_body.buffer() += m_other;
    return m_body.written();
}

void CsvWriter::writeHead()
{
    if (m_byteOrderMark)
        m_out.buffer() += "\xef\xbb\xbf";
    m_cells.appendHeads(m_out.buffer());
    bool first = m_cells.isEmpty();
    const auto add = [&](const QByteArray &name) {
        if (!first)
            m_out.buffer() += ',';
        first = false;
        CsvText::appendCell(m_out.buffer(), name);
    };
    for (const QByteArray &name : m_names)
        add(name.isEmpty() ? QByteArrayLiteral("decoded") : QByteArray(QByteArrayLiteral("decoded.") + name));
    if (m_hasOther)
        add(QByteArrayLiteral("decoded_other"));
    m_out.buffer() += LineEnd;
}

ExportWriter::Step CsvWriter::finish()
{
    if (m_bodyEnd < 0) {
        if (!m_body.flush())
            return Step::Failed;
        m_bodyEnd = m_body.bytes();
        if (!m_bodyDevice.seek(0))
            return Step::Failed;
        writeHead();
    }
    return copyRows();
}

bool CsvWriter::read(char *data, qsizetype bytes)
{
    m_bodyAt += bytes;
    return m_bodyDevice.read(data, bytes) == bytes;
}

ExportWriter::Step CsvWriter::copyRows()
{
    QElapsedTimer clock;
    clock.start();
    while (m_bodyAt < m_bodyEnd) {
        RowHead head;
        if (!read(reinterpret_cast<char *>(&head), sizeof head))
            return Step::Failed;
        QByteArray &out = m_out.buffer();
        const qsizetype at = out.size();
        out.resize(at + head.cellBytes);
        if (!read(out.data() + at, head.cellBytes))
            return Step::Failed;
        // A row without any cell so far has no comma in front of its first one.
        const qsizetype missing = qsizetype(m_names.size()) - head.fields;
        const bool none = m_cells.isEmpty() && head.fields == 0;
        out.append(std::max<qsizetype>(0, missing - (none ? 1 : 0)), ',');
        if (m_hasOther) {
            m_other.resize(head.otherBytes);
            if (!read(m_other.data(), head.otherBytes))
                return Step::Failed;
            if (!m_cells.isEmpty() || !m_names.empty())
                out += ',';
            CsvText::appendCell(out, m_other);
        }
        out += LineEnd;
        if (!m_out.written())
            return Step::Failed;
        if (clock.nsecsElapsed() > StepNs)
            return Step::More;
    }
    return m_out.flush() ? Step::Done : Step::Failed;
}

void CsvWriter::describe(Domain::ExportResult &result) const
{
    result.bytes = m_out.bytes();
    result.columns = int(m_names.size());
    result.columnsLeftOver = m_hasOther;
}

} // namespace Backend
