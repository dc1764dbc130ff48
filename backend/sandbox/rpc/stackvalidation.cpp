// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackvalidation.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/stackrefusal.h"
#include "backend/sandbox/rpc/stackrules.h"

#include <QRegularExpression>

#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <map>
#include <optional>
#include <set>

namespace Backend::StackValidation {

namespace {

namespace pb = google::protobuf;
using pb::FieldDescriptor;
using pb::OneofDescriptor;

constexpr char embedded[] = "embedded message failed validation";

/// "MACState_JoinRequestValidationError": nested names with underscores.
std::string errorName(const pb::Descriptor *type)
{
    std::string name = type->name();
    for (const pb::Descriptor *outer = type->containing_type(); outer; outer = outer->containing_type())
        name = outer->name() + '_' + name;
    return name + "ValidationError";
}

StackRefusal broken(const pb::Descriptor *type, const std::string &field, const std::string &reason)
{
    StackRefusal out{RpcCode::InvalidArgument, "pkg/errors", "validation", "invalid `{field}`: {reason}"};
    out.attributes = {{"field", field}, {"name", errorName(type)}, {"reason", reason}};
    return out;
}

std::string shown(double number)
{
    return QByteArray::number(number, 'g', 15).toStdString();
}

/// What is wrong with a text; empty: nothing.
std::string textFault(const StackRule &rule, const std::string &value)
{
    const QString text = QString::fromStdString(value);
    if (value.empty() && rule.mayBeEmpty)
        return {};
    if (rule.longest && text.toUcs4().size() > rule.longest)
        return "value length must be at most " + std::to_string(rule.longest) + " runes";
    if (rule.pattern) {
        static std::map<const char *, QRegularExpression> compiled;
        const auto [known, isNew] = compiled.try_emplace(rule.pattern, QString::fromLatin1(rule.pattern));
        // Here "$" matches before a line's end, too; at the servers it does not.
        if (value.ends_with('\n') || !known->second.match(text).hasMatch())
            return "value does not match regex pattern \"" + std::string(rule.pattern) + '"';
    }
    if (!rule.oneOf.empty()) {
        std::string all;
        for (const std::string one : rule.oneOf) {
            if (value == one)
                return {};
            all += one + ' ';
        }
        all.pop_back();
        return "value must be in list [" + all + ']';
    }
    return {};
}

std::string bytesFault(const StackRule &rule, const std::string &value)
{
    if (rule.bytes && !value.empty() && value.size() != rule.bytes)
        return "value length must be " + std::to_string(rule.bytes) + " bytes";
    const std::size_t most = rule.mostBytes;
    if (rule.leastBytes && (value.size() < rule.leastBytes || value.size() > most))
        return "value length must be between " + std::to_string(rule.leastBytes) + " and " + std::to_string(most)
            + " bytes, inclusive";
    if (most && value.size() > most)
        return "value length must be at most " + std::to_string(most) + " bytes";
    return {};
}

std::string numberFault(const StackRule &rule, double value)
{
    if (rule.zeroOrFrom && value != 0 && value < *rule.zeroOrFrom)
        return "value must be outside range (0, " + shown(*rule.zeroOrFrom) + ')';
    if (rule.above && !(value > *rule.above && value <= rule.to.value_or(value)))
        return "value must be inside range (" + shown(*rule.above) + ", " + shown(rule.to.value_or(0)) + ']';
    const bool isLow = rule.from && !(value >= *rule.from);
    const bool isHigh = rule.to && !(value <= *rule.to);
    if (!isLow && !isHigh)
        return rule.never && value == *rule.never ? "value must not be in list [" + shown(*rule.never) + ']' : "";
    if (rule.from && rule.to)
        return "value must be inside range [" + shown(*rule.from) + ", " + shown(*rule.to) + ']';
    return rule.from ? "value must be greater than or equal to " + shown(*rule.from)
                     : "value must be less than or equal to " + shown(*rule.to);
}

std::string countFault(const StackRule &rule, int count, bool isMap)
{
    const std::string unit = isMap ? " pair(s)" : " item(s)";
    if (rule.leastItems && rule.mostItems && (count < rule.leastItems || count > rule.mostItems))
        return "value must contain between " + std::to_string(rule.leastItems) + " and "
            + std::to_string(rule.mostItems) + " items, inclusive";
    if (rule.leastItems && count < rule.leastItems)
        return "value must contain at least " + std::to_string(rule.leastItems) + unit;
    if (rule.mostItems && count > rule.mostItems)
        return "value must contain no more than " + std::to_string(rule.mostItems) + unit;
    return {};
}

/// The first item that was there before; empty: none.
std::string twiceFault(const pb::Message &message, const FieldDescriptor *field)
{
    std::set<int> seen;
    for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        if (!seen.insert(message.GetReflection()->GetRepeatedEnumValue(message, field, i)).second)
            return field->name() + '[' + std::to_string(i) + ']';
    }
    return {};
}

std::string timeFault(const StackRule &rule, const pb::Timestamp &time)
{
    const qint64 nowNs = Domain::nowNs();
    const std::pair now(nowNs / 1'000'000'000, nowNs % 1'000'000'000);
    const std::pair then(qint64(time.seconds()), qint64(time.nanos()));
    if (rule.past && then >= now)
        return "value must be less than now";
    if (rule.future && then <= now)
        return "value must be greater than now";
    return {};
}

/// What of a message is looked at.
class Scope
{
public:
    /// All of it.
    Scope() = default;
    explicit Scope(std::vector<std::string> paths)
        : m_paths(std::move(paths))
        , m_isAll(false)
    {
    }

