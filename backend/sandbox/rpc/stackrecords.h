// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/stackaccounts.h"
#include "backend/sandbox/rpc/stackevents.h"
#include "backend/sandbox/rpc/stackjoins.h"
#include "backend/sandbox/rpc/stacklimiter.h"
#include "backend/sandbox/rpc/stackproducts.h"
#include "backend/sandbox/rpc/stacksubscribers.h"
#include "backend/sandbox/rpc/stacktraffic.h"
#include "backend/sandbox/sandboxnetwork.h"

#include <map>
#include <set>
#include <ttn/lorawan/v3/access.pb.h>
#include <ttn/lorawan/v3/application.pb.h>
#include <ttn/lorawan/v3/application_packages.pb.h>
#include <ttn/lorawan/v3/application_server.pb.h>
#include <ttn/lorawan/v3/end_device.pb.h>

namespace Backend {

/// What a device is at each server; a server that does not know it has none.
struct StackDevice
{
    using EndDevice = ttn::lorawan::v3::EndDevice;

    std::optional<EndDevice> identity;
    std::optional<EndDevice> network;
    std::optional<EndDevice> application;
    std::optional<EndDevice> join;
    SandboxDevice *device = nullptr; ///< nullptr: it does not send (yet)
    std::string ownKey; ///< the root key that is in the device itself
    std::optional<quint16> lastNonce; ///< DevNonce of its last join
    bool isPending = false; ///< joined, and not heard since
    bool activationTold = false;
};

struct StackApplication
{
    ttn::lorawan::v3::Application stored;
    std::map<std::string, StackDevice> devices; ///< by id
    StackAccounts::Members collaborators;
    std::optional<ttn::lorawan::v3::ApplicationLink> link; ///< default formatters
    std::map<quint32, ttn::lorawan::v3::ApplicationPackageDefaultAssociation> packages; ///< by port
    bool deleted = false; ///< the id stays taken
    qint64 deletedNs = 0;
};

struct StackKey
{
    ttn::lorawan::v3::APIKey stored; ///< without the secret
    std::string secret; ///< the whole token
    std::string application; ///< empty: that of an account
    StackAccounts::Ids account;

    [[nodiscard]] bool isExpired() const;
};

/// All that The Things Stack stores in the sandbox. Devices that send at the start are registered.
class StackRecords
{
public:
    StackRecords(const SandboxAccess &access, Simulation &simulation);
    ~StackRecords();
    StackRecords(const StackRecords &) = delete;
    StackRecords &operator=(const StackRecords &) = delete;

    [[nodiscard]] const std::string &user() const { return m_user; }
    [[nodiscard]] Simulation &simulation() { return m_simulation; }
    /// nullptr: unknown or deleted.
    [[nodiscard]] StackApplication *find(const std::string &application);
    /// `owner` gets all rights and is both contacts.
    StackApplication &add(const ttn::lorawan::v3::Application &application, const StackAccounts::Ids &owner);
    /// A fresh key of the account, or of the application where it is named. `token`: a key of one's own.
    StackKey &addKey(const StackAccounts::Ids &account, const std::string &application, const std::string &name,
                     const StackRights::List &rights, const std::string &token = {});
    /// nullptr: no such key, or its secret differs.
    [[nodiscard]] const StackKey *findKey(const std::string &token) const;
    /// What a key may do with an application, implied rights and those of other things included; none where it is
    /// unknown. `deletedToo`: or only where nothing is left of it.
    [[nodiscard]] StackRights::Set rights(const StackKey &key, const std::string &application,
                                          bool deletedToo = false) const;
    [[nodiscard]] bool isAdmin(const StackKey &key) const;
    /// nullptr: no server has it.
    [[nodiscard]] StackDevice *device(const ttn::lorawan::v3::EndDeviceIdentifiers &ids);
    /// As a server answers: with what the device does. `server` is a member of StackDevice.
    [[nodiscard]] static StackDevice::EndDevice read(const StackDevice &device,
                                                     std::optional<StackDevice::EndDevice> StackDevice::*server);
    /// Lets a device send as soon as its servers know enough.
    void wake(StackDevice &device);
    /// A device was heard: the Identity Server learns it with the next batch.
    void heard(const std::string &application, const std::string &id);
    /// Forgets devices that no server knows.
    void tidy(StackApplication &application, const std::string &id);

    std::map<std::string, StackApplication> applications;
    std::map<std::string, StackKey> keys; ///< by id
    StackAccounts accounts;
    StackLimiter limiter;
    int euiLimit = 0; ///< DevEUIs that an application may have; 0: none are issued
    quint64 issuedEuis = 0;
    StackProducts products = stackProducts(); ///< of the device repository
    StackEvents events;
    StackSubscribers subscribers;

    static void stamp(google::protobuf::Timestamp &time, qint64 ns);
    static void stampNow(google::protobuf::Timestamp &time);

private:
    void adopt(SandboxDevice &device);
    void addNeighbours();
    void tellLastSeen();

    std::string m_user;
    Simulation &m_simulation;
    std::map<std::pair<std::string, std::string>, qint64> m_heardNs; ///< by application and device, until it is told
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true); ///< what is planned may outlive this
    StackTraffic m_traffic{*this};
    StackJoins m_joins{*this};
};

} // namespace Backend
