// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpcstatus.h"

#include <QStringList>

#include <google/protobuf/struct.pb.h>
#include <google/rpc/status.pb.h>
#include <ttn/lorawan/v3/error.pb.h>
#include <vector>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Problem;
using ttn::lorawan::v3::ErrorDetails;

constexpr int maxCauses = 16; ///< a chain from the network is not trusted to end
constexpr qsizetype maxText = 2'000;

struct Known
{
    const char *space; ///< namespace; nullptr: any
    const char *name;
    Code code;
    std::vector<const char *> args = {}; ///< attributes, in the order of the code's arguments
    bool retryable = false;
};

/// What a console meets. Compared by namespace and name, never by text; the same name can mean different things.
const std::vector<Known> &table()
{
    static const std::vector<Known> known{
        {"pkg/auth", "token", Code::KeyMalformed},
        {"pkg/identityserver", "invalid_authorization", Code::KeySecretWrong},
        {"pkg/identityserver", "api_key_not_found", Code::KeyUnknown},
        {"pkg/identityserver", "token_not_found", Code::KeyUnknown},
        {nullptr, "api_key_expired", Code::KeyExpired},
        {nullptr, "token_expired", Code::KeyExpired},
        {nullptr, "unsupported_authorization", Code::KeyKindUnsupported},
        {nullptr, "unauthenticated", Code::NotSignedIn},
        {nullptr, "insufficient_application_rights", Code::RightsMissing, {"uid", "missing"}},
        {nullptr, "no_application_rights", Code::NoApplicationRights, {"uid"}},
        {nullptr, "no_user_rights", Code::NoUserRights, {"uid"}},
        {nullptr, "search_forbidden", Code::SearchForbidden},
        {nullptr, "application_not_found", Code::ApplicationNotFound, {"application_id"}},
        {nullptr, "end_device_not_found", Code::DeviceNotFound, {"device_id", "application_id"}},
        {"pkg/applicationserver", "device_not_found", Code::DeviceNotFound, {"device_uid"}},
        {nullptr, "device_not_found", Code::DeviceNotFound},
        {"pkg/frequencyplans", "not_found", Code::FrequencyPlanUnknown, {"id"}},
        {"pkg/redis", "not_found", Code::EntryNotFound},
        {"pkg/identityserver/store", "api_key_not_found", Code::ApiKeyNotFound, {"api_key_id"}},
        {nullptr, "membership_not_found", Code::CollaboratorNotFound, {"account_id"}},
        {nullptr, "account_not_found", Code::AccountNotFound, {"account_id"}},
        {nullptr, "user_not_found", Code::AccountNotFound, {"user_id"}},
        {nullptr, "organization_not_found", Code::AccountNotFound, {"organization_id"}},
        {nullptr, "id_taken", Code::IdTaken},
        {nullptr, "forbidden_id", Code::IdForbidden, {"id"}},
        {nullptr, "end_device_euis_taken", Code::EuisTaken, {"join_eui", "dev_eui", "device_id", "application_id"}},
        {nullptr, "field_mask_paths", Code::FieldsForbidden, {"forbidden_paths"}},
        {nullptr, "non_zero_path", Code::FieldOfAnotherServer, {"path"}},
        {nullptr, "read_only_field", Code::FieldReadOnly, {"field"}},
        {nullptr, "no_band_version", Code::BandVersionUnknown, {"ver", "id"}},
        {nullptr, "band_not_found", Code::BandUnknown, {"id"}},
        {nullptr, "device_and_frequency_plan_band_mismatch", Code::BandMismatch, {"dev_band_id", "fp_band_id"}},
        {nullptr, "formatter_script_too_large", Code::ScriptTooLarge, {"size", "max_size"}},
        {nullptr, "no_join_eui", Code::JoinEuiMissing},
        {"pkg/redis", "store", Code::StoreRefused},
        {nullptr, "network_server_address_mismatch", Code::AddressMismatch, {"address", "expected"}},
        {nullptr, "application_server_address_mismatch", Code::AddressMismatch, {"address", "expected"}},
        {nullptr, "join_server_address_mismatch", Code::AddressMismatch, {"address", "expected"}},
        {nullptr, "application_has_devices", Code::ApplicationHasDevices, {"count"}},
        {nullptr, "application_needs_collaborator", Code::LastCollaborator},
        {nullptr, "collaborator_is_contact", Code::CollaboratorIsContact, {"collaborator_id"}},
        // The servers mix the two names up when a collaborator is removed.
        {nullptr, "organization_needs_collaborator", Code::LastCollaborator},
        {nullptr, "contact_no_collaborator", Code::ContactNotCollaborator, {"contact"}},
        {nullptr, "restore_window_expired", Code::RestoreTooLate},
        {nullptr, "dev_eui_issuing_not_enabled", Code::EuiIssuingOff},
        {nullptr, "application_dev_eui_limit_reached", Code::EuiLimitReached, {"dev_eui_limit"}},
        {nullptr, "no_eui_or_block_available", Code::EuiIssuingOff},
        {nullptr, "no_device_session", Code::NoDeviceSession},
        {nullptr, "linking_not_implemented", Code::LinkingObsolete},
        {nullptr, "claiming_not_supported", Code::ClaimingUnsupported, {"eui"}},
        {nullptr, "unknown_format", Code::CodeFormatUnknown},
        {nullptr, "format_not_found", Code::FormatUnknown},
        {nullptr, "csv_header", Code::ColumnsUnknown},
        {nullptr, "model_not_found", Code::ModelUnknown, {"brand_id", "model_id"}},
        {nullptr, "brand_not_found", Code::ModelUnknown, {"brand_id"}},
        {nullptr, "firmware_version_not_found", Code::ModelUnknown, {"brand_id", "model_id"}},
        {nullptr, "no_profile_for_band", Code::ModelUnknown},
        {nullptr, "end_device_profile_not_found", Code::ModelUnknown},
        {nullptr, "vendor_profile_id_not_found", Code::ModelUnknown},
        {nullptr, "brand_with_vendor_id_not_found", Code::ModelUnknown},
        {nullptr, "no_identifiers", Code::EventsUnspecified},
        {nullptr, "unknown_event_name", Code::EventNameUnknown, {"name"}},
        {nullptr, "storage_disabled", Code::EventsNotKept},
        {"pkg/joinserver", "mic_mismatch", Code::JoinKeyWrong},
        {nullptr, "reuse_dev_nonce", Code::DevNonceReused},
        {nullptr, "dev_nonce_too_small", Code::DevNonceTooSmall},
        {nullptr, "join_nonce_too_high", Code::JoinNoncesUsedUp},
        {nullptr, "join_server_not_found", Code::JoinServerMissing},
        {nullptr, "unknown_join_eui", Code::JoinServerMissing},
        {"pkg/joinserver", "no_app_key", Code::RootKeyMissing},
        {"pkg/joinserver", "no_nwk_key", Code::RootKeyMissing},
        {"pkg/networkserver", "abp_join_request", Code::JoinNotExpected},
        {"pkg/scripting/javascript", "script", Code::FormatterFailed, {"message"}},
        {"pkg/scripting/javascript", "runtime", Code::FormatterFailed, {"message"}},
        {"pkg/messageprocessors/javascript", "output_errors", Code::FormatterFailed, {"errors"}},
        {"pkg/messageprocessors/javascript", "output_encoding", Code::FormatterFailed, {"errors"}},
        {"pkg/scripting/javascript", "script_timeout", Code::FormatterFailed},
        {"pkg/scripting/javascript", "no_script_output", Code::FormatterFailed},
        {"pkg/messageprocessors/javascript", "input", Code::FormatterFailed},
        {"pkg/messageprocessors/javascript", "output", Code::FormatterFailed},
        {"pkg/messageprocessors/cayennelpp", "input", Code::FormatterFailed},
        {"pkg/messageprocessors/cayennelpp", "output", Code::FormatterFailed},
        {nullptr, "application_downlink_too_long", Code::DownlinkTooLong, {"length", "max"}},
        {nullptr, "downlink_queue_capacity", Code::DownlinkQueueFull},
        {nullptr, "downlink_expired", Code::DownlinkExpired},
        {nullptr, "max_retries_reached", Code::DownlinkUnanswered, {"max_retries"}},
        {"pkg/networkserver", "transmission", Code::DownlinkNotSent, {"result"}},
        {"pkg/networkserver", "schedule", Code::DownlinkNotSent},
        {nullptr, "no_downlink_path", Code::DownlinkPathMissing},
        {"pkg/networkserver", "fixed_paths", Code::DownlinkPathMissing},
        {nullptr, "rate_limit_exceeded", Code::RateLimited, {}, true},
        {nullptr, "context_deadline_exceeded", Code::CallDeadline, {}, true},
    };
    return known;
}

