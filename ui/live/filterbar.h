// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "models/choicemodel.h"
#include "ui/common/page.h"

#include <QTimer>

#include <functional>
#include <optional>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace Gui {

class ConsoleContext;
class FilterCompleter;
class Popup;
class Theme;

/// The row above the log: pause, the filter's text, and menus that are another view of the same text. GUI thread.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    /// Both ends in ns UTC.
    using Span = std::pair<qint64, qint64>;

    FilterBar(ConsoleContext *context, const Theme *theme, QWidget *parent);

    void setScope(const Scope &scope);
    void setUtc(bool utc) { m_utc = utc; }
    /// Filters at once.
    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    /// What of the text could be read, with the scope's conditions left out.
    [[nodiscard]] const Domain::FilterSpec &typed() const { return m_typed; }
    void focusField();
    void showPause(bool paused, int waiting);
    /// Says which gap the menu means, when it opens.
    void setGapSource(std::function<std::optional<Span>()> source) { m_gap = std::move(source); }
    /// Belongs to the menu "Time".
    void setGoToTimeAction(QAction *action) { m_goToTime = action; }
    [[nodiscard]] QWidget *timeButton() const;

Q_SIGNALS:
    void filterChanged();
    /// Enter in the field: on to the log.
    void entered();
    void pauseToggled(bool paused);
    void noted(const QString &text);

private:
    QToolButton *addMenuButton(const char *name, const QString &text, const QString &hint);
    void buildField();
    void apply();
    void showProblem(const QString &problem);
    void updateMenus();
    void updateIcons();
    void openDevices();
    void openKinds();
    void openTimes();
    void openRange();
    void openSaved();
    void setTimes(const std::vector<Domain::FilterTerm> &terms);
    void onChosen(Models::FilterEdit::Field field, const QString &value, bool on);

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    Scope m_scope;
    Domain::FilterSpec m_typed;
    Models::ChoiceModel m_deviceList;
    Models::ChoiceModel m_kindList;
    Domain::Call<std::vector<Models::ChoiceModel::Entry>> m_deviceCall;
    std::function<std::optional<Span>()> m_gap;
    QString m_problem;
    bool m_utc = false;
    bool m_paused = false;
    int m_waiting = 0;

    QToolButton *m_pause = nullptr;
    QLineEdit *m_field = nullptr;
    QAction *m_searchIcon = nullptr;
    QAction *m_goToTime = nullptr;
    FilterCompleter *m_completer = nullptr;
    QLabel *m_note = nullptr;
    QToolButton *m_devices = nullptr;
    QToolButton *m_kinds = nullptr;
    QToolButton *m_times = nullptr;
    QToolButton *m_saved = nullptr;
    QTimer m_typing;
};

} // namespace Gui
