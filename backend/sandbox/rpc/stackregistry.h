// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackpaths.h"

#include <ttn/lorawan/v3/end_device_requests.pb.h>

namespace Backend {

/// One of the four servers that know devices, and what they have in common.
struct StackRegistry
{
    using EndDevice = ttn::lorawan::v3::EndDevice;
    using Ids = ttn::lorawan::v3::EndDeviceIdentifiers;
    using Mask = google::protobuf::FieldMask;
    using Record = std::optional<EndDevice> StackDevice::*;

    const char *prefix; ///< of its services and, with a dot, of its events: "Ns"; empty for the Identity Server
    Record record;
    const StackPaths &readable;
    const StackPaths &writable;

    static const StackRegistry &identity();
    static const StackRegistry &network();
    static const StackRegistry &application();
    static const StackRegistry &join();

    [[nodiscard]] bool isIdentity() const { return !*prefix; }
    /// "ns.end_device.create" and the like.
    [[nodiscard]] std::string event(const char *what) const;
    /// Of Get, and of Delete and the like.
    [[nodiscard]] StackRefusal notFound(const Ids &ids) const;
    [[nodiscard]] StackRefusal gone(const Ids &ids) const;

    /// nullptr: this server does not know it.
    [[nodiscard]] StackDevice *find(StackApplication &application, const std::string &id) const;
    /// Only the pair of EUIs is unique.
    void checkEuis(const StackRecords &records, const Ids &ids) const;
    void erase(StackRecords &records, StackApplication &application, const std::string &id) const;

    /// ids and times are always there.
    [[nodiscard]] static EndDevice masked(const EndDevice &stored, const Mask &mask);
    [[nodiscard]] static ttn::lorawan::v3::EntityIdentifiers entity(const Ids &ids);
};

/// What the Network Server, the Application Server and the Join Server do not accept of a device. Each throws.
namespace StackDeviceChecks {

/// `stored` nullptr: a new one.
void network(const StackRegistry::EndDevice &wanted, const StackRegistry::Mask &mask,
             const StackRegistry::EndDevice *stored);
void application(const StackRegistry::EndDevice &wanted, const StackRegistry::Mask &mask);
void joinEuis(const StackRegistry::EndDevice &wanted);
void join(const StackRegistry::EndDevice &wanted, const StackRegistry::Mask &mask);
/// Of a device that Application or Join Server know: its ids stay.
void kept(const StackRegistry::EndDevice &wanted, const StackRegistry::Mask &mask,
          const StackRegistry::EndDevice &stored, bool atApplication);
/// Of a device that Application or Join Server do not know yet.
void fresh(const StackRegistry::EndDevice &wanted, const StackRegistry::Mask &mask, bool atApplication);

} // namespace StackDeviceChecks

} // namespace Backend
