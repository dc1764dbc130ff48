// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportchoice.h"

#include "models/livelogproxy.h"
#include "ui/live/livelogview.h"
#include "ui/live/logcolumns.h"

#include <algorithm>
#include <optional>

namespace Gui {

using Domain::ExportColumn;
using Domain::SeqRange;
using Models::LiveLogModel;

namespace {

/// Decoded is not among them: it becomes columns of its own.
std::optional<ExportColumn> columnOf(LiveLogModel::Column column)
{
    switch (column) {
    case LiveLogModel::Time:
        return ExportColumn::Time;
    case LiveLogModel::Application:
        return ExportColumn::ApplicationId;
    case LiveLogModel::Network:
        return ExportColumn::Network;
    case LiveLogModel::Device:
        return ExportColumn::DeviceId;
    case LiveLogModel::Kind:
        return ExportColumn::Kind;
    case LiveLogModel::FPort:
        return ExportColumn::FPort;
    case LiveLogModel::FCnt:
        return ExportColumn::FCnt;
    case LiveLogModel::DataRate:
        return ExportColumn::DataRate;
    case LiveLogModel::Rssi:
        return ExportColumn::Rssi;
    case LiveLogModel::Snr:
        return ExportColumn::Snr;
    case LiveLogModel::Gateways:
        return ExportColumn::GatewayCount;
    case LiveLogModel::Payload:
        return ExportColumn::PayloadHex;
    case LiveLogModel::DevEui:
        return ExportColumn::DevEui;
    case LiveLogModel::DevAddr:
        return ExportColumn::DeviceAddress;
    case LiveLogModel::BestGateway:
        return ExportColumn::BestGateway;
    case LiveLogModel::Frequency:
        return ExportColumn::Frequency;
    case LiveLogModel::Bytes:
        return ExportColumn::PayloadBytes;
    case LiveLogModel::Airtime:
        return ExportColumn::ConsumedAirtimeMs;
    case LiveLogModel::Confirmed:
        return ExportColumn::Confirmed;
    case LiveLogModel::Delay:
        return ExportColumn::DelayMs;
    default:
        return std::nullopt;
    }
}

std::vector<ExportColumn> visibleColumns(const LiveLogView &view)
{
    std::vector<ExportColumn> columns;
    const std::vector<int> shown = view.columns()->shown();
    for (const int logical : shown) {
        const auto column = columnOf(LiveLogModel::Column(logical));
        if (!column)
            continue;
        columns.push_back(*column);
        // The cell of the log says both.
        if (*column == ExportColumn::FCnt)
            columns.push_back(ExportColumn::Missed);
    }
    return columns;
}

} // namespace

void ExportRows::add(Domain::ProfileRef profile, qint64 seq)
{
    if (seq <= 0) {
        ++unsaved;
        return;
    }
    ++count;
    std::vector<SeqRange> &own = ranges[profile];
    if (!own.empty() && own.back().last + 1 == seq)
        own.back().last = seq;
    else
        own.push_back({seq, seq});
}

void ExportRows::arrange()
{
    for (auto &[profile, own] : ranges) {
        const auto byFirst = [](const SeqRange &a, const SeqRange &b) { return a.first < b.first; };
        if (!std::is_sorted(own.begin(), own.end(), byFirst))
            std::sort(own.begin(), own.end(), byFirst);
    }
}

ExportChoice exportChoice(const LiveLogView &view, const Models::LiveLogProxy &log)
{
    ExportChoice choice;
    choice.columns = visibleColumns(view);
    choice.filter = log.filter();
    choice.withoutNormalized = true;
    for (const Domain::FilterTerm &term : choice.filter.terms) {
        if (term.field == Domain::FilterTerm::Field::Kind && !term.negated
            && term.words.contains(QLatin1String("normalized"), Qt::CaseInsensitive))
            choice.withoutNormalized = false;
    }
    if (!log.log())
        return choice;
    choice.utc = log.log()->isUtc();
    const Models::LiveLogStore &store = *log.log()->store();
    const auto add = [&](ExportRows &rows, int row) {
        const int source = log.mapToSource(log.index(row, 0)).row();
        rows.add(store.profile(source), store.record(source).seq);
    };
    for (int row = 0; row < log.rowCount(); ++row)
        add(choice.shown, row);
    const QItemSelection selection = view.selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            add(choice.selected, row);
    }
    choice.shown.arrange();
    choice.selected.arrange();
    return choice;
}

} // namespace Gui
