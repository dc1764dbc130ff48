// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace Models {

/// More separate pieces than this are told to views as one: each costs them more than the rows in between.
constexpr std::size_t MostPieces = 64;

/// The runs of a sorted list of rows: first and last of each.
inline std::vector<std::pair<int, int>> rowRuns(const std::vector<int> &rows)
{
    std::vector<std::pair<int, int>> result;
    for (const int row : rows) {
        if (!result.empty() && row == result.back().second + 1)
            result.back().second = row;
        else
            result.emplace_back(row, row);
    }
    return result;
}

} // namespace Models
