// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/devicejsonreader.h"

#include "backend/import/devicejson.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <functional>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::ImportSheet;
using Domain::Problem;

/// How far objects within the objects of a table become columns of their own.
constexpr int tableDepth = 4;

/// Cuts a text into its outermost objects, with or without an array around them.
class ObjectCutter
{
public:
    ObjectCutter(QByteArrayView text, const ImportLimits &limits)
        : m_text(text)
        , m_limits(limits)
    {
    }

    /// The next object; empty at the end or with a problem().
    QByteArrayView next()
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '\n')
                ++m_line;
            if (c == '{')
                return cut();
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '[' && c != ']' && c != ',') {
                m_problem = sheetProblem(Code::SheetUnreadable, QStringLiteral("JSON"), place());
                return {};
            }
            ++m_at;
        }
        return {};
    }

    [[nodiscard]] const Problem &problem() const { return m_problem; }
    [[nodiscard]] qsizetype position() const { return m_at; }
    /// Of the object cut last, from 1.
    [[nodiscard]] quint32 line() const { return m_objectLine; }
    [[nodiscard]] QString place() const { return QStringLiteral("line %1").arg(m_line); }

private:
    QByteArrayView cut()
    {
        const qsizetype begin = m_at;
        m_objectLine = m_line;
        int depth = 0;
        bool inText = false;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '\n')
                ++m_line;
            if (inText) {
                if (c == '\\')
                    ++m_at;
                else if (c == '"')
                    inText = false;
            } else if (c == '"') {
                inText = true;
            } else if (c == '{' || c == '[') {
                if (++depth > m_limits.depth)
                    break;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                ++m_at;
                return m_text.sliced(begin, m_at - begin);
            }
        }
        m_problem = sheetProblem(Code::SheetUnreadable, QStringLiteral("JSON"), place());
        return {};
    }

    QByteArrayView m_text;
    const ImportLimits &m_limits;
    qsizetype m_at = 0;
    quint32 m_line = 1;
    quint32 m_objectLine = 1;
    Problem m_problem;
};

/// Flat objects as rows: their keys become columns in the order in which they are first seen.
class TableMaker
{
public:
    explicit TableMaker(const ImportLimits &limits)
        : m_limits(limits)
    {
    }

    void add(quint32 line, const QJsonObject &object)
    {
        Row row{line, {}};
        collect(row, object, {}, tableDepth);
        m_cells += qint64(row.cells.size());
        m_rows.push_back(std::move(row));
    }

    [[nodiscard]] bool isTooLarge() const { return m_cells > m_limits.cells || int(m_rows.size()) > m_limits.rows; }

    [[nodiscard]] ImportSheet sheet() const
    {
        ImportSheet out;
        out.beginRow(0);
        for (const QString &name : m_names)
            out.addCell(name);
        for (const Row &row : m_rows) {
            out.beginRow(row.line);
            for (const Cell &cell : row.cells)
                out.addCell(cell.text, cell.traits);
        }
        return out;
    }

private:
    struct Cell
    {
        QString text;
        quint8 traits = ImportSheet::Text;
    };
    struct Row
    {
        quint32 line;
        std::vector<Cell> cells;
    };

    void collect(Row &row, const QJsonObject &object, const QString &path, int depth)
    {
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString name = path.isEmpty() ? it.key() : QString(path + u'.' + it.key());
            if (it->isObject() && depth > 0)
                collect(row, it->toObject(), name, depth - 1);
            else if (!it->isNull() && !it->isArray() && !it->isObject())
                place(row, name, *it);
        }
    }

    void place(Row &row, const QString &name, const QJsonValue &value)
    {
        auto known = m_columns.find(name);
        if (known == m_columns.end()) {
            if (int(m_names.size()) >= m_limits.columns)
                return;
            known = m_columns.insert(name, m_names.size());
            m_names += name;
        }
        const auto column = std::size_t(*known);
        if (row.cells.size() <= column)
            row.cells.resize(column + 1);
        Cell &cell = row.cells[column];
        if (value.isDouble()) {
            const double number = value.toDouble();
            const bool whole = std::floor(number) == number && std::abs(number) < 1e21;
            cell = {whole ? QString::number(number, 'f', 0) : QString::number(number, 'g', 17), ImportSheet::Number};
        } else if (value.isBool()) {
            cell = {value.toBool() ? QStringLiteral("true") : QStringLiteral("false"), ImportSheet::Boolean};
        } else {
            cell.text = value.toString().trimmed().left(m_limits.cellLetters);
        }
    }

    const ImportLimits &m_limits;
    QHash<QString, qsizetype> m_columns;
    QStringList m_names;
    std::vector<Row> m_rows;
    qint64 m_cells = 0;
};

