// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"

#include <QByteArray>

#include <optional>
#include <vector>

/// What is written down of an import: lines of JSON, one for its beginning, one for each row, and one for each change
/// of a row. Lines are only ever added, so a crash costs at most the last one. Without anything secret. Pure.
namespace Backend::ImportJournal {

/// The first lines. The rows count as waiting.
[[nodiscard]] QByteArray head(const Domain::ImportRecord &record, Domain::Generation generation);
/// That a row is in another state now.
[[nodiscard]] QByteArray change(int index, const Domain::ImportedRow &row);

struct Reading
{
    Domain::ImportRecord record;
    Domain::Generation generation = Domain::Generation::V3;
    /// For each row whether it was under way when the journal ended: then nobody knows whether it was registered.
    std::vector<bool> isOpen;
};

/// nullopt: no journal. Lines that cannot be read, the last one above all, are left out.
[[nodiscard]] std::optional<Reading> read(const QByteArray &text);

} // namespace Backend::ImportJournal
