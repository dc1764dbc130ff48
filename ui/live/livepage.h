// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/historysearch.h"
#include "models/livelogproxy.h"
#include "models/logwatch.h"
#include "ui/common/page.h"
#include "ui/live/livelogview.h"
#include "ui/live/logadvice.h"
#include "ui/live/timepopups.h"

#include <QPointer>
#include <QSet>
#include <QTimer>

class QSplitter;

namespace Gui {

class ConsoleContext;
class EmptyNote;
class FilterBar;
class Inspector;
class LogLine;
class ReadNote;
class Theme;

/// The live page of one scope: filter and pause above the log, the inspector beside it.
class LivePage : public Page
{
    Q_OBJECT

public:
    LivePage(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent = nullptr);
    ~LivePage() override;

    void setScope(const Scope &scope);
    [[nodiscard]] const Scope &scope() const { return m_scope; }
    /// Only what belongs to this device of the scope, whatever the filter says; empty: all.
    void setDevice(const QString &device);
    void setFilterText(const QString &text);
    [[nodiscard]] QString filterText() const;
    /// Only this device; Esc leads back to where one was.
    void showDevice(Domain::DeviceRef device);
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_proxy.isPaused(); }
    void setDetailsShown(bool shown);
    [[nodiscard]] bool areDetailsShown() const;
    /// The decoded field that is a column; empty: none.
    void setFieldColumn(const QString &path);

    [[nodiscard]] LiveLogView *view() const { return m_view; }
    [[nodiscard]] const Models::LiveLogProxy &log() const { return m_proxy; }
    /// What changes as time goes by: relative filters, silence. `nowNs`: ns UTC.
    void tick(qint64 nowNs);

    void setUtc(bool utc) override;
    [[nodiscard]] bool can(PageCommand command) const override;
    void run(PageCommand command) override;
    void takeFocus() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings, bool layoutOnly) override;

public Q_SLOTS:
    void copyMessage();
    void askForTime();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Where Esc leads back to while `shown` is the filter's text.
    struct Back
    {
        QString text;
        QString shown;
        LiveLogView::Place place;
    };

    void buildPage();
    void connectView();
    void connectContext();
    void applyFilter();
    void returnToPlace();
    void addTerm(const Domain::FilterTerm &term);
    void searchHistory(bool on);
    void updateReaders();
    void dropReader(Domain::ProfileRef profile);
    void updateSearch();
    void updatePause();
    void updateEmptyNote();
    void updateSilence(qint64 nowNs);
    void onEmptyAction(LogAdvice::Action action, Domain::ProfileRef profile);
    void explainSilence();
    void askForField();
    [[nodiscard]] GoToTimePopup::Outcome goToTime(qint64 ns);
    [[nodiscard]] std::optional<std::pair<qint64, qint64>> gapHere() const;
    [[nodiscard]] Domain::FilterSpec scopeFilter() const;

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    Scope m_scope;
    QString m_device; ///< empty: all
    Models::LiveLogModel m_live;
    Models::LiveLogStore m_results;
    Models::LiveLogModel m_found;
    Models::HistorySearch m_search;
    Models::LiveLogProxy m_proxy;
    Models::LogWatch m_watch;
    QSet<Domain::ProfileRef> m_profiles; ///< whose readers are in use
    bool m_searching = false; ///< the rows are m_results
    bool m_utc = false;
    std::optional<Back> m_back;
    std::optional<LiveLogView::Place> m_returning; ///< once the filter of before holds again
    qint64 m_listeningSinceNs = 0; ///< as far as this page has seen; 0: not now

    FilterBar *m_bar = nullptr;
    ReadNote *m_readNote = nullptr;
    QSplitter *m_splitter = nullptr;
    LiveLogView *m_view = nullptr;
    EmptyNote *m_empty = nullptr;
    LogLine *m_line = nullptr;
    Inspector *m_inspector = nullptr;
    QTimer m_ticks;
};

} // namespace Gui
