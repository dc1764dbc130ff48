// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackrefusal.h"

#include <QUuid>

#include <google/protobuf/any.pb.h>
#include <google/rpc/status.pb.h>
#include <ttn/lorawan/v3/error.pb.h>

namespace Backend {

namespace {

using ttn::lorawan::v3::ErrorDetails;

std::string correlationId()
{
    return QUuid::createUuid().toByteArray(QUuid::Id128).toStdString();
}

void fill(ErrorDetails &details, const StackRefusal &refusal)
{
    details.set_namespace_(refusal.space);
    details.set_name(refusal.name);
    details.set_message_format(refusal.format);
    details.set_correlation_id(correlationId());
    details.set_code(unsigned(refusal.code));
    for (const auto &[name, value] : refusal.attributes)
        (*details.mutable_attributes()->mutable_fields())[name].set_string_value(value);
    if (!refusal.list.first.empty()) {
        auto &field = (*details.mutable_attributes()->mutable_fields())[refusal.list.first];
        for (const std::string &value : refusal.list.second)
            field.mutable_list_value()->add_values()->set_string_value(value);
    }
    if (!refusal.number.first.empty())
        (*details.mutable_attributes()->mutable_fields())[refusal.number.first].set_number_value(refusal.number.second);
    for (const auto &[name, value] : refusal.numbers)
        (*details.mutable_attributes()->mutable_fields())[name].set_number_value(value);
    for (const auto &extra : refusal.details)
        details.add_details()->CopyFrom(extra);
    if (refusal.cause)
        fill(*details.mutable_cause(), *refusal.cause);
}

std::string formatted(const StackRefusal &refusal)
{
    std::string out = refusal.format;
    StackRefusal::Attributes values = refusal.attributes;
    if (!refusal.number.first.empty())
        values.emplace_back(refusal.number.first, std::to_string(qint64(refusal.number.second)));
    for (const auto &[name, value] : refusal.numbers)
        values.emplace_back(name, QByteArray::number(value, 'g', 15).toStdString());
    for (const auto &[name, value] : values) {
        const std::string placeholder = '{' + name + '}';
        const std::size_t at = out.find(placeholder);
        if (at != std::string::npos)
            out.replace(at, placeholder.size(), value);
    }
    return out;
}

} // namespace

StackRefusal StackRefusal::because(StackRefusal why) &&
{
    cause = std::make_shared<const StackRefusal>(std::move(why));
    return std::move(*this);
}

ErrorDetails StackRefusal::errorDetails() const
{
    ErrorDetails out;
    fill(out, *this);
    return out;
}

ServerAnswer StackRefusal::answer() const
{
    ServerAnswer out = ServerAnswer::failure(code, "error:" + space + ':' + name + " (" + formatted(*this) + ')');
    google::rpc::Status status;
    status.set_code(int(code));
    status.set_message(out.text);
    status.add_details()->PackFrom(errorDetails());
    out.details = status.SerializeAsString();
    return out;
}

StackRefusal StackRefusal::validation(std::initializer_list<std::pair<const char *, const char *>> path,
                                      const std::string &reason)
{
    std::optional<StackRefusal> out;
    for (auto it = std::rbegin(path); it != std::rend(path); ++it) {
        StackRefusal one{RpcCode::InvalidArgument, "pkg/errors", "validation", "invalid `{field}`: {reason}"};
        one.attributes = {{"field", it->second},
                          {"name", std::string(it->first) + "ValidationError"},
                          {"reason", out ? "embedded message failed validation" : reason}};
        out = out ? std::move(one).because(*std::move(out)) : std::move(one);
    }
    return *out;
}

} // namespace Backend
