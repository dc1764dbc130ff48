// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace Gui {

class Theme;

/// Looks like the field that it opens: "Search or run…", its shortcut at the right.
class PaletteButton : public QAbstractButton
{
    Q_OBJECT

public:
    /// Triggers `action` and shows its shortcut.
    PaletteButton(const Theme *theme, QAction *action, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme = nullptr;
    QString m_keys;
};

} // namespace Gui
