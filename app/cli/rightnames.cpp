// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rightnames.h"

#include <iterator>

namespace App {

using Domain::Right;
using Domain::Rights;

namespace {

struct Name
{
    Right right;
    const char *word;
};

constexpr Name names[] = {
    {Right::ViewApplication, "INFO"},
    {Right::EditSettings, "SETTINGS_BASIC"},
    {Right::ManageApiKeys, "SETTINGS_API_KEYS"},
    {Right::ManageCollaborators, "SETTINGS_COLLABORATORS"},
    {Right::ManageIntegrations, "SETTINGS_PACKAGES"},
    {Right::DeleteApplication, "DELETE"},
    {Right::ViewDevices, "DEVICES_READ"},
    {Right::EditDevices, "DEVICES_WRITE"},
    {Right::ViewDeviceKeys, "DEVICES_READ_KEYS"},
    {Right::EditDeviceKeys, "DEVICES_WRITE_KEYS"},
    {Right::ReadTraffic, "TRAFFIC_READ"},
    {Right::SimulateUplinks, "TRAFFIC_UP_WRITE"},
    {Right::SendDownlinks, "TRAFFIC_DOWN_WRITE"},
};

} // namespace

Rights allRights()
{
    Rights rights;
    for (const Name &name : names)
        rights |= name.right;
    return rights;
}

QStringList rightNames(Rights rights)
{
    QStringList words;
    for (const Name &name : names) {
        if (rights.testFlag(name.right))
            words += QStringLiteral("RIGHT_APPLICATION_") + QLatin1String(name.word);
    }
    return words;
}

std::optional<Rights> rightsByName(const QString &name)
{
    QString word = name.toUpper();
    if (word.startsWith(QLatin1String("RIGHT_APPLICATION_")))
        word.remove(0, 18);
    if (word == u"ALL")
        return allRights();
    const auto it = std::find_if(std::begin(names), std::end(names),
                                 [&](const Name &entry) { return word == QLatin1String(entry.word); });
    return it == std::end(names) ? std::nullopt : std::optional<Rights>(it->right);
}

} // namespace App
