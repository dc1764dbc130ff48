// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/livelogmodel.h"

#include <QObject>

#include <array>

class QHeaderView;
class QMenu;
class QTableView;

namespace Gui {

/// The columns of the log: which are shown, in which order and how wide. Together they are never wider than the view
/// unless the person widened one: where there is no room to read them all, some fold away until there is. GUI thread.
class LogColumns : public QObject
{
    Q_OBJECT

public:
    /// `view` has its model when reset() is first called.
    explicit LogColumns(QTableView *view);

    /// As at first.
    void reset();
    /// Whether the log shows several applications, so that their column is one of the standard ones.
    void setApplicationShown(bool shown);
    void setShown(int column, bool shown);
    /// Makes the columns fit into the width of the view.
    void fit();
    /// `Time:96 -Application:96 Device:150! …` in their order; minus: hidden, exclamation mark: widened by the person.
    [[nodiscard]] QString save() const;
    /// False when it is no such text; nothing changes then.
    bool restore(const QString &text);
    /// One tick per column, and the way back.
    void fillMenu(QMenu *menu);
    /// Wanted by the person, or one of the standard ones; it may be folded away.
    [[nodiscard]] bool isShown(int column) const;
    /// In the order of the view, without the hidden ones but with those that are folded away.
    [[nodiscard]] std::vector<int> shown() const;

Q_SIGNALS:
    void changed();
    /// Which decoded field is to be a column.
    void fieldWanted();

private:
    static constexpr int Count = Models::LiveLogModel::ColumnCount;

    [[nodiscard]] int standardWidth(int column) const;
    [[nodiscard]] int leastWidth(int column) const;
    [[nodiscard]] int readableWidth(int column) const;
    /// Takes out of `columns` what there is no room for, and hides it.
    void fold(std::vector<int> &columns, int width);

    QTableView *m_view = nullptr;
    QHeaderView *m_header = nullptr;
    std::array<int, Count> m_wishes{}; ///< width when there is room
    std::array<bool, Count> m_widened{};
    std::array<bool, Count> m_folded{}; ///< hidden only because there is no room
    int m_latest = -1; ///< just asked for: not folded away
    bool m_applicationShown = true;
    bool m_fitting = false;
};

} // namespace Gui
