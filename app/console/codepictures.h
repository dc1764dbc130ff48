// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/registration/codereader.h"

namespace App {

/// Codes in pictures, decoded in the pool.
class CodePictures : public Gui::CodeReader
{
public:
    [[nodiscard]] Domain::Call<Gui::CodesInPicture> read(const QImage &picture) override;
    [[nodiscard]] Domain::Call<Gui::CodesInPicture> readFile(const QString &path) override;
};

} // namespace App
