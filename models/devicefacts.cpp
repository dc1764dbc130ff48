// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicefacts.h"

#include "backend/domain/hexinput.h"
#include "backend/domain/lorawanversions.h"
#include "models/devicewords.h"
#include "models/heardmodel.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace Models {

using Domain::Capability;

namespace {

constexpr qint64 NsPerMs = 1'000'000;

qint64 nsOf(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() * NsPerMs : 0;
}

void add(std::vector<DeviceFact> &facts, const QString &group, const QString &title, const QString &value,
         const QString &hint = {})
{
    if (value.isEmpty())
        return;
    DeviceFact fact;
    fact.group = group;
    fact.title = title;
    fact.value = value;
    fact.hint = hint;
    facts.push_back(std::move(fact));
}

/// In pairs, as one reads it aloud: `70 B3 D5 7E  D0 00 00 01`.
QString grouped(const QByteArray &bytes)
{
    constexpr qsizetype HalfEui = 4;
    QString out;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            out += i % HalfEui == 0 ? QStringLiteral("  ") : QStringLiteral(" ");
        out += QString::fromLatin1(bytes.mid(i, 1).toHex()).toUpper();
    }
    return out;
}

template <typename Identifier>
void addId(std::vector<DeviceFact> &facts, const QString &group, const QString &title,
           const std::optional<Identifier> &id, const QString &hint = {})
{
    if (!id)
        return;
    add(facts, group, title, grouped(Domain::bytesOf(*id)), hint);
    facts.back().bytes = Domain::bytesOf(*id);
    facts.back().monospace = true;
}

} // namespace

QString DeviceFacts::moment(const QDateTime &time, qint64 nowNs) const
{
    const qint64 ns = nsOf(time);
    if (ns == 0)
        return {};
    return ns <= nowNs ? tr("%1, %2").arg(m_text->shortTime(ns), HeardModel::ago(nowNs - ns)) : m_text->shortTime(ns);
}

qint64 DeviceFacts::lastHeardNs(const Source &source)
{
    return std::max(source.heardNs, nsOf(source.device->lastSeen));
}

std::vector<DeviceFact> DeviceFacts::overview(const Source &source) const
{
    std::vector<DeviceFact> facts;
    addIdentity(facts, source);
    addRadio(facts, source);
    addTimes(facts, source);
    addServers(facts, source);
    return facts;
}

void DeviceFacts::addIdentity(std::vector<DeviceFact> &facts, const Source &source) const
{
    const Domain::Device &device = *source.device;
    const QString group = tr("Identity");
    add(facts, group, tr("Device ID"), device.id);
    facts.back().monospace = true;
    add(facts, group, tr("Application"), device.application);
    addId(facts, group, tr("DevEUI"), device.devEui);
    addId(facts, group, DeviceWords::joinEuiTitle(source.shape), device.joinEui,
          device.joinEui && device.joinEui->isZero()
              ? tr("Zeros are allowed: the device was made without a JoinEUI, and sends zeros.")
              : QString());
    if (device.devAddr && !device.devAddr->isZero())
        addId(facts, group, tr("DevAddr"), device.devAddr);
    const Domain::VersionIds &product = device.versionIds;
    add(facts, group, tr("Product"), QStringList{product.brand, product.model}.join(u' ').trimmed());
    add(facts, group, tr("Hardware and firmware"),
        QStringList{product.hardware, product.firmware}
            .join(QStringLiteral(" · "))
            .remove(QStringLiteral("· "))
            .trimmed());
    add(facts, group, tr("Serial number"), device.serialNumber);
    add(facts, group, tr("Description"), device.description);
    for (auto it = device.attributes.begin(); it != device.attributes.end(); ++it)
        add(facts, tr("Attributes"), it.key(), it.value());
}

void DeviceFacts::addRadio(std::vector<DeviceFact> &facts, const Source &source) const
{
    const Domain::Device &device = *source.device;
    const QString group = tr("Radio");
    add(facts, group, tr("Activation"), DeviceWords::activation(source.shape));
    add(facts, group, tr("Class"), DeviceWords::deviceClass(device));
    if (device.radio) {
        add(facts, group, tr("LoRaWAN version"), Domain::LorawanVersions::macTitle(device.radio->macVersion));
        add(facts, group, tr("Regional Parameters"), Domain::LorawanVersions::phyTitle(device.radio->phyVersion));
        add(facts, group, tr("Frequency plan"), device.radio->frequencyPlan);
    }
    add(facts, group, tr("Activation constraints"), device.activationConstraints);
    if (source.shape.has(Capability::DeviceNames)) {
        add(facts, group, tr("Uplink formatter"),
            device.formatters ? DeviceWords::formatter(device.formatters->up) : tr("That of the application"));
    }
}

