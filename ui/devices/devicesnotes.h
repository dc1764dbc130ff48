// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QString>

namespace Gui {

class DeviceSource;
class RightsBook;

/// What the page *Devices* says while it has no row to show, and what its buttons then do.
struct DevicesNote
{
    enum class Action : quint8 { None, EnterKey, EditConnection, Retry, ShowAll, NewDevice, Import };

    QString title; ///< empty: nothing is to be said, but for a problem
    QString body;
    Domain::Problem problem; ///< instead of title and body
    QString actionText;
    QString secondText;
    Action action = Action::None;
    Action secondAction = Action::None;

    [[nodiscard]] bool isEmpty() const { return title.isEmpty() && !problem; }
    friend bool operator==(const DevicesNote &, const DevicesNote &) = default;
};

[[nodiscard]] DevicesNote devicesNote(DeviceSource &source, RightsBook &rights, const QString &network);

} // namespace Gui