/// What `ttn-lw-cli end-devices template` wraps around a device.
QJsonObject unwrapped(const QJsonObject &object)
{
    for (const char *name : {"end_device", "endDevice"}) {
        const QJsonValue inner = object.value(QLatin1String(name));
        if (inner.isObject() && inner[QLatin1String("ids")].isObject())
            return inner.toObject();
    }
    return object;
}

/// Gathers objects as devices or as a table, by what the first one is.
class Gatherer
{
public:
    explicit Gatherer(const ImportLimits &limits)
        : m_limits(limits)
        , m_table(limits)
    {
    }

    Problem add(const QJsonObject &given, quint32 line, const QString &place)
    {
        for (const char *name : {"end_devices", "endDevices"}) { // an answer of the HTTP API
            const QJsonValue list = given.value(QLatin1String(name));
            if (!list.isArray())
                continue;
            for (const QJsonValue &inner : list.toArray()) {
                if (const Problem problem = add(inner.toObject(), line, place))
                    return problem;
            }
            return {};
        }
        const QJsonObject object = unwrapped(given);
        const bool isDevice = object.value(QLatin1String("ids")).isObject();
        if (m_count++ == 0) {
            m_areDevices = isDevice;
            if (isDevice)
                DeviceJson::addHead(m_devices);
        } else if (isDevice != m_areDevices) {
            return sheetProblem(Code::SheetUnreadable, QStringLiteral("JSON"), place);
        }
        if (isDevice)
            DeviceJson::addRow(m_devices, line, object);
        else
            m_table.add(line, object);
        if (m_table.isTooLarge() || isTooLarge(m_devices, m_limits))
            return sheetProblem(Code::SheetTooLarge, QString::number(m_limits.rows));
        return {};
    }

    ImportReading take()
    {
        if (m_count == 0)
            return sheetProblem(Code::SheetEmpty);
        Domain::ImportDocument out;
        out.format
            = m_areDevices ? Domain::ImportDocument::Format::DevicesJson : Domain::ImportDocument::Format::TableJson;
        out.sheets.push_back(m_areDevices ? std::move(m_devices) : m_table.sheet());
        return out;
    }

private:
    const ImportLimits &m_limits;
    TableMaker m_table;
    ImportSheet m_devices;
    qint64 m_count = 0;
    bool m_areDevices = false;
};

} // namespace

ImportReading readDeviceJson(const QByteArray &utf8, const ImportLimits &limits, const ImportContinue &goOn)
{
    ObjectCutter cutter(utf8, limits);
    Gatherer gatherer(limits);
    quint64 count = 0;
    for (QByteArrayView text = cutter.next(); !text.isEmpty(); text = cutter.next()) {
        QJsonParseError error;
        const QJsonDocument document
            = QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()), &error);
        if (error.error != QJsonParseError::NoError)
            return sheetProblem(Code::SheetUnreadable, QStringLiteral("JSON"), cutter.place());
        if (const Problem problem = gatherer.add(document.object(), cutter.line(), cutter.place()))
            return problem;
        if (goOn && ++count % 200 == 0 && !goOn(quint64(cutter.position()), quint64(utf8.size())))
            return Problem();
    }
    if (cutter.problem())
        return cutter.problem();
    return gatherer.take();
}

} // namespace Backend
