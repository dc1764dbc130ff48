// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/fleet.h"

namespace Backend {

namespace {

using namespace std::chrono_literals;

DeviceModel model(Domain::Generation generation, const char *application, const char *id, SensorKind sensor,
                  SandboxLocation place, double period)
{
    DeviceModel out;
    out.generation = generation;
    out.application = application;
    out.id = id;
    out.sensor = sensor;
    out.place = place;
    out.period = period;
    return out;
}

std::vector<DeviceModel> orchard()
{
    const auto device = [](const char *id, SensorKind sensor, SandboxLocation place, double period) {
        return model(Domain::Generation::V3, "orchard", id, sensor, place, period);
    };
    DeviceModel field1 = device("field-01", SensorKind::Climate, {46.7731, 11.2421, 322}, 5);
    field1.locationRegistered = true;
    field1.firstCounter = 4'218;
    field1.downlinkEvery = 47s;
    field1.downlinkConfirmed = true;
    field1.downlinkFields = {{QStringLiteral("led"), QStringLiteral("green")}, {QStringLiteral("interval"), 300}};

    DeviceModel field2 = device("field-02", SensorKind::Climate, {46.7694, 11.2350, 315}, 7);
    field2.locationRegistered = true;
    field2.firstCounter = 731;
    field2.skipChance = 0.05;
    field2.answerChance = 0.5; // some of its downlinks are repeated
    field2.downlinkEvery = 70s;
    field2.downlinkConfirmed = true;
    field2.downlinkFields = {{QStringLiteral("led"), QStringLiteral("off")}, {QStringLiteral("interval"), 600}};

    DeviceModel soil1 = device("soil-01", SensorKind::Soil, {46.7722, 11.2467, 326}, 9);
    soil1.firstCounter = 1'288;

    // Never acknowledges: its confirmed downlinks end in nack and failed.
    DeviceModel soil2 = device("soil-02", SensorKind::Soil, {46.7650, 11.2210, 309}, 11);
    soil2.firstCounter = 96;
    soil2.answerChance = 0;

    DeviceModel gate = device("gate-01", SensorKind::Door, {46.7709, 11.2402, 318}, 13);
    gate.firstCounter = 2'410;

    DeviceModel frost = device("frost-01", SensorKind::Frost, {46.7803, 11.2622, 388}, 6);
    frost.otaa = false;
    frost.firstCounter = 21;
    frost.resetsAfter = 34;

    DeviceModel tractor = device("tractor-01", SensorKind::Tracker, {46.7745, 11.2440, 331}, 6);
    tractor.firstCounter = 15'377;

    DeviceModel foreign = device("foreign-01", SensorKind::Foreign, {46.7770, 11.2333, 330}, 12);
    foreign.firstCounter = 64'990;

    // Registered, never joined.
    DeviceModel fresh = device("fresh-01", SensorKind::Climate, {46.7720, 11.2400, 320}, 30);
    fresh.joined = false;
    fresh.canJoin = false;

    return {field1, field2, soil1, soil2, gate, frost, tractor, foreign, fresh};
}

std::vector<DeviceModel> vineyard()
{
    const auto device = [](const char *id, SensorKind sensor, SandboxLocation place, double period) {
        return model(Domain::Generation::V3, "vineyard", id, sensor, place, period);
    };
    DeviceModel vine1 = device("vine-01", SensorKind::CayenneLpp, {46.7861, 11.2604, 431}, 8);
    vine1.locationRegistered = true;
    vine1.firstCounter = 512;

    DeviceModel vine2 = device("vine-02", SensorKind::CayenneLpp, {46.7924, 11.2790, 476}, 10);
    vine2.otaa = false;
    vine2.firstCounter = 8'030;
    vine2.skipChance = 0.1;

    DeviceModel weather = device("weather-01", SensorKind::Weather, {46.8020, 11.3010, 610}, 9);
    weather.locationRegistered = true;
    weather.firstCounter = 30'112;

    DeviceModel meter = device("meter-01", SensorKind::WaterMeter, {46.7812, 11.2528, 395}, 10);
    meter.firstCounter = 65'531; // runs over 16 bits at once
    meter.skipChance = 0.04;

    DeviceModel pump = device("pump-01", SensorKind::Climate, {46.7849, 11.2583, 405}, 7);
    pump.joined = false;
    pump.joinsEvery = 75s;

    DeviceModel cellar = device("cellar-01", SensorKind::Climate, {46.7830, 11.2550, 399}, 6);
    cellar.firstCounter = 77;
    cellar.talksFor = 90s;
    cellar.silentFor = 600s;

    DeviceModel valve = device("valve-01", SensorKind::Valve, {46.7826, 11.2561, 398}, 14);
    valve.classC = true;
    valve.firstCounter = 340;
    valve.downlinkEvery = 31s;
    valve.downlinkFields = {{QStringLiteral("valve"), QStringLiteral("open")}};

    return {vine1, vine2, weather, meter, pump, cellar, valve};
}

std::vector<DeviceModel> greenhouse()
{
    const auto device = [](const char *id, SensorKind sensor, SandboxLocation place, double period) {
        return model(Domain::Generation::V2, "greenhouse", id, sensor, place, period);
    };
    DeviceModel bed1 = device("bed-1", SensorKind::Climate, {46.7715, 11.2391, 318}, 6);
    bed1.locationRegistered = true;
    bed1.attributes = {{QStringLiteral("room"), QStringLiteral("tomatoes")}};
    bed1.firstCounter = 901;
    bed1.downlinkEvery = 53s;
    bed1.downlinkConfirmed = true;
    bed1.downlinkFields = {{QStringLiteral("led"), QStringLiteral("blue")}, {QStringLiteral("interval"), 120}};

    DeviceModel bed2 = device("bed-2", SensorKind::Soil, {46.7716, 11.2393, 318}, 9);
    bed2.firstCounter = 412;
    bed2.skipChance = 0.06;

    DeviceModel tank = device("tank-1", SensorKind::WaterMeter, {46.7703, 11.2379, 317}, 11);
    tank.otaa = false;
    tank.firstCounter = 12;
    tank.resetsAfter = 25;

    DeviceModel door = device("door-1", SensorKind::Door, {46.7714, 11.2396, 318}, 14);
    door.firstCounter = 1'055;

    DeviceModel fan = device("fan-1", SensorKind::Climate, {46.7718, 11.2388, 318}, 8);
    fan.joined = false;
    fan.joinsEvery = 95s;

    DeviceModel leaf = device("leaf-1", SensorKind::CayenneLpp, {46.7711, 11.2401, 318}, 10);
    leaf.locationRegistered = true;
    leaf.firstCounter = 3'300;

    DeviceModel mystery = device("mystery-1", SensorKind::Foreign, {46.7790, 11.2480, 345}, 13);
    mystery.firstCounter = 150;

    return {bed1, bed2, tank, door, fan, leaf, mystery};
}

} // namespace

std::vector<DeviceModel> sandboxFleet()
{
    std::vector<DeviceModel> out = orchard();
    for (auto &&part : {vineyard(), greenhouse()})
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

} // namespace Backend
