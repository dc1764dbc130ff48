// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/lorawan.h"

#include <algorithm>

namespace Backend::LoraWan {

qint64 timeOnAirNs(int phyBytes, int spreadingFactor)
{
    const bool lowDataRateOptimisation = spreadingFactor >= 11;
    const int bitsPerBlock = 4 * (spreadingFactor - (lowDataRateOptimisation ? 2 : 0));
    const int bits = 8 * phyBytes - 4 * spreadingFactor + 28 + 16;
    const int blocks = bits <= 0 ? 0 : (bits + bitsPerBlock - 1) / bitsPerBlock;
    constexpr int codedSymbolsPerBlock = 5;
    // The preamble ends with 4.25 symbols: count quarters.
    const qint64 quarters = 4 * (8 + 8 + std::max(blocks * codedSymbolsPerBlock, 0)) + 17;
    const qint64 symbolNs = (qint64(1) << spreadingFactor) * 1'000'000'000 / Bandwidth;
    return quarters * symbolNs / 4;
}

double demodulationFloorDb(int spreadingFactor)
{
    return -7.5 - 2.5 * (spreadingFactor - 7);
}

int spreadingFactorFor(double snrDb)
{
    constexpr double margin = 15;
    for (int factor = 7; factor < 12; ++factor) {
        if (snrDb - margin >= demodulationFloorDb(factor))
            return factor;
    }
    return 12;
}

} // namespace Backend::LoraWan
