// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

class QListWidget;
class QStackedWidget;

namespace Models {
class DeviceActivity;
}

namespace Gui {

class ApplicationDesk;
class ConsoleContext;
class SettingsSection;
class StateNote;
class Theme;

/// The page *Settings* of an application: what is known of it, its settings, keys and people, in sections. What the
/// network lacks is left out.
class ApplicationSettingsPage : public Page
{
    Q_OBJECT

public:
    /// All must outlive the page.
    ApplicationSettingsPage(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme,
                            const Scope &scope, QWidget *parent = nullptr);
    ~ApplicationSettingsPage() override;

    /// By the object name of the section; nothing happens when it is not there.
    void showSection(const QString &name);

    void setUtc(bool utc) override;
    [[nodiscard]] bool can(PageCommand command) const override;
    void run(PageCommand command) override;
    void takeFocus() override;
    [[nodiscard]] bool hasUnsavedChanges() const override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings, bool layoutOnly) override;

Q_SIGNALS:
    /// The application is not there any more.
    void deleted();
    /// The table of its devices is to be shown.
    void devicesRequested(const Gui::Scope &scope);

private:
    void buildSections();
    void addSection(SettingsSection *section);
    void updateState();
    [[nodiscard]] bool isKeyMissing() const;
    void updateMarks();
    void showCurrent();

    ConsoleContext *m_context = nullptr;
    const Models::DeviceActivity *m_activity = nullptr;
    const Theme *m_theme = nullptr;
    const Scope m_scope;
    ApplicationDesk *m_desk = nullptr;
    QListWidget *m_list = nullptr;
    QStackedWidget *m_stack = nullptr;
    QStackedWidget *m_outer = nullptr;
    StateNote *m_note = nullptr;
    QList<SettingsSection *> m_sections;
    QString m_wanted; ///< a section to be shown once it is there
    bool m_utc = false;
};

} // namespace Gui
