// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/livelogproxy.h"

#include <QTableView>
#include <QTimer>

#include <optional>
#include <vector>

class QMenu;
class QPushButton;

namespace Gui {

class LogColumns;
class Theme;

/// The live log as a table: newest at the bottom, following the tail until one scrolls up; what one reads never moves.
class LiveLogView : public QTableView
{
    Q_OBJECT

public:
    LiveLogView(const Theme *theme, QWidget *parent = nullptr);

    void setLog(Models::LiveLogProxy *proxy);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// Where one is: to come back to it after another filter.
    struct Place
    {
        std::vector<Models::EventKey> selected;
        std::optional<Models::EventKey> current;
        int currentColumn = 0;
        qint64 topRowId = 0;
        int topOffset = 0;
        bool following = true;
    };
    [[nodiscard]] Place place() const;
    /// The same rows at the same height, as far as they are still here.
    void returnTo(const Place &place);
    /// The row becomes the current one, in the middle of the view.
    void goToRow(int row);

    /// The event that the details belong to.
    [[nodiscard]] std::optional<Models::EventKey> currentEvent() const;
    [[nodiscard]] LogColumns *columns() const { return m_columns; }
    void setColumnShown(int column, bool shown);
    void resetColumns();
    void copySelection();
    /// The names of the decoded fields of the current row, as far as its text is here.
    [[nodiscard]] QStringList currentFields() const;

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
    /// More rows are selected than a copy holds: nothing was copied.
    void tooManyToCopy(int rows, int most);
    /// The condition of a cell is to be added to the filter.
    void termRequested(const Domain::FilterTerm &term);
    /// Only the device of the current row is to be shown.
    void deviceRequested();
    /// A decoded field is to be a column.
    void fieldRequested(const QString &path);
    void messageRequested();
    void exportRequested();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

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
    void chooseWhatIsSeen();
    void goToSameDevice(int step);
    void rememberRows();
    void restoreRows();
    void onScrolled();
    void onRowsRemoved();
    void tryCopy();
    void paintSpans(QPainter &painter);
    void paintDays(QPainter &painter);
    [[nodiscard]] std::pair<int, int> visibleRows() const;
    void select(const Place &place);

    const Theme *m_theme = nullptr;
    Models::LiveLogProxy *m_proxy = nullptr;
    QPushButton *m_newButton = nullptr;
    QTimer m_texts;
    LogColumns *m_columns = nullptr;
    Place m_remembered;
    std::vector<qint64> m_copyIds; ///< rows to be copied once their texts are here
    QTimer m_copyLimit;
    qint64 m_seenEndId = 0; ///< rows from here on came while not following
    int m_valueAfterRemoval = 0;
    bool m_following = true;
    bool m_singleKeys = true;
    bool m_moving = false; ///< scrolled by us, not by the person
};

} // namespace Gui
