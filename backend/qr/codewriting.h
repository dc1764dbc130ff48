// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/qr/codereading.h"

#include <QString>

namespace Backend {

/// A QR code with the text, of `side` pixels or what it needs at least; null (width 0) where the text does not fit in.
[[nodiscard]] GreyPicture drawCode(const QString &text, int side);
/// The picture as a PNG file of black and white.
[[nodiscard]] QByteArray pngOf(const GreyPicture &picture);

} // namespace Backend
