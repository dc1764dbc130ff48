// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/sensor.h"

#include "backend/sandbox/sensortools.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Backend {

using namespace SensorTools;

namespace {

constexpr int ConfigurationPort = 15;
constexpr std::array<const char *, 4> LedNames = {"off", "red", "green", "blue"};

DecodedUplink failed(const QString &error)
{
    DecodedUplink out;
    out.error = error;
    return out;
}

/// Temperature, humidity and battery in five bytes; takes its interval and the colour of its lamp by downlink.
class ClimateSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64 timeNs) override
    {
        if (m_millivolts == 0)
            m_millivolts = random.chance(0.3) ? 2'810 : random.integer(3'050, 3'550);
        m_millivolts = std::max(m_millivolts - (random.chance(0.1) ? 1 : 0), 2'400);
        Measurement out{2, {}, false};
        put(out.payload, qint16(std::lround(m_temperature.next(random, timeNs) * 100)));
        put(out.payload, quint8(std::lround(std::clamp(m_humidity.next(random, timeNs), 5.0, 99.0) * 2)));
        put(out.payload, quint16(m_millivolts + random.integer(-12, 12)));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int fPort, const QByteArray &payload) const override
    {
        if (fPort != 2 || payload.size() != 5)
            return failed(QStringLiteral("unknown FPort or length"));
        const double battery = rounded(get<quint16>(payload, 3) / 1000.0, 3);
        DecodedUplink out;
        out.fields = QJsonObject{{QStringLiteral("temperature"), rounded(get<qint16>(payload, 0) / 100.0, 2)},
                                 {QStringLiteral("humidity"), get<quint8>(payload, 2) / 2.0},
                                 {QStringLiteral("battery"), battery}};
        if (battery < 2.82)
            out.warnings.append(QStringLiteral("battery low"));
        return out;
    }

    [[nodiscard]] std::optional<QJsonObject> decodeDownlink(int fPort, const QByteArray &payload) const override
    {
        if (fPort != ConfigurationPort || payload.size() != 3 || uchar(payload[0]) >= LedNames.size())
            return std::nullopt;
        return QJsonObject{{QStringLiteral("led"), QLatin1String(LedNames[uchar(payload[0])])},
                           {QStringLiteral("interval"), get<quint16>(payload, 1)}};
    }

    [[nodiscard]] bool hasEncoder() const override { return true; }

    [[nodiscard]] std::optional<QByteArray> encodeDownlink(const QJsonObject &fields) const override
    {
        const QString led = fields.value(QLatin1String("led")).toString(QStringLiteral("off"));
        const auto name = std::find_if(LedNames.begin(), LedNames.end(),
                                       [&](const char *known) { return led == QLatin1String(known); });
        const double interval = fields.value(QLatin1String("interval")).toDouble(0);
        if (name == LedNames.end() || interval < 0 || interval > 65'535)
            return std::nullopt;
        QByteArray out;
        put(out, quint8(name - LedNames.begin()));
        put(out, quint16(interval));
        return out;
    }

private:
    Wandering m_temperature{16.5, 5.5, 0.15};
    Wandering m_humidity{62, -14, 0.6};
    int m_millivolts = 0;
};

/// Moisture and temperature of the soil, in the common form as well.
class SoilSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64 timeNs) override
    {
        // Dries out, and is watered again.
        m_moisture = m_moisture < 18 ? random.uniform(34, 42) : m_moisture - random.uniform(0, 0.25);
        Measurement out{1, {}, false};
        put(out.payload, quint16(std::lround(m_moisture * 10)));
        put(out.payload, qint16(std::lround(m_soil.next(random, timeNs) * 10)));
        put(out.payload, qint16(std::lround(m_air.next(random, timeNs) * 10)));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int fPort, const QByteArray &payload) const override
    {
        if (fPort != 1 || payload.size() != 6)
            return failed(QStringLiteral("unknown FPort or length"));
        const double moisture = get<quint16>(payload, 0) / 10.0;
        const double soil = get<qint16>(payload, 2) / 10.0;
        const double air = get<qint16>(payload, 4) / 10.0;
        DecodedUplink out;
        out.fields = QJsonObject{{QStringLiteral("moisture"), moisture},
                                 {QStringLiteral("soil_temperature"), soil},
                                 {QStringLiteral("air_temperature"), air}};
        out.normalized = {QJsonObject{{QStringLiteral("air"), QJsonObject{{QStringLiteral("temperature"), air}}}},
                          QJsonObject{{QStringLiteral("soil"),
                                       QJsonObject{{QStringLiteral("depth"), 0.3},
                                                   {QStringLiteral("moisture"), moisture},
                                                   {QStringLiteral("temperature"), soil}}}}};
        return out;
    }

