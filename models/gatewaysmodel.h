// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/trafficevent.h"
#include "models/eventtext.h"
#include "models/inspectorroles.h"

#include <QAbstractTableModel>

#include <vector>

namespace Models {

/// The gateways that heard a frame, one row for each antenna, the best one first, then by SNR and RSSI. GUI thread.
class GatewaysModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int {
        Best,
        Gateway,
        Eui,
        Antenna,
        Rssi,
        ChannelRssi,
        SignalRssi,
        Snr,
        Time,
        FineTime,
        Latitude,
        Longitude,
        Altitude,
        Forwarder,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setEvent(const Domain::TrafficEvent &event, const EventText &text);
    /// A column that no row fills.
    [[nodiscard]] bool isColumnEmpty(Column column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        Domain::GatewayReception reception;
        bool best = false;
    };
    [[nodiscard]] QString text(const Row &row, Column column, EventText::Style style) const;

    std::vector<Row> m_rows;
    EventText m_text;
};

} // namespace Models
