// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QTableView;

namespace Gui {

class Theme;

/// Quiet bars where the rows of a table will be, while the first ones are on their way. They come after a moment, so
/// that what is fast does not flicker, and they do not move. GUI thread.
class Skeleton : public QWidget
{
    Q_OBJECT

public:
    Skeleton(const Theme *theme, QTableView *table);

    void setWaiting(bool waiting);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme *m_theme;
    QTableView *m_table;
    QTimer m_patience;
};

} // namespace Gui
