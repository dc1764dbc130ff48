// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/network/handlerv2api.h"
#include "backend/network/stackv3api.h"
#include "backend/sandbox/rpc/handlerv2desk.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/v2discovery.h"
#include "tests/unit/rpc/rpcrig.h"
#include "tests/unit/sandbox/sandboxrun.h"

#include <algorithm>
#include <mutex>

/// The servers of the sandbox behind real sockets, for the console's own clients, with faults in between.
namespace SandboxServers {

using namespace Backend;
namespace wire = ttn::lorawan::v3;

inline const QString cellar = QStringLiteral("cellar");
inline const QString attic = QStringLiteral("attic");

/// The Things Stack of the sandbox behind a real socket. What a test puts into `before` may answer in its place, or do
/// something at that very moment.
class Stack
{
public:
    using Hook = std::function<std::optional<RpcRig::Answer>()>;
    using Step = std::function<std::optional<RpcRig::Answer>(int)>;

    Stack()
    {
        access.userId = QStringLiteral("grower");
        access.userKey = u"NNSXS." + QString(39, u'A') + u'.' + QString(52, u'B');
        records = std::make_unique<StackRecords>(access, run.simulation);
        StackDesk::addAll(desk, *records, access);
        for (const QString &id : {cellar, attic}) {
            wire::Application application;
            application.mutable_ids()->set_application_id(id.toStdString());
            records->add(application, StackAccounts::user(access.userId.toStdString()));
        }
    }

    /// By what the method ends with: "NsEndDeviceRegistry/Set".
    void setHook(const std::string &method, Hook hook)
    {
        const std::lock_guard lock(m_mutex);
        m_hooks[method] = std::move(hook);
    }
    /// For each call from now on, whatever it is; it gets the number of the call, from 0.
    void setStep(Step step)
    {
        const std::lock_guard lock(m_mutex);
        m_step = std::move(step);
        m_count = 0;
    }
    /// Calls since setStep().
    [[nodiscard]] int steps()
    {
        const std::lock_guard lock(m_mutex);
        return m_count;
    }
    /// Servers that know the device: "Is", "Ns", "As", "Js".
    [[nodiscard]] QStringList keepers(const QString &application, const QString &id)
    {
        const std::lock_guard lock(m_mutex);
        const auto &devices = records->find(application.toStdString())->devices;
        const auto found = devices.find(id.toStdString());
        QStringList out;
        if (found == devices.end())
            return out;
        if (found->second.identity)
            out += QStringLiteral("Is");
        if (found->second.network)
            out += QStringLiteral("Ns");
        if (found->second.application)
            out += QStringLiteral("As");
        if (found->second.join)
            out += QStringLiteral("Js");
        return out;
    }
    /// What is stored counts, not what the sandbox's devices do with it.
    void silence()
    {
        const std::lock_guard lock(m_mutex);
        for (auto &[id, application] : records->applications) {
            for (auto &[name, device] : application.devices)
                device.device = nullptr;
        }
    }
    void forget(const QString &application, const QString &id)
    {
        records->find(application.toStdString())->devices.erase(id.toStdString());
    }
    /// A key of `cellar` with these rights only.
    QByteArray addKey(const QList<wire::Right> &rights)
    {
        const std::lock_guard lock(m_mutex);
        StackRights::List list;
        for (const wire::Right right : rights)
            list.Add(right);
        return QByteArray::fromStdString(records->addKey({}, cellar.toStdString(), "test", list).secret);
    }
    [[nodiscard]] StackV3Settings settings(const QByteArray &key = {}) const
    {
        return {rig.endpoint(), rig.endpoint(), false, key.isEmpty() ? access.userKey.toUtf8() : key};
    }
    /// Calls of a method so far.
    [[nodiscard]] int asked(const std::string &method) const
    {
        const std::vector<RpcRig::Question> questions = rig.questions();
        return int(std::count_if(questions.begin(), questions.end(),
                                 [&](const auto &question) { return question.method.ends_with('.' + method); }));
    }

    SandboxRun::Run run;
    SandboxAccess access;
    ServerDesk desk;
    std::unique_ptr<StackRecords> records;

private:
    RpcRig::Answer answer(const RpcRig::Question &question)
    {
        const std::lock_guard lock(m_mutex);
        const int number = m_count++;
        if (m_step) {
            if (std::optional<RpcRig::Answer> instead = m_step(number))
                return *instead;
        }
        const auto hook = m_hooks.find(question.method.substr(question.method.rfind('.') + 1));
        if (hook != m_hooks.end()) {
            if (std::optional<RpcRig::Answer> instead = hook->second())
                return *instead;
        }
        const ServerAnswer said = desk.answer({question.method, question.message, question.metadata});
        RpcRig::Answer out;
        out.code = int(said.code);
        out.text = said.text;
        out.details = said.details;
        out.headers = said.headers;
        if (said.code == RpcCode::Ok)
            out.messages = {said.message};
        return out;
    }

