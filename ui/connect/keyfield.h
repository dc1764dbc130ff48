// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLineEdit;
class QWidget;

namespace Gui {

/// A field for a secret: masked, not remembered by input methods.
QLineEdit *makeKeyField(QWidget *parent);

} // namespace Gui
