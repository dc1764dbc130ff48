// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/import/xlsxmaker.h"

#include <zip.h>

namespace XlsxMaker {

QByteArray zipped(const QList<Part> &parts)
{
    zip_source_t *target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(target);
    zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
    for (const auto &[name, bytes] : parts) {
        zip_source_t *part = zip_source_buffer(archive, bytes.constData(), zip_uint64_t(bytes.size()), 0);
        zip_file_add(archive, name.toUtf8().constData(), part, ZIP_FL_OVERWRITE);
    }
    zip_close(archive);
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    QByteArray out(qsizetype(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, out.data(), zip_uint64_t(out.size()));
    zip_source_close(target);
    zip_source_free(target);
    return out;
}

QByteArray workbook(const QList<Part> &sheets, const QList<QByteArray> &strings, const QByteArray &styles,
                    const QByteArray &workbook)
{
    const QByteArray space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    QByteArray book = "<?xml version=\"1.0\"?><workbook " + space
        + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" + workbook + "<sheets>";
    QByteArray relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    QList<Part> parts;
    for (qsizetype i = 0; i < sheets.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        // A name may bring an attribute of its own: `Old" state="hidden`.
        book += "<sheet name=\"" + sheets[i].first.toUtf8() + "\" sheetId=\"" + number + "\" r:id=\"rId" + number
            + "\"/>";
        relations += "<Relationship Id=\"rId" + number + "\" Target=\"worksheets/table" + number + ".xml\"/>";
        parts.push_back({QString::fromLatin1("xl/worksheets/table" + number + ".xml"),
                         "<worksheet " + space + "><sheetData>" + sheets[i].second + "</sheetData></worksheet>"});
    }
    parts.push_back({QStringLiteral("xl/workbook.xml"), book + "</sheets></workbook>"});
    parts.push_back({QStringLiteral("xl/_rels/workbook.xml.rels"), relations + "</Relationships>"});
    if (!styles.isEmpty())
        parts.push_back({QStringLiteral("xl/styles.xml"), "<styleSheet " + space + ">" + styles + "</styleSheet>"});
    if (!strings.isEmpty()) {
        QByteArray shared = "<sst " + space + ">";
        for (const QByteArray &text : strings)
            shared += "<si>" + text + "</si>";
        parts.push_back({QStringLiteral("xl/sharedStrings.xml"), shared + "</sst>"});
    }
    return zipped(parts);
}

} // namespace XlsxMaker
