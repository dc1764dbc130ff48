// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "backend/domain/device.h"

namespace Domain {

struct FrequencyPlan
{
    QString id; ///< EU_863_870_TTN
    QString name;
    QString band; ///< EU_863_870; empty where an old server does not tell
    int baseMHz = 0;
};

struct Brand
{
    QString id;
    QString name;
    QString website;
};

struct FirmwareVersion
{
    QString version;
    QStringList hardware; ///< versions that it runs on; empty: any
    QStringList bands; ///< the bands that it has a profile for
};

struct DeviceModel
{
    QString brand;
    QString id;
    QString name;
    QString description;
    QStringList hardware;
    QList<FirmwareVersion> firmware;
    QStringList sensors;
    QString productUrl; ///< untrusted
    QString datasheetUrl; ///< untrusted
};

/// What the Device Repository says of a product: to begin a registration with.
struct DeviceTemplate
{
    Device device; ///< versions, classes, mac settings, formatters; never ids, keys or a frequency plan
    QByteArray message; ///< EndDevice in binary form, complete
};

/// A block of JoinEUIs that a Join Server is responsible for: the first `bits` bits of `first`.
struct JoinEuiPrefix
{
    Eui first;
    int bits = 0; ///< 0…64
};

/// What can be chosen for a device: plans, versions, products (v3). Calls as in DeviceApi.
class CatalogApi
{
public:
    virtual ~CatalogApi() = default;

    [[nodiscard]] virtual Call<Result<QList<FrequencyPlan>>> frequencyPlans() = 0;
    /// PHY versions of a band, by name, oldest first.
    [[nodiscard]] virtual Call<Result<QStringList>> phyVersions(const QString &band) = 0;
    /// What the network assumes when a device says nothing.
    [[nodiscard]] virtual Call<Result<MacSettings>> macDefaults(const QString &frequencyPlan, const QString &phyVersion)
        = 0;
    /// Sorted by name; the server takes `search` in its own way.
    [[nodiscard]] virtual Call<Result<ListPage<Brand>>> brands(const QString &search, int page, int limit) = 0;
    /// Of one brand, or of all when it is empty.
    [[nodiscard]] virtual Call<Result<ListPage<DeviceModel>>> models(const QString &brand, const QString &search,
                                                                     int page, int limit)
        = 0;
    [[nodiscard]] virtual Call<Result<DeviceTemplate>> deviceTemplate(const VersionIds &product) = 0;
    /// By the profile in a QR code; both numbers must not be zero.
    [[nodiscard]] virtual Call<Result<DeviceTemplate>> deviceTemplate(const ProfileIds &profile) = 0;

    [[nodiscard]] virtual Call<Result<QList<JoinEuiPrefix>>> joinEuiPrefixes() = 0;
    [[nodiscard]] virtual Call<Result<Eui>> defaultJoinEui() = 0;
    /// A free address of this network.
    [[nodiscard]] virtual Call<Result<DevAddr>> newDevAddr() = 0;
    /// The next EUI of the block that the application may use; EuiIssuingOff where there is none.
    [[nodiscard]] virtual Call<Result<Eui>> issueDevEui(const QString &application) = 0;
    /// Whether devices with this JoinEUI can be claimed.
    [[nodiscard]] virtual Call<Result<bool>> supportsClaiming(Eui joinEui) = 0;
};

} // namespace Domain
