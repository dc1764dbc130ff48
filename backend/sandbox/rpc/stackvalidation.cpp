// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackvalidation.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/stackrefusal.h"

#include <QRegularExpression>

#include <google/protobuf/timestamp.pb.h>
#include <map>
#include <optional>
#include <set>

namespace Backend::StackValidation {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char Id[] = "^[a-z0-9](?:[-]?[a-z0-9]){2,}$";
constexpr char UserId[] = "^[a-z0-9](?:[-]?[a-z0-9]){1,}$";
constexpr char Address[]
    = "^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9])\\.)*(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\\-]*"
      "[A-Za-z0-9])(?::[0-9]{1,5})?$|^$";
constexpr int LongestId = 36;
constexpr int LongestAttribute = 200;
constexpr int MostAttributes = 10;
constexpr quint32 MostRows = 1'000;

/// What a field must be; what is 0 or empty does not count.
struct Rule
{
    bool required = false;
    int longest = 0; ///< characters
    const char *pattern = nullptr;
    quint32 most = 0; ///< of a number
    int fewestItems = 0;
    bool isUnique = false;
    bool inFuture = false;
    bool isAttributes = false;
    std::vector<const char *> words = {}; ///< the empty one is always allowed
};

Rule required()
{
    Rule rule;
    rule.required = true;
    return rule;
}

Rule text(int longest, const char *pattern = nullptr)
{
    Rule rule;
    rule.longest = longest;
    rule.pattern = pattern;
    return rule;
}

Rule limit()
{
    Rule rule;
    rule.most = MostRows;
    return rule;
}

Rule oneOf(std::vector<const char *> words)
{
    Rule rule;
    rule.words = std::move(words);
    return rule;
}

Rule address()
{
    Rule rule;
    rule.pattern = Address;
    return rule;
}

Rule future()
{
    Rule rule;
    rule.inFuture = true;
    return rule;
}

Rule attributes()
{
    Rule rule;
    rule.isAttributes = true;
    return rule;
}

Rule newRights()
{
    Rule rule;
    rule.fewestItems = 1;
    rule.isUnique = true;
    return rule;
}

/// By "Message.field". An enumeration that stands here must be defined.
const std::map<std::string, Rule> &rules()
{
    const auto ofApplications = [] {
        return oneOf({"application_id", "-application_id", "name", "-name", "created_at", "-created_at"});
    };
    static const std::map<std::string, Rule> table{
        {"ApplicationIdentifiers.application_id", text(LongestId, Id)},
        {"OrganizationIdentifiers.organization_id", text(LongestId, Id)},
        {"UserIdentifiers.user_id", text(LongestId, UserId)},
        {"Application.ids", required()},
        {"Application.name", text(50)},
        {"Application.description", text(2'000)},
        {"Application.attributes", attributes()},
        {"Application.network_server_address", address()},
        {"Application.application_server_address", address()},
        {"Application.join_server_address", address()},
        {"GetApplicationRequest.application_ids", required()},
        {"ListApplicationsRequest.order", ofApplications()},
        {"ListApplicationsRequest.limit", limit()},
        {"CreateApplicationRequest.application", required()},
        {"CreateApplicationRequest.collaborator", required()},
        {"UpdateApplicationRequest.application", required()},
        {"SearchApplicationsRequest.query", text(50)},
        {"SearchApplicationsRequest.id_contains", text(50)},
        {"SearchApplicationsRequest.name_contains", text(50)},
        {"SearchApplicationsRequest.description_contains", text(50)},
        {"SearchApplicationsRequest.order", ofApplications()},
        {"SearchApplicationsRequest.limit", limit()},
        {"SearchAccountsRequest.query", text(50)},
        {"ListApplicationAPIKeysRequest.application_ids", required()},
        {"ListApplicationAPIKeysRequest.order",
         oneOf(
             {"api_key_id", "-api_key_id", "name", "-name", "created_at", "-created_at", "expires_at", "-expires_at"})},
        {"ListApplicationAPIKeysRequest.limit", limit()},
        {"GetApplicationAPIKeyRequest.application_ids", required()},
        {"CreateApplicationAPIKeyRequest.application_ids", required()},
        {"CreateApplicationAPIKeyRequest.name", text(50)},
        {"CreateApplicationAPIKeyRequest.rights", newRights()},
        {"CreateApplicationAPIKeyRequest.expires_at", future()},
        {"UpdateApplicationAPIKeyRequest.application_ids", required()},
        {"UpdateApplicationAPIKeyRequest.api_key", required()},
        {"DeleteApplicationAPIKeyRequest.application_ids", required()},
        {"APIKey.name", text(50)},
        {"APIKey.rights", Rule()},
        {"APIKey.expires_at", future()},
        {"ListApplicationCollaboratorsRequest.application_ids", required()},
        {"ListApplicationCollaboratorsRequest.limit", limit()},
        {"ListApplicationCollaboratorsRequest.order", oneOf({"id", "-id", "-rights", "rights"})},
        {"GetApplicationCollaboratorRequest.application_ids", required()},
        {"GetApplicationCollaboratorRequest.collaborator", required()},
        {"SetApplicationCollaboratorRequest.application_ids", required()},
        {"SetApplicationCollaboratorRequest.collaborator", required()},
        {"DeleteApplicationCollaboratorRequest.application_ids", required()},
        {"DeleteApplicationCollaboratorRequest.collaborator_ids", required()},
        {"Collaborator.ids", required()},
        {"Collaborator.rights", Rule()},
        {"GetApplicationLinkRequest.application_ids", required()},
        {"SetApplicationLinkRequest.application_ids", required()},
        {"SetApplicationLinkRequest.link", required()},
        {"MessagePayloadFormatters.up_formatter", Rule()},
        {"MessagePayloadFormatters.down_formatter", Rule()},
        {"MessagePayloadFormatters.up_formatter_parameter", text(40'960)},
        {"MessagePayloadFormatters.down_formatter_parameter", text(40'960)},
    };
    return table;
}

std::optional<std::string> textProblem(const std::string &value, int longest, const char *pattern)
{
    if (longest && QString::fromStdString(value).toUcs4().size() > longest)
        return "value length must be at most " + std::to_string(longest) + " runes";
    if (!pattern)
        return std::nullopt;
    static std::map<const char *, QRegularExpression> compiled;
    const QRegularExpression &rule = compiled.try_emplace(pattern, QString::fromLatin1(pattern)).first->second;
    if (!value.ends_with('\n') && rule.match(QString::fromStdString(value)).hasMatch())
        return std::nullopt;
    return "value does not match regex pattern \"" + std::string(pattern) + '"';
}

/// The broken rule and the field's name, with its index where it has several values.
using Broken = std::pair<std::string, std::string>;

std::optional<Broken> attributesProblem(const Message &message, const FieldDescriptor *field)
{
    const auto *reflection = message.GetReflection();
    const int count = reflection->FieldSize(message, field);
    if (count > MostAttributes)
        return Broken{field->name(), "value must contain no more than " + std::to_string(MostAttributes) + " pair(s)"};
    for (int i = 0; i < count; ++i) {
        const Message &entry = reflection->GetRepeatedMessage(message, field, i);
        const auto part = [&entry](int number) {
            return entry.GetReflection()->GetString(entry, entry.GetDescriptor()->FindFieldByNumber(number));
        };
        const std::string name = field->name() + '[' + part(1) + ']';
        if (const auto problem = textProblem(part(1), LongestId, Id))
            return Broken{name, *problem};
        if (const auto problem = textProblem(part(2), LongestAttribute, nullptr))
            return Broken{name, *problem};
    }
    return std::nullopt;
}

std::optional<Broken> enumProblem(const Message &message, const FieldDescriptor *field)
{
    const auto *reflection = message.GetReflection();
    const auto isDefined = [field](int value) { return field->enum_type()->FindValueByNumber(value) != nullptr; };
    const char *const words = "value must be one of the defined enum values";
    if (!field->is_repeated())
        return isDefined(reflection->GetEnumValue(message, field)) ? std::nullopt
                                                                   : std::optional(Broken{field->name(), words});
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        if (!isDefined(reflection->GetRepeatedEnumValue(message, field, i)))
            return Broken{field->name() + '[' + std::to_string(i) + ']', words};
    }
    return std::nullopt;
}

std::optional<Broken> itemsProblem(const Message &message, const FieldDescriptor *field, const Rule &rule)
{
    const auto *reflection = message.GetReflection();
    const int count = reflection->FieldSize(message, field);
    if (count < rule.fewestItems)
        return Broken{field->name(), "value must contain at least " + std::to_string(rule.fewestItems) + " item(s)"};
    std::set<int> seen;
    for (int i = 0; rule.isUnique && i < count; ++i) {
        if (!seen.insert(reflection->GetRepeatedEnumValue(message, field, i)).second)
            return Broken{field->name() + '[' + std::to_string(i) + ']', "repeated value must contain unique items"};
    }
    return std::nullopt;
}

std::optional<Broken> orderProblem(const std::string &name, const std::string &value, const Rule &rule)
{
    std::string list;
    for (const char *word : rule.words) {
        if (value == word)
            return std::nullopt;
        list += ' ' + std::string(word);
    }
    return value.empty() ? std::nullopt : std::optional(Broken{name, "value must be in list [" + list + ']'});
}

std::optional<Broken> ruleProblem(const Message &message, const FieldDescriptor *field, const Rule &rule)
{
    const auto *reflection = message.GetReflection();
    const std::string &name = field->name();
    if (rule.isAttributes)
        return attributesProblem(message, field);
    if (field->is_repeated())
        return itemsProblem(message, field, rule);
    if (rule.required && !reflection->HasField(message, field))
        return Broken{name, "value is required"};
    if (rule.most && reflection->GetUInt32(message, field) > rule.most)
        return Broken{name, "value must be less than or equal to " + std::to_string(rule.most)};
    if (!rule.words.empty())
        return orderProblem(name, reflection->GetString(message, field), rule);
    if (rule.longest || rule.pattern) {
        const auto problem = textProblem(reflection->GetString(message, field), rule.longest, rule.pattern);
        return problem ? std::optional(Broken{name, *problem}) : std::nullopt;
    }
    if (rule.inFuture && reflection->HasField(message, field)) {
        const auto &time = static_cast<const google::protobuf::Timestamp &>(reflection->GetMessage(message, field));
        if (time.seconds() * 1'000'000'000 + time.nanos() <= Domain::nowNs())
            return Broken{name, "value must be greater than now"};
    }
    return std::nullopt;
}

StackRefusal refusal(const Message &message, const std::string &field, const std::string &reason)
{
    StackRefusal out{RpcCode::InvalidArgument, "pkg/errors", "validation", "invalid `{field}`: {reason}"};
    out.attributes
        = {{"field", field}, {"name", message.GetDescriptor()->name() + "ValidationError"}, {"reason", reason}};
    return out;
}

std::optional<StackRefusal> problemOf(const Message &message);

std::optional<StackRefusal> innerProblem(const Message &message, const FieldDescriptor *field)
{
    const auto *reflection = message.GetReflection();
    const int count
        = field->is_repeated() ? reflection->FieldSize(message, field) : int(reflection->HasField(message, field));
    for (int i = 0; i < count; ++i) {
        const Message &inner = field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                                    : reflection->GetMessage(message, field);
        if (std::optional<StackRefusal> why = problemOf(inner)) {
            const std::string index = field->is_repeated() ? '[' + std::to_string(i) + ']' : std::string();
            return refusal(message, field->name() + index, "embedded message failed validation")
                .because(*std::move(why));
        }
    }
    return std::nullopt;
}

std::optional<StackRefusal> problemOf(const Message &message)
{
    const google::protobuf::Descriptor *type = message.GetDescriptor();
    if (type->name() == "OrganizationOrUserIdentifiers"
        && !message.GetReflection()->HasOneof(message, type->oneof_decl(0)))
        return refusal(message, "ids", "value is required");
    for (int i = 0; i < type->field_count(); ++i) {
        const FieldDescriptor *field = type->field(i);
        std::optional<Broken> broken;
        const auto rule = rules().find(type->name() + '.' + field->name());
        if (rule != rules().end())
            broken = ruleProblem(message, field, rule->second);
        if (!broken && field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM && rule != rules().end())
            broken = enumProblem(message, field);
        if (broken)
            return refusal(message, broken->first, broken->second);
        if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_map()) {
            if (std::optional<StackRefusal> inner = innerProblem(message, field))
                return inner;
        }
    }
    return std::nullopt;
}

} // namespace

void check(const Message &message)
{
    if (const std::optional<StackRefusal> problem = problemOf(message))
        throw *problem;
}

} // namespace Backend::StackValidation
