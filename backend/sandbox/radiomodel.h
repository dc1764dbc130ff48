// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/sandboxrandom.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace Backend {

struct SandboxLocation
{
    double latitude = 0;
    double longitude = 0;
    int altitude = 0; ///< m
};

/// A gateway of the sandbox. Its concentrator counts microseconds from `bootNs`.
struct SandboxGateway
{
    QByteArray id;
    quint64 eui = 0;
    SandboxLocation location;
    double gainDbi = 3;
    int antennas = 1;
    bool hasClock = false; ///< GPS: tells the time of each frame
    bool hasFineTimestamps = false;
    bool showsLocation = true;
    bool trusted = true; ///< v2: sends a valid token
    qint64 bootOffsetUs = 0;
};

/// One antenna of one gateway heard a frame.
struct Reception
{
    const SandboxGateway *gateway = nullptr;
    int antenna = 0;
    double rssi = 0; ///< dBm in the channel, noise included, whole numbers
    double signalRssi = 0; ///< dBm of the signal alone, whole numbers
    double snr = 0; ///< dB, in quarters
    quint32 timestampUs = 0;
    quint64 fineTimestampNs = 0; ///< within the second
    qint64 arrivedNs = 0; ///< at the network
};

/// Who hears a frame, and how well: log-distance path loss as measured in a small town at 868 MHz, shadowing that is
/// fixed for each pair of device and gateway, fading that is new for each frame, thermal noise.
class RadioModel
{
public:
    RadioModel();
    RadioModel(const RadioModel &) = delete;
    RadioModel &operator=(const RadioModel &) = delete;

    [[nodiscard]] const std::vector<SandboxGateway> &gateways() const { return m_gateways; }
    [[nodiscard]] const SandboxGateway *gateway(QByteArrayView id) const;

    /// Shadowing in dB towards each gateway, for a new device.
    [[nodiscard]] std::vector<double> shadowing(SandboxRandom &random) const;
    /// Of the best gateway, without fading.
    [[nodiscard]] double meanSnr(const SandboxLocation &from, const std::vector<double> &shadowing) const;
    /// Who hears a frame that ends at `timeNs`, best first; empty: nobody.
    [[nodiscard]] std::vector<Reception> receive(const SandboxLocation &from, const std::vector<double> &shadowing,
                                                 int spreadingFactor, qint64 timeNs, SandboxRandom &random) const;

private:
    [[nodiscard]] double signalDbm(const SandboxLocation &from, const SandboxGateway &to, double shadowingDb) const;

    std::vector<SandboxGateway> m_gateways;
};

} // namespace Backend
