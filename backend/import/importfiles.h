// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/deviceimports.h"
#include "backend/import/importjournal.h"

#include <QFile>
#include <QLockFile>
#include <QObject>
#include <QSaveFile>

#include <map>
#include <memory>

namespace Backend {

/// The files of imports, and those that are exported into: one folder with a journal and a lock for each import.
/// Lives in a thread of its own; functions are called there.
class ImportFiles : public QObject
{
    Q_OBJECT

public:
    explicit ImportFiles(QString folder);
    ~ImportFiles() override;

    /// Any thread, here and below.
    [[nodiscard]] QString journalPath(const QString &id) const;
    [[nodiscard]] static bool isId(const QString &id);
    /// Of the file in SealedFiles with what is secret of it.
    [[nodiscard]] static QString sealedName(const QString &id);

    /// Begins the journal of a new import and takes its lock. `owner`: who closes it.
    [[nodiscard]] Domain::Problem create(const QString &id, quint64 owner, const QByteArray &head);
    /// Takes the lock of one that is there and reads its journal.
    [[nodiscard]] Domain::Result<ImportJournal::Reading> reopen(const QString &id, quint64 owner);
    /// Adds to the journal.
    void append(const QString &id, const QByteArray &lines);
    /// Its owner works on it no more; others cannot close it.
    void close(const QString &id, quint64 owner);
    void forget(const QString &id);
    [[nodiscard]] QList<Domain::ImportRecord> records() const;

    [[nodiscard]] Domain::Problem openExport(const QString &path);
    void writeExport(const QString &path, const QByteArray &bytes);
    [[nodiscard]] Domain::Problem commitExport(const QString &path);
    void dropExport(const QString &path);

Q_SIGNALS:
    /// The journal can take no more.
    void journalFailed(const QString &id, const Domain::Problem &problem);

private:
    struct Open
    {
        quint64 owner = 0;
        std::unique_ptr<QLockFile> lock;
        QFile journal;
    };

    [[nodiscard]] Domain::Problem open(const QString &id, quint64 owner, QIODevice::OpenMode mode);

    const QString m_folder;
    std::map<QString, std::unique_ptr<Open>> m_open;
    std::map<QString, std::unique_ptr<QSaveFile>> m_exports;
};

} // namespace Backend