void DeviceFacts::addTimes(std::vector<DeviceFact> &facts, const Source &source) const
{
    const Domain::Device &device = *source.device;
    const QString group = tr("State");
    const qint64 heard = lastHeardNs(source);
    add(facts, group, tr("Last heard"),
        heard == 0 ? tr("Never, as far as is known")
                   : moment(QDateTime::fromMSecsSinceEpoch(heard / NsPerMs, Qt::UTC), source.nowNs),
        tr("By the network's word or by our history, whichever is later"));
    add(facts, group, tr("First activated"), moment(device.activated, source.nowNs));
    add(facts, group, tr("Session since"), moment(device.sessionStarted, source.nowNs));
    if (device.battery) {
        constexpr double Percent = 100;
        add(facts, group, tr("Battery"), tr("%1 %").arg(std::lround(*device.battery * Percent)),
            device.lastStatus.isValid() ? tr("Told by the device: %1").arg(moment(device.lastStatus, source.nowNs))
                                        : QString());
    }
    if (device.downlinkMargin && device.lastStatus.isValid())
        add(facts, group, tr("Downlink margin"), tr("%1 dB").arg(*device.downlinkMargin),
            tr("How much stronger than needed the device hears the network"));
    add(facts, group, tr("Registered"), moment(device.created, source.nowNs));
    add(facts, group, tr("Changed"), moment(device.updated, source.nowNs));
}

void DeviceFacts::addServers(std::vector<DeviceFact> &facts, const Source &source) const
{
    const Domain::Device &device = *source.device;
    const std::pair<QString, QString> servers[] = {{tr("Network Server"), device.servers.network},
                                                   {tr("Application Server"), device.servers.application},
                                                   {tr("Join Server"), device.servers.join}};
    const QString wire[]
        = {QStringLiteral("Network Server"), QStringLiteral("Application Server"), QStringLiteral("Join Server")};
    for (int i = 0; i < 3; ++i) {
        const bool missing = device.missingAt.contains(wire[i]);
        const QString host = servers[i].second;
        const QString lack = tr("does not have this device");
        add(facts, tr("Servers"), servers[i].first,
            !missing             ? host
                : host.isEmpty() ? lack
                                 : tr("%1: %2").arg(host, lack));
        if (missing)
            facts.back().meaning = Meaning::Bad;
    }
}

std::vector<DeviceFact> DeviceFacts::session(const Source &source) const
{
    const Domain::Device &device = *source.device;
    std::vector<DeviceFact> facts;
    const QString group = tr("Now");
    const bool active = device.devAddr && !device.devAddr->isZero();
    if (active)
        addId(facts, group, tr("DevAddr"), device.devAddr);
    else
        add(facts, group, tr("Session"), tr("None: the device has not joined."));
    add(facts, group, tr("Since"), moment(device.sessionStarted, source.nowNs));
    if (device.pendingDevAddr)
        addId(facts, group, tr("Offered DevAddr"), device.pendingDevAddr,
              tr("A join was accepted, and the device has not used the new session yet."));
    if (active && device.fCntUp)
        add(facts, group, tr("Last uplink counter"), QString::number(*device.fCntUp));
    if (active && device.fCntDown)
        add(facts, group, tr("Last downlink counter"), QString::number(*device.fCntDown));
    if (active && source.shape.isVersion11 && device.lastAFCntDown)
        add(facts, group, tr("Last downlink counter of the application"), QString::number(*device.lastAFCntDown));
    return facts;
}

std::vector<DeviceFact> DeviceFacts::joining(const Source &source) const
{
    const Domain::Device &device = *source.device;
    std::vector<DeviceFact> facts;
    const QString group = tr("What the network remembers");
    add(facts, group, tr("Last join"), moment(device.sessionStarted, source.nowNs));
    if (source.joinHeardNs != 0)
        add(facts, group, tr("Last join heard here"),
            moment(QDateTime::fromMSecsSinceEpoch(source.joinHeardNs / 1'000'000), source.nowNs),
            tr("The newest one in the history of this computer."));
    if (device.devAddr && !device.devAddr->isZero())
        addId(facts, group, tr("DevAddr"), device.devAddr);
    if (device.pendingDevAddr)
        addId(facts, group, tr("Offered DevAddr"), device.pendingDevAddr,
              tr("A join was accepted, and the device has not used the new session yet."));
    // Zero is what a device has that never joined.
    if (device.lastDevNonce && (*device.lastDevNonce != 0 || !device.usedDevNonces.isEmpty()))
        add(facts, group, tr("Last DevNonce"),
            tr("%1 (hexadecimal %2)")
                .arg(*device.lastDevNonce)
                .arg(QString::number(*device.lastDevNonce, 16).toUpper().rightJustified(4, u'0')));
    if (source.shape.joins() && !source.shape.isVersion11 && source.shape.has(Capability::ResetDevices))
        add(facts, group, tr("Used DevNonces"),
            device.usedDevNonces.isEmpty() ? tr("none") : QString::number(device.usedDevNonces.size()),
            tr("A DevNonce that was used before is refused."));
    if (device.lastJoinNonce && *device.lastJoinNonce != 0)
        add(facts, group, tr("Accepted joins"), QString::number(*device.lastJoinNonce),
            tr("The last JoinNonce: it counts accepted joins."));
    return facts;
}

} // namespace Models
