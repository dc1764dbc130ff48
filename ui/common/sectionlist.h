// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace Gui {

/// The sections of a page, at its left: one line each, as wide as the longest usual title.
class SectionList : public QListWidget
{
public:
    /// `name` is the object's.
    SectionList(const QString &name, QWidget *parent);
};

} // namespace Gui