    /// Of a field or a choice; nullopt: nothing.
    [[nodiscard]] std::optional<Scope> of(const std::string &name) const
    {
        if (m_isAll)
            return Scope();
        std::vector<std::string> inner;
        for (const std::string &path : m_paths) {
            if (path == name)
                return Scope();
            if (path.starts_with(name + '.'))
                inner.push_back(path.substr(name.size() + 1));
        }
        return inner.empty() ? std::nullopt : std::optional(Scope(std::move(inner)));
    }

private:
    std::vector<std::string> m_paths;
    bool m_isAll = true;
};

void checkMessage(const pb::Message &message, const Scope &scope);

/// One value of a field: the only one, or `index` of a repeated one.
std::string valueFault(const pb::Message &message, const FieldDescriptor *field, int index, const StackRule *rule)
{
    const pb::Reflection *in = message.GetReflection();
    const bool many = field->is_repeated();
    static const StackRule none;
    const StackRule &rules = rule ? *rule : none;
    switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
        const std::string value = many ? in->GetRepeatedString(message, field, index) : in->GetString(message, field);
        return field->type() == FieldDescriptor::TYPE_BYTES ? bytesFault(rules, value) : textFault(rules, value);
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
        const int value = many ? in->GetRepeatedEnumValue(message, field, index) : in->GetEnumValue(message, field);
        return field->enum_type()->FindValueByNumber(value) ? "" : "value must be one of the defined enum values";
    }
    case FieldDescriptor::CPPTYPE_UINT32:
        return numberFault(rules, many ? in->GetRepeatedUInt32(message, field, index) : in->GetUInt32(message, field));
    case FieldDescriptor::CPPTYPE_UINT64:
        return numberFault(rules,
                           double(many ? in->GetRepeatedUInt64(message, field, index) : in->GetUInt64(message, field)));
    case FieldDescriptor::CPPTYPE_DOUBLE:
        return numberFault(rules, many ? in->GetRepeatedDouble(message, field, index) : in->GetDouble(message, field));
    default:
        return {};
    }
}

void checkInner(const pb::Message &outer, const std::string &name, const pb::Message &inner, const StackRule *rule,
                const Scope &scope = {})
{
    const pb::Descriptor *type = inner.GetDescriptor();
    if (type->file()->package() == "google.protobuf") {
        const FieldDescriptor *value = type->FindFieldByName("value");
        if (rule && value && type->field_count() == 1) {
            const std::string fault = value->cpp_type() == FieldDescriptor::CPPTYPE_FLOAT
                ? numberFault(*rule, double(inner.GetReflection()->GetFloat(inner, value)))
                : valueFault(inner, value, -1, rule);
            if (!fault.empty())
                throw broken(outer.GetDescriptor(), name, fault);
        }
        if (rule && type->full_name() == "google.protobuf.Timestamp") {
            const std::string fault = timeFault(*rule, static_cast<const pb::Timestamp &>(inner));
            if (!fault.empty())
                throw broken(outer.GetDescriptor(), name, fault);
        }
        return;
    }
    try {
        checkMessage(inner, scope);
    } catch (StackRefusal &refusal) {
        throw broken(outer.GetDescriptor(), name, embedded).because(std::move(refusal));
    }
}

