// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/righttext.h"

#include "backend/domain/problemtext.h"

#include <QCoreApplication>

namespace Models::RightText {

using Domain::Right;
using Domain::Rights;

namespace {

constexpr QLatin1String OfApplications("RIGHT_APPLICATION_");

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RightText)
};

template <typename Word>
QStringList eachOf(Rights rights, Word word)
{
    QStringList words;
    for (const Group &group : groups()) {
        for (const Right right : group.rights) {
            if (rights.testFlag(right))
                words += word(right);
        }
    }
    return words;
}

} // namespace

QList<Group> groups()
{
    return {
        {Words::tr("Traffic"), {Right::ReadTraffic, Right::SendDownlinks, Right::SimulateUplinks}},
        {Words::tr("Devices"), {Right::ViewDevices, Right::EditDevices, Right::ViewDeviceKeys, Right::EditDeviceKeys}},
        {Words::tr("Application"),
         {Right::ViewApplication, Right::EditSettings, Right::ManageIntegrations, Right::DeleteApplication}},
        {Words::tr("People and keys"), {Right::ManageApiKeys, Right::ManageCollaborators}}};
}

Rights all()
{
    Rights rights;
    for (const Group &group : groups()) {
        for (const Right right : group.rights)
            rights |= right;
    }
    return rights;
}

QString wireName(Right right)
{
    const auto name = [](QLatin1String end) { return QString(OfApplications + end); };
    switch (right) {
    case Right::ViewApplication:
        return name(QLatin1String("INFO"));
    case Right::EditSettings:
        return name(QLatin1String("SETTINGS_BASIC"));
    case Right::ManageApiKeys:
        return name(QLatin1String("SETTINGS_API_KEYS"));
    case Right::ManageCollaborators:
        return name(QLatin1String("SETTINGS_COLLABORATORS"));
    case Right::ManageIntegrations:
        return name(QLatin1String("SETTINGS_PACKAGES"));
    case Right::DeleteApplication:
        return name(QLatin1String("DELETE"));
    case Right::ViewDevices:
        return name(QLatin1String("DEVICES_READ"));
    case Right::EditDevices:
        return name(QLatin1String("DEVICES_WRITE"));
    case Right::ViewDeviceKeys:
        return name(QLatin1String("DEVICES_READ_KEYS"));
    case Right::EditDeviceKeys:
        return name(QLatin1String("DEVICES_WRITE_KEYS"));
    case Right::ReadTraffic:
        return name(QLatin1String("TRAFFIC_READ"));
    case Right::SimulateUplinks:
        return name(QLatin1String("TRAFFIC_UP_WRITE"));
    case Right::SendDownlinks:
        return name(QLatin1String("TRAFFIC_DOWN_WRITE"));
    }
    return {};
}

std::optional<Rights> byWireName(const QString &name)
{
    QString wanted = name.toUpper();
    if (!wanted.startsWith(OfApplications))
        wanted.prepend(OfApplications);
    if (wanted == QString(OfApplications + u"ALL"))
        return all();
    for (const Group &group : groups()) {
        for (const Right right : group.rights) {
            if (wireName(right) == wanted)
                return right;
        }
    }
    return std::nullopt;
}

QStringList wireNameList(Rights rights)
{
    return eachOf(rights, wireName);
}

QString words(Right right)
{
    return Domain::rightText(wireName(right));
}

QString list(Rights rights)
{
    return eachOf(rights, words).join(QStringLiteral(", "));
}

QString wireNames(Rights rights)
{
    return wireNameList(rights).join(QStringLiteral(", "));
}

QString summary(Rights rights, qsizetype others)
{
    if (rights == all())
        return Words::tr("all rights");
    const QString known = list(rights);
    if (others == 0)
        return known;
    return known.isEmpty() ? Words::tr("%1 rights of another kind").arg(others)
                           : Words::tr("%1, and %2 of another kind").arg(known).arg(others);
}

QString sentence(Rights rights, qsizetype others)
{
    return rights == all() ? Words::tr("It has all rights.") : Words::tr("It may %1.").arg(summary(rights, others));
}

QString othersNote(const QStringList &others)
{
    QStringList whole, foreign;
    for (const QString &name : others)
        (name == u"RIGHT_ALL" || name == u"RIGHT_APPLICATION_ALL" ? whole : foreign) << name;
    QStringList notes;
    if (!whole.isEmpty())
        notes << Words::tr("It was given all rights as one, %1, and keeps them so until you take one away.")
                     .arg(whole.join(QLatin1String(", ")));
    if (!foreign.isEmpty())
        notes << Words::tr("Besides, it has rights that are not for applications; they stay: %1.")
                     .arg(foreign.join(QLatin1String(", ")));
    return notes.join(u' ');
}

} // namespace Models::RightText
