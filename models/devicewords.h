// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"
#include "backend/domain/catalogapi.h"
#include "models/devicefield.h"

#include <QCoreApplication>

#include <vector>

namespace Models {

/// What can be chosen in a field.
struct DeviceChoice
{
    QString text; ///< as in DeviceDraft
    QString words;
};

/// Fields that belong together.
struct DeviceFieldGroup
{
    QString title;
    QString note; ///< what a person should know before; may be empty
    std::vector<DeviceField> fields;
};

/// The words of a device's page. Names follow the LoRaWAN version and the generation. Stateless; GUI thread.
class DeviceWords
{
    Q_DECLARE_TR_FUNCTIONS(Models::DeviceWords)

public:
    [[nodiscard]] static QString section(DeviceSection section);
    [[nodiscard]] static QString title(DeviceField field, const DeviceShape &shape);
    /// What a section's form consists of; empty: it has none.
    [[nodiscard]] static std::vector<DeviceFieldGroup> groups(DeviceSection section, const DeviceShape &shape);
    /// Of a choice whose values do not come from the network.
    [[nodiscard]] static std::vector<DeviceChoice> choices(DeviceField field);

    [[nodiscard]] static QString frequencyPlan(const Domain::FrequencyPlan &plan);
    [[nodiscard]] static QString activation(const DeviceShape &shape);
    [[nodiscard]] static QString deviceClass(const Domain::Device &device);
    [[nodiscard]] static QString formatter(const QString &name);
    [[nodiscard]] static QString joinEuiTitle(const DeviceShape &shape);

    /// Why nothing, or no key, can be changed, and who can give the right; empty: it can.
    [[nodiscard]] static QString readOnlyReason(DeviceField field, const DeviceShape &shape, Domain::Rights rights);
    /// Why keys cannot be shown.
    [[nodiscard]] static QString noKeysReason(const DeviceShape &shape);
    /// What a reset takes away, and what comes after it.
    [[nodiscard]] static QString resetLoss(const DeviceShape &shape, bool joinNonces);
    /// What is missing where, and what becomes of it.
    [[nodiscard]] static QString halfMade(const Domain::Device &device);

    /// The field that a refusal of the network means; nullopt: none of them.
    [[nodiscard]] static std::optional<DeviceField> fieldOf(const Domain::Problem &problem);
};

} // namespace Models