    std::mutex m_mutex;
    std::map<std::string, Hook> m_hooks;
    Step m_step;
    int m_count = 0;

public:
    RpcRig rig{[this](const RpcRig::Question &question) { return answer(question); }}; ///< last: it uses the rest
};

/// A handler of v2 behind a real socket.
class Handler
{
public:
    Handler()
    {
        access.v2.append({QStringLiteral("greenhouse"), QStringLiteral("ttn-account-v2.fullkey-greenhouse")});
        manager = std::make_unique<HandlerV2Desk>(access, run.simulation);
        manager->addTo(desk);
        discovery = std::make_unique<V2Discovery>(access, manager->records());
        discovery->addTo(desk);
    }
    [[nodiscard]] HandlerV2Settings settings() const
    {
        HandlerV2Settings settings;
        settings.plaintextAllowed = true;
        settings.accessKey = "ttn-account-v2.fullkey-greenhouse";
        settings.applications = {QStringLiteral("greenhouse")};
        settings.handler = rig.endpoint();
        settings.discovery = rig.endpoint();
        return settings;
    }
    /// As Stack::setStep().
    void setStep(Stack::Step wanted)
    {
        const std::lock_guard lock(mutex);
        step = std::move(wanted);
        count = 0;
    }
    [[nodiscard]] int steps()
    {
        const std::lock_guard lock(mutex);
        return count;
    }

    SandboxRun::Run run;
    SandboxAccess access;
    ServerDesk desk;
    std::unique_ptr<HandlerV2Desk> manager;
    std::unique_ptr<V2Discovery> discovery;
    std::mutex mutex;
    Stack::Step step;
    int count = 0;
    RpcRig rig{[this](const RpcRig::Question &question) {
        const std::lock_guard lock(mutex);
        const int number = count++;
        if (step) {
            if (std::optional<RpcRig::Answer> instead = step(number))
                return *instead;
        }
        const ServerAnswer said = desk.answer({question.method, question.message, question.metadata});
        RpcRig::Answer out;
        out.code = int(said.code);
        out.text = said.text;
        out.headers = said.headers;
        if (said.code == RpcCode::Ok)
            out.messages = {said.message};
        return out;
    }};
};

inline Domain::Aes128Key key(char byte)
{
    return *Domain::Aes128Key::fromBytes(QByteArray(16, byte));
}

inline Domain::Device joining(const QString &id = QStringLiteral("apple"), quint64 eui = 0x70B3D57ED0000101)
{
    Domain::Device device;
    device.application = cellar;
    device.id = id;
    device.name = QStringLiteral("Apple tree");
    device.description = QStringLiteral("behind the house");
    device.attributes = {{QStringLiteral("row"), QStringLiteral("7")}};
    device.location = Domain::GeoPoint{52.5, 13.4, 30, 5};
    device.devEui = Domain::Eui(eui);
    device.joinEui = Domain::Eui(0);
    device.appKey = key('\xAB');
    device.radio = {QStringLiteral("EU_863_870_TTN"), QStringLiteral("MAC_V1_0_3"), QStringLiteral("PHY_V1_0_3_REV_A")};
    device.mac = Domain::MacSettings();
    device.mac->desiredRx1Delay = 5;
    device.versionIds.brand = QStringLiteral("foo-vendor");
    device.serialNumber = QStringLiteral("sn-1");
    device.formatters
        = Domain::Formatters{QStringLiteral("FORMATTER_CAYENNELPP"), {}, QStringLiteral("FORMATTER_NONE"), {}};
    return device;
}

inline Domain::Device personalized()
{
    Domain::Device device = joining(QStringLiteral("pear"), 0x70B3D57ED0000102);
    device.joinEui.reset();
    device.appKey.reset();
    device.radio->supportsJoin = false;
    device.devAddr = Domain::DevAddr(0x260B0102);
    device.nwkSKey = key('\x01');
    device.appSKey = key('\x02');
    device.fCntUp = 70;
    device.fCntDown = 12;
    return device;
}

} // namespace SandboxServers
