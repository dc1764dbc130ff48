// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/acceptancewriter.h"

#include "backend/domain/jsonwriter.h"
#include "backend/domain/problemtext.h"
#include "backend/export/csvtext.h"

#include <array>

namespace Backend {

namespace {

using Domain::AcceptanceReport;
using Domain::AcceptanceRow;
using Domain::ImportedRow;
using Domain::JsonWriter;

QByteArray timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate).toLatin1() : QByteArray();
}

const char *resultOf(const ImportedRow &row)
{
    switch (row.state) {
    case ImportedRow::State::Done:
        return "registered";
    case ImportedRow::State::Found:
        return "was registered before";
    case ImportedRow::State::Failed:
        return "failed";
    case ImportedRow::State::Waiting:
    case ImportedRow::State::UnderWay:
        break;
    }
    return "not tried";
}

bool isRegistered(const ImportedRow &row)
{
    return row.state == ImportedRow::State::Done || row.state == ImportedRow::State::Found;
}

QByteArray heardText(const AcceptanceRow &line)
{
    if (!isRegistered(line.row))
        return {};
    return line.lastHeard.isValid() ? QByteArrayLiteral("yes") : QByteArrayLiteral("no");
}

QByteArray why(const ImportedRow &row)
{
    return row.problem ? Domain::problemLine(row.problem).toUtf8() : QByteArray();
}

} // namespace

QByteArray acceptanceCsv(const AcceptanceReport &report)
{
    QByteArray out = "row,application_id,device_id,name,dev_eui,result,at,heard,last_heard_at,problem\r\n";
    for (const AcceptanceRow &line : report.rows) {
        const std::array<QByteArray, 10> cells{QByteArray::number(line.row.number),
                                               report.application.toUtf8(),
                                               line.row.id.toUtf8(),
                                               line.row.name.toUtf8(),
                                               line.row.devEui ? line.row.devEui->toString().toLatin1() : QByteArray(),
                                               resultOf(line.row),
                                               timeText(line.row.ended),
                                               heardText(line),
                                               timeText(line.lastHeard),
                                               why(line.row)};
        bool first = true;
        for (const QByteArray &cell : cells) {
            if (!first)
                out += ',';
            first = false;
            CsvText::appendCell(out, cell);
        }
        out += "\r\n";
    }
    return out;
}

QByteArray acceptanceJson(const AcceptanceReport &report)
{
    JsonWriter json;
    json.beginObject();
    json.key("network").text(report.network.toUtf8());
    json.key("application_id").text(report.application.toUtf8());
    json.key("file").text(report.fileName.toUtf8());
    json.key("begun_at").text(timeText(report.begun));
    qint64 registered = 0;
    qint64 failed = 0;
    qint64 heard = 0;
    for (const AcceptanceRow &line : report.rows) {
        registered += isRegistered(line.row) ? 1 : 0;
        failed += line.row.state == ImportedRow::State::Failed ? 1 : 0;
        heard += isRegistered(line.row) && line.lastHeard.isValid() ? 1 : 0;
    }
    json.key("rows").integer(qint64(report.rows.size()));
    json.key("registered").integer(registered);
    json.key("failed").integer(failed);
    json.key("heard").integer(heard);
    json.key("never_heard").integer(registered - heard);
    json.key("devices").beginArray();
    for (const AcceptanceRow &line : report.rows) {
        json.beginObject();
        json.key("row").integer(line.row.number);
        json.key("device_id").text(line.row.id.toUtf8());
        if (!line.row.name.isEmpty())
            json.key("name").text(line.row.name.toUtf8());
        if (line.row.devEui)
            json.key("dev_eui").text(line.row.devEui->toString().toLatin1());
        json.key("result").text(resultOf(line.row));
        if (line.row.ended.isValid())
            json.key("at").text(timeText(line.row.ended));
        if (line.lastHeard.isValid())
            json.key("last_heard_at").text(timeText(line.lastHeard));
        if (line.row.problem)
            json.key("problem").text(why(line.row));
        json.endObject();
    }
    json.endArray();
    json.endObject();
    return json.take() + '\n';
}

} // namespace Backend
