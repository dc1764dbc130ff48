// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/stackdesk.h"
#include "tests/unit/sandbox/sandboxrun.h"
#include "tests/unit/sandbox/stackanswers.h"

/// The sandbox's Things Stack after the recorded calls, and the recordings.
namespace StackReplay {

using namespace Backend;
using SandboxRun::Run;

/// The Things Stack without sockets, as user a-alice with the recorded application and devices.
struct Stack
{
    explicit Stack(bool replay = true)
    {
        access.userId = QStringLiteral("a-alice");
        access.userKey = u"NNSXS." + QString(39, u'A') + u'.' + QString(52, u'B');
        records = std::make_unique<StackRecords>(access, run.simulation);
        records->accounts.addUser("a-bob"); // of the recordings
        StackDesk::addAll(desk, *records, access);
        if (replay)
            replayed = replayRecorded();
    }

    /// nullopt: it needs what is not served here.
    std::optional<ServerRequest> recorded(const QJsonObject &call, const QString &file)
    {
        ServerRequest out;
        out.method = call.value(QLatin1String("rpc")).toString().toStdString();
        out.message = readBytes(file);
        const QString service = QString::fromStdString(out.method).section(u'/', 1, 1);
        if (!desk.services().contains(service.toStdString()))
            return std::nullopt;
        const QString said
            = call.value(QLatin1String("request_metadata")).toObject().value(QLatin1String("authorization")).toString();
        if (said == u"Bearer <user API key>")
            out.metadata.emplace("authorization", "Bearer " + access.userKey.toStdString());
        else if (said == u"Bearer <application API key, all rights>" && !applicationKey.empty())
            out.metadata.emplace("authorization", "Bearer " + applicationKey);
        else if (!said.isEmpty())
            return std::nullopt;
        return out;
    }

    /// A device that was there, but of whose registration there is no recording.
    void addUnrecorded()
    {
        ttn::lorawan::v3::EndDevice device;
        device.mutable_ids()->set_device_id("probe-otaa-102");
        device.mutable_ids()->mutable_application_ids()->set_application_id("a-cellar");
        device.mutable_ids()->set_dev_eui(QByteArray::fromHex("70b3d57ed0c00004").toStdString());
        device.mutable_ids()->set_join_eui(std::string(8, '\0'));
        device.set_name("Probe 1.0.2");
        device.mutable_version_ids();
        StackRecords::stampNow(*device.mutable_created_at());
        StackRecords::stampNow(*device.mutable_updated_at());
        records->find("a-cellar")->devices["probe-otaa-102"].identity = device;
    }

    int replayRecorded()
    {
        int count = 0;
        for (const QJsonValue &value : readJson(QStringLiteral("v3/rpc/index.json")).array()) {
            const QJsonObject call = value.toObject();
            const QString name = call.value(QLatin1String("request")).toString();
            std::optional<ServerRequest> question = recorded(call, u"v3/rpc/" + name);
            // Keys have other ids here.
            if (!question || name > u"088" || name.contains(u"t-api-key") || name.contains(u"update-api-key"))
                continue;
            if (name.startsWith(u"055"))
                addUnrecorded();
            question->metadata.emplace("authorization", "Bearer " + access.userKey.toStdString());
            const ServerAnswer answer = desk.answer(*question);
            if (answer.code == RpcCode::Unimplemented)
                continue;
            answers.emplace(name, answer);
            if (answer.code != RpcCode::Ok)
                refusals += name + u": " + QString::fromStdString(answer.text);
            if (name.startsWith(u"011-")) {
                ttn::lorawan::v3::APIKey key;
                key.ParseFromString(answer.message);
                applicationKey = key.key();
            }
            ++count;
        }
        return count;
    }

    Run run;
    SandboxAccess access;
    ServerDesk desk;
    std::unique_ptr<StackRecords> records;
    std::string applicationKey;
    std::map<QString, ServerAnswer> answers; ///< by the file of the request
    QStringList refusals;
    int replayed = 0;
};

} // namespace StackReplay
