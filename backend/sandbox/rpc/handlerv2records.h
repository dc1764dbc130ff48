// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serveranswer.h"
#include "backend/sandbox/simulation.h"

#include <handler/handler.pb.h>

namespace Backend {

/// `limit` and `offset` of a call.
struct HandlerV2Page
{
    quint64 limit = 0; ///< 0: all
    quint64 offset = 0;
    std::optional<ServerAnswer> problem;

    static HandlerV2Page from(const ServerRequest &request);
};

/// What a handler stores: applications and their devices, kept together with the devices that send.
class HandlerV2Records
{
public:
    struct Record
    {
        handler::Device stored; ///< as it was last set
        SandboxDevice *device = nullptr; ///< nullptr: it cannot send
        qint64 setAtSeen = -1; ///< counters are those of `stored` until it is heard again
    };
    using Devices = std::map<std::string, Record>; ///< by id
    struct Application
    {
        handler::Application settings;
        Devices devices;
    };

    explicit HandlerV2Records(Simulation &simulation);

    [[nodiscard]] bool contains(const std::string &application) const { return m_applications.contains(application); }
    /// nullptr: not registered.
    [[nodiscard]] Application *find(const std::string &application);
    [[nodiscard]] std::vector<std::string> applications() const;
    void addApplication(const std::string &id);
    void removeApplication(const std::string &id) { m_applications.erase(id); }

    /// As GetDevice answers; without counters as the list does.
    [[nodiscard]] static handler::Device read(const Record &record, bool counters);
    /// Stores a new device or what replaces it: the device starts to send, or goes on.
    void set(Application &application, const handler::Device &device);
    void remove(Application &application, const std::string &id);
    /// Publishes an uplink as if the device had sent it.
    void simulate(const Record &record, int port, const std::string &payload);
    /// Another device of the application has both EUIs.
    [[nodiscard]] static bool isTaken(const Application &application, const handler::Device &device);

private:
    void adopt(SandboxDevice &device);
    void start(Record &record);

    Simulation &m_simulation;
    std::map<std::string, Application> m_applications;
};

} // namespace Backend
