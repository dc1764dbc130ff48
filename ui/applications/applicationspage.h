// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/applicationloader.h"
#include "models/applicationsmodel.h"
#include "ui/common/page.h"
#include "ui/common/rightsbook.h"

#include <QSortFilterProxyModel>
#include <QTimer>

class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace Models {
class DeviceActivity;
}

namespace Gui {

class ConsoleContext;
class NoticeBar;
class StateNote;
class Theme;
class WatchBar;

/// The page *Applications* of a network: those that the key sees, which of them are watched, and new ones.
class ApplicationsPage : public Page
{
    Q_OBJECT

public:
    /// All must outlive the page.
    ApplicationsPage(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme,
                     const Scope &scope, QWidget *parent = nullptr);
    ~ApplicationsPage() override;

    void setUtc(bool utc) override;
    [[nodiscard]] bool can(PageCommand command) const override;
    void run(PageCommand command) override;
    void takeFocus() override;
    [[nodiscard]] bool hasUnsavedChanges() const override { return m_model.hasChoice(); }
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings, bool layoutOnly) override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QAction *addOrder(const char *name, const QString &text, const QKeySequence &keys,
                      void (ApplicationsPage::*slot)());
    QWidget *buildTools();
    void buildTable();
    void connectAll();
    void load();
    void onLoaded(const Domain::Problem &problem);
    void onRightsChanged();
    void updateWatched();
    void updateHeard();
    void updateWho();
    void updateActions();
    void updateState();
    void updateCount();
    void updateChoice();
    void applyFilter();
    void stepBack();
    void applyWatch();
    void toggleWatched();
    void create();
    void open();
    void openSettings();
    void remove();
    void showDeleted();
    void showSettings(const QString &section);
    void onNoteAction();
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] QString currentId() const;
    void choose(const QString &id);
    [[nodiscard]] bool lists() const;

    ConsoleContext *m_context = nullptr;
    const Models::DeviceActivity *m_activity = nullptr;
    const Theme *m_theme = nullptr;
    const Scope m_scope;
    RightsBook *m_rights = nullptr;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Models::ApplicationLoader m_loader;
    Models::ApplicationsModel m_model;
    QSortFilterProxyModel m_shown;
    Domain::Problem m_problem;
    bool m_loaded = false;
    QString m_wanted; ///< to be chosen once it is here

    QLabel *m_who = nullptr;
    QLabel *m_reason = nullptr;
    QLabel *m_count = nullptr;
    QLineEdit *m_search = nullptr;
    QAction *m_searchIcon = nullptr;
    NoticeBar *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    StateNote *m_note = nullptr;
    WatchBar *m_watch = nullptr;
    QHBoxLayout *m_tools = nullptr;
    QAction *m_create = nullptr;
    QAction *m_open = nullptr;
    QAction *m_settings = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_deleted = nullptr;
    QAction *m_toggle = nullptr;
    QTimer m_typing;
    enum class NoteAction : quint8 { Retry, EditConnection, EnterKey, ShowAll };
    NoteAction m_noteAction = NoteAction::Retry; ///< what the button of the note does
};

} // namespace Gui
