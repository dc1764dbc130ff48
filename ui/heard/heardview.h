// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/heardmodel.h"

#include <QPersistentModelIndex>
#include <QStyledItemDelegate>
#include <QTableView>

#include <optional>

namespace Gui {

class Theme;

/// The table of *Heard*. While a row is chosen, or one has scrolled, or the mouse is on it, rows keep their places;
/// else the table keeps itself sorted. GUI thread.
class HeardView : public QTableView
{
    Q_OBJECT

public:
    HeardView(const Theme *theme, QWidget *parent = nullptr);

    void setDevices(Models::HeardModel *model);
    void resetColumns();
    void setColumnShown(Models::HeardColumn column, bool shown);
    void copySelection();
    [[nodiscard]] std::optional<Domain::DeviceRef> currentDevice() const;

    /// Off: a search by typed letters would walk through all rows.
    void keyboardSearch(const QString &) override { }

Q_SIGNALS:
    void deviceRequested(Domain::DeviceRef device);
    void copied(int rows);
    /// Esc with nothing chosen.
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateRowHeight();
    void updateHeld();
    void rememberPlace();
    void restorePlace();
    void openCurrent();
    void showHeaderMenu(const QPoint &position);

    const Theme *m_theme;
    Models::HeardModel *m_model = nullptr;
    std::vector<Domain::DeviceRef> m_selected; ///< what was chosen before rows moved
    std::optional<Domain::DeviceRef> m_current;
    std::optional<Domain::DeviceRef> m_top;
    int m_topOffset = 0;
    int m_column = 0;
    bool m_restoring = false;
};

} // namespace Gui
