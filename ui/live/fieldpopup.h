// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/popup.h"

#include <QStringList>

class QLineEdit;

namespace Gui {

/// Asks which decoded field is to be a column: its dotted path, with the fields of the chosen row to choose from.
class FieldPopup : public Popup
{
    Q_OBJECT

public:
    FieldPopup(const QString &present, const QStringList &offered, QWidget *parent);

Q_SIGNALS:
    /// Empty: no such column.
    void chosen(const QString &path);

private:
    void choose(const QString &path);

    QLineEdit *m_field = nullptr;
};

} // namespace Gui
