// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/network/handlerv2api.h"
#include "backend/network/stackv3api.h"
#include "backend/rpc/rpcthread.h"
#include "tests/support/testmain.h"
#include "tests/unit/rpc/rpcrig.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <google/rpc/status.pb.h>
#include <ttn/lorawan/v3/error.pb.h>

/// A management server within a test, and the console's services in front of it.
namespace ApiServer {

using Backend::HandlerV2Settings;
using Backend::RpcThread;
using Backend::StackV3Api;

inline std::string recorded(const char *path)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/") + QLatin1String(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", path);
    return file.readAll().toStdString();
}

inline RpcRig::Answer ok(const std::string &message = {}, const std::map<std::string, std::string> &headers = {})
{
    RpcRig::Answer answer;
    answer.messages = {message};
    answer.headers = headers;
    return answer;
}

inline RpcRig::Answer failed(int code, const std::string &text)
{
    RpcRig::Answer answer;
    answer.code = code;
    answer.text = text;
    return answer;
}

/// A server of which each test says what its methods answer; a method that nobody named is a failure.
struct Server
{
    std::map<std::string, RpcRig::Handler> methods;
    RpcRig rig{[this](const RpcRig::Question &question) {
        const std::string name = question.method.substr(question.method.rfind('/') + 1);
        const auto it = methods.find(name);
        return it == methods.end() ? failed(12, "not expected: " + name) : it->second(question);
    }};

    [[nodiscard]] QStringList asked() const
    {
        QStringList out;
        for (const RpcRig::Question &question : rig.questions())
            out += QString::fromStdString(question.method.substr(question.method.rfind('/') + 1));
        return out;
    }
    template <typename Message>
    [[nodiscard]] Message last() const
    {
        Message message;
        message.ParseFromString(rig.questions().back().message);
        return message;
    }
    [[nodiscard]] StackV3Api stack(RpcThread &rpc, const QByteArray &key = "NNSXS.ABC.DEF") const
    {
        return StackV3Api(rpc.line(), {rig.endpoint(), rig.endpoint(), false, key});
    }
    [[nodiscard]] HandlerV2Settings settings() const
    {
        HandlerV2Settings settings;
        settings.handler = rig.endpoint();
        settings.accessKey = "ttn-account-v2.secret";
        settings.applications = {QStringLiteral("orchard"), QStringLiteral("greenhouse")};
        return settings;
    }
};

/// As The Things Stack fails: with details of which the name counts.
inline RpcRig::Answer refused(int code, const std::string &where, const std::string &name,
                              const std::map<std::string, std::string> &attributes = {})
{
    ttn::lorawan::v3::ErrorDetails details;
    details.set_namespace_(where);
    details.set_name(name);
    for (const auto &[attribute, value] : attributes)
        (*details.mutable_attributes()->mutable_fields())[attribute].set_string_value(value);
    google::rpc::Status status;
    status.set_code(code);
    status.add_details()->PackFrom(details);
    RpcRig::Answer answer = failed(code, "error:" + where + ":" + name);
    answer.details = status.SerializeAsString();
    return answer;
}

/// A recorded failure of The Things Stack.
inline RpcRig::Answer recordedFailure(const char *path)
{
    const QJsonObject call = QJsonDocument::fromJson(QByteArray::fromStdString(recorded(path))).object();
    const QJsonObject status = call.value(QLatin1String("status")).toObject();
    RpcRig::Answer answer = failed(status.value(QLatin1String("code")).toInt(),
                                   status.value(QLatin1String("message")).toString().toStdString());
    for (const QJsonValue &entry : call.value(QLatin1String("trailing_metadata")).toArray()) {
        if (entry[QLatin1String("name")].toString() == u"grpc-status-details-bin")
            answer.details = QByteArray::fromBase64(entry[QLatin1String("value")].toString().toLatin1()).toStdString();
    }
    return answer;
}

} // namespace ApiServer

/// Waits for the answers of calls.
class ApiTest : public TestBase
{
protected:
    template <typename T>
    Domain::Result<T> wait(Domain::Call<Domain::Result<T>> call)
    {
        using Domain::Problem;
        std::optional<Domain::Result<T>> result;
        call.then(this, [&result](Domain::Result<T> answer) { result = std::move(answer); });
        return QTest::qWaitFor([&result] { return result.has_value(); }, 20'000)
            ? *std::move(result)
            : Domain::Result<T>(Problem{Problem::Code::CodeCount, {}, {}, QStringLiteral("no answer came"), false});
    }
};