QString text(const std::string &bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size())).left(maxText);
}

/// An attribute in words: numbers without a fraction where they have none, lists with commas.
QString attribute(const ErrorDetails &error, const std::string &name)
{
    const auto &fields = error.attributes().fields();
    const auto it = fields.find(name);
    if (it == fields.end())
        return {};
    using Value = google::protobuf::Value;
    const auto words = [](const Value &value) -> QString {
        switch (value.kind_case()) {
        case Value::kStringValue:
            return text(value.string_value());
        case Value::kNumberValue:
            return QString::number(value.number_value(), 'g', 15);
        case Value::kBoolValue:
            return value.bool_value() ? QStringLiteral("true") : QStringLiteral("false");
        default:
            return {};
        }
    };
    if (!it->second.has_list_value())
        return words(it->second);
    QStringList all;
    for (const Value &value : it->second.list_value().values())
        all += words(value);
    all.sort(); // the servers send them in random order
    return all.join(u", ").left(maxText);
}

/// The format with its attributes; a placeholder without one stays as it is.
QString sentence(const ErrorDetails &error)
{
    const QString format = text(error.message_format());
    QString out;
    qsizetype at = 0;
    while (at < format.size()) {
        const qsizetype open = format.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : format.indexOf(u'}', open);
        if (close < 0)
            break;
        const QString name = format.mid(open + 1, close - open - 1);
        const QString value = attribute(error, name.toStdString());
        out += format.mid(at, open - at);
        out += value.isEmpty() ? format.mid(open, close - open + 1) : value;
        at = close + 1;
    }
    out += format.mid(at);
    return out.replace(u'`', u'\'');
}

