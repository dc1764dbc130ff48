// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/workspace.h"

#include "ui/common/theme.h"
#include "ui/workspace/pagetabs.h"
#include "ui/workspace/pagewindow.h"

#include <QApplication>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>

namespace Gui {

namespace {

/// Each log keeps some megabytes of texts and row numbers.
constexpr std::size_t MostPages = 24;

} // namespace

Workspace::Workspace(Hooks hooks, const Theme *theme, QSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_hooks(std::move(hooks))
    , m_settings(settings)
    , m_title(new QLabel(this))
    , m_tabs(new PageTabs(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("workspace"));
    m_title->setObjectName(QStringLiteral("scopeTitle"));
    m_title->setAccessibleName(tr("What is shown"));
    m_title->setTextFormat(Qt::PlainText);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_stack->setObjectName(QStringLiteral("pageStack"));
    m_away = buildAway();
    m_stack->addWidget(m_away);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHeader(theme));
    layout->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        const std::vector<PageKind> kinds = pageKinds(m_scope);
        if (index >= 0 && std::size_t(index) < kinds.size())
            setKind(kinds[std::size_t(index)]);
    });
    connect(m_tabs, &PageTabs::tearOffRequested, this, [this](int index) {
        const std::vector<PageKind> kinds = pageKinds(m_scope);
        if (index >= 0 && std::size_t(index) < kinds.size())
            tearOff(kinds[std::size_t(index)], m_scope);
    });
    updateTabs();
}

Workspace::~Workspace()
{
    closeWindows();
}

QWidget *Workspace::buildHeader(const Theme *theme)
{
    auto *header = new QWidget(this);
    m_popOut = new QToolButton(header);
    m_popOut->setObjectName(QStringLiteral("popOutButton"));
    m_popOut->setAccessibleName(tr("Open in a window of its own"));
    m_popOut->setToolTip(tr("Open this page in a window of its own (%1)")
                             .arg(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O).toString(QKeySequence::NativeText)));
    m_popOut->setAutoRaise(true);
    connect(m_popOut, &QToolButton::clicked, this, [this] { tearOff(m_kind, m_scope); });
    const auto updateIcon = [this, theme] { m_popOut->setIcon(theme->icon(QStringLiteral("pop-out"))); };
    connect(theme, &Theme::changed, this, updateIcon);
    updateIcon();
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(16);
    row->addWidget(m_title);
    row->addWidget(m_tabs);
    row->addStretch();
    row->addWidget(m_popOut);
    return header;
}

QWidget *Workspace::buildAway()
{
    auto *away = new QWidget(this);
    away->setObjectName(QStringLiteral("awayNote"));
    m_awayText = new QLabel(away);
    m_awayText->setTextFormat(Qt::PlainText);
    m_awayText->setAlignment(Qt::AlignCenter);
    auto *back = new QPushButton(tr("Bring it back"), away);
    back->setObjectName(QStringLiteral("bringBackButton"));
    connect(back, &QPushButton::clicked, this, [this] { bringBack(m_kind, m_scope); });
    auto *show = new QPushButton(tr("Show its window"), away);
    show->setObjectName(QStringLiteral("showPageWindowButton"));
    connect(show, &QPushButton::clicked, this, [this] {
        const auto found = m_pages.find({m_kind, m_scope});
        if (found == m_pages.end() || !found->second.window)
            return;
        found->second.window->showNormal();
        found->second.window->raise();
        found->second.window->activateWindow();
    });
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(show);
    buttons->addWidget(back);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(away);
    layout->setSpacing(16);
    layout->addStretch();
    layout->addWidget(m_awayText);
    layout->addLayout(buttons);
    layout->addStretch(2);
    return away;
}

void Workspace::setScope(const Scope &scope)
{
    m_scope = scope;
    const std::vector<PageKind> kinds = pageKinds(scope);
    if (std::find(kinds.begin(), kinds.end(), m_kind) == kinds.end())
        m_kind = kinds.front();
    updateTitles();
    updateTabs();
    showCurrent();
}

