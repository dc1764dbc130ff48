// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

namespace Backend {

/// Which paths of a device a method takes (pkg/ttnpb/field_mask_validation.go).
struct StackPaths
{
    std::set<std::string> roots; ///< these and what is below
    std::set<std::string> left = {}; ///< but not these and what is below

    [[nodiscard]] bool owns(const std::string &path) const;
    [[nodiscard]] StackPaths with(std::set<std::string> more) const;

    static const StackPaths &identityRead();
    static const StackPaths &identityWrite();
    static const StackPaths &networkRead();
    static const StackPaths &networkWrite();
    static const StackPaths &applicationRead();
    static const StackPaths &applicationWrite();
    static const StackPaths &joinRead();
    static const StackPaths &joinWrite();
};

} // namespace Backend
