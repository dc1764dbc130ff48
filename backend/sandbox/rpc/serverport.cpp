// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/serverport.h"

#include <QTimer>

#include <deque>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>
#include <mutex>
#include <optional>

namespace Backend {

namespace {

constexpr std::size_t MostWaiting = 1'024;

std::string bytesOf(grpc::ByteBuffer &buffer)
{
    std::vector<grpc::Slice> slices;
    std::string out;
    if (buffer.Dump(&slices).ok()) {
        for (const grpc::Slice &slice : slices)
            out.append(reinterpret_cast<const char *>(slice.begin()), slice.size());
    }
    return out;
}

std::string text(const grpc::string_ref &value)
{
    return {value.data(), value.size()};
}

} // namespace

class ServerPort::Server final : public grpc::CallbackGenericService
{
public:
    explicit Server(ServerPort::Handler handler)
        : m_handler(std::move(handler))
    {
    }

    grpc::ServerGenericBidiReactor *CreateReactor(grpc::GenericCallbackServerContext *context) override
    {
        return Call::create(*this, context);
    }

    std::unique_ptr<grpc::Server> server;

private:
    class Call;

    void take(const std::shared_ptr<Call> &call, ServerRequest request)
    {
        QMetaObject::invokeMethod(
            &m_home,
            [this, call, request = std::move(request)] {
                ServerAnswer answer = m_handler(request);
                if (answer.delay.count() == 0) {
                    call->answer(answer);
                    call->attach(answer.stream);
                    return;
                }
                QTimer::singleShot(answer.delay, &m_home, [call, answer] {
                    call->answer(answer);
                    call->attach(answer.stream);
                });
            },
            Qt::QueuedConnection);
    }

    /// A client went away: whoever feeds its stream stops.
    void forget(const std::shared_ptr<Call> &call)
    {
        QMetaObject::invokeMethod(
            &m_home, [call] { call->dropStream(); }, Qt::QueuedConnection);
    }

    /// One call. It keeps itself until gRPC is done with it; whoever answers late finds it finished.
    class Call final : public grpc::ServerGenericBidiReactor
    {
    public:
        static Call *create(Server &server, grpc::GenericCallbackServerContext *context)
        {
            const std::shared_ptr<Call> call(new Call(server, context));
            call->m_self = call;
            call->m_here = call;
            call->StartRead(&call->m_request);
            return call.get();
        }

        void answer(const ServerAnswer &answer)
        {
            const std::lock_guard lock(m_mutex);
            if (m_finished)
                return;
            if (!m_answered) {
                for (const auto &[name, value] : answer.headers)
                    m_context->AddInitialMetadata(name, value);
            }
            m_answered = true;
            if (answer.stream && answer.code == RpcCode::Ok) {
                m_stream = answer.stream;
                StartSendInitialMetadata();
                return;
            }
            if (answer.code != RpcCode::Ok) {
                m_finished = true;
                Finish(grpc::Status(grpc::StatusCode(answer.code), answer.text, answer.details));
                return;
            }
            const grpc::Slice slice(answer.message);
            m_reply = grpc::ByteBuffer(&slice, 1);
            if (answer.more) {
                StartWrite(&m_reply);
                return;
            }
            m_finished = true;
            StartWriteAndFinish(&m_reply, grpc::WriteOptions(), grpc::Status::OK);
        }

        /// One message of a stream. A client that does not read loses what is too much, as at the real servers.
        void write(std::string message)
        {
            const std::lock_guard lock(m_mutex);
            if (m_finished || m_waiting.size() >= MostWaiting)
                return;
            m_waiting.push_back(std::move(message));
            if (!m_writing)
                writeNext();
        }

        void end(const ServerStream::End &end)
        {
            const std::lock_guard lock(m_mutex);
            m_end = grpc::Status(grpc::StatusCode(end.code), end.text, end.details);
            if (!m_writing && !std::exchange(m_finished, true))
                Finish(*m_end);
        }

        /// In the sandbox's thread, which alone knows the stream.
        void attach(const std::shared_ptr<ServerStream> &stream)
        {
            if (!stream)
                return;
            if (m_stream != stream) {
                stream->drop(); // the client did not wait
                return;
            }
            const std::weak_ptr<Call> late = m_here;
            stream->attach(
                [late](std::string message) {
                    if (const std::shared_ptr<Call> call = late.lock())
                        call->write(std::move(message));
                },
                [late](const ServerStream::End &end) {
                    if (const std::shared_ptr<Call> call = late.lock())
                        call->end(end);
                });
        }

