// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3formatters.h"

#include <optional>
#include <utility>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Code = Domain::Problem::Code;
using Domain::Formatters;
using Domain::Problem;

constexpr qsizetype maxScript = 40'960; ///< characters and bytes, so bytes

QString nameOf(wire::PayloadFormatter kind)
{
    const std::string &name = wire::PayloadFormatter_Name(kind);
    return name.empty() ? QString::number(int(kind)) : QString::fromStdString(name);
}

/// Empty is none. nullopt: no such kind.
std::optional<wire::PayloadFormatter> kindOf(const QString &name)
{
    wire::PayloadFormatter kind = wire::FORMATTER_NONE;
    if (name.isEmpty() || wire::PayloadFormatter_Parse(name.toStdString(), &kind))
        return kind;
    return std::nullopt;
}

} // namespace

Formatters formattersOf(const wire::MessagePayloadFormatters &formatters)
{
    return {nameOf(formatters.up_formatter()), QString::fromStdString(formatters.up_formatter_parameter()),
            nameOf(formatters.down_formatter()), QString::fromStdString(formatters.down_formatter_parameter())};
}

wire::MessagePayloadFormatters formattersOf(const Formatters &formatters)
{
    wire::MessagePayloadFormatters out;
    out.set_up_formatter(kindOf(formatters.up).value_or(wire::FORMATTER_NONE));
    out.set_up_formatter_parameter(formatters.upParameter.toStdString());
    out.set_down_formatter(kindOf(formatters.down).value_or(wire::FORMATTER_NONE));
    out.set_down_formatter_parameter(formatters.downParameter.toStdString());
    return out;
}

Problem formattersProblem(const Formatters &formatters)
{
    for (const auto &[field, kind] : {std::pair("up_formatter", formatters.up), {"down_formatter", formatters.down}}) {
        if (!kindOf(kind))
            return {Code::FieldInvalid, {QString::fromLatin1(field), kind}, {}, {}, false};
    }
    for (const QString &script : {formatters.upParameter, formatters.downParameter}) {
        const qsizetype bytes = script.toUtf8().size();
        if (bytes > maxScript)
            return {Code::ScriptTooLarge, {QString::number(bytes), QString::number(maxScript)}, {}, {}, false};
    }
    return {};
}

} // namespace Backend
