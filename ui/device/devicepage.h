// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

namespace Models {
class DeviceActivity;
} // namespace Models

namespace Gui {

class ConsoleContext;
class Theme;

/// All that is known of one registered device, to read and to change. Shown by the page *Devices* in place of its
/// table.
class DevicePage : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive the page.
    DevicePage(ConsoleContext *context, Models::DeviceActivity *activity, const Theme *theme, const Scope &scope,
               const QString &id, QWidget *parent = nullptr);

    [[nodiscard]] const QString &id() const { return m_id; }
    /// Something was typed that is not saved yet.
    [[nodiscard]] bool hasChanges() const { return false; }
    void setUtc(bool utc);
    void refresh();
    void takeFocus();

Q_SIGNALS:
    /// Back to the table.
    void closed();
    /// As the signals of Page.
    void noted(const QString &text);
    void deviceRequested(Domain::DeviceRef device);
    /// Name, class or versions are others now: the table is to show them.
    void changed();
    /// The person wants it deleted, moved, copied: the table knows how.
    void deletionRequested();
    void moveRequested();
    void copyRequested();
    /// hasChanges() answers otherwise.
    void changesChanged();

private:
    const QString m_id;
};

} // namespace Gui
