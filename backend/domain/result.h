// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <utility>

namespace Domain {

/// An answer, or why there is none. Value type.
template <typename T>
struct Result
{
    T value{}; ///< meaningless with a problem
    Problem problem;

    Result() = default;
    Result(T answer)
        : value(std::move(answer))
    {
    }
    Result(Problem why)
        : problem(std::move(why))
    {
    }
    explicit operator bool() const { return !problem; }
};

/// The answer of what only succeeds or fails.
struct Done
{
    friend bool operator==(Done, Done) = default;
};

} // namespace Domain
