// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Bench {

/// Topic and payload of the n-th of any number of distinct, realistic v3 uplinks of about 1.3 kB: many devices, two
/// gateways, decoded fields, growing counters and times. The same n always gives the same bytes.
struct Uplink
{
    QByteArray topic;
    QByteArray payload;
};
Uplink uplink(quint32 n, int devices = 3'000);

} // namespace Bench
