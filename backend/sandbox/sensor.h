// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/radiomodel.h"
#include "backend/sandbox/sandboxrandom.h"

#include <QJsonArray>
#include <QJsonObject>

#include <memory>
#include <optional>

namespace Backend {

enum class SensorKind { Climate, Soil, Door, Tracker, WaterMeter, Weather, CayenneLpp, Frost, Valve, Foreign };

/// What the payload function made of one uplink.
struct DecodedUplink
{
    std::optional<QJsonObject> fields; ///< nullopt: it failed, `error` says why
    QJsonArray warnings;
    QJsonArray normalized; ///< measurements in the common form of v3
    QString error;
};

/// One sensor: what it measures, how it puts that into bytes, and the payload function that reads the bytes again.
/// State moves on with each measurement; all randomness comes from the device.
class Sensor
{
public:
    struct Measurement
    {
        int fPort = 1;
        QByteArray payload;
        bool confirmed = false;
    };

    static std::unique_ptr<Sensor> create(SensorKind kind);
    virtual ~Sensor() = default;

    virtual Measurement measure(SandboxRandom &random, qint64 timeNs) = 0;
    [[nodiscard]] virtual DecodedUplink decode(int fPort, const QByteArray &payload) const = 0;

    /// For display of a downlink; nullopt: there is no function for it, or it failed.
    [[nodiscard]] virtual std::optional<QJsonObject> decodeDownlink(int fPort, const QByteArray &payload) const;
    [[nodiscard]] virtual bool hasEncoder() const { return false; }
    /// nullopt: the function failed. Only with an encoder.
    [[nodiscard]] virtual std::optional<QByteArray> encodeDownlink(const QJsonObject &fields) const;
    /// The device got a downlink.
    virtual void obey(int fPort, const QByteArray &payload);

    /// Where a sensor that moves is now.
    [[nodiscard]] virtual std::optional<SandboxLocation> position() const { return std::nullopt; }
};

} // namespace Backend
