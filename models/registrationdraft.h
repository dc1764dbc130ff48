// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "backend/domain/networkapi.h"
#include "models/devicecode.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace Models {

/// A device that is being made, as typed, and what follows from it: which fields there are and what they are called,
/// what is wrong with each, the device to register. What only the servers know is told in `prefixes` and by problems.
/// Value type; holds secrets; any thread.
class RegistrationDraft
{
    Q_DECLARE_TR_FUNCTIONS(RegistrationDraft)

public:
    enum class Field : quint8 {
        None,
        Plan,
        MacVersion,
        PhyVersion,
        PingSlot,
        DevEui,
        JoinEui,
        DevAddr,
        AppKey,
        NwkKey,
        NwkSKey, ///< LoRaWAN 1.1: FNwkSIntKey
        SNwkSIntKey,
        NwkSEncKey,
        AppSKey,
        Constraints,
        Id,
        Name,
        Description,
        SerialNumber,
        ClaimCode,
        Latitude,
        Longitude,
        Altitude,
        Attributes,
    };
    /// A part of the wizard that is filled in and checked together.
    enum class Part : quint8 { Radio, Identity, Place };

    using Attribute = std::pair<QString, QString>;

    Domain::Capabilities capabilities;
    QString application;
    bool joins = true; ///< over the air; else activated by personalization
    // Radio, where the network asks for it
    QString plan;
    QString macVersion;
    QString phyVersion;
    bool supportsClassB = false;
    bool supportsClassC = false;
    std::optional<int> pingSlotPeriod; ///< s
    // Identity and keys, in any spelling
    QString devEui;
    QString joinEui;
    QString devAddr;
    QString appKey;
    QString nwkKey;
    QString nwkSKey;
    QString sNwkSIntKey;
    QString nwkSEncKey;
    QString appSKey;
    QString id; ///< empty: the suggested one
    QString name;
    QString serialNumber;
    QString claimCode;
    // Place and the rest
    QString description;
    QString latitude;
    QString longitude;
    QString altitude;
    QList<Attribute> attributes;
    bool resetsCounters = false; ///< ABP: the device begins at 0 again after each restart
    bool uses32BitCounters = true; ///< v2
    QString constraints; ///< v2
    /// What a template or another device gave and nobody is asked for: MAC settings, formatters, product.
    Domain::Device base;

    // What the network told
    std::optional<QList<Domain::JoinEuiPrefix>> prefixes; ///< of its Join Server
    std::optional<bool> claimable; ///< devices with this JoinEUI

    /// Takes what the Device Repository says; ids, keys and plan stay.
    void take(const Domain::DeviceTemplate &found);
    /// Begins with the settings of another device; its ids and keys are not taken.
    void takeSettings(const Domain::Device &other);
    /// Ids, product and serial number from a code. A bare key is the AppKey.
    void take(const DeviceCode &code);

    [[nodiscard]] Domain::Generation generation() const;
    /// The network has to know plan, version and classes.
    [[nodiscard]] bool hasRadio() const;
    [[nodiscard]] bool has(Field field) const;
    /// The name that the field has for this version of LoRaWAN and this network.
    [[nodiscard]] QString title(Field field) const;
    /// What is said below it while nothing is wrong; empty: nothing.
    [[nodiscard]] QString hint(Field field) const;
    /// The rule that it breaks, as a sentence; empty: none. What is empty or unfinished is a mistake only when
    /// the form is `complete`.
    [[nodiscard]] QString mistake(Field field, bool complete) const;
    /// Allowed, but worth knowing; empty: nothing.
    [[nodiscard]] QString remark(Field field) const;
    [[nodiscard]] static QList<Field> fields(Part part);
    /// The first that is wrong; None: nothing.
    [[nodiscard]] Field firstMistake(Part part) const;
    [[nodiscard]] bool isComplete() const;

    [[nodiscard]] QString suggestedId() const;
    [[nodiscard]] QString effectiveId() const;
    /// Only without mistakes.
    [[nodiscard]] Domain::Device device() const;
    /// Where a refusal of the servers belongs; None: to the whole.
    [[nodiscard]] static Field fieldOf(const Domain::Problem &problem);

private:
    [[nodiscard]] const QString *hexText(Field field) const;
    [[nodiscard]] bool isNeeded(Field field) const;
    [[nodiscard]] QString radioMistake(Field field, bool complete) const;
    [[nodiscard]] QString hexFieldMistake(Field field, bool complete) const;
    [[nodiscard]] QString idMistake(bool complete) const;
    [[nodiscard]] QString textMistake(Field field) const;
    [[nodiscard]] QString placeMistake(Field field, bool complete) const;
    [[nodiscard]] QString attributesMistake() const;
    /// A plain number; nullopt: it is none.
    [[nodiscard]] static std::optional<double> metres(const QString &text);
    [[nodiscard]] std::optional<Domain::GeoPoint> place() const;
    [[nodiscard]] QString joinEuiRemark() const;
};

} // namespace Models
