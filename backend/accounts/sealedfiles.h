// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/sealedfile.h"
#include "backend/domain/call.h"
#include "backend/domain/result.h"
#include "backend/domain/secretstore.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace Backend {

/// Keeps what holds secrets but is too large or too many for the keychain: sealed files in one folder (0700), whose key
/// is in the keychain. Where there is no keychain everything stays in memory and is forgotten with this object.
///
/// GUI thread, or the main thread of ttnc; the disk is touched in a thread of its own, in the order of the calls. What
/// was begun is finished when its Call is dropped, and before this object ends, but for what still waits for the
/// keychain. One object per folder; two programs may use one folder, but not write the same file at a time.
///
/// Problems: those of the keychain, of files, and SealedFileDamaged, SealedFileForeign (both set aside),
/// SealedFileNewer.
class SealedFiles : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype all = std::numeric_limits<qsizetype>::max();

    /// `secrets` must outlive this. The folder is made when it is needed.
    SealedFiles(QString folder, Domain::SecretStore &secrets, QObject *parent = nullptr);
    ~SealedFiles() override;

    /// False: what is written is forgotten at the end of the program.
    [[nodiscard]] bool isPersistent() const { return m_secrets.isPersistent(); }

    // Names are made by programs, not by people: `a-z`, `0-9` and `-`, at most 80.

    /// Replaces the file by these records, all or nothing, and waits for the disk.
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> write(const QString &name,
                                                                   const QList<QByteArray> &records);
    /// Adds one record, and makes the file when there is none: for journals. Survives the program's end at any moment;
    /// a power cut may cost the newest records, never an older one.
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> append(const QString &name, const QByteArray &record);
    /// The first `atMost` records; none when there is no such file.
    [[nodiscard]] Domain::Call<Domain::Result<QList<QByteArray>>> read(const QString &name, qsizetype atMost = all);
    /// A file that is gone already is no problem.
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> remove(const QString &name);
    /// Names that begin so, sorted.
    [[nodiscard]] Domain::Call<Domain::Result<QStringList>> list(const QString &prefix);

private:
    /// Runs in the thread of the files.
    using Task = std::function<void(const Seal &)>;

    struct Waiting
    {
        Task run;
        std::function<void(const Domain::Problem &)> refuse;
    };

    void withKey(Waiting task);
    void askForKey();
    void onKeyRead(const Domain::SecretStore::Answer &answer, bool mayMake);
    void makeKey();
    void onKey(const QByteArray &key);
    void refuseAll(const Domain::Problem &problem);
    void start(Task task);
    [[nodiscard]] QString pathOf(const QString &name) const;
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>>
    change(const QString &name, std::function<void(QList<QByteArray> &)> inMemory,
           std::function<Domain::Problem(const SealedFile &)> onDisk);

    QString m_folder;
    Domain::SecretStore &m_secrets;
    std::unique_ptr<Seal> m_seal;
    bool m_asking = false;
    std::vector<Waiting> m_waiting;
    QMap<QString, QList<QByteArray>> m_memory;
    QHash<QString, std::optional<SealedFile::End>> m_ends; ///< only touched in the thread of the files
    QThreadPool m_pool; ///< last: its thread ends before what it uses
};

} // namespace Backend