void Workspace::setKind(PageKind kind)
{
    const std::vector<PageKind> kinds = pageKinds(m_scope);
    if (kind == m_kind || std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
        return;
    m_kind = kind;
    updateTabs();
    showCurrent();
}

void Workspace::updateTabs()
{
    const QSignalBlocker blocker(m_tabs);
    const std::vector<PageKind> kinds = pageKinds(m_scope);
    while (m_tabs->count() > int(kinds.size()))
        m_tabs->removeTab(m_tabs->count() - 1);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const int index = int(i);
        if (index < m_tabs->count())
            m_tabs->setTabText(index, tabText(kinds[i]));
        else
            m_tabs->addTab(tabText(kinds[i]));
        const QKeySequence keys(Qt::CTRL | Qt::Key(Qt::Key_1 + int(kinds[i])));
        m_tabs->setTabToolTip(index, tr("%1 (%2)").arg(pageTitle(kinds[i]), keys.toString(QKeySequence::NativeText)));
        if (kinds[i] == m_kind)
            m_tabs->setCurrentIndex(index);
    }
}

/// With a mark while something on the page is not saved.
QString Workspace::tabText(PageKind kind) const
{
    const auto found = m_pages.find({kind, m_scope});
    const bool unsaved = found != m_pages.end() && found->second.page && found->second.page->hasUnsavedChanges();
    return unsaved ? tr("%1 •").arg(pageTitle(kind)) : pageTitle(kind);
}

QStringList Workspace::unsavedPages() const
{
    QStringList titles;
    for (const auto &[key, entry] : m_pages) {
        if (entry.page->hasUnsavedChanges())
            titles += windowTitle(key);
    }
    return titles;
}

void Workspace::updateTitles()
{
    m_title->setText(m_hooks.title(m_scope));
    for (const auto &[key, entry] : m_pages) {
        if (entry.window)
            entry.window->setWindowTitle(windowTitle(key));
    }
}

Page *Workspace::currentPage() const
{
    const auto found = m_pages.find({m_kind, m_scope});
    return found == m_pages.end() ? nullptr : found->second.page;
}

Page *Workspace::activePage() const
{
    for (const auto &[key, entry] : m_pages) {
        if (entry.window && entry.window->isActiveWindow())
            return entry.page;
    }
    return currentPage();
}

Scope Workspace::activeScope() const
{
    for (const auto &[key, entry] : m_pages) {
        if (entry.window && entry.window->isActiveWindow())
            return key.second;
    }
    return m_scope;
}

Page *Workspace::page(PageKind kind, const Scope &scope)
{
    const Key key(kind, scope);
    Entry &entry = m_pages[key];
    entry.lastUse = ++m_uses;
    if (entry.page)
        return entry.page;
    Page *made = m_hooks.make(kind, scope, m_stack);
    entry.page = made;
    m_stack->addWidget(made);
    made->setUtc(m_utc);
    restore(key, *made);
    connect(made, &Page::commandsChanged, this, &Workspace::pageChanged);
    connect(made, &Page::unsavedChanged, this, &Workspace::updateTabs);
    Q_EMIT pageMade(made);
    dropOldest();
    return made;
}

void Workspace::showCurrent()
{
    Page *current = page(m_kind, m_scope);
    const Entry &entry = m_pages.at({m_kind, m_scope});
    if (entry.window) {
        m_awayText->setText(tr("%1 is in a window of its own.").arg(pageTitle(m_kind)));
        m_stack->setCurrentWidget(m_away);
        m_popOut->hide();
    } else {
        const bool keyboardHere = m_stack->isAncestorOf(QApplication::focusWidget());
        m_stack->setCurrentWidget(current);
        m_popOut->show();
        if (keyboardHere)
            current->takeFocus();
    }
    Q_EMIT pageChanged();
}

void Workspace::dropOldest()
{
    while (m_pages.size() > MostPages) {
        auto oldest = m_pages.end();
        for (auto entry = m_pages.begin(); entry != m_pages.end(); ++entry) {
            const bool inUse = entry->second.window || entry->second.page == m_stack->currentWidget()
                || entry->second.page->hasUnsavedChanges();
            if (!inUse && (oldest == m_pages.end() || entry->second.lastUse < oldest->second.lastUse))
                oldest = entry;
        }
        if (oldest == m_pages.end() || oldest->second.lastUse == m_uses)
            return;
        save(oldest->first, *oldest->second.page);
        drop(oldest);
    }
}

