// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/historysearch.h"
#include "models/livelogproxy.h"
#include "ui/common/page.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QSplitter;
class QToolButton;

namespace Gui {

class ConsoleContext;
class Inspector;
class LiveLogView;
class Theme;

/// The live page: filter and pause above the log, the inspector beside it.
class LivePage : public Page
{
    Q_OBJECT

public:
    LivePage(ConsoleContext *context, const Theme *theme, QWidget *parent = nullptr);
    ~LivePage() override;

    /// Shows one network, one application of it, or everything (profile 0).
    void setScope(Domain::ProfileRef profile, const QString &application);
    void setFilterText(const QString &text);
    [[nodiscard]] QString filterText() const;
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_proxy.isPaused(); }
    void setDetailsShown(bool shown);
    [[nodiscard]] bool areDetailsShown() const;
    /// Only this device, as Enter does in the log.
    void showDevice(const QString &device);
    void setUtc(bool utc) override;
    [[nodiscard]] bool can(PageCommand command) const override;
    void run(PageCommand command) override;
    void takeFocus() override;

    [[nodiscard]] LiveLogView *view() const { return m_view; }
    [[nodiscard]] const Models::LiveLogProxy &log() const { return m_proxy; }
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings, bool layoutOnly) override;

public Q_SLOTS:
    void focusFilter();
    void copyMessage();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildBar(QWidget *bar);
    void applyFilter();
    void addTerm(const QString &term);
    void searchHistory(bool on);
    void updateReaders();
    void dropReader(Domain::ProfileRef profile);
    void updateSearch();
    void updatePause();
    void updateEmptyNote();
    void updateIcons();
    [[nodiscard]] Domain::FilterSpec scopeFilter() const;

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    Models::LiveLogModel m_live;
    Models::LiveLogStore m_results;
    Models::LiveLogModel m_found;
    Models::HistorySearch m_search;
    Models::LiveLogProxy m_proxy;
    QSet<Domain::ProfileRef> m_profiles; ///< whose readers are in use
    Domain::ProfileRef m_profile = 0;
    QString m_application;
    Domain::FilterSpec m_typed; ///< what of the text could be read
    bool m_searching = false; ///< the rows are m_results

    QToolButton *m_pause = nullptr;
    QLineEdit *m_filter = nullptr;
    QAction *m_searchIcon = nullptr;
    QLabel *m_filterNote = nullptr;
    QPushButton *m_searchOlder = nullptr;
    QSplitter *m_splitter = nullptr;
    LiveLogView *m_view = nullptr;
    Inspector *m_details = nullptr;
    QLabel *m_empty = nullptr;
    QTimer m_typing;
};

} // namespace Gui
