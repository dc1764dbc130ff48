// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace Gui {

/// A small window over the page that a click elsewhere or Esc closes. Deletes itself when it closes. GUI thread.
class Popup : public QWidget
{
    Q_OBJECT

public:
    Popup(const char *name, const QString &title, QWidget *parent);

    /// Opens below the anchor, within the screen.
    void openBelow(const QWidget *anchor);
    /// Opens with its upper left corner here (global), within the screen.
    void openAt(QPoint position);

protected:
    /// Controls go here, one below the other.
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    /// As large as its controls ask for now.
    void fit();
    /// What has the focus when it opens.
    void startWith(QWidget *control) { m_first = control; }
    /// A line of plain text that may break.
    QLabel *addText(const char *name, const QString &accessibleName);
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QVBoxLayout *m_column = nullptr;
    QWidget *m_first = nullptr;
};

} // namespace Gui
