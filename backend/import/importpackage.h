// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/importplan.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

namespace Backend {

/// All that an import needs to be done or resumed: the sheet, the plan, and the rows of the sheet that are registered.
/// Holds keys.
struct ImportPackage
{
    std::shared_ptr<const Domain::ImportSheet> sheet; ///< never null
    Domain::ImportPlan plan;
    std::vector<int> rows;

    /// In binary form, packed. Any thread, here and below.
    [[nodiscard]] QByteArray toBytes() const;
    /// nullopt: not of this version of the program, or damaged.
    [[nodiscard]] static std::optional<ImportPackage> fromBytes(const QByteArray &bytes);
};

} // namespace Backend
