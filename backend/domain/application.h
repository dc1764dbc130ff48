// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace Domain {

/// Payload functions of a v2 application. v3 keeps formatters elsewhere.
struct PayloadFunctions
{
    QString format; ///< "custom", "cayennelpp"; empty: none
    QString decoder;
    QString converter;
    QString validator;
    QString encoder;
    friend bool operator==(const PayloadFunctions &, const PayloadFunctions &) = default;
};

/// An application as the network has it. Value type. What a generation lacks stays empty.
struct Application
{
    QString id;
    QString name; ///< v3
    QString description; ///< v3
    QMap<QString, QString> attributes; ///< v3
    QDateTime created; ///< v3
    QDateTime updated; ///< v3
    QDateTime deleted; ///< v3: only of those that were deleted lately
    Account administrativeContact; ///< v3
    Account technicalContact; ///< v3
    QString networkServer; ///< v3: host[:port]
    QString applicationServer; ///< v3
    QString joinServer; ///< v3
    quint32 issuedEuis = 0; ///< v3
    PayloadFunctions functions; ///< v2
    bool registersOnJoin = false; ///< v2: an access key is kept for it; the key itself is never shown
};

/// What to change of an application; nullopt stays as it is.
struct ApplicationChange
{
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<QMap<QString, QString>> attributes; ///< all of them
    std::optional<Account> administrativeContact; ///< v3: a collaborator
    std::optional<Account> technicalContact; ///< v3: a collaborator
    std::optional<PayloadFunctions> functions;
    std::optional<QByteArray> registerOnJoinKey; ///< v2; empty: none any more
};

/// What to list. Servers only give a part unless asked for more: see ApplicationPage::total.
struct ApplicationQuery
{
    enum class Order : quint8 { Id, Name, Created };

    QString search; ///< in id and name; empty: all
    Order order = Order::Id;
    bool descending = false;
    bool deleted = false; ///< those that restoreApplication() can bring back instead (v3)
    int limit = 100; ///< 1…1000
    int page = 1; ///< from 1
};

struct ApplicationPage
{
    QList<Application> applications;
    qint64 total = 0; ///< of all pages
};

} // namespace Domain
