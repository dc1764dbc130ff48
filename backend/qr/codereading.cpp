// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/qr/codereading.h"

// Version 1.4 answers with wide characters unless told otherwise; later ones do not look at this.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <exception>
#include <string>

#if __has_include(<ZXing/ReaderOptions.h>)
#include <ZXing/ReaderOptions.h>
#endif

namespace Backend {

namespace {

constexpr int MostCodes = 100;
constexpr int LargestSide = 20'000;

// What versions 1.4 and 2.x call differently.
#if __has_include(<ZXing/ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

[[maybe_unused]] QString textOf(const std::wstring &text)
{
    return QString::fromStdWString(text);
}

} // namespace

QStringList readCodes(const GreyPicture &picture)
{
    const bool sane = picture.width > 0 && picture.height > 0 && picture.width <= LargestSide
        && picture.height <= LargestSide && picture.pixels.size() == qsizetype(picture.width) * picture.height;
    if (!sane)
        return {};
    Options options;
    options.setFormats(ZXing::BarcodeFormat::QRCode | ZXing::BarcodeFormat::DataMatrix | ZXing::BarcodeFormat::Aztec
                       | ZXing::BarcodeFormat::Code128);
    options.setTryHarder(true);
    options.setTryRotate(true);
    QStringList texts;
    try {
        const ZXing::ImageView view(reinterpret_cast<const uint8_t *>(picture.pixels.constData()), picture.width,
                                    picture.height, ZXing::ImageFormat::Lum);
        for (const auto &code : ZXing::ReadBarcodes(view, options)) {
            const QString text = code.isValid() ? textOf(code.text()) : QString();
            if (!text.isEmpty() && !texts.contains(text) && texts.size() < MostCodes)
                texts += text;
        }
    } catch (const std::exception &) {
        // A picture that the library cannot cope with has no code for us.
    }
    return texts;
}

} // namespace Backend
