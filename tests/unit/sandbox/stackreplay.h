// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/stackdesk.h"
#include "tests/unit/sandbox/sandboxrun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

/// The sandbox's Things Stack after the recorded calls, and the recordings.
namespace StackReplay {

using namespace Backend;
using SandboxRun::Run;

inline QJsonDocument readJson(const QString &path)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/") + path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

inline std::string readBytes(const QString &path)
{
    QFile file(QStringLiteral(TTN_TEST_DATA "/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

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

    int replayRecorded()
    {
        int count = 0;
        for (const QJsonValue &value : readJson(QStringLiteral("v3/rpc/index.json")).array()) {
            const QJsonObject call = value.toObject();
            const QString name = call.value(QLatin1String("request")).toString();
            std::optional<ServerRequest> question = recorded(call, u"v3/rpc/" + name);
            // Keys have other ids here.
            if (!question || name > u"088" || name.startsWith(u"078") || name.contains(u"t-api-key")
                || name.contains(u"update-api-key"))
                continue;
            question->metadata.emplace("authorization", "Bearer " + access.userKey.toStdString());
            const ServerAnswer answer = desk.answer(*question);
            if (answer.code == RpcCode::Unimplemented)
                continue;
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
    QStringList refusals;
    int replayed = 0;
};

} // namespace StackReplay
