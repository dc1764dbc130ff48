// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellterms.h"

#include "backend/domain/filterterms.h"

namespace Models::CellTerms {

using Domain::EventRecord;
using Domain::FilterTerm;
using Field = FilterTerm::Field;

namespace {

/// A menu with more would not be one.
constexpr std::size_t MostFields = 12;

FilterTerm matching(Field field, const QString &word)
{
    FilterTerm term;
    term.field = field;
    term.words = QStringList{word};
    return term;
}

FilterTerm comparing(FilterTerm::Op op, qint64 ns)
{
    FilterTerm term;
    term.field = Field::Time;
    term.op = op;
    term.timeNs = ns;
    return term;
}

/// The field whose condition takes the column's text for machines as it stands.
std::optional<Field> fieldOf(LiveLogModel::Column column)
{
    switch (column) {
    case LiveLogModel::Application:
        return Field::Application;
    case LiveLogModel::Network:
        return Field::Network;
    case LiveLogModel::Device:
        return Field::Device;
    case LiveLogModel::Kind:
        return Field::Kind;
    case LiveLogModel::FPort:
        return Field::FPort;
    case LiveLogModel::FCnt:
        return Field::FCnt;
    case LiveLogModel::DataRate:
        return Field::DataRate;
    case LiveLogModel::Rssi:
        return Field::Rssi;
    case LiveLogModel::Snr:
        return Field::Snr;
    case LiveLogModel::Gateways:
        return Field::Gateways;
    case LiveLogModel::DevEui:
        return Field::DevEui;
    case LiveLogModel::BestGateway:
        return Field::Gateway;
    case LiveLogModel::Frequency:
        return Field::Frequency;
    case LiveLogModel::Bytes:
        return Field::Bytes;
    case LiveLogModel::Airtime:
        return Field::Airtime;
    default:
        return std::nullopt;
    }
}

/// A wildcard in what was sent would match more than that.
bool hasWildcard(const QString &text)
{
    return text.contains(u'*') || text.contains(u'?');
}

FilterTerm fieldTerm(const QString &name, const QString &value)
{
    FilterTerm term = matching(Field::DecodedField, value);
    term.name = name;
    return term;
}

} // namespace

std::vector<DecodedField> decodedFields(const LiveLogModel &log, int row)
{
    const EventRecord &record = log.store()->record(row);
    const Domain::CellText *cell = log.cell(row);
    if (!cell || (!record.has(EventRecord::Decoded) && record.kind != Domain::EventKind::Normalized))
        return {};
    std::vector<DecodedField> fields;
    const QStringList parts = cell->decoded.split(QStringLiteral(" · "), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const qsizetype blank = part.indexOf(u' ');
        if (blank > 0 && !part.endsWith(u'…'))
            fields.push_back({part.left(blank), part.mid(blank + 1)});
    }
    return fields;
}

std::vector<FilterTerm> of(const LiveLogModel &log, int row, LiveLogModel::Column column)
{
    const EventRecord &record = log.store()->record(row);
    const QString text = log.index(row, column).data(LiveLogModel::CopyRole).toString();
    if (column == LiveLogModel::Time)
        return {comparing(FilterTerm::Op::GreaterOrEqual, record.timeNs),
                comparing(FilterTerm::Op::LessOrEqual, record.timeNs)};
    if (text.isEmpty()
        || (EventText::isSpan(record) && column != LiveLogModel::Kind && column != LiveLogModel::Network))
        return {};
    if (const auto field = fieldOf(column))
        return hasWildcard(text) ? std::vector<FilterTerm>() : std::vector{matching(*field, text)};
    if (column == LiveLogModel::Confirmed)
        return {matching(Field::Confirmed, QStringLiteral("yes"))};
    if (column == LiveLogModel::Payload) {
        const Domain::CellText *cell = log.cell(row);
        return cell && !cell->payload.isEmpty()
            ? std::vector{matching(Field::Hex, QString::fromLatin1(cell->payload.toHex()).toUpper())}
            : std::vector<FilterTerm>();
    }
    std::vector<FilterTerm> terms;
    if (column == LiveLogModel::Field && !hasWildcard(text))
        terms.push_back(fieldTerm(log.field(), text));
    if (column == LiveLogModel::Decoded) {
        for (const DecodedField &field : decodedFields(log, row)) {
            if (terms.size() < MostFields && !hasWildcard(field.value))
                terms.push_back(fieldTerm(field.name, field.value));
        }
    }
    return terms;
}

} // namespace Models::CellTerms
