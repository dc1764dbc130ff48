// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/identifiers.h"

#include <QHash>
#include <QReadWriteLock>
#include <QUuid>

#include <atomic>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace Domain {

/// A device of one application of one profile; `device` is empty for what concerns the application, both are for what
/// concerns the whole profile.
struct DeviceEntry
{
    ProfileRef profile = 0;
    QString application;
    QString device;
    std::atomic<quint64> devEui = 0; ///< the last one seen; 0: none
};

struct RadioEntry
{
    QString dataRate; ///< `SF7BW125`, `FSK 50000`, `LR-FHSS …`; empty: not known
    quint64 frequencyHz = 0; ///< 0: not known
};

/// The names behind the 32-bit references of EventRecord: grows only, shared by all threads, one per process.
/// Entries never move, so a reference that was returned stays valid as long as the dictionary.
class Dictionary
{
public:
    /// Bytes of UTF-8; longer names end in an ellipsis there. Real ones have some dozens.
    static constexpr std::size_t LongestName = 256;

    Dictionary();
    Dictionary(const Dictionary &) = delete;
    Dictionary &operator=(const Dictionary &) = delete;

    DeviceRef internDevice(ProfileRef profile, std::string_view application, std::string_view device);
    GatewayRef internGateway(std::string_view id);
    /// After 65,535 distinct pairs new ones are 0 (not known): a network has some dozens.
    RadioRef internRadio(std::string_view dataRate, quint64 frequencyHz);
    /// A profile is its id; its name is what is shown, and the last one given counts. With a null id it is its name.
    ProfileRef internProfile(const QString &name, const QUuid &id = {});

    [[nodiscard]] const DeviceEntry &device(DeviceRef ref) const;
    [[nodiscard]] QString gateway(GatewayRef ref) const;
    [[nodiscard]] RadioEntry radio(RadioRef ref) const;
    [[nodiscard]] QString profileName(ProfileRef ref) const;
    void setDevEui(DeviceRef ref, Eui eui);

    /// How many references exist now; references 0…count-1 are valid.
    [[nodiscard]] DeviceRef deviceCount() const;
    [[nodiscard]] GatewayRef gatewayCount() const;
    [[nodiscard]] RadioRef radioCount() const;

private:
    struct ProfileEntry
    {
        QUuid id;
        QString name;
    };

    mutable QReadWriteLock m_lock;
    std::deque<DeviceEntry> m_devices;
    std::deque<QString> m_gateways;
    std::deque<RadioEntry> m_radios;
    std::deque<ProfileEntry> m_profiles;
    std::unordered_map<std::string, quint32> m_deviceIndex;
    std::unordered_map<std::string, quint32> m_gatewayIndex;
    std::unordered_map<std::string, quint16> m_radioIndex;
};

} // namespace Domain