void checkMap(const pb::Message &message, const FieldDescriptor *field, const StackRule *rule)
{
    const pb::Reflection *in = message.GetReflection();
    const FieldDescriptor *value = field->message_type()->map_value();
    for (int i = 0; i < in->FieldSize(message, field); ++i) {
        const pb::Message &entry = in->GetRepeatedMessage(message, field, i);
        const FieldDescriptor *key = field->message_type()->map_key();
        if (key->cpp_type() != FieldDescriptor::CPPTYPE_STRING)
            return;
        const std::string name = entry.GetReflection()->GetString(entry, key);
        const std::string where = field->name() + '[' + name + ']';
        std::string fault = rule && rule->keys ? textFault(*rule->keys, name) : "";
        if (fault.empty() && value->cpp_type() == FieldDescriptor::CPPTYPE_STRING && rule)
            fault = textFault(*rule, entry.GetReflection()->GetString(entry, value));
        if (!fault.empty())
            throw broken(message.GetDescriptor(), where, fault);
        if (value->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
            checkInner(message, where, entry.GetReflection()->GetMessage(entry, value), rule);
    }
}

void checkMessage(const pb::Message &message, const Scope &scope)
{
    const pb::Descriptor *type = message.GetDescriptor();
    const pb::Reflection *in = message.GetReflection();
    for (int i = 0; i < type->oneof_decl_count(); ++i) {
        if (isRequired(*type->oneof_decl(i)) && scope.of(type->oneof_decl(i)->name())
            && !in->HasOneof(message, type->oneof_decl(i)))
            throw broken(type, type->oneof_decl(i)->name(), "value is required");
    }
    for (int i = 0; i < type->field_count(); ++i) {
        const FieldDescriptor *field = type->field(i);
        const OneofDescriptor *choice = field->real_containing_oneof();
        std::optional<Scope> inner = choice ? scope.of(choice->name()) : scope.of(field->name());
        if (choice && inner)
            inner = inner->of(field->name());
        if (!inner)
            continue;
        const StackRule *rule = stackRule(*field);
        if (field->is_repeated()) {
            const int count = in->FieldSize(message, field);
            const std::string fault = rule ? countFault(*rule, count, field->is_map()) : "";
            if (!fault.empty())
                throw broken(type, field->name(), fault);
            const std::string twice = rule && rule->unique ? twiceFault(message, field) : "";
            if (!twice.empty())
                throw broken(type, twice, "repeated value must contain unique items");
            if (field->is_map()) {
                checkMap(message, field, rule);
                continue;
            }
            for (int index = 0; index < count; ++index) {
                const std::string where = field->name() + '[' + std::to_string(index) + ']';
                if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
                    checkInner(message, where, in->GetRepeatedMessage(message, field, index), rule);
                else if (const std::string wrong = valueFault(message, field, index, rule); !wrong.empty())
                    throw broken(type, where, wrong);
            }
            continue;
        }
        if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
            if (in->HasField(message, field))
                checkInner(message, field->name(), in->GetMessage(message, field), rule, *inner);
            else if (rule && rule->required)
                throw broken(type, field->name(), "value is required");
            continue;
        }
        if (field->containing_oneof() && !in->HasField(message, field))
            continue;
        if (const std::string fault = valueFault(message, field, -1, rule); !fault.empty())
            throw broken(type, field->name(), fault);
    }
}

} // namespace

void check(const pb::Message &request)
{
    // Of a change only what its mask names is looked at, and whose it is.
    static const std::map<std::string, std::pair<std::string, std::vector<std::string>>> changes
        = {{"UpdateApplicationRequest", {"application.", {"application.ids"}}},
           {"UpdateEndDeviceRequest", {"end_device.", {"end_device.ids.application_ids", "end_device.ids.device_id"}}},
           {"SetEndDeviceRequest", {"end_device.", {"end_device.ids.application_ids", "end_device.ids.device_id"}}},
           {"SetApplicationLinkRequest", {"link.", {"application_ids"}}},
           {"SetApplicationPackageDefaultAssociationRequest", {"default.", {"default.ids"}}}};
    const auto change = changes.find(request.GetDescriptor()->name());
    const FieldDescriptor *field = request.GetDescriptor()->FindFieldByName("field_mask");
    if (change == changes.end() || !field || !request.GetReflection()->HasField(request, field)) {
        checkMessage(request, {});
        return;
    }
    const auto &mask = static_cast<const pb::FieldMask &>(request.GetReflection()->GetMessage(request, field)).paths();
    std::vector<std::string> paths = change->second.second;
    for (const std::string &path : mask)
        paths.push_back(change->second.first + path);
    checkMessage(request, mask.empty() ? Scope() : Scope(std::move(paths)));
}

} // namespace Backend::StackValidation
