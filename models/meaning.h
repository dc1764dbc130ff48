// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace Models {
Q_NAMESPACE

/// What a cell means. The user interface chooses the colour; the cell's words say the same.
enum class Meaning : quint8 {
    Plain,
    Quiet, ///< secondary, off, not known, gap
    Uplink,
    Join,
    Downlink, ///< queued, sent, invalidated
    Good, ///< acknowledged, connected
    Bad, ///< failed, refused, unsaved
    Location,
    Normalized,
    Service, ///< service data and others
};
Q_ENUM_NS(Meaning)

} // namespace Models
