// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"

#include <QImage>
#include <QStringList>

namespace Gui {

/// What stands in codes on pictures. Untrusted text.
struct CodesInPicture
{
    bool isPicture = false; ///< false: the file is none, or too large a one
    QStringList texts;
};

/// Finds QR codes and other ones in pictures, in a thread of its own. GUI thread.
class CodeReader
{
public:
    virtual ~CodeReader() = default;

    [[nodiscard]] virtual Domain::Call<CodesInPicture> read(const QImage &picture) = 0;
    [[nodiscard]] virtual Domain::Call<CodesInPicture> readFile(const QString &path) = 0;
};

} // namespace Gui