void Workspace::drop(std::map<Key, Entry>::iterator entry)
{
    if (entry->second.window)
        entry->second.window->deleteLater();
    delete entry->second.page;
    m_pages.erase(entry);
}

void Workspace::keepOnly(const std::function<bool(const Scope &)> &present)
{
    for (auto entry = m_pages.begin(); entry != m_pages.end();) {
        const auto next = std::next(entry);
        if (!present(entry->first.second))
            drop(entry);
        entry = next;
    }
}

void Workspace::setUtc(bool utc)
{
    m_utc = utc;
    for (const auto &[key, entry] : m_pages)
        entry.page->setUtc(utc);
}

// --- Windows of their own ---

QString Workspace::windowTitle(const Key &key) const
{
    return tr("%1 · %2").arg(m_hooks.title(key.second), pageTitle(key.first));
}

void Workspace::tearOff(PageKind kind, const Scope &scope, const QByteArray &geometry)
{
    const Key key(kind, scope);
    Page *torn = page(kind, scope);
    Entry &entry = m_pages.at(key);
    if (entry.window)
        return;
    const QSize size = torn->isVisible() ? torn->size() : QSize(960, 640);
    m_stack->removeWidget(torn);
    entry.window = new PageWindow(torn, windowTitle(key), m_hooks.actions());
    connect(entry.window, &PageWindow::closed, this, [this, key] { bringBack(key.first, key.second); });
    connect(entry.window, &PageWindow::activated, this, &Workspace::pageChanged);
    if (geometry.isEmpty() || !entry.window->restoreGeometry(geometry))
        entry.window->resize(size);
    entry.window->show();
    torn->takeFocus();
    showCurrent();
}

void Workspace::bringBack(PageKind kind, const Scope &scope)
{
    const auto found = m_pages.find({kind, scope});
    if (found == m_pages.end() || !found->second.window)
        return;
    PageWindow *window = std::exchange(found->second.window, nullptr);
    window->disconnect(this);
    m_stack->addWidget(window->release(m_stack));
    window->hide();
    window->deleteLater();
    showCurrent();
}

bool Workspace::isTornOff(PageKind kind, const Scope &scope) const
{
    const auto found = m_pages.find({kind, scope});
    return found != m_pages.end() && found->second.window;
}

std::vector<Workspace::TornOff> Workspace::tornOff() const
{
    std::vector<TornOff> result;
    for (const auto &[key, entry] : m_pages) {
        if (entry.window)
            result.push_back({key.first, key.second, entry.window->saveGeometry()});
    }
    return result;
}

void Workspace::closeWindows()
{
    for (auto &[key, entry] : m_pages) {
        if (!entry.window)
            continue;
        entry.window->disconnect(this);
        m_stack->addWidget(entry.window->release(m_stack));
        delete std::exchange(entry.window, nullptr);
    }
}

// --- Memory ---

QString Workspace::group(const Key &key) const
{
    // Names come from networks: nothing in them may open a group.
    const auto safe = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    const QString application = key.second.application.isEmpty() ? QStringLiteral("-") : safe(key.second.application);
    return QStringLiteral("pages/") + safe(m_hooks.word(key.second)) + u'/' + application + u'/' + pageWord(key.first);
}

void Workspace::save(const Key &key, const Page &page) const
{
    for (const QString &place : {group(key), QString(u"pages/last/" + pageWord(key.first))}) {
        m_settings.beginGroup(place);
        m_settings.setValue(QStringLiteral("saved"), true);
        page.saveState(m_settings);
        m_settings.endGroup();
    }
}

void Workspace::restore(const Key &key, Page &page) const
{
    const QString own = group(key);
    const bool known = m_settings.value(own + QLatin1String("/saved")).toBool();
    m_settings.beginGroup(known ? own : QString(u"pages/last/" + pageWord(key.first)));
    page.restoreState(m_settings, !known);
    m_settings.endGroup();
}

void Workspace::saveState() const
{
    // The one in front last: its layout is what new pages begin with.
    for (const auto &[key, entry] : m_pages)
        save(key, *entry.page);
    if (const Page *current = currentPage())
        save({m_kind, m_scope}, *current);
}

} // namespace Gui
