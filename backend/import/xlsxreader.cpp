// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/xlsxreader.h"

#include "backend/import/xlsxstyles.h"
#include "backend/import/zippart.h"

#include <QHash>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::ImportSheet;
using Domain::Problem;
using Token = QXmlStreamReader::TokenType;

constexpr qsizetype mostStrings = 5'000'000;

/// The next token; a document type, which nobody needs here, is an error.
Token next(QXmlStreamReader &xml)
{
    const Token token = xml.readNext();
    if (token == QXmlStreamReader::DTD)
        xml.raiseError(QStringLiteral("DTD"));
    return xml.hasError() ? QXmlStreamReader::Invalid : token;
}

/// All text of `<t>` within the element that has just begun, without the readings of Japanese words.
QString readText(QXmlStreamReader &xml, const ImportLimits &limits)
{
    QString out;
    int depth = 1;
    int phonetic = 0;
    bool inText = false;
    while (depth > 0 && !xml.atEnd()) {
        const Token token = next(xml);
        if (token == QXmlStreamReader::StartElement) {
            ++depth;
            phonetic += xml.name() == u"rPh" ? 1 : 0;
            inText = xml.name() == u"t" && phonetic == 0;
        } else if (token == QXmlStreamReader::EndElement) {
            --depth;
            phonetic -= xml.name() == u"rPh" ? 1 : 0;
            inText = false;
        } else if (token == QXmlStreamReader::Characters && inText && out.size() < limits.cellLetters) {
            out += xml.text().left(limits.cellLetters - out.size());
        }
    }
    return out;
}

/// The number of a column: `AB` is 27. -1: none.
int columnOf(QStringView reference)
{
    int column = 0;
    int letters = 0;
    for (; letters < reference.size() && letters < 4; ++letters) {
        const char16_t c = reference[letters].toUpper().unicode();
        if (c < u'A' || c > u'Z')
            break;
        column = column * 26 + (c - u'A' + 1);
    }
    return letters == 0 || letters > 3 ? -1 : column - 1;
}

/// A number as it stands in the file: whole ones with all their digits, others as they are.
QString numberText(const QString &raw)
{
    const bool isWhole = std::all_of(raw.cbegin(), raw.cend(), [](QChar c) { return c.isDigit(); });
    bool ok = false;
    const double value = raw.toDouble(&ok);
    if (isWhole || !ok || std::floor(value) != value || std::abs(value) >= 1e21)
        return raw;
    return QString::number(value, 'f', 0);
}

class Workbook
{
public:
    Workbook(const QByteArray &bytes, const ImportLimits &limits, const ImportContinue &goOn)
        : m_archive(bytes)
        , m_limits(limits)
        , m_goOn(goOn)
    {
    }

    ImportReading read()
    {
        if (!m_archive.isValid())
            return sheetProblem(Code::SheetUnreadable, QStringLiteral(".xlsx"));
        if (!m_archive.contains(QStringLiteral("xl/workbook.xml")))
            return sheetProblem(Code::SheetKindUnknown);
        readRelations();
        readBook();
        readStyles();
        if (!m_problem)
            readStrings();
        Domain::ImportDocument out;
        out.format = Domain::ImportDocument::Format::Spreadsheet;
        for (const Entry &entry : m_entries) {
            if (m_problem)
                break;
            ImportSheet sheet;
            sheet.name = entry.name;
            readSheet(entry.path, sheet);
            if (sheet.rowCount() > 0)
                out.sheets.push_back(std::move(sheet));
        }
        if (m_problem || m_stopped)
            return m_problem;
        if (out.sheets.empty())
            return sheetProblem(Code::SheetEmpty);
        return out;
    }

private:
    struct Entry
    {
        QString name;
        QString path;
    };

    void fail(const QString &part, const ZipPart *file, const QString &why)
    {
        if (!m_problem)
            m_problem = file && file->isTooLarge() ? sheetProblem(Code::SheetTooLarge, QString::number(m_limits.rows))
                                                   : sheetProblem(Code::SheetUnreadable, part, why);
    }

    void readRelations()
    {
        const auto part = m_archive.open(QStringLiteral("xl/_rels/workbook.xml.rels"), m_limits.partBytes);
        if (!part)
            return;
        QXmlStreamReader xml(part.get());
        while (!xml.atEnd()) {
            if (next(xml) != QXmlStreamReader::StartElement || xml.name() != u"Relationship")
                continue;
            QString target = xml.attributes().value(QLatin1String("Target")).toString();
            target = target.startsWith(u'/') ? target.mid(1) : QString(u"xl/" + target);
            m_targets.insert(xml.attributes().value(QLatin1String("Id")).toString(), target);
        }
    }

    void readBook()
    {
        const QString name = QStringLiteral("xl/workbook.xml");
        const auto part = m_archive.open(name, m_limits.partBytes);
        if (!part) {
            fail(name, nullptr, {});
            return;
        }
        QXmlStreamReader xml(part.get());
        while (!xml.atEnd()) {
            if (next(xml) != QXmlStreamReader::StartElement)
                continue;
            const QXmlStreamAttributes attributes = xml.attributes();
            if (xml.name() == u"workbookPr") {
                const QStringView value = attributes.value(QLatin1String("date1904"));
                m_since1904 = value == u"1" || value == u"true";
            } else if (xml.name() == u"sheet" && int(m_entries.size()) < m_limits.sheets) {
                const QStringView state = attributes.value(QLatin1String("state"));
                if (state == u"hidden" || state == u"veryHidden")
                    continue;
                m_entries.push_back({attributes.value(QLatin1String("name")).toString(), pathOf(attributes)});
            }
        }
        if (xml.hasError())
            fail(name, part.get(), xml.errorString());
    }

