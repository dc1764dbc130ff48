// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/workspace/pagekind.h"

#include <QWidget>

#include <functional>
#include <map>

class QLabel;
class QSettings;
class QStackedWidget;
class QToolButton;

namespace Gui {

class PageTabs;
class PageWindow;
class Theme;

/// What stands right of the tree: the tabs of the chosen scope and its pages. Pages are made when first shown, keep
/// their state while they live, and leave it in the settings when they go; only some dozen live at a time. A page may
/// be torn off into a window of its own. GUI thread.
class Workspace : public QWidget
{
    Q_OBJECT

public:
    /// How the workspace learns what it does not know itself.
    struct Hooks
    {
        std::function<Page *(PageKind kind, const Scope &scope, QWidget *parent)> make;
        std::function<QString(const Scope &scope)> title;
        /// Names the scope over restarts, for the settings.
        std::function<QString(const Scope &scope)> word;
        std::function<QList<QAction *>()> actions;
    };

    /// Theme and settings must outlive the workspace.
    Workspace(Hooks hooks, const Theme *theme, QSettings &settings, QWidget *parent = nullptr);
    ~Workspace() override;

    void setScope(const Scope &scope);
    [[nodiscard]] const Scope &scope() const { return m_scope; }
    /// Nothing happens when the scope has no such page.
    void setKind(PageKind kind);
    [[nodiscard]] PageKind kind() const { return m_kind; }
    /// Of the chosen scope and kind, also when it is in a window of its own.
    [[nodiscard]] Page *currentPage() const;
    /// Where the keyboard is: the page of the active window.
    [[nodiscard]] Page *activePage() const;
    /// What the active page is about.
    [[nodiscard]] Scope activeScope() const;
    /// Makes it when it is not there yet.
    Page *page(PageKind kind, const Scope &scope);
    /// Lets go of all pages of scopes that are gone.
    void keepOnly(const std::function<bool(const Scope &)> &present);
    void setUtc(bool utc);
    /// After networks were renamed.
    void updateTitles();

    void tearOff(PageKind kind, const Scope &scope, const QByteArray &geometry = {});
    void bringBack(PageKind kind, const Scope &scope);
    [[nodiscard]] bool isTornOff(PageKind kind, const Scope &scope) const;
    /// The pages that are in windows of their own.
    struct TornOff
    {
        PageKind kind;
        Scope scope;
        QByteArray geometry;
    };
    [[nodiscard]] std::vector<TornOff> tornOff() const;
    /// Without giving the pages back: the program ends.
    void closeWindows();
    /// Titles of the pages with something typed that is not saved.
    [[nodiscard]] QStringList unsavedPages() const;
    /// Writes the state of every page that lives.
    void saveState() const;

Q_SIGNALS:
    /// Another page is the current or the active one, or what it can do changed.
    void pageChanged();
    void pageMade(Gui::Page *page);

private:
    using Key = std::pair<PageKind, Scope>;
    struct Entry
    {
        Page *page = nullptr;
        PageWindow *window = nullptr;
        quint64 lastUse = 0;
    };

    QWidget *buildHeader(const Theme *theme);
    QWidget *buildAway();
    void updateTabs();
    [[nodiscard]] QString tabText(PageKind kind) const;
    void showCurrent();
    void drop(std::map<Key, Entry>::iterator entry);
    void dropOldest();
    void save(const Key &key, const Page &page) const;
    void restore(const Key &key, Page &page) const;
    [[nodiscard]] QString group(const Key &key) const;
    [[nodiscard]] QString windowTitle(const Key &key) const;

    const Hooks m_hooks;
    QSettings &m_settings;
    std::map<Key, Entry> m_pages;
    Scope m_scope;
    PageKind m_kind = PageKind::Live;
    bool m_utc = false;
    quint64 m_uses = 0;
    QLabel *m_title = nullptr;
    PageTabs *m_tabs = nullptr;
    QToolButton *m_popOut = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_away = nullptr; ///< instead of a page that is in a window of its own
    QLabel *m_awayText = nullptr;
};

} // namespace Gui
