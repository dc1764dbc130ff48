// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/rpc/channelpool.h"
#include "backend/rpc/rpccall.h"
#include "backend/rpc/rpcstatus.h"

#include <functional>
#include <grpcpp/client_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/client_callback.h>
#include <memory>
#include <mutex>
#include <optional>

namespace Backend {

/// What gRPC brought, in our types.
struct RpcOutcome
{
    RpcStatus status;
    std::string message;
    QHash<QByteArray, QByteArray> headers;
};

/// Sets credentials and further metadata. Secrets go nowhere else.
void addMetadata(grpc::ClientContext &context, const RpcTarget &target,
                 const std::vector<std::pair<std::string, std::string>> &metadata);

/// One unary call under way. Shared with gRPC until it has ended.
class UnaryCall : public std::enable_shared_from_this<UnaryCall>
{
public:
    using Done = std::function<void(RpcOutcome)>; ///< in a thread of gRPC

    void start(const std::shared_ptr<grpc::Channel> &channel, const RpcRequest &request, Done done);
    /// Any thread; the server is told. `done` still runs.
    void cancel() { m_context.TryCancel(); }

private:
    grpc::ClientContext m_context;
    grpc::ByteBuffer m_request;
    grpc::ByteBuffer m_reply;
};

/// One server stream under way: one request, then messages until the end. Shared with gRPC until it has ended.
class StreamCall final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                         public std::enable_shared_from_this<StreamCall>
{
public:
    /// All in threads of gRPC, never two at once.
    struct Events
    {
        std::function<void()> opened; ///< the server's headers came
        std::function<void(std::string)> message; ///< call read() for the next one
        std::function<void(RpcOutcome)> ended;
    };

    void start(const std::shared_ptr<grpc::Channel> &channel, const RpcTarget &target, const QByteArray &method,
               const std::string &message, Events events);
    /// Any thread.
    void read();
    /// Any thread; the server is told. `ended` still runs.
    void cancel();

private:
    void OnReadInitialMetadataDone(bool ok) override;
    void OnReadDone(bool ok) override;
    void OnDone(const grpc::Status &status) override;
    void letGo();

    grpc::ClientContext m_context;
    grpc::ByteBuffer m_request;
    grpc::ByteBuffer m_reply;
    Events m_events;
    std::shared_ptr<StreamCall> m_self; ///< until gRPC is done with us
    std::mutex m_mutex;
    bool m_reading = false;
    bool m_released = false; ///< nothing more is read
};

} // namespace Backend
