// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/eventfacts.h"
#include "models/eventloader.h"
#include "models/livelogproxy.h"
#include "models/relatedmodel.h"

#include <QSettings>
#include <QTimer>
#include <QWidget>

#include <array>
#include <bitset>
#include <optional>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QTableView;
class QToolButton;

namespace Gui {

class BytesTab;
class ComparePage;
class ConsoleContext;
class DecodedTab;
class GatewaysTab;
class RawTab;
class RelatedTab;
class SummaryTab;
class Theme;

/// What the chosen rows of a log are: one event with all that it says, two side by side, or what many have in common.
/// It follows the selection by itself. GUI thread.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    /// In order; saved by number: never renumber.
    enum class Tab : int { Summary = 0, Decoded = 1, Raw = 2, Bytes = 3, Gateways = 4, Related = 5 };
    static constexpr int TabCount = 6;

    Inspector(ConsoleContext *context, const Theme *theme, QWidget *parent = nullptr);
    ~Inspector() override;

    /// The table whose selection is shown; the proxy is its model. Both must outlive the inspector, or go at its end.
    void watch(QTableView *view, Models::LiveLogProxy *proxy);
    /// The splitter that it shares with the table: it turns it when it docks below or right, and remembers both
    /// layouts.
    void attach(QSplitter *splitter);
    void setDockedRight(bool right);
    [[nodiscard]] bool isDockedRight() const;
    void setTab(Tab tab);
    [[nodiscard]] Tab tab() const;
    /// Words and times are others now (UTC or local).
    void refresh();
    /// Puts the message of the chosen event as received into the clipboard, of two one below the other.
    void copyMessage() const;

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

Q_SIGNALS:
    /// A filter term for a field of the event.
    void termRequested(const QString &term);
    void noted(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// One chosen event, as the log knew it when it was chosen.
    struct Chosen
    {
        Models::EventKey key;
        Domain::EventRecord record;
        Domain::Generation generation = Domain::Generation::V3;
    };

    void buildPages();
    void look();
    [[nodiscard]] Chosen chosenAt(int row) const;
    void choose(std::vector<Chosen> chosen);
    void summarizeMany();
    void closeProfile(Domain::ProfileRef profile);
    void onLoaded();
    void askForRelated();
    void render();
    void renderOne();
    void renderTwo();
    void fill(Tab tab);
    void updateCounts();
    void updateTitle();
    void updateDock();
    void goTo(const Models::EventKey &key);
    [[nodiscard]] Models::EventFacts::Source source(int which) const;
    [[nodiscard]] const Models::EventText &text() const;
    [[nodiscard]] QString stateNote(Models::EventLoader::State state, const Domain::Problem &problem) const;

    ConsoleContext *m_context;
    const Theme *m_theme;
    QTableView *m_view = nullptr;
    Models::LiveLogProxy *m_proxy = nullptr;
    QSplitter *m_splitter = nullptr;
    std::array<QList<int>, 2> m_sizes; ///< of the splitter, docked below and right

    Models::EventText m_noText;
    std::vector<Chosen> m_chosen; ///< at most two
    quint64 m_rows = 0;
    std::array<Models::EventLoader, 2> m_loaders;
    Models::RelatedModel m_related;
    Domain::Call<Models::SelectionSummary> m_summing;
    Models::SelectionSummary m_summary;
    std::bitset<TabCount> m_filled;
    QTimer m_turn;

    QTabBar *m_tabs;
    QLabel *m_title;
    QToolButton *m_dock;
    QLabel *m_note;
    QStackedWidget *m_stack;
    QLabel *m_hint = nullptr;
    QStackedWidget *m_pages = nullptr; ///< one per tab
    SummaryTab *m_facts = nullptr;
    DecodedTab *m_decoded = nullptr;
    RawTab *m_raw = nullptr;
    BytesTab *m_bytes = nullptr;
    GatewaysTab *m_gateways = nullptr;
    RelatedTab *m_relatedTab = nullptr;
    ComparePage *m_compare = nullptr;
    SummaryTab *m_many = nullptr;
};

} // namespace Gui
