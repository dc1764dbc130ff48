// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectiontext.h"

#include <QRegularExpression>

#include <algorithm>

namespace Models::ConnectionText {

namespace {

constexpr qsizetype LongestPage = 16 * 1024;
constexpr qsizetype LongestHost = 253;
constexpr uint LargestPort = 65'535;
constexpr quint16 TlsPort = 8883;
/// Shorter words than this are no key; the id of one alone has more.
constexpr qsizetype ShortestKey = 20;
constexpr qsizetype LongestKey = 4'096;

const QString V3Prefix = QStringLiteral("NNSXS.");
const QString V2Prefix = QStringLiteral("ttn-account-v2.");

/// What a person does not see, or took along by mistake.
bool isBlank(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
}

std::optional<QString> after(const QString &text, const QRegularExpression &label)
{
    const QRegularExpressionMatch match = label.match(text);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

std::optional<Address> addressAfter(const QString &text, const QRegularExpression &label)
{
    const auto value = after(text, label);
    return value ? readAddress(*value) : std::nullopt;
}

bool isUserName(const UserName &name)
{
    using Domain::Generation;
    return Domain::isValidId(Generation::V3, name.application)
        && (name.tenant.isEmpty() || Domain::isValidId(Generation::V3, name.tenant));
}

bool isKey(const QString &word)
{
    return word.size() >= ShortestKey && word.size() <= LongestKey
        && (word.startsWith(V3Prefix) || word.startsWith(V2Prefix));
}

Page readLabels(const QString &text)
{
    const auto label = [](const char *words) {
        return QRegularExpression(QLatin1String("\\b") + QLatin1String(words) + QLatin1String("[\\s:]+(\\S+)"),
                                  QRegularExpression::CaseInsensitiveOption);
    };
    static const QRegularExpression tls = label("public\\s+tls\\s+address");
    static const QRegularExpression plain = label("public\\s+address");
    static const QRegularExpression user = label("user\\s?name");
    Page page;
    page.tlsAddress = addressAfter(text, tls);
    page.address = addressAfter(text, plain);
    if (const auto word = after(text, user)) {
        if (const UserName name = readUserName(*word); isUserName(name))
            page.userName = name;
    }
    return page;
}

/// In another language: by what cannot be anything else.
Page readWords(const QStringList &words)
{
    Page page;
    for (const QString &word : words) {
        if (word.contains(u'@')) {
            const UserName name = readUserName(word);
            if (!page.userName && !name.tenant.isEmpty() && isUserName(name))
                page.userName = name;
            continue;
        }
        const auto address = readAddress(word);
        if (!address || address->port == 0 || !address->host.contains(u'.'))
            continue;
        std::optional<Address> &place = address->port == TlsPort ? page.tlsAddress : page.address;
        if (!place)
            place = address;
    }
    return page;
}

} // namespace

std::optional<Address> readAddress(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:[a-z]+://)?(?:\\[([0-9a-f:.]+)\\]|([^\\s:/@\\[\\]]+))(?::([0-9]{1,5}))?/?$"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text.trimmed().left(2 * LongestHost));
    if (!match.hasMatch())
        return std::nullopt;
    const uint port = match.captured(3).toUInt();
    if (port > LargestPort || (port == 0 && !match.captured(3).isEmpty()))
        return std::nullopt;
    const QString host = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    if (host.size() > LongestHost || std::any_of(host.cbegin(), host.cend(), isBlank))
        return std::nullopt;
    return Address{host, quint16(port)};
}

QString addressText(const Address &address)
{
    const QString host = address.host.contains(u':') ? QString(u'[' + address.host + u']') : address.host;
    return address.port == 0 ? host : QString(host + u':' + QString::number(address.port));
}

bool isCommunityHost(const QString &host)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:nam|sam|eu|af|as|au)[0-9]+\\.cloud\\.thethings\\.network$"),
        QRegularExpression::CaseInsensitiveOption);
    return form.match(host).hasMatch();
}

QString tenantOfHost(const QString &host)
{
    static const QRegularExpression paid(
        QStringLiteral("^([a-z0-9-]+)\\.[a-z]+[0-9]+\\.cloud\\.thethings\\.industries$"),
        QRegularExpression::CaseInsensitiveOption);
    return isCommunityHost(host) ? QStringLiteral("ttn") : paid.match(host).captured(1).toLower();
}

UserName readUserName(const QString &word)
{
    const qsizetype at = word.indexOf(u'@');
    return at < 0 ? UserName{word, {}} : UserName{word.left(at), word.mid(at + 1)};
}

IdMistake idMistake(Domain::Generation generation, const QString &id)
{
    if (id.isEmpty())
        return IdMistake::Empty;
    if (Domain::isValidId(generation, id))
        return IdMistake::None;
    for (const QChar c : id) {
        if (c >= u'A' && c <= u'Z')
            return IdMistake::UpperCase;
        const bool good = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-'
            || (generation == Domain::Generation::V2 && c == u'_');
        if (!good)
            return IdMistake::Character;
    }
    constexpr qsizetype longest = 36;
    if (id.size() > longest)
        return IdMistake::TooLong;
    const auto isSeparator = [](QChar c) { return c == u'-' || c == u'_'; };
    for (qsizetype i = 0; i < id.size(); ++i) {
        if (isSeparator(id.at(i)) && (i == 0 || i + 1 == id.size() || isSeparator(id.at(i - 1))))
            return IdMistake::Separator;
    }
    return IdMistake::TooShort;
}

CleanKey cleanKey(const QString &text)
{
    static const QRegularExpression bearer(QStringLiteral("^\\s*(?:authorization:\\s*)?bearer\\s+"),
                                           QRegularExpression::CaseInsensitiveOption);
    QString key = text;
    key.remove(bearer);
    key.removeIf(&isBlank);
    const auto isQuote = [](QChar c) { return c == u'"' || c == u'\'' || c == u'`' || c == u'“' || c == u'”'; };
    if (key.size() > 1 && isQuote(key.front()) && isQuote(key.back()))
        key = key.mid(1, key.size() - 2);
    return {key.toUtf8(), key != text};
}

bool isIncompleteKey(const QByteArray &key)
{
    const QList<QByteArray> parts = key.split('.');
    return parts.first() == "NNSXS"
        && (parts.size() != 3
            || std::any_of(parts.begin(), parts.end(), [](const QByteArray &part) { return part.isEmpty(); }));
}

std::optional<Page> readPage(const QString &text)
{
    if (text.size() > LongestPage)
        return std::nullopt;
    static const QRegularExpression blanks(QStringLiteral("[\\s\\x{2028}\\x{2029}]+"));
    const QStringList words = text.split(blanks, Qt::SkipEmptyParts);
    if (words.size() < 2)
        return std::nullopt;
    const QString line = words.join(u' ');
    Page page = readLabels(line);
    if (!page.address && !page.tlsAddress && !page.userName) {
        page = readWords(words);
        // One of them alone may stand in any sentence.
        if (!page.userName || (!page.address && !page.tlsAddress))
            return std::nullopt;
    }
    const auto key = std::find_if(words.begin(), words.end(), &isKey);
    if (key != words.end())
        page.key = key->toUtf8();
    return page;
}

} // namespace Models::ConnectionText
