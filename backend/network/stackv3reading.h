// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/network/stackv3deviceparts.h"
#include "backend/network/stackv3places.h"
#include "backend/rpc/rpctask.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace Backend {

/// Reads what the four servers have of a device: the Identity Server first, then the others at once, added up in a
/// fixed order. Handlers run in the rpc thread; keeps itself alive until it has answered.
class StackV3Reading : public std::enable_shared_from_this<StackV3Reading>
{
public:
    /// No paths: that server is not asked.
    struct Question
    {
        FieldPaths paths;
        FieldPaths withoutRight; ///< asked instead when a right is missing for `paths`; empty: that is a failure
    };
    struct Wanted
    {
        FieldPaths identity;
        Question network;
        Question application;
        Question join;
    };
    struct Found
    {
        StoredDevice stored;
        /// Of those that were asked: the servers that should have a part of it and have none.
        QStringList missingAt;
        QString elsewhere; ///< the host of another cluster that has its Network Server
        // Where a right was missing.
        bool lessOfNetwork = false;
        bool lessOfApplication = false;
        bool lessOfJoin = false;
    };
    using Handler = std::function<void(const Domain::Problem &, const Found &)>;

    StackV3Reading(std::shared_ptr<RpcTask> task, std::shared_ptr<StackV3Places> places, QString application,
                   QString device, Wanted wanted);
    void start(Handler handler);

private:
    using Answer = RpcTask::Answer<ttn::lorawan::v3::EndDevice>;
    using Part = std::optional<ttn::lorawan::v3::EndDevice> StoredDevice::*;

    void onIdentity(const Answer &answer);
    void askOthers();
    /// One of the three servers, and where its part goes.
    struct Server
    {
        const char *name;
        Part part;
        bool Found::*less;
        Whereabouts where = Whereabouts::Here;
    };
    [[nodiscard]] Whereabouts whereIs(const std::string &address) const;
    template <typename Method>
    void ask(const Method &method, const Question &question, const Server &server);
    template <typename Method>
    void send(const Method &method, const FieldPaths &paths, const FieldPaths &otherwise, const Server &server);
    void noteAbsence(const Server &server);
    void finish();

    std::shared_ptr<RpcTask> m_task;
    const std::shared_ptr<StackV3Places> m_places;
    const QString m_application;
    const QString m_device;
    const Wanted m_wanted;
    Handler m_handler;
    Whereabouts m_whereabouts = Whereabouts::Here;
    Found m_found;
    Domain::Problem m_problem;
    int m_open = 0;
};

} // namespace Backend
