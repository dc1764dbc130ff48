// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/heardmodel.h"
#include "ui/common/page.h"

#include <QTimer>

class QAction;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace Gui {

class ConsoleContext;
class HeardView;
class StateNote;
class Theme;

/// The page *Heard*: each device that was ever heard in a scope, when, how often it usually sends, and whether it has
/// gone silent. Opening a device asks for its log by deviceRequested().
class HeardPage : public Page
{
    Q_OBJECT

public:
    /// All must outlive the page. `context` tells when a network got another name.
    HeardPage(ConsoleContext *context, Models::DeviceActivity *activity, const Theme *theme, const Scope &scope,
              QWidget *parent = nullptr);
    ~HeardPage() override;

    [[nodiscard]] const Scope &scope() const { return m_scope; }
    [[nodiscard]] HeardView *view() const { return m_view; }
    [[nodiscard]] const Models::HeardModel &devices() const { return m_devices; }

    void setUtc(bool utc) override;
    [[nodiscard]] bool can(PageCommand command) const override;
    void run(PageCommand command) override;
    void takeFocus() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings, bool layoutOnly) override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildBar(QWidget *bar);
    QWidget *buildFactor(QWidget *bar);
    void applyFilter();
    void stepBack();
    void showAll();
    void updateCounts();
    void updateEmptyNote();
    void updateIcons();

    Models::DeviceActivity *m_activity;
    const Theme *m_theme;
    const Scope m_scope;
    Models::HeardModel m_devices;
    QTimer m_typing;
    QLineEdit *m_filter = nullptr;
    QAction *m_searchIcon = nullptr;
    QToolButton *m_silentOnly = nullptr;
    QDoubleSpinBox *m_factor = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_sortAgain = nullptr;
    HeardView *m_view = nullptr;
    StateNote *m_empty = nullptr;
};

} // namespace Gui
