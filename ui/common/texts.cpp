// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/texts.h"

#include <QAction>
#include <QCoreApplication>

namespace Gui {

namespace {

constexpr int IndentWidth = 2;
/// Deeper levels are not moved further right: a thousand of them would make megabytes of blanks.
constexpr int DeepestIndent = 40;

void newLine(QByteArray &out, int depth)
{
    out += '\n';
    out.append(std::min(depth, DeepestIndent) * IndentWidth, ' ');
}

QString cut(const QByteArray &text, qsizetype limit)
{
    if (text.size() <= limit)
        return QString::fromUtf8(text);
    return QString::fromUtf8(text.left(limit))
        + QCoreApplication::translate("Gui::Texts", "\n… %1 more not shown")
              .arg(byteSize(quint64(text.size() - limit)));
}

} // namespace

QString indentedJson(const QByteArray &json, qsizetype limit)
{
    const QByteArray text = json.left(limit).trimmed();
    if (text.isEmpty() || (text.front() != '{' && text.front() != '['))
        return cut(json, limit);
    QByteArray out;
    out.reserve(text.size() * 3 / 2);
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            out += c;
            if (c == '\\' && i + 1 < text.size())
                out += text[++i];
            else if (c == '"')
                inString = false;
            continue;
        }
        switch (c) {
        case '"':
            inString = true;
            out += c;
            break;
        case '{':
        case '[': {
            qsizetype next = i + 1;
            while (next < text.size() && QChar::isSpace(uchar(text[next])))
                ++next;
            out += c;
            if (next < text.size() && text[next] == (c == '{' ? '}' : ']')) {
                out += text[next];
                i = next;
            } else {
                newLine(out, ++depth);
            }
            break;
        }
        case '}':
        case ']':
            depth = std::max(0, depth - 1);
            newLine(out, depth);
            out += c;
            break;
        case ',':
            out += c;
            newLine(out, depth);
            break;
        case ':':
            out += ": ";
            break;
        case ' ':
        case '\t':
        case '\r':
        case '\n':
            break;
        default:
            out += c;
        }
    }
    QString result = QString::fromUtf8(out);
    if (json.size() > limit) {
        result += QCoreApplication::translate("Gui::Texts", "\n… %1 more not shown")
                      .arg(byteSize(quint64(json.size() - limit)));
    }
    return result;
}

QString receivedText(const QByteArray &text, qsizetype limit)
{
    return cut(text, limit);
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString()
                          : QStringLiteral("<p style=\"white-space:pre-wrap\">%1</p>").arg(text.toHtmlEscaped());
}

QString plainActionText(const QAction *action)
{
    QString text = action->text().section(u'\t', 0, 0);
    // "&&" stands for one "&", "&x" for a mnemonic.
    for (qsizetype at = text.indexOf(u'&'); at >= 0; at = text.indexOf(u'&', at + 1))
        text.remove(at, 1);
    return text;
}

QString groupedNumber(quint64 value)
{
    QString text = QString::number(value);
    for (qsizetype i = text.size() - 3; i > 0; i -= 3)
        text.insert(i, QChar(0x2009));
    return text;
}

QString byteSize(quint64 bytes)
{
    const auto scaled = [&](quint64 unit) {
        const double value = double(bytes) / double(unit);
        return QString::number(value, 'f', value < 10 ? 1 : 0);
    };
    if (bytes < 1000)
        return QCoreApplication::translate("Gui::Texts", "%1 B").arg(bytes);
    if (bytes < 1'000'000)
        return QCoreApplication::translate("Gui::Texts", "%1 kB").arg(scaled(1000));
    if (bytes < 1'000'000'000)
        return QCoreApplication::translate("Gui::Texts", "%1 MB").arg(scaled(1'000'000));
    return QCoreApplication::translate("Gui::Texts", "%1 GB").arg(scaled(1'000'000'000));
}

} // namespace Gui
