// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importreader.h"

#include "backend/import/delimitedreader.h"
#include "backend/import/devicejsonreader.h"
#include "backend/import/textdecoder.h"
#include "backend/import/xlsxreader.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;

/// Text that begins as JSON does, and not as a cell in brackets would.
bool looksLikeJson(QStringView text)
{
    const QStringView trimmed = text.left(10'000).trimmed();
    if (trimmed.startsWith(u'{'))
        return true;
    return trimmed.startsWith(u'[') && trimmed.sliced(1).trimmed().startsWith(u'{');
}

/// Zero letters are in no text; other files would become a table of rubbish.
bool looksBinary(QStringView text)
{
    const QStringView sample = text.left(10'000);
    return std::any_of(sample.begin(), sample.end(), [](QChar c) {
        return c.unicode() < 0x20 && c != u'\t' && c != u'\n' && c != u'\r' && c != u'\f' && c != u'\v';
    });
}

ImportReading readText(QStringView text, const QString &encoding, const ImportLimits &limits,
                       const ImportContinue &goOn)
{
    if (looksBinary(text))
        return sheetProblem(Code::SheetKindUnknown);
    if (looksLikeJson(text))
        return readDeviceJson(text.toUtf8(), limits, goOn);
    Domain::ImportDocument out;
    out.encoding = encoding;
    out.delimiter = guessDelimiter(text);
    Domain::Result<Domain::ImportSheet> sheet = readDelimited(text, out.delimiter, limits, goOn);
    if (!sheet)
        return sheet.problem;
    out.sheets.push_back(std::move(sheet.value));
    return out;
}

} // namespace

ImportReading readImport(const QByteArray &bytes, const ImportLimits &limits, const ImportContinue &goOn)
{
    if (bytes.startsWith("PK\x03\x04"))
        return readXlsx(bytes, limits, goOn);
    if (bytes.startsWith("\xd0\xcf\x11\xe0")) // the container of old and of encrypted Office files
        return sheetProblem(Code::SheetOldFormat);
    const DecodedText text = decodeText(bytes);
    return readText(text.text, text.encoding, limits, goOn);
}

ImportReading readImportFile(const QString &path, const ImportLimits &limits, const ImportContinue &goOn)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Domain::Problem{Code::FileUnreadable, {path}, file.errorString(), {}, false};
    const QByteArray bytes = file.read(limits.fileBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Domain::Problem{Code::FileUnreadable, {path}, file.errorString(), {}, false};
    if (bytes.size() > limits.fileBytes)
        return sheetProblem(Code::SheetTooLarge, QString::number(limits.rows));
    ImportReading reading = readImport(bytes, limits, goOn);
    reading.value.fileName = QFileInfo(path).fileName();
    return reading;
}

ImportReading readImportText(const QString &text, const ImportLimits &limits, const ImportContinue &goOn)
{
    return readText(text, {}, limits, goOn);
}

} // namespace Backend
