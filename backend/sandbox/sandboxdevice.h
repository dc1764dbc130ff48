// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/identifiers.h"
#include "backend/sandbox/radiomodel.h"
#include "backend/sandbox/sandboxrandom.h"
#include "backend/sandbox/sensor.h"

#include <QByteArray>
#include <QJsonObject>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace Backend {

/// What a device is and how it behaves; fixed.
struct DeviceModel
{
    Domain::Generation generation = Domain::Generation::V3;
    QByteArray application;
    QByteArray id;
    SensorKind sensor = SensorKind::Climate;
    SandboxLocation place;
    bool locationRegistered = false;
    bool otaa = true;
    bool classC = false;
    bool joined = true; ///< has a session when the sandbox starts
    bool canJoin = true; ///< false: its join requests never succeed
    double period = 8; ///< seconds between two uplinks at the usual rate
    quint32 firstCounter = 0;
    double skipChance = 0; ///< that frames before this one were heard by nobody
    double answerChance = 1; ///< that it acknowledges a confirmed downlink
    quint32 resetsAfter = 0; ///< counter value at which it starts again at 0 (ABP); 0: never
    std::chrono::seconds joinsEvery{0}; ///< 0: never again
    std::chrono::seconds talksFor{0}; ///< then it goes silent; 0: never
    std::chrono::seconds silentFor{0};
    std::chrono::seconds downlinkEvery{0}; ///< its application sends it one; 0: never
    bool downlinkConfirmed = false;
    QJsonObject downlinkFields; ///< what that application sends
    QJsonObject attributes; ///< v2
};

/// A device of the sandbox with all that changes. Identity is derived from the seed.
struct SandboxDevice
{
    SandboxDevice(DeviceModel deviceModel, quint64 seed)
        : model(std::move(deviceModel))
        , random(seed)
        , sensor(Sensor::create(model.sensor))
    {
    }

    const DeviceModel model;
    SandboxRandom random;
    std::unique_ptr<Sensor> sensor;
    std::vector<double> shadowing; ///< dB towards each gateway

    quint64 devEui = 0;
    quint64 joinEui = 0;
    bool namesDevEui = true; ///< v3: ABP devices may be registered without
    bool namesJoinEui = true;
    quint32 devAddr = 0;
    QByteArray sessionKeyId; ///< base64; empty: none (ABP, v2)
    bool hasSession = false;
    bool joining = false;
    quint32 fCntUp = 0; ///< of the next uplink
    quint32 fCntDown = 0; ///< of the next downlink
    int frames = 0; ///< sent in this session
    bool owesAck = false; ///< the next uplink acknowledges
    bool silenced = false;
    qint64 talkingSince = 0;
    int macAnswerBytes = 0; ///< in FOpts of the next uplink
    qint64 lastSeenNs = 0; ///< 0: not heard since the sandbox started
    qint64 sessionSinceNs = 0; ///< 0: before the sandbox started
    bool wrongKey = false; ///< signs its next join request with another key
    bool reusesNonce = false; ///< its next join request has the number of the last one
    bool removed = false; ///< no longer registered: it may send, but nobody listens
};

/// One uplink as it left the antenna and was heard.
struct RadioFrame
{
    qint64 endNs = 0;
    int spreadingFactor = 7;
    int channel = 0;
    quint32 frequencyHz = 0;
    qint64 airtimeNs = 0;
    std::vector<Reception> receptions; ///< never empty
    quint32 fCnt = 0;
    std::optional<int> fPort;
    QByteArray payload;
    bool confirmed = false;
    bool ack = false;
};

} // namespace Backend
