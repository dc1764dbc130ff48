// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/sealedfile.h"

#include <QDateTime>
#include <QSaveFile>
#include <QtEndian>

#include <algorithm>
#include <utility>

namespace Backend {

using Domain::Problem;
using Domain::Result;

namespace {

constexpr char magic[] = "TTNSEAL";
constexpr char format = 1;
constexpr qsizetype magicBytes = sizeof magic - 1;
constexpr qsizetype headerBytes = magicBytes + 1 + Seal::idBytes;
constexpr qsizetype lengthBytes = 4;
constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

QByteArray bigEndian(quint64 value, qsizetype bytes)
{
    QByteArray text(8, '\0');
    qToBigEndian(value, text.data());
    return text.right(bytes);
}

quint32 lengthAt(const QByteArray &bytes, qsizetype position)
{
    return qFromBigEndian<quint32>(bytes.constData() + position);
}

Problem unwritable(const QString &path, const QFileDevice &file)
{
    const bool full = file.error() == QFileDevice::ResourceError;
    return {full ? Problem::Code::FileDiskFull : Problem::Code::FileUnwritable, {path}, file.errorString(), {}, full};
}

} // namespace

SealedFile::SealedFile(QString path, const QString &name, const Seal &seal)
    : m_path(std::move(path))
    , m_name(name.toUtf8())
    , m_seal(seal)
{
}

QByteArray SealedFile::header() const
{
    return QByteArray(magic, magicBytes) + format + m_seal.keyId();
}

QByteArray SealedFile::about(qint64 place) const
{
    return header() + m_name + '\0' + bigEndian(quint64(place), 8);
}

QByteArray SealedFile::framed(const QByteArray &record, qint64 place) const
{
    const QByteArray sealed = m_seal.close(record, about(place));
    return sealed.isEmpty() ? QByteArray() : QByteArray(bigEndian(quint64(sealed.size()), lengthBytes) + sealed);
}

Problem SealedFile::checkHeader(const QByteArray &found) const
{
    if (!found.startsWith(QByteArrayView(magic, magicBytes)) || found.size() <= magicBytes)
        return setAside(Problem::Code::SealedFileDamaged);
    if (found.at(magicBytes) > format) // left where it is: a newer version reads it
        return {Problem::Code::SealedFileNewer, {m_path}, {}, {}, false};
    if (found.size() < headerBytes || found.at(magicBytes) != format)
        return setAside(Problem::Code::SealedFileDamaged);
    return found.startsWith(header()) ? Problem() : setAside(Problem::Code::SealedFileForeign);
}

Result<QList<QByteArray>> SealedFile::read(qsizetype atMost) const
{
    QFile file(m_path);
    if (!file.exists())
        return QList<QByteArray>();
    if (!file.open(QIODevice::ReadOnly))
        return Problem{Problem::Code::FileUnreadable, {m_path}, file.errorString(), {}, false};
    const QByteArray bytes = file.read(maxBytes + 1);
    file.close(); // some systems do not rename what is open
    if (bytes.size() > maxBytes)
        return setAside(Problem::Code::SealedFileDamaged);
    if (Problem problem = checkHeader(bytes.left(headerBytes)))
        return problem;
    QList<QByteArray> records;
    for (qsizetype position = headerBytes; position + lengthBytes <= bytes.size() && records.size() < atMost;) {
        const qint64 length = lengthAt(bytes, position);
        position += lengthBytes;
        if (length > bytes.size() - position)
            break; // cut while it was appended
        const std::optional<QByteArray> record = m_seal.open(bytes.mid(position, length), about(records.size()));
        if (!record)
            return setAside(Problem::Code::SealedFileDamaged);
        records += *record;
        position += length;
    }
    return records;
}

Problem SealedFile::write(const QList<QByteArray> &records) const
{
    QByteArray bytes = header();
    for (qsizetype place = 0; place < records.size(); ++place) {
        const QByteArray part = framed(records.at(place), place);
        if (part.isEmpty() || bytes.size() + part.size() > maxBytes)
            return {Problem::Code::FileUnwritable, {m_path}, {}, QStringLiteral("could not be sealed"), false};
        bytes += part;
    }
    QSaveFile file(m_path);
    const bool done = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(bytes) == bytes.size() && file.commit();
    return done ? Problem() : unwritable(m_path, file);
}

std::optional<SealedFile::End> SealedFile::findEnd(QFile &file) const
{
    End end{0, headerBytes};
    while (file.seek(end.position)) {
        const QByteArray length = file.read(lengthBytes);
        if (length.size() < lengthBytes)
            return end;
        const qint64 next = end.position + lengthBytes + lengthAt(length, 0);
        if (next > file.size())
            return end;
        end = {end.count + 1, next};
    }
    return std::nullopt;
}

Problem SealedFile::append(const QByteArray &record, std::optional<End> &end) const
{
    if (!QFile::exists(m_path)) {
        const Problem problem = write({record});
        end = problem ? std::nullopt
                      : std::optional(End{1, headerBytes + lengthBytes + Seal::overheadBytes + record.size()});
        return problem;
    }
    QFile file(m_path);
    if (!file.open(QIODevice::ReadWrite))
        return unwritable(m_path, file);
    if (!end || end->position != file.size()) {
        const QByteArray found = file.read(headerBytes);
        if (found != header()) {
            file.close();
            const Problem problem = checkHeader(found);
            const bool isAside = problem.args.size() > 1;
            return isAside ? append(record, end) : problem;
        }
        end = findEnd(file);
    }
    const QByteArray part = end ? framed(record, end->count) : QByteArray();
    if (part.isEmpty() || end->position + part.size() > maxBytes) {
        end.reset();
        return {Problem::Code::FileUnwritable, {m_path}, {}, QStringLiteral("could not be sealed"), false};
    }
    // A cut record is taken away first: what is appended behind it would never be found.
    const bool done
        = file.resize(end->position) && file.seek(end->position) && file.write(part) == part.size() && file.flush();
    if (!done) {
        const Problem problem = unwritable(m_path, file);
        file.resize(end->position);
        end.reset();
        return problem;
    }
    end = End{end->count + 1, end->position + part.size()};
    return {};
}

Problem SealedFile::setAside(Problem::Code code) const
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    const QString base = m_path + u".damaged-" + stamp;
    QString aside = base;
    for (int i = 2; QFile::exists(aside); ++i)
        aside = base + u'-' + QString::number(i);
    if (!QFile::rename(m_path, aside))
        return {code, {m_path}, {}, {}, false};
    return {code, {m_path, aside}, {}, {}, false};
}

} // namespace Backend
