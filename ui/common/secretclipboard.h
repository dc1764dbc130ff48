// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>

namespace Gui {

/// Copies secrets, and takes them out of the clipboard again after a while, unless something else was copied meanwhile.
/// Clipboard managers are asked not to keep them. One per program, as the clipboard; GUI thread.
class SecretClipboard : public QObject
{
    Q_OBJECT

public:
    /// Made at the first call; goes with the application object.
    static SecretClipboard &instance();

    /// Zero: never cleared. Holds from the next copy on.
    void setLifetime(std::chrono::milliseconds lifetime) { m_lifetime = lifetime; }
    [[nodiscard]] std::chrono::milliseconds lifetime() const { return m_lifetime; }
    void copy(const QString &secret);
    /// What a person should know after a copy: `Copied; it leaves the clipboard in a minute`.
    [[nodiscard]] QString copiedNote(const QString &what) const;
    /// At once, if it still holds what was copied here.
    void clear();

private:
    explicit SecretClipboard(QObject *parent);

    std::chrono::milliseconds m_lifetime = std::chrono::minutes(1);
    QByteArray m_digest; ///< of what was copied; empty: nothing to clear
    QTimer m_timer;
};

} // namespace Gui
