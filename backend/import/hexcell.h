// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/importplan.h"

#include <QByteArray>

#include <optional>

namespace Backend {

/// A cell that must hold so many bytes in hexadecimal digits, as it was read; or what is wrong with it. What a
/// spreadsheet did to it is recognised and never undone: what was lost can only be guessed.
struct HexCell
{
    QByteArray bytes; ///< most significant first; empty with an error
    std::optional<Domain::ImportRule> rule; ///< nullopt: nothing to remark
    Domain::ImportSeverity severity = Domain::ImportSeverity::Fine;
    int digits = 0; ///< that there are
};

/// `traits`: of the sheet's cell. `reversed`: it stands with its least significant byte first. Pure; any thread.
[[nodiscard]] HexCell readHexCell(QStringView text, quint8 traits, int bytes, bool reversed);

/// True for `7.0B3E+15`, in any language's way to write the point.
[[nodiscard]] bool looksScientific(QStringView text);

} // namespace Backend
