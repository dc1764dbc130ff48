// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <google/protobuf/descriptor.h>
#include <optional>
#include <vector>

namespace Backend {

/// What the value of a field must keep. What is not set does not count.
struct StackRule
{
    int longest = 0; ///< characters
    const char *pattern = nullptr;
    bool mayBeEmpty = false; ///< an empty text needs no pattern
    std::vector<const char *> oneOf = {};
    std::size_t bytes = 0; ///< exactly, or none
    std::size_t leastBytes = 0;
    std::size_t mostBytes = 0;
    std::optional<double> from = {};
    std::optional<double> above = {}; ///< with `to`
    std::optional<double> to = {};
    std::optional<double> zeroOrFrom = {};
    std::optional<quint32> never = {}; ///< a number of its own meaning
    bool required = false; ///< the message must be there
    bool past = false; ///< a time before now
    bool future = false; ///< a time after now
    int leastItems = 0;
    int mostItems = 0;
    bool unique = false; ///< no enumeration twice
    const StackRule *keys = nullptr; ///< of a map; the rest is for its values
};

/// nullptr: none.
const StackRule *stackRule(const google::protobuf::FieldDescriptor &field);
/// Whether one of the alternatives has to be there.
bool isRequired(const google::protobuf::OneofDescriptor &alternatives);

} // namespace Backend
