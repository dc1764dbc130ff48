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

/// One tab of a scope: the log, the devices heard, … The same page of another scope is an object of its own, made when
/// it is first shown. A page may be torn off into a window of its own. GUI thread.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Times in UTC instead of the local zone.
    virtual void setUtc(bool /*utc*/) { }
    /// Ctrl+F: to where one types what to look for.
    virtual void focusFilter() { }
    /// Both within a group of the page's own.
    virtual void saveState(QSettings & /*settings*/) const { }
    virtual void restoreState(const QSettings & /*settings*/) { }

Q_SIGNALS:
    /// Something succeeded out of sight: said in passing.
    void noted(const QString &text);
    /// The log of this device is to be shown.
    void deviceRequested(Domain::DeviceRef device);
};

} // namespace Gui
