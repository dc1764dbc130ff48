// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importpackage.h"

#include "backend/import/devicestream.h"

#include <QDataStream>
#include <QIODevice>

namespace Backend {

namespace {

using Domain::ImportColumn;
using Domain::ImportField;
using Domain::ImportPlan;
using Domain::ImportSheet;

constexpr quint32 formatNumber = 1;

void setUp(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
}

void writeSheet(QDataStream &out, const ImportSheet &sheet)
{
    out << sheet.name << quint32(sheet.rowCount());
    for (int row = 0; row < sheet.rowCount(); ++row) {
        out << sheet.rowNumber(row) << quint32(sheet.cellCount(row));
        for (int column = 0; column < sheet.cellCount(row); ++column)
            out << sheet.cell(row, column).toUtf8() << sheet.traits(row, column);
    }
    out << quint32(sheet.json.size());
    for (const QByteArray &json : sheet.json)
        out << json;
}

ImportSheet readSheet(QDataStream &in)
{
    ImportSheet sheet;
    quint32 rows = 0;
    in >> sheet.name >> rows;
    for (quint32 row = 0; row < rows && in.status() == QDataStream::Ok; ++row) {
        quint32 number = 0;
        quint32 cells = 0;
        in >> number >> cells;
        sheet.beginRow(number);
        for (quint32 cell = 0; cell < cells && in.status() == QDataStream::Ok; ++cell) {
            QByteArray text;
            quint8 traits = 0;
            in >> text >> traits;
            sheet.addCell(QString::fromUtf8(text), traits);
        }
    }
    quint32 count = 0;
    in >> count;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i)
        in >> sheet.json.emplace_back();
    return sheet;
}

void writePlan(QDataStream &out, const ImportPlan &plan)
{
    out << quint8(plan.generation) << plan.application << qint32(plan.headerRow) << quint32(plan.columns.size());
    for (const ImportColumn &column : plan.columns)
        out << quint8(column.field) << column.attribute << column.reversed;
    out << plan.idTemplate << plan.prefix << qint32(plan.firstNumber) << plan.joins.has_value()
        << plan.joins.value_or(false) << plan.acceptsDoubts;
    DeviceStream::write(out, plan.defaults);
}

ImportPlan readPlan(QDataStream &in)
{
    ImportPlan plan;
    quint8 generation = 0;
    qint32 headerRow = -1;
    qint32 firstNumber = 1;
    quint32 columns = 0;
    in >> generation >> plan.application >> headerRow >> columns;
    for (quint32 i = 0; i < columns && in.status() == QDataStream::Ok; ++i) {
        quint8 field = 0;
        ImportColumn column;
        in >> field >> column.attribute >> column.reversed;
        if (field >= quint8(ImportField::FieldCount))
            in.setStatus(QDataStream::ReadCorruptData);
        else
            column.field = ImportField(field);
        plan.columns.push_back(column);
    }
    bool hasJoins = false;
    bool joins = false;
    in >> plan.idTemplate >> plan.prefix >> firstNumber >> hasJoins >> joins >> plan.acceptsDoubts;
    plan.generation = generation == quint8(Domain::Generation::V2) ? Domain::Generation::V2 : Domain::Generation::V3;
    plan.headerRow = headerRow;
    plan.firstNumber = firstNumber;
    if (hasJoins)
        plan.joins = joins;
    plan.defaults = DeviceStream::read(in);
    return plan;
}

} // namespace

QByteArray ImportPackage::toBytes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    setUp(out);
    out << formatNumber;
    writePlan(out, plan);
    writeSheet(out, *sheet);
    out << quint32(rows.size());
    for (const int row : rows)
        out << qint32(row);
    return qCompress(bytes, 1);
}

std::optional<ImportPackage> ImportPackage::fromBytes(const QByteArray &bytes)
{
    const QByteArray unpacked = qUncompress(bytes);
    QDataStream in(unpacked);
    setUp(in);
    quint32 format = 0;
    in >> format;
    if (format != formatNumber)
        return std::nullopt;
    ImportPackage out;
    out.plan = readPlan(in);
    out.sheet = std::make_shared<const ImportSheet>(readSheet(in));
    quint32 rows = 0;
    in >> rows;
    for (quint32 i = 0; i < rows && in.status() == QDataStream::Ok; ++i) {
        qint32 row = 0;
        in >> row;
        if (row < 0 || row >= out.sheet->rowCount())
            return std::nullopt;
        out.rows.push_back(row);
    }
    if (in.status() != QDataStream::Ok)
        return std::nullopt;
    return out;
}

} // namespace Backend
