// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace Domain {

/// Which product a device is, in the words of the Device Repository (v3). Empty: not told.
struct VersionIds
{
    QString brand;
    QString model;
    QString hardware;
    QString firmware;
    QString band; ///< EU_863_870 and the like
    friend bool operator==(const VersionIds &, const VersionIds &) = default;
};

/// A LoRa Alliance profile: as in a device's QR code. Both zero: none.
struct ProfileIds
{
    quint32 vendor = 0;
    quint32 profile = 0;
    friend bool operator==(const ProfileIds &, const ProfileIds &) = default;
};

/// How payloads of a device, or of an application that its devices inherit from, are read and written (v3). Names as on
/// the wire: FORMATTER_NONE, FORMATTER_REPOSITORY, FORMATTER_JAVASCRIPT, FORMATTER_CAYENNELPP.
struct Formatters
{
    QString up;
    QString upParameter; ///< at most 40,960 characters and bytes
    QString down;
    QString downParameter;
    friend bool operator==(const Formatters &, const Formatters &) = default;
};

/// What the Network Server assumes of a device's MAC layer (v3, mac_settings). nullopt: what the band says.
/// Frequencies in Hz, at least 100,000; data rates as indexes 0…15.
struct MacSettings
{
    enum class Adr : quint8 { Dynamic, Static, Disabled };

    std::optional<int> rx1Delay; ///< 1…15 s
    std::optional<int> rx1DataRateOffset; ///< 0…7
    std::optional<int> rx2DataRate;
    std::optional<quint64> rx2Frequency;
    std::optional<int> desiredRx1Delay;
    std::optional<int> desiredRx1DataRateOffset;
    std::optional<int> desiredRx2DataRate;
    std::optional<quint64> desiredRx2Frequency;
    QList<quint64> presetFrequencies; ///< at most 96; empty: those of the band
    std::optional<int> maxDutyCycle; ///< 1 / 2^n, n = 0…15
    std::optional<Adr> adr;
    std::optional<double> adrMargin; ///< dB, dynamic
    std::optional<int> staticDataRate; ///< static
    std::optional<int> staticTxPower; ///< static: index
    std::optional<int> staticRepetitions; ///< static
    std::optional<int> classBTimeout; ///< s
    std::optional<int> classCTimeout; ///< s
    std::optional<int> pingSlotPeriod; ///< s: 1, 2, 4 … 128
    std::optional<int> pingSlotDataRate;
    std::optional<quint64> pingSlotFrequency; ///< 0: hops
    std::optional<quint64> beaconFrequency; ///< 0: hops
    std::optional<int> statusEverySeconds;
    std::optional<int> statusEveryUplinks;
    std::optional<bool> schedulesDownlinks; ///< false: the network sends nothing, join-accepts included
    friend bool operator==(const MacSettings &, const MacSettings &) = default;
};

} // namespace Domain
