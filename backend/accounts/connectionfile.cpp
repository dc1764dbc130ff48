// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/connectionfile.h"

#include "backend/accounts/profilejson.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace Backend {

using Domain::Problem;
using Domain::Profile;

namespace {

constexpr qint64 maxFileBytes = 1 << 20;
constexpr int format = 1;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionFile)

public:
    static QString tooLarge() { return tr("the file is larger than 1 MiB"); }
    static QString object() { return tr("an object is expected"); }
    static QString format() { return tr("1 is expected"); }
    static QString line(qsizetype number) { return tr("line %1").arg(number); }
};

Problem fileProblem(Problem::Code code, const QString &path, const QString &words)
{
    return {code, {path}, words, {}, false};
}

std::optional<QByteArray> readBounded(const QString &path, Problem &problem)
{
    QFile file(path);
    // Opening a FIFO would wait for a writer.
    if (QFileInfo info(path); info.exists() && !info.isFile()) {
        problem = fileProblem(Problem::Code::FileUnreadable, path, {});
        return std::nullopt;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        problem = fileProblem(Problem::Code::FileUnreadable, path, file.errorString());
        return std::nullopt;
    }
    return file.read(maxFileBytes + 1);
}

std::optional<QByteArray> readCa(const QDir &folder, const QString &ca, Problem &problem)
{
    const QString path = folder.absoluteFilePath(ca);
    const std::optional<QByteArray> bytes = readBounded(path, problem);
    const QByteArray pem = bytes && bytes->size() <= maxFileBytes ? certificatesOnly(*bytes) : QByteArray();
    if (!pem.isEmpty())
        return pem;
    problem = fileProblem(Problem::Code::CaUnreadable, path, problem.serverText);
    return std::nullopt;
}

QUuid idOf(const QJsonObject &object)
{
    static constexpr QUuid space(0x6f3f2a4e, 0x51d0, 0x4c0b, 0x9a, 0x0e, 0x2b, 0x7d, 0x1c, 0x55, 0x83, 0x9f);
    return QUuid::createUuidV5(space, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// The name for a CA file beside `file`: one that is free, or has this very content.
QString caName(const QFileInfo &file, const QByteArray &pem)
{
    for (int i = 1;; ++i) {
        const QString name = file.completeBaseName() + (i == 1 ? QString() : u'-' + QString::number(i)) + u"-ca.pem";
        QFile old(file.dir().filePath(name));
        if (!old.exists())
            return name;
        if (old.open(QIODevice::ReadOnly) && old.read(maxFileBytes + 1) == pem)
            return name;
    }
}

Problem writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return fileProblem(Problem::Code::FileUnwritable, path, file.errorString());
}

} // namespace

std::optional<Profile> ConnectionFile::load(const QString &path, Problem *problem)
{
    const std::optional<QByteArray> bytes = readBounded(path, *problem);
    return bytes ? parse(*bytes, path, problem) : std::nullopt;
}

std::optional<Profile> ConnectionFile::parse(const QByteArray &bytes, const QString &path, Problem *problem)
{
    *problem = {};
    const QFileInfo info(path);
    ProfileJson reader(
        path, [folder = info.absoluteDir()](const QString &ca, Problem &why) { return readCa(folder, ca, why); });
    const auto fail = [&](const QString &where, const QString &what) {
        reader.fail(where, what);
        *problem = reader.problem();
        return std::nullopt;
    };
    if (bytes.size() > maxFileBytes)
        return fail(Words::line(1), Words::tooLarge());
    // Editors of Windows put a byte order mark in front.
    const QByteArray text = bytes.startsWith("\xEF\xBB\xBF") ? bytes.mid(3) : bytes;
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(Words::line(text.left(error.offset).count('\n') + 1), error.errorString());
    if (!document.isObject())
        return fail(Words::line(1), Words::object());
    const QJsonObject object = document.object();
    if (object.value(u"format").toDouble() != format)
        return fail(QStringLiteral("format"), Words::format());
    std::optional<Profile> profile = reader.read(object);
    if (!profile) {
        *problem = reader.problem();
        return std::nullopt;
    }
    profile->name = info.completeBaseName();
    // Trust is left out: a renewed CA or pin still means the same network.
    profile->id = idOf({{QStringLiteral("mqtt"), addressText(profile->mqtt).toLower()},
                        {QStringLiteral("generation"), int(profile->generation)},
                        {QStringLiteral("tenant"), profile->tenant},
                        {QStringLiteral("applications"), QJsonArray::fromStringList([&] {
                             QStringList sorted = profile->applications;
                             sorted.sort();
                             return sorted;
                         }())}});
    return profile;
}

Problem ConnectionFile::save(const Profile &profile, const QString &path)
{
    const QFileInfo info(path);
    Problem problem;
    QJsonObject object = ProfileJson::write(profile, [&](const QByteArray &pem) {
        const QByteArray certificates = certificatesOnly(pem);
        const QString name = caName(info, certificates);
        if (const Problem why = writeFile(info.dir().filePath(name), certificates))
            problem = why;
        return name;
    });
    if (problem)
        return problem;
    object.insert(QStringLiteral("format"), format);
    return writeFile(path, QJsonDocument(object).toJson());
}

} // namespace Backend
