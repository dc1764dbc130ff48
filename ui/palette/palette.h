// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/palettemodel.h"
#include "ui/common/page.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;
class QMenu;

namespace Gui {

class ConsoleContext;
class Theme;

/// Search or run…: everything that can be done or gone to, found by typing. A panel within its window, below the
/// anchor, which closes when the focus leaves it and then gives it back. Remembers what was used last. GUI thread.
class Palette : public QFrame
{
    Q_OBJECT

public:
    using Run = std::function<void(const Models::PaletteItem &item)>;

    /// All must outlive it. `menu` is the window's menu, whose actions are offered.
    Palette(ConsoleContext *context, const Theme *theme, QMenu *menu, QSettings *settings, QWidget *window);

    /// Opens below the left edge of `anchor`, a widget of the same window; without one in the middle.
    void setAnchor(QWidget *anchor) { m_anchor = anchor; }
    /// One more group: `fill` is asked each time the palette opens, `run` when one of its
    /// items is chosen, after the palette has closed.
    void addGroup(const QString &title, Models::PaletteList::Fill fill, Run run);
    [[nodiscard]] Models::PaletteModel &model() { return m_model; }

public Q_SLOTS:
    void open();
    void dismiss();
    /// As if typed.
    void setQuery(const QString &text);

Q_SIGNALS:
    void scopeRequested(const Gui::Scope &scope);
    void deviceRequested(Domain::DeviceRef device);
    void filterRequested(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addSource(std::unique_ptr<Models::PaletteSource> source, Run run);
    void addActions(QMenu *menu);
    void addPlaces();
    void addSavedFilters();
    void addFaults(QMenu *menu);
    void build();
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);
    void updateMatches();
    void place();
    void choose(int row);
    void move(int step, int count);
    void run(const QModelIndex &index);
    void onFocusChanged(const QWidget *now);

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    QSettings *m_settings = nullptr;
    Models::PaletteModel m_model;
    std::vector<Run> m_runs; ///< by source
    QPointer<QWidget> m_anchor;
    QPointer<QWidget> m_focusBefore;
    QLineEdit *m_field = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_none = nullptr;
};

} // namespace Gui