        void dropStream()
        {
            if (m_stream)
                m_stream->drop();
        }

        void OnReadDone(bool ok) override
        {
            if (!ok) {
                finish(m_asked ? grpc::Status::OK : grpc::Status(grpc::StatusCode::INTERNAL, "EOF"));
                return;
            }
            m_asked = true;
            ServerRequest request{m_context->method(), bytesOf(m_request), {}};
            for (const auto &[name, value] : m_context->client_metadata())
                request.metadata.emplace(text(name), text(value));
            m_server.take(m_self, std::move(request));
        }

        void OnWriteDone(bool ok) override
        {
            const std::lock_guard lock(m_mutex);
            m_writing = false;
            if (!ok || m_finished)
                return;
            if (!m_stream)
                StartRead(&m_request);
            else if (!m_waiting.empty())
                writeNext();
            else if (m_end && !std::exchange(m_finished, true))
                Finish(*m_end);
        }

        void OnCancel() override
        {
            finish(grpc::Status::CANCELLED);
            m_server.forget(m_self);
        }

        void OnDone() override
        {
            // Perhaps the last owner.
            const std::shared_ptr<Call> self = std::move(m_self);
        }

    private:
        Call(Server &server, grpc::GenericCallbackServerContext *context)
            : m_server(server)
            , m_context(context)
        {
        }

        /// Locked.
        void writeNext()
        {
            m_writing = true;
            const grpc::Slice slice(m_waiting.front());
            m_waiting.pop_front();
            m_reply = grpc::ByteBuffer(&slice, 1);
            StartWrite(&m_reply);
        }

        void finish(const grpc::Status &status)
        {
            const std::lock_guard lock(m_mutex);
            if (!std::exchange(m_finished, true))
                Finish(status);
        }

        Server &m_server;
        grpc::GenericCallbackServerContext *m_context;
        std::shared_ptr<Call> m_self; ///< gRPC's share
        std::weak_ptr<Call> m_here;
        std::mutex m_mutex;
        grpc::ByteBuffer m_request;
        grpc::ByteBuffer m_reply;
        std::shared_ptr<ServerStream> m_stream; ///< set and used in the sandbox's thread; whether it is set, locked
        std::deque<std::string> m_waiting;
        std::optional<grpc::Status> m_end;
        bool m_writing = false;
        bool m_asked = false;
        bool m_answered = false;
        bool m_finished = false;
    };

    ServerPort::Handler m_handler;
    QObject m_home; ///< in the sandbox's thread
};

ServerPort::ServerPort(Handler handler, const Certificate &certificate, const Limits &limits)
    : m_server(std::make_unique<Server>(std::move(handler)))
{
    std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
    if (!certificate.isNull()) {
        grpc::SslServerCredentialsOptions options;
        options.pem_key_cert_pairs.push_back(
            {certificate.keyPem.toStdString(), certificate.certificatePem.toStdString()});
        credentials = grpc::SslServerCredentials(options);
    }
    const auto ms = [](std::chrono::seconds time) { return int(std::chrono::milliseconds(time).count()); };
    int bound = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", credentials, &bound);
    builder.RegisterCallbackGenericService(m_server.get());
    builder.SetMaxReceiveMessageSize(limits.messageBytes);
    builder.SetMaxSendMessageSize(-1);
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, ms(limits.pingInterval));
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, ms(limits.ownPings));
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, ms(limits.ownPingTimeout));
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, ms(limits.idle));
    builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false); // gzip is all that they know
    m_server->server = builder.BuildAndStart();
    m_port = m_server->server ? quint16(bound) : 0;
}

ServerPort::~ServerPort()
{
    stop();
    if (m_ending.joinable())
        m_ending.join();
}

void ServerPort::stop()
{
    if (!m_server->server || m_ending.joinable())
        return;
    m_ending = std::thread([this] {
        m_server->server->Shutdown(std::chrono::system_clock::now());
        m_server->server->Wait();
    });
}

} // namespace Backend
