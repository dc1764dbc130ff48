// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"

#include <QSettings>
#include <QString>
#include <QWidget>

namespace Gui {

/// What a page is about: everything (profile 0), one network (no application), or one application of it.
struct Scope
{
    Domain::ProfileRef profile = 0;
    QString application;

    friend bool operator==(const Scope &, const Scope &) = default;
    friend bool operator<(const Scope &a, const Scope &b)
    {
        return a.profile != b.profile ? a.profile < b.profile : a.application < b.application;
    }
};

/// What a page may do when the window's menu, a shortcut or the palette asks for it.
enum class PageCommand : quint8 {
    Filter, ///< go to where one types what to look for
    Details, ///< show or fold away the pane beside the table
    CopyMessage,
    StandardColumns,
    Export, ///< write rows into a file
    Refresh, ///< ask the network again
};

/// One tab of a scope: the log, the devices heard, … The same page of another scope is an object of its own, made when
/// it is first shown. A page may be torn off into a window of its own. GUI thread.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Times in UTC instead of the local zone.
    virtual void setUtc(bool /*utc*/) { }
    [[nodiscard]] virtual bool can(PageCommand /*command*/) const { return false; }
    /// Only for what it can.
    virtual void run(PageCommand /*command*/) { }
    /// Where the keyboard belongs when the page comes to the front.
    virtual void takeFocus() { setFocus(); }
    /// Something was typed that is not saved yet: the tab is marked, and nobody leaves the program without a question.
    [[nodiscard]] virtual bool hasUnsavedChanges() const { return false; }
    /// Both within a group of the page's own. A page that was never saved is given what the last one of its kind left,
    /// with `layoutOnly`: widths and panes, but not what it was looking for.
    virtual void saveState(QSettings & /*settings*/) const { }
    virtual void restoreState(const QSettings & /*settings*/, bool /*layoutOnly*/) { }

Q_SIGNALS:
    /// What can() answers has changed.
    void commandsChanged();
    /// What hasUnsavedChanges() answers has changed.
    void unsavedChanged();
    /// Something succeeded out of sight: said in passing.
    void noted(const QString &text);
    /// Rows are to be written into a file: as PageCommand::Export, asked for on the page.
    void exportRequested();
    /// The log of this device is to be shown.
    void deviceRequested(Domain::DeviceRef device);
    /// The page of this registered device is to be shown.
    void deviceDetailsRequested(const Gui::Scope &scope, const QString &device);
    /// A new device is to be registered in this application.
    void registrationRequested(const Gui::Scope &scope);
    /// Many devices are to be registered from a file in this application.
    void importRequested(const Gui::Scope &scope);
    /// The same with the settings of this device.
    void copyRequested(const Gui::Scope &scope, const QString &device);
    /// A key for this network is to be entered, its connection to be edited.
    void keyRequested(Domain::ProfileRef profile);
    void connectionEditRequested(Domain::ProfileRef profile);
    /// This network or application is to be shown.
    void scopeRequested(const Gui::Scope &scope);
};

} // namespace Gui
