// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/livelogstore.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>

namespace Domain {
class Dictionary;
} // namespace Domain

namespace Models {

/// Waits in the log for devices to be heard from now on: their first join and their first uplink. GUI thread.
class FirstSigns : public QObject
{
    Q_OBJECT

public:
    struct Signs
    {
        qint64 joinedNs = 0; ///< 0: not yet
        qint64 uplinkNs = 0;
    };

    /// Both must outlive it.
    FirstSigns(const LiveLogStore *store, const Domain::Dictionary *dictionary, QObject *parent = nullptr);

    /// In place of those before.
    void watch(Domain::ProfileRef profile, const QString &application, const QStringList &devices);
    [[nodiscard]] Signs signsOf(const QString &device) const { return m_signs.value(device); }
    [[nodiscard]] int joinedCount() const;
    [[nodiscard]] int heardCount() const;

Q_SIGNALS:
    void heard(const QString &device);

private:
    void look(int firstRow);

    const LiveLogStore *m_store = nullptr;
    const Domain::Dictionary *m_dictionary = nullptr;
    Domain::ProfileRef m_profile = 0;
    QString m_application;
    QHash<QString, Signs> m_signs;
};

} // namespace Models
