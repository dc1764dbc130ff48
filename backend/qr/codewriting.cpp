// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/qr/codewriting.h"

#include <QtEndian>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <array>
#include <exception>

namespace Backend {

namespace {

constexpr int QuietZone = 4; ///< modules around the code
constexpr int MediumCorrection = 4; ///< of 8
constexpr int ZlibPrefix = 4; ///< that Qt puts in front of compressed bytes

/// Of ISO 3309, as PNG has it.
quint32 crc32(const QByteArray &bytes)
{
    static const std::array<quint32, 256> table = [] {
        std::array<quint32, 256> out{};
        for (quint32 i = 0; i < out.size(); ++i) {
            quint32 value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = value & 1 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
            out[i] = value;
        }
        return out;
    }();
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes)
        crc = table[(crc ^ quint8(byte)) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

QByteArray bigEndian(quint32 value)
{
    QByteArray out(4, '\0');
    qToBigEndian(value, out.data());
    return out;
}

void addChunk(QByteArray &out, const QByteArray &type, const QByteArray &data)
{
    out += bigEndian(quint32(data.size())) + type + data + bigEndian(crc32(type + data));
}

} // namespace

GreyPicture drawCode(const QString &text, int side)
{
    try {
        const ZXing::BitMatrix code = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                                          .setMargin(QuietZone)
                                          .setEccLevel(MediumCorrection)
                                          .encode(text.toStdWString(), side, side);
        GreyPicture out{code.width(), code.height(), QByteArray(code.width() * code.height(), char(0xFF))};
        for (int y = 0; y < code.height(); ++y) {
            for (int x = 0; x < code.width(); ++x) {
                if (code.get(x, y))
                    out.pixels[y * out.width + x] = 0;
            }
        }
        return out;
    } catch (const std::exception &) {
        return {}; // too long
    }
}

QByteArray pngOf(const GreyPicture &picture)
{
    QByteArray rows;
    for (int y = 0; y < picture.height; ++y) {
        QByteArray row((picture.width + 7) / 8 + 1, '\0'); // no filter, one bit for each pixel
        for (int x = 0; x < picture.width; ++x) {
            if (quint8(picture.pixels[y * picture.width + x]) >= 0x80)
                row[1 + x / 8] = char(quint8(row[1 + x / 8]) | 0x80 >> x % 8);
        }
        rows += row;
    }
    QByteArray out("\x89PNG\r\n\x1A\n");
    addChunk(out, "IHDR",
             bigEndian(quint32(picture.width)) + bigEndian(quint32(picture.height)) + QByteArray("\x01\0\0\0\0", 5));
    addChunk(out, "IDAT", qCompress(rows).mid(ZlibPrefix));
    addChunk(out, "IEND", {});
    return out;
}

} // namespace Backend