    /// The relation's attribute is `r:id` in one of two namespaces.
    [[nodiscard]] QString pathOf(const QXmlStreamAttributes &attributes) const
    {
        for (const QXmlStreamAttribute &attribute : attributes) {
            if (attribute.name() == u"id" && m_targets.contains(attribute.value().toString()))
                return m_targets.value(attribute.value().toString());
        }
        return QString(u"xl/worksheets/sheet" + QString::number(m_entries.size() + 1) + u".xml");
    }

    void readStyles()
    {
        if (const auto part = m_archive.open(QStringLiteral("xl/styles.xml"), m_limits.partBytes))
            m_styles.read(*part);
    }

    void readStrings()
    {
        const QString name = QStringLiteral("xl/sharedStrings.xml");
        const auto part = m_archive.open(name, m_limits.partBytes);
        if (!part)
            return; // all texts may stand in their cells
        QXmlStreamReader xml(part.get());
        qint64 letters = 0;
        while (!xml.atEnd()) {
            if (next(xml) != QXmlStreamReader::StartElement || xml.name() != u"si")
                continue;
            m_strings.push_back(readText(xml, m_limits));
            letters += m_strings.back().size();
            if (letters > m_limits.textLetters || qsizetype(m_strings.size()) > mostStrings) {
                m_problem = sheetProblem(Code::SheetTooLarge, QString::number(m_limits.rows));
                return;
            }
        }
        if (xml.hasError())
            fail(name, part.get(), xml.errorString());
    }

    void readSheet(const QString &name, ImportSheet &sheet)
    {
        const auto part = m_archive.open(name, m_limits.partBytes);
        if (!part) {
            fail(name, nullptr, {});
            return;
        }
        QXmlStreamReader xml(part.get());
        quint32 number = 0;
        while (!xml.atEnd() && !m_problem && !m_stopped) {
            if (next(xml) != QXmlStreamReader::StartElement || xml.name() != u"row")
                continue;
            bool ok = false;
            const quint32 told = xml.attributes().value(QLatin1String("r")).toUInt(&ok);
            number = ok ? told : number + 1;
            sheet.beginRow(number);
            if (!readRow(xml, sheet))
                sheet.dropRow();
            if (isTooLarge(sheet, m_limits))
                m_problem = sheetProblem(Code::SheetTooLarge, QString::number(m_limits.rows));
            m_stopped = m_goOn && number % 1'000 == 0 && !m_goOn(quint64(sheet.rowCount()), 0);
        }
        if (xml.hasError())
            fail(name, part.get(), xml.errorString());
    }

    /// False: it has no text at all.
    bool readRow(QXmlStreamReader &xml, ImportSheet &sheet)
    {
        int column = 0;
        bool found = false;
        while (!xml.atEnd()) {
            const Token token = next(xml);
            if (token == QXmlStreamReader::EndElement && xml.name() == u"row")
                break;
            if (token != QXmlStreamReader::StartElement || xml.name() != u"c")
                continue;
            const int told = columnOf(xml.attributes().value(QLatin1String("r")));
            const int at = told < 0 ? column : told;
            quint8 traits = ImportSheet::Text;
            const QString text = readCell(xml, traits).trimmed();
            if (at < column || at >= m_limits.columns || text.isEmpty())
                continue; // cells stand in rising order; empty ones are filled in when needed
            for (; column < at; ++column)
                sheet.addCell({});
            sheet.addCell(text, traits);
            ++column;
            found = true;
        }
        return found;
    }

    QString readCell(QXmlStreamReader &xml, quint8 &traits)
    {
        const QString type = xml.attributes().value(QLatin1String("t")).toString();
        const int style = xml.attributes().value(QLatin1String("s")).toInt();
        QString value;
        while (!xml.atEnd()) {
            const Token token = next(xml);
            if (token == QXmlStreamReader::EndElement && xml.name() == u"c")
                break;
            if (token != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == u"is")
                value = readText(xml, m_limits);
            else if (xml.name() == u"v")
                value = xml.readElementText(QXmlStreamReader::SkipChildElements).left(m_limits.cellLetters);
        }
        return textOf(type, value, style, traits);
    }

    [[nodiscard]] QString textOf(const QString &type, const QString &value, int style, quint8 &traits) const
    {
        if (type == u"inlineStr" || type == u"str" || value.isEmpty())
            return value;
        if (type == u"s") {
            bool ok = false;
            const quint32 index = value.toUInt(&ok);
            return ok && index < m_strings.size() ? m_strings[index] : QString();
        }
        if (type == u"b") {
            traits = ImportSheet::Boolean;
            return value == u"1" || value == u"true" ? QStringLiteral("true") : QStringLiteral("false");
        }
        if (type == u"e") {
            traits = ImportSheet::Error;
            return value;
        }
        if (type == u"d") {
            traits = ImportSheet::Date;
            return value;
        }
        traits = quint8(ImportSheet::Number | m_styles.traits(style));
        if (traits & ImportSheet::Date) {
            const QString date = xlsxDate(value.toDouble(), m_since1904);
            if (!date.isEmpty())
                return date;
        }
        return numberText(value);
    }

    ZipArchive m_archive;
    const ImportLimits &m_limits;
    const ImportContinue &m_goOn;
    QHash<QString, QString> m_targets;
    std::vector<Entry> m_entries;
    std::vector<QString> m_strings;
    XlsxStyles m_styles;
    Problem m_problem;
    bool m_since1904 = false;
    bool m_stopped = false;
};

} // namespace

ImportReading readXlsx(const QByteArray &bytes, const ImportLimits &limits, const ImportContinue &goOn)
{
    return Workbook(bytes, limits, goOn).read();
}

} // namespace Backend
