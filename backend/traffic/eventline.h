// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/trafficevent.h"

#include <QByteArray>
#include <QString>

namespace Backend {

/// One event as `ttnc events` prints it and as it is exported: a JSON object on one line, always with the same keys in
/// the same order, null where the message does not say. `network` is the profile's name. Values are those of `event`,
/// `missed` comes from `record`.
QByteArray eventLine(const Domain::TrafficEvent &event, const Domain::EventRecord &record, const QString &network);

/// Frames missed before an uplink; for a gap or lost events how many are known.
std::optional<quint32> missedFrames(const Domain::EventRecord &record);

/// The line's list of gateways.
QByteArray gatewayList(const std::vector<Domain::GatewayReception> &gateways);

} // namespace Backend
