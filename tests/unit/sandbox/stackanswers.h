// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/rpc/serveranswer.h"
#include "backend/sandbox/rpc/stackaccounts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <ttn/lorawan/v3/error.pb.h>

/// What tests of the sandbox's Things Stack read, and how they compare answers with recorded ones.
namespace StackReplay {

/// Files below tests/data.
QJsonDocument readJson(const QString &path);
std::string readBytes(const QString &path);

Backend::StackRights::List listOf(std::initializer_list<int> rights);

/// What differs from call to call is made equal: times, what a server makes up by itself, the order of what has none.
void normalize(google::protobuf::Message &message);
/// The message in words, normalized.
QString shown(const std::string &bytes, const google::protobuf::Descriptor *type);
/// Line by line, so that a failure says what it is: "-" what only the sandbox has, "+" what it lacks. Empty: the same.
QStringList differences(const QString &ours, const QString &theirs);

/// What a method ("/ttn.lorawan.v3.Service/Method") answers with; nullptr: it is unknown.
const google::protobuf::Descriptor *answerOf(const std::string &rpc);
QStringList headerNames(const Backend::ServerAnswer &answer);
/// Of a failure, also where it ends a stream.
ttn::lorawan::v3::ErrorDetails detailsOf(const Backend::ServerAnswer &answer);
/// The name of the failure, "space:name", or its text where it has no details; empty: none.
QString nameOf(const Backend::ServerAnswer &answer);
/// In what a failure differs from the recorded one: code, text, headers, and the chain of causes with their attributes.
/// `text` is the recorded text where it has to be another one. Empty: in nothing.
QStringList failureDifferences(const Backend::ServerAnswer &answer, const QJsonObject &recorded,
                               const QString &text = {});

template <typename T>
T read(const Backend::ServerAnswer &answer)
{
    T out;
    out.ParseFromString(answer.message);
    return out;
}

} // namespace StackReplay
