// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace Backend {

/// Facts of LoRa and of the EU868 regional parameters (RP002) that the sandbox needs.
namespace LoraWan {

constexpr int Bandwidth = 125'000; ///< Hz, of every uplink here
constexpr int HeaderAndMicBytes = 12; ///< MHDR, DevAddr, FCtrl, FCnt and MIC
constexpr int JoinRequestBytes = 23;
constexpr int LargestPayload = 242; ///< bytes of application payload, of the fastest data rate
constexpr quint32 Rx2Frequency = 869'525'000;
constexpr std::array<quint32, 8> UplinkChannels
    = {868'100'000, 868'300'000, 868'500'000, 867'100'000, 867'300'000, 867'500'000, 867'700'000, 867'900'000};

/// Time on air in ns of a frame with `phyBytes` bytes at 125 kHz, coding rate 4/5, explicit header, CRC on, 8 preamble
/// symbols (Semtech AN1200.13).
qint64 timeOnAirNs(int phyBytes, int spreadingFactor);

/// The weakest signal to noise ratio in dB at which a gateway still hears that spreading factor.
double demodulationFloorDb(int spreadingFactor);

/// The fastest spreading factor that leaves a margin of 15 dB at `snrDb`, as adaptive data rate settles.
int spreadingFactorFor(double snrDb);

} // namespace LoraWan
} // namespace Backend
