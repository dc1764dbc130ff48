// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/applications/applicationdesk.h"

#include <QWidget>

class QAction;
class QLabel;

namespace Gui {

class Theme;

/// One section of an application's settings. Shown within the page; reads what it needs when it is shown.
class SettingsSection : public QWidget
{
    Q_OBJECT

public:
    SettingsSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);

    [[nodiscard]] virtual QString title() const = 0;
    /// What it shows is asked for again; without `anew` only what was never asked.
    virtual void load(bool anew) = 0;
    [[nodiscard]] virtual bool hasUnsavedChanges() const { return false; }
    /// What was typed and not saved is given up.
    virtual void undoChanges() { }
    virtual void setUtc(bool /*utc*/) { }

Q_SIGNALS:
    void unsavedChanged();

protected:
    [[nodiscard]] ApplicationDesk &desk() const { return *m_desk; }
    [[nodiscard]] const Theme *theme() const { return m_theme; }
    [[nodiscard]] QLabel *newHeading(const QString &text);
    /// A label in secondary colour.
    [[nodiscard]] QLabel *newNote(const char *name);

private:
    void updateColors();

    ApplicationDesk *m_desk = nullptr;
    const Theme *m_theme = nullptr;
    QList<QLabel *> m_notes;
};

/// Enables the action, or says why not: `reason` is empty, or a sentence for the tool tip.
void allow(QAction *action, const QString &hint, const QString &reason);

} // namespace Gui
