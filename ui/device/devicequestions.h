// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicefield.h"

#include <QCoreApplication>
#include <QWidget>

#include <functional>

namespace Gui {

/// What the page of a device asks before it does something that cannot be undone. Each opens a dialog over `parent`
/// and returns at once. Stateless; GUI thread.
class DeviceQuestions
{
    Q_DECLARE_TR_FUNCTIONS(Gui::DeviceQuestions)

public:
    /// What is not saved would be lost. `save` is null where nothing can be saved now.
    static void leave(QWidget *parent, const QString &device, std::function<void()> save,
                      std::function<void()> discard);
    /// Says what is lost, with a choice about the join nonces where the device has some.
    static void reset(QWidget *parent, const QString &device, const Models::DeviceShape &shape, bool joinNonces,
                      std::function<void(bool joinNonces)> accepted);
};

} // namespace Gui
