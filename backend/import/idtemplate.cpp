// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/idtemplate.h"

#include <algorithm>

namespace Backend {

namespace {

/// Letters that are more than a letter with a mark.
QString spelledOut(char16_t c)
{
    switch (c) {
    case u'ä':
    case u'æ':
        return QStringLiteral("ae");
    case u'ö':
    case u'œ':
        return QStringLiteral("oe");
    case u'ü':
        return QStringLiteral("ue");
    case u'ß':
        return QStringLiteral("ss");
    case u'ø':
        return QStringLiteral("o");
    case u'ł':
        return QStringLiteral("l");
    case u'đ':
        return QStringLiteral("d");
    default:
        return {};
    }
}

bool isPlain(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

} // namespace

IdTemplate::IdTemplate(const QString &pattern)
{
    qsizetype at = 0;
    while (at < pattern.size()) {
        const qsizetype open = pattern.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(u'}', open);
        const qsizetype end = close < 0 ? pattern.size() : open;
        if (end > at)
            m_parts.push_back({pattern.mid(at, end - at)});
        if (close < 0)
            break;
        QString name = pattern.mid(open + 1, close - open - 1).trimmed().toLower();
        Part part{name, true};
        if (name == u"n") {
            part.digits = 1;
        } else if (name.startsWith(u"n:") && name.size() > 2
                   && std::all_of(name.cbegin() + 2, name.cend(), [](QChar c) { return c == u'0'; })) {
            part.digits = int(std::min<qsizetype>(name.size() - 2, 18));
            part.text = QStringLiteral("n");
        }
        m_parts.push_back(part);
        at = close + 1;
    }
}

QStringList IdTemplate::names() const
{
    QStringList out;
    for (const Part &part : m_parts) {
        if (part.isName && part.digits == 0)
            out += part.text;
    }
    return out;
}

bool IdTemplate::counts() const
{
    return std::any_of(m_parts.begin(), m_parts.end(), [](const Part &part) { return part.digits > 0; });
}

QString IdTemplate::apply(const Values &values, qint64 number) const
{
    QString out;
    for (const Part &part : m_parts) {
        if (part.digits > 0)
            out += QString::number(number).rightJustified(part.digits, u'0');
        else
            out += part.isName ? values(part.text) : part.text;
    }
    return out;
}

QString idFrom(QStringView text, Domain::Generation generation)
{
    QString out;
    bool gap = false;
    const auto add = [&](QChar c) {
        if (gap && !out.isEmpty() && !out.endsWith(u'_'))
            out += u'-';
        gap = false;
        out += c;
    };
    for (const QChar raw : text.toString().toLower().normalized(QString::NormalizationForm_KC)) {
        const QString spelled = spelledOut(raw.unicode());
        const QString letters = spelled.isEmpty() ? QString(raw).normalized(QString::NormalizationForm_KD) : spelled;
        for (const QChar c : letters) {
            if (isPlain(c))
                add(c);
            else if (generation == Domain::Generation::V2 && c == u'_' && !gap && !out.isEmpty() && !out.endsWith(u'_'))
                out += c;
            else if (c.category() != QChar::Mark_NonSpacing)
                gap = true;
        }
    }
    while (out.endsWith(u'_'))
        out.chop(1);
    return out;
}

} // namespace Backend
