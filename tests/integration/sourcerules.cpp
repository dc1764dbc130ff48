// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/sourcerules.h"

#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype maxLines = 500;
constexpr qsizetype maxTestLines = 1'000; // tables of cases are long, but easy to read
constexpr qsizetype maxMainLines = 30;

/// The layer of a path; empty outside of them (tests may include everything).
QString layerOf(const QString &path)
{
    // The longer ones first: domain and sandbox are layers within the folder backend.
    for (const char *layer :
         {"backend/domain", "backend/sandbox", "backend", "models", "ui", "app", "resources", "proto"}) {
        if (path.startsWith(QLatin1String(layer) + u'/'))
            return QLatin1String(layer);
    }
    return {};
}

const QHash<QString, QStringList> &arrows()
{
    static const QString domain = QStringLiteral("backend/domain");
    static const QString sandbox = QStringLiteral("backend/sandbox");
    static const QString backend = QStringLiteral("backend");
    static const QString models = QStringLiteral("models");
    static const QString ui = QStringLiteral("ui");
    static const QString resources = QStringLiteral("resources");
    static const QString proto = QStringLiteral("proto");
    static const QHash<QString, QStringList> allowed{
        {domain, {domain}},
        {models, {models, domain}},
        {ui, {ui, models, domain, resources}},
        {backend, {backend, domain, proto}},
        {sandbox, {sandbox, backend, domain, proto}},
        {resources, {resources}},
        {proto, {proto}},
        // The sandbox only in its own program, see checkOwnInclude().
        {QStringLiteral("app"), {QStringLiteral("app"), ui, models, backend, domain, resources}},
    };
    return allowed;
}

struct Confined
{
    const char *headers;
    const char *where; ///< alternatives, separated by a blank
};

/// Libraries that only one part may see, so that another one can take their place.
constexpr Confined confined[] = {
    {"^mosquitto", "backend/mqtt/"},
    {"^(QtMqtt/|QtMqtt$|QMqtt)", "backend/mqtt/"},
    {"^sqlite3", "backend/history/"},
    {"^lz4", "backend/history/"},
    {"^zip\\.h", "backend/import/"},
    {"^simdjson", "backend/traffic/ backend/ingest/ backend/sandbox/"},
    {"^openssl/", "backend/accounts/ backend/mqtt/ backend/sandbox/"},
    {"^qt6?keychain/", "backend/accounts/"},
    {"^ZXing/", "backend/qr/"},
    {"^grpc", "backend/rpc/ backend/network/ backend/sandbox/"},
    {"^(google/|ttn/|discovery/|handler/|lorawan/).*\\.pb\\.h$", "backend/rpc/ backend/network/ backend/sandbox/"},
    {"^google/protobuf/", "backend/rpc/ backend/network/ backend/sandbox/"},
};

bool isSource(const QString &path)
{
    return path.endsWith(u".cpp") || path.endsWith(u".h");
}

} // namespace

SourceRules::SourceRules(QStringList coreFolders, QStringList networkFolders)
    : m_coreFolders(std::move(coreFolders))
    , m_networkFolders(std::move(networkFolders))
{
}

QStringList SourceRules::check(const QString &path, const QByteArray &text) const
{
    QStringList found;
    const QByteArray head = text.left(1'000);
    if (!head.contains("SPDX-FileCopyrightText: ") || !head.contains("SPDX-License-Identifier: GPL-3.0-or-later"))
        found += path + u": the two SPDX lines are missing";
    if (!isSource(path))
        return found;

    const qsizetype lines = text.count('\n');
    const qsizetype limit = path.startsWith(u"tests/") ? maxTestLines : maxLines;
    if (lines > limit)
        found += path + u": has " + QString::number(lines) + u" lines, at most " + QString::number(limit)
            + u" are allowed";
    static const QRegularExpression mainFunction(QStringLiteral("^int main\\("), QRegularExpression::MultilineOption);
    const QString content = QString::fromUtf8(text);
    const QString layer = layerOf(path);
    if (layer == u"app" && lines > maxMainLines && content.contains(mainFunction))
        found += path + u": a main has at most " + QString::number(maxMainLines) + u" lines";
    if (layer.isEmpty())
        return found;

    static const QRegularExpression include(QStringLiteral("^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"]+)[>\"]"),
                                            QRegularExpression::MultilineOption);
    for (auto it = include.globalMatch(content); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString header = match.captured(2);
        const QString wrong = match.captured(1) == u"\"" ? checkOwnInclude(layer, path, header)
                                                         : checkSystemInclude(layer, path, header);
        if (!wrong.isEmpty())
            found += path + u": includes " + header + u", " + wrong;
    }
    return found;
}

QString SourceRules::checkOwnInclude(const QString &layer, const QString &path, const QString &header) const
{
    if (header.endsWith(u".moc") || header.startsWith(u"moc_"))
        return {};
    const QString other = layerOf(header);
    if (other.isEmpty() || header.contains(u"..") || header.contains(u'\\'))
        return QStringLiteral(
            "but own headers are named from the root of the repository, and tests are not for the program");
    if (layer == u"app" && other == u"backend/sandbox")
        return path.startsWith(u"app/ttn-sandbox/")
            ? QString()
            : QStringLiteral("but only the sandbox's own program links the sandbox");
    if (!arrows().value(layer).contains(other))
        return QStringLiteral("against the arrow: ") + layer + u" does not know " + other;
    return {};
}

QString SourceRules::checkSystemInclude(const QString &layer, const QString &path, const QString &header) const
{
    if (!layerOf(header).isEmpty())
        return QStringLiteral("but own headers stand in quotes");
    for (const Confined &rule : confined) {
        if (!header.contains(QRegularExpression(QLatin1String(rule.headers))))
            continue;
        const QStringList folders = QString::fromLatin1(rule.where).split(u' ');
        const bool allowed = std::any_of(folders.cbegin(), folders.cend(),
                                         [&](const QString &folder) { return path.startsWith(folder); });
        return allowed ? QString() : QStringLiteral("which only ") + folders.join(u" and ") + u" may";
    }
    static const QRegularExpression qtHeader(QStringLiteral("^(Qt?[A-Z]|q[a-z]+\\.h$)"));
    if (layer == u"ui" || layer == u"app" || layer == u"resources" || !header.contains(qtHeader))
        return {};
    if (isInModule(header, QStringLiteral("QtCore"), m_coreFolders))
        return {};
    const bool hasNetwork = layer == u"backend" || layer == u"backend/sandbox";
    if (hasNetwork && isInModule(header, QStringLiteral("QtNetwork"), m_networkFolders))
        return {};
    return layer + (hasNetwork ? u" has Qt Core and Qt Network only" : u" has Qt Core only");
}

bool SourceRules::isInModule(const QString &header, const QString &module, const QStringList &folders) const
{
    const qsizetype slash = header.indexOf(u'/');
    if (slash >= 0)
        return header.left(slash) == module;
    // Qt names the folder above all modules, too; there a module's name is a folder, not a header.
    return std::any_of(folders.cbegin(), folders.cend(), [&](const QString &folder) {
        return (folder.endsWith(module) || folder.endsWith(module + u".framework/Headers"))
            && QFileInfo(folder + u'/' + header).isFile();
    });
}
