// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/livelogproxy.h"

#include <QTableView>
#include <QTimer>

#include <optional>
#include <vector>

class QPushButton;

namespace Gui {

class Theme;

/// The live log as a table: newest at the bottom, following the tail until one scrolls up; what one reads never moves.
class LiveLogView : public QTableView
{
    Q_OBJECT

public:
    LiveLogView(const Theme *theme, QWidget *parent = nullptr);

    void setLog(Models::LiveLogProxy *proxy);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// The event that the details belong to.
    [[nodiscard]] std::optional<Models::EventKey> currentEvent() const;
    void setColumnShown(int column, bool shown);
    /// Widths of UI 3 and the columns that stand there.
    void resetColumns();
    void copySelection();

public Q_SLOTS:
    void followTail();
    /// Whether Space, N and P act by themselves.
    void setSingleKeys(bool on) { m_singleKeys = on; }

Q_SIGNALS:
    void followingChanged(bool following);
    /// Another row is current, or the current one has changed.
    void currentEventChanged();
    void pauseRequested();
    void columnsChanged();
    void copied(int rows);
    void exportRequested();
    /// A filter term for the cell under the mouse, or the device of the current row.
    void termRequested(const QString &term);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

public:
    /// Off: a search by typed letters would walk through all rows.
    void keyboardSearch(const QString &) override { }

private:
    void setFollowing(bool following);
    void updateRowHeight();
    void updateUnseen();
    void placeButton();
    void askForTexts();
    void showHeaderMenu(const QPoint &position);
    void goToSameDevice(int step);
    void rememberRows();
    void restoreRows();
    void onScrolled();
    void onRowsRemoved();
    void tryCopy();
    void paintSpans(QPainter &painter);
    void paintDays(QPainter &painter);
    [[nodiscard]] std::pair<int, int> visibleRows() const;
    [[nodiscard]] QString termOf(const QModelIndex &index) const;

    struct Remembered
    {
        std::vector<Models::EventKey> selected;
        std::optional<Models::EventKey> current;
        int currentColumn = 0;
        qint64 topRowId = 0;
        int topOffset = 0;
    };

    const Theme *m_theme = nullptr;
    Models::LiveLogProxy *m_proxy = nullptr;
    QPushButton *m_newButton = nullptr;
    QTimer m_texts;
    Remembered m_remembered;
    std::vector<qint64> m_copyIds; ///< rows to be copied once their texts are here
    QTimer m_copyLimit;
    qint64 m_seenEndId = 0; ///< rows from here on came while not following
    int m_valueAfterRemoval = 0;
    bool m_singleKeys = true;
    bool m_following = true;
    bool m_moving = false; ///< scrolled by us, not by the person
};

} // namespace Gui
