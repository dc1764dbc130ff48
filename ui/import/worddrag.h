// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>
#include <QPointer>

class QLabel;
class QTimer;
class QWidget;

namespace Gui {

/// A word that follows the pressed mouse within one window. Not a QDrag: that one runs an event loop of its own, and
/// nothing is to leave the window. Who is pressed hands its mouse events on; Esc ends it without a drop.
class WordDrag : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Column, Field };

    struct Word
    {
        Kind kind = Kind::Column;
        int number = -1;
        QString text;
    };

    /// `area`: where it is shown, and must outlive it.
    explicit WordDrag(QWidget *area);
    ~WordDrag() override;

    void press(QWidget *source, const QPoint &globalPos, const Word &word);
    /// True once the mouse has gone far enough: from then on it is no click.
    bool move(const QPoint &globalPos);
    /// True when it was no click.
    bool release(const QPoint &globalPos);
    void cancel();

    [[nodiscard]] bool isDragging() const { return m_dragging; }
    [[nodiscard]] const Word &word() const { return m_word; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void moved(const QPoint &globalPos);
    void dropped(const QPoint &globalPos);
    void ended(); ///< after a drop, too

private:
    void end();

    QWidget *m_area;
    QLabel *m_label;
    QPointer<QWidget> m_source;
    Word m_word;
    QPoint m_pressedAt;
    bool m_pressed = false;
    bool m_dragging = false;
    bool m_cancelled = false; ///< until the mouse is let go
};

} // namespace Gui
