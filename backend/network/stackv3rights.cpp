// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3rights.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Domain::Right;
using Domain::Rights;

constexpr std::array<std::pair<Right, wire::Right>, 13> words{{
    {Right::ViewApplication, wire::RIGHT_APPLICATION_INFO},
    {Right::EditSettings, wire::RIGHT_APPLICATION_SETTINGS_BASIC},
    {Right::ManageApiKeys, wire::RIGHT_APPLICATION_SETTINGS_API_KEYS},
    {Right::ManageCollaborators, wire::RIGHT_APPLICATION_SETTINGS_COLLABORATORS},
    {Right::ManageIntegrations, wire::RIGHT_APPLICATION_SETTINGS_PACKAGES},
    {Right::DeleteApplication, wire::RIGHT_APPLICATION_DELETE},
    {Right::ViewDevices, wire::RIGHT_APPLICATION_DEVICES_READ},
    {Right::EditDevices, wire::RIGHT_APPLICATION_DEVICES_WRITE},
    {Right::ViewDeviceKeys, wire::RIGHT_APPLICATION_DEVICES_READ_KEYS},
    {Right::EditDeviceKeys, wire::RIGHT_APPLICATION_DEVICES_WRITE_KEYS},
    {Right::ReadTraffic, wire::RIGHT_APPLICATION_TRAFFIC_READ},
    {Right::SimulateUplinks, wire::RIGHT_APPLICATION_TRAFFIC_UP_WRITE},
    {Right::SendDownlinks, wire::RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE},
}};

bool isWord(int right)
{
    return std::any_of(words.begin(), words.end(), [right](const auto &word) { return word.second == right; });
}

bool isEverything(int right)
{
    return right == wire::RIGHT_APPLICATION_ALL || right == wire::RIGHT_ALL;
}

Rights impliedBy(int right)
{
    if (isEverything(right))
        return allRights();
    if (right == wire::RIGHT_APPLICATION_LINK)
        return Right::ViewApplication | Right::ReadTraffic | Right::SendDownlinks;
    for (const auto &[word, number] : words) {
        if (number == right)
            return word;
    }
    return {};
}

} // namespace

Rights allRights()
{
    Rights out;
    for (const auto &word : words)
        out |= word.first;
    return out;
}

Rights rightsOf(const WireRights &rights)
{
    Rights out;
    for (const int right : rights)
        out |= impliedBy(right);
    return out;
}

QStringList otherRights(const WireRights &rights)
{
    QStringList out;
    for (const int right : rights) {
        if (isWord(right))
            continue;
        const std::string &name = wire::Right_Name(right);
        out += name.empty() ? QString::number(right) : QString::fromStdString(name);
    }
    return out;
}

WireRights wireRights(Rights rights)
{
    return mergedRights({}, rights);
}

WireRights mergedRights(const WireRights &stored, Rights wanted)
{
    WireRights out;
    Rights given;
    for (const int right : stored) {
        const Rights implied = impliedBy(right);
        if ((implied & ~wanted) == Rights()) {
            out.Add(right);
            given |= implied;
        }
    }
    if (wanted == allRights()) {
        if (std::none_of(out.begin(), out.end(), isEverything)) {
            out.erase(std::remove_if(out.begin(), out.end(), isWord), out.end());
            out.Add(wire::RIGHT_APPLICATION_ALL);
        }
        return out;
    }
    for (const auto &[word, number] : words) {
        if ((wanted & ~given).testFlag(word))
            out.Add(number);
    }
    return out;
}

} // namespace Backend