private:
    double m_moisture = 33;
    Wandering m_soil{13, 1.2, 0.05};
    Wandering m_air{16, 5, 0.15};
};

/// A door: says at once, and confirmed, when it was opened or closed.
class DoorSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64) override
    {
        m_open = !m_open;
        m_count += m_open ? 1 : 0;
        Measurement out{3, {}, true};
        put(out.payload, quint8(m_open ? 1 : 0));
        put(out.payload, m_count);
        put(out.payload, quint8(random.integer(30, 32)));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int fPort, const QByteArray &payload) const override
    {
        if (fPort != 3 || payload.size() != 6)
            return failed(QStringLiteral("unknown FPort or length"));
        DecodedUplink out;
        out.fields = QJsonObject{{QStringLiteral("open"), payload[0] != 0},
                                 {QStringLiteral("openings"), qint64(get<quint32>(payload, 1))},
                                 {QStringLiteral("battery"), get<quint8>(payload, 5) / 10.0}};
        return out;
    }

private:
    bool m_open = false;
    quint32 m_count = 1'204;
};

/// A tractor with a GPS receiver, driving round its fields.
class TrackerSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64) override
    {
        m_heading = std::fmod(m_heading + random.normal(8, 12) + 360, 360);
        m_speed = std::clamp(m_speed + random.normal(0, 1.5), 0.0, 24.0);
        // About ten seconds of driving on a circle that stays near the farm.
        m_angle += m_speed / 2000;
        m_position
            = {46.7745 + 0.006 * std::sin(m_angle), 11.2440 + 0.009 * std::cos(m_angle), 331 + random.integer(-3, 3)};
        m_satellites = random.integer(6, 12);
        Measurement out{4, {}, false};
        put(out.payload, qint32(std::lround(m_position.latitude * 1e6)));
        put(out.payload, qint32(std::lround(m_position.longitude * 1e6)));
        put(out.payload, qint16(m_position.altitude));
        put(out.payload, quint8(std::lround(m_speed * 4)));
        put(out.payload, quint16(std::lround(m_heading)));
        put(out.payload, quint8(m_satellites));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int fPort, const QByteArray &payload) const override
    {
        if (fPort != 4 || payload.size() != 14)
            return failed(QStringLiteral("unknown FPort or length"));
        DecodedUplink out;
        out.fields = QJsonObject{
            {QStringLiteral("latitude"), get<qint32>(payload, 0) / 1e6},
            {QStringLiteral("longitude"), get<qint32>(payload, 4) / 1e6},
            {QStringLiteral("altitude"), get<qint16>(payload, 8)},
            {QStringLiteral("motion"),
             QJsonObject{{QStringLiteral("speed_kmh"), get<quint8>(payload, 10) / 4.0},
                         {QStringLiteral("heading"), get<quint16>(payload, 11)}}},
            {QStringLiteral("gps"),
             QJsonObject{{QStringLiteral("fix"), true}, {QStringLiteral("satellites"), get<quint8>(payload, 13)}}}};
        return out;
    }

    [[nodiscard]] std::optional<SandboxLocation> position() const override { return m_position; }

private:
    SandboxLocation m_position{46.7745, 11.2440, 331};
    double m_heading = 40;
    double m_speed = 9;
    double m_angle = 0;
    int m_satellites = 9;
};

/// A water meter with counters of 32 bits.
class WaterMeterSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64) override
    {
        const int flow = random.chance(0.4) ? random.integer(2, 55) : 0;
        m_litres += quint32(flow) * 5;
        m_pulses += quint32(flow) * 50;
        Measurement out{10, {}, false};
        put(out.payload, m_litres);
        put(out.payload, m_pulses);
        put(out.payload, quint16(flow * 10));
        put(out.payload, quint8(random.chance(0.02) ? 1 : 0));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int fPort, const QByteArray &payload) const override
    {
        if (fPort != 10 || payload.size() != 11)
            return failed(QStringLiteral("unknown FPort or length"));
        DecodedUplink out;
        out.fields = QJsonObject{{QStringLiteral("volume_l"), qint64(get<quint32>(payload, 0))},
                                 {QStringLiteral("pulses"), qint64(get<quint32>(payload, 4))},
                                 {QStringLiteral("flow_lpm"), get<quint16>(payload, 8) / 10.0},
                                 {QStringLiteral("leak"), payload[10] != 0}};
        return out;
    }

