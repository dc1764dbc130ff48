// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/network/announcements.h"
#include "backend/rpc/rpctask.h"

#include <QHash>

#include <functional>
#include <memory>
#include <mutex>

namespace Backend {

/// How to reach the handlers of a v2 network. Value type.
struct HandlerV2Settings
{
    std::optional<Domain::Endpoint> handler; ///< an address of one's own: discovery is not asked
    std::optional<Domain::Endpoint> discovery;
    QString handlerId; ///< where new applications are registered, for example ttn-handler-eu
    bool plaintextAllowed = false;
    QByteArray accessKey; ///< never logged
    QStringList applications; ///< the ones of the profile: a key cannot list them
};

/// Finds the handler of an application, once: by discovery, unless an address was given. Any thread; answers come in
/// the rpc thread.
class HandlerDirectory : public std::enable_shared_from_this<HandlerDirectory>
{
public:
    using Next = std::function<void(Domain::Result<RpcTarget>)>;
    using NextAnnouncement = std::function<void(Domain::Result<Announcement>)>;

    explicit HandlerDirectory(HandlerV2Settings settings);

    [[nodiscard]] const HandlerV2Settings &settings() const { return m_settings; }
    /// The handler of a registered application.
    void find(const std::shared_ptr<RpcTask> &task, const QString &application, const Next &next);
    /// The handler for a new application.
    void findForNew(const std::shared_ptr<RpcTask> &task, const Next &next);
    void announcement(const std::shared_ptr<RpcTask> &task, const QString &application, const NextAnnouncement &next);
    /// Asks again the next time.
    void forget(const QString &application);

    /// Finds the handler and calls it, within the application's pace. `handler` gets an RpcTask::Answer<Response>.
    template <typename Request, typename Response, typename Handler>
    void call(const std::shared_ptr<RpcTask> &task, const QString &application,
              const RpcMethod<Request, Response> &method, const Request &message, Handler handler,
              std::vector<std::pair<std::string, std::string>> metadata = {})
    {
        find(task, application,
             [self = shared_from_this(), task, application, &method, message, handler = std::move(handler),
              metadata = std::move(metadata)](const Domain::Result<RpcTarget> &target) {
                 if (!target) {
                     handler(RpcTask::Answer<Response>{target.problem, {}, {}});
                     return;
                 }
                 RpcRequest request;
                 request.target = target.value;
                 request.pace = application.toUtf8();
                 request.metadata = metadata;
                 task->call(method, std::move(request), message,
                            [self, application, handler](RpcTask::Answer<Response> answer) {
                                self->watch(application, answer.problem);
                                handler(std::move(answer));
                            });
             });
    }

private:
    /// A handler that cannot be reached may have moved.
    void watch(const QString &application, const Domain::Problem &problem);
    [[nodiscard]] RpcRequest discoveryCall() const;
    [[nodiscard]] Domain::Result<RpcTarget> targetOf(const Announcement &announcement) const;
    [[nodiscard]] RpcTarget target(const Domain::Endpoint &endpoint) const;

    const HandlerV2Settings m_settings;
    std::mutex m_mutex;
    QHash<QString, RpcTarget> m_found;
};

} // namespace Backend
