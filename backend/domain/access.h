// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFlags>
#include <QString>

namespace Domain {

/// What a credential may do with an application. Rights that imply others are given together with those.
enum class Right : quint32 {
    ViewApplication = 1 << 0,
    EditSettings = 1 << 1,
    ManageApiKeys = 1 << 2,
    ManageCollaborators = 1 << 3,
    ManageIntegrations = 1 << 4,
    DeleteApplication = 1 << 5,
    ViewDevices = 1 << 6,
    EditDevices = 1 << 7,
    ViewDeviceKeys = 1 << 8,
    EditDeviceKeys = 1 << 9,
    ReadTraffic = 1 << 10,
    SimulateUplinks = 1 << 11,
    SendDownlinks = 1 << 12,
};
Q_DECLARE_FLAGS(Rights, Right)
Q_DECLARE_OPERATORS_FOR_FLAGS(Rights)

/// A user or an organization. Value type.
struct Account
{
    enum class Kind : quint8 { User, Organization };

    Kind kind = Kind::User;
    QString id; ///< empty: nobody
    friend bool operator==(const Account &, const Account &) = default;
};

/// Who a credential is. Value type; holds no secret.
struct Access
{
    enum class Kind : quint8 {
        User,
        Organization,
        Application,
        Other, ///< gateway, client
    };

    Kind kind = Kind::Other;
    QString entity; ///< id of the user, organization or application
    QString keyId; ///< empty for sessions and tokens
    QString keyName;
    QDateTime expires; ///< invalid: never
    bool isAdmin = false;
    bool createsApplications = false;
    /// What it may do: with its application, or for users and organizations with those that are theirs in full.
    Rights rights;
};

} // namespace Domain
