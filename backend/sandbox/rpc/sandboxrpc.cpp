// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/sandboxrpc.h"

#include "backend/domain/jsonwriter.h"
#include "backend/sandbox/rpc/callfaults.h"
#include "backend/sandbox/rpc/handlerv2desk.h"
#include "backend/sandbox/rpc/serverport.h"
#include "backend/sandbox/rpc/serverreflection.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/v2discovery.h"
#include "backend/sandbox/sandboxnetwork.h"

#include <ttn/lorawan/v3/catalogue_services.pb.h>
#include <ttn/lorawan/v3/device_services.pb.h>
#include <ttn/lorawan/v3/identity_services.pb.h>
#include <ttn/lorawan/v3/traffic_services.pb.h>

namespace Backend {

namespace {

/// The files with services, for reflection. The linker leaves out those that nobody names.
bool knowsServices()
{
    const google::protobuf::DescriptorPool &pool = *google::protobuf::DescriptorPool::generated_pool();
    for (const char *file : {descriptor_table_ttn_2florawan_2fv3_2fidentity_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2fdevice_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2ftraffic_5fservices_2eproto.filename,
                             descriptor_table_ttn_2florawan_2fv3_2fcatalogue_5fservices_2eproto.filename}) {
        if (!pool.FindFileByName(file))
            return false;
    }
    return true;
}

class SandboxRpc : public SandboxServices
{
public:
    bool start(SandboxAccess &access, Simulation &simulation, const Certificate &certificate) override
    {
        m_handler = std::make_unique<HandlerV2Desk>(access, simulation);
        m_discovery = std::make_unique<V2Discovery>(access, m_handler->records());
        m_stack = std::make_unique<StackRecords>(access, simulation);
        for (ServerDesk *desk : {&m_handlerDesk, &m_discoveryDesk, &m_stackDesk})
            ServerReflection::addTo(*desk);
        m_handler->addTo(m_handlerDesk);
        m_discovery->addTo(m_discoveryDesk);
        StackDesk::addAll(m_stackDesk, *m_stack, access);

        access.handlerPort = open(m_handlerDesk, certificate, {});
        access.discoveryPort = open(m_discoveryDesk, certificate, {});
        using namespace std::chrono;
        const ServerPort::Limits stack{16 * 1024 * 1024, minutes(1), minutes(1), seconds(20), hours(6)};
        access.v3RpcPort = open(m_stackDesk, {}, stack, &m_faults);
        access.v3RpcTlsPort = open(m_stackDesk, certificate, stack, &m_faults);
        return knowsServices() && access.handlerPort && access.discoveryPort && access.v3RpcPort && access.v3RpcTlsPort;
    }

    void stop() override
    {
        for (const auto &port : m_ports)
            port->stop();
    }

    std::optional<MqttRights> mqttRights(const QByteArray &application, const QByteArray &token) override
    {
        const StackKey *key = m_stack ? m_stack->findKey(token.toStdString()) : nullptr;
        if (!key || key->isExpired())
            return std::nullopt;
        const StackRights::Set rights = m_stack->rights(*key, application.toStdString());
        const bool isThere = m_stack->find(application.toStdString()) != nullptr;
        if (rights.empty() || !isThere)
            return std::nullopt;
        return MqttRights{rights.contains(ttn::lorawan::v3::RIGHT_APPLICATION_TRAFFIC_READ),
                          rights.contains(ttn::lorawan::v3::RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE)};
    }

    std::optional<QByteArray> execute(const QByteArrayList &words) override
    {
        const QByteArray &command = words.first();
        if (command == "limit")
            return limit(words);
        if (command == "latency")
            return number(words, MostLatencyMs, "usage: latency MILLISECONDS, 0 to 60000",
                          [this](int ms) { m_latency = std::chrono::milliseconds(ms); });
        if (command == "dev-euis")
            return number(words, MostEuis, "usage: dev-euis N, 0 to 1000000 for each application",
                          [this](int count) { m_stack->euiLimit = count; });
        if (command == "fail")
            return fail(words);
        if (command == "accounts")
            return accounts();
        return std::nullopt;
    }

