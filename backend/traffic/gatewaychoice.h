// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace Backend {

/// What one antenna heard of a frame.
struct Antenna
{
    std::string_view gateway; ///< as Domain::GatewayReception::id
    quint64 gatewayHash = 0; ///< equal for the antennas of one gateway
    double rssi = 0; ///< dBm
    std::optional<double> snr; ///< dB; absent where the message does not name it
};

/// Picks the best gateway of a frame and counts the distinct ones, in one pass and for any number of them.
/// Best is the highest SNR, then RSSI; for FSK, which has no SNR, the highest RSSI. The first of equals wins.
class GatewayChoice
{
public:
    void clear()
    {
        m_bestBySnr.reset();
        m_bestByRssi.reset();
        m_hashes.clear();
    }

    void add(const Antenna &antenna)
    {
        m_hashes.push_back(antenna.gatewayHash);
        const double snr = antenna.snr.value_or(0);
        const double bestSnr = m_bestBySnr ? m_bestBySnr->snr.value_or(0) : 0;
        if (!m_bestBySnr || snr > bestSnr || (snr == bestSnr && antenna.rssi > m_bestBySnr->rssi))
            m_bestBySnr = antenna;
        if (!m_bestByRssi || antenna.rssi > m_bestByRssi->rssi)
            m_bestByRssi = antenna;
    }

    [[nodiscard]] const std::optional<Antenna> &best(bool fsk) const { return fsk ? m_bestByRssi : m_bestBySnr; }

    /// Reorders what it has kept.
    [[nodiscard]] int count()
    {
        if (m_hashes.size() < 2)
            return int(m_hashes.size());
        std::sort(m_hashes.begin(), m_hashes.end());
        return int(std::unique(m_hashes.begin(), m_hashes.end()) - m_hashes.begin());
    }

private:
    std::optional<Antenna> m_bestBySnr;
    std::optional<Antenna> m_bestByRssi;
    std::vector<quint64> m_hashes;
};

} // namespace Backend