private:
    quint32 m_litres = 2'948'113;
    quint32 m_pulses = 4'294'900'000; // runs over 2^32 before long
};

/// A weather station with many fields.
class WeatherSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64 timeNs) override
    {
        const double wind = std::max(m_wind.next(random, timeNs), 0.0);
        m_rain += random.chance(0.05) ? quint16(random.integer(1, 4)) : quint16(0);
        Measurement out{7, {}, false};
        put(out.payload, qint16(std::lround(m_temperature.next(random, timeNs) * 100)));
        put(out.payload, quint8(std::lround(std::clamp(m_humidity.next(random, timeNs), 5.0, 100.0))));
        put(out.payload, quint16(std::lround(m_pressure.next(random, timeNs) * 10)));
        put(out.payload, quint16(std::lround(wind * 10)));
        put(out.payload, quint16(std::lround((wind + random.uniform(0.5, 5)) * 10)));
        put(out.payload, quint16(random.integer(180, 250)));
        put(out.payload, m_rain);
        put(out.payload, quint16(random.integer(0, 900)));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int fPort, const QByteArray &payload) const override
    {
        if (fPort != 7 || payload.size() != 15)
            return failed(QStringLiteral("unknown FPort or length"));
        DecodedUplink out;
        out.fields = QJsonObject{{QStringLiteral("temperature"), rounded(get<qint16>(payload, 0) / 100.0, 2)},
                                 {QStringLiteral("humidity"), get<quint8>(payload, 2)},
                                 {QStringLiteral("pressure_hpa"), get<quint16>(payload, 3) / 10.0},
                                 {QStringLiteral("wind"),
                                  QJsonObject{{QStringLiteral("speed"), get<quint16>(payload, 5) / 10.0},
                                              {QStringLiteral("gust"), get<quint16>(payload, 7) / 10.0},
                                              {QStringLiteral("direction"), get<quint16>(payload, 9)}}},
                                 {QStringLiteral("rain_mm"), rounded(get<quint16>(payload, 11) * 0.2, 1)},
                                 {QStringLiteral("light_wm2"), get<quint16>(payload, 13)},
                                 {QStringLiteral("sensor_errors"), QJsonArray{}}};
        return out;
    }

private:
    Wandering m_temperature{15, 6, 0.2};
    Wandering m_humidity{66, -15, 0.8};
    Wandering m_pressure{1013, 1, 0.3};
    Wandering m_wind{3.2, 1.5, 0.5};
    quint16 m_rain = 11;
};

/// Leaf wetness in the Cayenne Low Power Payload, read by the server's own decoder.
class CayenneSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64 timeNs) override
    {
        Measurement out{5, {}, false};
        put(out.payload, quint16(0x0167)); // channel 1, temperature in 0.1 °C
        put(out.payload, qint16(std::lround(m_temperature.next(random, timeNs) * 10)));
        put(out.payload, quint16(0x0268)); // channel 2, relative humidity in 0.5 %
        put(out.payload, quint8(std::lround(std::clamp(m_humidity.next(random, timeNs), 5.0, 100.0) * 2)));
        put(out.payload, quint16(0x0302)); // channel 3, analog input in 0.01
        put(out.payload, qint16(random.integer(312, 331)));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int, const QByteArray &payload) const override
    {
        if (payload.size() != 11)
            return failed(QStringLiteral("invalid length"));
        DecodedUplink out;
        out.fields = QJsonObject{{QStringLiteral("temperature_1"), get<qint16>(payload, 2) / 10.0},
                                 {QStringLiteral("relative_humidity_2"), get<quint8>(payload, 6) / 2.0},
                                 {QStringLiteral("analog_in_3"), get<qint16>(payload, 9) / 100.0}};
        return out;
    }

private:
    Wandering m_temperature{17, 5, 0.2};
    Wandering m_humidity{70, -12, 0.7};
};

