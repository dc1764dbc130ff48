// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace Models {
class BackgroundWork;
}

namespace Gui {

class Theme;
class WorkRow;

/// The list of background work over the status bar: a bar and a button to stop it for each that runs, how it ended for
/// each that has. Esc or a click elsewhere in the window closes it. It is a part of the window, not a window of its
/// own: nothing is grabbed, and what comes in the meantime is still seen.
class WorkPopup : public QWidget
{
    Q_OBJECT

public:
    WorkPopup(Models::BackgroundWork *work, const Theme *theme, QWidget *parent);

    /// Above `anchor`, at its right edge, in its window.
    void openAt(QWidget *anchor);

Q_SIGNALS:
    void closed();
    void folderRequested(const QString &path);

protected:
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void insertRows(int first, int last);
    void fit();

    Models::BackgroundWork *m_work = nullptr;
    const Theme *m_theme = nullptr;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QPointer<QWidget> m_anchor;
    std::vector<WorkRow *> m_rows;
};

} // namespace Gui