    QByteArrayList usage() const override
    {
        return {"limit v3 CALLS_PER_MINUTE [all]|off", "latency MILLISECONDS",
                "fail v3 SERVICE[/METHOD] CODE [COUNT]|off", "dev-euis N", "accounts"};
    }

private:
    static constexpr int MostCalls = 1'000'000;
    static constexpr int MostLatencyMs = 60'000;
    static constexpr int MostEuis = 1'000'000;

    static QByteArray refused(const char *why)
    {
        Domain::JsonWriter json;
        json.beginObject().key("ok").boolean(false).key("error").text(why).endObject();
        return json.take();
    }

    static QByteArray number(const QByteArrayList &words, int most, const char *usage,
                             const std::function<void(int)> &set)
    {
        bool ok = false;
        const int value = words.value(1).toInt(&ok);
        if (!ok || words.size() != 2 || value < 0 || value > most)
            return refused(usage);
        set(value);
        return "{\"ok\":true}";
    }

    QByteArray limit(const QByteArrayList &words)
    {
        const char *const usage = "usage: limit v3 CALLS_PER_MINUTE [all], or limit v3 off";
        const bool isOff = words.value(2) == "off";
        const bool isForAll = !isOff && words.value(3) == "all";
        if (words.value(1) != "v3" || words.size() != (isForAll ? 4 : 3))
            return refused(usage);
        const auto scope = isForAll ? StackLimiter::Scope::Token : StackLimiter::Scope::Method;
        return number({words[0], isOff ? QByteArray("0") : words[2]}, MostCalls, usage,
                      [this, scope](int calls) { m_stack->limiter.setPerMinute(calls, scope); });
    }

    QByteArray fail(const QByteArrayList &words)
    {
        const char *const usage = "usage: fail v3 SERVICE[/METHOD] CODE [COUNT], or fail v3 off; codes as UNAVAILABLE";
        if (words.value(1) == "v3" && words.value(2) == "off" && words.size() == 3) {
            m_faults.clear();
            return "{\"ok\":true}";
        }
        const auto code = CallFaults::codeNamed(words.value(3).toUpper().toStdString());
        if (words.value(1) != "v3" || words.size() < 4 || words.size() > 5 || !code)
            return refused(usage);
        const auto add = [&](int count) { m_faults.add(words[2].toStdString(), *code, count); };
        if (words.size() == 5 && words[4] != "0")
            return number({words[0], words[4]}, MostCalls, usage, add);
        if (words.size() == 5)
            return refused(usage);
        add(CallFaults::Always);
        return "{\"ok\":true}";
    }

    /// Everybody's key: they are made by chance at each start.
    QByteArray accounts() const
    {
        Domain::JsonWriter json;
        json.beginObject().key("ok").boolean(true).key("accounts").beginArray();
        for (const auto &[id, key] : m_stack->keys) {
            if (!key.application.empty())
                continue;
            json.beginObject().key(key.account.has_organization_ids() ? "organization_id" : "user_id");
            json.text(StackAccounts::idOf(key.account)).key("key").text(key.secret);
            json.key("admin").boolean(m_stack->isAdmin(key)).endObject();
        }
        json.endArray().endObject();
        return json.take();
    }

    quint16 open(const ServerDesk &desk, const Certificate &certificate, const ServerPort::Limits &limits,
                 CallFaults *faults = nullptr)
    {
        m_ports.push_back(std::make_unique<ServerPort>(
            [this, &desk, faults](const ServerRequest &request) {
                std::optional<ServerAnswer> fault = faults ? faults->take(request.method) : std::nullopt;
                ServerAnswer answer = fault ? *std::move(fault) : desk.answer(request);
                answer.delay += m_latency;
                return answer;
            },
            certificate, limits));
        return m_ports.back()->port();
    }

    std::chrono::milliseconds m_latency{0}; ///< until each answer
    CallFaults m_faults; ///< of v3
    ServerDesk m_handlerDesk;
    ServerDesk m_discoveryDesk;
    ServerDesk m_stackDesk;
    std::unique_ptr<HandlerV2Desk> m_handler;
    std::unique_ptr<V2Discovery> m_discovery;
    std::unique_ptr<StackRecords> m_stack;
    std::vector<std::unique_ptr<ServerPort>> m_ports; ///< first to go
};

} // namespace

std::unique_ptr<SandboxServices> makeSandboxRpc()
{
    return std::make_unique<SandboxRpc>();
}

} // namespace Backend
