// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importjournal.h"

#include "backend/domain/jsonwriter.h"
#include "backend/domain/problemtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace Backend::ImportJournal {

namespace {

using Domain::ImportedRow;
using Domain::JsonWriter;
using Domain::Problem;
using State = ImportedRow::State;

constexpr int formatNumber = 1;
constexpr int mostRows = 1'000'000;
/// By State.
constexpr std::array stateWords{"waiting", "open", "done", "found", "failed"};

void putTime(JsonWriter &json, const char *key, const QDateTime &time)
{
    if (time.isValid())
        json.key(key).integer(time.toMSecsSinceEpoch());
}

QDateTime timeOf(const QJsonValue &value)
{
    return value.isDouble() ? QDateTime::fromMSecsSinceEpoch(qint64(value.toDouble()), Qt::UTC) : QDateTime();
}

/// Codes have other numbers in another version of the program, so the title stands beside it.
void putProblem(JsonWriter &json, const Problem &problem)
{
    json.key("problem").beginObject();
    json.key("code").integer(int(problem.code));
    json.key("title").text(Domain::problemText(problem).title.toUtf8());
    json.key("line").text(Domain::problemLine(problem).toUtf8());
    json.key("args").array(QJsonArray::fromStringList(problem.args));
    if (!problem.serverText.isEmpty())
        json.key("server").text(problem.serverText.toUtf8());
    if (!problem.details.isEmpty())
        json.key("details").text(problem.details.toUtf8());
    if (problem.retryable)
        json.key("retryable").boolean(true);
    json.endObject();
}

Problem problemOf(const QJsonObject &object)
{
    Problem problem;
    const int code = object.value(QLatin1String("code")).toInt();
    if (code > 0 && code < int(Problem::Code::CodeCount))
        problem.code = Problem::Code(code);
    for (const QJsonValue &arg : object.value(QLatin1String("args")).toArray())
        problem.args += arg.toString();
    problem.serverText = object.value(QLatin1String("server")).toString();
    problem.details = object.value(QLatin1String("details")).toString();
    problem.retryable = object.value(QLatin1String("retryable")).toBool();
    if (Domain::problemText(problem).title == object.value(QLatin1String("title")).toString())
        return problem;
    Problem told{Problem::Code::ImportFailedBefore, {object.value(QLatin1String("line")).toString()}, {}, {}, false};
    told.details = problem.details;
    return told;
}

void readRow(Reading &out, const QJsonObject &line)
{
    ImportedRow row;
    row.number = quint32(line.value(QLatin1String("row")).toInt());
    row.id = line.value(QLatin1String("id")).toString();
    row.name = line.value(QLatin1String("name")).toString();
    row.devEui = Domain::Eui::fromHex(line.value(QLatin1String("dev_eui")).toString().toStdString());
    out.record.rows.push_back(row);
    out.isOpen.push_back(false);
}

void readChange(Reading &out, const QJsonObject &line)
{
    const int index = line.value(QLatin1String("at")).toInt(-1);
    if (index < 0 || std::size_t(index) >= out.record.rows.size())
        return;
    ImportedRow &row = out.record.rows[std::size_t(index)];
    const QString word = line.value(QLatin1String("state")).toString();
    for (std::size_t state = 0; state < stateWords.size(); ++state) {
        if (word == QLatin1String(stateWords[state]))
            row.state = State(state);
    }
    out.isOpen[std::size_t(index)] = row.state == State::UnderWay;
    if (row.state == State::UnderWay)
        row.state = State::Waiting; // nobody works on it any more
    row.ended = timeOf(line.value(QLatin1String("time")));
    row.problem = row.state == State::Failed ? problemOf(line.value(QLatin1String("problem")).toObject()) : Problem();
}

} // namespace

QByteArray head(const Domain::ImportRecord &record, Domain::Generation generation)
{
    JsonWriter json;
    json.beginObject();
    json.key("import").integer(formatNumber);
    json.key("id").text(record.id.toUtf8());
    json.key("file").text(record.fileName.toUtf8());
    json.key("profile").text(record.profile.toUtf8());
    json.key("application").text(record.application.toUtf8());
    json.key("generation").integer(int(generation));
    putTime(json, "begun", record.begun);
    json.endObject();
    QByteArray out = json.take() + '\n';
    for (const ImportedRow &row : record.rows) {
        json.beginObject();
        json.key("row").integer(row.number);
        json.key("id").text(row.id.toUtf8());
        if (!row.name.isEmpty())
            json.key("name").text(row.name.toUtf8());
        if (row.devEui)
            json.key("dev_eui").text(row.devEui->toString().toLatin1());
        json.endObject();
        out += json.take();
        out += '\n';
    }
    return out;
}

QByteArray change(int index, const ImportedRow &row)
{
    JsonWriter json;
    json.beginObject();
    json.key("at").integer(index);
    json.key("state").text(stateWords[std::size_t(row.state)]);
    putTime(json, "time", row.ended);
    if (row.state == State::Failed)
        putProblem(json, row.problem);
    json.endObject();
    return json.take() + '\n';
}

std::optional<Reading> read(const QByteArray &text)
{
    Reading out;
    bool begun = false;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = text.indexOf('\n', at);
        if (end < 0)
            end = text.size();
        const QJsonObject line = QJsonDocument::fromJson(text.mid(at, end - at)).object();
        at = end + 1;
        if (line.contains(QLatin1String("import"))) {
            if (line.value(QLatin1String("import")).toInt() != formatNumber)
                return std::nullopt;
            out.record.id = line.value(QLatin1String("id")).toString();
            out.record.fileName = line.value(QLatin1String("file")).toString();
            out.record.profile = line.value(QLatin1String("profile")).toString();
            out.record.application = line.value(QLatin1String("application")).toString();
            out.record.begun = timeOf(line.value(QLatin1String("begun")));
            if (line.value(QLatin1String("generation")).toInt() == int(Domain::Generation::V2))
                out.generation = Domain::Generation::V2;
            begun = true;
        } else if (line.contains(QLatin1String("row")) && out.record.rows.size() < mostRows) {
            readRow(out, line);
        } else if (line.contains(QLatin1String("at"))) {
            readChange(out, line);
        }
    }
    if (!begun)
        return std::nullopt;
    return out;
}

} // namespace Backend::ImportJournal
