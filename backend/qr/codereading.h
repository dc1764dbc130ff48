// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace Backend {

/// Brightness of a picture, a byte for each pixel, rows one after the other without padding.
struct GreyPicture
{
    int width = 0;
    int height = 0;
    QByteArray pixels;
};

/// The texts of the QR codes, Data Matrix codes and barcodes in a picture of any origin, each once;
/// empty where there is none. Takes time with large pictures: not for the GUI thread.
[[nodiscard]] QStringList readCodes(const GreyPicture &picture);

} // namespace Backend
