// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QPalette>

class QDBusPendingCallWatcher;

namespace Gui {

/// Whether the desktop wants dark windows: Qt's colour scheme from 6.5 on; before it the desktop portal's setting,
/// asked without waiting; else the palette that the program was started with. GUI thread.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(const QPalette &started, QObject *parent = nullptr);
    [[nodiscard]] bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void setDark(bool dark);
    void askPortal();

    bool m_dark = false;
};

} // namespace Gui
