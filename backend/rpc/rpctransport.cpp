// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpctransport.h"

#include <grpcpp/generic/generic_stub.h>

namespace Backend {

namespace {

grpc::ByteBuffer bufferOf(const std::string &bytes)
{
    const grpc::Slice slice(bytes);
    return grpc::ByteBuffer(&slice, 1);
}

std::string bytesOf(grpc::ByteBuffer &buffer)
{
    std::vector<grpc::Slice> slices;
    std::string out;
    if (!buffer.Dump(&slices).ok())
        return out;
    out.reserve(buffer.Length());
    for (const grpc::Slice &slice : slices)
        out.append(reinterpret_cast<const char *>(slice.begin()), slice.size());
    return out;
}

RpcOutcome outcomeOf(const grpc::ClientContext &context, const grpc::Status &status)
{
    RpcOutcome outcome;
    outcome.status = {RpcCode(status.error_code()), status.error_message(), status.error_details()};
    for (const auto &[name, value] : context.GetServerInitialMetadata()) {
        outcome.headers.insert(QByteArray(name.data(), qsizetype(name.size())),
                               QByteArray(value.data(), qsizetype(value.size())));
    }
    return outcome;
}

/// What people paste: blanks and line ends around the key, and "Bearer" in front of it.
std::string credentialOf(const RpcTarget &target)
{
    QByteArray key = target.credential.trimmed();
    if (key.size() > 7 && key.left(7).toLower() == "bearer ")
        key = key.mid(7).trimmed();
    return key.toStdString();
}

} // namespace

void addMetadata(grpc::ClientContext &context, const RpcTarget &target,
                 const std::vector<std::pair<std::string, std::string>> &metadata)
{
    const std::string key = credentialOf(target);
    if (!key.empty() && target.generation == Domain::Generation::V3)
        context.AddMetadata("authorization", "Bearer " + key);
    else if (!key.empty())
        context.AddMetadata("key", key);
    for (const auto &[name, value] : metadata)
        context.AddMetadata(name, value);
}

void UnaryCall::start(const std::shared_ptr<grpc::Channel> &channel, const RpcRequest &request, Done done)
{
    addMetadata(m_context, request.target, request.metadata);
    m_context.set_deadline(std::chrono::system_clock::now() + request.deadline);
    m_request = bufferOf(request.message);
    grpc::GenericStub(channel).UnaryCall(
        &m_context, request.method.toStdString(), {}, &m_request, &m_reply,
        [self = shared_from_this(), done = std::move(done)](const grpc::Status &status) {
            RpcOutcome outcome = outcomeOf(self->m_context, status);
            if (status.ok())
                outcome.message = bytesOf(self->m_reply);
            done(std::move(outcome));
        });
}

void StreamCall::start(const std::shared_ptr<grpc::Channel> &channel, const RpcTarget &target, const QByteArray &method,
                       const std::string &message, Events events)
{
    m_self = shared_from_this();
    m_events = std::move(events);
    addMetadata(m_context, target, {});
    m_request = bufferOf(message);
    grpc::GenericStub(channel).PrepareBidiStreamingCall(&m_context, method.toStdString(), {}, this);
    AddHold(); // read() comes from outside of gRPC's reactions
    m_reading = true;
    StartWriteLast(&m_request, {});
    StartRead(&m_reply);
    StartCall();
}

void StreamCall::read()
{
    const std::lock_guard lock(m_mutex);
    if (m_released || m_reading)
        return;
    m_reading = true;
    StartRead(&m_reply);
}

void StreamCall::cancel()
{
    m_context.TryCancel();
    const std::lock_guard lock(m_mutex);
    if (!m_reading)
        letGo();
}

void StreamCall::OnReadInitialMetadataDone(bool ok)
{
    if (ok)
        m_events.opened();
}

void StreamCall::OnReadDone(bool ok)
{
    std::string message;
    {
        const std::lock_guard lock(m_mutex);
        m_reading = false;
        if (!ok) {
            letGo();
            return;
        }
        message = bytesOf(m_reply);
    }
    m_events.message(std::move(message));
}

void StreamCall::OnDone(const grpc::Status &status)
{
    m_events.ended(outcomeOf(m_context, status));
    m_events = {};
    const std::shared_ptr<StreamCall> last = std::move(m_self);
}

/// The mutex is held.
void StreamCall::letGo()
{
    if (m_released)
        return;
    m_released = true;
    RemoveHold();
}

} // namespace Backend
