// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicetablerow.h"

#include <QByteArray>
#include <QList>

#include <string>
#include <string_view>
#include <vector>

namespace Models {

/// Finds rows by words as one types. The texts of all rows stand in lower case behind each other, so that a key costs
/// some milliseconds at 100,000 devices. Value type.
class DeviceTableSearch
{
public:
    /// Row `index` reads so from now on.
    void set(int index, const DeviceTableRow &row);
    /// Each row anew.
    void rebuild(const std::vector<DeviceTableRow> &rows);

    /// Words between blanks; each must be part of the id, the name or an EUI. EUIs are found as they are read aloud,
    /// too: `70-B3-D5`, `70:b3`. True when every row that was left out is left out by this text, too.
    bool setText(const QString &text);
    [[nodiscard]] bool accepts(int index) const;

private:
    struct Word
    {
        std::string text;
        std::string digits; ///< the same without separators when the rest is hexadecimal; else empty
    };
    struct Place
    {
        std::size_t first = 0;
        std::size_t size = 0;
    };

    [[nodiscard]] std::string_view text(int index) const;
    [[nodiscard]] bool narrows(const std::vector<Word> &before) const;

    std::string m_texts;
    std::vector<Place> m_places;
    std::size_t m_lost = 0; ///< bytes of texts that were replaced
    std::vector<Word> m_words;
};

} // namespace Models
