// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/seal.h"
#include "backend/domain/problem.h"
#include "backend/domain/result.h"

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QString>

#include <optional>

namespace Backend {

/// One file of sealed records on the disk (0600). Each record is bound to the file's name and to its place, so that
/// files and records cannot be exchanged. A record that was cut while it was appended counts as never written.
/// Blocking; one thread, one writer per file.
class SealedFile
{
public:
    static constexpr qint64 maxBytes = 64 << 20;

    /// Where the next record goes, so that appending need not walk through the file.
    struct End
    {
        qint64 count = 0;
        qint64 position = 0;
    };

    /// `name` is the file's in the eyes of its owner; `path` where it lies.
    SealedFile(QString path, const QString &name, const Seal &seal);

    /// The first `atMost` records. No file: none. A file that cannot be authentic is set aside: SealedFileDamaged,
    /// SealedFileForeign.
    [[nodiscard]] Domain::Result<QList<QByteArray>> read(qsizetype atMost) const;
    /// All or nothing.
    [[nodiscard]] Domain::Problem write(const QList<QByteArray> &records) const;
    /// `end` is of an append() before, or nullopt, and then of this one.
    [[nodiscard]] Domain::Problem append(const QByteArray &record, std::optional<End> &end) const;

private:
    [[nodiscard]] QByteArray header() const;
    [[nodiscard]] QByteArray about(qint64 place) const;
    [[nodiscard]] QByteArray framed(const QByteArray &record, qint64 place) const;
    [[nodiscard]] Domain::Problem checkHeader(const QByteArray &found) const;
    [[nodiscard]] std::optional<End> findEnd(QFile &file) const;
    [[nodiscard]] Domain::Problem setAside(Domain::Problem::Code code) const;

    QString m_path;
    QByteArray m_name;
    const Seal &m_seal;
};

} // namespace Backend
