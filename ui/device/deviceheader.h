// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deviceactivity.h"
#include "ui/device/devicesection.h"

class QAction;
class QMenu;
class QToolButton;

namespace Gui {

/// The row above a device: back, which device it is and how it is, Save and Undo, and a menu with the rest.
class DeviceHeader : public QWidget
{
    Q_OBJECT

public:
    explicit DeviceHeader(const DevicePageParts *parts, QWidget *parent = nullptr);

    void refresh();

    QAction *save = nullptr;
    QAction *undo = nullptr; ///< or brings back what was undone
    QAction *reload = nullptr;
    QAction *log = nullptr;
    QAction *copy = nullptr;
    QAction *move = nullptr;
    QAction *reset = nullptr;
    QAction *remove = nullptr;

Q_SIGNALS:
    void backRequested();
    void cancelRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *add(const char *name, const QString &text, const QKeySequence &shortcut, const QString &hint);
    QPushButton *addButton(QAction *action);
    void buildMenu();
    void updateState();
    void updateName();
    void updateIcons();
    [[nodiscard]] const Models::DeviceActivity::Device *activity() const;

    const DevicePageParts *m_parts;
    QToolButton *m_back = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_name = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_work = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_undo = nullptr;
    QToolButton *m_menu = nullptr;
};

} // namespace Gui
