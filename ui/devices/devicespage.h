// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/devices/devicesnotes.h"
#include "ui/devices/devicesource.h"

#include <QTimer>

#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace Gui {

class ConsoleContext;
class DeviceOrders;
class DevicePage;
class DevicesView;
class NoticeBar;
class RightsBook;
class Skeleton;
class StateNote;
class Theme;

/// The page *Devices*: what is registered in an application. Opening a device shows its page in place of the table.
class DevicesPage : public Page
{
    Q_OBJECT

public:
    /// All must outlive the page.
    DevicesPage(ConsoleContext *context, Models::DeviceActivity *activity, DeviceOrders *orders, const Theme *theme,
                const Scope &scope, QWidget *parent = nullptr);
    ~DevicesPage() override;

    [[nodiscard]] const Scope &scope() const { return m_scope; }
    [[nodiscard]] DevicesView *view() const { return m_view; }
    [[nodiscard]] DeviceSource *source() { return &m_source; }
    /// Asks the network again.
    void refresh();
    /// The page of this device, in place of the table. What is not saved on another one is asked about before.
    void showDevice(const QString &id);
    /// Only these devices, until the person asks for all again.
    void showOnly(const QStringList &ids);
    /// Back to the table.
    void closeDevice();

    void setUtc(bool utc) override;
    [[nodiscard]] bool can(PageCommand command) const override;
    [[nodiscard]] bool hasUnsavedChanges() const override;
    void run(PageCommand command) override;
    void takeFocus() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings, bool layoutOnly) override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QAction *addOrder(const char *name, const QString &text, const QKeySequence &keys, const QString &hint,
                      std::function<void()> run);
    void buildActions();
    void buildBar(QWidget *bar);
    void buildCounts(QWidget *bar);
    void connectAll();
    void openDevice(const QString &id);
    void applyFilter();
    void stepBack();
    void showAll();
    void doAction(DevicesNote::Action action);
    void rename(const QString &id, const QString &name);
    void showMenu(const QModelIndex &cell, const QPoint &globalPosition);
    void addCopies(QMenu *menu, const QModelIndex &cell);
    void updateAll();
    void updateActions();
    void updateCounts();
    void updateNotes();
    void updateColors();
    /// Chosen rows, or the current one.
    [[nodiscard]] QStringList chosen() const;
    [[nodiscard]] Domain::DeviceRef heardAs(const QString &id) const;
    [[nodiscard]] bool lacksRight() const;
    [[nodiscard]] bool mayEdit() const { return m_source.network() && !lacksRight(); }

    ConsoleContext *m_context;
    Models::DeviceActivity *m_activity;
    DeviceOrders *m_orders;
    RightsBook *m_rights;
    const Theme *m_theme;
    const Scope m_scope;
    DeviceSource m_source;
    Models::DeviceTableFilter m_filter;
    std::map<QString, Domain::Call<Domain::Result<Domain::Done>>> m_renaming;
    QTimer m_typing;
    DevicesNote m_saying;
    QString m_wanted; ///< the row to be current once it has come

    QStackedWidget *m_stack = nullptr; ///< the list, or the page of a device
    QWidget *m_list = nullptr;
    QStackedWidget *m_content = nullptr; ///< of the list: the table, or why there is nothing in it
    DevicePage *m_device = nullptr;
    QLineEdit *m_search = nullptr;
    QAction *m_searchIcon = nullptr;
    QAction *m_open = nullptr;
    QAction *m_log = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_move = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_new = nullptr;
    QAction *m_import = nullptr;
    QAction *m_export = nullptr;
    QAction *m_deleted = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_silentOnly = nullptr;
    QToolButton *m_sortAgain = nullptr;
    QToolButton *m_stop = nullptr;
    NoticeBar *m_notice = nullptr;
    DevicesView *m_view = nullptr;
    StateNote *m_note = nullptr;
    Skeleton *m_skeleton = nullptr;
    bool m_utc = false;
    bool m_exportable = false; ///< there are devices, and somebody to ask for them
};

} // namespace Gui
