// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/dictionary.h"

#include <QReadLocker>
#include <QWriteLocker>

namespace Domain {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

/// Names are kept for ever, so what a hostile server may call a gateway is cut: whole characters, then an ellipsis.
class Bounded
{
public:
    explicit Bounded(std::string_view name)
        : m_view(name)
    {
        if (name.size() <= Dictionary::LongestName)
            return;
        static constexpr std::string_view ellipsis = "\u2026";
        std::size_t end = Dictionary::LongestName - ellipsis.size();
        while (end > 0 && (quint8(name[end]) & 0xC0) == 0x80)
            --end;
        m_cut = name.substr(0, end);
        m_cut += ellipsis;
        m_view = m_cut;
    }
    Bounded(const Bounded &) = delete;
    Bounded &operator=(const Bounded &) = delete;

    operator std::string_view() const { return m_view; }

private:
    std::string m_cut;
    std::string_view m_view;
};

std::string deviceKey(ProfileRef profile, std::string_view application, std::string_view device)
{
    std::string key;
    key.reserve(application.size() + device.size() + 4);
    key.push_back(char(profile & 0xFF));
    key.push_back(char(profile >> 8));
    key.append(application).push_back('\0');
    key.append(device);
    return key;
}

} // namespace

Dictionary::Dictionary()
{
    m_devices.emplace_back();
    m_gateways.emplace_back();
    m_radios.emplace_back();
    m_profiles.emplace_back();
}

DeviceRef Dictionary::internDevice(ProfileRef profile, std::string_view fullApplication, std::string_view fullDevice)
{
    const Bounded application(fullApplication);
    const Bounded device(fullDevice);
    std::string key = deviceKey(profile, application, device);
    {
        const QReadLocker lock(&m_lock);
        if (const auto it = m_deviceIndex.find(key); it != m_deviceIndex.end())
            return it->second;
    }
    const QWriteLocker lock(&m_lock);
    const auto [it, fresh] = m_deviceIndex.try_emplace(std::move(key), DeviceRef(m_devices.size()));
    if (fresh) {
        DeviceEntry &entry = m_devices.emplace_back();
        entry.profile = profile;
        entry.application = text(application);
        entry.device = text(device);
    }
    return it->second;
}

GatewayRef Dictionary::internGateway(std::string_view fullId)
{
    if (fullId.empty())
        return 0;
    const Bounded id(fullId);
    std::string key{std::string_view(id)};
    {
        const QReadLocker lock(&m_lock);
        if (const auto it = m_gatewayIndex.find(key); it != m_gatewayIndex.end())
            return it->second;
    }
    const QWriteLocker lock(&m_lock);
    const auto [it, fresh] = m_gatewayIndex.try_emplace(std::move(key), GatewayRef(m_gateways.size()));
    if (fresh)
        m_gateways.push_back(text(id));
    return it->second;
}

RadioRef Dictionary::internRadio(std::string_view fullDataRate, quint64 frequencyHz)
{
    if (fullDataRate.empty() && frequencyHz == 0)
        return 0;
    const Bounded dataRate(fullDataRate);
    std::string key{std::string_view(dataRate)};
    key.push_back('\0');
    key.append(reinterpret_cast<const char *>(&frequencyHz), sizeof frequencyHz);
    {
        const QReadLocker lock(&m_lock);
        if (const auto it = m_radioIndex.find(key); it != m_radioIndex.end())
            return it->second;
    }
    const QWriteLocker lock(&m_lock);
    if (m_radios.size() > std::numeric_limits<RadioRef>::max())
        return 0;
    const auto [it, fresh] = m_radioIndex.try_emplace(std::move(key), RadioRef(m_radios.size()));
    if (fresh)
        m_radios.push_back({text(dataRate), frequencyHz});
    return it->second;
}

ProfileRef Dictionary::internProfile(const QString &name, const QUuid &id)
{
    const QWriteLocker lock(&m_lock);
    for (std::size_t i = 1; i < m_profiles.size(); ++i) {
        ProfileEntry &entry = m_profiles[i];
        if (entry.id != id || (id.isNull() && entry.name != name))
            continue;
        entry.name = name;
        return ProfileRef(i);
    }
    m_profiles.push_back({id, name});
    return ProfileRef(m_profiles.size() - 1);
}

const DeviceEntry &Dictionary::device(DeviceRef ref) const
{
    const QReadLocker lock(&m_lock);
    return m_devices[ref < m_devices.size() ? ref : 0];
}

QString Dictionary::gateway(GatewayRef ref) const
{
    const QReadLocker lock(&m_lock);
    return m_gateways[ref < m_gateways.size() ? ref : 0];
}

RadioEntry Dictionary::radio(RadioRef ref) const
{
    const QReadLocker lock(&m_lock);
    return m_radios[ref < m_radios.size() ? ref : 0];
}

QString Dictionary::profileName(ProfileRef ref) const
{
    const QReadLocker lock(&m_lock);
    return m_profiles[ref < m_profiles.size() ? ref : 0].name;
}

void Dictionary::setDevEui(DeviceRef ref, Eui eui)
{
    const QReadLocker lock(&m_lock);
    if (ref > 0 && ref < m_devices.size()) {
        // The deque's elements do not move and the member is atomic, so a read lock is enough.
        const_cast<DeviceEntry &>(m_devices[ref]).devEui.store(eui.value(), std::memory_order_relaxed);
    }
}

DeviceRef Dictionary::deviceCount() const
{
    const QReadLocker lock(&m_lock);
    return DeviceRef(m_devices.size());
}

GatewayRef Dictionary::gatewayCount() const
{
    const QReadLocker lock(&m_lock);
    return GatewayRef(m_gateways.size());
}

RadioRef Dictionary::radioCount() const
{
    const QReadLocker lock(&m_lock);
    return RadioRef(std::min<std::size_t>(m_radios.size(), std::numeric_limits<RadioRef>::max()));
}

} // namespace Domain
