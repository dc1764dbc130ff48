// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/aes128key.h"
#include "backend/domain/identifiers.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace Domain {

/// Bytes as people write them: with blanks, dashes, colons, dots or commas between, with 0x, \x or in a C array, in
/// either case, with a label before or behind. Nothing is repaired by guess: what does not give exactly the wanted
/// number of digits is a mistake, told in facts. May hold a secret. Value type; any thread.
struct HexInput
{
    enum class Mistake : quint8 {
        None,
        Empty,
        Incomplete, ///< fewer digits than wanted
        Odd, ///< half a byte is missing somewhere; `position` tells where, when that is known
        TooLong,
        NotHex, ///< `character` at `position`
        Decimal, ///< a number without 0x among numbers with it, at `position`
        Spreadsheet, ///< 7.0B3E+15: a spreadsheet took it for a number, and digits are lost
    };

    Mistake mistake = Mistake::Empty;
    QByteArray bytes; ///< in the order in which they stand; empty with a mistake
    int digits = 0; ///< how many were found
    int wanted = 0; ///< how many there have to be
    int position = 0; ///< in the text, from 1; 0: of none in particular
    QString character; ///< what is no digit there
    bool trimmed = false; ///< a label was left out
    bool namesLsb = false; ///< the text says itself that the least significant byte stands first
    /// Only decimal digits, and a few too little: spreadsheets drop zeros at the front.
    bool mayLackZeros = false;
    /// 16 decimal digits with a 0 at the end: spreadsheets keep 15 and fill up.
    bool mayBeRounded = false;

    explicit operator bool() const { return mistake == Mistake::None; }
    /// nullopt with a mistake or when another number of bytes was asked for.
    [[nodiscard]] std::optional<Eui> eui() const;
    [[nodiscard]] std::optional<DevAddr> devAddr() const;
    [[nodiscard]] std::optional<Aes128Key> key() const;
};

/// `bytes`: how many there have to be.
[[nodiscard]] HexInput readHex(QStringView text, int bytes);

/// How bytes are written for people and for compilers.
enum class HexForm : quint8 { Msb, Lsb, CArray, CArrayLsb };

/// Most significant byte first in; digits in upper case out: `70B3…`, or `{ 0x70, 0xB3, … }`.
[[nodiscard]] QString writeHex(QByteArrayView bytes, HexForm form);

[[nodiscard]] QByteArray bytesOf(Eui eui);
[[nodiscard]] QByteArray bytesOf(DevAddr address);
[[nodiscard]] QByteArray reversed(QByteArrayView bytes);
[[nodiscard]] Eui reversed(Eui eui);
/// True when a manufacturer's prefix that devices are known by stands at the wrong end, and none at the right one.
[[nodiscard]] bool looksReversed(Eui eui);

} // namespace Domain
