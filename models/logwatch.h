// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/livelogstore.h"

#include <QObject>
#include <QString>

namespace Domain {
class Dictionary;
} // namespace Domain

namespace Models {

/// Knows when something last arrived for a network (profile 0: any) and application (empty: any): for saying that it is
/// long ago. The end of a gap counts, since nothing can arrive before. GUI thread.
class LogWatch : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    LogWatch(const LiveLogStore *store, const Domain::Dictionary *dictionary, QObject *parent = nullptr);

    void setScope(Domain::ProfileRef profile, const QString &application);
    /// ns UTC; 0: nothing among the newest events of the log.
    [[nodiscard]] qint64 lastNs() const { return m_lastNs; }

Q_SIGNALS:
    void arrived();

private:
    [[nodiscard]] bool concerns(Domain::ProfileRef profile, const Domain::EventRecord &record) const;
    void look(int firstRow);

    const LiveLogStore *m_store = nullptr;
    const Domain::Dictionary *m_dictionary = nullptr;
    Domain::ProfileRef m_profile = 0;
    QString m_application;
    qint64 m_lastNs = 0;
};

} // namespace Models
