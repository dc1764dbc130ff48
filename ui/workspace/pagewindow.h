// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace Gui {

class Page;

/// A page that was torn off, in a window of its own. Closing the window gives the page back. The shortcuts of the main
/// window work here, too. GUI thread.
class PageWindow : public QWidget
{
    Q_OBJECT

public:
    /// Takes the page in; `actions` are those of the main window.
    PageWindow(Page *page, const QString &title, const QList<QAction *> &actions);

    [[nodiscard]] Page *page() const { return m_page; }
    /// Gives the page to `parent`; the window is empty afterwards.
    Page *release(QWidget *parent);

Q_SIGNALS:
    void closed();
    void activated();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Page *m_page = nullptr;
};

} // namespace Gui
