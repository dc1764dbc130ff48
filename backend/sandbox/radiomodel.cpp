// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/radiomodel.h"

#include "backend/sandbox/lorawan.h"

#include <QtMath>

#include <algorithm>
#include <cmath>

namespace Backend {

namespace {

constexpr double TransmitDbm = 14;
constexpr double NoiseDbm = -117; // -174 dBm/Hz + 51 dB for 125 kHz + 6 dB noise figure
constexpr double LargestSnr = 11; // the demodulator reports no more
constexpr double MetresPerDegree = 111'320;

double metres(const SandboxLocation &a, const SandboxLocation &b)
{
    const double north = (a.latitude - b.latitude) * MetresPerDegree;
    const double east = (a.longitude - b.longitude) * MetresPerDegree * std::cos(qDegreesToRadians(a.latitude));
    const double up = a.altitude - b.altitude;
    return std::sqrt(north * north + east * east + up * up);
}

} // namespace

RadioModel::RadioModel()
{
    SandboxGateway barn;
    barn.id = "barn-roof";
    barn.eui = 0xB827EBFFFE10A2C4;
    barn.location = {46.7712, 11.2394, 318};
    barn.bootOffsetUs = 86'431'611;

    SandboxGateway tower;
    tower.id = "water-tower";
    tower.eui = 0x24E124FFFEF1D7A9;
    tower.location = {46.7839, 11.2571, 402};
    tower.gainDbi = 6;
    tower.hasClock = true;
    tower.trusted = false;
    tower.bootOffsetUs = 1'472'358'984;

    SandboxGateway spire;
    spire.id = "church-spire";
    spire.eui = 0x7276FF003904016B;
    spire.location = {46.7758, 11.2492, 361};
    spire.gainDbi = 5;
    spire.antennas = 2;
    spire.hasClock = true;
    spire.hasFineTimestamps = true;
    spire.bootOffsetUs = 2'354'265'265;

    m_gateways = {barn, tower, spire};
}

const SandboxGateway *RadioModel::gateway(QByteArrayView id) const
{
    const auto found = std::find_if(m_gateways.begin(), m_gateways.end(), [&](const auto &g) { return g.id == id; });
    return found == m_gateways.end() ? nullptr : &*found;
}

std::vector<double> RadioModel::shadowing(SandboxRandom &random) const
{
    std::vector<double> out;
    for (std::size_t i = 0; i < m_gateways.size(); ++i)
        out.push_back(std::clamp(random.normal(0, 6), -12.0, 12.0));
    return out;
}

double RadioModel::signalDbm(const SandboxLocation &from, const SandboxGateway &to, double shadowingDb) const
{
    const double kilometres = std::max(metres(from, to.location), 20.0) / 1000;
    const double pathLoss = 128.95 + 23.2 * std::log10(kilometres);
    return TransmitDbm + to.gainDbi - pathLoss - shadowingDb;
}

double RadioModel::meanSnr(const SandboxLocation &from, const std::vector<double> &shadowing) const
{
    double best = -100;
    for (std::size_t i = 0; i < m_gateways.size(); ++i)
        best = std::max(best, signalDbm(from, m_gateways[i], shadowing[i]) - NoiseDbm);
    return best;
}

std::vector<Reception> RadioModel::receive(const SandboxLocation &from, const std::vector<double> &shadowing,
                                           int spreadingFactor, qint64 timeNs, SandboxRandom &random) const
{
    std::vector<Reception> out;
    for (std::size_t i = 0; i < m_gateways.size(); ++i) {
        const SandboxGateway &gateway = m_gateways[i];
        const qint64 arrived = timeNs + qint64(random.uniform(8e6, 45e6));
        const quint64 travelNs = quint64(metres(from, gateway.location) / 0.299792458);
        for (int antenna = 0; antenna < gateway.antennas; ++antenna) {
            const double signal = signalDbm(from, gateway, shadowing[i]) + random.normal(0, 2.5);
            const double snr = std::min(signal - NoiseDbm, LargestSnr) + random.normal(0, 0.6);
            if (signal - NoiseDbm < LoraWan::demodulationFloorDb(spreadingFactor))
                continue;
            Reception reception;
            reception.gateway = &gateway;
            reception.antenna = antenna;
            reception.rssi = std::round(10 * std::log10(std::pow(10, signal / 10) + std::pow(10, NoiseDbm / 10)));
            reception.signalRssi = std::round(signal);
            reception.snr = std::round(snr * 4) / 4;
            reception.timestampUs = quint32(timeNs / 1000 + gateway.bootOffsetUs);
            if (gateway.hasFineTimestamps)
                reception.fineTimestampNs = (quint64(timeNs) + travelNs + quint64(antenna) * 7) % 1'000'000'000;
            reception.arrivedNs = arrived;
            out.push_back(reception);
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.rssi > b.rssi; });
    return out;
}

} // namespace Backend
