// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/rpc/rpcrig.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

namespace {

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

} // namespace

class RpcRig::Server final : public grpc::CallbackGenericService
{
public:
    explicit Server(RpcRig::Handler handler)
        : m_handler(std::move(handler))
    {
    }

    grpc::ServerGenericBidiReactor *CreateReactor(grpc::GenericCallbackServerContext *context) override
    {
        return new Reactor(this, context);
    }

    std::unique_ptr<grpc::Server> server;
    std::atomic<int> cancelled = 0;
    mutable std::mutex mutex;
    std::vector<Question> questions;

private:
    class Reactor final : public grpc::ServerGenericBidiReactor
    {
    public:
        Reactor(Server *server, grpc::GenericCallbackServerContext *context)
            : m_server(server)
            , m_context(context)
        {
            StartRead(&m_request);
        }

        void OnReadDone(bool ok) override
        {
            if (!ok) {
                finish(grpc::Status(grpc::StatusCode::INTERNAL, "no request"));
                return;
            }
            Question question{m_context->method(), bytesOf(m_request), {}};
            for (const auto &[name, value] : m_context->client_metadata())
                question.metadata.emplace(std::string(name.data(), name.size()),
                                          std::string(value.data(), value.size()));
            {
                const std::lock_guard lock(m_server->mutex);
                m_server->questions.push_back(question);
            }
            m_answer = m_server->m_handler(question);
            for (const auto &[name, value] : m_answer.headers)
                m_context->AddInitialMetadata(name, value);
            next();
        }

        void OnWriteDone(bool ok) override
        {
            if (ok)
                next();
            else
                finish(grpc::Status::CANCELLED);
        }

        void OnCancel() override
        {
            ++m_server->cancelled;
            finish(grpc::Status::CANCELLED);
        }

        void OnDone() override { delete this; }

    private:
        void next()
        {
            if (m_sent < m_answer.messages.size()) {
                const grpc::Slice slice(m_answer.messages[m_sent++]);
                m_reply = grpc::ByteBuffer(&slice, 1);
                StartWrite(&m_reply);
            } else if (m_answer.hang && m_answer.messages.empty()) {
                StartSendInitialMetadata();
            } else if (!m_answer.hang) {
                finish(grpc::Status(grpc::StatusCode(m_answer.code), m_answer.text, m_answer.details));
            }
        }

        void finish(const grpc::Status &status)
        {
            if (!m_finished.exchange(true))
                Finish(status);
        }

        Server *m_server;
        grpc::GenericCallbackServerContext *m_context;
        grpc::ByteBuffer m_request;
        grpc::ByteBuffer m_reply;
        Answer m_answer;
        std::size_t m_sent = 0;
        std::atomic<bool> m_finished = false;
    };

    RpcRig::Handler m_handler;
};

RpcRig::RpcRig(Handler handler, const Backend::Certificate &certificate, quint16 port)
    : m_server(std::make_shared<Server>(std::move(handler)))
{
    std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
    if (!certificate.isNull()) {
        grpc::SslServerCredentialsOptions options;
        options.pem_key_cert_pairs.push_back(
            {certificate.keyPem.toStdString(), certificate.certificatePem.toStdString()});
        credentials = grpc::SslServerCredentials(options);
    }
    int bound = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:" + std::to_string(port), credentials, &bound);
    builder.RegisterCallbackGenericService(m_server.get());
    builder.SetMaxReceiveMessageSize(64 * 1024 * 1024);
    builder.SetMaxSendMessageSize(64 * 1024 * 1024);
    m_server->server = builder.BuildAndStart();
    m_port = quint16(bound);
}

RpcRig::~RpcRig()
{
    shutDown();
}

Domain::Endpoint RpcRig::endpoint(const std::optional<Domain::TrustPolicy> &trust) const
{
    return {QStringLiteral("127.0.0.1"), m_port, trust};
}

void RpcRig::shutDown()
{
    if (!m_server->server)
        return;
    m_server->server->Shutdown(std::chrono::system_clock::now());
    m_server->server->Wait();
    m_server->server.reset();
}

int RpcRig::cancelled() const
{
    return m_server->cancelled;
}

int RpcRig::asked() const
{
    return int(questions().size());
}

std::vector<RpcRig::Question> RpcRig::questions() const
{
    const std::lock_guard lock(m_server->mutex);
    return m_server->questions;
}
