// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicetablemodel.h"

#include <QTableView>

namespace Gui {

class Theme;

/// The table of *Devices*. What one reads stays where it is while rows come, go and change. GUI thread.
class DevicesView : public QTableView
{
    Q_OBJECT

public:
    explicit DevicesView(const Theme *theme, QWidget *parent = nullptr);

    void setDevices(Models::DeviceTableModel *model);
    void resetColumns();
    void setColumnShown(Models::DeviceTableColumn column, bool shown);

    /// Ids in the order of their rows.
    [[nodiscard]] QStringList selectedDevices() const;
    [[nodiscard]] QStringList devicesInView() const;
    /// Empty: none.
    [[nodiscard]] QString currentDevice() const;
    /// Makes it the current row and scrolls there; false when it is not shown.
    bool choose(const QString &id);
    void copyRows();
    /// The name of the current row, in its place.
    void editName();

    /// Off: a search by typed letters would walk through all rows.
    void keyboardSearch(const QString &) override { }

Q_SIGNALS:
    void openRequested(const QString &id);
    /// Other rows are chosen, or another one is current.
    void choiceChanged();
    /// Other rows have come into view.
    void viewChanged();
    void copied(int rows);
    /// Esc with nothing chosen.
    void escaped();
    /// At this place of the screen, for the chosen rows.
    void menuRequested(const QModelIndex &cell, const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateHeld();
    void rememberPlace();
    void restorePlace();
    void showHeaderMenu(const QPoint &position);

    const Theme *m_theme;
    Models::DeviceTableModel *m_model = nullptr;
    QStringList m_selected; ///< what was chosen before rows moved
    QString m_current;
    QString m_top;
    int m_topOffset = 0;
    int m_column = 0;
    bool m_restoring = false;
};

} // namespace Gui
