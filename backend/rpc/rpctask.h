// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/result.h"
#include "backend/rpc/rpcline.h"
#include "backend/rpc/rpcmethod.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <set>

namespace Backend {

/// One or more calls that answer one question. Cancelling it cancels those under way and lets no further one start.
/// Handlers run in the rpc thread; any thread may cancel.
class RpcTask : public std::enable_shared_from_this<RpcTask>
{
public:
    template <typename Response>
    struct Answer
    {
        Domain::Problem problem;
        Response message; ///< meaningless with a problem
        RpcReply reply; ///< for its headers
    };

    explicit RpcTask(std::shared_ptr<RpcLine> line);

    /// Sends `message`; `settings` brings target, metadata and times, its method and message are filled in here.
    template <typename Request, typename Response, typename Handler>
    void call(const RpcMethod<Request, Response> &method, RpcRequest settings, const Request &message, Handler handler)
    {
        settings.method = method.path;
        settings.message = message.SerializeAsString();
        const QString host = settings.target.endpoint.host;
        send(std::move(settings), [handler = std::move(handler), host](RpcReply reply) {
            Answer<Response> answer;
            answer.problem = reply.problem;
            if (!answer.problem && !answer.message.ParseFromString(reply.message))
                answer.problem = unreadable(host);
            reply.message.clear();
            answer.reply = std::move(reply);
            handler(std::move(answer));
        });
    }

    void cancel();

private:
    void send(RpcRequest request, RpcWorker::Handler handler);
    static Domain::Problem unreadable(const QString &host);

    std::shared_ptr<RpcLine> m_line;
    std::mutex m_mutex;
    std::set<quint64> m_running;
    bool m_cancelled = false;
};

/// The end of a question whose last answer says nothing but that it was done.
struct DeliverDone
{
    Domain::CallSource<Domain::Result<Domain::Done>> source;

    template <typename Response>
    void operator()(const RpcTask::Answer<Response> &answer) const
    {
        source.deliver(answer.problem ? Domain::Result<Domain::Done>(answer.problem) : Domain::Done{});
    }
};

/// A question of several calls: `work` starts them and delivers to the source in the end. When the consumer drops the
/// Call, everything is cancelled at the server.
template <typename T, typename Work>
Domain::Call<Domain::Result<T>> ask(const std::shared_ptr<RpcLine> &line, Work work)
{
    const Domain::CallSource<Domain::Result<T>> source;
    const auto task = std::make_shared<RpcTask>(line);
    source.onCancel([task] { task->cancel(); });
    Domain::Call<Domain::Result<T>> call = source.call();
    work(task, source);
    return call;
}

/// A question of one call; `read` makes the answer of the response (message, reply) in the rpc thread.
template <typename T, typename Request, typename Response, typename Read>
Domain::Call<Domain::Result<T>> ask(const std::shared_ptr<RpcLine> &line, const RpcMethod<Request, Response> &method,
                                    RpcRequest settings, const Request &message, Read read)
{
    return ask<T>(line, [&](const std::shared_ptr<RpcTask> &task, const Domain::CallSource<Domain::Result<T>> &source) {
        task->call(method, std::move(settings), message, [source, read](RpcTask::Answer<Response> answer) {
            if (answer.problem)
                source.deliver(Domain::Result<T>(std::move(answer.problem)));
            else
                source.deliver(Domain::Result<T>(read(answer.message, answer.reply)));
        });
    });
}

} // namespace Backend
