// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/textdecoder.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace Backend {

namespace {

/// What Windows-1252 has where Latin-1 has control characters. Five places are empty.
constexpr std::array<char16_t, 32> upperControls{
    u'\u20AC', 0xFFFD,    u'\u201A', u'\u0192', u'\u201E', u'\u2026', u'\u2020', u'\u2021',
    u'\u02C6', u'\u2030', u'\u0160', u'\u2039', u'\u0152', 0xFFFD,    u'\u017D', 0xFFFD,
    0xFFFD,    u'\u2018', u'\u2019', u'\u201C', u'\u201D', u'\u2022', u'\u2013', u'\u2014',
    u'\u02DC', u'\u2122', u'\u0161', u'\u203A', u'\u0153', 0xFFFD,    u'\u017E', u'\u0178'};

/// How much is looked at to tell UTF-16 without a mark.
constexpr qsizetype sample = 4'096;

QString decodeWith(QStringDecoder::Encoding encoding, QByteArrayView bytes)
{
    QStringDecoder decoder(encoding);
    return decoder(bytes);
}

QString decodeWindows(QByteArrayView bytes)
{
    QString out = QString::fromLatin1(bytes);
    for (QChar &c : out) {
        if (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            c = QChar(upperControls[c.unicode() - 0x80U]);
    }
    return out;
}

/// Zero bytes at even (0) or odd (1) places of Latin text.
bool hasZerosAt(QByteArrayView bytes, qsizetype parity)
{
    const qsizetype size = std::min(bytes.size(), sample) & ~qsizetype(1);
    if (size < 4)
        return false;
    qsizetype zeros = 0;
    qsizetype others = 0;
    for (qsizetype i = 0; i < size; ++i) {
        if (bytes[i] == '\0')
            ++(i % 2 == parity ? zeros : others);
    }
    return zeros * 10 >= (size / 2) * 7 && others == 0;
}

} // namespace

DecodedText decodeText(QByteArrayView bytes)
{
    const auto startsWith = [bytes](QByteArrayView mark) { return bytes.startsWith(mark); };
    DecodedText out;
    if (startsWith("\xef\xbb\xbf")) {
        out = {decodeWith(QStringDecoder::Utf8, bytes.sliced(3)), QStringLiteral("UTF-8")};
    } else if (startsWith("\xff\xfe")) {
        out = {decodeWith(QStringDecoder::Utf16LE, bytes.sliced(2)), QStringLiteral("UTF-16")};
    } else if (startsWith("\xfe\xff")) {
        out = {decodeWith(QStringDecoder::Utf16BE, bytes.sliced(2)), QStringLiteral("UTF-16")};
    } else if (hasZerosAt(bytes, 1)) {
        out = {decodeWith(QStringDecoder::Utf16LE, bytes), QStringLiteral("UTF-16")};
    } else if (hasZerosAt(bytes, 0)) {
        out = {decodeWith(QStringDecoder::Utf16BE, bytes), QStringLiteral("UTF-16")};
    } else if (bytes.isValidUtf8()) {
        out = {QString::fromUtf8(bytes), QStringLiteral("UTF-8")};
    } else {
        out = {decodeWindows(bytes), QStringLiteral("Windows-1252")};
    }
    return out;
}

} // namespace Backend
