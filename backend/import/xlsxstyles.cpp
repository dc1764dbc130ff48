// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/xlsxstyles.h"

#include "backend/domain/importsheet.h"

#include <QDateTime>
#include <QHash>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace Backend {

namespace {

using Domain::ImportSheet;

constexpr std::size_t mostFormats = 100'000;

quint8 traitsOfBuiltin(int id)
{
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
        return ImportSheet::Date;
    return id == 11 || id == 48 ? quint8(ImportSheet::Scientific) : quint8(ImportSheet::Text);
}

/// By the letters of the format that stand outside of quotes, brackets and escapes.
quint8 traitsOfCode(QStringView code)
{
    QString letters;
    for (qsizetype i = 0; i < code.size(); ++i) {
        const QChar c = code[i];
        if (c == u'\\' || c == u'_' || c == u'*') {
            ++i;
        } else if (c == u'"' || c == u'[') {
            const qsizetype end = code.indexOf(c == u'"' ? u'"' : u']', i + 1);
            i = end < 0 ? code.size() : end;
        } else {
            letters += c.toLower();
        }
    }
    if (letters == u"general")
        return ImportSheet::Text;
    if (letters.contains(u"e+") || letters.contains(u"e-"))
        return ImportSheet::Scientific;
    const bool isDate
        = std::any_of(letters.cbegin(), letters.cend(), [](QChar c) { return QStringView(u"ymdhs").contains(c); });
    return isDate ? quint8(ImportSheet::Date) : quint8(ImportSheet::Text);
}

} // namespace

void XlsxStyles::read(QIODevice &styles)
{
    QXmlStreamReader xml(&styles);
    QHash<int, quint8> custom;
    bool inCellFormats = false;
    while (!xml.atEnd()) {
        const QXmlStreamReader::TokenType token = xml.readNext();
        if (token == QXmlStreamReader::DTD)
            return;
        if (token == QXmlStreamReader::EndElement && xml.name() == u"cellXfs")
            inCellFormats = false;
        if (token != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = xml.attributes();
        const int id = attributes.value(QLatin1String("numFmtId")).toInt();
        if (xml.name() == u"numFmt") {
            custom.insert(id, traitsOfCode(attributes.value(QLatin1String("formatCode"))));
        } else if (xml.name() == u"cellXfs") {
            inCellFormats = true;
        } else if (inCellFormats && xml.name() == u"xf" && m_formats.size() < mostFormats) {
            m_formats.push_back(custom.value(id, traitsOfBuiltin(id)));
        }
    }
}

quint8 XlsxStyles::traits(int format) const
{
    return format >= 0 && std::size_t(format) < m_formats.size() ? m_formats[std::size_t(format)]
                                                                 : quint8(ImportSheet::Text);
}

QString xlsxDate(double days, bool since1904)
{
    // Excel's calendar ends with the year 9999. It has a 29 February 1900, which there was not.
    if (!(days >= 0 && days < 2'958'466))
        return {};
    const QDate first = since1904 ? QDate(1904, 1, 1) : days < 60 ? QDate(1899, 12, 31) : QDate(1899, 12, 30);
    const double whole = std::floor(days);
    const auto ms = qint64(std::llround((days - whole) * 86'400'000.0));
    const QDateTime moment(first.addDays(qint64(whole)), QTime(0, 0), Qt::UTC);
    const QDateTime shown = moment.addMSecs((ms + 500) / 1'000 * 1'000);
    return ms == 0 ? shown.date().toString(Qt::ISODate) : shown.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace Backend