/// One byte of temperature: an old sensor that warns of frost.
class FrostSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64 timeNs) override
    {
        Measurement out{9, {}, false};
        put(out.payload, qint16(std::lround(m_temperature.next(random, timeNs) * 10)));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int fPort, const QByteArray &payload) const override
    {
        if (fPort != 9 || payload.size() != 2)
            return failed(QStringLiteral("unknown FPort or length"));
        const double temperature = get<qint16>(payload, 0) / 10.0;
        DecodedUplink out;
        out.fields
            = QJsonObject{{QStringLiteral("temperature"), temperature}, {QStringLiteral("frost"), temperature < 0}};
        if (temperature < 0)
            out.warnings.append(QStringLiteral("frost"));
        return out;
    }

private:
    Wandering m_temperature{1.5, 3, 0.3};
};

/// An irrigation valve that obeys at once (class C).
class ValveSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64) override
    {
        Measurement out{6, {}, false};
        put(out.payload, quint8(m_open ? 1 : 0));
        put(out.payload, quint16(m_open ? random.integer(180, 240) : 0));
        put(out.payload, quint16(random.integer(23'600, 24'200)));
        return out;
    }

    [[nodiscard]] DecodedUplink decode(int fPort, const QByteArray &payload) const override
    {
        if (fPort != 6 || payload.size() != 5)
            return failed(QStringLiteral("unknown FPort or length"));
        DecodedUplink out;
        out.fields
            = QJsonObject{{QStringLiteral("valve"), payload[0] ? QStringLiteral("open") : QStringLiteral("closed")},
                          {QStringLiteral("flow_lpm"), get<quint16>(payload, 1) / 10.0},
                          {QStringLiteral("supply_v"), get<quint16>(payload, 3) / 1000.0}};
        return out;
    }

    [[nodiscard]] std::optional<QJsonObject> decodeDownlink(int fPort, const QByteArray &payload) const override
    {
        if (fPort != ConfigurationPort || payload.size() != 1 || uchar(payload[0]) > 1)
            return std::nullopt;
        return QJsonObject{{QStringLiteral("valve"), payload[0] ? QStringLiteral("open") : QStringLiteral("closed")}};
    }

    [[nodiscard]] bool hasEncoder() const override { return true; }

    [[nodiscard]] std::optional<QByteArray> encodeDownlink(const QJsonObject &fields) const override
    {
        const QString state = fields.value(QLatin1String("valve")).toString();
        if (state != u"open" && state != u"closed")
            return std::nullopt;
        return QByteArray(1, state == u"open" ? '\1' : '\0');
    }

    void obey(int fPort, const QByteArray &payload) override
    {
        if (fPort == ConfigurationPort && payload.size() == 1)
            m_open = payload[0] == '\1';
    }

private:
    bool m_open = false;
};

/// A device of another maker: nobody wrote a payload function for what it sends.
class ForeignSensor : public Sensor
{
public:
    Measurement measure(SandboxRandom &random, qint64) override
    {
        return {random.chance(0.2) ? 199 : 2, random.bytes(random.integer(7, 23)), false};
    }

    [[nodiscard]] DecodedUplink decode(int, const QByteArray &) const override
    {
        return failed(QStringLiteral("unknown message type"));
    }
};

} // namespace

std::unique_ptr<Sensor> Sensor::create(SensorKind kind)
{
    switch (kind) {
    case SensorKind::Climate:
        return std::make_unique<ClimateSensor>();
    case SensorKind::Soil:
        return std::make_unique<SoilSensor>();
    case SensorKind::Door:
        return std::make_unique<DoorSensor>();
    case SensorKind::Tracker:
        return std::make_unique<TrackerSensor>();
    case SensorKind::WaterMeter:
        return std::make_unique<WaterMeterSensor>();
    case SensorKind::Weather:
        return std::make_unique<WeatherSensor>();
    case SensorKind::CayenneLpp:
        return std::make_unique<CayenneSensor>();
    case SensorKind::Frost:
        return std::make_unique<FrostSensor>();
    case SensorKind::Valve:
        return std::make_unique<ValveSensor>();
    case SensorKind::Foreign:
        break;
    }
    return std::make_unique<ForeignSensor>();
}

std::optional<QJsonObject> Sensor::decodeDownlink(int, const QByteArray &) const
{
    return std::nullopt;
}

std::optional<QByteArray> Sensor::encodeDownlink(const QJsonObject &) const
{
    return std::nullopt;
}

void Sensor::obey(int, const QByteArray &) { }

} // namespace Backend
