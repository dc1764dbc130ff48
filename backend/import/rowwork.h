// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Part of rowreader.cpp and rowdetails.cpp only.
#pragma once

#include "backend/import/rowreader.h"

#include <algorithm>
#include <initializer_list>

namespace Backend {

/// One row while it is read.
struct RowReader::Work
{
    int row = 0;
    Domain::Device device;
    Findings *findings = nullptr;
    bool joins = true;
};

inline bool isOneOf(QStringView text, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(), [text](const char *word) {
        return text.compare(QLatin1String(word), Qt::CaseInsensitive) == 0;
    });
}

} // namespace Backend