/// The error and its causes, outermost first.
std::vector<ErrorDetails> chain(const RpcStatus &status)
{
    google::rpc::Status rich;
    std::vector<ErrorDetails> out;
    if (status.details.empty() || !rich.ParseFromString(status.details))
        return out;
    for (const google::protobuf::Any &any : rich.details()) {
        ErrorDetails details;
        if (!any.Is<ErrorDetails>() || !any.UnpackTo(&details))
            continue;
        const ErrorDetails *step = &details;
        for (int depth = 0; depth < maxCauses; ++depth) {
            out.push_back(*step);
            out.back().clear_cause();
            if (!step->has_cause())
                break;
            step = &step->cause();
        }
        break;
    }
    return out;
}

const Known *lookUp(const ErrorDetails &error)
{
    for (const Known &known : table()) {
        if (error.name() == known.name && (!known.space || error.namespace_() == known.space))
            return &known;
    }
    return nullptr;
}

Problem made(const Known &known, const ErrorDetails &error)
{
    QStringList args;
    for (const char *name : known.args)
        args += attribute(error, name);
    if (known.code == Code::DeviceNotFound && args.size() == 1) {
        const QString uid = args.first(); // "application.device"
        args = {uid.section(u'.', 1), uid.section(u'.', 0, 0)};
    }
    return {known.code, args, {}, {}, known.retryable};
}

/// A rule of a message was broken: each cause goes one field deeper, the innermost has the rule.
Problem validationProblem(const std::vector<ErrorDetails> &errors)
{
    QStringList path;
    QString rule;
    for (const ErrorDetails &error : errors) {
        if (error.name() != "validation")
            break;
        path += attribute(error, "field");
        rule = attribute(error, "reason");
    }
    return {Code::FieldInvalid, {path.join(u'.'), rule}, {}, {}, false};
}

} // namespace

StackErrorText stackErrorText(const RpcStatus &status)
{
    const std::vector<ErrorDetails> errors = chain(status);
    if (errors.empty())
        return {};
    QStringList lines;
    for (const ErrorDetails &error : errors)
        lines += text(error.namespace_()) + u':' + text(error.name()) + u": " + sentence(error);
    if (!errors.front().correlation_id().empty())
        lines += QStringLiteral("correlation id: ") + text(errors.front().correlation_id());
    return {sentence(errors.front()), lines.join(u'\n')};
}

std::optional<Problem> stackProblem(const RpcStatus &status)
{
    const std::vector<ErrorDetails> errors = chain(status);
    if (errors.empty())
        return std::nullopt;
    const ErrorDetails &outer = errors.front();
    const bool hasCause = errors.size() > 1;
    const Known *known = lookUp(outer);
    if (known && known->code == Code::NotSignedIn && hasCause) {
        // So the device repository says whatever is wrong with a key; what it is, is the cause.
        if (const Known *why = lookUp(errors[1]))
            return made(*why, errors[1]);
    }
    if (known)
        return made(*known, outer);
    if (outer.name() == "validation")
        return validationProblem(errors);
    if (outer.name() == "field_value" || outer.name() == "field_mask") {
        if (const Known *why = hasCause ? lookUp(errors[1]) : nullptr)
            return made(*why, errors[1]);
        return Problem{
            Code::FieldInvalid, {attribute(outer, "field"), hasCause ? sentence(errors[1]) : QString()}, {}, {}, false};
    }
    if (outer.name() == "parse_csv_field")
        return Problem{Code::CellUnreadable,
                       {attribute(outer, "line"), attribute(outer, "column"), sentence(errors.back())},
                       {},
                       {},
                       false};
    return std::nullopt;
}

} // namespace Backend
