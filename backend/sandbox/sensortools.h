// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/sandboxrandom.h"

#include <QtEndian>
#include <QtMath>

#include <cmath>

/// What several sensors need.
namespace Backend::SensorTools {

/// To so many digits after the point.
inline double rounded(double value, int digits)
{
    const double scale = std::pow(10, digits);
    // Adding zero turns -0 into 0.
    return std::round(value * scale) / scale + 0.0;
}

template <typename T>
void put(QByteArray &out, T value)
{
    const T big = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&big), sizeof big);
}

template <typename T>
T get(const QByteArray &bytes, int at)
{
    return qFromBigEndian<T>(bytes.constData() + at);
}

/// A value that wanders around a daily curve: warmest at 14 h UTC.
class Wandering
{
public:
    Wandering(double mean, double daily, double step)
        : m_mean(mean)
        , m_daily(daily)
        , m_step(step)
    {
    }

    double next(SandboxRandom &random, qint64 timeNs)
    {
        constexpr qint64 dayNs = qint64(86'400) * 1'000'000'000;
        const double day = double(timeNs % dayNs) / double(dayNs);
        m_offset = m_offset * 0.97 + random.normal(0, m_step);
        return m_mean + m_offset + m_daily * std::cos(2 * M_PI * (day - 14.0 / 24));
    }

private:
    double m_mean;
    double m_daily;
    double m_step;
    double m_offset = 0;
};

} // namespace Backend::SensorTools
